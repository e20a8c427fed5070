// A draft that is written on while the engine answers loses no word.
import { expect, test } from 'vitest';
import { filledIn, leftAfterSaving } from '../../../src/renderer/views/findings/draft-merge.ts';
import { EMPTY_FINDING, type FindingBody } from '../../../src/shared/findings.ts';

const draft = (changes: Partial<FindingBody>) => ({ body: { ...EMPTY_FINDING, ...changes }, seen: 3 });
const questions = (who: string) => ({ ...EMPTY_FINDING.questions, who });

test('answers fill in what is empty by now, and nothing else', () => {
  const now = draft({ narrative: 'typed meanwhile', questions: questions('typed too') });
  expect(filledIn(now, { who: 'counted', what: 'calls' })).toEqual({
    body: { ...now.body, questions: { ...now.body.questions, what: 'calls' } },
    seen: 3,
  });
});

test('what was typed while it was saved stays a draft on top of what was saved', () => {
  const sent = draft({ narrative: 'one' });
  expect(leftAfterSaving(sent, draft({ narrative: 'one two' }), 4)).toEqual({ ...draft({ narrative: 'one two' }), seen: 4 });
  expect(leftAfterSaving(sent, draft({ narrative: 'one' }), 4)).toBeNull();
  expect(leftAfterSaving(sent, null, 4)).toBeNull();
});
