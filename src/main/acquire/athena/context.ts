// What terms are translated with: the table's columns, the zone of times, and what is told of terms that find too much.
import type { TimeContext } from '../../../shared/filter/times.ts';
import { printTerm, type TermNode } from '../../../shared/filter.ts';
import { type Bounds, exactly } from './bounds.ts';
import { fits, identifier, orEmpty, sure } from './literals.ts';
import { NotInTable } from './refusal.ts';
import type { AthenaTable, ColumnType } from './table.ts';

export interface TranslateContext {
  table: AthenaTable;
  times: TimeContext;
}

/** Bounds of a term, and what is told where they are used from a side on which they are not exact. */
export interface Translated {
  bounds: Bounds;
  /** Why more may be found than asked. */
  wider?: string;
  /** Why, below a NOT, less is left out than asked. */
  excludesLess?: string;
}

/** SQL of a column of the table. Errors: the table has none of that name. */
export function column(term: TermNode, { table }: TranslateContext, name: string): string {
  if (!table.columns.has(name.toLowerCase())) throw new NotInTable(term, `the table has no column ${name.toLowerCase()}`);
  return identifier(name.toLowerCase());
}

/** SQL of a field of userIdentity, or null where the table has none of that name. */
export function identityField({ table }: TranslateContext, ...path: string[]): string | null {
  let type: ColumnType | undefined = table.columns.get('useridentity');
  for (const name of path) type = type?.kind === 'struct' ? type.fields.get(name.toLowerCase()) : undefined;
  return type?.kind === 'text' ? ['useridentity', ...path].map((name) => identifier(name.toLowerCase())).join('.') : null;
}

/** The same for a term that is about it alone. */
export function neededIdentityField(term: TermNode, context: TranslateContext, ...path: string[]): string {
  const sql = identityField(context, ...path);
  if (sql === null) throw new NotInTable(term, `the table has no ${['userIdentity', ...path].join('.')}`);
  return sql;
}

/** A text in a column against a value of the filter; empty: absent or empty. */
export function textTerm(sql: string, value: string): Bounds {
  return exactly(value === '' ? `${orEmpty(sql)} = ''` : sure(fits(sql, value)));
}

export function written({ field, value }: TermNode): string {
  return printTerm({ field, value, negated: false });
}
