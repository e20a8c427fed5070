// A file in portions: one thread reads and parses them, whoever asks takes them, and another thread hashes what was taken. Their memory goes round.
import { MessageChannel, Worker } from 'node:worker_threads';
import { TrailcaseError } from '../../shared/errors.ts';
import { CHUNK_BYTES } from '../case/chunks.ts';
import type { HashAnswer, HashRequest } from '../ingest/hash-worker.ts';
import type { LargeAnswer, LargeRequest } from '../ingest/large-worker.ts';
import { workerFile } from '../worker-file.ts';

/** Bytes read at a time: a whole number of chunks. */
const PORTION = 16 * CHUNK_BYTES;

/** Portions on their way at a time: one read, one stored, one hashed, and two that wait, so that no thread stands still when another takes longer. */
const ON_THE_WAY = 5;

export class LargePortions {
  private readonly reader = new Worker(workerFile('ingest/large-worker'));
  private readonly hasher = new Worker(workerFile('ingest/hash-worker'));
  private readonly read: LargeAnswer[] = [];
  private hashed: Record<string, string> | null = null;
  private failed: Error | null = null;
  private wake: (() => void) | null = null;

  /** @param hashes to compute of the file's bytes, by their names in Node */
  constructor(open: Omit<NonNullable<LargeRequest['open']>, 'portion' | 'returns'>, hashes: readonly string[]) {
    this.reader.on('message', (answer: LargeAnswer) => {
      this.read.push(answer);
      this.wake?.();
    });
    this.hasher.on('message', (hashes: HashAnswer) => {
      this.hashed = hashes;
      this.wake?.();
    });
    const fail = (error: Error): void => {
      this.failed ??= error;
      this.wake?.();
    };
    for (const worker of [this.reader, this.hasher])
      worker.on('error', (error) => fail(error as Error)).on('exit', () => fail(new Error('it ended before its work was done')));
    const { port1: reader, port2: returns } = new MessageChannel();
    this.hasher.postMessage({ begin: hashes, reader } satisfies HashRequest, [reader]);
    this.reader.postMessage({ open: { ...open, portion: PORTION, returns }, reuse: null } satisfies LargeRequest, [returns]);
    for (let i = 1; i < ON_THE_WAY; i++) this.reader.postMessage({ open: null, reuse: null } satisfies LargeRequest);
  }

  /** The next portion; not to be asked for after the one with an end, or a failure. */
  async next(): Promise<LargeAnswer> {
    await this.until(() => this.read.length > 0);
    return this.read.shift() as LargeAnswer;
  }

  /** Hashes a portion, in the order of the calls. Its memory is gone for whoever calls. */
  hash(memory: ArrayBuffer, from: number, to: number): void {
    this.hasher.postMessage({ memory, from, to } satisfies HashRequest, [memory]);
  }

  /** The hashes of everything that was given to `hash`, in hex, by their names in Node. */
  async hashes(): Promise<Record<string, string>> {
    this.hasher.postMessage({ end: true } satisfies HashRequest);
    await this.until(() => this.hashed !== null);
    return this.hashed ?? {};
  }

  async close(): Promise<void> {
    await Promise.all([this.reader.terminate(), this.hasher.terminate()]);
  }

  /** Errors: INTERNAL when a thread failed. */
  private async until(ready: () => boolean): Promise<void> {
    while (!ready()) {
      if (this.failed !== null)
        throw new TrailcaseError('INTERNAL', `A worker thread failed: ${this.failed.message}`, '', { cause: this.failed });
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
