// Signs the files of a report that was just written, each by a file beside it.
import { basename } from 'node:path';
import type { ReportOptions, ReportSummary } from '../../shared/report.ts';
import { readFacts } from '../case/facts.ts';
import { openForReading } from '../case/open.ts';
import { signaturePath, signReport } from '../seal/report-signature.ts';
import type { SigningKey } from '../seal/signing-key.ts';
import { writeWholeFile } from '../whole-file.ts';

/**
 * @param path of the case
 * @param options with which the report was written, its entry filled in
 * @param mayReplace whether a signature that is there already may be replaced
 * @returns path of the signature; of a report in volumes of the first one's
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE.
 */
export function signFiles(
  path: string,
  { entry, volumes, ...first }: Pick<ReportSummary, 'path' | 'sha256' | 'entry' | 'volumes'>,
  options: ReportOptions,
  key: SigningKey,
  mayReplace: (file: string) => boolean,
): string {
  const db = openForReading(path);
  try {
    const { caseId } = readFacts(db);
    const at = db.prepare('SELECT at FROM custody WHERE seq = ?').pluck().get(entry) as number | undefined;
    const stated = options.statedTime ?? at ?? null;
    const written = (volumes ?? [first]).map((file) => {
      const text = signReport({ name: basename(file.path), sha256: file.sha256, caseId, entry, stated }, key);
      const beside = signaturePath(file.path);
      return writeWholeFile(beside, { overwrite: mayReplace(beside), notOver: path }, (append) => append(Buffer.from(text, 'utf8'))).path;
    });
    return written[0] as string;
  } finally {
    db.close();
  }
}
