// Markdown of notes: parts of few kinds, nothing that loads, runs or leads away, whatever was written.
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { hasMarkup, markdownLine, markdownParts } from '../../../src/renderer/components/markdown.tsx';
import { MARKDOWN_OPTIONS, type MarkdownPart, MOST_MARKDOWN_PARTS } from '../../../src/shared/markdown.ts';

const text = (words: string): MarkdownPart => ({ kind: 'text', text: words });
const paragraph = (...of: MarkdownPart[]): MarkdownPart => ({ kind: 'paragraph', of });

test('what is written becomes parts', () => {
  expect(markdownParts('# Why\n**bold** and `code`\nnext [[event:1]] ~~gone~~')).toEqual([
    { kind: 'heading', level: 1, of: [text('Why')] },
    paragraph(
      { kind: 'strong', of: [text('bold')] },
      text(' and '),
      { kind: 'code', text: 'code' },
      { kind: 'break' },
      text('next '),
      { kind: 'reference', text: 'event:1' },
      text(' '),
      { kind: 'struck', of: [text('gone')] },
    ),
  ]);
  expect(markdownParts('3. three\n4. four\n\n> said\n\n    code\n\n---')).toMatchObject([
    { kind: 'list', start: 3, of: [{ kind: 'item' }, { kind: 'item' }] },
    { kind: 'quote', of: [paragraph(text('said'))] },
    { kind: 'block', text: 'code' },
    { kind: 'rule' },
  ]);
  expect(markdownParts('|a|b|\n|-|-|\n|1|*2*|')).toEqual([
    {
      kind: 'table',
      rows: [
        [[text('a')], [text('b')]],
        [[text('1')], [{ kind: 'emphasis', of: [text('2')] }]],
      ],
    },
  ]);
});

test('HTML, links and pictures are text', () => {
  const shown = (written: string): string => JSON.stringify(markdownParts(written));
  for (const written of ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', 'a <b onclick=x>b</b>']) {
    expect(markdownLine(written)).toBe(written);
  }
  for (const written of ['[x](javascript:alert(1))', '[x](vbscript:y)', '[x](data:text/html,y)', '[x](file:///etc/passwd)']) {
    expect(shown(written)).not.toContain('"link"');
    expect(markdownLine(written)).toContain('x');
  }
  expect(markdownParts('[shop](https://example.test/a?b)')).toEqual([
    paragraph({ kind: 'link', address: 'https://example.test/a?b', of: [text('shop')] }),
  ]);
  expect(markdownParts('![p](https://example.test/p.png)')).toEqual([
    paragraph({ kind: 'image', address: 'https://example.test/p.png', text: 'p' }),
  ]);
});

test('references: what stands between double brackets, on one line', () => {
  const references = (written: string): string[] =>
    [...JSON.stringify(markdownParts(written)).matchAll(/"reference","text":"([^"]*)"/g)].map(([, one]) => one ?? '');
  expect(references('[[event:a]] [[key:AKIA ]] [[finding:x|the title]]')).toEqual(['event:a', 'key:AKIA ', 'finding:x|the title']);
  expect(references('[[]] [[ ]] [[ip:a\nb]] [[open `[[ip:code]]` [a]] [[nokind]] [[a[[ip:b]]')).toEqual(['ip:b']);
  // A link reference definition would vanish.
  expect(markdownLine('[x]: https://example.test')).toBe('[x]: https://example.test');
  expect(markdownLine('see [[event:a]]')).toBe('see [[event:a]]');
});

test('hostile texts end, and are cut where they have too many parts', () => {
  const many = 100_000;
  for (const piece of ['[', '[[', '*', '_', '`', '> ', '- ', '![', '](', '<', '&', '|', '~~', '\\', '[a](', '**a ', '1. ', '\u202e']) {
    const written = piece.repeat(Math.floor(many / piece.length));
    const parts = markdownParts(written);
    expect(parts === null || parts.length <= MOST_MARKDOWN_PARTS, piece).toBe(true);
  }
  const depth = (parts: readonly MarkdownPart[]): number => Math.max(0, ...parts.map((part) => ('of' in part ? 1 + depth(part.of) : 1)));
  expect(depth(markdownParts(`${'> '.repeat(5000)}x`) ?? [])).toBeLessThan(150);
  expect(depth(markdownParts(`${'- '.repeat(5000)}x`) ?? [])).toBeLessThan(250);
  expect(markdownParts('a\n\n'.repeat(MOST_MARKDOWN_PARTS))).toBeNull();
  expect(markdownLine('a\u202eb\u0000c')).toBe('a\\u202eb\ufffdc');
  expect(markdownLine(`${'word '.repeat(1000)}`).length).toBeLessThan(310);
});

test('no token of the parser is left out: as much text as it would print', () => {
  const parser = new MarkdownIt(MARKDOWN_OPTIONS);
  const written = 'A *b* **c** `d` [e](https://e.test) \n\n- f\n- g\n\n> h\n\n| i | j |\n|---|---|\n| k | l |\n\n```\nm\n```\n&amp; n\\*';
  const printed = parser
    .render(written)
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&');
  const words = (list: string): string => list.replace(/\s+/g, ' ').trim();
  expect(words(markdownLine(written, 10_000))).toBe(words(printed));
});

test('a plain text reads as it is written', () => {
  expect(['one', 'one\ntwo'].map(hasMarkup)).toEqual([false, false]);
  expect(['*one*', 'one\n\ntwo', '- one', '[[event:1]]'].map(hasMarkup)).toEqual([true, true, true, true]);
});
