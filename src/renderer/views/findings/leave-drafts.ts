// What becomes of drafts when their case is left. A text of the storyline is stored, as when its field is left; a finding and a note are saved by their
// author only: their draft stays if anything was written in it, and goes if not, so that nothing of the case lies beside it without need.
import type { FindingBody, FindingEntry, StoryPart } from '../../../shared/findings.ts';
import { call } from '../../data/bridge.ts';
import { bookmarkDraft, bookmarkDrafts, keepBookmarkDraft } from '../../state/bookmark-drafts.ts';
import { draftedFindings, type FindingDraft, readDraft, writeDraft } from '../../state/finding-drafts.ts';
import { keepNoteDraft, noteDraft, noteDrafts } from '../../state/note-drafts.ts';
import { moveStoryDrafts, type StoryDraft, standsAt, storyDrafts, type WrittenPart } from '../../state/story-drafts.ts';
import { saveStoryline } from './put-finding.ts';

/** A part with what was written in place of it. */
export function withText<P extends WrittenPart>(part: P, text: string): P {
  return { ...part, text: part.kind === 'heading' ? text.trim() : text };
}

/** Whether a draft says anything that is not saved. A title that was not given yet says nothing. Pure, tested. */
export function isWritten({ body }: FindingDraft, saved: FindingBody): boolean {
  const said = body.title === '' ? { ...body, title: saved.title } : body;
  const fields = Object.keys(saved) as (keyof FindingBody)[];
  return fields.some((field) => JSON.stringify(said[field]) !== JSON.stringify(saved[field]));
}

/** Drafts that say anything; of a finding that is not there, too. */
export function writtenDrafts(drafts: string, findings: readonly FindingEntry[]): string[] {
  return draftedFindings(drafts).filter((id) => {
    const saved = findings.find((entry) => entry.id === id)?.current.body;
    const draft = readDraft(drafts, id);
    return draft !== null && (saved === undefined || isWritten(draft, saved));
  });
}

/** Parts with the texts that were being written, and which of them have found their place: one that fits several, or none, has not. */
function withDrafts(parts: readonly StoryPart[], drafts: readonly StoryDraft[]): { parts: StoryPart[]; placed: StoryDraft[] } {
  const found = drafts.map((draft) => ({ draft, at: standsAt(parts, draft) })).filter(({ at }) => at !== -1);
  return {
    parts: parts.map((part, n) => {
      const text = found.find(({ at }) => at === n)?.draft.text;
      return text !== undefined && part.kind !== 'finding' ? withText(part, text) : part;
    }),
    placed: found.map(({ draft }) => draft),
  };
}

/**
 * Before a case is left.
 * @param drafts under what name they lie
 * @returns ids of findings whose draft stays
 * Throws CallError; then drafts stay that could not be stored, or looked at. One kind does not keep the others from being left.
 */
export async function leaveDrafts(drafts: string): Promise<string[]> {
  const [story, left, notes, bookmarks] = await Promise.allSettled([
    storeStoryDrafts(drafts),
    leaveFindings(drafts),
    leaveNotes(drafts),
    leaveBookmarks(drafts),
  ]);
  if (story.status === 'rejected') throw story.reason;
  if (left.status === 'rejected') throw left.reason;
  if (notes.status === 'rejected') throw notes.reason;
  if (bookmarks.status === 'rejected') throw bookmarks.reason;
  return left.value;
}

async function leaveNotes(drafts: string): Promise<void> {
  for (const { kind, value, text } of noteDrafts(drafts)) {
    const [saved] = (await call('notes.get', { kind, value })).versions;
    const isSaved = text.trim() === (saved?.note ?? '');
    if (isSaved && noteDraft(drafts, { kind, value }) === text) keepNoteDraft(drafts, { kind, value }, null);
  }
}

async function leaveBookmarks(drafts: string): Promise<void> {
  for (const { target, text } of bookmarkDrafts(drafts)) {
    const { annotated } = await call('annotations.get', { targets: [target] });
    const saved = annotated.find(({ origin }) => origin === '')?.bookmark?.note ?? '';
    if (text.trim() === saved && bookmarkDraft(drafts, target)?.text === text) keepBookmarkDraft(drafts, target, null);
  }
}

async function leaveFindings(drafts: string): Promise<string[]> {
  const drafted = draftedFindings(drafts);
  if (drafted.length === 0) return [];
  const { findings } = await call('findings.list', {});
  const written = writtenDrafts(drafts, findings);
  for (const id of drafted) if (!written.includes(id)) writeDraft(drafts, id, null);
  return written;
}

async function storeStoryDrafts(drafts: string): Promise<void> {
  if (storyDrafts(drafts).length === 0) return;
  const [own] = (await call('storyline.get', {})).history;
  if (!own) return;
  // As they are by now: a field that was left a moment ago has stored its own.
  const { parts, placed } = withDrafts(own.body.parts, storyDrafts(drafts));
  if (JSON.stringify(parts) !== JSON.stringify(own.body.parts))
    await saveStoryline({ version: 1, parts }, own.body, 'Storyline changed', own.version);
  moveStoryDrafts(drafts, own.body.parts, parts, placed);
}
