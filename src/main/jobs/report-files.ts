// The files that a report takes: its own name, those of its volumes, and their signatures; which of them are there already, and which of those may be replaced.
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { TrailcaseError } from '../../shared/errors.ts';
import { grouped } from '../../shared/text.ts';
import { signaturePath } from '../seal/report-signature.ts';

/** What may be replaced: only what somebody was asked about by its name. */
export interface Replacing {
  /** Path of the report itself. */
  path: string;
  /** Whether the file of that very name. */
  overwrite: boolean;
  /** Paths of further files: volumes, and signatures. */
  replaces?: readonly string[] | undefined;
}

/** Whether a file may be replaced. */
export function mayReplace({ path, overwrite, replaces = [] }: Replacing): (file: string) => boolean {
  const own = resolve(path);
  const others = new Set(replaces.map((one) => resolve(one)));
  return (file) => {
    const target = resolve(file);
    return (overwrite && target === own) || others.has(target);
  };
}

/** Files that are there under names that a report of this name may take, with all its volumes and signatures: absolute paths, the report itself first. */
export function standingFiles(path: string): string[] {
  const own = resolve(path);
  const { name, ext } = parse(own);
  const begin = `${name}-volume-`;
  const isVolume = (file: string): boolean =>
    /^\.pdf$/i.test(ext) && file.startsWith(begin) && file.endsWith(ext) && /^\d{1,6}$/.test(file.slice(begin.length, -ext.length));
  const folder = dirname(own);
  const names = list(folder).filter((file) => {
    const signed = file.endsWith('.sig') ? file.slice(0, -'.sig'.length) : file;
    return signed === basename(own) || isVolume(signed);
  });
  const rank = (file: string): number => (file === basename(own) ? 0 : file === basename(signaturePath(own)) ? 1 : 2);
  return names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).map((file) => join(folder, file));
}

/** A folder that is not there, or cannot be read, has none that is known. */
function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Of those the ones that writing may replace: all, or without a signature those that are none. */
export function replaceable(path: string, signed: boolean): string[] {
  return standingFiles(path).filter((file) => signed || !file.endsWith('.sig'));
}

/**
 * Refuses, before long work begins, what would be replaced without anybody having been asked; it names all that may be.
 * Errors: OUTPUT_EXISTS.
 */
export function refuseUnasked(replacing: Replacing, signed: boolean): void {
  const { path } = replacing;
  const may = mayReplace(replacing);
  // How many volumes there will be is not known yet: of those alone nothing is refused here.
  const certain = signed ? [path, signaturePath(path)] : [path];
  if (certain.every((file) => may(file) || !existsSync(file))) return;
  const unasked = replaceable(path, signed).filter((file) => !may(file));
  if (unasked.length > 0) throw standing(unasked);
}

/** The same for files that are certain to be written. Errors: OUTPUT_EXISTS. */
export function refuseStanding(files: readonly string[], may: (file: string) => boolean): void {
  const unasked = files.filter((file) => !may(file) && existsSync(file)).map((file) => resolve(file));
  if (unasked.length > 0) throw standing(unasked);
}

function standing(files: readonly string[]): TrailcaseError {
  const [first] = files;
  return new TrailcaseError(
    'OUTPUT_EXISTS',
    files.length === 1 ? `${first} exists already` : `${grouped(files.length)} files exist already: ${files.join(', ')}`,
    files.length === 1 ? 'Choose another name, or allow it to be replaced.' : 'Choose another name, or allow each of them to be replaced.',
  );
}

/** Files under such names that are none of what was written: of an earlier report, which had more volumes or a signature. */
export function leftBeside(path: string, written: readonly string[]): string[] {
  const own = new Set(written.map((file) => resolve(file)));
  return standingFiles(path).filter((file) => !own.has(file));
}
