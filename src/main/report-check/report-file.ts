// A report that somebody hands in, opened to be checked: its hash, its kind, and what it says of itself. Whoever wrote the file may have been anybody:
// it is read in bounded pieces, and nothing of it is run or believed.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { TrailcaseError } from '../../shared/errors.ts';
import { readPdfMetadata } from '../print/pdf-metadata.ts';
import { ReportIdentity } from '../report/identity.ts';
import { plainText } from './markup.ts';

/** Bytes: ten times what a report of 10,000 exhibits has. */
const LARGEST = 4 * 1024 ** 3;
/** A PDF is read whole. */
const LARGEST_PDF = 512 * 1024 ** 2;
/** What a report says of itself stands in its head, before anything of the case. */
const HEAD = 256 * 1024;
const PIECE = 1024 * 1024;

const BEGINNING = '<!DOCTYPE html>\n';
export const IDENTITY = /<meta name="trailcase-report" content="([^"<>]*)">/;

/** Of whatever length, these are shown to people. */
const Identity = ReportIdentity.extend({
  tool: z.string().max(200),
  caseId: z.string().max(200),
  keyFiles: z
    .array(z.object({ name: z.string().max(1000), sha256: z.string().max(200) }))
    .max(100)
    .optional(),
});
const Statement = z.object({ identity: Identity, html: z.string().regex(/^[0-9a-f]{64}$/) });

export class ReportFile {
  /** Absolute. */
  readonly path: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly kind: 'html' | 'pdf';
  readonly identity: ReportIdentity;
  /** Of HTML: the element that holds the identity, as it stands in the file. */
  readonly statement: string | null;
  /** Of a PDF: SHA-256 of the HTML that it says it was printed from. */
  readonly printedFrom: string | null;
  private readonly file: number;

  /** Errors: REPORT_UNREADABLE. The caller closes it. */
  constructor(path: string) {
    this.path = resolve(path);
    this.file = attempt(this.path, () => openSync(this.path, 'r'));
    try {
      const about = attempt(this.path, () => fstatSync(this.file));
      if (!about.isFile()) throw unreadable(`${this.path} is no file`);
      this.size = about.size;
      if (this.size > LARGEST) throw unreadable(`${this.path} is larger than any report`);
      this.sha256 = this.hash();
      const head = this.read(0, HEAD);
      if (head.subarray(0, 5).toString('latin1') === '%PDF-') {
        this.kind = 'pdf';
        const { identity, html } = this.pdfStatement();
        this.identity = identity;
        this.printedFrom = html;
        this.statement = null;
      } else {
        this.kind = 'html';
        this.identity = this.htmlIdentity(head.toString('utf8'));
        this.printedFrom = null;
        this.statement = IDENTITY.exec(head.toString('utf8'))?.[0] ?? null;
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    closeSync(this.file);
  }

  /** Fewer bytes where the file ends. */
  read(from: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - from)));
    let got = 0;
    while (got < bytes.length) {
      const more = attempt(this.path, () => readSync(this.file, bytes, got, bytes.length - got, from + got));
      if (more === 0) break;
      got += more;
    }
    return bytes.subarray(0, got);
  }

  private hash(): string {
    const hash = createHash('sha256');
    for (let at = 0; at < this.size; at += PIECE) hash.update(this.read(at, PIECE));
    return hash.digest('hex');
  }

  private htmlIdentity(head: string): ReportIdentity {
    if (!head.startsWith(BEGINNING) && isChangedCopy(head))
      throw unreadable(`${this.path} was saved with another encoding or other line ends: its bytes are no longer those of the report`);
    const found = head.startsWith(BEGINNING) ? IDENTITY.exec(head) : null;
    const text = found && plainText(found[1] as string);
    const read = text === null ? null : Identity.safeParse(jsonOf(text));
    if (!read?.success) throw unreadable(`${this.path} does not say of itself which report of which case it is`);
    return read.data;
  }

  private pdfStatement(): z.infer<typeof Statement> {
    if (this.size > LARGEST_PDF) throw unreadable(`${this.path} is larger than any PDF of a report`);
    let statement: string | undefined;
    try {
      statement = readPdfMetadata(this.read(0, this.size))?.statement;
    } catch {
      // Whatever is wrong with it, it is none of ours.
    }
    const read = statement === undefined ? null : Statement.safeParse(jsonOf(statement));
    if (!read?.success) throw unreadable(`${this.path} is no PDF of a report, or it was damaged or altered, as by saving it again`);
    return read.data;
  }
}

/** Begins as a report does, but for a byte order mark, the line ends, or two bytes for each character. */
function isChangedCopy(head: string): boolean {
  const text = head.slice(0, 200).replace(/[\0\ufeff\ufffd\r]/g, '');
  return text.startsWith('<!DOCTYPE html>\n<html lang="en">\n<head>');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw unreadable(`${path} cannot be read: ${(cause as Error).message}`, cause);
  }
}

function unreadable(message: string, cause?: unknown): TrailcaseError {
  return new TrailcaseError(
    'REPORT_UNREADABLE',
    message,
    'Give the file as `trailcase report` wrote it: HTML or PDF, not saved again by a browser or an editor.',
    { cause },
  );
}
