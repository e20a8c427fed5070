// Worker thread of an acquisition: fetches objects, so that the engine's thread, which stores them, need not. It has no credentials of its own: it asks
// for them whenever it needs some, and every request that it makes is noted by who started it.
import { parentPort, type Transferable } from 'node:worker_threads';
import { type ErrorValue, toErrorValue } from '../../../shared/errors.ts';
import type { S3Access } from '../../../shared/s3.ts';
import { Bucket, type ListedVersion } from './bucket.ts';
import { AT_ONCE, Connection } from './connection.ts';
import type { Credentials } from './credentials.ts';
import { type FetchResult, fetchVersion } from './fetch.ts';
import { type NotedRequests, noted, type Request } from './request-log.ts';
import { Room } from './room.ts';

export interface FetchSetup {
  access: S3Access;
  renewalPatience: number | undefined;
}

export interface Order {
  id: number;
  bucket: string;
  version: ListedVersion;
  file: string | null;
}

export type ToFetcher =
  | { setup: FetchSetup }
  | { orders: Order[] }
  | { credentials: Credentials }
  | { noCredentials: ErrorValue }
  | { abort: true }
  /** Says what is left to be said, and that it is the last. */
  | { end: true };

/** What came about shortly one after the other: a message costs as much as the work for a small object. */
export interface Several {
  several: FromFetcher[];
}

export type FromFetcher =
  | { id: number; result: FetchResult }
  | { id: number; error: ErrorValue }
  | { requests: NotedRequests }
  | Several
  /** @param renew those that were given are not accepted any more */
  | { ask: { renew: boolean } }
  | { waiting: string | null }
  | { ended: true };

/** Words that wait to be sent together, how many at most, and ms that the first of them waits. */
const TOGETHER = 64;
const WAIT = 3;
let waiting: FromFetcher[] = [];
let memory: Transferable[] = [];
let timer: NodeJS.Timeout | null = null;
/** Requests that are not told yet. */
let requests: Request[] = [];

function send(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const [first, ...others] = requests;
  if (first !== undefined) waiting.unshift({ requests: noted([first, ...others]) });
  requests = [];
  if (waiting.length > 0) parentPort?.postMessage({ several: waiting } satisfies Several, memory);
  waiting = [];
  memory = [];
}

/** In the order in which they are said, sooner or later. */
function say(message: FromFetcher, moved?: ArrayBuffer): void {
  waiting.push(message);
  if (moved) memory.push(moved);
  if (waiting.length >= TOGETHER) send();
  else sendSoon();
}

function sendSoon(): void {
  timer ??= setTimeout(send, WAIT);
}

function note(request: Request): void {
  requests.push(request);
  sendSoon();
}

const abort = new AbortController();
const room = new Room(Number.POSITIVE_INFINITY, AT_ONCE);
const buckets = new Map<string, Bucket>();
let connection: Connection | null = null;
let asking: { give: (credentials: Credentials) => void; refuse: (error: Error) => void } | null = null;

function connect({ access, renewalPatience }: FetchSetup): Connection {
  return new Connection(
    access,
    { note },
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

async function fetchOne({ id, bucket: bucketName, version, file }: Order): Promise<void> {
  try {
    const bucket = buckets.get(bucketName) ?? new Bucket(bucketName, connection as Connection);
    buckets.set(bucketName, bucket);
    const result = await room.with(() => fetchVersion(bucket, version, file));
    say(
      { id, result },
      'bytes' in result && result.bytes !== null && result.bytes.length > 0 ? (result.bytes.buffer as ArrayBuffer) : undefined,
    );
  } catch (error) {
    say({ id, error: toErrorValue(error) });
  }
}

parentPort?.on('message', (message: ToFetcher) => {
  if ('setup' in message) connection = connect(message.setup);
  else if ('orders' in message) for (const order of message.orders) void fetchOne(order);
  else if ('credentials' in message) asking?.give(message.credentials);
  else if ('noCredentials' in message)
    asking?.refuse(Object.assign(new Error(message.noCredentials.message), { name: 'CredentialsProviderError' }));
  else if ('end' in message) {
    say({ ended: true });
    send();
  } else abort.abort();
});
