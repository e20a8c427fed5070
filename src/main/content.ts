// From an item's bytes as delivered to its content: the one decoding on which every byte offset rests.
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { type Compression, type ContentProblem, Inflater, mayBeginFrame, type Sink } from './content-inflater.ts';
import { Utf16 } from './content-utf16.ts';

export type { ContentProblem } from './content-inflater.ts';

/**
 * How the bytes of an item encode its content: `identity`, or layers joined by `+`, outermost first: `gzip`, `zstd`, `utf-16le`, `utf-16be`.
 * Part of the identity model: see docs/case-format.md.
 */
export type Encoding = string;

type LayerName = Compression | 'utf-16le' | 'utf-16be';

/** Longest content that is decoded and read at once, in bytes; what is longer is read in pieces (content-stream.ts). */
export const CONTENT_LIMIT = 64_000_000;

/** Layers that are taken off: a file compressed twice happens, a file compressed ten times is a trick. */
export const LAYERS = 4;

/** Bounds of one piece of output, in bytes. Shorter, it would stand in Node's pool, which only the garbage collector gives back. */
const SMALL_OUTPUT = Math.max(16 * 1024, Buffer.poolSize / 2 + 1);
const LARGEST_PIECE = 64 * 1024 * 1024;

/** Bytes decoded slowly before it is looked how much they gave. */
const PORTION = 64 * 1024;

interface Content {
  encoding: Encoding;
  /** Decoded bytes; of damaged data, those before the damage. Null when larger than CONTENT_LIMIT. */
  bytes: Buffer | null;
  /** What was wrong with the encoding, outermost layer first. */
  problems: ContentProblem[];
}

/** Decodes an item's bytes. Never throws for bad content; the same bytes always give the same content. */
export function decodeContent(delivered: Buffer): Content {
  const layers: LayerName[] = [];
  const problems: ContentProblem[] = [];
  let bytes: Buffer | null = delivered;
  while (bytes !== null) {
    const name = layerOf(bytes);
    if (name === null) break;
    if (layers.length === LAYERS) {
      problems.push(tooManyLayers());
      break;
    }
    bytes = decodeLayer(bytes, name, layers.length, problems);
    layers.push(name);
    // A text is the innermost layer.
    if (name.startsWith('utf')) break;
  }
  if (bytes !== null && bytes.length > CONTENT_LIMIT) bytes = null;
  if (bytes === null) problems.push({ code: 'CONTENT_TOO_LARGE', layer: layers.length, at: null, detail: `over ${CONTENT_LIMIT} bytes` });
  return { encoding: layers.join('+') || 'identity', bytes, problems };
}

export function tooManyLayers(): ContentProblem {
  return { code: 'CONTENT_LAYERS', layer: LAYERS, at: null, detail: `more than ${LAYERS}` };
}

/** By the first four bytes: gzip's and Zstandard's marks, a byte order mark, or a bracket as UTF-16 has it. */
export function layerOf(bytes: Buffer): LayerName | null {
  const [a, b, c, d] = bytes;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (d !== undefined && mayBeginFrame(bytes)) return 'zstd';
  const bracket = (byte: number | undefined): boolean => byte === 0x7b || byte === 0x5b;
  if ((a === 0xff && b === 0xfe) || (bracket(a) && b === 0 && c !== 0 && d === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && bracket(b) && c === 0 && d !== 0)) return 'utf-16be';
  return null;
}

/** Null when what comes out is larger than CONTENT_LIMIT. */
function decodeLayer(bytes: Buffer, name: LayerName, layer: number, problems: ContentProblem[]): Buffer | null {
  if (name === 'gzip' || name === 'zstd') return inflate(bytes, name, layer, problems);
  return through(bytes, (out) => new Utf16(name, layer, problems, out), problems);
}

/** At once where the data is as it should be: much faster than in slices. */
function inflate(bytes: Buffer, name: Compression, layer: number, problems: ContentProblem[]): Buffer | null {
  const decode = name === 'gzip' ? gunzipSync : zstdDecompressSync;
  try {
    // `info` also tells how many bytes the decoder used; node's types lack that form.
    const options = { info: true, maxOutputLength: CONTENT_LIMIT, chunkSize: outputSize(bytes) };
    const { buffer, engine } = decode(bytes, options) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    if (engine.bytesWritten === bytes.length) return buffer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return null;
  }
  // Damaged, cut off, several frames of Zstandard, or something behind the end.
  const again = (take: (bytes: Buffer) => boolean): void => void take(bytes);
  return through(bytes, (out) => new Inflater(name, layer, problems, out, again), problems);
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

/** What bytes become by the decoder of the pieces; null when that is larger than CONTENT_LIMIT: then no problem is told either. */
function through(bytes: Buffer, decoderTo: (out: Sink) => Sink, problems: ContentProblem[]): Buffer | null {
  const before = problems.length;
  const pieces: Buffer[] = [];
  let length = 0;
  const decoder = decoderTo({
    push: (piece) => {
      length += piece.length;
      if (length <= CONTENT_LIMIT) pieces.push(piece);
    },
    end: () => {},
  });
  for (let at = 0; at < bytes.length && length <= CONTENT_LIMIT; at += PORTION) decoder.push(bytes.subarray(at, at + PORTION));
  decoder.end();
  if (length <= CONTENT_LIMIT) return Buffer.concat(pieces);
  problems.length = before;
  return null;
}
