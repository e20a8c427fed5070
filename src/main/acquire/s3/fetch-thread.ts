// The other side of a thread that fetches objects.
import { Worker } from 'node:worker_threads';
import { fromErrorValue, TrailcaseError, toErrorValue } from '../../../shared/errors.ts';
import { workerFile } from '../../worker-file.ts';
import type { Bucket, ListedVersion } from './bucket.ts';
import type { Connection } from './connection.ts';
import type { FetchResult } from './fetch.ts';
import type { FromFetcher, ToFetcher } from './fetch-worker.ts';

interface Waiting {
  done: (result: FetchResult) => void;
  failed: (error: Error) => void;
}

export class FetchThread {
  private readonly worker: Worker;
  private readonly connection: Connection;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private ended: Error | null = null;

  /** @param connection that of the import: its requests are noted with its own, its credentials are given on */
  constructor(connection: Connection) {
    this.connection = connection;
    this.worker = new Worker(workerFile('acquire/s3/fetch-worker'));
    this.worker.on('message', (message: FromFetcher) => this.take(message));
    this.worker.on('error', (error) => this.fail(error as Error));
    this.worker.on('exit', () => this.fail(new Error('it ended before its work was done')));
    this.tell({ setup: connection.forThread() });
    connection.signal?.addEventListener('abort', this.abort);
  }

  /** As `fetchVersion`. */
  fetch(bucket: Bucket, version: ListedVersion, file: string | null): Promise<FetchResult> {
    if (this.ended !== null) return Promise.reject(this.ended);
    const id = ++this.last;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      this.tell({ id, bucket: bucket.name, version, file });
    });
  }

  async close(): Promise<void> {
    this.connection.signal?.removeEventListener('abort', this.abort);
    this.fail(new TrailcaseError('CANCELLED', 'Nobody waits for it any more'));
    await this.worker.terminate();
  }

  /** Has what is under way fail: CANCELLED. */
  readonly abort = (): void => this.tell({ abort: true });

  private tell(message: ToFetcher): void {
    this.worker.postMessage(message);
  }

  private take(message: FromFetcher): void {
    if ('request' in message) this.connection.log.note(message.request);
    else if ('waiting' in message) this.connection.onWaiting(message.waiting);
    else if ('ask' in message) void this.give(message.ask.renew);
    else {
      const waiting = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if ('error' in message) waiting?.failed(fromErrorValue(message.error));
      else waiting?.done(owned(message.result));
    }
  }

  private async give(renew: boolean): Promise<void> {
    try {
      this.tell({ credentials: await this.connection.credentialsNow(renew) });
    } catch (error) {
      this.tell({ noCredentials: toErrorValue(error) });
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
  if ('failure' in result || result.bytes === null) return result;
  const { buffer, byteOffset, byteLength } = result.bytes;
  return { ...result, bytes: Buffer.from(buffer, byteOffset, byteLength) };
}
