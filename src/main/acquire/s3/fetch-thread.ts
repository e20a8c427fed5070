// The other side of a thread that fetches objects.
import { Worker } from 'node:worker_threads';
import { fromErrorValue, TrailcaseError, toErrorValue } from '../../../shared/errors.ts';
import { workerFile } from '../../worker-file.ts';
import type { Bucket, ListedVersion } from './bucket.ts';
import type { Connection } from './connection.ts';
import type { FetchResult } from './fetch.ts';
import type { FromFetcher, Order, ToFetcher } from './fetch-worker.ts';
import type { NotedRequests, RequestLog } from './request-log.ts';

interface Waiting {
  done: (result: FetchResult) => void;
  failed: (error: Error) => void;
}

export class FetchThread {
  private readonly worker: Worker;
  private readonly connection: Connection;
  private readonly log: RequestLog;
  private readonly waiting = new Map<number, Waiting>();
  /** Not sent yet: what is asked for in one turn goes in one message. */
  private orders: Order[] = [];
  private last = 0;
  private ended: Error | null = null;
  private gone = false;
  private onLast = (): void => {};

  /** @param connection that of the import: its credentials are given on; @param log gets the requests of the thread; @param bucket of which objects are fetched first */
  constructor(connection: Connection, log: RequestLog, bucket: string) {
    this.connection = connection;
    this.log = log;
    this.worker = new Worker(workerFile('acquire/s3/fetch-worker'));
    this.worker.on('message', (message: FromFetcher) => this.take(message));
    this.worker.on('error', (error) => this.fail(error as Error));
    this.worker.on('exit', () => {
      this.gone = true;
      this.onLast();
      this.fail(new Error('it ended before its work was done'));
    });
    this.tell({ setup: connection.forThread(bucket) });
    connection.signal?.addEventListener('abort', this.abort);
    if (connection.signal?.aborted) this.abort();
  }

  /** As `fetchVersion`. */
  fetch(bucket: Bucket, version: ListedVersion, file: string | null): Promise<FetchResult> {
    if (this.ended !== null) return Promise.reject(this.ended);
    const id = ++this.last;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      if (this.orders.length === 0) setImmediate(() => this.send());
      this.orders.push({ id, bucket: bucket.name, version, file });
    });
  }

  async close(): Promise<void> {
    this.connection.signal?.removeEventListener('abort', this.abort);
    this.fail(new TrailcaseError('CANCELLED', 'Nobody waits for it any more'));
    // Requests that were answered meanwhile are noted, too.
    if (!this.gone) {
      const last = new Promise<void>((done) => {
        this.onLast = done;
      });
      this.tell({ end: true });
      await last;
    }
    await this.worker.terminate();
  }

  /** Has what is under way fail: CANCELLED. */
  readonly abort = (): void => this.tell({ abort: true });

  private send(): void {
    const { orders } = this;
    this.orders = [];
    if (this.ended === null) this.tell({ orders });
  }

  private tell(message: ToFetcher): void {
    this.worker.postMessage(message);
  }

  private take(message: FromFetcher): void {
    if ('ended' in message) this.onLast();
    else if ('several' in message) for (const one of message.several) this.take(one);
    else if ('requests' in message) this.note(message.requests);
    else if ('waiting' in message) this.connection.onWaiting(message.waiting);
    else if ('ask' in message) void this.give(message.ask);
    else {
      const waiting = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if ('error' in message) waiting?.failed(fromErrorValue(message.error));
      else waiting?.done(owned(message.result));
    }
  }

  private note(requests: NotedRequests): void {
    try {
      this.log.take(requests);
    } catch (error) {
      // What cannot be noted must not go on.
      this.abort();
      this.fail(error as Error);
    }
  }

  private async give({ question, renew }: { question: number; renew: boolean }): Promise<void> {
    try {
      this.tell({ question, credentials: await this.connection.credentialsNow(renew) });
    } catch (error) {
      this.tell({ question, noCredentials: toErrorValue(error) });
    }
  }

  private fail(error: Error): void {
    if (this.ended !== null) return;
    this.ended =
      error instanceof TrailcaseError ? error : new TrailcaseError('INTERNAL', `A thread failed: ${error.message}`, '', { cause: error });
    for (const { failed } of this.waiting.values()) failed(this.ended);
    this.waiting.clear();
  }
}

/** Bytes cross as plain arrays. */
function owned(result: FetchResult): FetchResult {
  if (!('bytes' in result) || result.bytes === null) return result;
  const { buffer, byteOffset, byteLength } = result.bytes;
  return { ...result, bytes: Buffer.from(buffer, byteOffset, byteLength) };
}
