// Which record of an event is shown, and whether the others say the same: derived, so that no order of import matters.
import { agrees, type Stated } from '../decode/agreement.ts';
import { readReduced, whole } from '../decode/reduced.ts';
import { fidelityOf } from '../decode/steps.ts';
import { STEPS } from './event-rows.ts';
import { EvidenceReader } from './evidence.ts';
import type { ReadConnection, WriteConnection } from './open.ts';

/** One record of an event that was delivered more than once. */
export interface GroupMember {
  record: number;
  evidence: number;
  /** Lower-case hex. */
  sha256: string;
  offset: number;
  length: number;
  steps: string;
}

type Relation = 'sighting' | 'conflict';

/** Orders sightings so that the primary comes first: original records before reduced copies, then by address: item hash, then location. */
export function byAddress(a: GroupMember, b: GroupMember): number {
  const fidelity = fidelityOf(b.steps) - fidelityOf(a.steps);
  if (fidelity !== 0) return fidelity;
  if (a.sha256 !== b.sha256) return a.sha256 < b.sha256 ? -1 : 1;
  return a.offset - b.offset || a.length - b.length || (a.steps < b.steps ? -1 : a.steps > b.steps ? 1 : 0);
}

/** Longest record that is built to be compared, in bytes; of longer ones only equal bytes say the same. */
const LONGEST_COMPARED = 8_000_000;

/** True when two records say the same: equal bytes, or equal JSON whatever its layout and order of keys. */
function sameRecord(a: Buffer, b: Buffer): boolean {
  if (a.equals(b)) return true;
  if (Math.max(a.length, b.length) > LONGEST_COMPARED) return false;
  try {
    return sameValue(JSON.parse(a.toString('utf8')), JSON.parse(b.toString('utf8')));
  } catch {
    return false;
  }
}

/** Equal JSON, whatever the order of keys. No recursion: depth is data, and how deep a stack goes differs from thread to thread. */
function sameValue(one: unknown, other: unknown): boolean {
  const left = [one, other];
  while (left.length > 0) {
    const [a, b] = left.splice(-2);
    if (Object.is(a, b)) continue;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(b, key)) return false;
      left.push((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]);
    }
  }
  return true;
}

/** The primary of a group and how each other member relates to it. */
export function relate(
  members: readonly GroupMember[],
  evidence: EvidenceReader,
): { primary: GroupMember; others: { member: GroupMember; relation: Relation }[] } {
  const [primary, ...rest] = [...members].sort(byAddress) as [GroupMember, ...GroupMember[]];
  const bytes = evidence.record(primary.evidence, primary);
  const others = rest.map((member) => {
    const same =
      fidelityOf(member.steps) === 1 ? copyAgrees(member, primary, evidence) : sameRecord(bytes, evidence.record(member.evidence, member));
    return { member, relation: same ? ('sighting' as const) : ('conflict' as const) };
  });
  return { primary, others };
}

/** Whether a reduced copy contradicts nothing that the primary says. */
function copyAgrees(copy: GroupMember, primary: GroupMember, evidence: EvidenceReader): boolean {
  const [stated, full] = [statedBy(copy, evidence), statedBy(primary, evidence)];
  return stated !== null && full !== null && agrees(stated, full);
}

/** What a record says; null when its bytes give none. */
function statedBy(member: GroupMember, evidence: EvidenceReader): Stated | null {
  if (fidelityOf(member.steps) === 1) {
    const bytes = evidence.record(member.evidence, member);
    return readReduced(bytes, member.steps, (offset, length) => evidence.contentRange(member.evidence, offset, length));
  }
  const value = evidence.value(member.evidence, member);
  return typeof value === 'object' && value !== null ? whole(value as Record<string, unknown>) : null;
}

const MEMBER = `SELECT r.id AS record, r.evidence, lower(hex(e.sha256)) AS sha256, r.offset, r.length, ${STEPS} AS steps
  FROM records r JOIN evidence e ON e.id = r.evidence WHERE r.id `;

/** All records of the group whose stored primary is given. */
export function groupMembers(db: ReadConnection, primary: number): GroupMember[] {
  return db
    .prepare(`${MEMBER} = ? UNION ALL ${MEMBER} IN (SELECT record FROM repeats WHERE primary_record = ?)`)
    .all(primary, primary) as GroupMember[];
}

/** Whether repeated deliveries are there that nothing has compared: of an import that did not come to its end. */
export function hasUnresolved(db: ReadConnection): boolean {
  return db.prepare("SELECT 1 FROM repeats WHERE relation = 'unresolved' LIMIT 1").get() !== undefined;
}

/**
 * Decides every group that has undecided members. Interrupted, it can be run again: what is undecided is stored as such.
 * @param progress called with the number of groups done and of all
 */
export function resolveRepeats(db: WriteConnection, progress: (done: number, all: number) => void = () => {}): void {
  const groups = db
    .prepare("SELECT DISTINCT primary_record FROM repeats WHERE relation = 'unresolved' ORDER BY primary_record")
    .pluck()
    .all() as number[];
  if (groups.length === 0) return;
  const evidence = new EvidenceReader(db);
  const remove = db.prepare('DELETE FROM repeats WHERE primary_record = ?');
  const insert = db.prepare('INSERT INTO repeats (record, primary_record, relation) VALUES (?, ?, ?)');
  const resolve = db.transaction((batch: number[]) => {
    for (const group of batch) {
      const { primary, others } = relate(groupMembers(db, group), evidence);
      remove.run(group);
      for (const { member, relation } of others) insert.run(member.record, primary.record, relation);
    }
  });
  for (let i = 0; i < groups.length; i += 1000) {
    resolve(groups.slice(i, i + 1000));
    progress(Math.min(i + 1000, groups.length), groups.length);
  }
}

/**
 * What the records from `first` on are: repeats of an event that was there before or came with them. A record whose address is lower
 * than that of an event already there takes its place as the primary; it added a sighting (or conflict) all the same.
 */
export function countNewRepeats(db: ReadConnection, first: number): { sightings: number; conflicts: number } {
  const counts = { sightings: 0, conflicts: 0 };
  const rows = db
    .prepare("SELECT relation = 'conflict' AS conflict, count(*) AS n FROM repeats WHERE record >= ? GROUP BY 1")
    .all(first) as { conflict: number; n: number }[];
  for (const { conflict, n } of rows) counts[conflict ? 'conflicts' : 'sightings'] += n;
  const displaced = db
    .prepare('SELECT DISTINCT primary_record FROM repeats WHERE primary_record >= ? AND record < ?')
    .pluck()
    .all(first, first) as number[];
  const relation = db.prepare('SELECT relation FROM repeats WHERE record = ?').pluck();
  for (const primary of displaced) {
    const [former] = groupMembers(db, primary)
      .filter(({ record }) => record < first)
      .sort(byAddress);
    if (former) counts[relation.get(former.record) === 'conflict' ? 'conflicts' : 'sightings']++;
  }
  return counts;
}
