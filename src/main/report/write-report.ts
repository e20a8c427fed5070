// A report as a file.
import type { VerifySummary } from '../../shared/domain.ts';
import type { ReportSummary } from '../../shared/report.ts';
import type { ReadConnection } from '../case/open.ts';
import { type Append, streamWholeFile } from '../whole-file.ts';
import { type ReportControl, type Write, writeReport } from './document.ts';

/** Characters gathered before they are written. */
const BATCH = 256 * 1024;

interface ReportFileOptions extends ReportControl {
  /** Replace a file of that name. The case itself is never replaced. */
  overwrite?: boolean | undefined;
}

/**
 * Writes the report into a file.
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE, and those of writeReport; then nothing is left behind.
 */
export async function writeReportFile(
  db: ReadConnection,
  verification: VerifySummary,
  path: string,
  options: ReportFileOptions = {},
): Promise<ReportSummary> {
  const file = await streamWholeFile(path, { overwrite: options.overwrite === true, notOver: db.name }, async (append) => {
    const { write, flush } = batched(append);
    const written = await writeReport(db, verification, write, options);
    flush();
    return written;
  });
  const { exhibits, entry } = file.result;
  return { path: file.path, sha256: file.sha256, exhibits, entry, redacted: (options.options?.redaction ?? null) !== null };
}

/** Text gathered into larger pieces of UTF-8. */
export function batched(append: Append): { write: Write; flush(): void } {
  let waiting: string[] = [];
  let size = 0;
  const flush = (): void => {
    append(Buffer.from(waiting.join(''), 'utf8'));
    waiting = [];
    size = 0;
  };
  return {
    write(text) {
      waiting.push(text);
      size += text.length;
      if (size >= BATCH) flush();
    },
    flush,
  };
}
