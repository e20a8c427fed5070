// A look at an address before an import, as the command line and the window ask for it.
import type { S3Access, S3Choice, S3Scope } from '../../shared/s3.ts';
import { parseAddress } from '../acquire/s3/address.ts';
import { Bucket } from '../acquire/s3/bucket.ts';
import { Connection } from '../acquire/s3/connection.ts';
import { RequestLog } from '../acquire/s3/request-log.ts';
import { BUDGET, scopeBucket } from '../acquire/s3/scope.ts';

export interface ScopeOptions {
  access?: S3Access | undefined;
  choice?: S3Choice | undefined;
  budget?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Errors: USAGE, S3_*, CANCELLED. */
export async function scopeAt(address: string, { access = {}, choice = {}, budget = BUDGET, signal }: ScopeOptions): Promise<S3Scope> {
  const { bucket: name, prefix } = parseAddress(address);
  const connection = new Connection(access, new RequestLog(), { renewalPatience: 0, signal });
  try {
    const identity = await connection.identity();
    await connection.findBucket(name);
    const scope = await scopeBucket(new Bucket(name, connection), prefix, choice, budget);
    return { ...scope, identity: identity?.arn ?? null };
  } finally {
    connection.close();
  }
}
