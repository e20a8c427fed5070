// Headings and texts of the storyline that are being written, by what each is written over: kept on this computer until they are stored in the case, so
// that a crash loses no word. Nothing stays of what was stored or taken back.
import type { StoryPart } from '../../shared/findings.ts';
import { forgetStored, readStored, storedKeys, useStored, writeStored } from './stored.ts';

export type WrittenPart = Extract<StoryPart, { text: string }>;

/** Over which part of a storyline something is written. Parts have no ids: they are told apart by how they begin, and those that begin alike by their order. */
export interface StoryPlace {
  kind: WrittenPart['kind'];
  /** How what is stored begins. */
  over: string;
  /** Which of the parts that begin so, from 0, and how many there are; 0 of 0 and up: the part was taken out. */
  nth: number;
  of: number;
}

export interface StoryDraft extends StoryPlace {
  text: string;
}

/** Of a part's text, for its key. */
const BEGINNING = 200;

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';

/** Before the kind of a part. @param drafts under what name drafts of the case lie */
export const storyDraftPrefix = (drafts: string): string => `story.${drafts}.`;

/** Where only one begins so, the key is that of versions before this one, which knew no other. */
function keyOf(drafts: string, { kind, over, nth, of }: StoryPlace): string {
  return `${storyDraftPrefix(drafts)}${kind}${of === 1 ? '' : `#${nth}/${of}`}.${over}`;
}

const isAlike = (part: StoryPart, { kind, over }: Pick<StoryPlace, 'kind' | 'over'>): part is WrittenPart =>
  part.kind === kind && part.text.slice(0, BEGINNING) === over;

/** Of each part of a storyline its place; null for a finding. */
export function placesOf(parts: readonly StoryPart[]): (StoryPlace | null)[] {
  const counts = new Map<string, { of: number }>();
  const places = parts.map((part) => {
    if (part.kind === 'finding') return null;
    const over = part.text.slice(0, BEGINNING);
    const alike = counts.get(`${part.kind}.${over}`) ?? { of: 0 };
    counts.set(`${part.kind}.${over}`, alike);
    return { kind: part.kind, over, nth: alike.of++, alike };
  });
  return places.map((place) => place && { kind: place.kind, over: place.over, nth: place.nth, of: place.alike.of });
}

/** Where the part of a place stands; -1 where that is not certain, or it is not there. */
export function standsAt(parts: readonly StoryPart[], place: StoryPlace): number {
  const alike = parts.flatMap((part, at) => (isAlike(part, place) ? [at] : []));
  return alike.length === place.of ? (alike[place.nth] ?? -1) : -1;
}

// Versions before this one left the key, with a part's text in it, of every draft that was stored.
for (const key of storedKeys('story.')) if (readStored<unknown>(key, null, isTextOrNull) === null) forgetStored(key);

/** What is being written in place of a part; null: nothing. */
export function useStoryDraft(drafts: string, place: StoryPlace): [string | null, (text: string | null) => void] {
  const [text] = useStored<string | null>(keyOf(drafts, place), null, isTextOrNull);
  return [text, (next) => writeStoryDraft(drafts, place, next)];
}

/** @param text null: it was stored, or is not wanted */
export function writeStoryDraft(drafts: string, place: StoryPlace, text: string | null): void {
  if (text === null) forgetStored(keyOf(drafts, place));
  else writeStored(keyOf(drafts, place), text);
}

/** What is written over a place by now; null: nothing. */
export function readStoryDraft(drafts: string, place: StoryPlace): string | null {
  return readStored<string | null>(keyOf(drafts, place), null, isTextOrNull);
}

/**
 * Once a storyline was stored: drafts go with their parts. One that was stored is none any more, unless more was written meanwhile: that stays one, over
 * what is stored now. One whose part was taken out stays, and is told of.
 * @param after as it is now: parts that stayed are the same objects as in `before`, and those of which a draft was stored stand where they stood
 * @param sent drafts as they were when they were sent
 */
export function moveStoryDrafts(
  drafts: string,
  before: readonly StoryPart[],
  after: readonly StoryPart[],
  sent: readonly StoryDraft[],
): void {
  const places = placesOf(after);
  const moves = placesOf(before).flatMap((from, at) => {
    const text = from && readStoryDraft(drafts, from);
    const part = before[at];
    if (!from || !part || text === null) return [];
    const stored = sent.find((one) => isPlace(one, from));
    const stands = after.includes(part) ? after.indexOf(part) : stored ? at : standsAt(after, from);
    return [{ from, to: places[stands] ?? null, text, isDone: stored?.text === text }];
  });
  const moved = moves.filter(({ from, to, isDone }) => isDone || to === null || !isPlace(from, to));
  // First all of them are taken up: one may come to where another was.
  for (const { from } of moved) writeStoryDraft(drafts, from, null);
  for (const { from, to, text, isDone } of moved) if (!isDone) writeStoryDraft(drafts, to ?? withoutPart(drafts, from), text);
}

/** A place that no part has or will have. */
function withoutPart(drafts: string, { kind, over }: StoryPlace): StoryPlace {
  let nth = 0;
  while (readStoryDraft(drafts, { kind, over, nth, of: 0 }) !== null) nth++;
  return { kind, over, nth, of: 0 };
}

export function isPlace(one: StoryPlace, other: StoryPlace): boolean {
  return one.kind === other.kind && one.over === other.over && one.nth === other.nth && one.of === other.of;
}

/** All of a case. */
export function storyDrafts(drafts: string): StoryDraft[] {
  const prefix = storyDraftPrefix(drafts);
  return storedKeys(prefix).flatMap((key): StoryDraft[] => {
    const [, kind, nth = '0', of = '1', over] = /^(heading|text)(?:#(\d+)\/(\d+))?\.(.*)$/s.exec(key.slice(prefix.length)) ?? [];
    const text = readStored<string | null>(key, null, isTextOrNull);
    if (text === null || kind === undefined || over === undefined) return [];
    return [{ kind: kind as StoryPlace['kind'], over, nth: Number(nth), of: Number(of), text }];
  });
}
