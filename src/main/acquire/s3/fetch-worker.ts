// Worker thread of an acquisition: fetches objects, so that the engine's thread, which stores them, need not. It has no credentials of its own: it asks
// for them whenever it needs some, and every request that it makes is noted by who started it.
import { parentPort, type Transferable } from 'node:worker_threads';
import { type ErrorValue, toErrorValue } from '../../../shared/errors.ts';
import type { S3Access } from '../../../shared/s3.ts';
import { Bucket, type ListedVersion } from './bucket.ts';
import { AT_ONCE, Connection } from './connection.ts';
import type { Credentials } from './credentials.ts';
import { type FetchResult, fetchVersion } from './fetch.ts';
import type { Request } from './request-log.ts';
import { Room } from './room.ts';

export interface FetchSetup {
  access: S3Access;
  renewalPatience: number | undefined;
}

export type ToFetcher =
  | { setup: FetchSetup }
  | { id: number; bucket: string; version: ListedVersion; file: string | null }
  | { credentials: Credentials }
  | { noCredentials: ErrorValue }
  | { abort: true };

export type FromFetcher =
  | { id: number; result: FetchResult }
  | { id: number; error: ErrorValue }
  | { request: Request }
  /** @param renew those that were given are not accepted any more */
  | { ask: { renew: boolean } }
  | { waiting: string | null };

const say = (message: FromFetcher, memory: Transferable[] = []): void => parentPort?.postMessage(message, memory);

const abort = new AbortController();
const room = new Room(Number.POSITIVE_INFINITY, AT_ONCE);
const buckets = new Map<string, Bucket>();
let connection: Connection | null = null;
let asking: { give: (credentials: Credentials) => void; refuse: (error: Error) => void } | null = null;

function connect({ access, renewalPatience }: FetchSetup): Connection {
  return new Connection(
    access,
    { note: (request) => say({ request }) },
    {
      renewalPatience,
      signal: abort.signal,
      onWaiting: (waiting) => say({ waiting }),
      credentials: (renew) => {
        say({ ask: { renew } });
        return new Promise((give, refuse) => {
          asking = { give, refuse };
        });
      },
    },
  );
}

async function fetchOne(id: number, bucketName: string, version: ListedVersion, file: string | null): Promise<void> {
  try {
    const bucket = buckets.get(bucketName) ?? new Bucket(bucketName, connection as Connection);
    buckets.set(bucketName, bucket);
    const result = await room.with(() => fetchVersion(bucket, version, file));
    say({ id, result }, 'bytes' in result && result.bytes !== null && result.bytes.length > 0 ? [result.bytes.buffer as ArrayBuffer] : []);
  } catch (error) {
    say({ id, error: toErrorValue(error) });
  }
}

parentPort?.on('message', (message: ToFetcher) => {
  if ('setup' in message) connection = connect(message.setup);
  else if ('id' in message) void fetchOne(message.id, message.bucket, message.version, message.file);
  else if ('credentials' in message) asking?.give(message.credentials);
  else if ('noCredentials' in message)
    asking?.refuse(Object.assign(new Error(message.noCredentials.message), { name: 'CredentialsProviderError' }));
  else abort.abort();
});
