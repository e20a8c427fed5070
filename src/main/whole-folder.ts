// A folder of files that is there whole or not at all, with a list of their hashes, and that never takes the place of anything else unasked.
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { TrailcaseError } from '../shared/errors.ts';
import { type Append, attempt } from './whole-file.ts';

/** A line per file, as `sha256sum --check` reads them, in order of name. */
const SUMS = 'SHA256SUMS';
/** Beside it, where it is signed: the only file that it does not list. */
const SIGNED_SUMS = 'SHA256SUMS.sig';

export interface FolderWriter {
  /** Adds a file. Its name is of letters, digits and `._-`, `/` between folders: never one that the evidence chose. */
  add(name: string, content: string | Buffer, options?: { executable?: boolean }): void;
  /** Adds a file piece by piece; gives its SHA-256, lower-case hex. */
  stream(name: string, pieces: Iterable<string | Buffer> | AsyncIterable<string | Buffer>): Promise<string>;
  /** The same where the content comes by calls. */
  pour(name: string, fill: (append: Append) => Promise<void>): Promise<string>;
}

/** A folder within one that is being written, with a list of hashes of its own. */
export async function writeInnerFolder(folder: FolderWriter, name: string, fill: (inner: FolderWriter) => Promise<void>): Promise<void> {
  const sums = new Map<string, string>();
  await fill({
    add(file, content, options) {
      folder.add(`${name}/${file}`, content, options);
      sums.set(file, createHash('sha256').update(content).digest('hex'));
    },
    async stream(file, pieces) {
      const hash = await folder.stream(`${name}/${file}`, pieces);
      sums.set(file, hash);
      return hash;
    },
    async pour(file, fillFile) {
      const hash = await folder.pour(`${name}/${file}`, fillFile);
      sums.set(file, hash);
      return hash;
    },
  });
  folder.add(`${name}/${SUMS}`, listOf(sums));
}

/**
 * Writes a folder: first a temporary one beside it, which then takes the name.
 * @param options.overwrite replace a folder that this wrote earlier and that was not changed since
 * @param options.own names by which such a folder is told from any other that has a list of hashes, as a delivery may have
 * @param options.sign gives the text of SHA256SUMS.sig, of the SHA-256 of the list of hashes; left out, there is none
 * @param fill adds the files; when it throws nothing is left behind
 * @returns absolute path, and the SHA-256 (lower-case hex) of its list of hashes
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE.
 */
export async function writeWholeFolder(
  path: string,
  options: { overwrite: boolean; own: readonly string[]; sign?: ((sha256: string) => string) | undefined },
  fill: (folder: FolderWriter) => Promise<void>,
): Promise<{ path: string; sha256: string }> {
  const target = resolve(path);
  checkFolder(target, options);
  const aside = (ending: string): string =>
    join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.${ending}`);
  const draft = aside('partial');
  attempt(target, () => mkdirSync(draft));
  try {
    const sums = new Map<string, string>();
    await fill(writerInto(draft, target, sums));
    const list = listOf(sums);
    const sha256 = createHash('sha256').update(list).digest('hex');
    const own = writerInto(draft, target, new Map());
    own.add(SUMS, list);
    if (options.sign) own.add(SIGNED_SUMS, options.sign(sha256));
    publish(draft, target, options, aside('replaced'));
    return { path: target, sha256 };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function listOf(sums: ReadonlyMap<string, string>): string {
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, hash]) => `${hash}  ${name}\n`)
    .join('');
}

function writerInto(draft: string, target: string, sums: Map<string, string>): FolderWriter {
  const begin = (name: string): { write: (piece: string | Buffer) => void; end: () => void } => {
    if (!/^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/.test(name) || sums.has(name))
      throw new TrailcaseError('INTERNAL', `Not a name for a file: ${JSON.stringify(name)}`);
    const file = join(draft, name);
    attempt(target, () => mkdirSync(dirname(file), { recursive: true }));
    const descriptor = attempt(target, () => openSync(file, 'wx'));
    const hash = createHash('sha256');
    return {
      write(piece) {
        const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
        hash.update(bytes);
        attempt(target, () => {
          for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
        });
      },
      end() {
        closeSync(descriptor);
        sums.set(name, hash.digest('hex'));
      },
    };
  };
  return {
    add(name, content, { executable = false } = {}) {
      const { write, end } = begin(name);
      try {
        write(content);
      } finally {
        end();
      }
      if (executable) chmodSync(join(draft, name), 0o755);
    },
    async stream(name, pieces) {
      const { write, end } = begin(name);
      try {
        for await (const piece of pieces) write(piece);
      } finally {
        end();
      }
      return sums.get(name) as string;
    },
    async pour(name, fill) {
      const { write, end } = begin(name);
      try {
        await fill(write);
      } finally {
        end();
      }
      return sums.get(name) as string;
    },
  };
}

/** Before the work and again before the folder takes its name. Errors: OUTPUT_EXISTS. */
export function checkFolder(path: string, { overwrite, own }: { overwrite: boolean; own: readonly string[] }): void {
  const target = resolve(path);
  if (!existsSync(target)) return;
  if (!lstatSync(target).isDirectory()) throw exists(`${target} exists already and is no folder`);
  if (readdirSync(target).length === 0) return;
  if (!overwrite) throw exists(`${target} exists already and is not empty`);
  const foreign = foreignFile(target, own);
  if (foreign !== null)
    throw exists(`${target} holds ${foreign}, which an export did not write there: it is not replaced`, 'Choose another name.');
}

/** A file that is not as the folder's own list of hashes names it; with it the folder is something else than an earlier export. */
function foreignFile(target: string, own: readonly string[]): string | null {
  const listed = new Map<string, string | null>([
    [SUMS, null],
    [SIGNED_SUMS, null],
  ]);
  try {
    for (const line of readFileSync(join(target, SUMS), 'utf8').split('\n')) listed.set(line.slice(66), line.slice(0, 64));
  } catch {
    // No list: then every file is foreign.
  }
  const files = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const names = files.map((entry) => relative(target, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  const unlisted = names.find((name) => !listed.has(name));
  if (unlisted !== undefined) return unlisted;
  if (!own.every((name) => listed.has(name) && names.includes(name))) return 'files';
  const isAsListed = (name: string): boolean => {
    const hash = listed.get(name);
    return (
      hash === null ||
      (hash !== undefined &&
        createHash('sha256')
          .update(readFileSync(join(target, name)))
          .digest('hex') === hash)
    );
  };
  return names.find((name) => !isAsListed(name)) ?? null;
}

function publish(draft: string, target: string, options: { overwrite: boolean; own: readonly string[] }, replaced: string): void {
  checkFolder(target, options);
  attempt(target, () => {
    if (!existsSync(target)) renameSync(draft, target);
    else if (readdirSync(target).length === 0) {
      rmdirSync(target);
      renameSync(draft, target);
    } else {
      renameSync(target, replaced);
      try {
        renameSync(draft, target);
      } catch (error) {
        renameSync(replaced, target);
        throw error;
      }
      rmSync(replaced, { recursive: true, force: true });
    }
  });
}

function exists(message: string, advice = 'Choose another name, or allow it to be replaced.'): TrailcaseError {
  return new TrailcaseError('OUTPUT_EXISTS', message, advice);
}
