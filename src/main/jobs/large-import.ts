// Stores one item too large to be read at once: in one transaction, like every item, so that a killed import leaves whole items only.
import type { Limits } from '../acquire/containers/limits.ts';
import type { CaseFile } from '../case/case-file.ts';
import { CHUNK_BYTES } from '../case/chunks.ts';
import { CombinationMap } from '../case/combination-map.ts';
import type { ItemStore } from '../case/item-store.ts';
import { type Keeping, keepingOf } from '../case/not-kept.ts';
import type { FileEnd } from '../ingest/large-worker.ts';
import type { Part } from '../ingest/read-large.ts';
import { LargePortions } from './large-portions.ts';

interface LargeSource {
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
  sha256: Buffer;
  /** The further hashes, in hex. */
  hashes: Record<string, string>;
  evidence: number;
  events: number;
  /** Whether its bytes are in the case. */
  kept: boolean;
}

/**
 * Reads and stores the item.
 * @param options.isKept whether the bytes of such an item are to be kept
 * @param options.finish adds what else belongs to the item (its place), in the same transaction
 * @param options.onPortion called with the bytes read and the events found since the last call
 * @returns what was stored; null when it was cancelled: nothing is stored then
 * Errors: Refused when the file cannot, or may not, be read to its end: nothing is stored then; those of SQLite.
 */
export async function storeLarge(
  file: CaseFile,
  items: ItemStore,
  source: LargeSource,
  options: LargeOptions,
): Promise<StoredLarge | null> {
  const stored = await storeOnce(file, items, source, options);
  if (stored !== 'to be kept') return stored;
  // Its bytes went by: they are read once more.
  const again = await storeOnce(file, items, source, { ...options, isKept: () => true, onPortion: () => {} });
  return again === 'to be kept' ? null : again;
}

interface LargeOptions {
  /** Nobody reads the case meanwhile. */
  alone: boolean;
  /** Row id of an item that is there, but for its bytes: only these are stored. */
  listed?: number | null;
  isKept(what: Keeping): boolean;
  finish(stored: StoredLarge): void;
  onPortion?(bytes: number, events: number): void;
  signal?: AbortSignal | undefined;
}

/** @returns `to be kept` where that showed only at the end: nothing is stored then */
async function storeOnce(
  file: CaseFile,
  items: ItemStore,
  source: LargeSource,
  options: LargeOptions,
): Promise<StoredLarge | 'to be kept' | null> {
  const { absolute, hashes, limits } = source;
  const { listed = null } = options;
  const portions = new LargePortions({ absolute, limits }, ['sha256', ...hashes]);
  const map = new CombinationMap();
  let release = (): void => {};
  let toLog: (() => void) | null = null;
  let done = false;
  try {
    release = await file.beginExclusive();
    if (options.alone) toLog = file.writeDirectly();
    file.db.exec('BEGIN IMMEDIATE');
    const large = items.begin(listed);
    let kept: boolean | null = listed === null ? null : true;
    let what: Keeping | null = null;
    for (;;) {
      const { memory, from, to, kind, parts, blocks, fresh, end, failure } = await portions.next();
      if (failure !== null) throw new Refused(failure.code, failure.detail);
      if (options.signal?.aborted) return null;
      map.learn(items.terms, fresh);
      // The kind shows in the first portion; where it does not, the bytes are kept.
      what ??= kind && keepingOf(kind, problemsOf(parts));
      kept ??= what === null || options.isKept(what);
      if (kept) for (let at = from; at < to; at += CHUNK_BYTES) large.appendBytes(Buffer.from(memory, at, Math.min(CHUNK_BYTES, to - at)));
      portions.hash(memory, from, to);
      let events = 0;
      for (const part of parts) {
        if (listed === null) large.appendPart(part.events, part.problems, map);
        events += part.events.count;
      }
      if (kept) for (const block of blocks) large.appendBlock(Buffer.from(block.buffer, block.byteOffset, block.length));
      options.onPortion?.(to - from, events);
      if (end === null) continue;
      // Of what is damaged nobody can say that it was no log.
      if (!kept && what !== 'unopened' && options.isKept(keepingOf(end.kind, problemsOf(parts)))) return 'to be kept';
      const { size, shape, encoding, problems } = end;
      const { sha256: hex = '', ...further } = await portions.hashes();
      const sha256 = Buffer.from(hex, 'hex');
      const evidence = listed ?? large.finish({ sha256, size, kind: end.kind, shape, encoding, problems, kept });
      if (listed !== null) items.noteKept(listed);
      const stored = { ...end, sha256, hashes: further, evidence, events: large.records, kept };
      options.finish(stored);
      file.db.exec('COMMIT');
      done = true;
      return stored;
    }
  } finally {
    try {
      if (!done) {
        if (file.db.inTransaction) file.db.exec('ROLLBACK');
        items.afterRollback();
      }
      backToLog(toLog);
    } finally {
      // Whatever failed: the case is not held, and no thread goes on.
      release();
      await portions.close();
    }
  }
}

function problemsOf(parts: readonly Part[]): Part['problems'] {
  return parts.flatMap(({ problems }) => problems);
}

/** Whether the item is stored is decided by then: it is neither undone nor put right by what stands in the way of a log. Without one the case is as safe. */
function backToLog(toLog: (() => void) | null): void {
  try {
    toLog?.();
  } catch {
    // Where there is no room for more, whatever is stored next says so.
  }
}
