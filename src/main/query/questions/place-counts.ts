// How often, when and in which regions each key or actor was used from each origin (an address with a user agent). One walk over columns.
import { parseAddress } from '../../../shared/filter/network.ts';
import { type Bits, IdBatches } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { COLUMNS, type ColumnField } from '../filter/columns.ts';

/** Of one key or actor at one origin. */
export interface PlaceCount {
  /** Number of the key or actor in its dimension. */
  number: number;
  /** Row id of the origin. */
  origin: number;
  count: number;
  /** ms UTC; ±∞ where no event is dated. */
  first: number;
  last: number;
  /** By number of the region, 0 for none: its events, and ms UTC of the first, +∞ where none is dated. */
  regions: Map<number, { count: number; first: number }>;
}

const outsideOf = new WeakMap<CaseEvents, Uint8Array>();

/** By row id of the origin: 1 where it is an address, not the name of an AWS service that called on someone's behalf. */
function outsideOrigins(events: CaseEvents): Uint8Array {
  const known = outsideOf.get(events) ?? readOutside(events);
  outsideOf.set(events, known);
  return known;
}

function readOutside(events: CaseEvents): Uint8Array {
  const addresses = events.dimension('sourceIPAddress');
  const isAddress = new Uint8Array(addresses.size);
  for (let number = 1; number < addresses.size; number++) isAddress[number] = parseAddress(addresses.text(number)) === null ? 0 : 1;
  return Uint8Array.from(addresses.numbers, (number) => isAddress[number] as number);
}

/** By number of the key or actor: 1 where it was used from more than one address. */
function severalAddresses(events: CaseEvents, field: ColumnField, outside: Uint8Array): Uint8Array {
  const { numbers, size } = events.dimension(field);
  const addresses = events.dimension('sourceIPAddress').numbers;
  const [ids, origins] = [events.columns[COLUMNS[field].of], events.columns.origin];
  const first = new Uint32Array(size);
  const several = new Uint8Array(size);
  const batches = new IdBatches(events.all);
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = batches.ids[i] as number;
      const number = numbers[ids[record] as number] as number;
      const origin = origins[record] as number;
      if (outside[origin] === 0) continue;
      const address = addresses[origin] as number;
      if (first[number] === 0) first[number] = address;
      else if (first[number] !== address) several[number] = 1;
    }
  }
  // Number 0 is none; an access key may be the empty text, which is no key either.
  several[0] = 0;
  several[events.dimension(field).numberOf('')] = 0;
  return several;
}

/**
 * @param only a number and its events; null: every key or actor that was used from more than one address
 * @returns in no order
 */
export function countPlaces(events: CaseEvents, field: ColumnField, only: { number: number; bits: Bits } | null): PlaceCount[] {
  const outside = outsideOrigins(events);
  const asked = only === null ? severalAddresses(events, field, outside) : one(only.number, events.dimension(field).size);
  const { numbers } = events.dimension(field);
  const regionOf = events.dimension('awsRegion').numbers;
  const { time, origin: origins, call: calls } = events.columns;
  const ids = events.columns[COLUMNS[field].of];
  const byPlace = new Map<number, PlaceCount>();
  const batches = new IdBatches(only === null ? events.all : only.bits);
  let place: PlaceCount | null = null;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = batches.ids[i] as number;
      const number = numbers[ids[record] as number] as number;
      const origin = origins[record] as number;
      if (asked[number] === 0 || outside[origin] === 0) continue;
      // Neighbours mostly are of one key and one origin.
      if (place === null || place.number !== number || place.origin !== origin) {
        const key: number = number * outside.length + origin;
        place = byPlace.get(key) ?? newPlace(number, origin);
        byPlace.set(key, place);
      }
      place.count++;
      const at = time[record] as number;
      if (at < place.first) place.first = at;
      if (at > place.last) place.last = at;
      const inRegion = regionOf[calls[record] as number] as number;
      const region = place.regions.get(inRegion);
      if (region === undefined) place.regions.set(inRegion, { count: 1, first: Number.isNaN(at) ? Number.POSITIVE_INFINITY : at });
      else {
        region.count++;
        if (at < region.first) region.first = at;
      }
    }
  }
  return [...byPlace.values()];
}

function newPlace(number: number, origin: number): PlaceCount {
  return { number, origin, count: 0, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY, regions: new Map() };
}

function one(number: number, size: number): Uint8Array {
  const asked = new Uint8Array(size);
  asked[number] = number === 0 ? 0 : 1;
  return asked;
}
