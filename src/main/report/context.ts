// What every section of a report reads: loaded once, from one state of the case.
import type { CustodyRow, Finding, VerifySummary } from '../../shared/domain.ts';
import type { Judged } from '../../shared/integrity.ts';
import type { ReportOptions, ReportSettings } from '../../shared/report.ts';
import { CHAIN_START } from '../case/custody.ts';
import type { StoredRow } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { caseZone, readFacts, type StoredFacts } from '../case/facts.ts';
import type { ReadConnection } from '../case/open.ts';
import { neededSalt } from '../case/redaction-salt.ts';
import { type ReportLogo, reportLogo, reportSettings } from '../case/report-settings.ts';
import { eventsRoot, evidenceRoot } from '../case/roots.ts';
import { type Exhibit, IntactItems, type LostBookmark, loadExhibits } from './exhibits.ts';
import { type ExhibitFlags, flagsOf } from './flags.ts';
import { verificationInShownOrder } from './item-order.ts';
import { type CaseNumbers, loadNumbers } from './numbers.ts';
import { Keyed } from './redaction/keyed.ts';
import { type Redaction, redactionOf } from './redaction/redaction.ts';
import { namedByVerification } from './redaction/verified-names.ts';
import type { LongSection, Stretch } from './volumes.ts';
import { PREVIEW } from './wording/index.ts';

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
  /** Then `verification` says nothing but what AWS's digests were last judged to say. */
  isPreview: boolean;
  /** All entries in order of their number, up to the one as of which the case is told. */
  custody: CustodyRow[];
  /** That entry's hash; CHAIN_START when there is none. */
  head: string;
  /** ms UTC: the report's time as it states it; null for an empty log where none was given. */
  statedTime: number | null;
  /** Computed from the case as the report is written; of a preview: words that say so. */
  roots: { evidence: string; events: string };
  numbers: CaseNumbers;
  exhibits: Exhibit[];
  /** Exhibits that are none of the dossier's; they keep their numbers. 0 in any other report. */
  leftOut: number;
  /** Of a volume: what of each long section stands in it; null for all of it. */
  stretches: ReadonlyMap<LongSection, Stretch> | null;
  lost: LostBookmark[];
  /** Exhibits by item hash. */
  byItem: Map<string, Exhibit[]>;
  /** Exhibits by public id of the event, as it was bookmarked or cited. */
  byEvent: Map<string, Exhibit>;
  /** Exhibits that are contradicted or in conflict, by number; every link to them says so. Of a preview: none. */
  flags: ReadonlyMap<number, ExhibitFlags>;
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

/** Records that a preview reads for names to be hidden: each is unpacked for it. */
export const PREVIEW_RECORDS = 1000;

interface ContextOptions {
  judged?: ReadonlyMap<string, Judged> | undefined;
  /** In place of those that are stored. */
  settings?: ReportSettings | undefined;
  /** Rows of records, where they are known already. */
  rowOf?: ((record: number) => StoredRow) | undefined;
  /** Of millions of events, no root is computed. */
  preview?: boolean | undefined;
  /** Whether what a redaction hides is to be opened. */
  opens?: boolean | undefined;
}

/** Reads what all sections share. Errors: REDACTION_SALT_MISSING. */
export function loadContext(
  db: ReadConnection,
  verification: VerifySummary,
  options: ReportOptions,
  { judged, settings = reportSettings(db), rowOf, preview = false, opens = false }: ContextOptions = {},
): ReportContext {
  const evidence = new EvidenceReader(db);
  const facts = readFacts(db);
  const custody = db
    .prepare('SELECT seq, at, who, action, tool, outcome, detail, previous, hash FROM custody ORDER BY seq')
    .all() as CustodyRow[];
  const item = db.prepare('SELECT 1 FROM evidence WHERE sha256 = ?');
  const intact = new IntactItems(evidence);
  const findings = grouped(verification.items ?? [], (one) => one.key);
  const keyed = options.redaction === null ? null : new Keyed(neededSalt(db));
  const orderOf = keyed === null ? undefined : (hash: string) => keyed.order(hash);
  const { exhibits, lost, byEvent } = loadExhibits(db, rowOf, settings, orderOf);
  const redaction =
    options.redaction === null
      ? null
      : redactionOf(db, options.redaction, {
          records: (preview ? exhibits.slice(0, PREVIEW_RECORDS) : exhibits).map(({ row }) => row.record),
          named: namedByVerification(verification),
          citedOnly: preview,
          opens,
        });
  return {
    db,
    options,
    settings,
    logo: reportLogo(db, settings.logo),
    evidence,
    intact,
    facts,
    zone: caseZone(db),
    verification: verificationInShownOrder(verification, redaction),
    isPreview: preview,
    custody,
    head: custody.at(-1)?.hash ?? CHAIN_START,
    statedTime: options.statedTime ?? custody.at(-1)?.at ?? null,
    roots: preview ? { evidence: PREVIEW.root, events: PREVIEW.root } : { evidence: evidenceRoot(db), events: eventsRoot(db) },
    numbers: loadNumbers(db),
    exhibits,
    leftOut: 0,
    stretches: null,
    lost,
    byItem: grouped(exhibits, (one) => one.row.evidence),
    byEvent,
    flags: preview ? new Map() : flagsOf(db, exhibits, intact, findings),
    findings,
    redaction,
    judgedOf: (hash) => judged?.get(hash) ?? null,
    hasItem: (hash) => /^[0-9a-f]{64}$/.test(hash) && item.get(Buffer.from(hash, 'hex')) !== undefined,
  };
}
