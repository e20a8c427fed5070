// What must stand beside an exhibit wherever it is cited: that it is contradicted, or that the same event was delivered with other contents.
import type { Finding } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { deliveriesOf, type Exhibit, type IntactItems } from './exhibits.ts';

export interface ExhibitFlags {
  /** Its stored bytes are not those that were imported, or the verification found it otherwise contradicted. */
  altered: boolean;
  /** Another delivery of the same event says something else. */
  conflict: boolean;
}

/** Of exhibits of which there is something to say, by number. */
export function flagsOf(
  db: ReadConnection,
  exhibits: readonly Exhibit[],
  intact: IntactItems,
  findings: ReadonlyMap<string, Finding[]>,
): ReadonlyMap<number, ExhibitFlags> {
  const itemOf = db.prepare('SELECT evidence FROM records WHERE id = ?').pluck();
  const hasConflicts = db.prepare("SELECT 1 FROM repeats WHERE relation = 'conflict' LIMIT 1").get() !== undefined;
  const flags = new Map<number, ExhibitFlags>();
  for (const { number, id, row } of exhibits) {
    const altered =
      findings.has(row.evidence) || findings.has(id) || intact.check(itemOf.get(row.record) as number, row.evidence) === 'altered';
    const conflict = hasConflicts && isConflict(db, row.record);
    if (altered || conflict) flags.set(number, { altered, conflict });
  }
  return flags;
}

function isConflict(db: ReadConnection, record: number): boolean {
  const { own, others } = deliveriesOf(db, record);
  return own === 'conflict' || others.some(({ relation }) => relation === 'conflict');
}
