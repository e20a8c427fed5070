// Places of use in words and as filters.
import { COMPARED_WORDS } from '../../../shared/compare.ts';
import type { Candidate, Fact } from '../../../shared/questions.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { anyOf, term } from './asking.ts';
import { fact } from './candidate.ts';
import { type Departed, NOVELTIES, type Use } from './departures.ts';

/** Values named in a sentence. */
const NAMED = 4;

/** The events of a key or actor that came from some of its places of use, and those that did not. */
export interface SplitFilters {
  usual: string;
  strange: string;
}

/** @param own filter of all events of the key or actor */
export function splitFilters(own: string, { usual, strange }: Departed): SplitFilters {
  const known = new Set(usual.map(({ address }) => address));
  const addresses = [...new Set(strange.map(({ address }) => address))].filter((address) => !known.has(address)).sort();
  const there = addresses.length === 0 ? '' : anyOf('sourceIPAddress', addresses);
  return { usual: there === '' ? own : `${own} ${negated(there)}`, strange: there === '' ? own : `${own} ${there}` };
}

function negated(filter: string): string {
  return filter.startsWith('(') ? `NOT ${filter}` : `-${filter}`;
}

/** `84 events from 203.0.113.25 with Boto3 on Linux in ap-south-1, first at …, last at …` */
export function wordsOfUses(uses: readonly Use[], zone: string): string {
  const count = uses.reduce((sum, use) => sum + use.count, 0);
  const first = Math.min(...uses.map((use) => use.first));
  const last = Math.max(...uses.map((use) => use.last));
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
  return values.length > NAMED ? `${shown} and ${values.length - NAMED} more` : shown;
}

/** What the strange uses bring that was never seen before, each with how many events there had been. */
export function noveltyFacts({ usual, strange }: Departed, own: string): Fact[] {
  const before = usual.reduce((sum, use) => sum + use.count, 0);
  const known = new Set(usual.map(({ address }) => address));
  const facts = [...new Set(strange.map(({ address }) => address))]
    .filter((address) => !known.has(address))
    .map((address) =>
      fact(`Address ${address}: never before, 0 of ${grouped(before)} usual events.`, `${own} ${term('sourceIPAddress', address)}`),
    );
  for (const field of NOVELTIES) {
    const values = [...new Set(strange.flatMap(({ novel }) => novel?.[field] ?? []))];
    for (const value of values) {
      const word = COMPARED_WORDS[field].one;
      facts.push(
        fact(
          `${word[0]?.toUpperCase()}${word.slice(1)} ${value}: never before, 0 of ${grouped(before)} usual events.`,
          `${own} ${term(field, value)}`,
        ),
      );
    }
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
