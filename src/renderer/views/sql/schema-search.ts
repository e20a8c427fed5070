// Columns, fields and functions by a part of their name or of what they are for. Pure, tested.
import type { SqlColumn, SqlFunction, SqlSchema } from '../../../shared/sql.ts';

export interface Found {
  columns: { table: string; path: string; column: SqlColumn }[];
  functions: SqlFunction[];
}

/** More than a person reads. */
const MOST = 60;

export function foundIn({ tables, functions }: SqlSchema, wanted: string): Found {
  const word = wanted.trim().toLowerCase();
  const fits = (...texts: string[]): boolean => texts.some((text) => text.toLowerCase().includes(word));
  const columns = tables.flatMap((table) =>
    table.columns
      .flatMap((column) => withFields(column, column.name))
      .filter(({ path, column }) => fits(path, column.note))
      .map((found) => ({ table: table.name, ...found })),
  );
  return { columns: columns.slice(0, MOST), functions: functions.filter(({ call, note }) => fits(call, note)).slice(0, MOST) };
}

function withFields(column: SqlColumn, path: string): { path: string; column: SqlColumn }[] {
  const fields = column.type === 'array' ? [] : column.fields;
  return [{ path, column }, ...fields.flatMap((field) => withFields(field, `${path}.${field.name}`))];
}
