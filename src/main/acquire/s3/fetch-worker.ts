// Worker thread of an acquisition: fetches objects, so that the engine's thread, which stores them, need not. It has no credentials of its own: it asks
// for them whenever it needs some, and every request that it makes is noted by who started it.
import { parentPort, type Transferable } from 'node:worker_threads';
import { type ErrorValue, TrailcaseError, toErrorValue } from '../../../shared/errors.ts';
import type { S3Access } from '../../../shared/s3.ts';
import type { ListedVersion } from './bucket.ts';
import type { Credentials } from './credentials.ts';
import type { FetchResult } from './fetch.ts';
import { AT_ONCE } from './object-transport.ts';
import type { QuickWay } from './plain-get.ts';
import { QuickFetcher } from './quick-fetcher.ts';
import { type NotedRequests, noted, type Request } from './request-log.ts';
import { Room } from './room.ts';
import type { SdkFetcher } from './sdk-fetcher.ts';

export interface FetchSetup {
  access: S3Access;
  renewalPatience: number | undefined;
  /** Null: the SDK is needed from the beginning. */
  quick: QuickWay | null;
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
  | { question: number; credentials: Credentials }
  | { question: number; noCredentials: ErrorValue }
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
  | { ask: { question: number; renew: boolean } }
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
  if (requests.length > 0) waiting.unshift({ requests: noted(requests) });
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
let setup: FetchSetup | null = null;
let quick: QuickFetcher | null = null;
let sdk: Promise<SdkFetcher> | null = null;
/** Questions for credentials that are not answered yet, by number. */
const asking = new Map<number, { give: (credentials: Credentials) => void; refuse: (error: Error) => void }>();
let asked = 0;

function credentials(renew: boolean): Promise<Credentials> {
  if (abort.signal.aborted) return Promise.reject(new TrailcaseError('CANCELLED', 'Cancelled'));
  const question = ++asked;
  say({ ask: { question, renew } });
  return new Promise((give, refuse) => void asking.set(question, { give, refuse }));
}

function begin(given: FetchSetup): void {
  setup = given;
  if (given.quick !== null) quick = new QuickFetcher(given.quick, note, () => credentials(false));
}

/** Loaded with the first object that needs it. */
async function throughSdk(order: Order): Promise<FetchResult> {
  if (abort.signal.aborted) throw new TrailcaseError('CANCELLED', 'Cancelled');
  const options = { signal: abort.signal, onWaiting: (waiting: string | null) => say({ waiting }), credentials };
  sdk ??= import('./sdk-fetcher.ts').then(({ SdkFetcher }) => new SdkFetcher(setup as FetchSetup, note, options));
  return await (await sdk).fetch(order);
}

/** Orders that are neither done nor failed. */
let underWay = 0;
let onNone = (): void => {};

async function fetchOne(order: Order): Promise<void> {
  const { id } = order;
  underWay++;
  try {
    const result = await room.with(async () => (await quick?.fetch(order)) ?? (await throughSdk(order)));
    say(
      { id, result },
      'bytes' in result && result.bytes !== null && result.bytes.length > 0 ? (result.bytes.buffer as ArrayBuffer) : undefined,
    );
  } catch (error) {
    say({ id, error: toErrorValue(error) });
  }
  if (--underWay === 0) onNone();
}

/** Breaks off what is under way. */
function breakOff(): void {
  abort.abort();
  quick?.close();
  // Whoever is asked may never answer.
  for (const { refuse } of asking.values()) refuse(new TrailcaseError('CANCELLED', 'Cancelled'));
  asking.clear();
}

/** ms that what was broken off may take to say so. */
const TO_BREAK_OFF = 500;

/** What is broken off is noted as such: until then it is no end. */
function end(): void {
  breakOff();
  onNone = () => {
    onNone = () => {};
    say({ ended: true });
    send();
  };
  if (underWay === 0) onNone();
  else setTimeout(() => onNone(), TO_BREAK_OFF);
}

parentPort?.on('message', (message: ToFetcher) => {
  if ('setup' in message) begin(message.setup);
  else if ('orders' in message) for (const order of message.orders) void fetchOne(order);
  else if ('question' in message) {
    const waiting = asking.get(message.question);
    asking.delete(message.question);
    if ('credentials' in message) waiting?.give(message.credentials);
    else waiting?.refuse(Object.assign(new Error(message.noCredentials.message), { name: 'CredentialsProviderError' }));
  } else if ('end' in message) end();
  else breakOff();
});
