// Zstandard data, whole and in portions: every frame of it, those to be passed over too; and of damaged data what the longest prefix decodes to.
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anySizes, decoded, frame, longestPrefix, skippable, text } from './decoding.ts';

fc.configureGlobal({ seed: 20260221 });

const EMPTY = Buffer.alloc(0);
const some = text(700);
/** Longer, compressed, than the slices in which it is decoded, and than a block. */
const long = text(300_000, 2);

/** The bytes of slices in which the decoder works: a frame that ends with one leaves open what follows. */
const SLICE = 2048;

/** A frame of a given length: raw data does not compress. */
function frameOfLength(length: number): Buffer {
  for (let size = length - 40; size < length; size++) {
    const made = frame(
      Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * i * 31 + (i >> 3) * 17 + ((i * 2654435761) >>> 13)) & 255)),
    );
    if (made.length === length) return made;
  }
  throw new Error(`no frame of ${length} bytes`);
}

test.each<[string, Buffer, Buffer]>([
  ['one frame', frame(some), some],
  ['without a checksum', zstdCompressSync(some), some],
  ['several blocks', frame(long), long],
  ['no content', frame(EMPTY), EMPTY],
  ['several frames', Buffer.concat([frame(some), frame(long), frame(EMPTY), frame(some)]), Buffer.concat([some, long, some])],
  ['a frame to be passed over first', Buffer.concat([skippable(Buffer.from('index')), frame(some)]), some],
  [
    'frames to be passed over between and behind',
    Buffer.concat([frame(some), skippable(long, 9), frame(some), skippable(EMPTY, 15)]),
    Buffer.concat([some, some]),
  ],
  ['nothing but a frame to be passed over', skippable(some), EMPTY],
  ['ten thousand frames', Buffer.concat(Array(10_000).fill(frame(Buffer.from('{}\n')))), Buffer.from('{}\n'.repeat(10_000))],
])('%s', (_, bytes, content) => {
  for (const sizes of [[1], [7, 1000], [SLICE], [50_000]]) {
    const found = decoded(bytes, ...sizes);
    expect([found.encoding, found.codes]).toEqual(['zstd', []]);
    expect(found.content.equals(content)).toBe(true);
  }
});

test('a frame may end with a slice, or shortly before: what follows it is told apart', () => {
  for (const short of [0, 1, 2, 3, 4]) {
    const exact = frameOfLength(SLICE - short);
    const content = decoded(exact).content;
    for (const [behind, codes, more] of [
      [frame(some), [], some],
      [Buffer.concat([skippable(some), frame(some)]), [], some],
      [Buffer.from('x'), ['ZSTD_TRAILING_BYTES'], EMPTY],
      [Buffer.alloc(10_000), ['ZSTD_TRAILING_BYTES'], EMPTY],
      [Buffer.from([0x28, 0xb5, 0x2f, 0x00]), ['ZSTD_TRAILING_BYTES'], EMPTY],
      [frame(some).subarray(0, 1), ['ZSTD_TRUNCATED'], EMPTY],
      [frame(some).subarray(0, 3), ['ZSTD_TRUNCATED'], EMPTY],
      [frame(some).subarray(0, 8), ['ZSTD_TRUNCATED'], EMPTY],
      [Buffer.concat([frame(some), Buffer.from('behind')]), ['ZSTD_TRAILING_BYTES'], some],
    ] as [Buffer, string[], Buffer][]) {
      const found = decoded(Buffer.concat([exact, behind]), 999);
      expect([found.codes, found.content.length]).toEqual([codes, content.length + more.length]);
      expect(found.content.equals(Buffer.concat([content, more]))).toBe(true);
      if (codes[0] === 'ZSTD_TRAILING_BYTES')
        expect(found.problems[0]?.at).toBe(more === some ? exact.length + frame(some).length : exact.length);
    }
  }
});

