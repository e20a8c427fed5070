// Texts of the evidence in files that other programs read: cells of CSV that no spreadsheet runs, and JSON that no terminal obeys. docs/exports.md
// tells readers how to get every text back.
import { textCell } from '../shared/safe-cell.ts';
import { escapedJson } from '../shared/unseen.ts';

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

/**
 * A value as JSON in one line. What a terminal obeys, what is not seen, what turns the direction of writing, and what some programs take for the end of a line is
 * escaped as JSON has it: whoever parses it has the same value.
 */
export function jsonText(value: unknown): string {
  return escapedJson(JSON.stringify(value));
}
