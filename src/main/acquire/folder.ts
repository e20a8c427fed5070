// Files and folders as a source: every file met, in an order that does not depend on the file system.
import { isUtf8 } from 'node:buffer';
import { constants, type Dirent, lstatSync, readdirSync, realpathSync, type Stats } from 'node:fs';
import { basename, resolve, sep } from 'node:path';
import { TrailcaseError } from '../../shared/errors.ts';
import { shown } from './names.ts';

/** A path as the file system has it: bytes where they are not UTF-8, which a string could not hold. */
export type SystemPath = string | Buffer;

export interface FoundFile {
  /** Where to read it. */
  absolute: SystemPath;
  /** Relative to the source's path, `/` between folders, bytes that are not UTF-8 as `\\xHH`: what the case keeps. */
  path: string;
  /** 0 until it is measured. */
  size: number;
  /** Set when it is not to be read; a code of shared/problems.ts. */
  refused: { code: string; detail: string } | null;
  /** What else is to be said of its place; codes of shared/problems.ts. */
  notes?: { code: string; detail: string }[];
  /** Whether the case has it already that this was refused, where that is known: then it need not be looked for. */
  told?: boolean;
  /** It is known by its name only: `measured` asks for the rest. */
  unmeasured?: boolean;
}

/** One path that the examiner named, or what stands in the place of one: see jobs/s3-feed.ts. */
export interface LocalSource {
  /** `s3`: a bucket; `s3-record`: what Trailcase wrote down of it; `aws-api`: answers of AWS's services. */
  kind: 'folder' | 'file' | 's3' | 's3-record' | 'aws-api';
  /** Absolute; of what is no path its address. */
  path: string;
  files: FoundFile[];
  /** How it was reached, beside what holds for the whole import. */
  options?: Record<string, unknown>;
}

/** Lists a path as `listNames` does, with the sizes of its files. Errors: IMPORT_PATH_MISSING. */
export function listLocalSource(path: string): LocalSource {
  const source = listNames(path);
  for (const file of source.files) measured(file);
  return source;
}

/** The same file, with its size, or refused where it is no longer there to be read. */
export function measured(file: FoundFile): FoundFile {
  if (!file.unmeasured) return file;
  file.unmeasured = false;
  return Object.assign(file, sizeAt(file.absolute));
}

/**
 * Lists a path without asking for the sizes of regular files, which takes longer than all the rest. A named path may be a symbolic link;
 * links inside a folder are listed and not followed, so that no loop and no way out of the folder exists.
 * Errors: IMPORT_PATH_MISSING.
 */
export function listNames(path: string): LocalSource {
  const absolute = resolve(path);
  let real: string;
  let stats: Stats;
  try {
    real = realpathSync(absolute);
    stats = lstatSync(real);
  } catch (cause) {
    throw new TrailcaseError('IMPORT_PATH_MISSING', `There is nothing to import at ${path}`, 'Check the path.', { cause });
  }
  if (!stats.isDirectory())
    return { kind: 'file', path: absolute, files: [{ absolute: real, path: basename(absolute), ...sizeOf(stats) }] };
  const files: FoundFile[] = [];
  // A stack, not recursion: depth is data.
  const folders: Folder[] = [{ absolute: real, path: '' }];
  for (let folder = folders.pop(); folder; folder = folders.pop()) listFolder(folder, files, folders);
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { kind: 'folder', path: absolute, files };
}

interface Folder {
  absolute: SystemPath;
  path: string;
}

function listFolder(folder: Folder, files: FoundFile[], folders: Folder[]): void {
  let entries: Entry[];
  try {
    entries = entriesIn(folder.absolute);
  } catch (cause) {
    files.push({ absolute: folder.absolute, path: `${folder.path}/`, ...unreadable(cause) });
    return;
  }
  for (const { name, text, isFile } of entries) {
    const absolute = below(folder.absolute, name);
    const path = folder.path === '' ? text : `${folder.path}/${text}`;
    if (isFile) {
      files.push({ absolute, path, size: 0, refused: null, unmeasured: true });
      continue;
    }
    try {
      const stats = lstatSync(absolute);
      if (stats.isDirectory()) folders.push({ absolute, path });
      else files.push({ absolute, path, ...sizeOf(stats) });
    } catch (cause) {
      files.push({ absolute, path, ...unreadable(cause) });
    }
  }
}

/** A name in a folder, as the file system has it and as it is shown. */
interface Entry {
  name: SystemPath;
  text: string;
  /** True where the folder says that it is a regular file; of anything else the file system is asked. */
  isFile: boolean;
}

/** What stands in text for bytes that are not UTF-8; a name may have it of its own. */
const REPLACED = '\ufffd';

/** A name may be any bytes: read as text, one that is not UTF-8 would lead nowhere, and its file would be lost. Most folders have none of these. */
function entriesIn(folder: SystemPath): Entry[] {
  const typed = typeof folder === 'string' ? typedEntriesIn(folder) : null;
  if (typed !== null && !typed.some(({ name }) => name.includes(REPLACED)))
    return typed.map((entry) => ({ name: entry.name, text: entry.name, isFile: entry.isFile() }));
  return readdirSync(folder, { encoding: 'buffer' }).map((name) => ({
    name: isUtf8(name) ? name.toString('utf8') : name,
    text: shown(name),
    isFile: false,
  }));
}

/** Null where that cannot be told: Node asks each entry where a file system states no types, and fails for all when one of them is gone. */
function typedEntriesIn(folder: string): Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return null;
  }
}

function below(folder: SystemPath, name: SystemPath): SystemPath {
  if (typeof folder === 'string' && typeof name === 'string') return folder.endsWith(sep) ? folder + name : folder + sep + name;
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), Buffer.from(name)]);
}

type Size = Pick<FoundFile, 'size' | 'refused'>;

function sizeAt(absolute: SystemPath): Size {
  try {
    return sizeOf(lstatSync(absolute));
  } catch (cause) {
    return unreadable(cause);
  }
}

function unreadable(cause: unknown): Size {
  return { size: 0, refused: { code: 'FILE_UNREADABLE', detail: (cause as Error).message } };
}

function sizeOf(stats: Stats): Size {
  if (stats.isSymbolicLink()) return { size: 0, refused: { code: 'SYMLINK_NOT_FOLLOWED', detail: '' } };
  if (!stats.isFile()) {
    const type = (stats.mode & constants.S_IFMT).toString(8);
    return { size: 0, refused: { code: 'FILE_NOT_REGULAR', detail: `file type ${type}` } };
  }
  return { size: stats.size, refused: null };
}
