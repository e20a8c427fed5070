// Worker thread of an import: reads files, hashes, decompresses, parses. It emits; the engine stores.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { NewCombinations } from '../../shared/parsed-item.ts';
import { KnownHashes } from '../acquire/known-hashes.ts';
import { CONTENT_LIMIT, type Encoding } from '../content.ts';
import { ContentStream } from '../content-stream.ts';
import { containerType } from '../decode/container-marks.ts';
import { Dictionaries } from './extract.ts';
import { type ParsedItem, parseItem } from './parse-item.ts';

export interface WorkerFile {
  /** Position in the engine's list of files. */
  index: number;
  /** Bytes where it is not UTF-8. */
  absolute: string | Uint8Array;
  /** The content of a container's member, which stands in no file: its bytes are handed over, and `absolute` is not used. */
  bytes?: Uint8Array;
  /** ms UTC, of such a member. */
  modified?: number | null;
}

export interface WorkerItem {
  index: number;
  /** ms UTC; null where a container states none. */
  modified: number | null;
  size: number;
  sha256: Uint8Array;
  /** Null when the hash was known already: nothing was parsed. */
  parsed: ParsedItem | null;
  /** Null when known already, or not held in memory: then `tooLarge` or `container` says why. */
  bytes: Uint8Array | null;
  /** To be read in portions: jobs/large-import.ts. */
  tooLarge: boolean;
  /** To be taken apart: acquire/containers. Then `encoding` says how it is compressed. */
  container: boolean;
  encoding: Encoding;
  /** Further hashes, lower-case hex by name, as asked for. */
  hashes: Record<string, string>;
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
  /** Further hashes to compute, by their names in Node: `md5`, `sha1`. */
  hashes: readonly string[];
}

/** Bytes of a file by which a compressed container is known. */
const HEAD = 1_000_000;

const dictionaries = new Dictionaries();
const port = parentPort;

if (port) {
  const setup = workerData as WorkerSetup;
  const known = new KnownHashes(setup.known);
  port.on('message', ({ files }: WorkerRequest) => {
    const items = files.map((file) =>
      file.bytes ? readMember(file, file.bytes, known, setup.hashes) : readFile(file, known, setup.hashes),
    );
    const transfer = items.flatMap((item) => ('failure' in item ? [] : buffersOf(item)));
    port.postMessage({ items, fresh: dictionaries.takeNew() } satisfies WorkerResult, transfer);
  });
}

function readMember(file: WorkerFile, bytes: Uint8Array, known: KnownHashes, names: readonly string[]): WorkerItem {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return readBytes({ index: file.index, modified: file.modified ?? null, changed: false }, content, known, names);
}

function readFile(file: WorkerFile, known: KnownHashes, names: readonly string[]): WorkerItem | WorkerFailure {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(typeof file.absolute === 'string' ? file.absolute : Buffer.from(file.absolute), 'r');
    const before = fstatSync(descriptor);
    const common = { index: file.index, modified: file.modified === undefined ? before.mtimeMs : file.modified };
    if (before.size > CONTENT_LIMIT) return { ...common, changed: false, ...readInPortions(descriptor, before.size, names) };
    const bytes = readWhole(descriptor, before.size);
    const after = fstatSync(descriptor);
    const changed = after.size !== before.size || after.mtimeMs !== before.mtimeMs || bytes.length !== before.size;
    return readBytes({ ...common, changed }, bytes, known, names);
  } catch (error) {
    return { index: file.index, failure: (error as Error).message };
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

type Common = Pick<WorkerItem, 'index' | 'modified' | 'changed'>;

function readBytes(common: Common, bytes: Buffer, known: KnownHashes, names: readonly string[]): WorkerItem {
  const sha256 = createHash('sha256').update(bytes).digest();
  const hashes = Object.fromEntries(names.map((name) => [name, createHash(name).update(bytes).digest('hex')]));
  const whole = { ...common, size: bytes.length, sha256, hashes, tooLarge: false, container: false, encoding: 'identity' };
  if (known.mayHave(sha256)) return { ...whole, parsed: null, bytes: null };
  const parsed = parseItem(bytes, dictionaries);
  const { encoding } = parsed;
  const container = parsed.tooLarge ? containerEncoding(bytes.subarray(0, HEAD)) !== null : parsed.kind === 'container';
  if (container) return { ...whole, parsed: null, bytes, container, encoding };
  if (parsed.tooLarge) return { ...whole, parsed: null, bytes: null, tooLarge: true, encoding };
  return { ...whole, parsed, bytes, encoding };
}

/** A file that is not read at once: its hashes, and whether it is a container. */
function readInPortions(descriptor: number, size: number, names: readonly string[]): Omit<WorkerItem, keyof Common> {
  const sha256 = createHash('sha256');
  const others = names.map((name) => ({ name, hash: createHash(name) }));
  const piece = Buffer.allocUnsafeSlow(4 * 1024 * 1024);
  let encoding: Encoding | null | undefined;
  for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece)) {
    const bytes = piece.subarray(0, read);
    if (encoding === undefined) encoding = containerEncoding(bytes);
    sha256.update(bytes);
    for (const { hash } of others) hash.update(bytes);
  }
  const hashes = Object.fromEntries(others.map(({ name, hash }) => [name, hash.digest('hex')]));
  const container = typeof encoding === 'string';
  return {
    size,
    sha256: sha256.digest(),
    hashes,
    parsed: null,
    bytes: null,
    tooLarge: !container,
    container,
    encoding: encoding ?? 'identity',
  };
}

/** How what begins with these bytes is compressed if it is a container; null when it is none. */
function containerEncoding(head: Buffer): Encoding | null {
  let container = false;
  const stream = new ContentStream((piece) => {
    container ||= containerType(piece) !== null;
  });
  stream.push(head);
  const { encoding } = stream.end();
  return container ? encoding : null;
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
