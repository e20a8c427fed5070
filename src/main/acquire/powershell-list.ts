// What PowerShell prints of Get-FileHash, saved as text: a table, or a list of members. Both are laid out for a window: what does not fit is cut off or broken.
import { type ListedFile, listedFile } from './listed-file.ts';

/** Why such a list is not read. */
const CUT_OFF =
  'names or hashes in it are cut off, as PowerShell prints them for a window ("…", "..."): have it made anew by Get-FileHash | Export-Csv';

/** The files, or why they cannot be told; null when the text is no such list. */
export function powershellList(text: string): ListedFile[] | string | null {
  // Newer versions print colours.
  const lines = text.replaceAll(COLOURS, '').split(/\r?\n/);
  return table(lines) ?? members(lines);
}

const COLOURS = /\u001b\[[\d;]*m/g;

const HEADER = /^(?=.*\bHash\b)(?=.*\bPath\b)(?:(?:Algorithm|Hash|Path)\s*)+$/;

/** Columns begin where their names do. */
function table(lines: readonly string[]): ListedFile[] | string | null {
  const at = lines.findIndex((line) => line.trim() !== '');
  const header = lines[at] ?? '';
  if (!HEADER.test(header) || !/^[\s-]+$/.test(lines[at + 1] ?? '')) return null;
  const columns = [...header.matchAll(/\w+/g)].map(({ 0: name, index }, i, all) => ({ name, from: index, to: all[i + 1]?.index }));
  const cell = (line: string, wanted: string): string => {
    const column = columns.find(({ name }) => name === wanted);
    return line.slice(column?.from, column?.to).trim();
  };
  const files: ListedFile[] = [];
  for (const line of lines.slice(at + 2)) {
    if (line.trim() === '' || line === header || /^[\s-]+$/.test(line)) continue;
    const path = cell(line, 'Path');
    const file = /(\.\.\.|…)$/.test(path) ? null : listedFile(path, cell(line, 'Hash'));
    if (file === null) return CUT_OFF;
    files.push(file);
  }
  return files;
}

const MEMBER = /^(\w+)\s*:(?: (.*))?$/;

/** A member a line, an empty line between files. */
function members(lines: readonly string[]): ListedFile[] | string | null {
  if (!/^(Algorithm|Hash|Path)\s*:/.test(lines.find((line) => line.trim() !== '') ?? '')) return null;
  const widest = lines.reduce((most, line) => Math.max(most, widthOf(line)), 0);
  const files: ListedFile[] = [];
  let file: Record<string, string> = {};
  let last = '';
  let broken = false;
  for (const [i, line] of [...lines, ''].entries()) {
    const [, name, value = ''] = MEMBER.exec(line) ?? [];
    if (name !== undefined) {
      file[name] = value.trimEnd();
      last = name;
    } else if (line.trim() !== '') {
      if (!/^\s/.test(line) || last === '') return null;
      // Words are not broken where a blank is: what goes on from a line that is not full may have lost one.
      broken ||= widthOf(lines[i - 1] ?? '') < widest;
      file[last] += line.trim();
    } else if (last !== '') {
      if (file.Hash === undefined || file.Path === undefined) return null;
      const listed = broken ? null : listedFile(file.Path, file.Hash);
      if (listed === null) return CUT_OFF;
      files.push(listed);
      file = {};
      last = '';
    }
  }
  return files.length > 0 ? files : null;
}

/** In characters as a person counts them. */
function widthOf(line: string): number {
  return [...line].length;
}
