// Tables in JSON whose columns are named once: each row becomes an event, of the record in one of its cells, or of what its cells say.
import { jsonCells } from '../decode/json-cells.ts';
import { recordColumns, reducedRow } from '../decode/reduced.ts';
import type { EventCollector } from './event-collector.ts';
import { elementPlaces, memberPlaces, type Range } from './json-places.ts';
import { isObject, tryParse } from './json-scan.ts';
import type { Layer } from './layer.ts';
import { looksLikeRecord } from './record-marks.ts';
import type { CellTable } from './shapes/shape.ts';
import { addReduced, readValue } from './values.ts';

/** Characters of a row that a problem shows. */
const SHOWN = 200;

interface Node extends Range {
  layer: Layer;
  value: unknown;
}

/**
 * Adds the rows of the tables in an object.
 * @returns false when they cannot be addressed, and nothing was added: a header stands in the content itself
 */
export function readCellTables(object: Node, tables: readonly CellTable[], into: EventCollector): boolean {
  if (object.layer.place(object.from, object.to).steps !== '') return false;
  for (const { header, rows } of tables) {
    const names = nodeAt(object, header);
    const list = nodeAt(object, rows);
    const columns = names && jsonCells(names.value);
    if (columns && list) readRows({ ...names, columns }, list, into);
  }
  return true;
}

interface Header extends Range {
  columns: string[];
}

function readRows(header: Header, list: Node, into: EventCollector): void {
  const { layer } = list;
  for (const [i, { from, to }] of elementPlaces(layer.text, list.from).entries()) {
    const value = (list.value as unknown[])[i];
    const cells = jsonCells(value) ?? [];
    // The names may stand above the rows as well.
    if (cells.length > 0 && cells.every((cell, column) => cell === header.columns[column])) continue;
    readRow(header, { layer, value, from, to }, cells, into);
  }
}

function readRow({ columns, ...header }: Header, row: Node, cells: string[], into: EventCollector): void {
  const { layer, from, to } = row;
  const { offset, length } = layer.place(from, to);
  const reduced = reducedRow(columns, cells);
  if (Object.keys(reduced.record).length === 0) {
    into.problem('ROW_EMPTY', layer.text.slice(from, Math.min(to, from + SHOWN)), offset, length, null, false);
    return;
  }
  if (readRecord(columns, cells, row, reduced.record.eventID, into)) return;
  const event = into.events;
  if (cells.length !== columns.length) into.problem('ROW_CELLS', `${cells.length} of ${columns.length}`, offset, length, event, false);
  if (!layer.text.validAt(from, to)) into.problem('TEXT_NOT_UTF8', '', offset, length, event, false);
  const names = layer.place(header.from, header.to);
  addReduced(reduced, { offset, length, steps: `reduced:cells:${names.offset + into.base}+${names.length}` }, into);
}

/** Adds the record that stands in a cell as it came; false when there is none. One of another event was sent in the call. */
function readRecord(columns: string[], cells: string[], row: Node, eventID: unknown, into: EventCollector): boolean {
  for (const column of recordColumns(columns, cells)) {
    const record = tryParse(cells[column] as string);
    const place = nodeAt(row, isObject(row.value) ? ['Data', column, 'VarCharValue'] : [column]);
    if (!place || !looksLikeRecord(record) || (eventID !== undefined && record.eventID !== eventID)) continue;
    if (readValue(place.layer, place.value, place.from, place.to, into)) return true;
  }
  return false;
}

/** What stands at a path, and where. */
function nodeAt(node: Node, path: CellTable['rows']): Node | null {
  let now: Node | null = node;
  for (const step of path) {
    if (now === null) return null;
    const { layer, value, from }: Node = now;
    const isList = Array.isArray(value);
    const place: Range | undefined = isList
      ? elementPlaces(layer.text, from)[Number(step)]
      : memberPlaces(layer.text, from, new Set([String(step)])).get(String(step));
    now = place ? { layer, value: (value as Record<string | number, unknown>)[step], ...place } : null;
  }
  return now;
}
