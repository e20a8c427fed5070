// gzip data, whole and in portions: every member of it, whatever its header says; and of damaged data what the longest prefix decodes to.
import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anySizes, decoded, longestPrefix, member, text } from './decoding.ts';

fc.configureGlobal({ seed: 20260221 });

const EMPTY = Buffer.alloc(0);
const some = text(400);
/** Longer, compressed, than the slices in which it is decoded. */
const long = text(70_000, 2);

const VALID: [string, Buffer, Buffer][] = [
  ['one member', gzipSync(some), some],
  ['an extra field', member(some, { extra: Buffer.from('AB\x04\0abcd', 'latin1') }), some],
  ['a long extra field', member(some, { extra: Buffer.alloc(65_535, 7) }), some],
  ['a file name', member(some, { name: 'log.json' }), some],
  ['a file name and a comment', member(some, { name: 'a'.repeat(5000), comment: 'b'.repeat(20_000) }), some],
  ['a checksum of the header', member(some, { name: 'log', checksum: true }), some],
  ['everything in the header', member(some, { extra: Buffer.alloc(9), name: 'n', comment: 'c', checksum: true }), some],
  ['stored blocks', member(long, {}, 0), long],
  ['the best compression', member(long, {}, 9), long],
  ['no content', member(EMPTY), EMPTY],
  ['several members', Buffer.concat([member(some), member(long), member(some, { name: 'x' })]), Buffer.concat([some, long, some])],
  ['members without content', Buffer.concat([member(EMPTY), member(some), member(EMPTY), member(some)]), Buffer.concat([some, some])],
  ['a thousand members', Buffer.concat(Array(1000).fill(member(Buffer.from('{}\n')))), Buffer.from('{}\n'.repeat(1000))],
];

test.each(VALID)('%s', (_, bytes, content) => {
  for (const sizes of [[7, 1000], [16_384], [20_000]]) {
    const found = decoded(bytes, ...sizes);
    expect([found.encoding, found.codes]).toEqual(['gzip', []]);
    expect(found.content.equals(content)).toBe(true);
  }
  const tool = spawnSync('gzip', ['-dc'], { input: bytes, maxBuffer: 1e8 });
  expect([tool.status, tool.stdout.equals(content)]).toEqual([0, true]);
});

test('a member may end with a slice: what follows it is read all the same', () => {
  const slice = 16_384;
  // A stored block has a known length: header 10, block header 5, trailer 8.
  const exact = member(text(slice - 23), {}, 0);
  expect(exact.length).toBe(slice);
  const content = text(slice - 23);
  for (const [behind, codes, more] of [
    [member(some), [], some],
    [Buffer.alloc(100), ['GZIP_TRAILING_BYTES'], EMPTY],
    [Buffer.concat([Buffer.alloc(slice), member(some)]), ['GZIP_TRAILING_BYTES'], EMPTY],
    [Buffer.from([0x1f]), ['GZIP_TRUNCATED'], EMPTY],
    [member(some).subarray(0, 9), ['GZIP_TRUNCATED'], EMPTY],
  ] as [Buffer, string[], Buffer][]) {
    const found = decoded(Buffer.concat([exact, behind]), 1000);
    expect(found.codes).toEqual(codes);
    expect(found.content.equals(Buffer.concat([content, more]))).toBe(true);
  }
});

describe('cut off', () => {
  const bytes = Buffer.concat([member(some, { extra: Buffer.alloc(3), name: 'n', checksum: true }), member(EMPTY), member(some)]);
  const ends = [bytes.length - member(some).length - member(EMPTY).length, bytes.length - member(some).length, bytes.length];

  test('anywhere: all that the bytes decode to is there, and it is said that they end too early', () => {
    let before = 0;
    for (let length = 2; length <= bytes.length; length++) {
      const found = decoded(bytes.subarray(0, length), 100);
      expect(found.codes, `cut at ${length}`).toEqual(ends.includes(length) ? [] : ['GZIP_TRUNCATED']);
      expect(found.content.equals(longestPrefix(bytes.subarray(0, length), 'gzip').content), `cut at ${length}`).toBe(true);
      expect(found.content.length).toBeGreaterThanOrEqual(before);
      before = found.content.length;
    }
    expect(before).toBe(2 * some.length);
  });

  test('where it is long, and by the common tool’s account', () => {
    const whole = member(long);
    expect(whole.length).toBeGreaterThan(21_000);
    for (const length of [16_383, 16_384, 16_385, 19_000, whole.length - 9, whole.length - 8, whole.length - 1]) {
      const cut = whole.subarray(0, length);
      const found = decoded(cut, 5000);
      expect(found.codes).toEqual(['GZIP_TRUNCATED']);
      expect(found.content.equals(long.subarray(0, found.content.length))).toBe(true);
      const tool = spawnSync('gzip', ['-dc'], { input: cut });
      expect(tool.status).not.toBe(0);
      // It gives whole windows only, and of them never more.
      expect(found.content.subarray(0, tool.stdout.length).equals(tool.stdout)).toBe(true);
      expect(found.content.length).toBeGreaterThanOrEqual(tool.stdout.length);
    }
  });
});

