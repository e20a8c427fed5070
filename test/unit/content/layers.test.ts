// Encodings around one another, and text of UTF-16: recognised by the first bytes, taken off from the outside in, the same whole and in portions.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeContent } from '../../../src/main/content.ts';
import { ContentStream, PIECE_BYTES } from '../../../src/main/content-stream.ts';
import { anySizes, decoded, frame, member, text } from './decoding.ts';

fc.configureGlobal({ seed: 20260221 });

const json = '{"Records":[{"name":"é 🐈 \u{10ffff} नमस्ते"}]}';
const bytes = Buffer.from(json);

const le = (of: string): Buffer => Buffer.from(of, 'utf16le');
const be = (of: string): Buffer => Buffer.from(of, 'utf16le').swap16();
const gzip = (of: Buffer): Buffer => gzipSync(of);

test.each<[string, Buffer, string, string]>([
  ['plain', bytes, 'identity', json],
  ['a byte order mark of UTF-8 stays', Buffer.from(`\ufeff${json}`), 'identity', `\ufeff${json}`],
  ['gzip in gzip', gzip(gzip(bytes)), 'gzip+gzip', json],
  ['zstd in gzip', gzip(frame(bytes)), 'gzip+zstd', json],
  ['gzip in zstd', frame(gzip(bytes)), 'zstd+gzip', json],
  ['UTF-16LE with its mark', le(`\ufeff${json}`), 'utf-16le', json],
  ['UTF-16BE with its mark', be(`\ufeff${json}`), 'utf-16be', json],
  ['UTF-16LE without', le(json), 'utf-16le', json],
  ['UTF-16BE without', be(json), 'utf-16be', json],
  ['a list in UTF-16LE', le('[{}]'), 'utf-16le', '[{}]'],
  ['a list in UTF-16BE', be('[\n{}]'), 'utf-16be', '[\n{}]'],
  ['a second mark is text', le(`\ufeff\ufeff${json}`), 'utf-16le', `\ufeff${json}`],
  ['a mark alone', le('\ufeff'), 'utf-16le', ''],
  ['UTF-16 in zstd in gzip', gzip(frame(be(`\ufeff${json}`))), 'gzip+zstd+utf-16be', json],
  ['nothing', Buffer.alloc(0), 'identity', ''],
  ['nothing in gzip', gzip(Buffer.alloc(0)), 'gzip', ''],
  ['one byte', Buffer.from('{'), 'identity', '{'],
  ['a bracket and a zero', Buffer.from('{\0'), 'identity', '{\0'],
  ['three bytes of a mark', frame(bytes).subarray(0, 3), 'identity', '(\ufffd/'],
])('%s', (_, made, encoding, content) => {
  for (const size of [1, 2, 3, 5, 1000]) {
    const found = decoded(made, size);
    expect([found.encoding, found.codes, found.content.toString()]).toEqual([encoding, [], content]);
  }
});

test('a text is the innermost layer: what looks compressed in it is not taken apart', () => {
  const found = decoded(le('\ufeff\u001f\u008b'), 1);
  expect([found.encoding, found.codes, found.content.toString()]).toEqual(['utf-16le', [], '\u001f\u008b']);
});

test('of more layers than four the others are left, and it is said, after what is said of the layers outside', () => {
  const four = gzip(gzip(gzip(gzip(bytes))));
  expect(decoded(four, 10)).toMatchObject({ encoding: 'gzip+gzip+gzip+gzip', codes: [], content: bytes });
  const five = Buffer.concat([gzip(four), Buffer.alloc(5)]);
  const found = decoded(five, 10);
  expect(found).toMatchObject({ encoding: 'gzip+gzip+gzip+gzip', codes: ['GZIP_TRAILING_BYTES', 'CONTENT_LAYERS'], content: gzip(bytes) });
});

test('problems of every layer are told, the outermost first, each with its place in its own layer', () => {
  const inner = Buffer.concat([gzip(bytes), Buffer.alloc(3)]);
  const outer = Buffer.concat([frame(inner), Buffer.from('tail')]);
  const found = decoded(outer, 7);
  expect(found.content.equals(bytes)).toBe(true);
  expect(found.problems).toMatchObject([
    { code: 'ZSTD_TRAILING_BYTES', layer: 0, at: frame(inner).length },
    { code: 'GZIP_TRAILING_BYTES', layer: 1, at: gzip(bytes).length },
  ]);
});

