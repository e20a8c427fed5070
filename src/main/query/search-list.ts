// The events that a search found, in the order in which it found them: compact, since a common text is in millions.
import type { Hit } from './search.ts';

const FIRST_ROOM = 1024;

export class SearchList {
  length = 0;
  /** Numbers of records; those of a case stay far below 2^32. */
  private room = new Uint32Array(FIRST_ROOM);
  /** Where the text is only in another delivery of the event, by place in the list: few. */
  private readonly elsewhere = new Map<number, Omit<Hit, 'event'>>();

  add(hits: readonly Hit[]): void {
    this.makeRoom(this.length + hits.length);
    for (const { event, record, relation } of hits) {
      if (relation !== 'event') this.elsewhere.set(this.length, { record, relation });
      this.room[this.length++] = event;
    }
  }

  /** Errors: a RangeError beyond the end. */
  at(index: number): Hit {
    if (index >= this.length) throw new RangeError(`the list ends before ${index}`);
    const event = this.room[index] as number;
    return { event, ...(this.elsewhere.get(index) ?? { record: event, relation: 'event' }) };
  }

  /** Numbers of the events, as a view that the next `add` may leave behind. */
  get events(): Uint32Array {
    return this.room.subarray(0, this.length);
  }

  private makeRoom(wanted: number): void {
    if (wanted <= this.room.length) return;
    const room = new Uint32Array(Math.max(wanted, this.room.length * 2));
    room.set(this.events);
    this.room = room;
  }
}
