// What the supporting events of a finding say to the five questions: facts with counts, in Markdown with references. Credentials, never a person.
import type { FrameQuestion } from '../../../shared/findings.ts';
import type { PivotKind } from '../../../shared/pivots.ts';
import { printReference } from '../../../shared/references.ts';
import { lengthWords, plural, shortHash } from '../../../shared/text.ts';
import { formatTime, isoUtc } from '../../../shared/time.ts';
import { type StoredRow, storedRow } from '../../case/event-rows.ts';
import { caseZone } from '../../case/facts.ts';
import type { ReadConnection } from '../../case/open.ts';
import { recordPlaces } from '../../case/record-places.ts';
import { eventsOf } from '../columns/case-events.ts';
import { actorNames } from '../pivots/actor-names.ts';
import { isFailedSignIn } from '../window-row.ts';
import { primaryOf } from './cited.ts';

/** Values listed of each kind; the rest is counted. */
const LISTED = 12;

/** @param ids of events, each counted once however many of its deliveries are cited; those that the case does not have are left out */
export function suggestFrame(db: ReadConnection, ids: readonly string[]): Record<FrameQuestion, string> {
  const events = new Map<number, string>();
  for (const id of ids) {
    const event = primaryOf(db, id);
    if (event !== null && !events.has(event)) events.set(event, id);
  }
  const there = [...events.values()];
  const rows = there.map((id) => storedRow(db, recordPlaces(db).at(id) as number));
  if (rows.length === 0) return { who: '', what: '', when: '', where: '', how: '' };
  const all = plural(rows.length, 'supporting event');
  const actors = actorNames(eventsOf(db), there).map(({ who }, i) => who ?? rows[i]?.actor ?? null);
  return {
    who: [
      `Credentials that signed the ${all} (the logs do not say who held them):`,
      ...listed(actors, 'actor', rows.length),
      ...section('Access keys:', listed(valuesOf(rows, 'accessKeyId'), 'key', rows.length)),
    ].join('\n'),
    what: [`Calls in the ${all}:`, ...calls(db, rows)].join('\n'),
    when: when(rows, caseZone(db)),
    where: [`Addresses from which AWS received the ${all}:`, ...listed(valuesOf(rows, 'sourceIPAddress'), 'ip', rows.length)].join('\n'),
    how: how(rows),
  };
}

function valuesOf(rows: readonly StoredRow[], field: 'accessKeyId' | 'sourceIPAddress'): (string | null)[] {
  return rows.map((row) => row[field]);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

/** Values with their number of events, the most frequent first, ties by text. */
function counted(values: readonly (string | null)[]): [value: string, count: number][] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function listed(values: readonly (string | null)[], kind: PivotKind, of: number): string[] {
  const all = counted(values);
  const lines = all.slice(0, LISTED).map(([value, count]) => `- ${printReference({ kind, value })}: ${count} of ${plural(of, 'event')}`);
  if (all.length > LISTED) lines.push(`- ${plural(all.length - LISTED, 'further value')}`);
  const without = values.filter((value) => value === null || value === '').length;
  if (without > 0 && all.length > 0) lines.push(`- none named in ${plural(without, 'event')}`);
  return lines;
}

function calls(db: ReadConnection, rows: readonly StoredRow[]): string[] {
  const failures = new Map(counted(rows.map((row) => (row.errorCode === null ? null : row.eventName))));
  const signIns = new Map(counted(rows.map((row) => (isFailedSignIn(db, row) ? row.eventName : null))));
  return counted(rows.map((row) => row.eventName))
    .slice(0, LISTED)
    .map(([value, count]) => {
      const errors = failures.get(value) ?? 0;
      const failed = signIns.get(value) ?? 0;
      const coded = errors === 0 ? '' : `, ${errors} with an error code`;
      return `- ${printReference({ kind: 'api', value })}: ${plural(count, 'event')}${coded}${failed === 0 ? '' : `, ${plural(failed, 'failed sign-in')}`}`;
    });
}

function when(rows: readonly StoredRow[], zone: string): string {
  const times = rows.flatMap(({ timeMs }) => (timeMs === null ? [] : [timeMs])).sort((a, b) => a - b);
  const undated = rows.length - times.length;
  const [first] = times;
  const last = times.at(-1);
  const lines: string[] = [];
  if (first !== undefined && last !== undefined) {
    const both = (ms: number): string => (zone === 'UTC' ? isoUtc(ms) : `${formatTime(ms, zone)} (${isoUtc(ms)})`);
    if (last === first) lines.push(`${plural(times.length, 'dated event')}, at ${both(first)}`);
    else
      lines.push(
        `First of ${plural(times.length, 'dated event')}: ${both(first)}`,
        '',
        `Last: ${both(last)}`,
        '',
        `Between them: ${lengthWords(last - first)}.`,
      );
  }
  if (undated > 0) lines.push(...(lines.length > 0 ? [''] : []), `${plural(undated, 'event')} without a readable time.`);
  return lines.join('\n');
}

function how(rows: readonly StoredRow[]): string {
  const items = counted(rows.map((row) => row.evidence));
  const reduced = rows.filter(({ steps }) => steps !== '').length;
  const lines = items.slice(0, LISTED).map(([hash, count]) => `- item ${shortHash(hash)} (SHA-256): ${plural(count, 'event')}`);
  if (items.length > LISTED) lines.push(`- ${plural(items.length - LISTED, 'further item')}`);
  return [
    `From ${plural(rows.length, 'record')} in ${plural(items.length, 'evidence item')}, each cited by the hash of its item and its place in it:`,
    ...lines,
    ...(reduced === 0 ? [] : ['', `Wrapped in other files, and decoded from them: ${plural(reduced, 'record')}.`]),
  ].join('\n');
}
