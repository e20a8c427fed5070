// Tables as text (CSV): rows with their places, and cells. A library reads the rows; what is ours is to know where each of them stands.
import { CsvError, parse } from 'csv-parse/sync';

export interface Row {
  cells: string[];
  /** Bytes into the table: the row without its line end. */
  offset: number;
  length: number;
}

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;

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
 * Calls `onRow` for each row of a table, the header included, until it returns false. Empty lines are no rows.
 * @returns where the rows end that could be read: less than the table's length when a quote does not end
 */
export function readRows(table: Buffer, separator: string, onRow: (row: Row) => boolean): number {
  let start = 0;
  let unread = table.length;
  const take = (cells: string[], { bytes }: { bytes: number }): null => {
    let end = bytes;
    while (end > start && isLineEnd(table[end - 1])) end--;
    const row = { cells, offset: start, length: end - start };
    start = bytes;
    if (row.length > 0 && !onRow(row)) throw ENOUGH;
    return null;
  };
  try {
    parse(table, { ...OPTIONS, info: false, delimiter: separator, on_record: take as never });
  } catch (error) {
    if (error !== ENOUGH && !(error instanceof CsvError)) throw error;
    unread = start;
  }
  return unread;
}

const ENOUGH = new Error('enough rows');

function isLineEnd(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === RETURN;
}

/** Value of a cell as it stands in a row, quotes included. */
export function unquoteCell(cell: string): string {
  return cell.startsWith('"') && cell.endsWith('"') && cell.length > 1 ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

/** Places of the cells of a row, quotes included, in bytes from the row's beginning. */
export function cellPlaces(row: Buffer, separator: string): { offset: number; length: number }[] {
  const places: { offset: number; length: number }[] = [];
  const mark = separator.charCodeAt(0);
  const quotes = new Quotes(mark);
  let start = 0;
  for (let i = 0; i < row.length; i++) {
    if (quotes.outside(row[i] as number, row[i + 1]) && row[i] === mark) {
      places.push({ offset: start, length: i - start });
      start = i + 1;
    }
  }
  places.push({ offset: start, length: row.length - start });
  return places;
}

/** Length of the rows that end within these bytes: up to the last line end outside quotes. */
export function wholeRows(bytes: Buffer, separator: string): number {
  const quotes = new Quotes(separator.charCodeAt(0));
  let whole = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (quotes.outside(bytes[i] as number, bytes[i + 1]) && bytes[i] === LINE_FEED) whole = i + 1;
  }
  return whole;
}

/** Follows quotes byte by byte as the library does: they count at the beginning of a cell only, and two within quotes are one of the value. */
class Quotes {
  private readonly mark: number;
  private quoted = false;
  private atStart = true;
  private escaped = false;

  /** @param mark the separator's byte */
  constructor(mark: number) {
    this.mark = mark;
  }

  /** Whether a byte stands outside quotes; to be asked of every byte in turn. */
  outside(byte: number, next: number | undefined): boolean {
    if (this.quoted) {
      if (this.escaped) this.escaped = false;
      else if (byte === QUOTE && next === QUOTE) this.escaped = true;
      else if (byte === QUOTE) this.quoted = false;
      return false;
    }
    if (byte === QUOTE && this.atStart) {
      this.quoted = true;
      this.atStart = false;
      return false;
    }
    this.atStart = byte === this.mark || byte === LINE_FEED || byte === RETURN;
    return true;
  }
}
