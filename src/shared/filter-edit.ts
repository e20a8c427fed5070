// What a click changes in a filter: a value taken in or left out, a span of time set. Pure: text in, text in canonical form out.
// Only the parts of the outermost conjunction are changed; what a person wrote within groups stays as it is.

import { isTimeField, type TermField } from './filter/fields.ts';
import { looksLikeNetwork } from './filter/network.ts';
import { parseFilter } from './filter/parser.ts';
import { printTree } from './filter/print.ts';
import { resolveTime, type TimeContext, type TimeSpan } from './filter/times.ts';
import { and, type FilterTree, not, or, partsOf, type TermNode } from './filter/tree.ts';
import { zoned } from './time.ts';

/** Values of a field that a filter asks for, or leaves out. */
interface ChosenValues {
  included: string[];
  excluded: string[];
}

/** What a filter says of a field by terms of that field alone. */
export function chosenValues(text: string, field: TermField): ChosenValues {
  const parts = partsIn(text) ?? [];
  const values = (sign: Sign): string[] => [...new Set(parts.flatMap((part) => (signOf(part, field) === sign ? valuesOf(part) : [])))];
  return { included: values('in'), excluded: values('out') };
}

/** Characters of a value at most that filters are made of: with some of them escaped, the filter is still taken everywhere. */
export const LONGEST_VALUE = 4096;

/** Characters by which a longer value is told: others that begin like it are rare. */
const BEGINNING = 1000;

/** A value as it stands in a term of the field. Text from a log that looks like a network is meant as text; of a very long one the beginning is asked. */
export function valueInTerm(field: TermField, value: string): string {
  if (value.length > LONGEST_VALUE) return `${value.slice(0, BEGINNING)}*`;
  return field === 'sourceIPAddress' && looksLikeNetwork(value) ? value.replaceAll('/', '*') : value;
}

/**
 * Takes a value in, beside those that are in already (`a OR b`); one that is in is taken out again.
 * Text that does not parse is kept, as it is where the result would not parse (too many terms).
 */
export function toggleIncluded(text: string, field: TermField, value: string): string {
  const wanted = valueInTerm(field, value);
  return edited(text, (parts) => {
    const isIn = parts.some((part) => signOf(part, field) === 'in' && valuesOf(part).includes(wanted));
    const others = parts.flatMap((part) => without(part, field, wanted));
    if (isIn) return others;
    const at = others.findIndex((part) => signOf(part, field) === 'in');
    if (at < 0) return [...others, term(field, wanted)];
    return others.with(at, or([others[at] as FilterTree, term(field, wanted)]));
  });
}

/** Leaves a value out; one that is left out already is no longer. As toggleIncluded. */
export function toggleExcluded(text: string, field: TermField, value: string): string {
  const wanted = valueInTerm(field, value);
  return edited(text, (parts) => {
    const isOut = parts.some((part) => signOf(part, field) === 'out' && valuesOf(part).includes(wanted));
    const others = parts.flatMap((part) => without(part, field, wanted));
    return isOut ? others : [...others, not(term(field, wanted))];
  });
}

/** The filter without what it says of a field: beside its chosen values, the others are counted by this. */
export function withoutField(text: string, field: TermField): string {
  return edited(text, (parts) => parts.filter((part) => signOf(part, field) === null));
}

/**
 * Sets the span of time (ms UTC, half-open; null: that end is open) in place of the times that the filter asks for; null: all times.
 * @param zone in which the times are written, each with its offset
 */
export function withTimes(text: string, span: TimeSpan | null, zone: string): string {
  return edited(text, (parts) => {
    const others = parts.filter((part) => !isTime(part));
    if (span === null) return others;
    const from = span.from === null ? '' : instantText(Math.floor(span.from / 1000) * 1000, zone);
    const to = span.to === null ? '' : instantText(Math.ceil(span.to / 1000) * 1000, zone);
    return from === '' && to === '' ? others : [...others, term('time', `${from}..${to}`)];
  });
}

