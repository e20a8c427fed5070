// The source addresses among some events: what is known of each, how often and when, and how many actors and keys came from it.
import type { AddressSort } from '../../../shared/addresses.ts';
import type { AddressFacts } from '../../addresses/address-book.ts';
import { hasBit, IdBatches, noBits, setBit } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';
import { tallyCombination, tallyValues } from '../columns/tally.ts';
import { occurringNumbers } from '../facets.ts';
import { addressFactsOf, listNamesOf } from './fields.ts';

export interface AddressRow extends AddressFacts {
  address: string;
  /** Names of the watch lists that it is on. */
  lists: string[];
  events: number;
  /** ms UTC; null where only undated events came from it. */
  first: number | null;
  last: number | null;
  /** Different ones among these events. */
  actors: number;
  keys: number;
}

/** In order of address. */
export function addressTable(events: CaseEvents, selection: Selection): AddressRow[] {
  const dimension = events.dimension('sourceIPAddress');
  const tally = tallyValues(tallyCombination(events, 'origin', dimension.numbers.length, selection.bits), dimension);
  const lookUp = addressFactsOf(events);
  const listsOn = listNamesOf(events);
  const pairs = callersPerOrigin(events, selection);
  const actors = distinctPerAddress(events, pairs, 'who');
  const keys = distinctPerAddress(events, pairs, 'accessKeyId');
  const finite = (time: number | undefined): number | null => (Number.isFinite(time) ? (time as number) : null);
  const rows = occurringNumbers(tally).map((number): AddressRow => {
    const address = dimension.text(number);
    return {
      address,
      ...lookUp(address),
      lists: listsOn(number),
      events: tally.count[number] as number,
      first: finite(tally.first[number]),
      last: finite(tally.last[number]),
      actors: actors[number] as number,
      keys: keys[number] as number,
    };
  });
  return rows.sort(byAddress);
}

/** Ids of an origin and of an identity that occur together. */
interface Pair {
  origin: number;
  identity: number;
}

/** Up to so many possible pairs, a bit for each tells which was met: 32 MB. */
const MOST_BITS = 1 << 28;

/** Each pair once: far fewer than events. */
function callersPerOrigin(events: CaseEvents, { bits }: Selection): Pair[] {
  const { origin, identity } = events.columns;
  const identities = events.dimension('actor').numbers.length;
  const possible = identities * events.dimension('sourceIPAddress').numbers.length;
  const isNew = possible <= MOST_BITS ? metByBits(possible) : metBySet();
  const pairs: Pair[] = [];
  const batches = new IdBatches(bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = ids[i] as number;
      const pair = { origin: origin[record] as number, identity: identity[record] as number };
      if (isNew(pair.origin * identities + pair.identity)) pairs.push(pair);
    }
  }
  return pairs;
}

/** Whether a number is met for the first time. */
type IsNew = (number: number) => boolean;

function metByBits(size: number): IsNew {
  const met = noBits(size);
  return (number) => {
    if (hasBit(met, number)) return false;
    setBit(met, number);
    return true;
  };
}

function metBySet(): IsNew {
  const met = new Set<number>();
  return (number) => met.size < met.add(number).size;
}

/** By number of an address: how many different values of a field of identities occur with it. */
function distinctPerAddress(events: CaseEvents, pairs: readonly Pair[], field: 'who' | 'accessKeyId'): Uint32Array {
  const addresses = events.dimension('sourceIPAddress');
  const values = events.dimension(field);
  const isNew = metBySet();
  const distinct = new Uint32Array(addresses.size);
  for (const { origin, identity } of pairs) {
    const address = addresses.numbers[origin] as number;
    const value = values.numbers[identity] as number;
    // The empty text is no key.
    if (value === 0 || values.text(value) === '') continue;
    if (isNew(address * values.size + value)) distinct[address] = (distinct[address] as number) + 1;
  }
  return distinct;
}

const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byAddress = (a: AddressRow, b: AddressRow): number => textOrder(a.address, b.address);

/** @param rows in order of address. What has no value stands last in both directions. */
export function sorted(rows: readonly AddressRow[], sort: AddressSort, descending: boolean): AddressRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [sortKey(a, sort), sortKey(b, sort)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    return left === right ? 0 : sign * (left < right ? -1 : 1);
  });
}

function sortKey(row: AddressRow, sort: AddressSort): string | number | null {
  if (sort !== 'lists') return row[sort];
  return row.lists.length === 0 ? null : row.lists.join('\n');
}
