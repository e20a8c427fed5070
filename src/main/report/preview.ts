// The report as it would be, for the window: few exhibits, long sections cut, nothing verified or hashed for it, and texts that are not saved yet.
import { randomBytes } from 'node:crypto';
import type { VerifySummary } from '../../shared/domain.ts';
import type { ReportOptions, ReportPreview, ReportSettings } from '../../shared/report.ts';
import type { StoredRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { redactionSalt, showSalt } from '../case/redaction-salt.ts';
import { overviewOf } from '../verify/digests/chains.ts';
import { type Judgement, judgedByItem } from '../verify/digests/items.ts';
import { countsOf, numberOf } from '../verify/findings.ts';
import { renderReport } from './document.ts';
import { refuseNobody } from './dossier-subject.ts';

export interface PreviewRequest {
  options: ReportOptions;
  /** null: those that are stored. */
  settings: ReportSettings | null;
}

/** Of this process: what it stands for changes with every start, and is never written anywhere. */
let throwAway: Buffer | null = null;

/**
 * Renders a preview.
 * @param db of its own
 * @param judgement what AWS's digests were last judged to say; null: not judged
 * @param rowOf rows of records, where they are known already
 * Errors: those of writeReport, but REDACTION_SALT_MISSING; REPORT_ACTOR_MISSING, REPORT_ACTOR_UNKNOWN.
 */
export async function previewReport(
  db: ReadConnection,
  { options, settings }: PreviewRequest,
  judgement: Judgement | null,
  rowOf?: (record: number) => StoredRow,
): Promise<ReportPreview> {
  const salted = options.redaction === null || redactionSalt(db) !== null;
  await refuseNobody(db, options);
  throwAway ??= randomBytes(32);
  const restore = salted ? () => {} : showSalt(db, throwAway);
  try {
    const { html, exhibits } = await renderReport(db, lastJudged(judgement), {
      options,
      settings: settings ?? undefined,
      preview: true,
      rowOf,
      throwAwaySalt: !salted,
      judged: judgement === null ? undefined : judgedByItem(judgement),
    });
    return { html, exhibits };
  } finally {
    restore();
  }
}

/** Stands in place of what a verification says: of AWS's digests what is known, of all else nothing. */
function lastJudged(judgement: Judgement | null): VerifySummary {
  return {
    ok: true,
    scope: 'all',
    evidence: { checked: 0, altered: 0, notKept: 0 },
    events: { checked: 0, differing: 0 },
    custody: { entries: 0, broken: 0 },
    seals: [],
    digests: countsOf(judgement?.digests ?? []),
    logs: { ...countsOf(judgement?.logs ?? []), unattested: numberOf(judgement?.logs ?? [], 'unattested') },
    attestation: judgement?.attestation ?? 'none',
    gaps: judgement?.gaps ?? [],
    roots: { evidence: '', events: '' },
    seconds: 0,
    ...(judgement && { chains: judgement.chains.map(overviewOf), keys: judgement.keys, keysAbsent: judgement.keysAbsent }),
    items: [],
    itemsCut: false,
  };
}
