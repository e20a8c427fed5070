// How records related at an earlier moment: what was delivered since may have become the primary of an event that was there before.
import { EvidenceReader } from './evidence.ts';
import type { Moment } from './moment.ts';
import type { ReadConnection } from './open.ts';
import { type GroupMember, groupMembers, relate } from './repeats.ts';

/** Relations of those records that had another one then, or may have had: only of events that were delivered before and after that moment. */
export function relationsAt(db: ReadConnection, then: Moment): Map<number, string> {
  const relations = new Map<number, string>();
  const mixed = db
    .prepare(
      `SELECT d.primary_record FROM repeats d JOIN records r ON r.id = d.record JOIN records p ON p.id = d.primary_record
       GROUP BY d.primary_record HAVING min(min(r.evidence), p.evidence) <= :last AND max(max(r.evidence), p.evidence) > :last`,
    )
    .pluck()
    .all({ last: then.evidence }) as number[];
  if (mixed.length === 0) return relations;
  const evidence = new EvidenceReader(db);
  for (const primary of mixed) {
    const before = groupMembers(db, primary).filter((member) => member.evidence <= then.evidence) as GroupMember[];
    const related = relate(before, evidence);
    relations.set(related.primary.record, 'event');
    for (const { member, relation } of related.others) relations.set(member.record, relation);
  }
  return relations;
}
