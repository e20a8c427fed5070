// Worker thread of an import: reads files, hashes, decompresses, parses. It emits; the engine stores.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { NewCombinations } from '../../shared/parsed-item.ts';
import { KnownHashes } from '../acquire/known-hashes.ts';
import { Dictionaries } from './extract.ts';
import { type ParsedItem, parseItem } from './parse-item.ts';

/** Files beyond this are hashed here and copied by the engine in pieces: a Buffer has its limits. */
const WHOLE_FILE_LIMIT = 1_500_000_000;

export interface WorkerFile {
  /** Position in the engine's list of files. */
  index: number;
  /** Bytes where it is not UTF-8. */
  absolute: string | Uint8Array;
}

export interface WorkerItem {
  index: number;
  /** ms UTC */
  modified: number;
  size: number;
  sha256: Uint8Array;
  /** Null when the hash was known already: nothing was parsed. */
  parsed: ParsedItem | null;
  /** Null when known already, or too large: then `tooLarge` says so. */
  bytes: Uint8Array | null;
  tooLarge: boolean;
  /** The file grew, shrank or was rewritten while it was read. */
  changed: boolean;
}

export interface WorkerFailure {
  index: number;
  failure: string;
}

export interface WorkerRequest {
  files: WorkerFile[];
}

export interface WorkerResult {
  items: (WorkerItem | WorkerFailure)[];
  fresh: { call: NewCombinations; identity: NewCombinations; origin: NewCombinations };
}

export interface WorkerSetup {
  known: SharedArrayBuffer;
}

const dictionaries = new Dictionaries();
const port = parentPort;

if (port) {
  const known = new KnownHashes((workerData as WorkerSetup).known);
  port.on('message', ({ files }: WorkerRequest) => {
    const items = files.map((file) => readFile(file, known));
    const transfer = items.flatMap((item) => ('failure' in item ? [] : buffersOf(item)));
    port.postMessage({ items, fresh: dictionaries.takeNew() } satisfies WorkerResult, transfer);
  });
}

function readFile(file: WorkerFile, known: KnownHashes): WorkerItem | WorkerFailure {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(typeof file.absolute === 'string' ? file.absolute : Buffer.from(file.absolute), 'r');
    const before = fstatSync(descriptor);
    const common = { index: file.index, modified: before.mtimeMs };
    if (before.size > WHOLE_FILE_LIMIT) {
      const sha256 = hashInPieces(descriptor);
      return { ...common, size: before.size, sha256, parsed: null, bytes: null, tooLarge: true, changed: false };
    }
    const bytes = readWhole(descriptor, before.size);
    const after = fstatSync(descriptor);
    const changed = after.size !== before.size || after.mtimeMs !== before.mtimeMs || bytes.length !== before.size;
    const sha256 = createHash('sha256').update(bytes).digest();
    const whole = { ...common, size: bytes.length, sha256, tooLarge: false, changed };
    if (known.mayHave(sha256)) return { ...whole, parsed: null, bytes: null };
    return { ...whole, parsed: parseItem(bytes, dictionaries), bytes };
  } catch (error) {
    return { index: file.index, failure: (error as Error).message };
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** Reads to the end, whatever the size said: a file may grow meanwhile. */
function readWhole(descriptor: number, expected: number): Buffer {
  // Not from the pool: the memory is handed over to the engine's thread.
  let bytes = Buffer.allocUnsafeSlow(expected + 1);
  let length = 0;
  for (;;) {
    if (length === bytes.length) {
      const larger = Buffer.allocUnsafeSlow(bytes.length * 2);
      bytes.copy(larger);
      bytes = larger;
    }
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
  }
}

function hashInPieces(descriptor: number): Buffer {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafeSlow(4 * 1024 * 1024);
  for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece)) hash.update(piece.subarray(0, read));
  return hash.digest();
}

/** Memory that moves to the engine's thread instead of being copied. */
function buffersOf(item: WorkerItem): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  if (item.bytes) buffers.push(item.bytes.buffer as ArrayBuffer);
  if (item.parsed) {
    const { offset, length, time, call, identity, origin, uuid, idKind, steps } = item.parsed.events;
    for (const column of [offset, length, time, call, identity, origin, uuid, idKind]) buffers.push(column.buffer as ArrayBuffer);
    if (steps) buffers.push(steps.buffer as ArrayBuffer);
  }
  return buffers;
}
