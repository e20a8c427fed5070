// A report as a file of the kind that its name says: the case is verified first, then read as of one custody entry; what was written can be noted in the log later.
import type { VerifySummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { PLAIN_REPORT, type ReportOptions, type ReportSummary } from '../../shared/report.ts';
import { custodyHead } from '../case/custody.ts';
import { openForReading } from '../case/open.ts';
import { writeReportFile } from '../report/write-report.ts';
import { type Judgement, judgedByItem } from '../verify/digests/items.ts';
import { verifyCase } from '../verify/verify-case.ts';
import type { KeyFile } from '../verify/verify-worker.ts';
import type { JobControl } from './progress.ts';
import { writeReportPdf } from './report-pdf.ts';

export interface ReportRequest {
  /** Of the case. */
  path: string;
  /** `….html` or `….pdf`. */
  out: string;
  overwrite: boolean;
  options: ReportOptions;
  /** AWS's public keys, beside those in the evidence. */
  keys: readonly KeyFile[];
}

export interface WrittenReportFile {
  summary: ReportSummary;
  verification: VerifySummary;
  judgement: Judgement;
  /** With the entry and the stated time filled in: with them the same report comes again. */
  options: ReportOptions;
}

/**
 * Verifies the case and writes its report. Changes nothing in the case.
 * Errors: CANCELLED, OUTPUT_EXISTS, OUTPUT_UNWRITABLE, PDF_PRINTER_MISSING, PDF_FAILED, and those of writeReport.
 */
export async function makeReport(request: ReportRequest, control: JobControl): Promise<WrittenReportFile> {
  const { path, out, overwrite, keys } = request;
  const { summary: verification, judgement, cancelled } = await verifyCase(path, control, { keys: [...keys] });
  if (cancelled) throw cancelledReport();
  const db = openForReading(path);
  try {
    db.prepare('BEGIN').run();
    const options = settled(db, request.options);
    const writing = { options, judged: judgedByItem(judgement), overwrite, onSection: sectionProgress(control), ...control };
    const summary = /\.pdf$/i.test(out)
      ? await writeReportPdf(db, verification, { path: out, overwrite }, writing)
      : await writeReportFile(db, verification, out, writing);
    return { summary, verification, judgement, options };
  } finally {
    db.close();
  }
}

/** The options with the custody entry that they mean by "the newest". The stated time stays as it is: by itself it is that entry's. */
export function settled(db: ReturnType<typeof openForReading>, options: ReportOptions = PLAIN_REPORT): ReportOptions {
  const { entries } = custodyHead(db);
  return { ...options, asOf: options.asOf ?? (entries === 0 ? null : entries) };
}

/** Sections as they are begun; a cancelled job ends between them. */
export function sectionProgress({ signal, onProgress }: JobControl): (done: number, all: number) => void {
  return (done, all) => {
    if (signal?.aborted) throw cancelledReport();
    onProgress?.({ phase: 'Writing the report', counts: 'sections', bytes: done, totalBytes: all, files: 0, totalFiles: 0, events: 0 });
  };
}

function cancelledReport(): TrailcaseError {
  return new TrailcaseError('CANCELLED', 'The report was cancelled');
}
