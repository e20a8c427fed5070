// The access keys of some events as a list, a page at a time: those used, and those that are handed out or named. Whose they are, and by which events
// they were handed out and named, is told of the whole case: a filter would make a key unused that is used.
import type { Args, Result } from '../../../shared/channels.ts';
import type { KeySort, NamingEvent } from '../../../shared/entities.ts';
import { storedRow, toEventRow } from '../../case/event-rows.ts';
import { actorsOf } from '../actors/actors.ts';
import { type Bits, hasBit } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { unreadableOf } from '../columns/outcomes.ts';
import type { Selection } from '../columns/selections.ts';
import { typeOfKey } from '../lineage/credentials.ts';
import { unusualPlaces } from '../unusual/actors.ts';
import { keysOf } from './key-index.ts';
import { Rankings, ranked } from './ranking.ts';
import { type Uses, useOf, usesOf } from './uses.ts';
import { comparableIn } from './whole-case.ts';

type Row = Result<'keys.list'>['rows'][number];

interface KeyList {
  uses: Uses;
  /** By number of the key: records of the whole case that are about it. */
  named: Float64Array;
  /** Numbers of the keys that are used or named. */
  occurring: number[];
}

/** What lasts longest stands first. */
const TYPE_ORDER: readonly Row['type'][] = ['long-term', 'temporary', null];

const rankings = new Rankings<KeyList>();

export function keyList(events: CaseEvents, selection: Selection, asked: Args<'keys.list'>): Result<'keys.list'> {
  const { list, order } = rankings.of(
    selection,
    JSON.stringify([asked.sort, asked.descending, asked.search]),
    () => counted(events, selection),
    (made) => ranked(made.occurring, keysOf(events), asked, keyOf(events, made, asked.sort)),
  );
  const rows = rowsOf(events, list, order.slice(asked.offset, asked.offset + asked.limit));
  return { total: order.length, rows, unreadable: unreadableOf(events, selection).length };
}

function counted(events: CaseEvents, selection: Selection): KeyList {
  const keys = keysOf(events);
  const uses = usesOf(events, selection, keys.numbers, keys.size);
  const named = new Float64Array(keys.size);
  const isNamed = new Uint8Array(keys.size);
  const { records, keys: numbers, issued } = keys.namings;
  for (let at = 0; at < records.length; at++) {
    const [record, number] = [records[at] as number, numbers[at] as number];
    if (isAmong(events, selection.bits, record)) isNamed[number] = 1;
    if (issued[at] === 0 && isAmong(events, events.all, record)) named[number] = (named[number] as number) + 1;
  }
  const occurring: number[] = [];
  for (let number = 1; number < keys.size; number++)
    if (((uses.count[number] as number) > 0 || isNamed[number] === 1) && keys.text(number) !== '') occurring.push(number);
  return { uses, named, occurring };
}

function isAmong(events: CaseEvents, bits: Bits, record: number): boolean {
  return record <= events.last && hasBit(bits, record);
}

function keyOf(events: CaseEvents, { uses, named }: KeyList, sort: KeySort): ((number: number) => number | null) | null {
  const keys = keysOf(events);
  const finite = (column: Float64Array) => (number: number) => (Number.isFinite(column[number]) ? (column[number] as number) : null);
  switch (sort) {
    case 'key':
      return null;
    case 'type':
      return (number) => TYPE_ORDER.indexOf(typeOfKey(keys.text(number)));
    case 'events':
      return finite(uses.count);
    case 'named':
      return finite(named);
    case 'denied':
    case 'writes':
    case 'first':
    case 'last':
      return finite(uses[sort]);
    case 'unusual': {
      const places = unusualPlaces(events, 'key');
      return (number) => places.get(keys.text(number)) ?? null;
    }
  }
}

function rowsOf(events: CaseEvents, { uses, named }: KeyList, numbers: readonly number[]): Row[] {
  const keys = keysOf(events);
  const owners = ownersOf(events, new Set(numbers));
  const naming = namingOf(events, new Set(numbers));
  const isComparable = comparableIn(events, keys.numbers, keys.size);
  return numbers.map((number) => {
    const key = keys.text(number);
    const own = owners.get(number);
    return {
      key,
      type: typeOfKey(key),
      used: own !== undefined,
      who: own?.[0] ?? null,
      others: Math.max(0, (own?.length ?? 0) - 1),
      ...useOf(uses, number),
      comparable: isComparable(number),
      issued: naming.get(number)?.issued ?? null,
      named: named[number] as number,
      lastNamed: naming.get(number)?.last ?? null,
    };
  });
}

/** Actors whose events are made with some keys, in the whole case: most events first, then in order of their ids. None for a key that was not used. */
function ownersOf(events: CaseEvents, wanted: ReadonlySet<number>): Map<number, string[]> {
  const { numbers } = keysOf(events);
  const { dimension } = actorsOf(events);
  const { count } = events.tallyOfAll('identity', numbers.length);
  const byKey = new Map<number, Map<number, number>>();
  for (let identity = 0; identity < numbers.length; identity++) {
    const key = numbers[identity] as number;
    const actor = dimension.numbers[identity] as number;
    const some = count[identity] as number;
    if (some === 0 || !wanted.has(key)) continue;
    const actors = byKey.get(key) ?? new Map<number, number>();
    byKey.set(key, actors);
    // A record may name a key and nobody.
    if (actor !== 0) actors.set(actor, (actors.get(actor) ?? 0) + some);
  }
  return new Map(
    [...byKey].map(([key, actors]) => {
      const sorted = [...actors].map(([actor, some]) => ({ who: dimension.text(actor), some }));
      sorted.sort((a, b) => b.some - a.some || (a.who < b.who ? -1 : 1));
      return [key, sorted.map(({ who }) => who)];
    }),
  );
}

/** The event of the case that first hands each key out without an error, and the last that is about it. */
function namingOf(events: CaseEvents, wanted: ReadonlySet<number>): Map<number, { issued: NamingEvent | null; last: NamingEvent | null }> {
  const { records, keys, issued } = keysOf(events).namings;
  const outcomes = events.outcomesByCode();
  const { call } = events.columns;
  const places = events.places();
  const [first, last] = [new Map<number, number>(), new Map<number, number>()];
  const isBefore = (a: number, b: number): boolean => (places[a] as number) < (places[b] as number);
  for (let at = 0; at < records.length; at++) {
    const [record, key] = [records[at] as number, keys[at] as number];
    if (!wanted.has(key) || !isAmong(events, events.all, record)) continue;
    const [made, about] = [first.get(key), last.get(key)];
    const isMaking = issued[at] === 1 && outcomes[call[record] as number] === 0;
    if (isMaking && (made === undefined || isBefore(record, made))) first.set(key, record);
    if (issued[at] === 0 && (about === undefined || isBefore(about, record))) last.set(key, record);
  }
  return new Map(
    [...wanted].map((key) => [key, { issued: namingEvent(events, first.get(key)), last: namingEvent(events, last.get(key)) }]),
  );
}

function namingEvent(events: CaseEvents, record: number | undefined): NamingEvent | null {
  if (record === undefined) return null;
  const row = storedRow(events.db, record);
  const { id, eventName } = toEventRow(row);
  const actor = actorsOf(events).of(events.columns.identity[record] as number);
  return { id, time: row.timeMs, eventName, who: actor === 0 ? null : actorsOf(events).actor(actor).id };
}
