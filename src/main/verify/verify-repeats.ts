// Re-derives which records repeat an event, from the stored eventIDs and bytes, and compares with what is stored.
import type { Finding } from '../../shared/domain.ts';
import type { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { type GroupMember, relate } from '../case/repeats.ts';

/** Findings listed; the count goes on. */
const LISTED = 100;

/** Also proves that every record belongs to an item and stands in its range. */
export function verifyRepeats(db: ReadConnection, evidence: EvidenceReader): { differing: number; findings: Finding[] } {
  const findings: Finding[] = [];
  let differing = 0;
  const report = (finding: Finding): void => {
    differing++;
    if (findings.length < LISTED) findings.push(finding);
  };
  for (const key of strayRecords(db)) report({ kind: 'event', key, verdict: 'extra', reason: 'a stored event that no evidence item accounts for' });

  const stored = new Map(
    (db.prepare('SELECT record, primary_record, relation FROM repeats').raw().all() as [number, number, string][]).map(([record, primary, relation]) => [record, `${primary} ${relation}`]),
  );
  const members = db.prepare(
    `SELECT r.id AS record, r.evidence, lower(hex(e.sha256)) AS sha256, r.offset, r.length, r.steps
     FROM records r JOIN evidence e ON e.id = r.evidence JOIN (SELECT value FROM json_each(?)) j ON j.value = r.id`,
  );
  const groups = db.prepare('SELECT json_group_array(id) FROM records WHERE event_id IS NOT NULL GROUP BY event_id HAVING count(*) > 1').pluck().all() as string[];
  for (const group of groups) {
    const { primary, others } = relate(members.all(group) as GroupMember[], evidence);
    for (const { member, relation } of others) {
      if (stored.get(member.record) !== `${primary.record} ${relation}`) {
        report({ kind: 'event', key: `${member.sha256}@${member.offset}+${member.length}`, verdict: 'differing', reason: `it repeats another event (${relation}); the case says otherwise` });
      }
      stored.delete(member.record);
    }
  }
  for (const record of stored.keys()) report({ kind: 'event', key: `record ${record}`, verdict: 'differing', reason: 'the case says that it repeats an event; its eventID does not' });
  return { differing, findings };
}

function strayRecords(db: ReadConnection): string[] {
  return db
    .prepare(
      `SELECT 'record ' || r.id FROM records r LEFT JOIN evidence e ON e.id = r.evidence
       WHERE e.id IS NULL OR r.id < e.first_record OR r.id >= e.first_record + e.records LIMIT 1000`,
    )
    .pluck()
    .all() as string[];
}
