// Worker thread for files too large to be read at once: one portion per request, so that the engine sets the pace.
import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { ItemKind } from '../../shared/domain.ts';
import type { NewCombinations } from '../../shared/parsed-item.ts';
import { judgeRatio, LimitReached, type Limits } from '../acquire/containers/limits.ts';
import { range } from '../acquire/containers/range.ts';
import { Dictionaries } from './dictionaries.ts';
import { type LargeEnd, LargeItem, toBlock } from './large-item.ts';
import type { Part } from './read-large.ts';

export interface LargeRequest {
  /** Opens this file, the only one of this thread; null: goes on with it. */
  open: {
    /** Bytes where the name is not UTF-8. */
    absolute: string | Uint8Array;
    /** Bytes to read at a time. */
    portion: number;
    /** To what it may be decompressed: `ratio` and `size`. */
    limits: Limits;
    /** By which memory comes back; further requests come here, too. */
    returns: MessagePort;
  } | null;
  /** Memory of an answer that is not needed any more: filled again. */
  reuse: ArrayBuffer | null;
}

export interface LargeAnswer {
  /** The portion stands in it from `from` to `to`. It moves to whoever asked. */
  memory: ArrayBuffer;
  from: number;
  to: number;
  kind: ItemKind | null;
  parts: Part[];
  blocks: Uint8Array[];
  fresh: { call: NewCombinations; identity: NewCombinations; origin: NewCombinations };
  /** With the last portion. */
  end: FileEnd | null;
  /** Why it was not read to its end; a code of shared/problems.ts. */
  failure: { code: string; detail: string } | null;
}

export interface FileEnd extends LargeEnd {
  /** The file grew, shrank or was rewritten while it was read. */
  changed: boolean;
}

/** Bytes before a portion in which the reader may put what the portion before left over: a few records. */
const ROOM = 256 * 1024;

const dictionaries = new Dictionaries();

interface OpenFile {
  descriptor: number;
  before: Stats;
  portion: number;
  item: LargeItem;
}

let file: OpenFile | null = null;
let parts: Part[] = [];
let blocks: Uint8Array[] = [];

function begin({ absolute, portion, limits }: NonNullable<LargeRequest['open']>): OpenFile {
  const descriptor = openSync(typeof absolute === 'string' ? absolute : Buffer.from(absolute), 'r');
  let decoded = 0;
  const sink = {
    part: (part: Part) => void parts.push(part),
    piece: (piece: Buffer) => {
      decoded += piece.length;
      if (item.plain) return;
      judgeRatio(decoded, item.taken, limits);
      if (decoded > limits.size) throw new LimitReached(`size ${limits.size} bytes allowed in all`);
      blocks.push(toBlock(piece));
    },
  };
  const item: LargeItem = new LargeItem(dictionaries, sink, () => range(descriptor, 0, Number.POSITIVE_INFINITY));
  return { descriptor, before: fstatSync(descriptor), portion, item };
}

function answer({ descriptor, before, portion, item }: OpenFile, reuse: ArrayBuffer | null): LargeAnswer {
  const memory = reuse ?? new ArrayBuffer(ROOM + portion);
  const bytes = Buffer.from(memory, ROOM);
  let length = 0;
  while (length < portion) {
    const read = readSync(descriptor, bytes, length, portion - length, null);
    if (read === 0) break;
    length += read;
  }
  const taken = bytes.subarray(0, length);
  if (length > 0) item.push(taken, ROOM);
  let end: FileEnd | null = null;
  if (length < portion) {
    const after = fstatSync(descriptor);
    const ended = item.end();
    const changed = after.size !== before.size || after.mtimeMs !== before.mtimeMs || ended.size !== before.size;
    end = { ...ended, changed };
  }
  const given = {
    memory,
    from: ROOM,
    to: ROOM + length,
    kind: end?.kind ?? item.kind,
    parts,
    blocks,
    fresh: dictionaries.takeNew(),
    end,
    failure: null,
  };
  parts = [];
  blocks = [];
  return given;
}

function failed(error: unknown): LargeAnswer {
  const nothing = { from: 0, terms: [] };
  const fresh = { call: nothing, identity: nothing, origin: nothing };
  const code = error instanceof LimitReached ? 'CONTAINER_LIMIT' : 'FILE_UNREADABLE';
  const failure = { code, detail: (error as Error).message };
  return { memory: new ArrayBuffer(0), from: 0, to: 0, kind: null, parts: [], blocks: [], fresh, end: null, failure };
}

function onRequest({ open, reuse }: LargeRequest): void {
  let given: LargeAnswer;
  try {
    if (open !== null) {
      file = begin(open);
      open.returns.on('message', onRequest);
    }
    // Asked ahead, beyond the end.
    if (file === null) return;
    given = answer(file, reuse);
  } catch (error) {
    given = failed(error);
  }
  if (given.end !== null || given.failure !== null) close();
  // The columns of several parts may share a piece of memory.
  const columns = new Set(given.parts.map(({ events }) => events.offset.buffer as ArrayBuffer));
  parentPort?.postMessage(given, [given.memory, ...columns]);
}

function close(): void {
  if (file !== null) closeSync(file.descriptor);
  file = null;
}

parentPort?.on('message', onRequest);
