// Where credentials come from: the SDK's usual chain, a role beyond it, or whoever gives them on. None of them is ever stored.
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { TrailcaseError } from '../../../shared/errors.ts';
import type { S3Access } from '../../../shared/s3.ts';
import { hasNoCredentials, isDenied, isExpired, messageOf } from './failures.ts';
import { profiles } from './profiles.ts';

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

/** Credentials for which a code of MFA was used, by who asked, until they end: a code holds once, and an import follows a look. In memory only. */
const byCode = new Map<string, Credentials>();

function held(key: string): Credentials | null {
  const credentials = byCode.get(key);
  if (credentials?.expiration !== undefined && credentials.expiration.getTime() - EARLY > Date.now()) return credentials;
  byCode.delete(key);
  return null;
}

/** STS that refuses a role is not the bucket that refuses to be read. */
function refused(error: unknown): unknown {
  if (error instanceof TrailcaseError || isExpired(error) || hasNoCredentials(error) || !isDenied(error)) return error;
  const advice = 'Check the role, its external id and the MFA code, and whether it may be assumed.';
  return new TrailcaseError('S3_CREDENTIALS', `AWS gives no credentials for this: ${messageOf(error)}`, advice, { cause: error });
}

export class CredentialSource {
  private readonly access: S3Access;
  private readonly give: ((renew: boolean) => Promise<Credentials>) | undefined;
  private asked = false;
  private mfaUsed = false;
  /** Why there are none, since there were some. */
  private failure: unknown = null;
  private turns = 0;

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
    const key = JSON.stringify([profile, roleArn, externalId, mfaSerial, region]);
    // Of a fresh code fresh ones are made, and of those that were not accepted any more.
    if (this.turns++ === 0 && this.access.mfaCode === undefined) {
      const earlier = held(key);
      if (earlier !== null) return remembered(() => Promise.resolve(earlier));
    }
    const keeping =
      (provider: Provider): Provider =>
      async (options) => {
        try {
          const credentials = await provider(options);
          if (this.mfaUsed) byCode.set(key, credentials);
          this.failure = null;
          return credentials;
        } catch (error) {
          // A code holds once: asked again, the reason why it did not help is what is to be said, not that it was used.
          if (this.failure === null || !(error instanceof TrailcaseError)) this.failure = refused(error);
          throw this.failure;
        }
      };
    const usual = fromNodeProviderChain({ ...(profile !== undefined && { profile }), mfaCodeProvider, ignoreCache: true });
    const chain: Provider = async (options) => {
      if (profile !== undefined) await mustBeThere(profile);
      return await usual(options);
    };
    if (roleArn === undefined) return remembered(keeping(chain));
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
    return remembered(keeping(role));
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

/** Profiles that are named in an error. */
const NAMED = 12;

/** The SDK says of a profile that is not there only that nothing gave credentials. Errors: S3_CREDENTIALS. */
async function mustBeThere(profile: string): Promise<void> {
  const names = (await profiles()).map(({ name }) => name);
  if (names.includes(profile)) return;
  const some = names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ', …' : '');
  const advice = some === '' ? 'It has none.' : `It has: ${some}.`;
  throw new TrailcaseError('S3_CREDENTIALS', `The AWS configuration of this machine has no profile "${profile}"`, advice);
}
