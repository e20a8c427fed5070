// The actors of some events as a list, a page at a time.
import type { Args, Result } from '../../../shared/channels.ts';
import type { ActorSort } from '../../../shared/entities.ts';
import { actorsOf } from '../actors/actors.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { unreadableOf } from '../columns/outcomes.ts';
import type { Selection } from '../columns/selections.ts';
import { tallyCombination } from '../columns/tally.ts';
import { occurringNumbers } from '../facets.ts';
import { unusualPlaces } from '../unusual/actors.ts';
import { Rankings, ranked } from './ranking.ts';
import { type Uses, useOf, usesOf } from './uses.ts';
import { comparableIn } from './whole-case.ts';

interface ActorList {
  uses: Uses;
  /** By number of the actor: different access keys among its events. */
  keys: Float64Array;
}

const rankings = new Rankings<ActorList>();

/** Events whose record names nobody are in no row. */
export function actorList(events: CaseEvents, selection: Selection, asked: Args<'actors.list'>): Result<'actors.list'> {
  const actors = actorsOf(events);
  const { dimension } = actors;
  const { list, order } = rankings.of(
    selection,
    JSON.stringify([asked.sort, asked.descending, asked.search]),
    () => ({ uses: usesOf(events, selection, dimension.numbers, dimension.size), keys: keysOfActors(events, selection) }),
    (counted) => ranked(occurringNumbers(counted.uses), dimension, asked, keyOf(events, counted, asked.sort)),
  );
  const isComparable = comparableIn(events, dimension.numbers, dimension.size);
  const rows = order.slice(asked.offset, asked.offset + asked.limit).map((number) => {
    const { id, account, type, name } = actors.actor(number);
    return {
      who: id,
      account,
      type,
      name,
      keys: list.keys[number] as number,
      ...useOf(list.uses, number),
      comparable: isComparable(number),
    };
  });
  return { total: order.length, rows, unreadable: unreadableOf(events, selection).length };
}

function keyOf(events: CaseEvents, { uses, keys }: ActorList, sort: ActorSort): ((number: number) => number | null) | null {
  const actors = actorsOf(events);
  const finite = (column: Float64Array) => (number: number) => (Number.isFinite(column[number]) ? (column[number] as number) : null);
  const text = (of: (number: number) => string | null) => {
    const places = placesOf(Array.from({ length: actors.dimension.size - 1 }, (_, i) => of(i + 1)));
    return (number: number) => places.get(of(number)) ?? null;
  };
  switch (sort) {
    case 'who':
      return null;
    case 'type':
      return text((number) => actors.actor(number).type);
    case 'account':
      return text((number) => actors.actor(number).account);
    case 'keys':
      return finite(keys);
    case 'events':
      return finite(uses.count);
    case 'denied':
    case 'writes':
    case 'first':
    case 'last':
      return finite(uses[sort]);
    case 'unusual': {
      const places = unusualPlaces(events, 'actor');
      return (number) => places.get(actors.dimension.text(number)) ?? null;
    }
  }
}

/** Place of each text among all; none for null. */
function placesOf(texts: readonly (string | null)[]): Map<string | null, number> {
  const sorted = [...new Set(texts)].filter((text) => text !== null).sort();
  return new Map(sorted.map((text, place) => [text, place]));
}

function keysOfActors(events: CaseEvents, { bits }: Selection): Float64Array {
  const { dimension } = actorsOf(events);
  const key = events.dimension('accessKeyId');
  const { count } = tallyCombination(events, 'identity', dimension.numbers.length, bits);
  const none = key.numberOf('');
  const keys = new Float64Array(dimension.size);
  const pairs = new Set<number>();
  for (let identity = 0; identity < dimension.numbers.length; identity++) {
    const number = key.numbers[identity] as number;
    if (count[identity] === 0 || number === 0 || number === none) continue;
    const actor = dimension.numbers[identity] as number;
    const pair = actor * key.size + number;
    if (pairs.has(pair)) continue;
    pairs.add(pair);
    keys[actor] = (keys[actor] as number) + 1;
  }
  return keys;
}
