// Findings that are being written, by case and finding: kept on this computer until they are saved or thrown away, so that a crash loses no word.
// Where nothing was written, nothing stays (views/findings/leave-drafts.ts).
import { z } from 'zod';
import { FindingBody } from '../../shared/findings.ts';
import { forgetStored, readStored, storedKeys, useStored, writeStored } from './stored.ts';

export interface FindingDraft {
  body: FindingBody;
  /** The own version that was seen when it was begun; 0 for none. */
  seen: number;
}

/** Before the id of a finding. @param drafts under what name drafts of the case lie */
export const findingDraftPrefix = (drafts: string): string => `finding.${drafts}.`;
const keyOf = (drafts: string, id: string): string => `${findingDraftPrefix(drafts)}${id}`;

/** Bodies that drafts of this window began with, by key. */
const begun = new Map<string, string>();

const text = z.string();
const cited = z.array(z.object({ id: text, reason: text }));

/** It need not be fit to be saved: a title may be missing, a text too long. Saving tells that; what was written is there all the same. */
const Shape = z.object({
  ...FindingBody.shape,
  title: text,
  reason: text,
  narrative: text,
  questions: z.object({ who: text, what: text, when: text, where: text, how: text }),
  techniques: z.array(z.object({ id: text, name: text, tactics: z.array(text), data: text })),
  supporting: cited,
  contradicting: cited,
  entities: z.array(z.object({ kind: text, value: text })),
});

function isDraft(value: unknown): value is FindingDraft | null {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { body, seen } = value as { body?: unknown; seen?: unknown };
  if (typeof seen !== 'number' || typeof body !== 'object' || body === null) return false;
  return Shape.safeParse(body).success;
}

/** The draft of a finding, and how it is written on; null: there is none. */
export function useFindingDraft(drafts: string, id: string): [FindingDraft | null, (draft: FindingDraft | null) => void] {
  const [draft] = useStored<FindingDraft | null>(keyOf(drafts, id), null, isDraft);
  return [draft, (next) => writeDraft(drafts, id, next)];
}

/** @param draft null: it was saved, or thrown away */
export function writeDraft(drafts: string, id: string, draft: FindingDraft | null): void {
  const key = keyOf(drafts, id);
  if (draft !== null) writeStored(key, draft);
  else {
    begun.delete(key);
    forgetStored(key);
  }
}

/** Begins a draft, with what nobody has written yet. */
export function beginDraft(drafts: string, id: string, draft: FindingDraft): void {
  begun.set(keyOf(drafts, id), JSON.stringify(draft.body));
  writeDraft(drafts, id, draft);
}

export function readDraft(drafts: string, id: string): FindingDraft | null {
  return readStored<FindingDraft | null>(keyOf(drafts, id), null, isDraft);
}

export function hasDraft(drafts: string, id: string): boolean {
  return readDraft(drafts, id) !== null;
}

/** Ids of findings that have a draft. */
export function draftedFindings(drafts: string): string[] {
  const prefix = findingDraftPrefix(drafts);
  return storedKeys(prefix).flatMap((key) => {
    const id = key.slice(prefix.length);
    return hasDraft(drafts, id) ? [id] : [];
  });
}

/** Drops drafts of this window that are as they were begun. */
export function dropUntouched(drafts: string): void {
  for (const id of draftedFindings(drafts))
    if (begun.get(keyOf(drafts, id)) === JSON.stringify(readDraft(drafts, id)?.body)) writeDraft(drafts, id, null);
}
