// The access keys of a report: with which cited events were made, which they handed out or are about, and those that findings name.
import type { CaseEvents } from '../../query/columns/case-events.ts';
import { countFacets } from '../../query/facets.ts';
import { typeOfKey } from '../../query/lineage/credentials.ts';
import { inShownOrder } from '../item-order.ts';
import { type AddressUse, addressUse, MOST_ADDRESSES } from './actors.ts';
import {
  allRecords,
  type Cited,
  type CitedContext,
  citedOf,
  conflictsIn,
  factsOfUse,
  type OtherAddress,
  otherAddresses,
  selectionOfValue,
  textIn,
  type UseFacts,
} from './cited.ts';

/** Keys that are told of one by one. */
const MOST_KEYS = 60;

export interface KeyFacts extends UseFacts {
  key: string;
  type: 'long-term' | 'temporary' | null;
  /** The actor of most of its events; null where no event is made with it. */
  who: string | null;
  /** How many other actors have it. */
  others: number;
  sessionName: string | null;
  addresses: AddressUse[];
  addressCount: number;
  /** Exhibits made with it, that hand it out, and that are about it. */
  exhibits: KeyExhibits;
  /** Addresses that only deliveries name which contradict those that are counted, with their exhibits. */
  otherAddresses: OtherAddress[];
  isNamed: boolean;
}

export interface KeysFacts {
  keys: KeyFacts[];
  more: number;
  /** Exhibits whose record has no access key of its caller. */
  keyless: readonly number[];
  /** Keys that findings name and no event has or names. */
  unknown: string[];
  /** Exhibits of which deliveries contradict each other. */
  conflicts: number[];
}

/** Numbers of exhibits that were made with a key, hand it out, or are about it. */
interface KeyExhibits {
  made: number[];
  issued: number[];
  about: number[];
  /** Those of which another delivery names another key of the caller. */
  disputed: number[];
}

/** The keys that any delivery of the cited events names, in order of the first exhibit; and exhibits without a key of their caller. */
export function keysOfExhibits({ events, list }: Cited): { keys: Map<string, KeyExhibits>; keyless: number[] } {
  const keys = new Map<string, KeyExhibits>();
  const of = (key: string): KeyExhibits => {
    const one = keys.get(key) ?? { made: [], issued: [], about: [], disputed: [] };
    keys.set(key, one);
    return one;
  };
  const keyless: number[] = [];
  const namings = events.db.prepare(
    'SELECT t.value AS key, k.issued FROM key_events k JOIN terms t ON t.id = k.key WHERE k.record = ? ORDER BY k.issued DESC, t.value',
  );
  const add = (numbers: number[], number: number): void => {
    if (numbers.at(-1) !== number) numbers.push(number);
  };
  for (const one of list) {
    const records = allRecords(one);
    const made = new Set(records.map((record) => textIn(events, 'accessKeyId', record)));
    for (const key of made) {
      if (key === null) keyless.push(one.number);
      else add(of(key).made, one.number);
      if (key !== null && made.size > 1) add(of(key).disputed, one.number);
    }
    for (const record of records)
      for (const { key, issued } of namings.all(record) as { key: string; issued: number }[])
        if (key !== '' && !made.has(key)) add(of(key)[issued === 1 ? 'issued' : 'about'], one.number);
  }
  return { keys, keyless };
}

/** In order of the first exhibit; then those that only findings name, in order of their text. */
export function keysFacts(context: CitedContext, named: readonly string[]): KeysFacts {
  const cited = citedOf(context);
  const { events } = cited;
  const { keys: wanted, keyless } = keysOfExhibits(cited);
  const isNamed = new Set(named);
  const known = knownKeys(events, [...new Set(named)]);
  for (const key of inShownOrder(context, known, (one) => one))
    if (!wanted.has(key)) wanted.set(key, { made: [], issued: [], about: [], disputed: [] });
  const told = [...wanted].slice(0, MOST_KEYS);
  return {
    keys: factsOf(cited, told, isNamed),
    more: wanted.size - told.length,
    keyless,
    unknown: [...isNamed].filter((key) => !known.has(key) && !wanted.has(key)),
    conflicts: conflictsIn(cited),
  };
}

/** Those that any event has or names. */
function knownKeys(events: CaseEvents, keys: readonly string[]): Set<string> {
  if (keys.length === 0) return new Set();
  const dimension = events.dimension('accessKeyId');
  const isIn = events.db.prepare('SELECT 1 FROM key_events WHERE key IN (SELECT id FROM terms WHERE value = ?) LIMIT 1');
  return new Set(keys.filter((key) => dimension.numberOf(key) !== 0 || isIn.get(key) !== undefined));
}

function factsOf(cited: Cited, told: readonly [string, KeyExhibits][], isNamed: ReadonlySet<string>): KeyFacts[] {
  const { events } = cited;
  const dimension = events.dimension('accessKeyId');
  return told.map(([key, exhibits]) => {
    const selection = selectionOfValue(events, 'accessKeyId', dimension.numberOf(key));
    const { sourceIPAddress, who, sessionName } = countFacets(events, selection, {
      names: ['sourceIPAddress', 'who', 'sessionName'],
      top: MOST_ADDRESSES,
    });
    return {
      key,
      type: typeOfKey(key),
      who: who?.values[0]?.value ?? null,
      others: Math.max(0, (who?.distinct ?? 0) - 1),
      sessionName: sessionName?.values[0]?.value ?? null,
      ...factsOfUse(events, selection),
      addresses: (sourceIPAddress?.values ?? []).map(({ value, count }) => addressUse(events, value, count)),
      addressCount: sourceIPAddress?.distinct ?? 0,
      exhibits,
      otherAddresses: otherAddresses(cited, (record) => textIn(events, 'accessKeyId', record) === key),
      isNamed: isNamed.has(key),
    };
  });
}
