// What every section of a report reads: loaded once, from one state of the case.
import type { CustodyRow, Finding, VerifySummary } from '../../shared/domain.ts';
import type { Judged } from '../../shared/integrity.ts';
import type { ReportOptions, ReportSettings } from '../../shared/report.ts';
import { isTimeZone } from '../../shared/time.ts';
import { CHAIN_START } from '../case/custody.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { readFacts, type StoredFacts } from '../case/facts.ts';
import type { ReadConnection } from '../case/open.ts';
import { type ReportLogo, reportLogo, reportSettings } from '../case/report-settings.ts';
import { eventsRoot, evidenceRoot } from '../case/roots.ts';
import { type Exhibit, IntactItems, type LostBookmark, loadExhibits } from './exhibits.ts';
import { type CaseNumbers, loadNumbers } from './numbers.ts';
import { type Redaction, redactionOf } from './redaction/redaction.ts';

export interface ReportContext {
  db: ReadConnection;
  options: ReportOptions;
  /** What the examiner wrote for reports. */
  settings: ReportSettings;
  logo: ReportLogo | null;
  evidence: EvidenceReader;
  intact: IntactItems;
  facts: StoredFacts;
  /** Zone in which times are shown: the case's, or UTC where the case's is not known to this computer. */
  zone: string;
  verification: VerifySummary;
  /** All entries in order of their number, up to the one as of which the case is told. */
  custody: CustodyRow[];
  /** That entry's hash; CHAIN_START when there is none. */
  head: string;
  /** ms UTC: the report's time as it states it; null for an empty log where none was given. */
  statedTime: number | null;
  /** Computed from the case as the report is written. */
  roots: { evidence: string; events: string };
  numbers: CaseNumbers;
  exhibits: Exhibit[];
  lost: LostBookmark[];
  /** Exhibits by item hash. */
  byItem: Map<string, Exhibit[]>;
  /** Exhibits by public id of the event, as it was bookmarked or cited. */
  byEvent: Map<string, Exhibit>;
  /** What the verification found wrong, by its key: item hash, event id or number of a custody entry. */
  findings: Map<string, Finding[]>;
  /** What is hidden, and how; null for a report that is not redacted. */
  redaction: Redaction | null;
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

/** Reads what all sections share. Errors: REDACTION_SALT_MISSING. */
export function loadContext(
  db: ReadConnection,
  verification: VerifySummary,
  options: ReportOptions,
  judged?: ReadonlyMap<string, Judged>,
): ReportContext {
  const evidence = new EvidenceReader(db);
  const facts = readFacts(db);
  const settings = reportSettings(db);
  const custody = db
    .prepare('SELECT seq, at, who, action, tool, outcome, detail, previous, hash FROM custody ORDER BY seq')
    .all() as CustodyRow[];
  const item = db.prepare('SELECT 1 FROM evidence WHERE sha256 = ?');
  const { exhibits, lost, byEvent } = loadExhibits(db);
  return {
    db,
    options,
    settings,
    logo: reportLogo(db, settings.logo),
    evidence,
    intact: new IntactItems(evidence),
    facts,
    zone: isTimeZone(facts.timezone) ? facts.timezone : 'UTC',
    verification,
    custody,
    head: custody.at(-1)?.hash ?? CHAIN_START,
    statedTime: options.statedTime ?? custody.at(-1)?.at ?? null,
    roots: { evidence: evidenceRoot(db), events: eventsRoot(db) },
    numbers: loadNumbers(db),
    exhibits,
    lost,
    byItem: grouped(exhibits, (one) => one.row.evidence),
    byEvent,
    findings: grouped(verification.items ?? [], (one) => one.key),
    redaction: options.redaction === null ? null : redactionOf(db, options.redaction),
    judgedOf: (hash) => judged?.get(hash) ?? null,
    hasItem: (hash) => /^[0-9a-f]{64}$/.test(hash) && item.get(Buffer.from(hash, 'hex')) !== undefined,
  };
}
