// A file that is written whole or not at all, and never over something else unasked.
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { TrailcaseError } from '../shared/errors.ts';

export interface WholeFile<T> {
  /** Absolute. */
  path: string;
  /** SHA-256 of the file, lower-case hex. */
  sha256: string;
  result: T;
}

/**
 * Writes a file: first a temporary one in the same folder, which then takes the name.
 * @param options.notOver path of a file (the case) that is never replaced
 * @param fill writes the content, piece by piece; when it throws nothing is left behind
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE.
 */
export function writeWholeFile<T>(
  path: string,
  options: { overwrite: boolean; notOver: string },
  fill: (append: (bytes: Buffer) => void) => T,
): WholeFile<T> {
  const target = checkTarget(path, options);
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.partial`);
  const descriptor = attempt(target, () => openSync(temporary, 'wx'));
  try {
    const hash = createHash('sha256');
    let result: T;
    try {
      result = fill((bytes) => {
        hash.update(bytes);
        attempt(target, () => {
          for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
        });
      });
      attempt(target, () => fsyncSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
    publish(temporary, target, options.overwrite);
    return { path: target, sha256: hash.digest('hex'), result };
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Refuses what would be refused at the end, before long work begins.
 * @returns the absolute path
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE.
 */
export function checkTarget(path: string, options: { overwrite: boolean; notOver: string }): string {
  const target = resolve(path);
  if (isSame(target, options.notOver))
    throw new TrailcaseError('OUTPUT_UNWRITABLE', `${target} is the case itself`, 'Choose another name.');
  if (!options.overwrite && existsSync(target)) throw exists(target);
  return target;
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

function isSame(target: string, other: string): boolean {
  try {
    return realpathSync(target) === realpathSync(other);
  } catch {
    return false;
  }
}

/** Runs a piece of writing; whatever fails is told as OUTPUT_UNWRITABLE. */
export function attempt<T>(target: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new TrailcaseError(
      'OUTPUT_UNWRITABLE',
      `${target} cannot be written: ${(cause as Error).message}`,
      'Choose a folder that can be written and has room.',
      { cause },
    );
  }
}

function exists(target: string): TrailcaseError {
  return new TrailcaseError('OUTPUT_EXISTS', `${target} exists already`, 'Choose another name, or allow it to be replaced.');
}
