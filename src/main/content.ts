// From an item's bytes as delivered to its content: the one decoding on which every byte offset rests.
import { constants, gunzipSync } from 'node:zlib';

/** How the bytes of an item encode its content. Part of the identity model: see docs/case-format.md. */
export type Encoding = 'identity' | 'gzip';

/** Longest content that is read for events, in bytes: V8 strings end a little above. */
export const CONTENT_LIMIT = 512_000_000;

/** Bounds of one piece of output, in bytes. */
const SMALL_OUTPUT = 16 * 1024;
const LARGEST_PIECE = 64 * 1024 * 1024;

export interface Content {
  encoding: Encoding;
  /** Decompressed bytes; of damaged gzip data, those before the damage. Null when larger than CONTENT_LIMIT. */
  bytes: Buffer | null;
  /** What was wrong with the encoding; `at` counts in the bytes as delivered. */
  problem: {
    code: 'GZIP_DAMAGED' | 'GZIP_TRUNCATED' | 'GZIP_TRAILING_BYTES' | 'CONTENT_TOO_LARGE';
    at: number | null;
    detail: string;
  } | null;
}

/** Decodes an item's bytes. Never throws for bad content; the same bytes always give the same content. */
export function decodeContent(delivered: Buffer): Content {
  if (delivered[0] !== 0x1f || delivered[1] !== 0x8b) {
    const tooLarge = delivered.length > CONTENT_LIMIT;
    return { encoding: 'identity', bytes: tooLarge ? null : delivered, problem: tooLarge ? large(delivered.length) : null };
  }
  try {
    // `info` also tells how many bytes the decoder used; node's types lack that form.
    const options = { info: true, maxOutputLength: CONTENT_LIMIT, chunkSize: outputSize(delivered) };
    const { buffer, engine } = gunzipSync(delivered, options as object) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    const rest = delivered.length - engine.bytesWritten;
    const problem =
      rest > 0 ? ({ code: 'GZIP_TRAILING_BYTES', at: engine.bytesWritten, detail: `${rest} bytes after the gzip data` } as const) : null;
    return { encoding: 'gzip', bytes: buffer, problem };
  } catch (thrown) {
    const error = thrown as NodeJS.ErrnoException;
    if (error.code === 'ERR_BUFFER_TOO_LARGE') return { encoding: 'gzip', bytes: null, problem: large(null) };
    const truncated = error.code === 'Z_BUF_ERROR';
    return {
      encoding: 'gzip',
      bytes: truncated ? decodeTruncated(delivered) : decodeUpToDamage(delivered),
      problem: { code: truncated ? 'GZIP_TRUNCATED' : 'GZIP_DAMAGED', at: null, detail: error.message },
    };
  }
}

/** DEFLATE cannot compress further (zlib's manual: "1032:1"), so a longer output is a lie or a second member. */
const MOST_EXPANSION = 1032;

/**
 * Bytes to set aside for the output, so that it mostly comes in one piece instead of many to be joined: what the last four
 * bytes of gzip data say (RFC 1952, ISIZE). Only a hint, which may lie: it never makes the decoder fail or hold much more.
 */
function outputSize(delivered: Buffer): number {
  const stated = delivered.length < 18 ? 0 : delivered.readUInt32LE(delivered.length - 4);
  // One more than stated: a full buffer would make the decoder ask for another.
  return Math.min(Math.max(stated + 1, SMALL_OUTPUT), delivered.length * MOST_EXPANSION, LARGEST_PIECE);
}

function large(size: number | null): Content['problem'] {
  return { code: 'CONTENT_TOO_LARGE', at: null, detail: size === null ? `over ${CONTENT_LIMIT} bytes` : `${size} bytes` };
}

function decodeTruncated(delivered: Buffer): Buffer {
  try {
    return gunzipSync(delivered, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: CONTENT_LIMIT });
  } catch {
    return decodeUpToDamage(delivered);
  }
}

/** Decompresses as far as the data allows: bisection for the longest prefix that decodes without error. */
function decodeUpToDamage(delivered: Buffer): Buffer {
  let good = 0;
  let bad = delivered.length;
  let best: Buffer = Buffer.alloc(0);
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      best = gunzipSync(delivered.subarray(0, middle), { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: CONTENT_LIMIT });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return best;
}
