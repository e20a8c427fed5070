// Files and folders as a source: every file met, in an order that does not depend on the file system.
import { isUtf8 } from 'node:buffer';
import { constants, lstatSync, readdirSync, realpathSync, type Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { TrailcaseError } from '../../shared/errors.ts';
import { shown } from './names.ts';

/** A path as the file system has it: bytes where they are not UTF-8, which a string could not hold. */
export type SystemPath = string | Buffer;

export interface FoundFile {
  /** Where to read it. */
  absolute: SystemPath;
  /** Relative to the source's path, `/` between folders, bytes that are not UTF-8 as `\\xHH`: what the case keeps. */
  path: string;
  size: number;
  /** Set when it is not to be read; a code of shared/problems.ts. */
  refused: { code: string; detail: string } | null;
  /** What else is to be said of its place; codes of shared/problems.ts. */
  notes?: { code: string; detail: string }[];
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
  let names: Buffer[];
  try {
    names = readdirSync(folder.absolute, { encoding: 'buffer' });
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
    const absolute = below(folder.absolute, name);
    const path = folder.path === '' ? shown(name) : `${folder.path}/${shown(name)}`;
    try {
      const stats = lstatSync(absolute);
      if (stats.isDirectory()) folders.push({ absolute, path });
      else files.push(found(absolute, path, stats));
    } catch (cause) {
      files.push({ absolute, path, size: 0, refused: { code: 'FILE_UNREADABLE', detail: (cause as Error).message } });
    }
  }
}

/** A name may be any bytes: read as text, one that is not UTF-8 would lead nowhere, and its file would be lost. */
function below(folder: SystemPath, name: Buffer): SystemPath {
  if (typeof folder === 'string' && isUtf8(name)) return join(folder, name.toString('utf8'));
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), name]);
}

function found(absolute: SystemPath, path: string, stats: Stats): FoundFile {
  if (stats.isSymbolicLink()) return { absolute, path, size: 0, refused: { code: 'SYMLINK_NOT_FOLLOWED', detail: '' } };
  if (!stats.isFile()) {
    const type = (stats.mode & constants.S_IFMT).toString(8);
    return { absolute, path, size: 0, refused: { code: 'FILE_NOT_REGULAR', detail: `file type ${type}` } };
  }
  return { absolute, path, size: stats.size, refused: null };
}
