// A report as a file.
import type { ReportSummary, VerifySummary } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { writeWholeFile } from '../whole-file.ts';
import { type ReportControl, writeReport } from './document.ts';

/** Characters gathered before they are written. */
const BATCH = 256 * 1024;

export interface ReportFileOptions extends ReportControl {
  /** Replace a file of that name. The case itself is never replaced. */
  overwrite?: boolean | undefined;
}

/**
 * Writes the report into a file.
 * @returns absolute path, SHA-256 (lower-case hex) of the file, number of exhibits
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE; then nothing is left behind.
 */
export function writeReportFile(
  db: ReadConnection,
  verification: VerifySummary,
  path: string,
  options: ReportFileOptions = {},
): ReportSummary {
  const file = writeWholeFile(path, { overwrite: options.overwrite === true, notOver: db.name }, (append) => {
    let waiting: string[] = [];
    let size = 0;
    const flush = (): void => {
      append(Buffer.from(waiting.join(''), 'utf8'));
      waiting = [];
      size = 0;
    };
    const { exhibits } = writeReport(
      db,
      verification,
      (text) => {
        waiting.push(text);
        size += text.length;
        if (size >= BATCH) flush();
      },
      options,
    );
    flush();
    return exhibits;
  });
  return { path: file.path, sha256: file.sha256, exhibits: file.result };
}