test('cut off anywhere: all that the bytes decode to is there, and it is said that they end too early', () => {
  const bytes = Buffer.concat([frame(some), frame(EMPTY), frame(some)]);
  const ends = [frame(some).length, frame(some).length + frame(EMPTY).length, bytes.length];
  for (let length = 4; length <= bytes.length; length++) {
    const found = decoded(bytes.subarray(0, length), 100);
    expect(found.codes, `cut at ${length}`).toEqual(ends.includes(length) ? [] : ['ZSTD_TRUNCATED']);
    // A block is decoded when it is whole: its content comes with its last byte, and only the checksum is still missing.
    const checksum = 4;
    const whole = length >= bytes.length - checksum ? 2 : length >= (ends[0] as number) - checksum ? 1 : 0;
    expect(found.content.length, `cut at ${length}`).toBe(whole * some.length);
  }
  const blocks = frame(long);
  for (const length of [SLICE, 3 * SLICE, blocks.length >> 1, blocks.length - 5, blocks.length - 1]) {
    const found = decoded(blocks.subarray(0, length), 5000);
    expect(found.codes).toEqual(['ZSTD_TRUNCATED']);
    expect(found.content.equals(longestPrefix(blocks.subarray(0, length), 'zstd').content)).toBe(true);
  }
});

describe('damaged', () => {
  function expectPrefix(damaged: Buffer, ...sizes: number[]): void {
    const found = decoded(damaged, ...sizes);
    const { length, content } = longestPrefix(damaged, 'zstd');
    expect(found.content.equals(content)).toBe(true);
    if (length < damaged.length) expect(found.problems).toEqual([expect.objectContaining({ code: 'ZSTD_DAMAGED', at: length })]);
  }

  test('in any byte: what the longest prefix decodes to is there, and the place of the damage', () => {
    const bytes = frame(some);
    for (let at = 4; at < bytes.length; at += at < 24 || at > bytes.length - 8 ? 1 : 3) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 0x5a;
      expectPrefix(damaged, 333);
    }
  });

  test('anywhere in long data', () => {
    const whole = frame(long);
    fc.assert(
      fc.property(fc.integer({ min: 4, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), anySizes, (at, flip, sizes) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] as number) ^ flip;
        expectPrefix(damaged, ...sizes);
      }),
      { numRuns: 25 },
    );
  });

  test('in a later frame: the frames before it are whole', () => {
    const damaged = frame(long);
    damaged[damaged.length - 1] = (damaged[damaged.length - 1] as number) ^ 1;
    const found = decoded(Buffer.concat([frame(some), skippable(some), damaged, frame(some)]), 1000);
    expect(found.codes).toEqual(['ZSTD_DAMAGED']);
    expect(found.content.equals(Buffer.concat([some, long]))).toBe(true);
  });
});

test('frames, damage, cuts and additions at random, in random portions: the same whole and in pieces', () => {
  const frames = fc.array(fc.tuple(fc.integer({ min: 0, max: 6000 }), fc.constantFrom('data', 'skipped')), { minLength: 1, maxLength: 4 });
  const change = fc.record({
    how: fc.constantFrom('none', 'cut', 'flip', 'insert', 'remove', 'append'),
    where: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(frames, change, fc.uint8Array({ minLength: 1, maxLength: 20 }), anySizes, (all, { how, where }, junk, sizes) => {
      const bytes = Buffer.concat(all.map(([length, kind]) => (kind === 'data' ? frame : skippable)(text(length, length))));
      const content = Buffer.concat(all.filter(([, kind]) => kind === 'data').map(([length]) => text(length, length)));
      const at = 4 + Math.floor(where * (bytes.length - 4));
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
      if (how === 'flip' && after.length > 0) after[0] = (after[0] as number) ^ (junk[0] as number);
      const parts: Record<string, Buffer[]> = {
        cut: [before],
        insert: [before, Buffer.from(junk), after],
        remove: [before, after.subarray(junk.length)],
        append: [bytes, Buffer.from(junk)],
      };
      const found = decoded(Buffer.concat(parts[how] ?? [bytes]), ...sizes);
      if (how === 'none') expect(found.codes).toEqual([]);
      if (how === 'none' || how === 'append') expect(found.content.equals(content)).toBe(true);
      if (how === 'cut') expect(content.subarray(0, found.content.length).equals(found.content)).toBe(true);
    }),
    { numRuns: 100 },
  );
});
