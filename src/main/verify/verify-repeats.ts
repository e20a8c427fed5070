// Re-derives which records repeat an event, from the stored eventIDs and bytes, and compares with what is stored.
import type { Finding } from '../../shared/domain.ts';
import { eventId, STEPS } from '../case/event-rows.ts';
import type { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { type GroupMember, relate } from '../case/repeats.ts';
import { importUnfinished } from './custody-chain.ts';
import { sharedIds } from './shared-ids.ts';

/** Findings listed; the count goes on. */
const LISTED = 100;

/** Also proves that everything derived belongs to an item or an event. */
export function verifyRepeats(db: ReadConnection, evidence: EvidenceReader): { differing: number; findings: Finding[] } {
  const findings: Finding[] = [];
  let differing = 0;
  const report = (finding: Finding): void => {
    differing++;
    if (findings.length < LISTED) findings.push(finding);
  };
  for (const [sql, reason] of STRAYS) {
    for (const key of db.prepare(sql).pluck().all() as string[]) report({ kind: 'event', key, verdict: 'extra', reason });
  }

  const stored = new Map(
    (db.prepare('SELECT record, primary_record, relation FROM repeats').raw().all() as [number, number, string][]).map(
      ([record, primary, relation]) => [record, `${primary} ${relation}`],
    ),
  );
  const members = db.prepare(
    `SELECT r.id AS record, r.evidence, lower(hex(e.sha256)) AS sha256, r.offset, r.length, ${STEPS} AS steps
     FROM records r JOIN evidence e ON e.id = r.evidence JOIN (SELECT value FROM json_each(?)) j ON j.value = r.id`,
  );
  const unfinished = importUnfinished(db);
  for (const group of sharedIds(db)) {
    const found = members.all(JSON.stringify(group)) as GroupMember[];
    // Records without an item were reported above.
    if (found.length < 2) continue;
    if (unfinished && undecided(found, stored)) {
      for (const { record } of found) stored.delete(record);
      continue;
    }
    const { primary, others } = relate(found, evidence);
    for (const { member, relation } of others) {
      if (stored.get(member.record) !== `${primary.record} ${relation}`) {
        report({
          kind: 'event',
          key: eventId(member),
          verdict: 'differing',
          reason: `it repeats another event (${relation}); the case says otherwise`,
        });
      }
      stored.delete(member.record);
    }
  }
  for (const record of stored.keys())
    report({
      kind: 'event',
      key: `record ${record}`,
      verdict: 'differing',
      reason: 'the case says that it repeats an event; its eventID does not',
    });
  return { differing, findings };
}

/** A group to which a killed import added, before it compared: one of its members is the primary of all others for the time being. */
function undecided(group: GroupMember[], stored: Map<number, string>): boolean {
  const primaries = group.filter(({ record }) => !stored.has(record));
  const [primary] = primaries;
  if (primaries.length !== 1 || !primary) return false;
  const others = group.filter((member) => member !== primary).map(({ record }) => stored.get(record) ?? '');
  return others.every((text) => text.startsWith(`${primary.record} `)) && others.some((text) => text.endsWith(' unresolved'));
}

/** Rows that nothing in the evidence accounts for: a key each, and what is wrong with it. */
const STRAYS: readonly (readonly [sql: string, reason: string])[] = [
  [
    `SELECT 'record ' || r.id FROM records r LEFT JOIN evidence e ON e.id = r.evidence
     WHERE e.id IS NULL OR r.id < e.first_record OR r.id >= e.first_record + e.records LIMIT 1000`,
    'a stored event that no evidence item accounts for',
  ],
  [
    "SELECT 'bytes ' || id FROM evidence_bytes WHERE evidence NOT IN (SELECT id FROM evidence)",
    'stored bytes that belong to no evidence item',
  ],
  [
    "SELECT 'access key of record ' || record FROM key_events WHERE record NOT IN (SELECT id FROM records)",
    'an access key that no event names',
  ],
  ["SELECT 'problem ' || id FROM problems WHERE evidence NOT IN (SELECT id FROM evidence)", 'a problem that belongs to no evidence item'],
  ["SELECT 'steps ' || id FROM decoding_steps WHERE id NOT IN (SELECT steps FROM records)", 'decoding steps that no event has'],
  ["SELECT 'call ' || id FROM calls WHERE id NOT IN (SELECT call FROM records)", 'a combination of terms that no event has'],
  ["SELECT 'identity ' || id FROM identities WHERE id NOT IN (SELECT identity FROM records)", 'a combination of terms that no event has'],
  ["SELECT 'origin ' || id FROM origins WHERE id NOT IN (SELECT origin FROM records)", 'a combination of terms that no event has'],
];
