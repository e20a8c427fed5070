// Tables: the column is read that has addresses in most of its first rows; of two alike, the one whose title says so, else the first.
import { cellsOf, readRows, separatorOf } from '../../decode/table.ts';
import { rangeOf } from '../range-set.ts';
import { type ListFormat, type ListText, NO_FACTS } from './format.ts';

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
    let rows = 0;
    const end = readRows(table.bytes, table.separator, ({ cells }) => {
      const cell = (cells[column.index] ?? '').trim();
      // Titles are no entry.
      if (!(rows === 0 && column.title !== null) && cell !== '') entry(cell);
      rows++;
      return true;
    });
    const from = column.title === null ? `column ${column.index + 1}` : `column "${column.title}"`;
    if (end === table.bytes.length) return { ...NO_FACTS, from };
    return { ...NO_FACTS, from, damage: `behind its row ${rows} a quote begins that does not end, and hides what follows` };
  },
};

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
  let best: number | null = null;
  for (let index = 0; index < found.length; index++) {
    const count = found[index] ?? 0;
    const most = best === null ? 0 : (found[best] as number);
    const better = count > most || (count === most && count > 0 && isNamed(titles, index) && !isNamed(titles, best));
    if (better) best = index;
  }
  if (best === null) return null;
  const title = titles[best] ?? '';
  return { index: best, title: rangeOf(title) === null ? title : null };
}

function isNamed(titles: readonly string[], index: number | null): boolean {
  return index !== null && TITLE.test(titles[index] ?? '');
}
