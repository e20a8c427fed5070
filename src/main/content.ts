// From an item's bytes as delivered to its content: the one decoding on which every byte offset rests.
import { constants, gunzipSync, zstdDecompressSync } from 'node:zlib';

/**
 * How the bytes of an item encode its content: `identity`, or layers joined by `+`, outermost first: `gzip`, `zstd`, `utf-16le`, `utf-16be`.
 * Part of the identity model: see docs/case-format.md.
 */
export type Encoding = string;

/** Longest content that is decoded and read at once, in bytes; what is longer is read in pieces (content-stream.ts). */
export const CONTENT_LIMIT = 64_000_000;

/** Layers that are taken off: a file compressed twice happens, a file compressed ten times is a trick. */
export const LAYERS = 4;

/** Bounds of one piece of output, in bytes. */
const SMALL_OUTPUT = 16 * 1024;
const LARGEST_PIECE = 64 * 1024 * 1024;

type ProblemCode =
  | 'GZIP_DAMAGED'
  | 'GZIP_TRUNCATED'
  | 'GZIP_TRAILING_BYTES'
  | 'ZSTD_DAMAGED'
  | 'ZSTD_TRUNCATED'
  | 'ZSTD_TRAILING_BYTES'
  | 'CONTENT_TOO_LARGE'
  | 'CONTENT_LAYERS';

export interface ContentProblem {
  code: ProblemCode;
  /** Counts in the bytes of the layer: those delivered, for the outermost. */
  at: number | null;
  detail: string;
}

export interface Content {
  encoding: Encoding;
  /** Decoded bytes; of damaged data, those before the damage. Null when larger than CONTENT_LIMIT. */
  bytes: Buffer | null;
  /** What was wrong with the encoding, outermost layer first. */
  problems: ContentProblem[];
}

/** Decodes an item's bytes. Never throws for bad content; the same bytes always give the same content. */
export function decodeContent(delivered: Buffer): Content {
  const layers: string[] = [];
  const problems: ContentProblem[] = [];
  let bytes: Buffer | null = delivered;
  while (bytes !== null) {
    const codec = codecOf(bytes);
    if (codec === null) break;
    if (layers.length === LAYERS) {
      problems.push({ code: 'CONTENT_LAYERS', at: null, detail: `more than ${LAYERS}` });
      break;
    }
    layers.push(codec.name);
    bytes = codec.name === 'gzip' || codec.name === 'zstd' ? inflate(bytes, codec, problems) : decodeUtf16(bytes, codec.name);
    // A text is the innermost layer.
    if (codec.name.startsWith('utf')) break;
  }
  if (bytes !== null && bytes.length > CONTENT_LIMIT) {
    problems.push(tooLarge(`${bytes.length} bytes`));
    bytes = null;
  }
  return { encoding: layers.join('+') || 'identity', bytes, problems };
}

export interface Codec {
  name: 'gzip' | 'zstd' | 'utf-16le' | 'utf-16be';
  decode: (bytes: Buffer, options: object) => unknown;
  /** Flush that makes a decoder give what it has of data that ends too early. */
  partial: number;
}

const NO_DECODER = { decode: () => undefined, partial: 0 };
const GZIP: Codec = { name: 'gzip', decode: gunzipSync as Codec['decode'], partial: constants.Z_SYNC_FLUSH };
const ZSTD: Codec = { name: 'zstd', decode: zstdDecompressSync as Codec['decode'], partial: constants.ZSTD_e_continue };
const UTF16LE: Codec = { name: 'utf-16le', ...NO_DECODER };
const UTF16BE: Codec = { name: 'utf-16be', ...NO_DECODER };

/** Whether Zstandard data begins here. Source: RFC 8878, 3.1. */
export function isZstd(bytes: Buffer): boolean {
  return bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd;
}

/** By the first bytes: gzip's and Zstandard's marks, a byte order mark, or a bracket as UTF-16 has it. */
export function codecOf(bytes: Buffer): Codec | null {
  const [a, b, c, d] = bytes;
  if (a === 0x1f && b === 0x8b) return GZIP;
  if (isZstd(bytes)) return ZSTD;
  const bracket = (byte: number | undefined): boolean => byte === 0x7b || byte === 0x5b;
  if ((a === 0xff && b === 0xfe) || (bracket(a) && b === 0 && c !== 0 && d === 0)) return UTF16LE;
  if ((a === 0xfe && b === 0xff) || (a === 0 && bracket(b) && c === 0 && d !== 0)) return UTF16BE;
  return null;
}

