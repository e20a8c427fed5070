// A file that is written whole or not at all, and never over something else unasked.
import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { TrailcaseError } from '../shared/errors.ts';

/** `notOver`: path of a file (the case) that is never replaced. */
interface Target {
  overwrite: boolean;
  notOver: string;
}

/** Takes the next bytes. */
export type Append = (bytes: Buffer) => void;

export interface WholeFile<T> {
  /** Absolute. */
  path: string;
  /** SHA-256 of the file, lower-case hex. */
  sha256: string;
  result: T;
}

/**
 * Writes a file: first a temporary one in the same folder, which then takes the name.
 * @param fill writes the content, piece by piece; when it throws nothing is left behind
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE.
 */
export function writeWholeFile<T>(path: string, options: Target, fill: (append: Append) => T): WholeFile<T> {
  const partial = new PartialFile(path, options);
  try {
    return partial.publish(fill(partial.append));
  } finally {
    partial.discard();
  }
}

/** As `writeWholeFile`, where the content comes bit by bit. */
export async function streamWholeFile<T>(path: string, options: Target, fill: (append: Append) => Promise<T>): Promise<WholeFile<T>> {
  const partial = new PartialFile(path, options);
  try {
    return partial.publish(await fill(partial.append));
  } finally {
    partial.discard();
  }
}

/** A temporary file beside the one that it is to become. */
class PartialFile {
  private readonly target: string;
  private readonly options: Target;
  private readonly temporary: string;
  private readonly descriptor: number;
  private readonly hash = createHash('sha256');
  private isOpen = true;

  constructor(path: string, options: Target) {
    this.target = checkTarget(path, options);
    this.options = options;
    this.temporary = join(dirname(this.target), `.${basename(this.target).slice(0, 100)}.${randomBytes(6).toString('hex')}.partial`);
    this.descriptor = attempt(this.target, () => openSync(this.temporary, 'wx'));
  }

  readonly append: Append = (bytes) => {
    this.hash.update(bytes);
    attempt(this.target, () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor, bytes, at);
    });
  };

  /** Gives it its name. */
  publish<T>(result: T): WholeFile<T> {
    attempt(this.target, () => fsyncSync(this.descriptor));
    this.close();
    publish(this.temporary, this.target, this.options);
    return { path: this.target, sha256: this.hash.digest('hex'), result };
  }

  /** Leaves nothing behind but what was published. */
  discard(): void {
    this.close();
    rmSync(this.temporary, { force: true });
  }

  private close(): void {
    if (this.isOpen) closeSync(this.descriptor);
    this.isOpen = false;
  }
}

/** Files beside a case that are part of it while it is open, or after a crash: committed rows may stand there only. */
const BESIDE = ['-wal', '-shm', '-journal', '-lock', '-new'];

/**
 * Refuses what would be refused at the end, before long work begins.
 * @returns the absolute path
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE.
 */
export function checkTarget(path: string, { overwrite, notOver }: Target): string {
  const target = checkPlace(path, notOver);
  const there = lstatSync(target, { throwIfNoEntry: false });
  if (there === undefined) return target;
  // Of a link the name is replaced, never what it leads to; but nobody who gives the name of a link to a device means that.
  const behind = there.isSymbolicLink() ? statSync(target, { throwIfNoEntry: false }) : there;
  if (behind !== undefined && !behind.isFile())
    throw new TrailcaseError(
      'OUTPUT_UNWRITABLE',
      `${target} is ${behind.isDirectory() ? 'a folder' : 'a device or a pipe'}, and no file`,
      'Give the name of a file: it is written beside its place first and then takes the name, so that it is there whole or not at all.',
    );
  if (!overwrite) throw exists(target);
  return target;
}

/**
 * What holds of every place for output, be it for a file or for a folder: it is not the case, and the folder that it lies in can be written.
 * @param notOver path of the case
 * @returns the absolute path
 * Errors: OUTPUT_UNWRITABLE.
 */
export function checkPlace(path: string, notOver: string): string {
  const target = resolve(path);
  if (isSameFile(target, notOver)) throw new TrailcaseError('OUTPUT_UNWRITABLE', `${target} is the case itself`, 'Choose another name.');
  if (BESIDE.some((ending) => target.endsWith(ending) && isSameFile(target.slice(0, -ending.length), notOver)))
    throw new TrailcaseError('OUTPUT_UNWRITABLE', `${target} belongs to the case`, 'Choose another name.');
  attempt(target, () => accessSync(dirname(target), constants.W_OK));
  return target;
}

function publish(temporary: string, target: string, options: Target): void {
  if (options.overwrite) {
    // What came into being meanwhile may be no file.
    checkTarget(target, options);
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

/** Whether two paths lead to the same file, which is there: also by a second name of its own (a hard link), or in other letters' case. */
export function isSameFile(target: string, other: string): boolean {
  try {
    if (realpathSync(target) === realpathSync(other)) return true;
    const [one, two] = [statSync(target, { bigint: true }), statSync(other, { bigint: true })];
    // Some network shares number no files.
    return one.ino !== 0n && one.ino === two.ino && one.dev === two.dev;
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
