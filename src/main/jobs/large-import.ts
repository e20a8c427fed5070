// Stores one item too large to be read at once: in one transaction, like every item, so that a killed import leaves whole items only.
import { Worker } from 'node:worker_threads';
import type { ItemKind } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { Limits } from '../acquire/containers/limits.ts';
import type { CaseFile } from '../case/case-file.ts';
import { CHUNK_BYTES } from '../case/chunks.ts';
import { CombinationMap } from '../case/combination-map.ts';
import type { ItemStore } from '../case/item-store.ts';
import { dropTimeIndex } from '../case/time-index.ts';
import type { FileEnd, LargeAnswer, LargeRequest } from '../ingest/large-worker.ts';
import { workerFile } from '../worker-file.ts';

/** Bytes read at a time: a whole number of chunks. */
const PORTION = 16 * CHUNK_BYTES;

/** Portions asked for before their answers came: one being read, two waiting, so that neither thread stands still when a portion takes the other longer. */
const AHEAD = 3;

export interface LargeSource {
  /** Bytes where it is not UTF-8. */
  absolute: string | Uint8Array;
  /** Its length in bytes when it was found. */
  size: number;
  /** Further hashes to compute, by their names in Node. */
  hashes: readonly string[];
  /** To what it may be decompressed. */
  limits: Limits;
}

/** An item is not stored, for a reason that is told of its place. */
export class Refused extends Error {
  /** A code of shared/problems.ts. */
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

export interface StoredLarge extends FileEnd {
  evidence: number;
  events: number;
}

/**
 * Reads and stores the item.
 * @param options.isKept whether the bytes of an item of this kind are to be kept
 * @param options.finish adds what else belongs to the item (its place), in the same transaction
 * @param options.onPortion called with the bytes read and the events found since the last call
 * @returns what was stored; null when it was cancelled: nothing is stored then
 * Errors: Refused when the file cannot, or may not, be read to its end: nothing is stored then; those of SQLite.
 */
export async function storeLarge(
  file: CaseFile,
  items: ItemStore,
  source: LargeSource,
  options: {
    /** Nobody reads the case meanwhile. */
    alone: boolean;
    isKept(kind: ItemKind): boolean;
    finish(stored: StoredLarge): void;
    onPortion?(bytes: number, events: number): void;
    signal?: AbortSignal | undefined;
  },
): Promise<StoredLarge | null> {
  const worker = new Worker(workerFile('ingest/large-worker'));
  const map = new CombinationMap();
  const release = await file.beginExclusive();
  const toLog = options.alone ? file.writeDirectly() : null;
  let done = false;
  try {
    file.db.exec('BEGIN IMMEDIATE');
    const makeTimeIndex = options.alone ? dropTimeIndex(file.db, source.size) : null;
    const large = items.begin();
    let kept: boolean | null = null;
    for await (const { memory, from, to, kind, parts, blocks, fresh, end } of portions(worker, source)) {
      if (options.signal?.aborted) return null;
      map.learn(items.terms, fresh);
      if (kept === null && kind !== null) kept = options.isKept(kind);
      // The kind shows in the first portion.
      if (kept !== false)
        for (let at = from; at < to; at += CHUNK_BYTES) large.appendBytes(Buffer.from(memory, at, Math.min(CHUNK_BYTES, to - at)));
      let events = 0;
      for (const part of parts) {
        large.appendPart(part.events, part.problems, map);
        events += part.events.count;
      }
      if (kept !== false) for (const block of blocks) large.appendBlock(Buffer.from(block.buffer, block.byteOffset, block.length));
      options.onPortion?.(to - from, events);
      if (end === null) continue;
      const { size, shape, encoding, problems, sha256 } = end;
      const hash = Buffer.from(sha256);
      const evidence = large.finish({ sha256: hash, size, kind: end.kind, shape, encoding, problems, kept: kept !== false });
      const stored = { ...end, evidence, events: large.records };
      options.finish(stored);
      makeTimeIndex?.();
      file.db.exec('COMMIT');
      done = true;
      return stored;
    }
    throw new Refused('FILE_UNREADABLE', 'it ended without an end');
  } finally {
    if (!done) {
      if (file.db.inTransaction) file.db.exec('ROLLBACK');
      items.afterRollback();
    }
    toLog?.();
    release();
    await worker.terminate();
  }
}

/** Answers in order; a few portions ahead of whoever takes them. Their memory goes back to the worker with the next request. */
async function* portions(worker: Worker, source: LargeSource): AsyncGenerator<LargeAnswer> {
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
  const ask = (open: LargeRequest['open'], reuse: ArrayBuffer | null): void =>
    worker.postMessage({ open, reuse } satisfies LargeRequest, reuse === null ? [] : [reuse]);
  const { absolute, hashes, limits } = source;
  ask({ absolute, hashes, limits, portion: PORTION }, null);
  for (let i = 1; i < AHEAD; i++) ask(null, null);
  for (;;) {
    while (answers.length === 0) {
      if (failed !== null)
        throw new TrailcaseError('INTERNAL', `A worker thread failed: ${(failed as Error).message}`, '', { cause: failed });
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const answer = answers.shift() as LargeAnswer;
    if (answer.failure !== null) throw new Refused(answer.failure.code, answer.failure.detail);
    yield answer;
    if (answer.end !== null) return;
    ask(null, answer.memory);
  }
}
