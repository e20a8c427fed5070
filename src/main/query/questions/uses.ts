// Places of use in words and as filters.
import { COMPARED_WORDS } from '../../../shared/compare.ts';
import type { Candidate, Fact } from '../../../shared/questions.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { anyOf, term } from './asking.ts';
import { fact } from './candidate.ts';
import { type Departed, NOVELTIES, type Novelty, type Use } from './departures.ts';

/** Values named in a sentence. */
const NAMED = 4;

/** New values of one kind that are told one by one: who calls writes what stands there. */
const TOLD = 8;

/** Addresses that a filter names: it takes at most 1,000 terms. */
const MOST_ADDRESSES = 200;

/** The events of a key or actor that came from some of its places of use, and those that did not. */
export interface SplitFilters {
  usual: string;
  strange: string;
}

/**
 * Of very many strange addresses the usual ones are named instead, or where these are as many, the first strange ones.
 * @param own filter of all events of the key or actor
 */
export function splitFilters(own: string, { usual, strange }: Departed): SplitFilters {
  const [known, addresses] = [addressesOf(usual), addressesOf(strange)];
  if (addresses.length === 0) return { usual: own, strange: own };
  const isOther = addresses.length > MOST_ADDRESSES && known.length <= MOST_ADDRESSES;
  const there = anyOf('sourceIPAddress', (isOther ? known : addresses.slice(0, MOST_ADDRESSES)).sort());
  const [among, apart] = [`${own} ${there}`, `${own} ${negated(there)}`];
  return isOther ? { usual: among, strange: apart } : { usual: apart, strange: among };
}

/** In order of their first use. */
function addressesOf(uses: readonly Use[]): string[] {
  return [...new Set(uses.map(({ address }) => address))];
}

function negated(filter: string): string {
  return filter.startsWith('(') ? `NOT ${filter}` : `-${filter}`;
}

/** `84 events from 203.0.113.25 with Boto3 on Linux in ap-south-1, first at …, last at …` */
export function wordsOfUses(uses: readonly Use[], zone: string): string {
  const count = uses.reduce((sum, use) => sum + use.count, 0);
  const first = uses.reduce((time, use) => Math.min(time, use.first), Number.POSITIVE_INFINITY);
  const last = uses.reduce((time, use) => Math.max(time, use.last), Number.NEGATIVE_INFINITY);
  const of = (values: readonly string[]): string => named([...new Set(values)]);
  const tools = of(uses.flatMap(({ values }) => values.tool));
  const platforms = of(uses.flatMap(({ values }) => values.platform));
  const regions = of(uses.flatMap(({ values }) => values.awsRegion));
  const parts = [
    `${plural(count, 'event')} from ${of(uses.map(({ address }) => address))}`,
    ...(tools === '' ? [] : [` with ${tools}`]),
    ...(platforms === '' ? [] : [` on ${platforms}`]),
    ...(regions === '' ? [] : [` in ${regions}`]),
    ...(Number.isFinite(first) ? [`, first at ${formatTime(first, zone)}, last at ${formatTime(last, zone)}`] : []),
  ];
  return parts.join('');
}

function named(values: readonly string[]): string {
  const shown = values.slice(0, NAMED).join(', ');
  return values.length > NAMED ? `${shown} and ${grouped(values.length - NAMED)} more` : shown;
}

/**
 * What the strange uses bring that was never seen before, each with how many events there had been.
 * @param before usual events before the first strange one
 */
export function noveltyFacts({ strange }: Departed, own: string, before: number): Fact[] {
  const never = `never before, 0 of ${plural(before, 'usual event')} until then.`;
  const told = (word: string, many: string, field: 'sourceIPAddress' | Novelty, values: readonly string[]): Fact[] => [
    ...values.slice(0, TOLD).map((value) => fact(`${word} ${value}: ${never}`, `${own} ${term(field, value)}`)),
    ...(values.length > TOLD ? [fact(`${grouped(values.length - TOLD)} further ${many} were new.`)] : []),
  ];
  const facts = told('Address', 'addresses', 'sourceIPAddress', addressesOf(strange));
  for (const field of NOVELTIES) {
    const { one, many } = COMPARED_WORDS[field];
    const values = [...new Set(strange.flatMap(({ novel }) => novel?.[field] ?? []))];
    facts.push(...told(`${one[0]?.toUpperCase()}${one.slice(1)}`, many, field, values));
  }
  return facts;
}

/** How many kinds of things are new. */
export function noveltyCount({ strange }: Departed): number {
  return NOVELTIES.filter((field) => strange.some(({ novel }) => novel?.[field] !== undefined)).length;
}

export function usualAndStrange(label: string, { usual, strange }: SplitFilters): NonNullable<Candidate['compare']> {
  return { label, a: usual, b: strange };
}
