// Starting verifications, and which of the running ones only ask what AWS's digests say: their status does not tell.
import type { VerifyScope } from '../../shared/domain.ts';
import { call } from '../data/bridge.ts';

const scopes = new Map<string, VerifyScope>();

/** Starts a verification; throws `CallError`. `keys`: files of AWS's public keys, beside those in the evidence. */
export async function startVerify(scope: VerifyScope, keys: readonly string[] = []): Promise<string> {
  const { jobId } = await call('verify.start', { scope, ...(keys.length > 0 && { keys: [...keys] }) });
  scopes.set(jobId, scope);
  return jobId;
}

/** Lets the person name a file of AWS's public keys, and asks the digests anew with it. Nothing happens when they name none. */
export async function startWithKeys(): Promise<void> {
  const { paths } = await call('app.pickKeys', { what: 'publicKeys' });
  if (paths.length > 0) await startVerify('digests', paths);
}

/** What a verification tests; null for one that this window did not start. */
export const scopeOf = (jobId: string): VerifyScope | null => scopes.get(jobId) ?? null;
