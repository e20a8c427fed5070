// A report with all that is needed to check it, as a folder or a zip: report, exhibits as files, the evidence items that they lie in, the proof of the case,
// hashes, a signature, a script and instructions. The same case, custody entry, options and key give the same bytes (but for a PDF, which never is the same).
import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { TrailcaseError } from '../../shared/errors.ts';
import type { PackSummary, ReportSummary } from '../../shared/report.ts';
import type { ReadConnection } from '../case/open.ts';
import { fillProof } from '../export/proof/proof.ts';
import { breathe, type Progress } from '../jobs/progress.ts';
import type { OpenReport, ReportControl, WrittenReport } from '../report/document.ts';
import { batched } from '../report/write-report.ts';
import { signaturePath, signReport } from '../seal/report-signature.ts';
import { fingerprintOf, type SigningKey } from '../seal/signing-key.ts';
import type { KeyFile } from '../verify/key-files.ts';
import { attempt, checkPlace, checkTarget } from '../whole-file.ts';
import { checkFolder, type FolderWriter, writeInnerFolder, writeWholeFolder } from '../whole-folder.ts';
import { citations, type ExhibitLine, exhibitFiles, exhibitName } from './exhibit-files.ts';
import { EVIDENCE_LIMIT, type PackedItem, packedItems } from './items.ts';
import { checkScript } from './program.ts';
import { readMe, redactedReadMe } from './read-me.ts';
import { redactedFiles } from './redacted-files.ts';
import { zipFolder } from './zip.ts';

/** By which a folder is told to be an earlier pack. */
const OWN = ['report.html', 'README.txt'];

const REPORT = 'report.html';

interface PackRequest {
  /** A folder, or `….zip`. */
  out: string;
  overwrite: boolean;
  /** All items that exhibits lie in, whatever their size. */
  allEvidence: boolean;
  /** null: not signed. */
  key: SigningKey | null;
  /** AWS's public keys, beside those in the evidence. */
  keys: readonly KeyFile[];
  /** Writes the report as PDF into a folder; null: no PDF. */
  printPdf: ((path: string) => Promise<ReportSummary>) | null;
}

/** Whether a name is that of a zip. */
const isZip = (path: string): boolean => /\.zip$/i.test(path);

/**
 * Refuses early what would be refused after long work. Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE.
 * @param notOver path of the case
 */
export function checkPackTarget(out: string, overwrite: boolean, notOver: string): void {
  if (isZip(out)) checkTarget(out, { overwrite, notOver });
  else {
    checkPlace(out, notOver);
    checkFolder(out, { overwrite, own: OWN });
  }
}

/**
 * Writes the pack of an open report.
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE, CANCELLED, and those of printing; then nothing is left behind.
 */
