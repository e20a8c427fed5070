// What a search found and read, in words. Pure.
import type { JobStatus, SearchAsked, SearchSummary } from '../../../shared/domain.ts';
import { bytesText, durationText, grouped, plural } from '../../../shared/text.ts';
import { oneLine } from '../../components/visible-text.ts';

/** Characters of a text that a sentence shows. */
const SHOWN = 60;

/** A text in quotation marks, cut to what a line holds; what hides is spelled out. */
export function quoted(text: string): string {
  const characters = Array.from(text);
  return `“${oneLine(characters.slice(0, SHOWN).join(''))}${characters.length > SHOWN ? '…' : ''}”`;
}

/** `1,234 events say “x”`; of a regular expression, that they match it. */
export function foundText(hits: number, { text, regex }: SearchAsked): string {
  const [one, many] = regex ? ['matches', 'match'] : ['says', 'say'];
  if (hits === 0) return `No event ${one} ${quoted(text)}`;
  return `${plural(hits, 'event')} ${hits === 1 ? one : many} ${quoted(text)}`;
}

/** `searched 11,518 events in 910 items, 24 MB of JSON`. */
export function searchedText({ events, items, contentBytes }: SearchSummary): string {
  return `searched ${plural(events, 'event')} in ${plural(items, 'item')}, ${bytesText(contentBytes)} of JSON`;
}

/** How far a search came, part by part. */
export function progressParts({ bytes, totalBytes, files, totalFiles, rate, secondsLeft, state }: JobStatus): string[] {
  const parts = [`${bytesText(bytes)} of ${bytesText(totalBytes)}`, `${grouped(files)} of ${plural(totalFiles, 'item')}`];
  if (rate > 0) parts.push(`${grouped(rate)} events/s`);
  if (state === 'running' && secondsLeft !== null) parts.push(`${durationText(secondsLeft)} left`);
  return parts;
}

/** Around a line break, JSON that was laid out for people has only indentation: one space says as much in a list. */
export function snippetText(text: string): string {
  return oneLine(text.replace(/\s*\r?\n\s*/g, ' '));
}
