// Tables of events: each row becomes an event, of the record in one of its cells, or of what its cells say.

import type { ShapeName } from '../../shared/shapes.ts';
import { recordColumn, reducedRow } from '../decode/reduced.ts';
import { cellPlaces, cellsOf, readRows, separatorOf } from '../decode/table.ts';
import type { EventCollector } from './extract.ts';
import type { ItemText } from './item-text.ts';
import { isObject, tryParse } from './json-scan.ts';
import type { Layer } from './layer.ts';
import { TABLE_SHAPES } from './shapes/index.ts';
import { addReduced, readValue } from './values.ts';

const QUOTE = 34;

/** Longest header, in bytes. */
const LONGEST_HEADER = 65_536;

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
}

/** The table that begins at `at`, or null when there is none of a known shape. */
export function tableAt(text: ItemText, at: number): TableHead | null {
  const { bytes } = text;
  const newline = bytes.indexOf(10, at);
  const lineEnd = newline < 0 ? bytes.length : newline;
  if (lineEnd - at > LONGEST_HEADER || lineEnd === at) return null;
  const length = (bytes[lineEnd - 1] === 13 ? lineEnd - 1 : lineEnd) - at;
  const line = text.slice(at, at + length);
  const separator = separatorOf(line);
  const header = cellsOf(line, separator);
  const shape = header.length > 1 ? TABLE_SHAPES.find(({ recognise }) => recognise(header)) : undefined;
  return shape ? { shape: shape.name, header, separator, offset: at, length, rows: Math.min(lineEnd + 1, bytes.length) } : null;
}

/** Length of the rows that end within these bytes: up to the last line end outside quotes. */
export function wholeRows(bytes: Buffer, separator: string): number {
  const mark = separator.charCodeAt(0);
  let whole = 0;
  let quoted = false;
  let atStart = true;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (quoted) {
      if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE && (atStart || bytes[i - 1] === QUOTE)) quoted = true;
    else if (byte === 10) whole = i + 1;
    atStart = !quoted && (byte === mark || byte === 10);
  }
  return whole;
}

/** Adds the rows of a table that stand from `first` to `to` of the layer; `table.offset` counts in the content. */
export function readTable(layer: Layer, table: TableHead, first: number, to: number, into: EventCollector): void {
  const bytes = layer.text.bytes.subarray(0, to);
  let from = first;
  for (let resumed = 0; from < bytes.length; resumed++) {
    const unread =
      from +
      readRows(bytes.subarray(from), table.separator, ({ cells, offset, length }) =>
        readRow(layer, table, cells, from + offset, length, into),
      );
    if (unread >= bytes.length) return;
    const newline = bytes.indexOf(10, unread);
    const end = newline < 0 || resumed >= RESUMES ? bytes.length : newline + 1;
    into.problem('ROW_BROKEN', layer.text.slice(unread, Math.min(end, unread + 200)), unread, end - unread, null, true);
    from = end;
  }
}

function readRow(layer: Layer, table: TableHead, cells: string[], offset: number, length: number, into: EventCollector): void {
  if (cells.length !== table.header.length) {
    into.problem('ROW_CELLS', `${cells.length} of ${table.header.length}`, offset, length, null, false);
  }
  const column = recordColumn(table.header, cells);
  if (column >= 0) {
    const place = cellPlaces(layer.text.bytes.subarray(offset, offset + length), table.separator)[column];
    const inner = place ? layer.decode(offset + place.offset, offset + place.offset + place.length, 'csv-cell') : null;
    const value = inner ? tryParse(inner.text.slice(0, inner.text.bytes.length)) : undefined;
    if (inner && isObject(value) && readValue(inner, value, 0, inner.text.bytes.length, into)) return;
  }
  if (!layer.text.validAt(offset, offset + length)) into.problem('TEXT_NOT_UTF8', '', offset, length, into.events, false);
  const { record, zoneless } = reducedRow(table.header, cells);
  addReduced(record, zoneless, { offset, length, steps: `reduced:csv:${table.offset}+${table.length}` }, into);
}
