// A copy of everything that is taken, as files in a folder: importing it gives the same case. Keys are made by whoever writes into the bucket: none of
// them leads out of the folder, and none takes the place of another.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { TrailcaseError } from '../../../shared/errors.ts';

/** Folder in the copy for what Trailcase wrote about the acquisition. */
const RECORD_FOLDER = '_trailcase';

/** Bytes of one part of a path that file systems take. */
const LONGEST = 240;

/** What file systems say where a key is a folder of another key: in a bucket `a` and `a/b` may stand beside one another. */
const IN_THE_WAY: ReadonlySet<string> = new Set(['ENOTDIR', 'EISDIR', 'EEXIST', 'ENOTEMPTY', 'ENAMETOOLONG']);

type Content = Uint8Array | { file: string };

export class KeepCopy {
  private readonly folder: string;
  private readonly part: string;
  private readonly made = new Set<string>();

  /** Errors: OUTPUT_UNWRITABLE. */
  constructor(folder: string) {
    this.folder = folder;
    this.part = join(folder, RECORD_FOLDER, '.part');
    try {
      this.make(dirname(this.part));
    } catch (cause) {
      throw unwritable(cause);
    }
  }

  /** Whether there is a copy of an object. */
  has(key: string): boolean {
    return existsSync(this.pathOf(key)) || existsSync(this.elsewhere(key));
  }

  /** The copy of an object: whole or not at all. Errors: OUTPUT_UNWRITABLE, STORAGE_FULL. */
  write(key: string, content: Content): void {
    try {
      this.put(this.pathOf(key), content);
    } catch (cause) {
      if (!IN_THE_WAY.has((cause as NodeJS.ErrnoException).code ?? '')) throw unwritable(cause);
      this.attempt(this.elsewhere(key), content);
    }
  }

  /** What Trailcase wrote, by its path in the record. Errors: OUTPUT_UNWRITABLE, STORAGE_FULL. */
  writeRecord(path: string, bytes: Uint8Array): void {
    this.attempt(join(this.folder, RECORD_FOLDER, ...safeParts(path)), bytes);
  }

  private pathOf(key: string): string {
    const [first = '', ...rest] = safeParts(key);
    return join(this.folder, first === RECORD_FOLDER ? `%5f${first.slice(1)}` : first, ...rest);
  }

  private elsewhere(key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.folder, RECORD_FOLDER, 'elsewhere', name + (safeParts(extname(key))[0] === extname(key) ? extname(key) : ''));
  }

  private attempt(path: string, content: Content): void {
    try {
      this.put(path, content);
    } catch (cause) {
      throw unwritable(cause);
    }
  }

  private put(path: string, content: Content): void {
    this.make(dirname(path));
    if ('file' in content) copyFileSync(content.file, this.part);
    else writeFileSync(this.part, content);
    renameSync(this.part, path);
  }

  private make(folder: string): void {
    if (this.made.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    this.made.add(folder);
  }
}

function unwritable(cause: unknown): TrailcaseError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const advice = full ? 'Make room, then import the same address again: it continues.' : 'Name another folder with --keep-copy.';
  return new TrailcaseError(full ? 'STORAGE_FULL' : 'OUTPUT_UNWRITABLE', `The copy cannot be written: ${message}`, advice, { cause });
}

/** Parts of a key as names that no file system takes for anything else; different for different keys. */
export function safeParts(key: string): string[] {
  return key.split('/').map((part) => {
    const name = part.replace(/[\u0000-\u001f\u007f<>:"\\|*?%]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
    if (name === '') return '%';
    if (name === '.' || name === '..') return name.replaceAll('.', '%2e');
    if (Buffer.byteLength(name) <= LONGEST) return name;
    return `${name.slice(0, 60)}%${createHash('sha256').update(part).digest('hex')}`;
  });
}
