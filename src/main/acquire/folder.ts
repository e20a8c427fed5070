// Files and folders as a source: every file met, in an order that does not depend on the file system.
import { isUtf8 } from 'node:buffer';
import { constants, lstatSync, readdirSync, realpathSync, type Stats } from 'node:fs';
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
  let names: Name[];
  try {
    names = namesIn(folder.absolute);
  } catch (cause) {
    files.push({
      absolute: folder.absolute,
      path: `${folder.path}/`,
      size: 0,
      refused: { code: 'FILE_UNREADABLE', detail: (cause as Error).message },
    });
    return;
  }
  for (const { name, text } of names) {
    const absolute = below(folder.absolute, name);
    const path = folder.path === '' ? text : `${folder.path}/${text}`;
    try {
      const stats = lstatSync(absolute);
      if (stats.isDirectory()) folders.push({ absolute, path });
      else files.push(found(absolute, path, stats));
    } catch (cause) {
      files.push({ absolute, path, size: 0, refused: { code: 'FILE_UNREADABLE', detail: (cause as Error).message } });
    }
  }
}

/** A name in a folder, as the file system has it and as it is shown. */
interface Name {
  name: SystemPath;
  text: string;
}

/** What stands in text for bytes that are not UTF-8; a name may have it of its own. */
const REPLACED = '\ufffd';

/** A name may be any bytes: read as text, one that is not UTF-8 would lead nowhere, and its file would be lost. Most folders have none of these. */
function namesIn(folder: SystemPath): Name[] {
  const texts = typeof folder === 'string' ? readdirSync(folder) : [REPLACED];
  if (!texts.some((text) => text.includes(REPLACED))) return texts.map((text) => ({ name: text, text }));
  return readdirSync(folder, { encoding: 'buffer' }).map((name) => ({
    name: isUtf8(name) ? name.toString('utf8') : name,
    text: shown(name),
  }));
}

function below(folder: SystemPath, name: SystemPath): SystemPath {
  if (typeof folder === 'string' && typeof name === 'string') return folder.endsWith(sep) ? folder + name : folder + sep + name;
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), Buffer.from(name)]);
}

function found(absolute: SystemPath, path: string, stats: Stats): FoundFile {
  if (stats.isSymbolicLink()) return { absolute, path, size: 0, refused: { code: 'SYMLINK_NOT_FOLLOWED', detail: '' } };
  if (!stats.isFile()) {
    const type = (stats.mode & constants.S_IFMT).toString(8);
    return { absolute, path, size: 0, refused: { code: 'FILE_NOT_REGULAR', detail: `file type ${type}` } };
  }
  return { absolute, path, size: stats.size, refused: null };
}
