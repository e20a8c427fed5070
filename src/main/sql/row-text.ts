// Rows of a result as text for other programs: JSON, one object a row, and CSV, safe for spreadsheets.
import { csvLine, jsonText } from '../safe-text.ts';
import type { Cell } from './messages.ts';

/** Names of columns as JSON, for `jsonRow`. */
export function jsonNames(columns: readonly string[]): string[] {
  return columns.map((column) => JSON.stringify(column));
}

/** A row as an object, without a line feed. Whole numbers stay exact, also those that a JavaScript number does not hold. */
export function jsonRow(names: readonly string[], row: readonly Cell[]): string {
  return `{${row.map((cell, i) => `${names[i]}:${jsonCell(cell)}`).join(',')}}`;
}

function jsonCell(cell: Cell): string {
  if (typeof cell === 'bigint') return String(cell);
  if (typeof cell === 'number' && !Number.isFinite(cell)) return JSON.stringify(String(cell));
  return jsonText(cell);
}

/** A row of a table, without a line feed. A spreadsheet would run what begins like a formula: such texts get an apostrophe; numbers are no formulas. */
export function csvRow(row: readonly Cell[]): string {
  return csvLine(row).slice(0, -1);
}
