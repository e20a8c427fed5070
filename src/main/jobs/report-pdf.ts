// The same report as PDF: its HTML, in volumes where it has many exhibits, printed.
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerifySummary } from '../../shared/domain.ts';
import type { ReportSummary } from '../../shared/report.ts';
import type { ReadConnection } from '../case/open.ts';
import { PAGE, PAGES } from '../print/margins.ts';
import { type PrintVolume, printPdf, volumePath } from '../print/print-pdf.ts';
import { VolumeTooLarge } from '../print/run-printer.ts';
import { type OpenReport, type ReportControl, type WrittenReport, withReport } from '../report/document.ts';
import { type PageOf, withPageNumbers } from '../report/page-numbers.ts';
import { placesIn, SHARES, type Volume } from '../report/volumes.ts';
import { PRINTED } from '../report/wording/index.ts';
import { batched } from '../report/write-report.ts';
import { signaturePath } from '../seal/report-signature.ts';
import { mayReplace, type Replacing, refuseStanding } from './report-files.ts';

interface PdfTarget extends Replacing {
  /** Whether each file will have a signature beside it. */
  signed?: boolean | undefined;
}

/**
 * Writes the report as PDF, a long one as numbered volumes. Volumes that this computer has no memory or time to print are made smaller, twice at most.
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE, PDF_PRINTER_MISSING, PDF_FAILED, and those of writeReport; then nothing is left behind.
 */
export async function writeReportPdf(
  db: ReadConnection,
  verification: VerifySummary,
  target: PdfTarget,
  control: ReportControl,
): Promise<ReportSummary> {
  return await withReport(db, verification, control, async (report) => {
    let tooLarge: VolumeTooLarge | null = null;
    for (const share of SHARES) {
      const before = report.volumes.length;
      if (tooLarge !== null) report.split(share);
      // Nothing can be taken out of it.
      if (tooLarge !== null && report.volumes.length <= before) break;
      try {
        return await printOpen(report, { ...target, notOver: db.name }, control);
      } catch (error) {
        if (!(error instanceof VolumeTooLarge)) throw error;
        tooLarge = error;
      }
    }
    throw tooLarge;
  });
}

async function printOpen(
  report: OpenReport,
  { path: own, overwrite, replaces, signed, notOver }: PdfTarget & { notOver: string },
  control: ReportControl,
): Promise<ReportSummary> {
  const may = mayReplace({ path: own, overwrite, replaces });
  const all = report.volumes.length;
  const files = report.volumes.map(({ number }) => volumePath(own, number, all));
  refuseStanding(signed ? files.flatMap((file) => [file, signaturePath(file)]) : files, may);
  const folder = mkdtempSync(join(tmpdir(), 'trailcase-report-'));
  try {
    // The volumes say of which whole they are a part, so that whoever has the case can write it again and compare.
    const whole = await pageOf(report, null, join(folder, 'whole.html'));
    const isOne = report.volumes.length === 1;
    const volumes: PrintVolume[] = [];
    for (const one of report.volumes) {
      const volume = isOne ? null : one;
      const page = volume === null ? whole : await pageOf(report, volume, join(folder, `volume-${one.number}.html`));
      const printed = {
        ...(one.number === 1 ? withRoom(page.path, folder) : { html: page.path }),
        sha256: whole.sha256,
        places: volume === null ? [] : placesIn(report.context, volume),
        exhibits: exhibitsIn(one),
      };
      volumes.push(printVolume(page.written, volume, printed));
    }
    const { entry, statedTime } = whole.written;
    const printed = await printPdf(
      { path: own, overwrite, mayReplace: may, notOver, language: 'en', stated: statedTime ?? 0, volumes },
      {
        signal: control.signal,
        onProgress: ({ phase, done, all }) =>
          control.onProgress?.({ phase, counts: 'volumes', bytes: done, totalBytes: all, files: 0, totalFiles: 0, events: 0 }),
      },
    );
    return {
      path: printed.path,
      sha256: printed.sha256,
      exhibits: report.exhibits,
      pages: printed.pages,
      ...(printed.volumes.length > 1 && { volumes: printed.volumes }),
      ...(printed.numbered === false && { unnumbered: true as const }),
      entry,
      redacted: (control.options?.redaction ?? null) !== null,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first volume's page with room for numbers of pages, and what makes the page that has them. */
function withRoom(path: string, folder: string): Pick<PrintVolume, 'html' | 'numbered'> {
  const write = (name: string, pageOf: PageOf | null): string => {
    const to = join(folder, name);
    writeFileSync(to, withPageNumbers(readFileSync(path, 'utf8'), pageOf));
    return to;
  };
  return {
    html: write('room.html', null),
    numbered: (pageOf) => write('numbers.html', (volume, place) => pageOf(volume ?? 1, place)),
  };
}

function exhibitsIn({ parts }: Volume): number {
  const { from, to } = parts.get('exhibits') ?? { from: 0, to: 0 };
  return to - from;
}

/** What a PDF says of itself to a program: JSON. */
interface PdfStatement {
  /** As it stands in the head of the HTML. */
  identity: unknown;
  /** SHA-256 of the whole report as HTML, lower-case hex. */
  html: string;
  volume: { number: number; of: number } | null;
}

function printVolume(
  { title, marks, identity }: WrittenReport,
  volume: Volume | null,
  { sha256, ...printed }: Pick<PrintVolume, 'html' | 'numbered' | 'exhibits'> & { places: string[]; sha256: string },
): PrintVolume {
  const position = volume && { number: volume.number, of: volume.of };
  const statement: PdfStatement = { identity: JSON.parse(identity), html: sha256, volume: position };
  const [first = '', ...others] = marks;
  const number = volume === null ? '' : `${PRINTED.volume(volume.number, volume.of)} · `;
  return {
    ...printed,
    title: volume === null ? title : `${title}, ${PRINTED.volume(volume.number, volume.of)}`,
    header: { start: [title], end: [first] },
    footer: { start: [others.join(' · ')], end: [`${number}${PRINTED.page} `, PAGE, ` ${PRINTED.of} `, PAGES] },
    statement: JSON.stringify(statement),
  };
}

/** Writes a page into a file of ours; it is printed and thrown away. */
async function pageOf(
  report: OpenReport,
  volume: Volume | null,
  path: string,
): Promise<{ path: string; sha256: string; written: WrittenReport }> {
  const file = openSync(path, 'wx');
  const hash = createHash('sha256');
  try {
    const { write, flush } = batched((bytes) => {
      hash.update(bytes);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    });
    const written = await report.write(volume, write);
    flush();
    return { path, sha256: hash.digest('hex'), written };
  } finally {
    closeSync(file);
  }
}
