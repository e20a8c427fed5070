// Starting verifications.
import type { VerifyScope } from '../../shared/domain.ts';
import { call } from '../data/bridge.ts';

/** Starts a verification; throws `CallError`. `keys`: files of AWS's public keys, beside those in the evidence. */
export async function startVerify(scope: VerifyScope, keys: readonly string[] = []): Promise<string> {
  const { jobId } = await call('verify.start', { scope, ...(keys.length > 0 && { keys: [...keys] }) });
  return jobId;
}

/** Lets the person name a file of AWS's public keys, and asks the digests anew with it. Nothing happens when they name none. */
export async function startWithKeys(): Promise<void> {
  const { paths } = await call('app.pickKeys', { what: 'publicKeys' });
  if (paths.length > 0) await startVerify('digests', paths);
}
