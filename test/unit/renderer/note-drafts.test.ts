// Half-written notes outlive their page, each with its own entity.
import { expect, test } from 'vitest';
import { keepNoteDraft, noteDraft } from '../../../src/renderer/state/note-drafts.ts';

test('a draft stays with its case and entity until it is saved', () => {
  const of = { caseId: 'a', kind: 'key', value: 'AKIA1' } as const;
  expect(noteDraft(of)).toBeNull();
  keepNoteDraft(of, 'seen in the');
  keepNoteDraft({ ...of, kind: 'session' }, 'another');
  expect([noteDraft({ ...of }), noteDraft({ ...of, caseId: 'b' }), noteDraft({ ...of, value: 'AKIA2' })]).toEqual([
    'seen in the',
    null,
    null,
  ]);
  keepNoteDraft(of, null);
  expect([noteDraft(of), noteDraft({ ...of, kind: 'session' })]).toEqual([null, 'another']);
});
