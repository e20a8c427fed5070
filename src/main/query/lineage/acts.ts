// The successful calls of some APIs, in public order, and those of one actor, principal or key among them.
import { hasBit } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';

/** By row id of a call: 1 for those of an API that did not fail. */
export function callsNamed(events: CaseEvents, eventName: string): Uint8Array {
  const name = events.dimension('eventName');
  const wanted = name.numberOf(eventName);
  const outcomes = events.outcomesByCode();
  return Uint8Array.from(name.numbers, (number, call) => (number === wanted && wanted > 0 && outcomes[call] === 0 ? 1 : 0));
}

export class Acts {
  /** Row ids of records, in public order. */
  readonly records: readonly number[];
  private readonly time: Float64Array;
  private readonly identity: Uint32Array;
  private readonly groups = new Map<Uint32Array, Map<number, number[]>>();

  /** @param calls by row id of a call: 1 for those that count; @param counts which of their records to take */
  constructor(events: CaseEvents, calls: Uint8Array, counts: (record: number) => boolean = () => true) {
    const { columns } = events;
    this.time = columns.time;
    this.identity = columns.identity;
    const found: number[] = [];
    if (calls.includes(1))
      events.recordsOf('call', calls.length).forEach(calls, (record) => {
        if (hasBit(events.all, record) && counts(record)) found.push(record);
      });
    const place = found.length > 1 ? events.places() : new Uint32Array();
    this.records = found.sort((a, b) => (place[a] as number) - (place[b] as number));
  }

  /** Those whose identity has a number in a column. @param column by row id of the identity */
  with(column: Uint32Array, number: number): readonly number[] {
    if (number === 0) return [];
    let group = this.groups.get(column);
    if (!group) {
      group = new Map();
      for (const record of this.records) {
        const of = column[this.identity[record] as number] as number;
        const list = group.get(of);
        if (list) list.push(record);
        else group.set(of, [record]);
      }
      this.groups.set(column, group);
    }
    return group.get(number) ?? [];
  }

  /** Those in a span of time, ms UTC, both ends included. @param records in public order */
  between(from: number, to: number, records = this.records): number[] {
    let [low, high] = [0, records.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      // Undated records stand last.
      if ((this.time[records[middle] as number] as number) < from) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < records.length && (this.time[records[end] as number] as number) <= to) end++;
    return records.slice(low, end);
  }

  /** The one nearest in time; of two, the first. Undefined for none. */
  nearest(records: readonly number[], ms: number): number | undefined {
    const distance = (record: number): number => Math.abs((this.time[record] as number) - ms);
    return records.reduce<number | undefined>(
      (best, one) => (best === undefined || distance(one) < distance(best) ? one : best),
      undefined,
    );
  }
}
