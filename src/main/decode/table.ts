// Tables as text (CSV): rows with their places, and cells. A library reads the rows; what is ours is to know where each of them stands.
import { parse } from 'csv-parse/sync';

export interface Row {
  cells: string[];
  /** Bytes into the table: the row without its line end. */
  offset: number;
  length: number;
}

const SEPARATORS = [',', ';', '\t', '|'] as const;

const OPTIONS = {
  record_delimiter: ['\r\n', '\n', '\r'] as string[],
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: false,
  info: true,
  raw: false,
};

/** What separates the cells of a header: the one of the known separators that gives most cells. */
export function separatorOf(header: string): string {
  let best: string = ',';
  let most = 1;
  for (const separator of SEPARATORS) {
    const cells = cellsOf(header, separator).length;
    if (cells > most) {
      most = cells;
      best = separator;
    }
  }
  return best;
}

/** Cells of one row. */
export function cellsOf(row: string, separator: string): string[] {
  try {
    const rows = parse(row, { ...OPTIONS, info: false, delimiter: separator }) as string[][];
    return rows.length === 1 ? (rows[0] as string[]) : [row];
  } catch {
    return [row];
  }
}

/**
 * Calls `onRow` for each row of a table, the header included. Empty lines are no rows.
 * @returns where the rows end that could be read: less than the table's length when a quote does not end
 */
export function readRows(table: Buffer, separator: string, onRow: (row: Row) => void): number {
  let start = 0;
  let unread = table.length;
  const take = (cells: string[], { bytes }: { bytes: number }): null => {
    let end = bytes;
    while (end > start && isLineEnd(table[end - 1])) end--;
    if (end > start) onRow({ cells, offset: start, length: end - start });
    start = bytes;
    return null;
  };
  try {
    parse(table, { ...OPTIONS, info: false, delimiter: separator, on_record: take as never });
  } catch {
    unread = start;
  }
  return unread;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 10 || byte === 13;
}

/** Value of a cell as it stands in a row, quotes included. */
export function unquoteCell(cell: string): string {
  return cell.startsWith('"') && cell.endsWith('"') && cell.length > 1 ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

/** Places of the cells of a row, quotes included, in bytes from the row's beginning. */
export function cellPlaces(row: Buffer, separator: string): { offset: number; length: number }[] {
  const places: { offset: number; length: number }[] = [];
  const mark = separator.charCodeAt(0);
  let start = 0;
  let quoted = false;
  for (let i = 0; i <= row.length; i++) {
    const byte = row[i];
    if (byte === 34) quoted = !quoted;
    if (i === row.length || (byte === mark && !quoted)) {
      places.push({ offset: start, length: i - start });
      start = i + 1;
    }
  }
  return places;
}