describe('damage', () => {
  const long = text(60_000);
  const two = gzip(member(long, {}, 1));
  const mixed = frame(member(long, {}, 1));

  test.each([
    ['gzip in gzip', two],
    ['gzip in zstd', mixed],
    ['zstd in gzip', member(frame(long), {}, 0)],
    ['UTF-16 in gzip', gzip(le(`\ufeff${long}`))],
  ])('in the outer layer, in both, or cut off: %s', (_, whole) => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }), anySizes, (at, flip, sizes) => {
        const made = flip === 0 ? whole.subarray(0, at) : Buffer.from(whole);
        if (flip !== 0) made[at] = (made[at] as number) ^ flip;
        const found = decoded(made, ...sizes);
        if (flip !== 0) return;
        // Half a code unit at the end is a character of its own.
        const content = found.content.toString().replace(/\ufffd$/, '');
        expect([found.codes.length > 0, long.toString().startsWith(content)]).toEqual([true, true]);
      }),
      { numRuns: 12 },
    );
  });

  test('in the inner layer only: all before it is there', () => {
    const inner = member(long, {}, 1);
    inner[20_000] = (inner[20_000] as number) ^ 0xff;
    for (const outer of [gzip(inner), frame(inner), gzip(frame(inner))]) {
      const found = decoded(outer, 3000);
      const alone = decoded(inner, 3000);
      expect(found.codes).toEqual(['GZIP_DAMAGED']);
      expect(found.content.equals(alone.content)).toBe(true);
      expect(found.problems[0]?.at).toBe(alone.problems[0]?.at);
      expect(alone.content.length).toBeGreaterThan(30_000);
    }
  });
});

describe('halves of characters in UTF-16', () => {
  test.each<[string, Buffer, string]>([
    ['a first half alone', le('{"a":"\ud800"}'), '{"a":"\ufffd"}'],
    ['a second half alone', le('{"a":"\udc00"}'), '{"a":"\ufffd"}'],
    ['the halves the wrong way round', be('{"a":"\udc00\ud800"}'), '{"a":"\ufffd\ufffd"}'],
    ['a first half before a pair', le('{"a":"\ud83d\ud83d\ude00"}'), '{"a":"\ufffd😀"}'],
    ['a first half at the end', le('{"a":"\ud800'), '{"a":"\ufffd'],
    ['half a code unit at the end', Buffer.concat([le('{"a":1}'), Buffer.from('x')]), '{"a":1}\ufffd'],
    ['a first half and half a code unit at the end', Buffer.concat([be('{"a":1}\ud800'), Buffer.from('x')]), '{"a":1}\ufffd'],
  ])('%s: shown as U+FFFD, as the platform’s decoder does, and said', (_, made, content) => {
    const platform = new TextDecoder(made[0] === 0 ? 'utf-16be' : 'utf-16le').decode(made);
    for (const size of [1, 2, 3, 100]) {
      const found = decoded(made, size);
      expect([found.content.toString(), found.codes]).toEqual([content, ['TEXT_NOT_UTF16']]);
      expect(found.content.toString()).toBe(platform);
    }
  });

  test('any code units, in any portions, as the platform’s decoder has them', () => {
    const units = fc.array(fc.oneof(fc.integer({ min: 0xd700, max: 0xe0ff }), fc.integer({ min: 32, max: 0xffff })), { maxLength: 60 });
    fc.assert(
      fc.property(units, fc.boolean(), fc.boolean(), anySizes, (all, big, odd, sizes) => {
        const body = le(`{"${String.fromCharCode(...all)}`);
        const made = Buffer.concat([big ? body.swap16() : body, Buffer.alloc(odd ? 1 : 0, 65)]);
        const found = decoded(made, ...sizes);
        const wanted = new TextDecoder(big ? 'utf-16be' : 'utf-16le').decode(made);
        expect(found.content.toString()).toBe(wanted);
        expect(found.codes.length > 0).toBe(odd || !(String.fromCharCode(...all) as any).isWellFormed());
      }),
      { numRuns: 200 },
    );
  });
});

describe('limits', () => {
  test('what decodes to more than is read at once gives no content, damaged or not', () => {
    const large = gzipSync(Buffer.alloc(65_000_000), { level: 1 });
    const damaged = Buffer.from(large);
    damaged[damaged.length - 5] = (damaged[damaged.length - 5] as number) ^ 1;
    for (const made of [large, damaged, large.subarray(0, -3), Buffer.concat([large, Buffer.from('x')]), gzip(large)]) {
      const { bytes: content, problems } = decodeContent(made);
      expect([content, problems.map(({ code }) => code)]).toEqual([null, ['CONTENT_TOO_LARGE']]);
    }
    const most = gzipSync(Buffer.alloc(64_000_000), { level: 1 });
    const just = decodeContent(most);
    expect([just.bytes?.length, just.problems]).toEqual([64_000_000, []]);
    const cut = decodeContent(most.subarray(0, -1));
    expect([cut.bytes?.length, cut.problems.map(({ code }) => code)]).toEqual([64_000_000, ['GZIP_TRUNCATED']]);
  });

  test('pieces have one length, whatever the portions and layers', () => {
    const content = Buffer.alloc(2.5 * PIECE_BYTES, 'abcdefghi\n');
    for (const made of [content, gzip(content), frame(gzip(content)), gzip(le(`\ufeff${content.toString('latin1', 0, PIECE_BYTES)}`))]) {
      const lengths: number[] = [];
      const stream = new ContentStream((piece) => lengths.push(piece.length));
      for (let at = 0; at < made.length; at += 100_003) stream.push(made.subarray(at, at + 100_003));
      stream.end();
      expect(lengths.slice(0, -1).every((length) => length === PIECE_BYTES)).toBe(true);
      expect(lengths.at(-1)).toBeLessThanOrEqual(PIECE_BYTES);
    }
  });
});