/** Text of UTF-16 as UTF-8, without its byte order mark. */
function decodeUtf16(bytes: Buffer, name: 'utf-16le' | 'utf-16be'): Buffer | null {
  if (bytes.length > CONTENT_LIMIT) return bytes;
  return Buffer.from(new TextDecoder(name).decode(bytes), 'utf8');
}

function inflate(bytes: Buffer, codec: Codec, problems: ContentProblem[]): Buffer | null {
  const family = codec.name === 'gzip' ? 'GZIP' : 'ZSTD';
  try {
    // `info` also tells how many bytes the decoder used; node's types lack that form.
    const options = { info: true, maxOutputLength: CONTENT_LIMIT, chunkSize: outputSize(bytes) };
    const { buffer, engine } = codec.decode(bytes, options) as { buffer: Buffer; engine: { bytesWritten: number } };
    const rest = bytes.length - engine.bytesWritten;
    // Zstandard data may be several frames; gzip's further members are read by its decoder.
    if (rest > 0 && codec === ZSTD && isZstd(bytes.subarray(engine.bytesWritten))) {
      const more = inflate(bytes.subarray(engine.bytesWritten), codec, problems);
      if (more !== null && buffer.length + more.length <= CONTENT_LIMIT) return Buffer.concat([buffer, more]);
      if (more !== null) problems.push(tooLarge(`over ${CONTENT_LIMIT} bytes`));
      return null;
    }
    if (rest > 0) {
      problems.push({ code: `${family}_TRAILING_BYTES`, at: engine.bytesWritten, detail: `${rest} bytes after the ${codec.name} data` });
    }
    return buffer;
  } catch (thrown) {
    const error = thrown as NodeJS.ErrnoException;
    if (error.code === 'ERR_BUFFER_TOO_LARGE') {
      problems.push(tooLarge(`over ${CONTENT_LIMIT} bytes`));
      return null;
    }
    const truncated = decodeTruncated(bytes, codec);
    problems.push({ code: `${family}_${truncated === null ? 'DAMAGED' : 'TRUNCATED'}`, at: null, detail: error.message });
    return truncated ?? decodeUpToDamage(bytes, codec);
  }
}

/** DEFLATE cannot compress further (zlib's manual: "1032:1"), so a longer output is a lie or a second member. */
const MOST_EXPANSION = 1032;

/**
 * Bytes to set aside for the output, so that it mostly comes in one piece instead of many to be joined: what the last four
 * bytes of gzip data say (RFC 1952, ISIZE). Only a hint, which may lie: it never makes the decoder fail or hold much more.
 */
function outputSize(bytes: Buffer): number {
  const stated = bytes.length < 18 || bytes[0] !== 0x1f ? bytes.length * 10 : bytes.readUInt32LE(bytes.length - 4);
  // One more than stated: a full buffer would make the decoder ask for another.
  return Math.min(Math.max(stated + 1, SMALL_OUTPUT), bytes.length * MOST_EXPANSION, LARGEST_PIECE);
}

function tooLarge(detail: string): ContentProblem {
  return { code: 'CONTENT_TOO_LARGE', at: null, detail };
}

/** What data that merely ends too early gives; null when it is damaged. */
function decodeTruncated(bytes: Buffer, codec: Codec): Buffer | null {
  try {
    return codec.decode(bytes, { finishFlush: codec.partial, maxOutputLength: CONTENT_LIMIT }) as Buffer;
  } catch {
    return null;
  }
}

/** Decompresses as far as the data allows: bisection for the longest prefix that decodes without error. */
function decodeUpToDamage(bytes: Buffer, codec: Codec): Buffer {
  let good = 0;
  let bad = bytes.length;
  let best: Buffer = Buffer.alloc(0);
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const prefix = decodeTruncated(bytes.subarray(0, middle), codec);
    if (prefix === null) bad = middle;
    else {
      best = prefix;
      good = middle;
    }
  }
  return best;
}
