// Prints HTML as PDF: one file for each volume, each whole or not there at all. Under Node; the printing itself is done by an Electron that has no window.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, parse } from 'node:path';
import { TrailcaseError } from '../../shared/errors.ts';
import { TOOL } from '../version.ts';
import { checkTarget, writeWholeFile } from '../whole-file.ts';
import { cancelled, findPrinter } from './find-printer.ts';
import { finishPdf } from './finish-pdf.ts';
import type { PrintJob, PrintMessage } from './job.ts';
import { type Margin, marginTemplate, namedPlaces, PRINT_STYLE } from './margins.ts';
import { PATIENCE, type Patience, runPrinter } from './run-printer.ts';

export interface PrintVolume {
  /** Path of the page. Links to other volumes are `href="volume-2.html#exhibit-612"`; they keep their text where a reader cannot follow them. */
  html: string;
  title: string;
  header: Margin;
  footer: Margin;
  /** For machines, as `readPdfMetadata` gives it back: JSON. */
  statement: string;
  /** Ids in the page that links from outside may name, beside those that it links to itself. */
  places?: readonly string[];
  exhibits: number;
  /**
   * Of the first volume: its page with numbers of pages filled in, as another file. It is printed a second time with them where nothing else moves by it.
   * @param pageOf page of a place in a volume (both from 1); null where the volume names no such place
   */
  numbered?: ((pageOf: (volume: number, place: string) => number | null) => string) | undefined;
}

export interface PrintRequest {
  /** Of the first volume; the others stand beside it, see `volumePath`. */
  path: string;
  /** Whether a file of that very name may be replaced. */
  overwrite: boolean;
  /** Whether another one may: names of further volumes. Left out: none. */
  mayReplace?: ((path: string) => boolean) | undefined;
  /** Path of a file that is never replaced: the case. */
  notOver: string;
  /** BCP 47. */
  language: string;
  /** ms since epoch UTC: the report's stated time, which is the only one in the file. */
  stated: number;
  volumes: readonly PrintVolume[];
  patience?: Patience;
}

export interface PrintProgress {
  /** What is being done, in words. */
  phase: string;
  /** Volumes that are printed, of all. */
  done: number;
  all: number;
}

export interface PrintControl {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: PrintProgress) => void) | undefined;
}

interface PrintedVolume {
  /** Absolute. */
  path: string;
  /** Lower-case hex. */
  sha256: string;
  pages: number;
  exhibits: number;
}

/** `path` and `sha256` are the first volume's, `pages` those of all. */
export interface Printed {
  path: string;
  sha256: string;
  pages: number;
  volumes: PrintedVolume[];
  /** Whether numbers of pages were filled in; null where none were asked for. */
  numbered: boolean | null;
}

/** `report.pdf` for the first volume, `report-volume-02.pdf` for others, with as many digits as sort them. */
export function volumePath(path: string, volume: number, all: number): string {
  const { name, ext } = parse(path);
  if (volume === 1) return path;
  return join(dirname(path), `${name}-volume-${String(volume).padStart(String(all).length, '0')}${ext}`);
}

/** Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE, PDF_PRINTER_MISSING, PDF_FAILED, CANCELLED; then no file is left that was not there. */
export async function printPdf(request: PrintRequest, control: PrintControl = {}): Promise<Printed> {
  const { volumes, language } = request;
  const all = volumes.length;
  if (all === 0) throw new TrailcaseError('INTERNAL', 'There is nothing to print');
  const { notOver, mayReplace = () => false } = request;
  const targetOf = (path: string, i: number) => ({ overwrite: i === 0 ? request.overwrite : mayReplace(path), notOver });
  const paths = volumes.map((_, i) => {
    const path = volumePath(request.path, i + 1, all);
    return checkTarget(path, targetOf(path, i));
  });
  let done = 0;
  const tell = (phase: string): void => control.onProgress?.({ phase, done, all });
  tell('Looking for the program that prints');
  const printer = await findPrinter(tell, control.signal);
  const folder = mkdtempSync(join(tmpdir(), 'trailcase-print-'));
  try {
    const pdf = (i: number): string => join(folder, `${i + 1}.pdf`);
    const jobOf = ({ html, header, footer, places = [] }: PrintVolume, to: string): PrintJob['volumes'][number] => ({
      html,
      addition: `${PRINT_STYLE}${namedPlaces(places)}`,
      pdf: to,
      header: marginTemplate(header, language),
      footer: marginTemplate(footer, language),
    });
    let printedBy = 'Chromium';
    const run = async (name: string, jobs: PrintJob['volumes'], onVolume: (message: PrintMessage) => void): Promise<void> => {
      const job: PrintJob = { profile: join(folder, `profile-${name}`), volumes: jobs };
      const jobFile = join(folder, `${name}.json`);
      writeFileSync(jobFile, JSON.stringify(job));
      const onMessage = (message: PrintMessage): void => {
        if (message.kind === 'started') printedBy = `Chrome ${message.chrome}, Electron ${message.electron}`;
        else onVolume(message);
      };
      await runPrinter({ printer, job: jobFile, folder, patience: request.patience ?? PATIENCE, signal: control.signal, onMessage });
    };
    tell('Starting the program that prints');
    await run(
      'job',
      volumes.map((volume, i) => jobOf(volume, pdf(i))),
      (message) => {
        if (message.kind === 'printed') done++;
        else if (message.kind === 'loading' || message.kind === 'printing')
          tell(`${message.kind === 'loading' ? 'Laying out' : 'Printing'} volume ${message.volume + 1} of ${all}`);
      },
    );
    tell('Writing');
    const finish = (i: number, file = pdf(i)): ReturnType<typeof finishPdf> => {
      const { title, statement } = volumes[i] as PrintVolume;
      const files = paths.map((path) => basename(path));
      return finishPdf(printedFile(file), { title, language, stated: request.stated, statement, creator: TOOL, printedBy, files });
    };
    const finished: PrintedVolume[] = [];
    let numbered: boolean | null = null;
    const places = new Map<number, ReadonlyMap<string, number>>();
    // Each finished volume waits aside: nothing takes its name, and so nothing is replaced, before all are there.
    const waiting: number[] = [];
    for (let i = 1; i < all; i++) {
      const volume = finish(i);
      places.set(i + 1, volume.places);
      waiting[i] = volume.pages;
      writeFileSync(pdf(i), volume.bytes);
    }
    const [opening] = volumes as [PrintVolume];
    let cover = finish(0);
    places.set(1, cover.places);
    if (opening.numbered) {
      const html = opening.numbered((volume, place) => places.get(volume)?.get(place) ?? null);
      tell('Filling in the numbers of pages');
      const again = await secondPrint(() => run('numbers', [jobOf({ ...opening, html }, join(folder, 'numbers.pdf'))], () => {}));
      const second = again ? finish(0, join(folder, 'numbers.pdf')) : null;
      numbered = second !== null && isSame(second.places, cover.places) && second.pages === cover.pages;
      if (second && numbered) cover = second;
    }
    if (control.signal?.aborted) throw cancelled();
    try {
      for (let i = 0; i < all; i++) {
        const target = paths[i] as string;
        const bytes = i === 0 ? cover.bytes : printedFile(pdf(i));
        const { path, sha256 } = writeWholeFile(target, targetOf(target, i), (append) => append(bytes));
        finished.push({
          path,
          sha256,
          pages: i === 0 ? cover.pages : (waiting[i] as number),
          exhibits: (volumes[i] as PrintVolume).exhibits,
        });
      }
    } catch (error) {
      // Half a report is none. What was replaced is gone either way.
      for (const { path } of finished) rmSync(path, { force: true });
      throw error;
    }
    const [first] = finished as [PrintedVolume];
    const pages = finished.reduce((sum, { pages }) => sum + pages, 0);
    return { path: first.path, sha256: first.sha256, pages, volumes: finished, numbered };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Whether it was printed. Where it was not, the first print is good without numbers. */
async function secondPrint(print: () => Promise<void>): Promise<boolean> {
  try {
    await print();
    return true;
  } catch (error) {
    if (error instanceof TrailcaseError && error.code === 'PDF_FAILED') return false;
    throw error;
  }
}

function isSame(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return one.size === other.size && [...one].every(([place, page]) => other.get(place) === page);
}

function printedFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new TrailcaseError(
      'PDF_FAILED',
      'The PDF could not be printed: the program that prints wrote no file',
      'Write the report as HTML.',
    );
  }
}
