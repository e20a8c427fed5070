// Names that say what a file is not: whoever gives --out x.pdf wants a PDF, which only `trailcase report` writes.
import { type Command, usage } from './command.ts';

/** What the ending of a name says that only a report is; null: nothing of the kind. */
export function reportKindOf(out: string): 'PDF' | 'HTML' | null {
  if (/\.pdf$/i.test(out)) return 'PDF';
  return /\.html?$/i.test(out) ? 'HTML' : null;
}

/** Errors: USAGE, where a report is not named as one. */
export function checkReportName(out: string, command: Command): void {
  if (reportKindOf(out) !== null) return;
  const zip = /\.zip$/i.test(out) ? '; a zip is what trailcase report-pack writes' : '';
  throw usage(`Give --out a name that ends in .html or .pdf${zip}`, command);
}

/** Errors: USAGE, where a pack is named as a report. */
export function checkPackName(out: string, command: Command): void {
  const kind = reportKindOf(out);
  if (kind === null) return;
  const instead =
    kind === 'PDF'
      ? '--pdf puts a PDF into it, and trailcase report writes one alone'
      : 'the report is in it, and trailcase report writes it alone';
  throw usage(`report-pack writes a folder or FILE.zip: ${instead}`, command);
}

/** Errors: USAGE, where an export is named as a report. */
export function checkExportName(out: string, format: string, command: Command): void {
  const kind = reportKindOf(out);
  if (kind !== null) throw usage(`--format ${format} writes no ${kind}: trailcase report does`, command);
}
