// Half-written notes of bookmarks outlive their page and a crash, each with its own case and target, until they are saved.
import { expect, test, vi } from 'vitest';
import { storage } from './storage.ts';

const stored = storage();
const { bookmarkDraft, bookmarkDrafts, isBookmarkDraftKept, keepBookmarkDraft } = await import(
  '../../../src/renderer/state/bookmark-drafts.ts'
);

const EVENT = `${'ab'.repeat(32)}.0`;

test('a draft lies on this computer with its case and target until it is saved', () => {
  expect(bookmarkDraft('a', EVENT)).toBeNull();
  keepBookmarkDraft('a', EVENT, { text: 'the first sig', base: '' });
  keepBookmarkDraft('a', 'view:Night shift', { text: 'another', base: 'one' });
  keepBookmarkDraft('a~2', EVENT, { text: 'of a copy', base: '' });
  expect(stored.get(`trailcase.bookmark.a.${EVENT}`)).toBe('{"text":"the first sig","base":""}');
  expect([bookmarkDraft('a', EVENT)?.text, bookmarkDraft('b', EVENT)]).toEqual(['the first sig', null]);
  keepBookmarkDraft('a', EVENT, null);
  expect(bookmarkDrafts('a')).toEqual([{ target: 'view:Night shift', text: 'another', base: 'one' }]);
  expect([...stored.keys()]).toEqual(['trailcase.bookmark.a.view:Night shift', `trailcase.bookmark.a~2.${EVENT}`]);
});

test('what is no draft, of another version perhaps, is none', () => {
  stored.clear();
  for (const [target, text] of [
    ['view:a', '7'],
    ['view:b', '{"text":"no base"}'],
    ['view:c', 'not JSON'],
  ])
    stored.set(`trailcase.bookmark.a.${target}`, text ?? '');
  expect(bookmarkDrafts('a')).toEqual([]);
});

test('where storage is full a draft lasts as long as the window, and nobody is told that it is kept', () => {
  stored.clear();
  keepBookmarkDraft('a', EVENT, { text: 'the first', base: '' });
  expect(isBookmarkDraftKept('a', EVENT)).toBe(true);
  const full = vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  keepBookmarkDraft('a', EVENT, { text: 'the first sign', base: '' });
  keepBookmarkDraft('a', 'view:b', { text: 'another', base: '' });
  expect([isBookmarkDraftKept('a', EVENT), isBookmarkDraftKept('a', 'view:b')]).toEqual([false, false]);
  expect(bookmarkDrafts('a').map(({ text }) => text)).toEqual(['the first sign', 'another']);
  full.mockRestore();
  keepBookmarkDraft('a', EVENT, { text: 'the first sign of', base: '' });
  keepBookmarkDraft('a', 'view:b', null);
  expect([isBookmarkDraftKept('a', EVENT), bookmarkDrafts('a').length]).toEqual([true, 1]);
});
