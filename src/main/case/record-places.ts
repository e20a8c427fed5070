// From public ids of events to the records they name: for many ids at once, as of everything that is annotated.
import type { Statement } from 'better-sqlite3';
import { type EventAddress, parseEventId, STEPS } from './event-rows.ts';
import type { ReadConnection } from './open.ts';
import { whileRecordsStay } from './records-state.ts';

/** Records of an item, by their numbers. */
interface Range {
  first: number;
  records: number;
  /** Their offsets never fall from one to the next; null: not yet asked. */
  rises: boolean | null;
}

interface Place {
  id: number;
  offset: number;
  length: number;
  steps: string;
}

export class RecordPlaces {
  private readonly known = new Map<string, number | null>();
  private readonly ranges = new Map<string, Range | null>();
  private readonly item: Statement;
  private readonly offset: Statement;
  private readonly offsets: Statement;
  private readonly places: Statement;
  private readonly primary: Statement;

  constructor(db: ReadConnection) {
    this.item = db.prepare('SELECT first_record AS first, records, NULL AS rises FROM evidence WHERE sha256 = ?');
    this.offset = db.prepare('SELECT offset FROM records WHERE id = ?').pluck();
    this.offsets = db.prepare('SELECT offset FROM records WHERE id >= ? AND id < ? ORDER BY id').pluck();
    this.places = db.prepare(
      `SELECT r.id, r.offset, r.length, ${STEPS} AS steps FROM records r WHERE r.id >= ? AND r.id < ? ORDER BY r.id`,
    );
    this.primary = db.prepare('SELECT primary_record FROM repeats WHERE record = ?').pluck();
  }

  /** Number of the record that an id names, be it an event or a sighting of one; null where the case has none there. */
  at(id: string): number | null {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const record = this.find(id);
    this.known.set(id, record);
    return record;
  }

  /** Number of the event that lists show for an id: the record itself, or that which it repeats. */
  eventAt(id: string): number | null {
    const record = this.at(id);
    return record === null ? null : ((this.primary.get(record) as number | undefined) ?? record);
  }

  private find(id: string): number | null {
    const address = parseEventId(id);
    const range = address && this.rangeOf(address.sha256);
    if (!address || !range) return null;
    const near = this.near(address, range);
    if (near !== null) return near;
    // Where offsets rise, what is not there is nowhere: an id of another case costs no reading of its whole item.
    range.rises ??= this.rises(range);
    return range.rises ? null : this.anywhere(address, range);
  }

  private rangeOf(sha256: string): Range | null {
    const known = this.ranges.get(sha256);
    if (known !== undefined) return known;
    const range = (this.item.get(Buffer.from(sha256, 'hex')) as Range | undefined) ?? null;
    this.ranges.set(sha256, range);
    return range;
  }

  /** Records of an item stand in the order in which they were read, so that their offsets rise: the place is found in a few steps. */
  private near(address: EventAddress, { first, records }: Range): number | null {
    const end = first + records;
    let low = first;
    let high = end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.offset.get(middle) as number) < address.offset) low = middle + 1;
      else high = middle;
    }
    // Of one row of a table there may be several.
    for (const place of this.places.iterate(low, end) as IterableIterator<Place>) {
      if (place.offset !== address.offset) return null;
      if (isAt(place, address)) return place.id;
    }
    return null;
  }

  private rises({ first, records }: Range): boolean {
    let last = Number.NEGATIVE_INFINITY;
    for (const offset of this.offsets.iterate(first, first + records) as IterableIterator<number>) {
      if (offset < last) return false;
      last = offset;
    }
    return true;
  }

  /** Of an item whose records stand in another order. */
  private anywhere(address: EventAddress, { first, records }: Range): number | null {
    for (const place of this.places.iterate(first, first + records) as IterableIterator<Place>) if (isAt(place, address)) return place.id;
    return null;
  }
}

function isAt({ offset, length, steps }: Place, address: EventAddress): boolean {
  return offset === address.offset && length === address.length && steps === address.steps;
}

/** The places of an open case: what was found is kept while its records are as they were. */
export const recordPlaces = whileRecordsStay((db) => new RecordPlaces(db));
