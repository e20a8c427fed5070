// Where credentials come from: the SDK's usual chain, a role beyond it, or whoever gives them on. None of them is ever stored.
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { TrailcaseError } from '../../../shared/errors.ts';
import type { S3Access } from '../../../shared/s3.ts';

type Chain = ReturnType<typeof fromNodeProviderChain>;
export type Provider = (options?: Parameters<Chain>[0]) => ReturnType<Chain>;
export type Credentials = Awaited<ReturnType<Provider>>;

/** ms before their end at which credentials are asked for anew. */
const EARLY = 120_000;

/** Asks once, until what was given comes to its end. */
function remembered(provider: Provider): Provider {
  let given: ReturnType<Chain> | null = null;
  let until = 0;
  return (options) => {
    if (given !== null && Date.now() < until) return given;
    until = Number.POSITIVE_INFINITY;
    const asked = provider(options).then(
      (credentials) => {
        until = credentials.expiration ? credentials.expiration.getTime() - EARLY : Number.POSITIVE_INFINITY;
        return credentials;
      },
      (error) => {
        until = 0;
        throw error;
      },
    );
    given = asked;
    return asked;
  };
}

export class CredentialSource {
  private readonly access: S3Access;
  private readonly give: ((renew: boolean) => Promise<Credentials>) | undefined;
  private asked = false;
  private mfaUsed = false;

  /** @param give gives credentials in the place of the chain; told whether those given before are not accepted any more */
  constructor(access: S3Access, give?: (renew: boolean) => Promise<Credentials>) {
    this.access = access;
    this.give = give;
  }

  /** For all clients together, since a role is assumed once, and a code of MFA holds once. Each call looks for credentials anew. */
  provider(): Provider {
    const { give } = this;
    if (give) {
      const renew = this.asked;
      this.asked = true;
      return remembered(() => give(renew));
    }
    const { profile, roleArn, externalId, mfaSerial, region } = this.access;
    const mfaCodeProvider = (): Promise<string> => this.mfaCode();
    const chain = fromNodeProviderChain({ ...(profile !== undefined && { profile }), mfaCodeProvider, ignoreCache: true });
    if (roleArn === undefined) return remembered(chain);
    const role = fromTemporaryCredentials({
      masterCredentials: chain,
      params: {
        RoleArn: roleArn,
        RoleSessionName: 'trailcase',
        ...(externalId !== undefined && { ExternalId: externalId }),
        ...(mfaSerial !== undefined && { SerialNumber: mfaSerial }),
      },
      mfaCodeProvider,
      ...(region !== undefined && { clientConfig: { region } }),
    });
    return remembered(role);
  }

  private async mfaCode(): Promise<string> {
    const { mfaCode } = this.access;
    if (mfaCode !== undefined && !this.mfaUsed) {
      this.mfaUsed = true;
      return mfaCode;
    }
    const what = this.mfaUsed ? 'The MFA code was used already' : 'The role asks for an MFA code';
    throw new TrailcaseError('S3_CREDENTIALS', what, 'Give a fresh one with --mfa-code; an import continues.');
  }
}
