// Headings and texts of the storyline that are being written, by what each is written over: kept on this computer until they are stored in the case, so
// that a crash loses no word. Nothing stays of what was stored or taken back.
import type { StoryPart } from '../../shared/findings.ts';
import { forgetStored, readStored, storedKeys, useStored, writeStored } from './stored.ts';

export type WrittenPart = Extract<StoryPart, { text: string }>;

export interface StoryDraft {
  kind: WrittenPart['kind'];
  /** How what is stored begins. */
  over: string;
  text: string;
}

/** Of a part's text, for its key. */
const BEGINNING = 200;

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';

/** Before the kind of a part. */
export const storyDraftPrefix = (caseId: string): string => `story.${caseId}.`;
const keyOf = (caseId: string, kind: string, over: string): string => `${storyDraftPrefix(caseId)}${kind}.${over}`;

export const beginningOf = (part: WrittenPart): string => part.text.slice(0, BEGINNING);

export const isDraftOf = (draft: StoryDraft, part: StoryPart): part is WrittenPart =>
  part.kind === draft.kind && beginningOf(part as WrittenPart) === draft.over;

// Versions before this one left the key, with a part's text in it, of every draft that was stored.
for (const key of storedKeys('story.')) if (readStored<unknown>(key, null, isTextOrNull) === null) forgetStored(key);

/** What is being written in place of a part; null: nothing. */
export function useStoryDraft(caseId: string, part: WrittenPart): [string | null, (text: string | null) => void] {
  const over = beginningOf(part);
  const [text] = useStored<string | null>(keyOf(caseId, part.kind, over), null, isTextOrNull);
  return [text, (next) => writeStoryDraft(caseId, { kind: part.kind, over }, next)];
}

/** @param text null: it was stored, or is not wanted */
export function writeStoryDraft(caseId: string, { kind, over }: Omit<StoryDraft, 'text'>, text: string | null): void {
  if (text === null) forgetStored(keyOf(caseId, kind, over));
  else writeStored(keyOf(caseId, kind, over), text);
}

/**
 * Once a text was stored: it is no draft any more, unless more was written meanwhile. That stays one, over what is stored now.
 * @param sent the draft as it was when it was sent
 * @param stored the part as it is in the case now
 */
export function leftAfterStoring(caseId: string, sent: StoryDraft, stored: WrittenPart): void {
  const { kind, over } = sent;
  const now = readStored<string | null>(keyOf(caseId, kind, over), null, isTextOrNull);
  const next = { kind, over: beginningOf(stored) };
  const isWrittenOn = now !== null && now !== sent.text;
  if (isWrittenOn) writeStoryDraft(caseId, next, now);
  if (!isWrittenOn || next.over !== over) writeStoryDraft(caseId, { kind, over }, null);
}

/** All of a case. */
export function storyDrafts(caseId: string): StoryDraft[] {
  const prefix = storyDraftPrefix(caseId);
  return storedKeys(prefix).flatMap((key): StoryDraft[] => {
    const [, kind, over] = /^(heading|text)\.(.*)$/s.exec(key.slice(prefix.length)) ?? [];
    const text = readStored<string | null>(key, null, isTextOrNull);
    return text === null || kind === undefined || over === undefined ? [] : [{ kind: kind as StoryDraft['kind'], over, text }];
  });
}
