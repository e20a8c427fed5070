// Tables: the column is read that has addresses in most of its first rows; of two alike, the one whose title says so, else the first. Where its title says that it
// is one end of ranges, it is read with the column of the other ends. What would be a guess is refused.
import { cellsOf, readRows, separatorOf } from '../../decode/table.ts';
import { rangeOf } from '../range-set.ts';
import { type ListFormat, type ListText, NO_FACTS } from './format.ts';
import { rangeColumns } from './range-columns.ts';

/** Rows by which the column is chosen. */
const LOOKED_AT = 1000;

const TITLE =
  /^(?:.*[_ -])?(?:ip|ips|ipv4|ipv6|ip_?addr(?:ess)?|address|addr|cidr|network|subnet|netblock|prefix|indicator|ioc(?:_value)?|value)$/i;

export const csv: ListFormat = {
  id: 'csv',
  matches(list) {
    const table = tableIn(list);
    return table !== null && columnOf(table) !== null;
  },
  read(list, entry) {
    const table = tableIn(list);
    const column = table && columnOf(table);
    if (!table || !column) return NO_FACTS;
    if (column.problem !== undefined) return { ...NO_FACTS, damage: column.problem };
    let rows = 0;
    let backwards = 0;
    const end = readRows(table.bytes, table.separator, ({ cells }) => {
      rows++;
      // Titles are no entry.
      if (rows === 1 && column.title !== null) return true;
      const text = entryIn(cells, column);
      if (text !== '') entry(text);
      if (column.until !== null && isBackwards(text)) backwards = rows;
      return backwards === 0;
    });
    const from = fromWords(column);
    if (backwards > 0)
      return {
        ...NO_FACTS,
        from,
        damage: `its ${from} look like the ends of ranges, but in row ${backwards} the end comes before the beginning`,
      };
    if (end === table.bytes.length) return { ...NO_FACTS, from };
    return { ...NO_FACTS, from, damage: `behind its row ${rows} a quote begins that does not end, and hides what follows` };
  },
};

/** An empty end means the one address. */
function entryIn(cells: readonly string[], { index, until }: Column): string {
  const first = (cells[index] ?? '').trim();
  const last = until === null ? '' : (cells[until.index] ?? '').trim();
  return last === '' ? first : `${first}-${last}`;
}

/** Whether a text would be a range if its ends changed places. */
function isBackwards(text: string): boolean {
  const [first = '', last] = text.split('-');
  return last !== undefined && rangeOf(text) === null && rangeOf(`${last}-${first}`) !== null;
}

function fromWords({ index, title, until }: Column): string {
  if (until !== null) return `columns "${title}" and "${until.title}"`;
  return title === null ? `column ${index + 1}` : `column "${title}"`;
}

interface Table {
  bytes: Buffer;
  separator: string;
}

/** The text as a table of at least two columns, without the lines that begin with # or ; (feeds write remarks there); null where it is none. */
function tableIn({ text }: ListText): Table | null {
  const lines = text.replace(/^[#;].*(?:\r\n|\n|\r|$)/gm, '');
  const head = /^.*[^\s].*$/m.exec(lines)?.[0] ?? '';
  const separator = separatorOf(head);
  const cells = cellsOf(head, separator);
  if (cells.length < 2) return null;
  // "192.0.2.0/24 ; SBL1234" is a line with a remark.
  if (separator === ';' && rangeOf((cells[0] ?? '').trim()) !== null) return null;
  return { bytes: Buffer.from(lines), separator };
}

interface Column {
  index: number;
  /** Null where the first row has an address there: then it is no row of titles. */
  title: string | null;
  /** The column with the ends of the ranges that begin in this one; null where entries stand in one column. */
  until: { index: number; title: string } | null;
  /** Why the table is not read: what is meant cannot be told. */
  problem?: string;
}

function columnOf({ bytes, separator }: Table): Column | null {
  const found: number[] = [];
  let titles: readonly string[] = [];
  let rows = 0;
  readRows(bytes, separator, ({ cells }) => {
    if (rows === 0) titles = cells.map((cell) => cell.trim());
    cells.forEach((cell, index) => {
      if (rangeOf(cell.trim()) !== null) found[index] = (found[index] ?? 0) + 1;
    });
    rows++;
    return rows < LOOKED_AT;
  });
  const most = Math.max(0, ...Object.values(found));
  if (most === 0) return null;
  const alike = [...found.keys()].filter((index) => found[index] === most);
  if (alike.some((index) => rangeOf(titles[index] ?? '') !== null)) return untitled(alike);
  // A column of whole entries goes before ends of ranges, which say the same once more, or of what the entry is a part.
  const whole = alike.filter((index) => rangeColumns(titles, index) === null);
  const best = whole.find((index) => isNamed(titles, index)) ?? alike.find((index) => !whole.includes(index)) ?? (alike[0] as number);
  return titled(titles, best);
}

/** @param alike columns with as many addresses: of several without titles, nothing tells ranges from two addresses a row */
function untitled(alike: readonly number[]): Column {
  const [index = 0] = alike;
  const problem = `its columns ${listed(alike.map((one) => String(one + 1)))} have addresses and no titles, which would tell whether they are the ends of ranges (start, end) or which of them is meant (ip)`;
  return { index, title: null, until: null, ...(alike.length > 1 && { problem }) };
}

function titled(titles: readonly string[], index: number): Column {
  const title = titles[index] ?? '';
  const ends = rangeColumns(titles, index);
  if (ends === null) return { index, title, until: null };
  if (ends === 'lonely') {
    const problem = `by its title, its column "${title}" is one end of ranges, and no column has a title for the other end (as start and end)`;
    return { index, title, until: null, problem };
  }
  const of = (column: number): string => titles[column] ?? '';
  return { index: ends.first, title: of(ends.first), until: { index: ends.last, title: of(ends.last) } };
}

function listed(parts: readonly string[]): string {
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function isNamed(titles: readonly string[], index: number): boolean {
  return TITLE.test(titles[index] ?? '');
}
