// Texts of the evidence in files that other programs read: cells of CSV that no spreadsheet runs, and JSON that no terminal obeys. docs/exports.md
// tells readers how to get every text back.
import { textCell } from '../shared/safe-cell.ts';

const QUOTED = /[",;\t\r\n]|^\s|\s$/;

/** A field of a CSV row; quoted where a reader could divide it. Null is an empty field, an empty text `""`. */
export function csvField(text: string | null): string {
  if (text === null) return '';
  if (text === '') return '""';
  const cell = textCell(text);
  return QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A row of CSV with its line feed. Numbers are no formulas. */
export function csvLine(row: readonly (string | number | bigint | null)[]): string {
  return `${row.map((cell) => (typeof cell === 'string' || cell === null ? csvField(cell) : String(cell))).join(',')}\n`;
}

/** What a terminal obeys, what turns the direction of writing, and what some programs take for the end of a line. */
const UNSAFE_IN_LINES = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A value as JSON in one line. What must not stand there plainly is escaped as JSON has it: whoever parses it has the same value. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(UNSAFE_IN_LINES, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
