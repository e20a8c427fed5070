// What becomes of drafts when their case is left. A text of the storyline is stored, as when its field is left; a finding is saved by its author only: its
// draft stays if anything was written in it, and goes if not, so that nothing of the case lies beside it without need.
import type { FindingBody, FindingEntry, StoryPart } from '../../../shared/findings.ts';
import { call } from '../../data/bridge.ts';
import { draftedFindings, type FindingDraft, readDraft, writeDraft } from '../../state/finding-drafts.ts';
import { isDraftOf, leftAfterStoring, type StoryDraft, storyDrafts, type WrittenPart } from '../../state/story-drafts.ts';
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
export function writtenDrafts(caseId: string, findings: readonly FindingEntry[]): string[] {
  return draftedFindings(caseId).filter((id) => {
    const saved = findings.find((entry) => entry.id === id)?.current.body;
    const draft = readDraft(caseId, id);
    return draft !== null && (saved === undefined || isWritten(draft, saved));
  });
}

/** Parts with the texts that were being written, and which of them have found their place: one that fits two, or none, has not. */
function withDrafts(parts: readonly StoryPart[], drafts: readonly StoryDraft[]): { parts: StoryPart[]; placed: StoryDraft[] } {
  const placed = drafts.filter((draft) => parts.filter((part) => isDraftOf(draft, part)).length === 1);
  return {
    parts: parts.map((part) => {
      const draft = placed.find((one) => isDraftOf(one, part));
      return draft && part.kind !== 'finding' ? withText(part, draft.text) : part;
    }),
    placed,
  };
}

/**
 * Before a case is left.
 * @returns ids of findings whose draft stays
 * Throws CallError; then drafts stay that could not be stored, or looked at. One kind does not keep the other from being left.
 */
export async function leaveDrafts(caseId: string): Promise<string[]> {
  const [story, left] = await Promise.allSettled([storeStoryDrafts(caseId), leaveFindings(caseId)]);
  if (story.status === 'rejected') throw story.reason;
  if (left.status === 'rejected') throw left.reason;
  return left.value;
}

async function leaveFindings(caseId: string): Promise<string[]> {
  const drafted = draftedFindings(caseId);
  if (drafted.length === 0) return [];
  const { findings } = await call('findings.list', {});
  const written = writtenDrafts(caseId, findings);
  for (const id of drafted) if (!written.includes(id)) writeDraft(caseId, id, null);
  return written;
}

async function storeStoryDrafts(caseId: string): Promise<void> {
  if (storyDrafts(caseId).length === 0) return;
  const [own] = (await call('storyline.get', {})).history;
  if (!own) return;
  // As they are by now: a field that was left a moment ago has stored its own.
  const { parts, placed } = withDrafts(own.body.parts, storyDrafts(caseId));
  if (JSON.stringify(parts) !== JSON.stringify(own.body.parts))
    await saveStoryline({ version: 1, parts }, own.body, 'Storyline changed', own.version);
  for (const draft of placed) {
    const part = own.body.parts.find((one) => isDraftOf(draft, one));
    if (part) leftAfterStoring(caseId, draft, withText(part, draft.text));
  }
}
