// Rows of a query's result whose columns are named once, beside them, as interfaces of query services answer in JSON: Athena's, Log Analytics', Kusto's.
import { jsonText } from './nesting.ts';

/**
 * The cells of a row, or the names of the columns, of which there are as many.
 * @param value `{"Data": [{"VarCharValue": "…"}]}` (Athena), a list of values, or a list of objects that describe columns
 */
export function jsonCells(value: unknown): string[] | null {
  const list = isMembers(value) ? value.Data : value;
  return Array.isArray(list) ? list.map(cell) : null;
}

function cell(value: unknown): string {
  const inner = isMembers(value) ? within(value) : value;
  if (typeof inner === 'string') return inner;
  return inner === null || inner === undefined ? '' : jsonText(inner);
}

/** What an object around a cell or a name holds; Athena leaves out what is null. */
function within(value: Record<string, unknown>): unknown {
  if (Object.keys(value).length === 0) return null;
  const name = ['VarCharValue', 'Name', 'name', 'ColumnName'].find((one) => typeof value[one] === 'string');
  return name === undefined ? value : value[name];
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
