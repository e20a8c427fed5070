// Reads files for an import: hashes, decompresses, parses. What a worker of an import is asked, and what it answers; the engine stores.
import { createHash, hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Transferable } from 'node:worker_threads';
import type { NewCombinations } from '../../shared/parsed-item.ts';
import { KnownHashes } from '../acquire/known-hashes.ts';
import { CONTENT_LIMIT, type Encoding } from '../content.ts';
import { ContentStream } from '../content-stream.ts';
import { containerType } from '../decode/container-marks.ts';
import { Dictionaries } from './dictionaries.ts';
import { ItemPacker, type PackedItems } from './packed-items.ts';
import { type ParsedItem, parseItem } from './parse-item.ts';

export interface WorkerFile {
  /** Position in the engine's list of files. */
  index: number;
  /** Bytes where it is not UTF-8. */
  absolute: string | Uint8Array;
  /** The content of a container's member, which stands in no file: its bytes are handed over, and `absolute` is not used. */
  bytes?: Uint8Array;
  /** Of these bytes, in hex, where whoever hands them over has computed it. */
  sha256?: string | undefined;
  /** ms UTC, of such a member. */
  modified?: number | null;
  /** Whether a large file is to be hashed before it is read: it may be in the case already. Else that would be work done twice. */
  hashFirst: boolean;
}

export interface WorkerItem {
  index: number;
  /** ms UTC; null where a container states none. */
  modified: number | null;
  size: number;
  /** Null for a large file that was not hashed yet. */
  sha256: Uint8Array | null;
  /** Null when the hash was known already: nothing was parsed. */
  parsed: ParsedItem | null;
  /** Null when known already, or when it can be read again where it stands: then `tooLarge` or `container` says why. */
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
  items: PackedItems;
  fresh: { call: NewCombinations; identity: NewCombinations; origin: NewCombinations };
}

/** The first message to a worker: threads start while files are still being listed. */
export interface WorkerSetup {
  known: SharedArrayBuffer;
  /** Further hashes to compute, by their names in Node: `md5`, `sha1`. */
  hashes: readonly string[];
}

/** Bytes of a file by which a compressed container is known. */
const HEAD = 1_000_000;

/** What a worker does with its requests; it needs no thread. */
export class FileReader {
  private readonly means: Means;

  constructor({ known, hashes }: WorkerSetup) {
    // The packer copies columns.
    this.means = { known: new KnownHashes(known), names: hashes, dictionaries: new Dictionaries(false, true) };
  }

  /** @returns the result, and the memory that moves with it to another thread */
  read({ files }: WorkerRequest): { result: WorkerResult; memory: Transferable[] } {
    const packer = new ItemPacker(files.length);
    for (const file of files) packer.add(file.bytes ? readMember(file, file.bytes, this.means) : readFile(file, this.means));
    const { packed, memory } = packer.finish();
    slab = null;
    return { result: { items: packed, fresh: this.means.dictionaries.takeNew() }, memory };
  }
}

interface Means {
  known: KnownHashes;
  /** Of further hashes. */
  names: readonly string[];
  dictionaries: Dictionaries;
}

function readMember(file: WorkerFile, bytes: Uint8Array, means: Means): WorkerItem {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sha256 = file.sha256 === undefined ? hash('sha256', content, 'buffer') : Buffer.from(file.sha256, 'hex');
  return readBytes({ index: file.index, modified: file.modified ?? null, changed: false }, content, sha256, means, true);
}