describe('damaged', () => {
  const first = member(some, { name: 'n', checksum: true });
  const bytes = Buffer.concat([first, member(some)]);

  /** @param second where a second member begins; its mark may be damaged */
  function expectPrefix(second: number, damaged: Buffer, ...sizes: number[]): void {
    const found = decoded(damaged, ...sizes);
    const { length, content } = longestPrefix(damaged, 'gzip');
    expect(found.content.equals(content)).toBe(true);
    if (length === damaged.length) return;
    // Without its mark it is none, but bytes behind the first.
    const behind = length === second + 1 && damaged.readUInt16BE(second) !== 0x1f8b;
    const [code, at] = behind ? ['GZIP_TRAILING_BYTES', second] : ['GZIP_DAMAGED', length];
    expect(found.problems).toEqual([expect.objectContaining({ code, at })]);
  }

  test('in any byte: what the longest prefix decodes to is there, and the place of the damage', () => {
    const headers = [2, first.length];
    for (let at = 2; at < bytes.length; at += headers.some((header) => at >= header && at < header + 30) ? 1 : 4) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 0x5a;
      expectPrefix(first.length, damaged, 333);
    }
  });

  test('anywhere in long data', () => {
    const whole = member(long);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), anySizes, (at, flip, sizes) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] as number) ^ flip;
        expectPrefix(Number.NaN, damaged, ...sizes);
      }),
      { numRuns: 25 },
    );
  });

  test('a wrong checksum or length takes nothing away', () => {
    for (const back of [1, 5]) {
      const damaged = gzipSync(long);
      damaged[damaged.length - back] = (damaged[damaged.length - back] as number) ^ 1;
      const found = decoded(damaged, 10_000);
      expect(found.codes).toEqual(['GZIP_DAMAGED']);
      expect(found.content.equals(long)).toBe(true);
    }
  });
});

test.each<[string, Buffer, string[]]>([
  ['zeros', Buffer.alloc(512), ['GZIP_TRAILING_BYTES']],
  ['one zero', Buffer.alloc(1), ['GZIP_TRAILING_BYTES']],
  ['zeros and a member', Buffer.concat([Buffer.alloc(9), gzipSync(some)]), ['GZIP_TRAILING_BYTES']],
  ['text', Buffer.from('and more\n'), ['GZIP_TRAILING_BYTES']],
  ['one byte', Buffer.from('a'), ['GZIP_TRAILING_BYTES']],
  ['half a mark and text', Buffer.from('\x1f and more\n', 'latin1'), ['GZIP_TRAILING_BYTES']],
  ['text and a member', Buffer.concat([Buffer.from('and more\n'), gzipSync(some)]), ['GZIP_TRAILING_BYTES']],
  ['more than is decoded at a time', Buffer.alloc(40_000, 'x'), ['GZIP_TRAILING_BYTES']],
  ['a member of another method', Buffer.from([0x1f, 0x8b, 9, 0, 0, 0, 0, 0, 0, 0]), ['GZIP_DAMAGED']],
  ['the beginning of a mark', Buffer.from([0x1f]), ['GZIP_TRUNCATED']],
  ['a mark', Buffer.from([0x1f, 0x8b]), ['GZIP_TRUNCATED']],
])('%s behind the data: the content is whole, and it is said', (_, behind, codes) => {
  const bytes = Buffer.concat([gzipSync(long), behind]);
  for (const size of [100, 100_000]) {
    const found = decoded(bytes, size);
    expect(found.codes).toEqual(codes);
    expect(found.content.equals(long)).toBe(true);
    if (codes[0] === 'GZIP_TRAILING_BYTES')
      expect(found.problems).toEqual([
        { code: codes[0], layer: 0, at: bytes.length - behind.length, detail: `${behind.length} bytes after the gzip data, not read` },
      ]);
  }
});

test('text behind the last of several members, wherever that ends, takes nothing away', () => {
  for (const length of [16_384 - 2, 16_384 - 1, 16_384, 16_384 + 1, 20_000]) {
    const first = member(some);
    // A stored block has a known length: header 10, block header 5, trailer 8.
    const content = text(length - first.length - 23, 3);
    const whole = Buffer.concat([first, member(content, {}, 0)]);
    expect(whole.length).toBe(length);
    for (const behind of ['x', '<html>']) {
      const found = decoded(Buffer.concat([whole, Buffer.from(behind)]), 1000);
      expect(found.problems).toEqual([expect.objectContaining({ code: 'GZIP_TRAILING_BYTES', at: length })]);
      expect(found.content.equals(Buffer.concat([some, content]))).toBe(true);
    }
  }
});

test('members, damage, cuts and additions at random, in random portions', () => {
  const header = fc.record(
    { extra: fc.uint8Array({ maxLength: 40 }).map(Buffer.from), name: fc.constantFrom('', 'log'), checksum: fc.boolean() },
    { requiredKeys: [] },
  );
  const members = fc.array(fc.tuple(fc.integer({ min: 0, max: 4000 }), header, fc.constantFrom(0, 1, 9)), { minLength: 1, maxLength: 4 });
  const change = fc.record({
    how: fc.constantFrom('none', 'cut', 'flip', 'insert', 'remove', 'append'),
    where: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(members, change, fc.uint8Array({ minLength: 1, maxLength: 20 }), anySizes, (all, { how, where }, junk, sizes) => {
      const bytes = Buffer.concat(all.map(([length, head, level]) => member(text(length, length), head, level)));
      const at = 2 + Math.floor(where * (bytes.length - 2));
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
      if (how === 'flip' && after.length > 0) after[0] = (after[0] as number) ^ (junk[0] as number);
      const parts: Record<string, Buffer[]> = {
        cut: [before],
        insert: [before, Buffer.from(junk), after],
        remove: [before, after.subarray(junk.length)],
        append: [bytes, Buffer.from(junk)],
      };
      const made = Buffer.concat(parts[how] ?? [bytes]);
      const found = decoded(made, ...sizes);
      expect(found.content.equals(longestPrefix(made, 'gzip').content)).toBe(true);
      if (how === 'none') expect(found.codes).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
