// From a filter to one SELECT over a CloudTrail table in Athena: distinct "$path" of the log files that hold what the filter asks for.
import { TrailcaseError } from '../../../shared/errors.ts';
import { type FilterTree, type ParsedFilter, parseFilter, problemInCase, type TimeContext } from '../../../shared/filter.ts';
import { type Bounds, joined, not } from './bounds.ts';
import { type TranslateContext, written } from './context.ts';
import { demandsOf } from './demands.ts';
import { identifier } from './literals.ts';
import { type Limit, limitsOf, partitionsOf } from './partitions.ts';
import { NotInTable, refusalOf, Untranslated } from './refusal.ts';
import { type AthenaTable, documentedTable } from './table.ts';
import { translateTerm } from './terms.ts';

export interface TableName {
  catalog: string;
  database: string;
  table: string;
}

export interface Translation {
  sql: string;
  /** What may be found beyond the filter, and why. */
  notes: string[];
  limits: Limit[];
}

/** Characters of a query that Athena takes. Source: AWS, "Service Quotas" (Athena): 262,144 bytes. */
export const LONGEST_QUERY = 262_144;

/**
 * @param margin days on both sides of the asked time that are looked through, too
 * Errors: FILTER_INVALID, ATHENA_NOT_TRANSLATED, ATHENA_PARTITION_NEEDED, ATHENA_LIMIT.
 */
export function translate(filter: string, name: TableName, table: AthenaTable, times: TimeContext, margin: number): Translation {
  const { condition, notes, tree } = conditionOf(filter, { table, times });
  const { parts, limits, notes: unlimited } = limitsOf(partitionsOf(table), demandsOf(tree, times), margin);
  // Partitions stand by themselves, so that Athena sees them at once.
  const where = [...parts, ...(condition === 'TRUE' ? [] : [condition])];
  const from = [name.catalog, name.database, name.table].map(identifier).join('.');
  const sql = `SELECT "$path" AS "path", count(*) AS "records"\nFROM ${from}${where.length === 0 ? '' : `\nWHERE ${where.join('\n  AND ')}`}\nGROUP BY "$path"\nORDER BY 1`;
  checkLength(sql);
  return { sql, notes: [...notes, ...unlimited], limits };
}

/** Errors: ATHENA_LIMIT. */
export function checkLength(sql: string): void {
  const bytes = Buffer.byteLength(sql);
  if (bytes > LONGEST_QUERY)
    throw new TrailcaseError(
      'ATHENA_LIMIT',
      `The query has ${bytes} bytes, and Athena takes ${LONGEST_QUERY}`,
      'Ask for less at a time, or use * where values have something in common.',
    );
}

/** What can be asked of no table, before any is looked at. Errors: FILTER_INVALID, ATHENA_NOT_TRANSLATED. */
export function checkFilter(filter: string, times: TimeContext): void {
  const { places } = parsedFilter(filter, times);
  const context = { table: documentedTable(), times };
  for (const term of places.keys())
    try {
      translateTerm(term, context);
    } catch (error) {
      if (error instanceof NotInTable) continue;
      throw error instanceof Untranslated ? refusalOf(error, places) : error;
    }
}

/** Errors: FILTER_INVALID. */
function parsedFilter(filter: string, times: TimeContext): ParsedFilter {
  const parsed = parseFilter(filter);
  const problem = 'problem' in parsed ? parsed.problem : problemInCase(parsed, times);
  if (problem !== null) {
    const { column, message, mend, length } = problem;
    throw new TrailcaseError(
      'FILTER_INVALID',
      `Column ${column}: ${message}`,
      mend === '' ? '' : `${mend[0]?.toUpperCase()}${mend.slice(1)}.`,
      {
        place: { from: column - 1, to: column - 1 + length },
      },
    );
  }
  if ('problem' in parsed) throw new RangeError('told above');
  return parsed;
}

/** The condition over rows alone, without partitions. Errors: FILTER_INVALID, ATHENA_NOT_TRANSLATED. */
export function conditionOf(filter: string, context: TranslateContext): { condition: string; notes: string[]; tree: FilterTree } {
  const parsed = parsedFilter(filter, context.times);
  const notes: string[] = [];
  try {
    const bounds = boundsOf(parsed.tree, context, notes, false);
    return { condition: bounds.upper, notes: [...new Set(notes)], tree: parsed.tree };
  } catch (error) {
    throw error instanceof Untranslated ? refusalOf(error, parsed.places) : error;
  }
}

/** @param below whether it stands below an odd number of NOTs */
function boundsOf(tree: FilterTree, context: TranslateContext, notes: string[], below: boolean): Bounds {
  if (tree.kind === 'not') return not(boundsOf(tree.of, context, notes, !below));
  if (tree.kind !== 'term')
    return joined(
      tree.kind,
      tree.of.map((part) => boundsOf(part, context, notes, below)),
    );
  const { bounds, wider, excludesLess } = translateTerm(tree, context);
  if (!below && wider !== undefined) notes.push(`${written(tree)}: ${wider}`);
  if (below && excludesLess !== undefined)
    notes.push(
      `NOT ${written(tree)}: ${bounds.lower === 'FALSE' ? 'leaves nothing out' : 'leaves out less than it says'}, since ${excludesLess}`,
    );
  return bounds;
}