function readFile(file: WorkerFile, means: Means): WorkerItem | WorkerFailure {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(typeof file.absolute === 'string' ? file.absolute : Buffer.from(file.absolute), 'r');
    const before = fstatSync(descriptor);
    const common = { index: file.index, modified: file.modified === undefined ? before.mtimeMs : file.modified };
    if (before.size > CONTENT_LIMIT)
      return { ...common, changed: false, ...readInPortions(descriptor, before.size, means.names, file.hashFirst) };
    const read = readExpected(descriptor, before.size);
    const after = fstatSync(descriptor);
    // Only of a file that has grown is there more, or of one of which the kernel does not know the length.
    const bytes = after.size === read.length && read.length > 0 ? read : readOn(descriptor, read);
    const changed = after.size !== before.size || after.mtimeMs !== before.mtimeMs || bytes.length !== before.size;
    return readBytes({ ...common, changed }, bytes, hash('sha256', bytes, 'buffer'), means, false);
  } catch (error) {
    return { index: file.index, failure: (error as Error).message };
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

type Common = Pick<WorkerItem, 'index' | 'modified' | 'changed'>;

function readBytes(common: Common, bytes: Buffer, sha256: Buffer, { known, names, dictionaries }: Means, isMember: boolean): WorkerItem {
  const hashes = Object.fromEntries(names.map((name) => [name, hash(name, bytes, 'hex')]));
  const whole = { ...common, size: bytes.length, sha256, hashes, tooLarge: false, container: false, encoding: 'identity' };
  if (known.mayHave(sha256)) return { ...whole, parsed: null, bytes: null };
  const parsed = parseItem(bytes, dictionaries);
  const { encoding } = parsed;
  const container = parsed.tooLarge ? containerEncoding(bytes.subarray(0, HEAD)) !== null : parsed.kind === 'container';
  if (container) return { ...whole, parsed: null, bytes, container, encoding };
  // A member stands in no file from which it could be read again.
  if (parsed.tooLarge) return { ...whole, parsed: null, bytes: isMember ? bytes : null, tooLarge: true, encoding };
  return { ...whole, parsed, bytes, encoding };
}

/** A file that is not read at once: whether it is a container, and its hashes where they are needed now. */
function readInPortions(descriptor: number, size: number, names: readonly string[], hashFirst: boolean): Omit<WorkerItem, keyof Common> {
  const piece = Buffer.allocUnsafeSlow(4 * 1024 * 1024);
  let read = readSync(descriptor, piece);
  const encoding = containerEncoding(piece.subarray(0, Math.min(read, HEAD)));
  const container = encoding !== null;
  const item = { size, parsed: null, bytes: null, tooLarge: !container, container, encoding: encoding ?? 'identity' };
  if (!container && !hashFirst) return { ...item, sha256: null, hashes: {} };
  const sha256 = createHash('sha256');
  const others = names.map((name) => ({ name, hash: createHash(name) }));
  for (; read > 0; read = readSync(descriptor, piece)) {
    const bytes = piece.subarray(0, read);
    sha256.update(bytes);
    for (const { hash } of others) hash.update(bytes);
  }
  return { ...item, sha256: sha256.digest(), hashes: Object.fromEntries(others.map(({ name, hash }) => [name, hash.digest('hex')])) };
}

/** How what begins with these bytes is compressed if it is a container; null when it is none. */
function containerEncoding(head: Buffer): Encoding | null {
  let first: Buffer | null = null;
  const enough = new Error('enough');
  const stream = new ContentStream((piece) => {
    first = piece;
    throw enough;
  });
  try {
    stream.push(head);
    stream.end();
  } catch (error) {
    // Its beginning will do: layer upon layer, a few bytes can become more than anybody waits for.
    if (error !== enough) throw error;
  }
  return first !== null && containerType(first) !== null ? stream.encoding : null;
}

/** Memory for the bytes of several small files; handed over with the message. Not from Node's pool, which others use too. */
let slab: Buffer | null = null;
let slabUsed = 0;
const SLAB = 1024 * 1024;

/** Memory for so many bytes, which hold anything at first. */
function room(size: number): Buffer {
  if (size > SLAB / 4) return Buffer.allocUnsafeSlow(size);
  if (slab === null || slabUsed + size > SLAB) {
    slab = Buffer.allocUnsafeSlow(SLAB);
    slabUsed = 0;
  }
  const bytes = slab.subarray(slabUsed, slabUsed + size);
  slabUsed += size;
  return bytes;
}

/** Reads as many bytes as there should be, or all when there are fewer. */
function readExpected(descriptor: number, expected: number): Buffer {
  const bytes = room(expected);
  let length = 0;
  while (length < expected) {
    const read = readSync(descriptor, bytes, length, expected - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** Reads on to the end, however long a file has become meanwhile. */
function readOn(descriptor: number, begun: Buffer): Buffer {
  let bytes = begun;
  let length = begun.length;
  for (;;) {
    if (length === bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(65_536, bytes.length * 2));
      bytes.copy(larger);
      bytes = larger;
    }
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
  }
}
