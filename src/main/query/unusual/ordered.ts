// The dated events of a selection in the order of time.
import type { Statement } from 'better-sqlite3';
import { type EventAddress, eventId, STEPS } from '../../case/event-rows.ts';
import type { ReadConnection } from '../../case/open.ts';
import { hasBit, idsOf } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';

export interface OrderedEvents {
  /** Ids of records, in public order. */
  records: Uint32Array;
  /** ms UTC of each. */
  times: Float64Array;
}

/** Of all events, of which one in so many is few: their places are sorted, instead of walking through the order of all. */
const FEW = 16;

export function ordered(events: CaseEvents, selection: Selection): OrderedEvents {
  const { ids, dated } = events.publicOrder();
  const records = new Uint32Array(selection.count);
  let count = 0;
  if (selection.count * FEW < events.last) {
    const placeOf = events.places();
    const places = idsOf(selection.bits)
      .map((record) => placeOf[record] as number)
      .sort();
    for (let i = 0; i < places.length && (places[i] as number) < dated; i++) records[count++] = ids[places[i] as number] as number;
  } else {
    for (let place = 0; place < dated; place++) {
      const record = ids[place] as number;
      if (hasBit(selection.bits, record)) records[count++] = record;
    }
  }
  return withTimes(events, records.subarray(0, count));
}

/** @param records dated, in public order */
export function withTimes({ columns: { time } }: CaseEvents, records: Uint32Array): OrderedEvents {
  const times = new Float64Array(records.length);
  for (let place = 0; place < records.length; place++) times[place] = time[records[place] as number] as number;
  return { records, times };
}

/** How many of ascending times are before an instant. */
export function countBefore(times: Float64Array, instant: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

const addresses = new WeakMap<ReadConnection, Statement>();

/** The public id of a record. */
export function publicId(db: ReadConnection, record: number): string {
  let address = addresses.get(db);
  if (!address) {
    address = db.prepare(
      `SELECT lower(hex(e.sha256)) AS sha256, r.offset, r.length, ${STEPS} AS steps FROM records r JOIN evidence e ON e.id = r.evidence WHERE r.id = ?`,
    );
    addresses.set(db, address);
  }
  return eventId(address.get(record) as EventAddress);
}
