// What is wrong with what a person gave is said in our words, with the limit.
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { channels } from '../../../src/shared/channels.ts';
import { EMPTY_FINDING, FindingBody, StorylineBody } from '../../../src/shared/findings.ts';
import { faultOf, isTooLong } from '../../../src/shared/given.ts';
import { ReportSettings } from '../../../src/shared/report.ts';

function said(schema: z.ZodType, given: unknown, what = 'finding'): string {
  const read = schema.safeParse(given);
  return read.success ? 'nothing' : faultOf(read.error, given, what);
}

const text = (length: number) => 'x'.repeat(length);
const cited = (count: number, reason = '') => Array.from({ length: count }, () => ({ id: `${'a'.repeat(64)}@1+2`, reason }));

test.each([
  [{ narrative: text(100_001) }, 'The narrative is longer than 100,000 characters (it has 100,001)'],
  [
    { questions: { ...EMPTY_FINDING.questions, who: text(20_001) } },
    'The answer to “who” is longer than 20,000 characters (it has 20,001)',
  ],
  [
    { supporting: [...cited(1), ...cited(1, text(2001))] },
    'The reason of supporting event 2 is longer than 2,000 characters (it has 2,001)',
  ],
  [{ contradicting: cited(2001) }, 'There are more than 2,000 contradicting events (2,001 are given)'],
  [{ entities: Array(501).fill({ kind: 'key', value: 'A' }) }, 'There are more than 500 entities (501 are given)'],
  [{ entities: [{ kind: 'key', value: '' }] }, 'The value of entity 1 is empty'],
  [{ title: '' }, 'The title is empty'],
  [{ title: 'two\nlines' }, 'The title has a line break or another control character'],
  [{ techniques: [{ id: 'T1', name: '', tactics: [], data: '' }] }, 'The id of technique 1 has not the form that it needs'],
  [{ severity: 'huge' }, 'The severity is none of informational, low, medium, high, critical'],
  [{ state: 'rejected' }, 'A rejected hypothesis needs a reason'],
  [{ narrative: undefined }, 'The narrative is missing'],
  [{ narrative: 7 }, 'The narrative is no text'],
  [{ techniques: 7 }, 'The techniques are no list'],
])('of a finding: %#', (changes, sentence) => {
  expect(said(FindingBody, { ...EMPTY_FINDING, ...changes })).toBe(sentence);
});

test.each([
  [
    StorylineBody,
    { version: 1, parts: [{ kind: 'text', text: text(20_001) }] },
    'The text of part 1 is longer than 20,000 characters (it has 20,001)',
  ],
  [StorylineBody, 7, 'The storyline is no object'],
  [
    ReportSettings.partial(),
    { executiveSummary: text(100_001) },
    'The executive summary is longer than 100,000 characters (it has 100,001)',
  ],
  [
    channels['notes.put'].args,
    { kind: 'key', value: 'A', note: text(100_001) },
    'The note is longer than 100,000 characters (it has 100,001)',
  ],
  [
    channels['storyline.put'].args,
    { body: { version: 1, parts: Array(1001).fill({ kind: 'text', text: '' }) }, seen: 0 },
    'There are more than 1,000 parts (1,001 are given)',
  ],
  [channels['views.rename'].args, { from: text(1001), to: 'b' }, '“from” is longer than 1,000 characters (it has 1,001)'],
  [channels['events.page'].args, { filter: '', order: 'asc', offset: 0, limit: 1001 }, 'The limit is more than 1,000'],
] as [z.ZodType, unknown, string][])('of other things: %#', (schema, given, sentence) => {
  expect(said(schema, given, 'storyline')).toBe(sentence);
});

test('too long is told from what else is wrong', () => {
  const isLong = (changes: object) => isTooLong(FindingBody.safeParse({ ...EMPTY_FINDING, ...changes }).error as z.ZodError);
  expect(isLong({ narrative: text(100_001), contradicting: cited(2001) })).toBe(true);
  expect(isLong({ narrative: text(100_001), title: '' })).toBe(false);
});
