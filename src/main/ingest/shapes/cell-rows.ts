// Results of queries as interfaces of query services answer: columns named once, rows of cells beside them. Athena's GetQueryResults, whose first page has
// the names as its first row too, and those of Log Analytics (Sentinel) and Kusto.
import { tableOf } from '../../decode/columns.ts';
import { jsonCells } from '../../decode/json-cells.ts';
import { isObject } from '../json-scan.ts';
import type { CellTable, ValueShape } from './shape.ts';

export const cellRows: ValueShape = {
  name: 'cell-rows',
  recognise(value) {
    const tables = [...athena(value), ...inTables(value)];
    return tables.length > 0 ? { paths: [], tables } : null;
  },
};

function athena({ ResultSet: set }: Record<string, unknown>): CellTable[] {
  if (!isObject(set) || !Array.isArray(set.Rows)) return [];
  const { ResultSetMetadata: about } = set;
  const columns = isObject(about) ? about.ColumnInfo : undefined;
  const rows = ['ResultSet', 'Rows'];
  if (isHeader(columns)) return [{ header: ['ResultSet', 'ResultSetMetadata', 'ColumnInfo'], rows }];
  return isHeader(set.Rows[0]) ? [{ header: [...rows, 0], rows }] : [];
}

function inTables(value: Record<string, unknown>): CellTable[] {
  const name = ['tables', 'Tables'].find((one) => Array.isArray(value[one]));
  if (name === undefined) return tableIn(value, []);
  return (value[name] as unknown[]).flatMap((table, i) => (isObject(table) ? tableIn(table, [name, i]) : []));
}

function tableIn(table: Record<string, unknown>, path: CellTable['rows']): CellTable[] {
  const [columns, rows] = 'columns' in table ? ['columns', 'rows'] : ['Columns', 'Rows'];
  return Array.isArray(table[rows]) && isHeader(table[columns]) ? [{ header: [...path, columns], rows: [...path, rows] }] : [];
}

function isHeader(value: unknown): boolean {
  const names = jsonCells(value);
  return names !== null && tableOf(names) === 'query-csv';
}
