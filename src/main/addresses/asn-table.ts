// Networks (autonomous systems) by address, from the tables of @ip-location-db/asn: sorted lines `first,last,number,name`, both ends as decimal numbers.
import { readFileSync } from 'node:fs';
import type { Address } from '../../shared/filter/network.ts';
import { unquoteCell } from '../decode/table.ts';

const LINE_FEED = 10;
const COMMA = 44;

const LINE = /^\d+,(\d+),(\d+),(.*)$/;

export class AsnTable {
  private readonly file: string;
  private table: Buffer | null = null;

  /** @param file read when it is first asked: 21 MB for IPv4 */
  constructor(file: string) {
    this.file = file;
  }

  /** `AS60729 Stiftung Erneuerbare Freiheit`; null where no line has the address. */
  networkOf({ value }: Pick<Address, 'value'>): string | null {
    this.table ??= readFileSync(this.file);
    const wanted = Buffer.from(String(value));
    const start = lastLineFrom(this.table, wanted);
    if (start === null) return null;
    const feed = this.table.indexOf(LINE_FEED, start);
    const line = this.table.toString('utf8', start, feed < 0 ? this.table.length : feed).trimEnd();
    const [, last = '', number = '', name = ''] = LINE.exec(line) ?? [];
    return compareNumbers(Buffer.from(last), 0, wanted) < 0 ? null : networkText(number, unquoteCell(name));
  }
}

/** Where the last line stands that begins at a number or before it. Halving the bytes, no index is needed, and little is looked at. */
function lastLineFrom(table: Buffer, wanted: Buffer): number | null {
  let low = 0;
  let high = table.length;
  let found: number | null = null;
  while (low < high) {
    let line = (low + high) >>> 1;
    while (line > low && table[line - 1] !== LINE_FEED) line--;
    if (compareNumbers(table, line, wanted) <= 0) {
      found = line;
      const feed = table.indexOf(LINE_FEED, line);
      low = feed < 0 ? high : feed + 1;
    } else high = line;
  }
  return found;
}

/** Compares the decimal number that stands in a table, up to its comma, with another: without leading zeros, the longer is the larger. */
function compareNumbers(table: Buffer, at: number, wanted: Buffer): number {
  let digits = 0;
  while (at + digits < table.length && table[at + digits] !== COMMA) digits++;
  if (digits !== wanted.length) return digits - wanted.length;
  for (let i = 0; i < digits; i++) {
    const difference = (table[at + i] as number) - (wanted[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The one form in which a network is written. */
export function networkText(number: string | number, name: string): string {
  return name === '' ? `AS${number}` : `AS${number} ${name}`;
}
