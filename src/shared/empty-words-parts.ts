// Parts of the sentences of an empty answer, and the phrases in which they agree.
import type { Seen } from './empty.ts';
import { plural } from './text.ts';
import { formatTime, isoUtc } from './time.ts';

/** What a click on a part opens: the events of a filter, or a span of a chain of digests. */
export type Opens = { filter: string } | { chain: string; from: number; to: number };

/** Plain text; a filter as it is written; or what can be opened. */
export type Part = string | { text: string; opens: Opens | null };
export type Sentence = readonly Part[];

/** A sentence as plain text. */
export function plainSentence(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

/** Longest text of a log or a person within a sentence. */
const LONGEST = 160;

export function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

export const link = (text: string, filter: string): Part => ({ text, opens: { filter } });

export const at = formatTime;

/** `2026-02-21 23:47:12 +05:30 to 2026-02-22 00:00:00 +05:30` */
export function span({ from, to }: { from: number; to: number }, zone: string): string {
  return `${at(from, zone)} to ${at(to, zone)}`;
}

/** The same in UTC, in parentheses; nothing where the zone is UTC. A limit that is open is left out. */
export function inUtc({ from, to }: { from: number | null; to: number | null }, zone: string): string {
  if (zone === 'UTC') return '';
  return ` (${[from, to].map((ms) => (ms === null ? '' : isoUtc(ms))).join(from === null || to === null ? '' : ' to ')})`;
}

export const events = (n: number): string => (n === 0 ? 'no event' : plural(n, 'event'));

/** `, from … to …` */
export function when({ count, first, last }: Seen, zone: string): string {
  if (count === 0) return '';
  if (first === null || last === null) return ', undated';
  return first === last ? `, at ${at(first, zone)}` : `, from ${at(first, zone)} to ${at(last, zone)}`;
}
