// The public order of some events: time, item hash, location; undated ones last. Compact, since a search may find millions.
import type { ReadConnection } from '../case/open.ts';

/** Events asked for in one statement. */
const AT_ONCE = 10_000;

interface Places {
  /** ms UTC; NaN for undated. */
  time: Float64Array;
  /** Place of the item's hash among all hashes. */
  item: Uint32Array;
  offset: Float64Array;
  length: Float64Array;
}

/**
 * Where each event stands in a list ordered by time.
 * @param events numbers of records, each of which the case has
 * @returns indexes into `events`. `desc` turns the dated ones around; undated ones stay last.
 */
export function publicOrder(db: ReadConnection, events: Uint32Array, order: 'asc' | 'desc'): Uint32Array {
  const { time, item, offset, length } = placesOf(db, events);
  const at = (places: Float64Array | Uint32Array, i: number): number => places[i] as number;
  const byPlace = (a: number, b: number): number =>
    at(item, a) - at(item, b) || at(offset, a) - at(offset, b) || at(length, a) - at(length, b) || at(events, a) - at(events, b);
  const indexes = Uint32Array.from(events, (_, i) => i);
  const dated = indexes.filter((i) => !Number.isNaN(at(time, i))).sort((a, b) => at(time, a) - at(time, b) || byPlace(a, b));
  const undated = indexes.filter((i) => Number.isNaN(at(time, i))).sort(byPlace);
  indexes.set(order === 'asc' ? dated : dated.reverse());
  indexes.set(undated, dated.length);
  return indexes;
}

function placesOf(db: ReadConnection, events: Uint32Array): Places {
  const byHash = db.prepare('SELECT id FROM evidence ORDER BY sha256').pluck().all() as number[];
  const rank = new Map(byHash.map((id, i) => [id, i]));
  const places: Places = {
    time: new Float64Array(events.length).fill(Number.NaN),
    item: new Uint32Array(events.length),
    offset: new Float64Array(events.length),
    length: new Float64Array(events.length),
  };
  const some = db
    .prepare('SELECT j.key, r.time, r.evidence, r.offset, r.length FROM json_each(?) j CROSS JOIN records r ON r.id = j.value')
    .raw();
  for (let from = 0; from < events.length; from += AT_ONCE) {
    const rows = some.all(JSON.stringify(Array.from(events.subarray(from, from + AT_ONCE))));
    for (const [key, time, evidence, offset, length] of rows as [number, number | null, number, number, number][]) {
      const i = from + key;
      if (time !== null) places.time[i] = time;
      places.item[i] = rank.get(evidence) as number;
      places.offset[i] = offset;
      places.length[i] = length;
    }
  }
  return places;
}
