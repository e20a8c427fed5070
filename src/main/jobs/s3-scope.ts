// A look at an address before an import, as the command line and the window ask for it.
import { TrailcaseError } from '../../shared/errors.ts';
import type { S3Access, S3Choice, S3Looking, S3Scope } from '../../shared/s3.ts';
import { checkAccess } from '../acquire/s3/access.ts';
import { parseAddress } from '../acquire/s3/address.ts';
import { Bucket } from '../acquire/s3/bucket.ts';
import { Connection } from '../acquire/s3/connection.ts';
import { ofNoImport } from '../acquire/s3/failures.ts';
import { RequestLog, UNSENT } from '../acquire/s3/request-log.ts';
import { BUDGET, scopeBucket } from '../acquire/s3/scope.ts';

interface ScopeOptions {
  access?: S3Access | undefined;
  choice?: S3Choice | undefined;
  budget?: number | undefined;
  /** File that gets a line for every request made. */
  requestLog?: string | undefined;
  /** Where requests are noted, too. */
  noted?: Pick<RequestLog, 'note'> | undefined;
  signal?: AbortSignal | undefined;
  /** Told how far it has come, some times a second. */
  onProgress?: ((looking: S3Looking) => void) | undefined;
}

/** ms between two words of how far it has come. */
const TELL_EVERY = 100;

/** Errors: USAGE, S3_*, CANCELLED, OUTPUT_EXISTS, OUTPUT_UNWRITABLE. */
export async function scopeAt(
  address: string,
  { access = {}, choice = {}, budget = BUDGET, requestLog, noted, signal, onProgress }: ScopeOptions,
): Promise<S3Scope> {
  const { bucket: name, prefix } = parseAddress(address);
  checkAccess(access);
  const log = new RequestLog(requestLog);
  const looking: S3Looking = { requests: 0, counted: null, places: null };
  let told = 0;
  const note = (request: Parameters<RequestLog['note']>[0]): void => {
    log.note(request);
    noted?.note(request);
    if (request.status === UNSENT) return;
    looking.requests++;
    if (Date.now() - told < TELL_EVERY) return;
    told = Date.now();
    onProgress?.({ ...looking });
  };
  const connection = new Connection(access, { note }, { renewalPatience: 0, signal });
  try {
    const identity = await connection.identity();
    await connection.findBucket(name);
    const scope = await scopeBucket(new Bucket(name, connection), prefix, choice, budget, (counted, places) => {
      Object.assign(looking, { counted, places });
    });
    const unwritten = log.settle();
    if (unwritten !== null) throw unwritten;
    const { total, unanswered, sha256 } = log.summary();
    return {
      ...scope,
      requests: { ...scope.requests, answered: total - unanswered, sha256 },
      identity: identity?.arn ?? null,
    };
  } catch (error) {
    throw error instanceof TrailcaseError ? ofNoImport(error, 'Then look again.') : error;
  } finally {
    connection.close();
    log.close();
  }
}
