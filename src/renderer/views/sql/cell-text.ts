// What the grid makes of a value: how it is shown, how it is copied, which field of events it is. Pure, tested.
import { fieldNamed, fieldOfPath, isFilterField } from '../../../shared/filter/fields.ts';
import type { FilterField } from '../../../shared/filter.ts';
import type { SqlCell } from '../../../shared/sql.ts';

/** The exact text of a value; null for NULL. */
export function cellText(cell: SqlCell): string | null {
  if (cell === null) return null;
  return typeof cell === 'object' ? cell.number : String(cell);
}

export function isNumeric(cell: SqlCell): boolean {
  return typeof cell === 'number' || (typeof cell === 'object' && cell !== null);
}

/** `2026-02-21T18:17:12Z`, `2026-02-21 18:00:00.000` and `2026-02-21`, all UTC, as queries give them. */
const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d(?:\.\d+)?)Z?)?$/;

/** The time that a value is, ms UTC; null for one that is none. */
export function timeOf(cell: SqlCell): number | null {
  const found = typeof cell === 'string' ? TIME.exec(cell) : null;
  const ms = found ? Date.parse(`${found[1]}T${found[2] ?? '00:00:00'}Z`) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

/** The field by which values of a column can be filtered; null where it holds no field of events, or one that no column of the case has. */
export function fieldOfOrigin(origin: string | null | undefined): FilterField | null {
  if (!origin) return null;
  const segments = origin.split('.');
  const field = segments.length === 1 ? fieldNamed(origin) : fieldOfPath(segments, false);
  // A resource may be many things in a record; `is` is no value.
  return field !== null && isFilterField(field) && field !== 'is' && field !== 'resource' ? field : null;
}

/** A row as one JSON object. Numbers that JavaScript does not hold stand as they are written. */
export function rowJson(columns: readonly string[], row: readonly SqlCell[]): string {
  const members = row.map((cell, i) => `  ${JSON.stringify(columns[i])}: ${jsonOf(cell)}`);
  return `{\n${members.join(',\n')}\n}`;
}

function jsonOf(cell: SqlCell): string {
  if (typeof cell !== 'object' || cell === null) return JSON.stringify(cell);
  return /^-?\d+$/.test(cell.number) ? cell.number : JSON.stringify(cell.number);
}

/** Characters of a cell that count for the width of its column. */
const NARROWEST = 6;
const WIDEST = 44;
/** Rows that are looked at. */
const SAMPLE = 100;
const PX_PER_CHARACTER = 7.3;
const PADDING = 18;

/** Width of a column, px: as its name and its first values want it, within bounds. */
export function columnWidth(name: string, cells: readonly SqlCell[]): number {
  const longest = cells.slice(0, SAMPLE).reduce<number>((most, cell) => Math.max(most, cellText(cell)?.length ?? 0), name.length);
  return Math.round(Math.min(Math.max(longest, NARROWEST), WIDEST) * PX_PER_CHARACTER + PADDING);
}
