// What every section of a report reads: loaded once, from one state of the case.
import type { CustodyRow, Finding, VerifySummary } from '../../shared/domain.ts';
import type { Judged } from '../../shared/integrity.ts';
import { isTimeZone } from '../../shared/time.ts';
import { CHAIN_START } from '../case/custody.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { readFacts, type StoredFacts } from '../case/facts.ts';
import type { ReadConnection } from '../case/open.ts';
import { eventsRoot, evidenceRoot } from '../case/roots.ts';
import { type Exhibit, IntactItems, type LostBookmark, loadExhibits } from './exhibits.ts';
import { type CaseNumbers, loadNumbers } from './numbers.ts';

export interface ReportContext {
  db: ReadConnection;
  evidence: EvidenceReader;
  intact: IntactItems;
  facts: StoredFacts;
  /** Zone in which times are shown: the case's, or UTC where the case's is not known to this computer. */
  zone: string;
  verification: VerifySummary;
  /** All entries in order of their number. */
  custody: CustodyRow[];
  /** The newest entry's hash; CHAIN_START when there is none. */
  head: string;
  /** Computed from the case as the report is written. */
  roots: { evidence: string; events: string };
  numbers: CaseNumbers;
  exhibits: Exhibit[];
  lost: LostBookmark[];
  /** Exhibits by item hash. */
  byItem: Map<string, Exhibit[]>;
  /** Exhibits by public id of the event. */
  byEvent: Map<string, Exhibit>;
  /** What the verification found wrong, by its key: item hash, event id or number of a custody entry. */
  findings: Map<string, Finding[]>;
  /** What AWS's digests say of an item; null where that was not judged. */
  judgedOf(hash: string): Judged | null;
  /** Whether the case lists an item of this hash: only then is there an anchor to point to. */
  hasItem(hash: string): boolean;
}

function grouped<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

/** Reads what all sections share. */
export function loadContext(db: ReadConnection, verification: VerifySummary, judged?: ReadonlyMap<string, Judged>): ReportContext {
  const evidence = new EvidenceReader(db);
  const facts = readFacts(db);
  const custody = db
    .prepare('SELECT seq, at, who, action, tool, outcome, detail, previous, hash FROM custody ORDER BY seq')
    .all() as CustodyRow[];
  const item = db.prepare('SELECT 1 FROM evidence WHERE sha256 = ?');
  const { exhibits, lost } = loadExhibits(db);
  return {
    db,
    evidence,
    intact: new IntactItems(evidence),
    facts,
    zone: isTimeZone(facts.timezone) ? facts.timezone : 'UTC',
    verification,
    custody,
    head: custody.at(-1)?.hash ?? CHAIN_START,
    roots: { evidence: evidenceRoot(db), events: eventsRoot(db) },
    numbers: loadNumbers(db),
    exhibits,
    lost,
    byItem: grouped(exhibits, (one) => one.row.evidence),
    byEvent: new Map(exhibits.map((one) => [one.id, one])),
    findings: grouped(verification.items ?? [], (one) => one.key),
    judgedOf: (hash) => judged?.get(hash) ?? null,
    hasItem: (hash) => /^[0-9a-f]{64}$/.test(hash) && item.get(Buffer.from(hash, 'hex')) !== undefined,
  };
}
