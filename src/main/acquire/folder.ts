// Files and folders as a source: every file met, in an order that does not depend on the file system.
import { constants, lstatSync, opendirSync, realpathSync, type Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { TrailcaseError } from '../../shared/errors.ts';

export interface FoundFile {
  /** Where to read it. */
  absolute: string;
  /** Relative to the source's path, `/` between folders: what the case keeps. */
  path: string;
  size: number;
  /** Set when it is not to be read; a code of shared/problems.ts. */
  refused: { code: 'FILE_UNREADABLE' | 'FILE_NOT_REGULAR' | 'SYMLINK_NOT_FOLLOWED'; detail: string } | null;
}

/** One path that the examiner named. */
export interface LocalSource {
  kind: 'folder' | 'file';
  /** Absolute. */
  path: string;
  files: FoundFile[];
}

/**
 * Lists a path. A named path may be a symbolic link; links inside a folder are listed and not followed, so that no loop
 * and no way out of the folder exists.
 * Errors: IMPORT_PATH_MISSING.
 */
export function listLocalSource(path: string): LocalSource {
  const absolute = resolve(path);
  let real: string;
  let stats: Stats;
  try {
    real = realpathSync(absolute);
    stats = lstatSync(real);
  } catch (cause) {
    throw new TrailcaseError('IMPORT_PATH_MISSING', `There is nothing to import at ${path}`, 'Check the path.', { cause });
  }
  if (!stats.isDirectory()) return { kind: 'file', path: absolute, files: [found(real, basename(absolute), stats)] };
  const files: FoundFile[] = [];
  // A stack, not recursion: depth is data.
  const folders: { absolute: string; path: string }[] = [{ absolute: real, path: '' }];
  for (let folder = folders.pop(); folder; folder = folders.pop()) listFolder(folder, files, folders);
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { kind: 'folder', path: absolute, files };
}

function listFolder(folder: { absolute: string; path: string }, files: FoundFile[], folders: { absolute: string; path: string }[]): void {
  let names: string[];
  try {
    names = readNames(folder.absolute);
  } catch (cause) {
    files.push({
      absolute: folder.absolute,
      path: `${folder.path}/`,
      size: 0,
      refused: { code: 'FILE_UNREADABLE', detail: (cause as Error).message },
    });
    return;
  }
  for (const name of names) {
    const absolute = join(folder.absolute, name);
    const path = folder.path === '' ? name : `${folder.path}/${name}`;
    try {
      const stats = lstatSync(absolute);
      if (stats.isDirectory()) folders.push({ absolute, path });
      else files.push(found(absolute, path, stats));
    } catch (cause) {
      files.push({ absolute, path, size: 0, refused: { code: 'FILE_UNREADABLE', detail: (cause as Error).message } });
    }
  }
}

function readNames(path: string): string[] {
  const names: string[] = [];
  const folder = opendirSync(path);
  try {
    for (let entry = folder.readSync(); entry; entry = folder.readSync()) names.push(entry.name);
  } finally {
    folder.closeSync();
  }
  return names;
}

function found(absolute: string, path: string, stats: Stats): FoundFile {
  if (stats.isSymbolicLink()) return { absolute, path, size: 0, refused: { code: 'SYMLINK_NOT_FOLLOWED', detail: '' } };
  if (!stats.isFile()) {
    const type = (stats.mode & constants.S_IFMT).toString(8);
    return { absolute, path, size: 0, refused: { code: 'FILE_NOT_REGULAR', detail: `file type ${type}` } };
  }
  return { absolute, path, size: stats.size, refused: null };
}
