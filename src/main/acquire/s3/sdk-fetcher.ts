// Fetches objects through AWS's SDK: whatever is not as it usually is. A module of its own, loaded only where it is needed.
import { Bucket } from './bucket.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { type FetchResult, fetchVersion } from './fetch.ts';
import type { FetchSetup, Order } from './fetch-worker.ts';
import type { Request } from './request-log.ts';

export class SdkFetcher {
  private readonly connection: Connection;
  private readonly buckets = new Map<string, Bucket>();

  constructor({ access, renewalPatience }: FetchSetup, note: (request: Request) => void, options: ConnectionOptions) {
    this.connection = new Connection(access, { note }, { ...options, renewalPatience });
  }

  /** As `fetchVersion`. */
  async fetch({ bucket: name, version, file }: Order): Promise<FetchResult> {
    const bucket = this.buckets.get(name) ?? new Bucket(name, this.connection);
    this.buckets.set(name, bucket);
    return await fetchVersion(bucket, version, file);
  }
}
