// The same report as PDF: its HTML, in volumes where it has many exhibits, printed.
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerifySummary } from '../../shared/domain.ts';
import type { ReportSummary } from '../../shared/report.ts';
import type { ReadConnection } from '../case/open.ts';
import { PAGE, PAGES } from '../print/margins.ts';
import { type PrintVolume, printPdf } from '../print/print-pdf.ts';
import { type OpenReport, type ReportControl, VOLUME_EXHIBITS, type Volume, type WrittenReport, withReport } from '../report/document.ts';
import { PRINTED } from '../report/wording-templates.ts';
import { batched } from '../report/write-report.ts';

export interface PdfTarget {
  path: string;
  overwrite: boolean;
}

/**
 * Writes the report as PDF, of more than 500 exhibits as numbered volumes.
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE, PDF_PRINTER_MISSING, PDF_FAILED, and those of writeReport; then nothing is left behind.
 */
export async function writeReportPdf(
  db: ReadConnection,
  verification: VerifySummary,
  { path, overwrite }: PdfTarget,
  control: ReportControl,
): Promise<ReportSummary> {
  return await withReport(db, verification, control, async (report) => {
    const folder = mkdtempSync(join(tmpdir(), 'trailcase-report-'));
    try {
      // The volumes say of which whole they are a part, so that whoever has the case can write it again and compare.
      const whole = pageOf(report, null, join(folder, 'whole.html'));
      const volumes = Array.from({ length: report.volumes }, (_, i): PrintVolume => {
        const volume = report.volumes === 1 ? null : { number: i + 1, of: report.volumes };
        const html = join(folder, `volume-${i + 1}.html`);
        const page = volume === null ? whole : pageOf(report, volume, html);
        return printVolume(page.written, volume, {
          html: volume === null ? whole.path : html,
          sha256: whole.sha256,
          exhibits: report.exhibitsIn(i + 1),
        });
      });
      const { entry, statedTime } = whole.written;
      const printed = await printPdf(
        { path, overwrite, notOver: db.name, language: 'en', stated: statedTime ?? 0, volumes },
        {
          signal: control.signal,
          onProgress: ({ phase, done, all }) =>
            control.onProgress?.({ phase, bytes: done, totalBytes: all, files: 0, totalFiles: 0, events: 0 }),
        },
      );
      return {
        path: printed.path,
        sha256: printed.sha256,
        exhibits: report.exhibits,
        pages: printed.pages,
        ...(printed.volumes.length > 1 && { volumes: printed.volumes }),
        entry,
        redacted: (control.options?.redaction ?? null) !== null,
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** What a PDF says of itself to a program: JSON. */
export interface PdfStatement {
  /** As it stands in the head of the HTML. */
  identity: unknown;
  /** SHA-256 of the whole report as HTML, lower-case hex. */
  html: string;
  volume: Volume | null;
}

function printVolume(
  { title, marks, identity }: WrittenReport,
  volume: Volume | null,
  { html, sha256, exhibits }: { html: string; sha256: string; exhibits: number },
): PrintVolume {
  const statement: PdfStatement = { identity: JSON.parse(identity), html: sha256, volume };
  const [first = '', ...others] = marks;
  const number = volume === null ? '' : `${PRINTED.volume(volume.number, volume.of)} · `;
  return {
    html,
    title: volume === null ? title : `${title}, ${PRINTED.volume(volume.number, volume.of)}`,
    header: { start: [title], end: [first] },
    footer: { start: [others.join(' · ')], end: [`${number}${PRINTED.page} `, PAGE, ` ${PRINTED.of} `, PAGES] },
    statement: JSON.stringify(statement),
    places: volume === null ? [] : exhibitsOf(volume, exhibits),
    exhibits,
  };
}

/** Anchors that links in other volumes lead to. */
function exhibitsOf({ number }: Volume, exhibits: number): string[] {
  return Array.from({ length: exhibits }, (_, i) => `exhibit-${(number - 1) * VOLUME_EXHIBITS + i + 1}`);
}

/** Writes a page into a file of ours; it is printed and thrown away. */
function pageOf(report: OpenReport, volume: Volume | null, path: string): { path: string; sha256: string; written: WrittenReport } {
  const file = openSync(path, 'wx');
  const hash = createHash('sha256');
  try {
    const { write, flush } = batched((bytes) => {
      hash.update(bytes);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    });
    const written = report.write(volume, write);
    flush();
    return { path, sha256: hash.digest('hex'), written };
  } finally {
    closeSync(file);
  }
}