/** The span of time that a filter asks for; null: from the first event, or to the last. */
export function timesOfFilter(text: string, context: TimeContext): TimeSpan {
  let [from, to]: [number | null, number | null] = [null, null];
  for (const part of partsIn(text) ?? []) {
    if (!isTime(part) || !isTimeField(part.field)) continue;
    const span = resolveTime(part.field, part.value, context);
    if ('message' in span) continue;
    if (span.from !== null) from = from === null ? span.from : Math.max(from, span.from);
    if (span.to !== null) to = to === null ? span.to : Math.min(to, span.to);
  }
  return { from, to };
}

/** Both filters, side by side; null when one of them does not parse. */
export function bothFilters(a: string, b: string): string | null {
  const [left, right] = [partsIn(a), partsIn(b)];
  return left && right && printTree(and([...left, ...right]));
}

/** A filter of which only those events are left that another one leaves, too; null when one of them does not parse. */
export function withEvents(text: string, wanted: string): string | null {
  const [parts, asked] = [partsIn(text), partsIn(wanted)];
  if (!parts || !asked) return null;
  const others = parts.filter((part) => !asked.some((one) => isSame(part, one) || isSame(part, not(one))));
  return printTree(and([...others, ...asked]));
}

/** A filter without the events that another one leaves; null when one of them does not parse. */
export function withoutEvents(text: string, unwanted: string): string | null {
  const [parts, asked] = [partsIn(text), partsIn(unwanted)];
  if (!parts || !asked) return null;
  const left = not(and(asked));
  const others = parts.filter((part) => !isSame(part, left) && !isSame(part, and(asked)));
  return printTree(and([...others, left]));
}

function isSame(a: FilterTree, b: FilterTree): boolean {
  return printTree(a) === printTree(b);
}

type Sign = 'in' | 'out';

function partsIn(text: string): readonly FilterTree[] | null {
  const parsed = parseFilter(text);
  if ('problem' in parsed) return null;
  return partsOf(parsed.tree);
}

function edited(text: string, change: (parts: readonly FilterTree[]) => readonly FilterTree[]): string {
  const parts = partsIn(text);
  if (!parts) return text;
  const next = printTree(and(change(parts)));
  return 'problem' in parseFilter(next) ? text : next;
}

const term = (field: TermField, value: string): TermNode => ({ kind: 'term', field, value });

/** How a part asks for values of a field: by a term or alternatives of it alone, or by their opposite; null for any other part. */
function signOf(part: FilterTree, field: TermField): Sign | null {
  const [asked, sign]: [FilterTree, Sign] = part.kind === 'not' ? [part.of, 'out'] : [part, 'in'];
  const terms = asked.kind === 'or' ? asked.of : [asked];
  return terms.every((one) => one.kind === 'term' && one.field === field) ? sign : null;
}

/** Values of a part that has a sign. */
function valuesOf(part: FilterTree): string[] {
  if (part.kind === 'term') return [part.value];
  return part.kind === 'not' ? valuesOf(part.of) : part.of.flatMap(valuesOf);
}

/** A part without one value of a field: the same part, a smaller one, or none. */
function without(part: FilterTree, field: TermField, value: string): FilterTree[] {
  const sign = signOf(part, field);
  if (sign === null || !valuesOf(part).includes(value)) return [part];
  const left = valuesOf(part).filter((one) => one !== value);
  if (left.length === 0) return [];
  const group = or(left.map((one) => term(field, one)));
  return [sign === 'in' ? group : not(group)];
}

function isTime(part: FilterTree): part is TermNode {
  return part.kind === 'term' && isTimeField(part.field);
}

/** An instant (ms UTC) as filters read it: by the clock of the zone with its offset, or in UTC where its offset has seconds. */
function instantText(ms: number, zone: string): string {
  const { date, clock, offset } = zoned(ms, zone);
  if (!/^[+-]\d\d:\d\d$/.test(offset) || !/^\d{4}-/.test(date)) return new Date(ms).toISOString().replace('.000Z', 'Z');
  return `${date}T${clock}${offset === '+00:00' ? 'Z' : offset}`;
}