export async function writePack(
  db: ReadConnection,
  report: OpenReport,
  request: PackRequest,
  control: ReportControl,
): Promise<PackSummary> {
  const target = resolve(request.out);
  if (!isZip(target)) {
    const pack = new Pack(report, request, control);
    const options = { overwrite: request.overwrite, own: OWN, sign: (sha256: string) => pack.signature('SHA256SUMS', sha256) ?? '' };
    const { path, sha256 } = await writeWholeFolder(target, request.key === null ? { ...options, sign: undefined } : options, (folder) =>
      pack.fill(folder),
    );
    return pack.summary({ path, sha256, kind: 'folder' });
  }
  checkTarget(target, { overwrite: request.overwrite, notOver: db.name });
  // Beside the zip: there is room for it, or there is none for the zip.
  const aside = attempt(target, () => mkdtempSync(join(dirname(target), `.${basename(target).slice(0, 100)}.`)));
  try {
    const folder = join(aside, 'pack');
    const inner = await writePack(db, report, { ...request, out: folder, overwrite: false }, control);
    const { path, sha256 } = await zipFolder(
      folder,
      { path: target, overwrite: request.overwrite, notOver: db.name, root: 'report-pack', at: report.context.statedTime ?? 0 },
      (done, all) => {
        stopped(control);
        control.onProgress?.({ phase: 'Packing', bytes: done, totalBytes: all, files: done, totalFiles: all, events: 0 });
      },
    );
    return { ...inner, path, sha256, kind: 'zip' };
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function stopped({ signal }: ReportControl): void {
  if (signal?.aborted) throw new TrailcaseError('CANCELLED', 'The report pack was cancelled');
}

/** One pack as it is put together. */
class Pack {
  private readonly report: OpenReport;
  private readonly request: PackRequest;
  private readonly control: ReportControl;
  private readonly reports: { name: string; sha256: string }[] = [];
  private pdf: ReportSummary | null = null;
  private items: PackedItem[] = [];
  private files = 0;
  private written: WrittenReport | null = null;

  constructor(report: OpenReport, request: PackRequest, control: ReportControl) {
    this.report = report;
    this.request = request;
    this.control = control;
  }

  async fill(inner: FolderWriter): Promise<void> {
    const folder = this.counting(inner);
    const { context } = this.report;
    await this.writeReport(folder);
    if (this.request.printPdf) await this.print(folder, this.request.printPdf);
    const pack = {
      context,
      reports: this.reports,
      fingerprint: this.request.key === null ? null : fingerprintOf(this.request.key.publicKey),
    };
    if (context.redaction !== null) {
      await this.writeRedacted(folder);
      folder.add('README.txt', redactedReadMe(pack));
      return;
    }
    const lines = await this.writeExhibits(folder);
    await writeInnerFolder(folder, 'proof', (proof) =>
      fillProof(proof, { db: context.db, keys: this.request.keys, control: this.control }),
    );
    folder.add('check.sh', checkScript(), { executable: true });
    folder.add('README.txt', readMe(pack, lines, this.items, this.pdf !== null));
  }

  /** Text of a detached signature; null without a key. */
  signature(name: string, sha256: string): string | null {
    const { context } = this.report;
    const { key } = this.request;
    const entry = context.custody.at(-1)?.seq ?? 0;
    return key === null ? null : signReport({ name, sha256, caseId: context.facts.caseId, entry, stated: context.statedTime }, key);
  }

  summary(written: Pick<PackSummary, 'path' | 'sha256' | 'kind'>): PackSummary {
    const { context } = this.report;
    const left = this.items.filter(({ inPack }) => inPack !== 'yes').length;
    return {
      ...written,
      exhibits: this.written?.exhibits ?? 0,
      ...(this.pdf?.pages !== undefined && { pages: this.pdf.pages }),
      entry: this.written?.entry ?? 0,
      redacted: context.redaction !== null,
      ...(this.request.key !== null && { signature: 'SHA256SUMS.sig' }),
      reports: this.reports,
      // With SHA256SUMS and its signature, which do not list themselves.
      files: this.files + 1 + (this.request.key === null ? 0 : 1),
      items: this.items.length - left,
      itemsLeftOut: left,
    };
  }

  private counting(folder: FolderWriter): FolderWriter {
    return {
      add: (...args) => {
        this.files++;
        folder.add(...args);
      },
      stream: (...args) => {
        this.files++;
        return folder.stream(...args);
      },
      pour: (...args) => {
        this.files++;
        return folder.pour(...args);
      },
    };
  }

  private async writeReport(folder: FolderWriter): Promise<void> {
    const sha256 = await folder.pour(REPORT, async (append) => {
      const { write, flush } = batched(append);
      this.written = await this.report.write(null, write);
      flush();
    });
    this.sign(folder, REPORT, sha256);
  }

  private sign(folder: FolderWriter, name: string, sha256: string): void {
    this.reports.push({ name, sha256 });
    const text = this.signature(name, sha256);
    if (text !== null) folder.add(signaturePath(name), text);
  }

  private async print(folder: FolderWriter, printPdf: (path: string) => Promise<ReportSummary>): Promise<void> {
    const place = mkdtempSync(join(tmpdir(), 'trailcase-pack-'));
    try {
      this.pdf = await printPdf(join(place, 'report.pdf'));
      for (const name of readdirSync(place).sort()) this.sign(folder, name, await folder.stream(name, createReadStream(join(place, name))));
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }

  private async writeExhibits(folder: FolderWriter): Promise<ExhibitLine[]> {
    const { context } = this.report;
    this.items = packedItems(context, this.request.allEvidence ? Number.POSITIVE_INFINITY : EVIDENCE_LIMIT);
    const here = new Set(this.items.flatMap(({ sha256, inPack }) => (inPack === 'yes' ? [sha256] : [])));
    const citedBy = citations(context);
    const lines: ExhibitLine[] = [];
    for (const exhibit of context.exhibits) {
      await this.step('Writing exhibits', exhibit.number - 1, context.exhibits.length);
      const { line, json, record } = exhibitFiles(context, exhibit, (item) => here.has(item), citedBy);
      folder.add(`exhibits/${line.name}.json`, json);
      if (record !== null) folder.add(`exhibits/${line.name}.record`, record);
      lines.push(line);
    }
    for (const [i, item] of this.items.entries()) {
      await this.step('Writing evidence items', i, this.items.length);
      if (item.inPack === 'yes') await folder.stream(`evidence/${item.sha256}`, context.evidence.deliveredChunks(item.evidence));
    }
    folder.add(
      'exhibits.tsv',
      table(
        EXHIBIT_COLUMNS,
        lines.map(({ name, item, encoding, offset, length, steps, sha256 }) => [
          name,
          item,
          encoding,
          offset,
          length,
          steps || '-',
          sha256 ?? '-',
        ]),
      ),
    );
    folder.add(
      'evidence.tsv',
      table(
        ITEM_COLUMNS,
        this.items.map(({ sha256, size, encoding, inPack, exhibits }) => [sha256, size, encoding, inPack, exhibits.join(' ')]),
      ),
    );
    return lines;
  }

  private async writeRedacted(folder: FolderWriter): Promise<void> {
    const { context } = this.report;
    const { redaction, exhibits } = context;
    if (redaction === null) return;
    const citedBy = citations(context);
    const lines: (string | number)[][] = [];
    for (const exhibit of exhibits) {
      await this.step('Writing exhibits', exhibit.number - 1, exhibits.length);
      const name = exhibitName(exhibit.number, exhibits.length);
      const { json, commitments } = redactedFiles(context, redaction, exhibit, citedBy);
      folder.add(`exhibits/${name}.json`, json);
      lines.push([name, commitments.event, commitments.item, commitments.record ?? '-']);
    }
    folder.add('commitments.tsv', table(COMMITMENT_COLUMNS, lines));
  }

  /** Lets other work in, and ends a cancelled one. */
  private async step(phase: string, done: number, all: number): Promise<void> {
    const progress: Progress = { phase, bytes: done, totalBytes: all, files: 0, totalFiles: 0, events: 0 };
    this.control.onProgress?.(progress);
    if (done % 16 === 0) await breathe();
    stopped(this.control);
  }
}

const EXHIBIT_COLUMNS = ['exhibit', 'item', 'encoding', 'offset', 'length', 'steps', 'sha256'];
const ITEM_COLUMNS = ['item', 'size', 'encoding', 'in this folder', 'exhibits'];
const COMMITMENT_COLUMNS = ['exhibit', 'event id', 'item', 'record'];

/** Cells are hashes, numbers and words of ours: none holds a tab. */
function table(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [columns, ...rows].map((row) => `${row.join('\t')}\n`).join('');
}
