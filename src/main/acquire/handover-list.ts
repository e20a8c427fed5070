// Handover lists: which files were handed over, with their hashes. As sha256sum and its kin write them, or as a table.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { TrailcaseError } from '../../shared/errors.ts';
import { separatorOf } from '../decode/table.ts';

export interface ListedFile {
  path: string;
  algorithm: 'sha256' | 'sha1' | 'md5';
  /** Lower-case hex. */
  hash: string;
}

export interface HandoverList {
  path: string;
  /** SHA-256 of the list itself, hex. */
  sha256: string;
  files: ListedFile[];
}

const ALGORITHMS: Readonly<Record<number, ListedFile['algorithm']>> = { 64: 'sha256', 40: 'sha1', 32: 'md5' };

const PATH_COLUMNS = ['path', 'file', 'filename', 'file name', 'name', 'key', 'object'];
const HASH_COLUMNS = ['sha256', 'sha-256', 'sha_256', 'sha1', 'sha-1', 'sha_1', 'md5', 'hash', 'checksum', 'digest'];

/** Reads a list. Errors: MANIFEST_UNREADABLE, also for a list in which no file is named. */
export function readHandoverList(path: string): HandoverList {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw unreadable(path, (cause as Error).message, { cause });
  }
  const text = bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8').replace(/^\ufeff/, '');
  const files = sumLines(text) ?? table(text);
  if (files === null) throw unreadable(path, 'it is neither a list as sha256sum writes it nor a table with a path and a hash');
  if (files.length === 0) throw unreadable(path, 'it names no file');
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), files };
}

function unreadable(path: string, why: string, options?: ErrorOptions): TrailcaseError {
  return new TrailcaseError(
    'MANIFEST_UNREADABLE',
    `The handover list ${path} cannot be read: ${why}`,
    'Give a list of hashes as sha256sum, sha1sum or md5sum write it, or CSV with a header.',
    options,
  );
}

// HASH  path · HASH *path · \HASH  path with \n and \\ escaped (GNU coreutils) · SHA256 (path) = HASH (BSD)
const SUM = /^(\\?)([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})(?: {2}| \*|\t)(.+)$/;
const TAGGED = /^(\\?)(?:SHA2?-?256|SHA1|MD5) \((.+)\) = ([0-9a-fA-F]{32,64})$/i;

/** Null when a line is of another form: then it is no such list. */
function sumLines(text: string): ListedFile[] | null {
  const files: ListedFile[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || /^[#;%]/.test(line)) continue;
    const sum = SUM.exec(line);
    const tagged = sum ? null : TAGGED.exec(line);
    const [escaped, hash, name] = sum ? [sum[1], sum[2], sum[3]] : tagged ? [tagged[1], tagged[3], tagged[2]] : [];
    const file = listed(name, hash, escaped === '\\');
    if (!file) return null;
    files.push(file);
  }
  return files;
}

function listed(name: string | undefined, hash: string | undefined, escaped: boolean): ListedFile | null {
  const algorithm = ALGORITHMS[hash?.length ?? 0];
  if (!algorithm || !hash || !name || !/^[0-9a-f]+$/i.test(hash)) return null;
  const path = escaped ? name.replace(/\\([\\nr])/g, (_, c: string) => (c === 'n' ? '\n' : c === 'r' ? '\r' : '\\')) : name;
  return { path, algorithm, hash: hash.toLowerCase() };
}

/** Null when the text is no table with a column of paths and one of hashes. */
function table(text: string): ListedFile[] | null {
  const header = text.slice(0, Math.max(0, text.search(/\r?\n/)));
  let rows: string[][];
  try {
    rows = parse(text, { delimiter: separatorOf(header), relax_column_count: true, skip_empty_lines: true, trim: true }) as string[][];
  } catch {
    return null;
  }
  const [names = [], ...lines] = rows;
  const columnOf = (wanted: readonly string[]): number =>
    wanted.map((name) => names.findIndex((column) => column.toLowerCase() === name)).find((at) => at >= 0) ?? -1;
  const [path, hash] = [columnOf(PATH_COLUMNS), columnOf(HASH_COLUMNS)];
  if (path < 0 || hash < 0) return null;
  const files = lines.map((line) => listed(line[path], line[hash], false));
  return files.every((file) => file !== null) ? files : null;
}
