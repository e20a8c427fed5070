// Handover lists: which files were handed over, with their hashes. As sha256sum and its kin, hashdeep or PowerShell write them, or as a table.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { TrailcaseError } from '../../shared/errors.ts';
import { separatorOf } from '../decode/table.ts';
import { hashdeepList } from './hashdeep-list.ts';
import { type ListedFile, listedFile } from './listed-file.ts';
import { shown } from './names.ts';
import { powershellList } from './powershell-list.ts';

export interface HandoverList {
  path: string;
  /** SHA-256 of the list itself, hex. */
  sha256: string;
  files: ListedFile[];
}

const PATH_COLUMNS = ['path', 'file', 'filename', 'file name', 'name', 'key', 'object'];
/** The strongest first: where a table has several, the first that is filled counts. */
const HASH_COLUMNS = ['sha256', 'sha-256', 'sha_256', 'sha1', 'sha-1', 'sha_1', 'md5', 'hash', 'checksum', 'digest'];

/** Reads a list. Errors: MANIFEST_UNREADABLE, also for a list in which no file is named. */
export function readHandoverList(path: string): HandoverList {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw unreadable(path, (cause as Error).message, { cause });
  }
  const text = textOf(bytes);
  const files = hashdeepList(text) ?? sumLines(text) ?? powershellList(text) ?? table(text);
  if (files === null) throw unreadable(path, 'it is neither a list as sha256sum writes it nor a table with a path and a hash');
  if (typeof files === 'string') throw unreadable(path, files);
  if (files.length === 0) throw unreadable(path, 'it names no file');
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), files };
}

function unreadable(path: string, why: string, options?: ErrorOptions): TrailcaseError {
  return new TrailcaseError(
    'MANIFEST_UNREADABLE',
    `The handover list ${path} cannot be read: ${why}`,
    'Give a list of hashes as sha256sum, sha1sum, md5sum, hashdeep or Get-FileHash write it, or CSV with a header.',
    options,
  );
}

/** Names that are no UTF-8 as the case shows them; UTF-16 as PowerShell writes it. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const lines = bytes.toString('latin1').split('\n');
  return lines
    .map((line) => shown(Buffer.from(line, 'latin1')))
    .join('\n')
    .replace(/^\ufeff/, '');
}

// HASH  path · HASH *path · \HASH  path with \n and \\ escaped (GNU coreutils) · HASH path (md5 -r)
const SUM = /^(\\?)([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})(?: [ *]|\t| )(.+)$/;
// SHA256 (path) = HASH (BSD) · SHA2-256(path)= HASH (OpenSSL)
const TAGGED = /^(\\?)(?:SHA2?-?256|SHA-?1|MD5) ?\((.+)\) ?= ([0-9a-fA-F]{32,64})$/i;

/** Null when a line is of another form: then it is no such list. */
function sumLines(text: string): ListedFile[] | null {
  const files: ListedFile[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || /^[#;%]/.test(line)) continue;
    const sum = SUM.exec(line);
    const tagged = sum ? null : TAGGED.exec(line);
    const [escaped, hash, name] = sum ? [sum[1], sum[2], sum[3]] : tagged ? [tagged[1], tagged[3], tagged[2]] : [];
    const file = listedFile(escaped === '\\' && name ? unescaped(name) : name, hash);
    if (!file) return null;
    files.push(file);
  }
  return files;
}

/** A name as GNU's tools write one with line feeds and backslashes. */
function unescaped(name: string): string {
  return name.replace(/\\([\\nr])/g, (_, c: string) => (c === 'n' ? '\n' : c === 'r' ? '\r' : '\\'));
}

/** Null when the text is no table with a column of paths and one of hashes. */
function table(text: string): ListedFile[] | null {
  // PowerShell writes the type of its objects first.
  const rest = text.replace(/^#TYPE .*\r?\n/, '');
  const header = rest.slice(0, Math.max(0, rest.search(/\r?\n/)));
  let rows: string[][];
  try {
    rows = parse(rest, { delimiter: separatorOf(header), relax_column_count: true, skip_empty_lines: true, trim: true }) as string[][];
  } catch {
    return null;
  }
  const [names = [], ...lines] = rows;
  const columns = (wanted: readonly string[]): number[] =>
    wanted.map((name) => names.findIndex((column) => column.toLowerCase() === name)).filter((at) => at >= 0);
  const [path] = columns(PATH_COLUMNS);
  const hashes = columns(HASH_COLUMNS);
  if (path === undefined || hashes.length === 0) return null;
  const files = lines.map((line) => listedFile(line[path], hashes.map((at) => line[at]).find(Boolean)));
  return files.every((file) => file !== null) ? files : null;
}
