// What a row of a table, or an entry without its record, says of an event: a record made of the fields that are there. It is a reduced
// copy: never shown as the original, never compared in fields that it lacks.
import { type Column, historyColumn, isFieldOfRecord, queryColumn, tableOf, withNames } from './columns.ts';
import { parseDuckDb } from './duckdb-text.ts';
import { jsonCells } from './json-cells.ts';
import { isDeep, jsonText } from './nesting.ts';
import { parsePython } from './python-text.ts';
import { headerPlace } from './steps.ts';
import { parseStruct } from './struct-text.ts';
import { cellsOf, separatorOf } from './table.ts';
import { epochMs, parseRecordTime, type TableTime, timeWithin } from './table-time.ts';

export interface Reduced {
  record: Record<string, unknown>;
  /** The time stands there without a zone, and was read as UTC. */
  zoneless: boolean;
  /** The time stands there without its second. */
  toMinute: boolean;
  /** The time is not the event's own: the tool that wrote the table gave it one. */
  borrowed: boolean;
  /** See TableTime. */
  rounded?: number | undefined;
  /** Numbers of which a spreadsheet left the first digits, by their fields: they are not in the record. */
  cut?: readonly [field: string, text: string][] | undefined;
}

/** Columns of a table that may hold whole records as JSON in this row. What someone sent in a call is no record of it. */
export function recordColumns(header: readonly string[], cells: readonly string[]): number[] {
  const columns: number[] = [];
  cells.forEach((cell, i) => {
    if (cell.includes('"eventName"') && cell.includes('"eventSource"') && /^\s*\{\s*"/.test(cell) && !isFieldOfRecord(header[i] ?? ''))
      columns.push(i);
  });
  return columns;
}

/** The record that a row gives. */
export function reducedRow(header: readonly string[], cells: readonly string[]): Reduced {
  const plan = plans.get(header) ?? planOf(header);
  plans.set(header, plan);
  const row = new Row();
  const isThere = ({ at }: Planned): boolean => !SAYS_NOTHING.test(cells[at] ?? '') && (plan.isHistory || cells[at] !== 'null');
  const hasCaller = plan.caller !== undefined && isThere(plan.caller);
  for (const planned of plan.columns) {
    const { column, at } = planned;
    // Where the whole structure stands, a bare name is another's.
    if (!isThere(planned) || (column.accepts && hasCaller && column.path[0] === 'userIdentity')) continue;
    const field = column.path[0] as string;
    const last = column.path.at(-1) as string;
    const cell = /account_?id$/i.test(last) ? accountText(cells[at] as string) : (cells[at] as string);
    if (/(account|request)_?id$/i.test(last) && CUT.test(cell)) {
      row.cut.push([column.path.join('.'), cell]);
      continue;
    }
    if (field.startsWith('error') && NO_ERROR.test(cell)) continue;
    // Query services know UTC only.
    if (field === 'eventTime') {
      if (column.accepts?.test(cell) !== false) row.setTime(cell, !plan.isHistory && !column.anyZone, column.borrowed);
    } else row.put(column, column.path.length > 1 ? cell : cellValue(field, cell, plan.isHistory));
  }
  return row.reduced;
}

const SAYS_NOTHING = /^\s*$/;

/** What tools put where nothing is. No code of an error is called so; as one it would make a failure of a call that succeeded. */
const NO_ERROR = /^(nan|none|null|nodata|n\/a|-)$/i;

/** An account as statistics tools write numbers, and as spreadsheets do: without the zeros that it begins with. */
const ACCOUNT_AS_NUMBER = /^(\d{12})\.0$/;
const ACCOUNT_CUT = /^\d{9,11}$/;

function accountText(cell: string): string {
  return ACCOUNT_CUT.test(cell) ? cell.padStart(12, '0') : cell.replace(ACCOUNT_AS_NUMBER, '$1');
}

/** What spreadsheets print of long numbers. */
const CUT = /^\d(?:[.,]\d{1,14})?E\+\d\d$/i;

interface Planned {
  column: Column;
  at: number;
}

/** What the columns of a table mean, for all of its rows. */
interface Plan {
  isHistory: boolean;
  columns: Planned[];
  caller: Planned | undefined;
}

const plans = new WeakMap<readonly string[], Plan>();

function planOf(header: readonly string[]): Plan {
  const isHistory = tableOf(header) === 'event-history-csv';
  const columns = header.flatMap((name, at) => {
    const column = isHistory ? historyColumn(name) : queryColumn(name);
    return column === null ? [] : [{ column, at }];
  });
  // A whole structure says more than a member of it, and a full name more than a bare one.
  columns.sort((a, b) => rank(a.column) - rank(b.column));
  return { isHistory, columns, caller: columns.find(({ column: { path } }) => path.length === 1 && path[0] === 'userIdentity') };
}

function rank({ path, accepts, borrowed }: Column): number {
  if (borrowed) return 3;
  return accepts ? 2 : path.length > 1 ? 1 : 0;
}

function cellValue(field: string, cell: string, isHistory: boolean): unknown {
  if (FLAGS.has(field)) return flag(cell);
  if (isHistory) return field === 'resources' ? jsonOr(cell) : cell;
  return STRUCTURES.has(field) ? structure(field, cell) : cell;
}

/** What a row says, put together cell by cell. */
class Row {
  readonly cut: [field: string, text: string][] = [];
  private readonly record: Record<string, unknown> = {};
  private time: TableTime | null = null;
  private utc = false;
  private borrowed = false;

  get reduced(): Reduced {
    const zoneless = this.time !== null && !this.utc && !this.time.zoned;
    const { toMinute = false, rounded } = this.time ?? {};
    return { record: this.record, zoneless, toMinute, borrowed: this.borrowed, rounded, cut: this.cut };
  }

  /** Of two columns for the same field the first counts. */
  put({ path, accepts }: Column, value: unknown): void {
    if (accepts && !(typeof value === 'string' && accepts.test(value))) return;
    let into = this.record;
    for (const name of path.slice(0, -1)) {
      const inner = Object.hasOwn(into, name) ? into[name] : {};
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return;
      into[name] = inner;
      into = inner as Record<string, unknown>;
    }
    const last = path.at(-1) as string;
    if (!Object.hasOwn(into, last)) into[last] = value;
  }

  /**
   * Writes the time as CloudTrail does; as it stands where it is none.
   * @param utc whether all times of this kind of table are in UTC
   * @param borrowed whether it is not the event's own
   */
  setTime(text: string, utc: boolean, borrowed = false): void {
    const time = parseRecordTime(text.trim());
    // A borrowed time that cannot be read makes room for the next one that can.
    const isFree = this.record.eventTime === undefined || (this.borrowed && Number.isNaN(this.time?.ms) && !Number.isNaN(time.ms));
    if (!isFree) return;
    this.borrowed = borrowed;
    this.time = time;
    this.utc = utc;
    this.record.eventTime = Number.isNaN(time.ms) ? text : iso(time.ms);
  }
}

const FLAGS: ReadonlySet<string> = new Set(['readOnly', 'managementEvent']);

const STRUCTURES: ReadonlySet<string> = new Set([
  'userIdentity',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'resources',
  'serviceEventDetails',
  'insightDetails',
  'addendum',
  'edgeDeviceDetails',
  'tlsDetails',
]);

/** An entry of lookup-events' output that lacks the record, or a row of CloudTrail Lake's get-query-results. */
export function reducedLookup(entry: Record<string, unknown>): Reduced {
  if (Array.isArray(entry)) return reducedLakeRow(entry);
  const row = new Row();
  const take = (from: string, ...path: string[]): void => {
    if (typeof entry[from] === 'string' && entry[from] !== '') row.put({ path }, entry[from]);
  };
  take('EventId', 'eventID');
  take('EventName', 'eventName');
  take('EventSource', 'eventSource');
  if (entry.ReadOnly !== undefined && entry.ReadOnly !== null) row.put({ path: ['readOnly'] }, flag(String(entry.ReadOnly)));
  const time = timeWithin(entry.EventTime);
  if (typeof time === 'number') row.put({ path: ['eventTime'] }, iso(epochMs(time)) ?? String(time));
  else if (time !== null) row.setTime(time, false);
  take('Username', 'userIdentity', 'userName');
  take('AccessKeyId', 'userIdentity', 'accessKeyId');
  return row.reduced;
}

/** A row of get-query-results: a list of objects, each with one column and its value. */
export function lakeColumns(row: readonly unknown[]): { header: string[]; cells: string[] } {
  const columns = row.flatMap((one) => (typeof one === 'object' && one !== null ? Object.entries(one) : []));
  return {
    header: columns.map(([name]) => name),
    cells: columns.map(([, value]) => (typeof value === 'string' ? value : value === null ? '' : jsonText(value))),
  };
}

/**
 * What an object or list says of an event of which the record is not there.
 * @param steps those of its address, which say what it is
 */
export function reducedEntry(entry: object, steps: string): Reduced {
  return steps.endsWith(ROW) ? reducedLakeRow([entry]) : reducedLookup(entry as Record<string, unknown>);
}

/** The step of an object whose members are the columns of an event. */
export const ROW = 'reduced:row';

function reducedLakeRow(row: readonly unknown[]): Reduced {
  const { header, cells } = lakeColumns(row);
  return reducedRow(header, cells);
}

/** A table: names of its columns, and how its rows are read. */
export interface Table {
  columns: string[];
  cells(row: Buffer): string[];
}

/**
 * A table by the bytes of its header.
 * @param isJson whether they, and the rows, are JSON
 */
export function tableBy(header: Buffer, isJson: boolean): Table {
  const text = header.toString('utf8');
  if (isJson) {
    const cells = (json: string): string[] => jsonCells(jsonOr(json)) ?? [];
    return { columns: cells(text), cells: (row) => cells(row.toString('utf8')) };
  }
  const separator = separatorOf(text);
  return { columns: cellsOf(text, separator), cells: (row) => cellsOf(row.toString('utf8'), separator) };
}

/**
 * What a reduced copy says, from its bytes and its steps; null when they give nothing.
 * @param contentAt the bytes at a place of the content
 */
export function readReduced(bytes: Buffer, steps: string, contentAt: (offset: number, length: number) => Buffer): Reduced | null {
  const header = headerPlace(steps.slice(steps.lastIndexOf('reduced:')));
  if (header !== null) {
    const table = tableBy(contentAt(header.offset, header.length), header.isJson);
    return reducedRow(table.columns, table.cells(bytes));
  }
  return readEntry(bytes, steps);
}

/** What an entry or a row says that needs nothing besides its own bytes; null when they give nothing. */
export function readEntry(bytes: Buffer, steps: string): Reduced | null {
  const text = bytes.toString('utf8');
  if (steps.endsWith(PYTHON)) return reducedPython(parsePython(text));
  try {
    const entry: unknown = JSON.parse(text);
    return typeof entry === 'object' && entry !== null ? reducedEntry(entry, steps) : null;
  } catch {
    return null;
  }
}

/** The step of an object that stands there as Python prints it. */
export const PYTHON = 'reduced:python';

/** A record that Python printed, or an entry of lookup-events' output: what its text of the record says, where that is there. Null for anything else. */
export function reducedPython(value: unknown): Reduced | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isDeep(value)) return null;
  const entry = value as Record<string, unknown>;
  if (typeof entry.EventId !== 'string') return whole(entry);
  const record = typeof entry.CloudTrailEvent === 'string' ? jsonOr(entry.CloudTrailEvent) : undefined;
  return typeof record === 'object' && record !== null && !Array.isArray(record)
    ? whole(record as Record<string, unknown>)
    : reducedLookup(entry);
}

/** A whole record, which is nothing less than itself. */
export function whole(record: Record<string, unknown>): Reduced {
  return { record, zoneless: false, toMinute: false, borrowed: false };
}

function iso(ms: number): string | undefined {
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString().replace('.000Z', 'Z');
}

function flag(cell: string): unknown {
  const lower = cell.trim().toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : cell;
}

/** The value of JSON text; the text itself where it is none, or nested deeper than anything may recurse into. */
function jsonOr(cell: string): unknown {
  try {
    const value: unknown = JSON.parse(cell);
    return isDeep(value) ? cell : value;
  } catch {
    return cell;
  }
}

/** A structure of a record that stands as text: as JSON, or as Python, DuckDB or query services print it; the text where it is none of these. */
export function structure(field: string, cell: string): unknown {
  const json = jsonOr(cell);
  if (json !== cell) return withNames(field, json);
  const printed = parsePython(cell) ?? parseDuckDb(cell);
  return withNames(field, printed === undefined || isDeep(printed) ? parseStruct(cell) : printed);
}
