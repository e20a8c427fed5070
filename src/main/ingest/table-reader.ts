// Tables of events: each row becomes an event, of the record in one of its cells, or of what its cells say.

import type { ShapeName } from '../../shared/shapes.ts';
import { recordColumns, reducedRow } from '../decode/reduced.ts';
import { cellPlaces, cellsOf, type Row, readRows, separatorOf } from '../decode/table.ts';
import type { EventCollector } from './event-collector.ts';
import type { ItemText } from './item-text.ts';
import { isObject, tryParse } from './json-scan.ts';
import { namesFields } from './known-ahead.ts';
import type { Layer } from './layer.ts';
import { looksLikeRecord } from './record-marks.ts';
import { TABLE_SHAPES } from './shapes/index.ts';
import { addReduced, notUtf8, readValue, trimmed } from './values.ts';

export { wholeRows } from '../decode/table.ts';

/** Longest header, in bytes. */
const LONGEST_HEADER = 65_536;

/** Rows that are asked what the table is, and the bytes in which they are looked for. */
const ASKED = 5;
const SAMPLE = 1024 * 1024;

/** Places where reading goes on after a row whose quote does not end. */
const RESUMES = 100;

export interface TableHead {
  shape: ShapeName;
  header: string[];
  separator: string;
  /** Bytes into the content: the header, and where the rows begin. */
  offset: number;
  length: number;
  rows: number;
  /** Rows met so far that hardly say anything of an event. */
  odd: number;
}

/**
 * Such rows that become events all the same: of so many no table is made by mistake, and a few kilobytes of gzip hold millions of them, each
 * with several problems.
 */
const MOST_ODD = 10_000;

/** The table that begins at `at`, or null when there is none of a known shape. */
export function tableAt(text: ItemText, at: number): TableHead | null {
  const { bytes } = text;
  const newline = bytes.indexOf(10, at);
  const lineEnd = newline < 0 ? bytes.length : newline;
  if (lineEnd - at > LONGEST_HEADER || lineEnd === at) return null;
  const length = (bytes[lineEnd - 1] === 13 ? lineEnd - 1 : lineEnd) - at;
  const line = text.slice(at, at + length);
  // PowerShell's Export-Csv names the type first, Excel the separator.
  if (newline >= 0 && /^(#TYPE \S+|sep=.)$/.test(line)) return tableAt(text, lineEnd + 1);
  const separator = separatorOf(line);
  const header = cellsOf(line, separator);
  const rows = Math.min(lineEnd + 1, bytes.length);
  let sampled: string[][] | null = null;
  const sample = (): string[][] => {
    sampled ??= firstRows(bytes.subarray(rows, rows + SAMPLE), separator);
    return sampled;
  };
  const shape = TABLE_SHAPES.find(({ recognise }) => recognise(header, sample));
  return shape ? { shape: shape.name, header, separator, offset: at, length, rows, odd: 0 } : null;
}

/** The first rows, and those behind them in which a record may be: exports of several sources hold its rows anywhere. */
function firstRows(bytes: Buffer, separator: string): string[][] {
  const rows: string[][] = [];
  const more = namesFields(bytes, 0);
  let asked = 0;
  readRows(bytes, separator, ({ cells }) => {
    if (++asked <= ASKED || cells.some((cell) => cell.includes('eventName'))) rows.push(cells);
    return asked < ASKED || (more && rows.length < 2 * ASKED);
  });
  return rows;
}

/** Adds the rows of a table that stand from `first` to `to` of the layer; `table.offset` counts in the content. */
export function readTable(layer: Layer, table: TableHead, first: number, to: number, into: EventCollector): void {
  const bytes = layer.text.bytes.subarray(0, to);
  let from = first;
  for (let resumed = 0; from < bytes.length; resumed++) {
    const unread = from + readRows(bytes.subarray(from), table.separator, (row) => readRow({ layer, table, into }, row, from + row.offset));
    if (unread >= bytes.length) return;
    const newline = bytes.indexOf(10, unread);
    const end = newline < 0 || resumed >= RESUMES ? bytes.length : newline + 1;
    into.problem('ROW_BROKEN', layer.text.slice(unread, Math.min(end, unread + 200)), unread, end - unread, null, true);
    from = end;
  }
}

interface Reading {
  layer: Layer;
  table: TableHead;
  into: EventCollector;
}

/** @returns true: reading goes on */
function readRow(reading: Reading, { cells, length }: Row, offset: number): true {
  const { layer, table, into } = reading;
  if (readWholeRecord(reading, cells, offset, length)) return true;
  const shown = layer.text.slice(offset, offset + Math.min(length, 200));
  if (table.shape === 'record-csv') {
    // Some tools cut long cells off.
    const isBroken = cells.some((cell) => /^\s*\{/.test(cell) && cell.includes('event'));
    into.problem(isBroken ? 'RECORD_NOT_JSON' : 'ROW_EMPTY', shown, offset, length, null, isBroken);
    return true;
  }
  const reduced = reducedRow(table.header, cells);
  const { record } = reduced;
  if (Object.keys(record).length === 0) {
    into.problem('ROW_EMPTY', shown, offset, length, null, false);
    return true;
  }
  const isOdd = record.eventTime === undefined || record.eventName === undefined || record.eventID === undefined;
  if (isOdd && cells.length !== table.header.length && ++table.odd > MOST_ODD) {
    into.problem('RECORD_NOT_CLOUDTRAIL', shown, offset, length, null, true);
    return true;
  }
  const event = into.events;
  if (cells.length !== table.header.length)
    into.problem('ROW_CELLS', `${cells.length} of ${table.header.length}`, offset, length, event, false);
  if (!layer.text.validAt(offset, offset + length)) into.problem('TEXT_NOT_UTF8', '', offset, length, event, false);
  addReduced(reduced, { offset, length, steps: `reduced:csv:${table.offset}+${table.length}` }, into);
  return true;
}

/** Adds the record that stands in a cell as it came; false when there is none, and nothing was added. */
function readWholeRecord({ layer, table, into }: Reading, cells: readonly string[], offset: number, length: number): boolean {
  const columns = recordColumns(table.header, cells);
  if (columns.length === 0) return false;
  const places = cellPlaces(layer.text.bytes.subarray(offset, offset + length), table.separator);
  const isKnown = table.shape !== 'record-csv';
  const eventID = isKnown ? reducedRow(table.header, cells).record.eventID : undefined;
  for (const column of columns) {
    const place = places[column];
    const inner = place ? layer.decode(offset + place.offset, offset + place.offset + place.length, 'csv-cell') : null;
    const value = inner ? tryParse(inner.text.slice(0, inner.text.bytes.length)) : undefined;
    if (!inner || !isObject(value)) continue;
    // Where the row names its event, a record of another one, or something around one, was not its record but sent in the call.
    if (isKnown && !(looksLikeRecord(value) && (eventID === undefined || value.eventID === eventID))) continue;
    const { from, to } = trimmed(inner.text.bytes);
    const first = into.events;
    if (!readValue(inner, value, from, to, into)) continue;
    notUtf8(layer, offset, offset + length, first, into);
    return true;
  }
  return false;
}
