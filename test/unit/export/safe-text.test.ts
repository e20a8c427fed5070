// Cells of CSV: nothing that a spreadsheet would run, and every text back by one rule.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainLine } from '../../../src/main/export/plain-line.ts';
import { csvField, csvLine, jsonText } from '../../../src/main/safe-text.ts';
import { textCell } from '../../../src/shared/safe-cell.ts';
import { textOfCell } from '../../helpers/cells.ts';
import { HOSTILE } from '../../helpers/hostile-strings.ts';

test.each([
  ['RunInstances', 'RunInstances'],
  ['=1+1', "'=1+1"],
  ['-', "'-"],
  ['＝1+1', "'＝1+1"],
  ["'quoted", "''quoted"],
  ['\t=1', "'\t'=1"],
  [' \u200b=1', "' \u200b=1"],
  ['\nx', "'\nx"],
  ['a;=1', "a;'=1"],
  ["a;'b", "a;''b"],
  ['(X11; Linux)', '(X11; Linux)'],
  ['a=1;b=2', 'a=1;b=2'],
  ['c;"=1+1;d', 'c;\'"=1+1;d'],
  ['i;\'"=1+1', "i;''\"=1+1"],
  ['x - y', 'x - y'],
])('%j stands as %j', (text, cell) => {
  expect(textCell(text)).toBe(cell);
});

test('a row', () => {
  expect(csvLine(['a', null, '', 'b,c', 'd"e', 7, -7, 'f;g', ' h'])).toBe('a,,"","b,c","d""e",7,-7,"f;g"," h"\n');
});

const texts = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\u3164', '\u200b', '\u061c', '\u{e0041}', '\u{1d173}', '\ufe0f', '\ufff9') }),
  fc.string({ unit: fc.constantFrom('=', "'", '-', '\t', '\r', '\n', ';', ' ', 'a', '"', ',', '\u00a0', '＝', '\0') }),
);

test('every text comes back, and none begins a formula, whichever character divides cells', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const cell = textCell(text);
      expect(textOfCell(cell)).toBe(text);
      const [first = '', ...others] = cell.split(/[;\t\r\n]/);
      expect(first).not.toMatch(/^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠−]/u);
      // A program that divides there whatever is quoted joins what is within quotes and what comes after them.
      for (const part of others) expect(part).not.toMatch(/^["\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠−]/u);
      expect(cell).not.toMatch(/^[\t\r\n]/);
      // As RFC 4180 has it: quoted, or free of what divides.
      expect(csvField(text)).toMatch(/^(?:"(?:[^"]|"")*"|[^",;\t\r\n]*)$/);
    }),
    { numRuns: 2000 },
  );
});

/** All that Unicode calls invisible, but for joiners and selectors of variants, which scripts and emoji need. */
const UNSEEN_CHARACTER =
  /(?!\u200c|\u200d|[\u180b-\u180d\u180f]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/u;

test.each([
  ['\u3164', '"\\u3164"'],
  ['a\u200b\u00adb', '"a\\u200b\\u00adb"'],
  ['\u061c\u2067', '"\\u061c\\u2067"'],
  ['\u{e0041}', '"\\udb40\\udc41"'],
  ['👩‍💻 ❤️', '"👩‍💻 ❤️"'],
])('JSON of %j is written %s', (text, json) => {
  expect(jsonText(text)).toBe(json);
  expect(JSON.parse(json)).toBe(text);
});

test('JSON of a text is one line, and the same text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(JSON.parse(jsonText(text))).toBe(text);
      expect(jsonText(text)).not.toMatch(UNSEEN_CHARACTER);
      expect(plainLine(text)).not.toMatch(UNSEEN_CHARACTER);
    }),
  );
});
