// Whether a result can be drawn, and as what: one label or time, one or more numbers. Pure, tested.
import type { SqlCell } from '../../../shared/sql.ts';
import { cellText, isNumeric, timeOf } from './cell-text.ts';

interface Series {
  name: string;
  values: (number | null)[];
}

export type Chart =
  /** A line over time. `times`: ms UTC, ascending. */
  | { kind: 'line'; times: number[]; series: Series[] }
  /** A bar per row. `left`: rows that are not drawn. */
  | { kind: 'bars'; labels: string[]; series: Series[]; left: number }
  | { kind: 'none'; why: string };

/** More bars cannot be told apart, more lines neither. */
const MOST_BARS = 40;
const MOST_SERIES = 6;

export function chartOf(columns: readonly string[], rows: readonly (readonly SqlCell[])[]): Chart {
  if (rows.length === 0) return { kind: 'none', why: 'The result has no rows.' };
  const cellsOf = (column: number): SqlCell[] => rows.map((row) => row[column] ?? null);
  const isNumber = columns.map((_, i) => cellsOf(i).every((cell) => cell === null || isNumeric(cell)) && cellsOf(i).some(isNumeric));
  const labels = columns.flatMap((_, i) => (isNumber[i] ? [] : [i]));
  const numbers = columns.flatMap((_, i) => (isNumber[i] ? [i] : []));
  // Numbers alone: the first says what the others are for, an hour of the day for example.
  if (labels.length === 0 && numbers.length > 1) labels.push(numbers.shift() as number);
  if (numbers.length === 0)
    return { kind: 'none', why: 'A chart needs a column of numbers: count(*), for example, with GROUP BY over the others.' };
  const series = numbers.slice(0, MOST_SERIES).map((i) => ({ name: columns[i] ?? '', values: cellsOf(i).map(numberOf) }));
  const times = labels.length === 1 ? cellsOf(labels[0] ?? 0).map(timeOf) : [];
  if (times.length > 1 && times.every((time) => time !== null)) return line(times, series);
  const names = rows
    .slice(0, MOST_BARS)
    .map((row, i) => labels.map((at) => cellText(row[at] ?? null) ?? 'NULL').join(' · ') || `row ${i + 1}`);
  const drawn = series.map(({ name, values }) => ({ name, values: values.slice(0, MOST_BARS) }));
  return { kind: 'bars', labels: names, series: drawn, left: rows.length - names.length };
}

function line(times: readonly number[], series: readonly Series[]): Chart {
  const order = times.map((_, i) => i).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  const sorted = <T>(list: readonly T[]): T[] => order.map((i) => list[i] as T);
  return { kind: 'line', times: sorted(times), series: series.map(({ name, values }) => ({ name, values: sorted(values) })) };
}

function numberOf(cell: SqlCell): number | null {
  if (cell === null || typeof cell === 'string') return null;
  const value = typeof cell === 'number' ? cell : Number(cell.number);
  return Number.isFinite(value) ? value : null;
}
