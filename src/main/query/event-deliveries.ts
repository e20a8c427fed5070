// Of events in lists: which other deliveries say otherwise, and whether only a reduced copy tells the event.
import { eventId, type StoredRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { byAddress, groupMembers } from '../case/repeats.ts';
import { fidelityOf } from '../decode/steps.ts';

export interface Delivery {
  /** Only a reduced copy has it: fields that it lacks say nothing. */
  reduced: boolean;
  /** Public ids of the deliveries that say otherwise, originals before copies, then in order of address. */
  conflicts: string[];
}

/** As cells of a table, in the order of DELIVERY_COLUMNS: empty where it does not hold. */
export function deliveryCells({ reduced, conflicts }: Delivery): [reduced: string | null, conflicts: string | null] {
  return [reduced ? 'true' : null, conflicts.length > 0 ? conflicts.join(' ') : null];
}

/** As members of an object: they stand only where they hold. */
export function deliveryMembers({ reduced, conflicts }: Delivery): { reduced?: true; conflicts?: string[] } {
  return { ...(reduced && { reduced }), ...(conflicts.length > 0 && { conflicts }) };
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

  /** Whether any delivery says otherwise. */
  isInConflict(record: number): boolean {
    return this.conflicts.has(record);
  }

  private ids(event: number, others: ReadonlySet<number>): string[] {
    const members = groupMembers(this.db, event).filter((member) => others.has(member.record));
    return members.sort(byAddress).map((member) => eventId(member));
  }
}
