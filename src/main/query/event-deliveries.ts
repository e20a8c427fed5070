// Of events in lists: which other deliveries say otherwise, and whether only a reduced copy tells the event.
import { eventId, type StoredRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { byAddress, groupMembers } from '../case/repeats.ts';
import { fidelityOf } from '../decode/steps.ts';

interface Delivery {
  /** Only a reduced copy has it: fields that it lacks say nothing. */
  reduced: boolean;
  /** Public ids of the deliveries that say otherwise, originals before copies, then in order of address. */
  conflicts: string[];
}

export class Deliveries {
  private readonly db: ReadConnection;
  /** By number of the record that lists show: records that say otherwise. Conflicts are few. */
  private readonly conflicts = new Map<number, Set<number>>();

  constructor(db: ReadConnection) {
    this.db = db;
    const rows = db.prepare("SELECT primary_record, record FROM repeats WHERE relation = 'conflict'").raw().all() as [number, number][];
    for (const [event, record] of rows) {
      const known = this.conflicts.get(event);
      if (known) known.add(record);
      else this.conflicts.set(event, new Set([record]));
    }
  }

  of({ record, steps }: Pick<StoredRow, 'record' | 'steps'>): Delivery {
    const others = this.conflicts.get(record);
    return { reduced: fidelityOf(steps) === 1, conflicts: others === undefined ? [] : this.ids(record, others) };
  }

  private ids(event: number, others: ReadonlySet<number>): string[] {
    const members = groupMembers(this.db, event).filter((member) => others.has(member.record));
    return members.sort(byAddress).map((member) => eventId(member));
  }
}
