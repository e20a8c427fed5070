// A handover list as hashdeep writes it: what its columns are, then a line per file; the name stands last, and may have commas.
import { type ListedFile, listedFile } from './listed-file.ts';

const MARK = /^%%%% HASHDEEP-/;
const COLUMNS = /^%%%% (size,.+)$/;

/** The strongest first. */
const HASHES = ['sha256', 'sha1', 'md5'];

/** Null when the text is no such list, or has no hash that is known. */
export function hashdeepList(text: string): ListedFile[] | null {
  if (!MARK.test(text)) return null;
  const files: ListedFile[] = [];
  let columns: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const names = COLUMNS.exec(line)?.[1];
    if (names !== undefined) {
      columns = names.split(',');
      if (columns.at(-1) !== 'filename' || !HASHES.some((name) => columns.includes(name))) return null;
    }
    if (/^(%%%%|##|$)/.test(line)) continue;
    const cells = line.split(',');
    const hash = HASHES.find((name) => columns.includes(name)) ?? '';
    const file = listedFile(cells.slice(columns.length - 1).join(','), cells[columns.indexOf(hash)]);
    if (file === null) return null;
    files.push(file);
  }
  return files;
}
