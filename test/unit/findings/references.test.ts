// References are read back as they were written, whatever a log put into the value.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from '../../../src/main/report/html.ts';
import { markdown } from '../../../src/main/report/markdown.ts';
import { PIVOT_KINDS } from '../../../src/shared/pivots.ts';
import { printReference, REFERENCE_KINDS, referenceIn, referencesOf, textPieces } from '../../../src/shared/references.ts';

test('any value of any kind is read back, also within other text', () => {
  const hostile = fc.constantFrom(
    '[',
    ']',
    ']]',
    '[[',
    '\\',
    '\\]',
    '\n',
    '\r',
    '\r\n',
    '\0',
    '\u2028',
    ' ',
    '\t',
    '`',
    '*',
    '_',
    '|',
    '<b>',
    '&lt;',
    '](',
    ':',
  );
  const piece = fc.oneof(hostile, fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }));
  const value = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));
  const read: (string | null)[] = [];
  fc.assert(
    fc.property(fc.constantFrom(...REFERENCE_KINDS), value, (kind, text) => {
      const written = printReference({ kind, value: text });
      expect(referenceIn(written)).toEqual({ kind, value: text });
      expect(written).not.toMatch(/[\n\r\0]/);
      // As the report's Markdown finds it.
      read.length = 0;
      markdown(written, (found) => {
        read.push(found);
        return null;
      });
      expect(read.map((found) => referenceIn(`[[${found}]]`))).toEqual([{ kind, value: text }]);
      expect(textPieces(`a [[b ${written}]] c`).filter(({ reference }) => reference)).toEqual([
        { text: written, reference: { kind, value: text } },
      ]);
    }),
  );
});

test('pieces are the text; what is no reference is text', () => {
  const text = 'x [[event:a]] [[nope:b]] [[key:]] [[ip:1.2.3.4]][[unfinished';
  const pieces = textPieces(text);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(referencesOf([text, '[[IP:1.2.3.4]]'])).toEqual([
    { kind: 'event', value: 'a' },
    { kind: 'ip', value: '1.2.3.4' },
  ]);
});

test('a value with brackets is one reference in Markdown, and what Markdown would drop stays text', () => {
  const { text: shown } = markdown(
    'see [[userAgent:\\[S3Console/0.4\\]]] now\n\n[x]: https://example.test/gone',
    (found) => html`${found}`,
  );
  expect(shown).toContain('userAgent:\\[S3Console/0.4\\]');
  expect(shown).toContain('now');
  // More brackets than the parser is asked about.
  expect(markdown('['.repeat(10_001), () => null).text).toMatch(/^<p><bdi>\[{10001}</);
  expect(shown).toContain('https://example.test/gone');
});

test('every pivot kind can be referred to', () => {
  for (const kind of PIVOT_KINDS) expect(REFERENCE_KINDS).toContain(kind);
});

test('a text of brackets only takes no time', () => {
  const started = performance.now();
  expect(textPieces('[[a:'.repeat(25_000))).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(1000);
});
