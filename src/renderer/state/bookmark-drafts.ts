// Notes of bookmarks that are being written, by what is bookmarked: kept on this computer until they are saved, as those on entities are (note-drafts.ts).
// Nothing stays of what was saved or taken back.
import type { Draft } from '../components/annotations/draft.ts';
import { forgetStored, isKept, readStored, storedKeys, useStored, writeStored } from './stored.ts';

export interface BookmarkDraft extends Draft {
  /** Text form of what is bookmarked. */
  target: string;
}

function isDraft(value: unknown): value is Draft | null {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { text, base } = value as Partial<Draft>;
  return typeof text === 'string' && typeof base === 'string';
}

/** Before the target. @param drafts under what name drafts of the case lie */
export const bookmarkDraftPrefix = (drafts: string): string => `bookmark.${drafts}.`;
const keyOf = (drafts: string, target: string): string => `${bookmarkDraftPrefix(drafts)}${target}`;

/** What was written and not saved, and how it is written on; null: nothing. */
export function useBookmarkDraft(drafts: string, target: string): [Draft | null, (draft: Draft | null) => void] {
  const [draft] = useStored<Draft | null>(keyOf(drafts, target), null, isDraft);
  return [draft, (next) => keepBookmarkDraft(drafts, target, next)];
}

export function bookmarkDraft(drafts: string, target: string): Draft | null {
  return readStored<Draft | null>(keyOf(drafts, target), null, isDraft);
}

/** @param draft null: it was saved, or says again what is stored */
export function keepBookmarkDraft(drafts: string, target: string, draft: Draft | null): void {
  if (draft === null) forgetStored(keyOf(drafts, target));
  else writeStored(keyOf(drafts, target), { text: draft.text, base: draft.base });
}

/** Whether it outlives the window. */
export const isBookmarkDraftKept = (drafts: string, target: string): boolean => isKept(keyOf(drafts, target));

/** All of a case. */
export function bookmarkDrafts(drafts: string): BookmarkDraft[] {
  const prefix = bookmarkDraftPrefix(drafts);
  return storedKeys(prefix).flatMap((key) => {
    const target = key.slice(prefix.length);
    const draft = bookmarkDraft(drafts, target);
    return draft === null ? [] : [{ target, ...draft }];
  });
}
