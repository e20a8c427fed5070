// Stores one item too large to be read at once: in one transaction, like every item, so that a killed import leaves whole items only.
import { Worker } from 'node:worker_threads';
import type { ItemKind } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { CaseFile } from '../case/case-file.ts';
import { CHUNK_BYTES } from '../case/chunks.ts';
import { CombinationMap, type ItemStore } from '../case/item-store.ts';
import type { LargeAnswer, LargeRequest } from '../ingest/large-worker.ts';
import { workerFile } from '../worker-file.ts';

/** Portions asked for before their answers came: one being read, one waiting. */
const AHEAD = 2;

export interface LargeSource {
  /** Bytes where it is not UTF-8. */
  absolute: string | Uint8Array;
  /** As hashed before: the file must still be the same. */
  sha256: Buffer;
  size: number;
}

export interface StoredLarge {
  evidence: number;
  kind: ItemKind;
  shape: string;
  events: number;
}

/**
 * Reads and stores the item.
 * @param isKept whether the bytes of an item of this kind are to be kept
 * @param finish adds what else belongs to the item (its place), in the same transaction
 * @param onPortion called with the bytes read and the events found since the last call
 * @returns null when it was cancelled: nothing is stored then
 * Errors: EVIDENCE_UNREADABLE when the file changed or cannot be read; those of SQLite.
 */
export async function storeLarge(
  file: CaseFile,
  items: ItemStore,
  source: LargeSource,
  options: {
    isKept(kind: ItemKind): boolean;
    finish(stored: StoredLarge): void;
    onPortion?(bytes: number, events: number): void;
    signal?: AbortSignal | undefined;
  },
): Promise<StoredLarge | null> {
  const worker = new Worker(workerFile('ingest/large-worker'));
  const map = new CombinationMap();
  const release = await file.beginExclusive();
  let done = false;
  try {
    file.db.exec('BEGIN IMMEDIATE');
    const large = items.begin();
    const answers = ask(worker, source.absolute);
    let kept: boolean | null = null;
    for await (const { bytes, kind, parts, blocks, fresh, end, failure } of answers) {
      if (failure !== null) throw unreadable(`${shown(source)} cannot be read: ${failure}`);
      if (options.signal?.aborted) return null;
      map.learn(items.terms, fresh);
      if (kept === null && kind !== null) kept = options.isKept(kind);
      // The kind shows in the first portion, which is as long as a chunk.
      if (kept !== false && bytes.length > 0) large.appendBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
      let events = 0;
      for (const part of parts) {
        large.appendPart(part.events, part.problems, map);
        events += part.events.count;
      }
      if (kept !== false) for (const block of blocks) large.appendBlock(Buffer.from(block.buffer, block.byteOffset, block.length));
      options.onPortion?.(bytes.length, events);
      if (end === null) continue;
      if (!Buffer.from(end.sha256).equals(source.sha256)) throw unreadable(`${shown(source)} changed while it was being imported`);
      const { size, shape, encoding, problems } = end;
      const evidence = large.finish({ sha256: source.sha256, size, kind: end.kind, shape, encoding, problems, kept: kept !== false });
      const stored = { evidence, kind: end.kind, shape, events: large.records };
      options.finish(stored);
      file.db.exec('COMMIT');
      done = true;
      return stored;
    }
    throw unreadable(`${shown(source)} ended without an end`);
  } finally {
    if (!done && file.db.inTransaction) file.db.exec('ROLLBACK');
    release();
    await worker.terminate();
  }
}

function unreadable(message: string): TrailcaseError {
  return new TrailcaseError('EVIDENCE_UNREADABLE', message, 'Make sure that nothing writes to it, and import again.');
}

function shown({ absolute }: LargeSource): string {
  return typeof absolute === 'string' ? absolute : Buffer.from(absolute).toString('latin1');
}

/** Answers in order; a few portions ahead of whoever takes them. */
async function* ask(worker: Worker, open: string | Uint8Array): AsyncGenerator<LargeAnswer> {
  const answers: LargeAnswer[] = [];
  let failed: Error | null = null;
  let wake: (() => void) | null = null;
  worker.on('message', (answer: LargeAnswer) => {
    answers.push(answer);
    wake?.();
  });
  worker.on('error', (error) => {
    failed = error as Error;
    wake?.();
  });
  const request = (path: string | Uint8Array | null): void =>
    worker.postMessage({ open: path, portion: CHUNK_BYTES } satisfies LargeRequest);
  request(open);
  for (let i = 1; i < AHEAD; i++) request(null);
  for (;;) {
    while (answers.length === 0) {
      if (failed !== null)
        throw new TrailcaseError('INTERNAL', `A worker thread failed: ${(failed as Error).message}`, '', { cause: failed });
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const answer = answers.shift() as LargeAnswer;
    yield answer;
    if (answer.end !== null || answer.failure !== null) return;
    request(null);
  }
}
