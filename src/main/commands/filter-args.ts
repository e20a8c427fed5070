// Arguments that the commands about events share: FILTER, instants, names of fields.
import { FILTER_FIELDS } from '../../shared/filter.ts';
import { formatTime } from '../../shared/time.ts';
import type { ReadConnection } from '../case/open.ts';
import { parseEventTime } from '../decode/event-time.ts';
import { differencesMet } from '../query/addresses/case-lists.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import type { Selection } from '../query/columns/selections.ts';
import { FACETS, type FacetName } from '../query/facets.ts';
import { readResources } from '../query/resources/read-resources.ts';
import { type CountedName, RESOURCE } from '../query/resources/resource-facet.ts';
import { type Command, type ExitStatus, type Invocation, option, usage, type Values } from './command.ts';
import { terminalText } from './output.ts';
import { meant } from './slips.ts';

/** Options of the commands that list events. */
export const LIST_OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  limit: { type: 'string' },
  order: { type: 'string' },
  format: { type: 'string' },
  raw: { type: 'boolean' },
  separator: { type: 'string' },
} as const;

/** Errors: USAGE where two forms of output are asked for. */
export function checkFormat(values: Values, command: Command): void {
  if (values.json === true && values.format !== undefined) throw usage('--json and --format are not combined', command);
}

/** Errors: USAGE, for options of a list that mean nothing together. */
export function checkRaw(values: Values, command: Command): void {
  if (values.raw === true && (values.json === true || values.format !== undefined))
    throw usage('--raw prints records and is not combined with --json or --format', command);
  checkFormat(values, command);
  if (values.raw !== true && values.separator !== undefined) throw usage('--separator is for --raw', command);
}

/** The events that a filter leaves, with what it needs of the records read; what could not be read is told. Errors: FILTER_INVALID, CANCELLED. */
export async function readFilter(
  db: ReadConnection,
  text: string,
  { output, signal }: Pick<Invocation, 'output' | 'signal'>,
): Promise<Selection> {
  const selection = await eventsOf(db).selections.select(text, { signal, onProgress: (progress) => output.progress(progress) });
  output.endProgress();
  warnUnreadable(selection, output);
  warnOfLists(db, output);
  return selection;
}

/** Watch lists that were asked and had to be left out are told. */
export function warnOfLists(db: ReadConnection, output: Invocation['output']): void {
  for (const difference of differencesMet(eventsOf(db))) output.warn(terminalText(`${difference}.`));
}

interface Read {
  /** Hashes of items of which records were asked that could not be read. */
  unreadable?: readonly string[];
}

/** @param asker what asks records */
export function warnUnreadable({ unreadable = [] }: Read, output: Invocation['output'], asker = 'the filter'): void {
  if (unreadable.length === 0) return;
  const named = `${unreadable.slice(0, 3).join(', ')}${unreadable.length > 3 ? ' …' : ''}`;
  output.warn(
    `${asker} asks records of items that could not be read, or not wholly (${unreadable.length}): ${named}; trailcase verify tells more`,
  );
}

/** What tells how the sign-ins among some events ended, for a command that counts failures; what could not be read is told. Errors: CANCELLED. */
export async function readSignInsOf(
  db: ReadConnection,
  { bits }: Pick<Selection, 'bits'>,
  { output, signal }: Pick<Invocation, 'output' | 'signal'>,
): Promise<Read> {
  const events = eventsOf(db);
  await events.failedSignIns().read({ signal, onProgress: (progress) => output.progress(progress) });
  output.endProgress();
  const read = { unreadable: events.outcomes().unreadable(bits) };
  warnUnreadable(read, output, 'the count of failed sign-ins');
  return read;
}

/** Done, and whether something was wrong: records that were asked could not be read. */
export function statusOf(...asked: readonly Read[]): ExitStatus {
  return asked.some(({ unreadable = [] }) => unreadable.length > 0) ? 1 : 0;
}

/** Those of them in a span of time, ms UTC, half-open; null where it is open. */
export function withSpan(db: ReadConnection, selection: Selection, from: number | null, to: number | null): Selection {
  return eventsOf(db).selections.within(selection, from, to);
}

/** ms UTC; null where an end is open. */
export interface GivenSpan {
  from: number | null;
  to: number | null;
}

/**
 * What `--from` and `--to` mean: without an offset they are UTC, as scripts rely on; FILTER reads times by the case's clock.
 * Errors: USAGE for what is no time.
 */
export function spanGiven(values: Invocation['values'], command: Command): GivenSpan {
  return { from: instant(values, 'from', command), to: instant(values, 'to', command) };
}

/** With an offset, or `Z`. */
const OFFSET = /(Z|[+-]\d\d:?\d\d)$/;

function instant(values: Invocation['values'], name: string, command: Command): number | null {
  const text = option(values, name);
  if (text === undefined) return null;
  const ms = utcInstant(text.trim());
  if (Number.isNaN(ms)) throw usage(`--${name} takes a time as 2026-02-21T18:17:12Z or 2026-02-21T23:47:12+05:30, not "${text}"`, command);
  return ms;
}

/** ms UTC; NaN for what is no time. */
function utcInstant(text: string): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  const withSeconds = day.replace(/^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?=$|Z|[+-])/, '$1T$2:00');
  const withZone = OFFSET.test(withSeconds.slice(10)) ? withSeconds : `${withSeconds}Z`;
  return parseEventTime(withZone.replace(' ', 'T'));
}

/** Tells a person whose case shows another clock by which one they were read. */
export function tellClock(values: Invocation['values'], zone: string, output: Invocation['output']): void {
  for (const name of ['from', 'to']) {
    const text = option(values, name)?.trim() ?? '';
    if (text === '' || OFFSET.test(text.slice(10))) continue;
    const [utc, here] = [formatTime(utcInstant(text), 'UTC'), formatTime(utcInstant(text), zone)];
    if (utc === here) continue;
    output.warn(`--${name} is read as UTC: ${utc}, which is ${here} by the case's clock; with an offset it says what it means`);
  }
}

/** A field that can be counted, by its name in FILTER or an alias of it. @param name of the option that takes it. Errors: USAGE. */
export function countedName(text: string, command: Command, name = 'by'): CountedName {
  const asked = text.trim().toLowerCase();
  // `session:` finds a session by its name or its key; counted are names, and keys by `key`.
  if (asked === 'session') return 'sessionName';
  for (const field of COUNTED) {
    const aliases: readonly string[] = FILTER_FIELDS[field];
    if (field.toLowerCase() === asked || aliases.some((alias) => alias.toLowerCase() === asked)) return field;
  }
  const known = COUNTED.flatMap((field): string[] => [field, ...FILTER_FIELDS[field]]);
  throw usage(`--${name} takes ${COUNTED.join(', ')}, not "${text}"`, command, meant(asked, known));
}

const COUNTED: readonly CountedName[] = [...(Object.keys(FACETS) as FacetName[]), RESOURCE];

/** Reads the resources of a selection's events for a command; what could not be read is told. Errors: CANCELLED. */
export async function readResourcesOf(
  db: ReadConnection,
  selection: Selection,
  { output, signal }: Pick<Invocation, 'output' | 'signal'>,
): Promise<Read> {
  const sets = await readResources(eventsOf(db), selection, { signal, onProgress: (progress) => output.progress(progress) });
  output.endProgress();
  const read = { unreadable: [...sets.unreadable].sort() };
  warnUnreadable(read, output, 'the count of resources');
  return read;
}
