// A report pack: the case is verified first, then report, exhibits and proof are written from one state of it.
import type { VerifySummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { PackSummary, ReportOptions } from '../../shared/report.ts';
import { openForReading } from '../case/open.ts';
import { type ReportControl, withReport } from '../report/document.ts';
import { checkPackTarget, writePack } from '../report-pack/pack.ts';
import type { SigningKey } from '../seal/signing-key.ts';
import { type Judgement, judgedByItem } from '../verify/digests/items.ts';
import { verifyCase } from '../verify/verify-case.ts';
import type { JobControl } from './progress.ts';
import { type ReportRequest, refuseNobodyIn, sectionProgress, settled } from './report-job.ts';
import { writeReportPdf } from './report-pdf.ts';

export interface PackJobRequest extends ReportRequest {
  /** The report as PDF, too. */
  pdf: boolean;
  /** All items that exhibits lie in, whatever their size. */
  allEvidence: boolean;
  /** null: not signed. */
  key: SigningKey | null;
}

export interface PackedReport {
  summary: PackSummary;
  verification: VerifySummary;
  judgement: Judgement;
  /** With the entry filled in. */
  options: ReportOptions;
}

/**
 * Verifies the case and writes the pack. Changes nothing in the case.
 * Errors: CANCELLED, REPORT_ACTOR_MISSING, REPORT_ACTOR_UNKNOWN, OUTPUT_EXISTS, OUTPUT_UNWRITABLE, PDF_PRINTER_MISSING, PDF_FAILED, and those of writeReport; then nothing is left behind.
 */
export async function makePack(request: PackJobRequest, control: JobControl): Promise<PackedReport> {
  const { path, out, overwrite, keys } = request;
  checkPackTarget(out, overwrite, path);
  await refuseNobodyIn(path, request.options, control);
  const { summary: verification, judgement, cancelled } = await verifyCase(path, control, { keys: [...keys] });
  if (cancelled) throw new TrailcaseError('CANCELLED', 'The report pack was cancelled');
  const db = openForReading(path);
  try {
    db.prepare('BEGIN').run();
    const options = settled(db, request.options);
    const writing: ReportControl = { options, judged: judgedByItem(judgement), ...sectionProgress(control), ...control };
    const printPdf = request.pdf ? (file: string) => writeReportPdf(db, verification, { path: file, overwrite: false }, writing) : null;
    const summary = await withReport(db, verification, writing, (report) => writePack(db, report, { ...request, printPdf }, writing));
    return { summary, verification, judgement, options };
  } finally {
    db.close();
  }
}
