// A report as a file of the kind that its name says: the case is verified first, then read as of one custody entry; what was written can be noted in the log later.
import type { VerifySummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { PLAIN_REPORT, type ReportOptions, type ReportSummary } from '../../shared/report.ts';
import { custodyHead } from '../case/custody.ts';
import { openForReading } from '../case/open.ts';
import type { ReportControl } from '../report/document.ts';
import { chosenSubject, refuseNobody } from '../report/dossier-subject.ts';
import { writeReportFile } from '../report/write-report.ts';
import { signaturePath } from '../seal/report-signature.ts';
import { type Judgement, judgedByItem } from '../verify/digests/items.ts';
import type { KeyFile } from '../verify/key-files.ts';
import { verifyCase } from '../verify/verify-case.ts';
import type { JobControl } from './progress.ts';
import { leftBeside, refuseUnasked } from './report-files.ts';
import { writeReportPdf } from './report-pdf.ts';

export interface ReportRequest {
  /** Of the case. */
  path: string;
  /** `….html` or `….pdf`. */
  out: string;
  /** Whether a file of that very name may be replaced. */
  overwrite: boolean;
  /** Further files that may be: volumes and signatures of an earlier report, each of which somebody was asked about. */
  replaces?: readonly string[] | undefined;
  /** Whether it will be signed: then names of signatures must be free, too. */
  signed?: boolean | undefined;
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
 * Errors: CANCELLED, REPORT_ACTOR_MISSING, REPORT_ACTOR_UNKNOWN, OUTPUT_EXISTS, OUTPUT_UNWRITABLE, PDF_PRINTER_MISSING, PDF_FAILED, and those of writeReport.
 */
export async function makeReport(request: ReportRequest, control: JobControl): Promise<WrittenReportFile> {
  const { path, out, overwrite, replaces, signed = false, keys } = request;
  refuseUnasked({ path: out, overwrite, replaces }, signed);
  await refuseNobodyIn(path, request.options, control);
  const { summary: verification, judgement, cancelled } = await verifyCase(path, control, { keys: [...keys] });
  if (cancelled) throw cancelledReport();
  const db = openForReading(path);
  try {
    db.prepare('BEGIN').run();
    const options = settled(db, request.options);
    const writing = { options, judged: judgedByItem(judgement), overwrite, ...sectionProgress(control), ...control };
    const written = /\.pdf$/i.test(out)
      ? await writeReportPdf(db, verification, { path: out, overwrite, replaces, signed }, writing)
      : await writeReportFile(db, verification, out, writing);
    const files = (written.volumes ?? [written]).map((one) => one.path);
    const beside = leftBeside(out, signed ? files.flatMap((file) => [file, signaturePath(file)]) : files);
    const summary = beside.length === 0 ? written : { ...written, beside };
    return { summary, verification, judgement, options };
  } finally {
    db.close();
  }
}

/** Before long work: the same question without it. Errors: REPORT_ACTOR_MISSING, REPORT_ACTOR_UNKNOWN. */
export async function refuseNobodyIn(path: string, options: ReportOptions, control: JobControl): Promise<void> {
  if (chosenSubject(options) === null) return;
  const db = openForReading(path);
  try {
    await refuseNobody(db, options, control);
  } finally {
    db.close();
  }
}

/** The options with the custody entry that they mean by "the newest". The stated time stays as it is: by itself it is that entry's. */
export function settled(db: ReturnType<typeof openForReading>, options: ReportOptions = PLAIN_REPORT): ReportOptions {
  const { entries } = custodyHead(db);
  return { ...options, asOf: options.asOf ?? (entries === 0 ? null : entries) };
}

/** Pieces between two looks at whether the job was cancelled: each is a few hundred microseconds of work. */
const PIECES = 64;

/** Sections as they are begun; a cancelled job ends within them, too. */
export function sectionProgress({ signal, onProgress }: JobControl): Required<Pick<ReportControl, 'onSection' | 'onPiece'>> {
  let section = { done: 0, all: 0 };
  let pieces = 0;
  const tell = (): void => {
    // Whoever runs this in a thread looks at this moment whether it is to end.
    const { done, all } = section;
    onProgress?.({ phase: 'Writing the report', counts: 'sections', bytes: done, totalBytes: all, files: 0, totalFiles: 0, events: 0 });
    if (signal?.aborted) throw cancelledReport();
  };
  return {
    onSection: (done, all) => {
      section = { done, all };
      tell();
    },
    onPiece: () => {
      if (++pieces % PIECES === 0) tell();
    },
  };
}

function cancelledReport(): TrailcaseError {
  return new TrailcaseError('CANCELLED', 'The report was cancelled');
}
