// The scanner of JSON boundaries equals a slow reading, character by character, on random JSON and on random soup.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as scan from '../../../src/main/ingest/json-scan.ts';

fc.configureGlobal({ seed: 20260221 });

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const endOfString = (text: string, at: number): number => scan.endOfString(bytes(text), at);
const endOfValue = (text: string, at: number): number => scan.endOfValue(bytes(text), at);
const skipSpace = (text: string, at: number): number => scan.skipSpace(bytes(text), at);

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** The shortest beginning at `at` that JSON.parse takes and that is not the beginning of a longer number or word; -1 for none. */
function slowEnd(text: string, at: number): number {
  for (let end = at + 1; end <= text.length; end++) {
    try {
      JSON.parse(Buffer.from(text.slice(at, end), 'latin1').toString('utf8'));
    } catch {
      continue;
    }
    if (!/[-+.\w]/.test(text[end] ?? ' ')) return end;
  }
  return -1;
}

const key = fc.oneof(fc.string({ unit: 'binary', maxLength: 4 }), fc.constantFrom('"', '\\', '\\"', '},{"eventVersion"', '[', '}'));
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.oneof(key, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
})).value;

test('the end of a random value, whatever stands before and after it', () => {
  const space = fc.constantFrom('', ' ', '\n', '\r\n\t ');
  fc.assert(
    fc.property(
      json,
      fc.constantFrom('', ',', ']', '}', ',{"eventVersion"', '\n{'),
      space,
      fc.constantFrom(0, 1),
      (value, after, gap, indent) => {
        const before = latin1(`[${gap}`);
        const own = latin1(JSON.stringify(value, null, indent));
        const text = before + own + latin1(gap + after);
        expect(skipSpace(text, 1)).toBe(before.length);
        expect(endOfValue(text, before.length)).toBe(before.length + own.length);
        expect(endOfValue(text, before.length)).toBe(slowEnd(text, before.length));
      },
    ),
  );
});

test('an array, object or string cut off anywhere has no end', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(json, { maxLength: 3 }), fc.dictionary(key, json, { maxKeys: 3 }), key), (value) => {
      const text = latin1(JSON.stringify(value));
      for (let cut = 1; cut < text.length; cut++) expect(endOfValue(text.slice(0, cut), 0)).toBe(-1);
    }),
    { numRuns: 60 },
  );
});

test('the end of a string equals a reading character by character', () => {
  const characters = fc.array(fc.constantFrom('"', '\\', 'a', '{', '\n'), { maxLength: 30 });
  fc.assert(
    fc.property(characters, (soup) => {
      const text = `"${soup.join('')}`;
      let slow = -1;
      for (let i = 1; i < text.length && slow < 0; i++) {
        if (text[i] === '\\') i++;
        else if (text[i] === '"') slow = i + 1;
      }
      expect(endOfString(text, 0)).toBe(slow);
    }),
  );
});

test('on any soup it ends, after at least one character and within the text', () => {
  const soup = fc.array(fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\n', '\0', 'a', '1'), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(soup, (characters) => {
      const text = characters.join('');
      for (let at = 0; at < text.length; at++) {
        const end = endOfValue(text, at);
        expect(end === -1 || (end > at && end <= text.length)).toBe(true);
      }
    }),
  );
});

test('white space is that of JSON, no more', () => {
  expect(skipSpace(' \t\r\nx', 0)).toBe(4);
  expect(skipSpace('\u00a0x', 0)).toBe(0);
  expect(skipSpace('\v', 0)).toBe(0);
  expect(skipSpace('\0', 0)).toBe(0);
  expect(skipSpace('   ', 1)).toBe(3);
  expect(skipSpace('', 0)).toBe(0);
});

test('garbage is passed in pieces: a control character with all that follow it', () => {
  expect(endOfValue('\0\0\0,', 0)).toBe(3);
  expect(endOfValue('\0{', 0)).toBe(1);
  expect(endOfValue('tru,', 0)).toBe(3);
  expect(endOfValue(',,', 0)).toBe(1);
  expect(endOfValue(']]', 0)).toBe(1);
});

test('depth is data: a million brackets are balanced without recursion', () => {
  const depth = 1_000_000;
  const text = '['.repeat(depth) + ']'.repeat(depth);
  expect(endOfValue(text, 0)).toBe(2 * depth);
  expect(endOfValue(text, 1)).toBe(2 * depth - 1);
  expect(endOfValue(text.slice(0, -1), 0)).toBe(-1);
});
