// Half-written notes outlive their page and a crash, each with its own case and entity, until they are saved.
import { expect, test } from 'vitest';
import { storage } from './storage.ts';

const stored = storage();
const { keepNoteDraft, noteDraft, noteDrafts } = await import('../../../src/renderer/state/note-drafts.ts');

test('a draft lies on this computer with its case and entity until it is saved', () => {
  const of = { kind: 'key', value: 'AKIA1' } as const;
  expect(noteDraft('a', of)).toBeNull();
  keepNoteDraft('a', of, 'seen in the');
  keepNoteDraft('a', { ...of, kind: 'session' }, 'another');
  keepNoteDraft('a~2', of, 'of a copy');
  expect(stored.get('trailcase.note.a.key.AKIA1')).toBe('"seen in the"');
  expect([noteDraft('a', { ...of }), noteDraft('b', of), noteDraft('a', { ...of, value: 'AKIA2' })]).toEqual(['seen in the', null, null]);
  keepNoteDraft('a', of, null);
  expect([noteDraft('a', of), noteDraft('a', { ...of, kind: 'session' })]).toEqual([null, 'another']);
  expect([...stored.keys()]).toEqual(['trailcase.note.a.session.AKIA1', 'trailcase.note.a~2.key.AKIA1']);
});

test('all of a case are told with what they are on, whatever that is called', () => {
  stored.clear();
  for (const value of ['arn:aws:iam::1:user/a.b', 'two\nlines', '.']) keepNoteDraft('a', { kind: 'resource', value }, `on ${value}`);
  stored.set('trailcase.note.a.nothing.x', '"of another version"');
  stored.set('trailcase.note.a.key.x', '7');
  expect(noteDrafts('a').map(({ kind, value, text }) => `${kind} ${value}: ${text}`)).toEqual([
    'resource arn:aws:iam::1:user/a.b: on arn:aws:iam::1:user/a.b',
    'resource two\nlines: on two\nlines',
    'resource .: on .',
  ]);
});
