// How the tests of decoding read an item: whole and in portions, which must say the same; and gzip and Zstandard data made by hand.
import { constants, crc32, deflateRawSync, gunzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type ContentProblem, decodeContent } from '../../../src/main/content.ts';
import { ContentStream } from '../../../src/main/content-stream.ts';
import { random } from '../../helpers/random.ts';

export interface Decoded {
  encoding: string;
  content: Buffer;
  problems: ContentProblem[];
  codes: string[];
}

function portions(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const all: Buffer[] = [];
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] as number;
    all.push(bytes.subarray(at, at + size));
    at += size;
  }
  return all;
}

function inPortions(bytes: Buffer, sizes: readonly number[]): Omit<Decoded, 'codes'> {
  const pieces: Buffer[] = [];
  const stream = new ContentStream(
    (piece) => pieces.push(piece),
    () => portions(bytes, [...sizes, 1000].reverse()),
  );
  for (const portion of portions(bytes, sizes)) stream.push(portion);
  const { encoding, problems } = stream.end();
  return { encoding, content: Buffer.concat(pieces), problems };
}

/** What an item decodes to, whole; having made sure that it decodes to the same in portions of these sizes, which are taken in turn. */
export function decoded(bytes: Buffer, ...sizes: number[]): Decoded {
  const { encoding, bytes: content, problems } = decodeContent(bytes);
  if (content === null) throw new Error('too large to be decoded at once');
  const pieced = inPortions(bytes, sizes.length > 0 ? sizes : [bytes.length + 1]);
  expect({ ...pieced, content: pieced.content.length }).toEqual({ encoding, content: content.length, problems });
  expect(pieced.content.equals(content)).toBe(true);
  return { encoding, content, problems, codes: problems.map(({ code }) => code) };
}

export const anySizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 40_000 })), {
  minLength: 1,
  maxLength: 4,
});

/** Text that compresses to about half its length: so many bytes of it. */
export function text(length: number, seed = 1): Buffer {
  const draw = random(seed);
  let made = '';
  while (made.length < length) made += `{"id":"${Math.floor(draw.next() * 2 ** 48).toString(36)}"}\n`;
  return Buffer.from(made.slice(0, length));
}

export interface Header {
  /** Extra field, name and comment, and a checksum of the header. RFC 1952, 2.3. */
  extra?: Buffer;
  name?: string;
  comment?: string;
  checksum?: boolean;
}

/** One member of gzip data. */
export function member(data: Buffer, { extra, name, comment, checksum }: Header = {}, level = 6): Buffer {
  const flags = (extra ? 4 : 0) | (name === undefined ? 0 : 8) | (comment === undefined ? 0 : 16) | (checksum ? 2 : 0);
  const parts: Buffer[] = [Buffer.from([0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 0, 255])];
  if (extra) parts.push(Buffer.from([extra.length & 255, extra.length >> 8]), extra);
  for (const one of [name, comment]) if (one !== undefined) parts.push(Buffer.from(`${one}\0`, 'latin1'));
  if (checksum) {
    const sum = crc32(Buffer.concat(parts)) & 0xffff;
    parts.push(Buffer.from([sum & 255, sum >> 8]));
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(data), 0);
  trailer.writeUInt32LE(data.length, 4);
  return Buffer.concat([...parts, deflateRawSync(data, { level }), trailer]);
}

/** One frame of Zstandard data, with a checksum of what it holds. */
export function frame(data: Buffer, level = 3): Buffer {
  return zstdCompressSync(data, {
    params: { [constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: level },
  });
}

/** A frame that decoders pass over. RFC 8878, 3.1.2. */
export function skippable(data: Buffer, kind = 0): Buffer {
  const head = Buffer.from([0x50 + kind, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data]);
}

/** The definition, taken at its word: the longest beginning of the data that decodes without an error, found by trying. */
export function longestPrefix(bytes: Buffer, name: 'gzip' | 'zstd'): { length: number; content: Buffer } {
  const attempt = (length: number): Buffer | null => {
    try {
      return name === 'gzip'
        ? gunzipSync(bytes.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH })
        : zstdDecompressSync(bytes.subarray(0, length), { finishFlush: constants.ZSTD_e_continue });
    } catch {
      return null;
    }
  };
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (attempt(middle) === null) bad = middle;
    else good = middle;
  }
  return { length: good, content: attempt(good) ?? Buffer.alloc(0) };
}
