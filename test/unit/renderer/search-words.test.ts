// What the search of the window says: numbers that agree with their words, and no text that hides or turns around.
import { expect, test } from 'vitest';
import { foundText, progressParts, quoted, searchedText, snippetText } from '../../../src/renderer/views/search/search-words.ts';
import { questionOf } from '../../../src/renderer/views/search/use-search.ts';
import type { JobStatus, SearchSummary } from '../../../src/shared/domain.ts';

const asked = (text: string, regex = false) => ({ text, regex, ignoreCase: true, filter: '' });

test('how many events say it', () => {
  expect(foundText(0, asked('x'))).toBe('No event says “x”');
  expect(foundText(1, asked('x'))).toBe('1 event says “x”');
  expect(foundText(1234, asked('x'))).toBe('1,234 events say “x”');
  expect([0, 1, 2].map((hits) => foundText(hits, asked('a.b', true)))).toEqual([
    'No event matches “a.b”',
    '1 event matches “a.b”',
    '2 events match “a.b”',
  ]);
});

test('what was searched', () => {
  expect(searchedText({ events: 11_518, items: 910, contentBytes: 24_000_000 } as SearchSummary)).toBe(
    'searched 11,518 events in 910 items, 24 MB of JSON',
  );
  expect(searchedText({ events: 1, items: 1, contentBytes: 900 } as SearchSummary)).toBe('searched 1 event in 1 item, 900 B of JSON');
});

test('a text in a sentence is cut, never in the middle of a character, and shows what it hides', () => {
  expect(quoted('\u202eevil\u0007\n')).toBe('“\\u202eevil\\u0007\\n”');
  expect(quoted('😀'.repeat(61))).toBe(`“${'😀'.repeat(60)}…”`);
});

test('the layout of JSON takes no room in a snippet; what an attacker wrote is spelled out', () => {
  expect(snippetText('{\n    "a": 1,\r\n    "b": "x\ty"')).toBe('{ "a": 1, "b": "x\\ty"');
  expect(snippetText('\u200b\u202e<b>')).toBe('\\u200b\\u202e<b>');
});

test('how far it came', () => {
  const job = { bytes: 1_200_000, totalBytes: 5_000_000, files: 30, totalFiles: 59, rate: 98_000, secondsLeft: 3, state: 'running' };
  expect(progressParts(job as JobStatus)).toEqual(['1.2 MB of 5.0 MB', '30 of 59 items', '98,000 events/s', '3 s left']);
  expect(progressParts({ ...job, rate: 0, state: 'cancelled' } as JobStatus)).toEqual(['1.2 MB of 5.0 MB', '30 of 59 items']);
});

test('the question that a view asks', () => {
  const search = { text: 'x', regex: false, matchCase: false, everything: false };
  expect(questionOf({ search: null, filter: 'is:write' })).toBeNull();
  expect(questionOf({ search: { ...search, text: '' }, filter: '' })).toBeNull();
  expect(questionOf({ search, filter: 'is:write' })).toEqual({ text: 'x', regex: false, ignoreCase: true, filter: 'is:write' });
  expect(questionOf({ search: { ...search, regex: true, matchCase: true, everything: true }, filter: 'is:write' })).toEqual({
    text: 'x',
    regex: true,
    ignoreCase: false,
    filter: '',
  });
});
