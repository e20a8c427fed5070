// Texts in cells of a workbook: XML that cannot break, escapes that can be undone, and cuts that say so.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_CELL, serialTime, textCellXml, visibleText, xmlText } from '../../../src/main/export/xlsx/cell.ts';
import { columnName } from '../../../src/main/export/xlsx/parts.ts';
import { textOfWorkbook } from '../../helpers/cells.ts';
import { HOSTILE } from '../../helpers/hostile-strings.ts';

const altered = () => ({ escaped: 0, cut: 0, quoted: 0 });

test.each([
  ['a\u0001b', 'a_x0001_b'],
  ['\u202egnp', '_x202E_gnp'],
  ['\ud800', '_xD800_'],
  ['_x0041_', '_x005F_x0041_'],
  ['_x0041\u0001', '_x005F_x0041_x0001_'],
  ['\u{e0041}', '_xDB40__xDC41_'],
  ['\u3164\u115f\uffa0\u034f\u17b4', '_x3164__x115F__xFFA0__x034F__x17B4_'],
  ['\u{1d173}', '_xD834__xDD73_'],
  ['\u061c\u200e\u2066', '_x061C__x200E__x2066_'],
  ['❤\ufe0f \u{e0100}', '❤\ufe0f \u{e0100}'],
  ['తెలుగు 👩‍💻', 'తెలుగు 👩‍💻'],
  ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
])('%j is seen as %j', (text, seen) => {
  expect(visibleText(text).text).toBe(seen);
});

/** What a program makes of the text of a file. Source: ECMA-376, ST_Xstring. */
const shown = (xml: string): string => textOfWorkbook(xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));

test('every text that fits comes back, and the file has nothing that XML cannot hold', () => {
  const texts = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('_', 'x', '0', '4', '1', 'F', '\u0001', '<', '&', 'a') }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const { text: seen, cut } = visibleText(text);
      const xml = xmlText(seen);
      expect(xml).toMatch(/^(?:[\t\n\x20-\x25\x27-\x3b\x3d\x3f-\x7e\u00a0-\ud7ff\ue000-\ufffd]|[\u{10000}-\u{10ffff}]|&(?:amp|lt|gt);)*$/u);
      expect(shown(xml)).toBe(seen);
      if (!cut) expect(textOfWorkbook(seen)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['letters', 'x'.repeat(40_000)],
  ['pairs', '😀'.repeat(17_000)],
  ['escapes', '\u0001'.repeat(40_000)],
  ['lines', '\n'.repeat(40_000)],
])('a text too long for a cell is cut between %s, and says so', (_, text) => {
  const { text: seen, cut } = visibleText(text);
  expect(cut).toBe(true);
  expect(seen.length).toBeLessThanOrEqual(LONGEST_CELL);
  expect(seen.length).toBeGreaterThan(LONGEST_CELL - 10);
  const [, kept = ''] = /^(.*) \[…: cut here, the text has (\d+) characters; .*\]$/s.exec(seen) ?? [];
  expect(text.startsWith(textOfWorkbook(kept))).toBe(true);
  expect(kept).not.toMatch(/[\ud800-\udbff]$/);
  expect(seen).toContain(`the text has ${text.length} characters`);
});

test('more lines than a cell may have are escapes', () => {
  expect(visibleText('\n'.repeat(252)).text).toBe('\n'.repeat(252));
  expect(visibleText(`${'\n'.repeat(300)}`).text).toBe('_x000A_'.repeat(300));
});

test('what begins like a formula is marked as text, however long', () => {
  const count = altered();
  const style = (text: string): string => /s="(\d)"/.exec(textCellXml(text, count) ?? '')?.[1] ?? '';
  expect(['=1+1', "'=1", ` =${'x'.repeat(300)}`, 'plain', 'x'.repeat(300)].map(style)).toEqual(['3', '3', '4', '2', '0']);
  expect(count).toEqual({ escaped: 0, cut: 0, quoted: 3 });
  expect(textCellXml(null, count)).toBeNull();
});

test('times are days since 30 December 1899, cut to the millisecond by whoever reads them', () => {
  expect(serialTime(Date.UTC(1970, 0, 1))).toBe(25_569);
  expect(serialTime(Date.UTC(2000, 0, 1, 12))).toBe(36_526.5);
  expect(serialTime(Date.UTC(1900, 1, 28))).toBeNull();
  expect(serialTime(Date.UTC(10_000, 0, 1))).toBeNull();
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1900, 2, 1), max: Date.UTC(9999, 11, 31) }), (ms) => {
      const days = serialTime(ms) as number;
      expect(Math.abs((days - 25_569) * 86_400_000 - ms)).toBeLessThan(0.1);
      expect(Math.floor((days - 25_569) * 86_400_000)).toBe(ms);
    }),
  );
});

test('names of columns', () => {
  expect([0, 15, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'P', 'Z', 'AA', 'ZZ', 'AAA']);
});
