// A report as a file: whole or not at all, and never over something else unasked.
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ReportSummary, VerifySummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { ReadConnection } from '../case/open.ts';
import { type ReportControl, writeReport } from './document.ts';

/** Characters gathered before they are written. */
const BATCH = 256 * 1024;

export interface ReportFileOptions extends ReportControl {
  /** Replace a file of that name. The case itself is never replaced. */
  overwrite?: boolean | undefined;
}

/**
 * Writes the report into a file: first into a temporary one in the same folder, which then takes the name.
 * @returns absolute path, SHA-256 (lower-case hex) of the file, number of exhibits
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE; then nothing is left behind.
 */
export function writeReportFile(
  db: ReadConnection,
  verification: VerifySummary,
  path: string,
  options: ReportFileOptions = {},
): ReportSummary {
  const target = resolve(path);
  if (isCase(db, target)) {
    throw new TrailcaseError('OUTPUT_UNWRITABLE', `${target} is the case itself`, 'Choose another name for the report.');
  }
  if (!options.overwrite && existsSync(target)) throw exists(target);
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.partial`);
  const descriptor = attempt(target, () => openSync(temporary, 'wx'));
  try {
    const { sha256, exhibits } = fill(db, verification, descriptor, target, options);
    publish(temporary, target, options.overwrite === true);
    return { path: target, sha256, exhibits };
  } finally {
    rmSync(temporary, { force: true });
  }
}

function fill(
  db: ReadConnection,
  verification: VerifySummary,
  descriptor: number,
  target: string,
  control: ReportControl,
): { sha256: string; exhibits: number } {
  const hash = createHash('sha256');
  let waiting: string[] = [];
  let size = 0;
  const flush = (): void => {
    const bytes = Buffer.from(waiting.join(''), 'utf8');
    waiting = [];
    size = 0;
    hash.update(bytes);
    attempt(target, () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    });
  };
  try {
    const { exhibits } = writeReport(
      db,
      verification,
      (text) => {
        waiting.push(text);
        size += text.length;
        if (size >= BATCH) flush();
      },
      control,
    );
    flush();
    attempt(target, () => fsyncSync(descriptor));
    return { sha256: hash.digest('hex'), exhibits };
  } finally {
    closeSync(descriptor);
  }
}

function publish(temporary: string, target: string, overwrite: boolean): void {
  if (overwrite) {
    attempt(target, () => renameSync(temporary, target));
    return;
  }
  try {
    // A rename would replace a file that came into being meanwhile; a link refuses.
    linkSync(temporary, target);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw exists(target);
    // Some file systems (FAT, some network shares) have no links.
    if (existsSync(target)) throw exists(target);
    attempt(target, () => renameSync(temporary, target));
  }
}

function isCase(db: ReadConnection, target: string): boolean {
  try {
    return realpathSync(target) === realpathSync(db.name);
  } catch {
    return false;
  }
}

function attempt<T>(target: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new TrailcaseError(
      'OUTPUT_UNWRITABLE',
      `${target} cannot be written: ${(cause as Error).message}`,
      'Choose a folder that can be written and has room.',
      {
        cause,
      },
    );
  }
}

function exists(target: string): TrailcaseError {
  return new TrailcaseError('OUTPUT_EXISTS', `${target} exists already`, 'Choose another name, or allow it to be replaced.');
}
