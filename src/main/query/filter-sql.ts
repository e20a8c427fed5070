// From filter text to SQL over the tables of a case. Values are always bound, never written into the text.
// One file per family of terms in filter/; this one puts them together.
import { setImmediate } from 'node:timers/promises';
import { TrailcaseError } from '../../shared/errors.ts';
import { looksLikeNetwork } from '../../shared/filter/network.ts';
import { and } from '../../shared/filter/tree.ts';
import { type FilterTree, type ParsedFilter, parseFilter, printTree, problemInCase } from '../../shared/filter.ts';
import { compileTree, invalid, NO_CASE, needsRecord, termCompiler } from './filter/compile.ts';
import { overRecords, type Value } from './filter/condition.ts';
import { type FilterContext, NOT_A_REPEAT, setsOf } from './filter/context.ts';
import { knownSet, readSet } from './filter/record-set.ts';

export { type FilterContext, filterContext, forgetSets } from './filter/context.ts';
export { DENIED_CALLS, DENIED_GLOBS } from './filter/words.ts';

/** Filters of so many terms are never too large. */
const FEW_TERMS = 50;

export interface SqlFilter {
  /** A condition over `records r`; events only, repeats are left out. */
  where: string;
  params: Value[];
  /** Number of the set of records that `where` asks, if it does: see isReady. */
  set?: number;
}

/**
 * Parses and compiles filter text. Where columns do not hold what is asked, the records that they leave are read here, once.
 * @param context of the open case; without it, times are read in UTC, and what asks for the case's end, for networks or for records is refused
 * Errors: FILTER_INVALID, naming the column.
 */
export function compileFilter(text: string, context: FilterContext | null = null): SqlFilter {
  const { tree, parsed } = understood(text, context);
  if (context === null) refuseWithoutCase(parsed);
  const ofTerm = termCompiler(context);
  const columns = overRecords(compileTree(ofColumns(tree), ofTerm));
  const where = columns.where === '1' ? NOT_A_REPEAT : `${NOT_A_REPEAT} AND (${columns.where})`;
  if (context !== null && parsed.places.size > FEW_TERMS) refuseTooLarge(context, where);
  if (context === null || !needsRecord(tree)) return { where, params: columns.params };
  const key = printTree(tree);
  let set = knownSet(context, key);
  if (set === undefined) {
    const reading = readSet(context, tree, key, ofTerm);
    let step = tryNext(reading);
    while (!step.done) step = reading.next();
    set = step.value;
  }
  return { where: `${where} AND trailcase_in_set(?, r.id)`, params: [...columns.params, set], set };
}

/**
 * Reads what a filter needs of the records, with pauses in which other work goes on: `compileFilter` with the same text is quick afterwards.
 * Stops when the signal says so. Errors: as compileFilter.
 */
export async function prepareFilter(text: string, context: FilterContext, signal?: AbortSignal): Promise<void> {
  const { tree } = understood(text, context);
  const key = printTree(tree);
  if (!needsRecord(tree) || knownSet(context, key) !== undefined) return;
  const reading = readSet(context, tree, key, termCompiler(context));
  for (let step = tryNext(reading); !step.done; step = reading.next()) {
    await setImmediate();
    if (signal?.aborted) throw new TrailcaseError('CANCELLED', 'The filter was not finished');
  }
}

/** Whether what a compiled filter asks is still there; else it has to be compiled again. */
export function isReady({ set }: SqlFilter, context: Pick<FilterContext, 'db'>): boolean {
  return set === undefined || setsOf(context.db).sets.has(set);
}

/** Adds a span of time, ms UTC, half-open. */
export function withSpan(filter: SqlFilter, from: number | null, to: number | null): SqlFilter {
  const params = [...filter.params];
  let where = filter.where;
  if (from !== null) {
    where += ' AND r.time >= ?';
    params.push(from);
  }
  if (to !== null) {
    where += ' AND r.time < ?';
    params.push(to);
  }
  return { ...filter, where, params };
}

function understood(text: string, context: FilterContext | null): { tree: FilterTree; parsed: ParsedFilter } {
  const parsed = parseFilter(text);
  if ('problem' in parsed) throw invalid(parsed.problem.column, parsed.problem.message, parsed.problem.mend);
  const problem = problemInCase(parsed, context ?? NO_CASE);
  if (problem) throw invalid(problem.column, problem.message, problem.mend);
  return { tree: parsed.tree, parsed };
}

/** The part of a conjunction that columns answer: it narrows down by itself what the set then decides. */
function ofColumns(tree: FilterTree): FilterTree {
  return and((tree.kind === 'and' ? tree.of : [tree]).filter((part) => !needsRecord(part)));
}

/** SQLite limits how much one statement may hold. */
function refuseTooLarge({ db }: FilterContext, where: string): void {
  try {
    db.prepare(`SELECT 1 FROM records r WHERE ${where}`);
  } catch (error) {
    throw invalid(1, `This filter is too large: ${(error as Error).message}`, 'use * or a network where values have something in common');
  }
}

/** The first step plans the walk, and may find that it is too much. */
function tryNext(reading: ReturnType<typeof readSet>): ReturnType<typeof reading.next> {
  try {
    return reading.next();
  } catch (error) {
    if (error instanceof RangeError) throw invalid(1, error.message, 'write fewer groups');
    throw error;
  }
}

function refuseWithoutCase({ places }: ParsedFilter): void {
  for (const [term, { from }] of places) {
    const isNetwork = term.field === 'sourceIPAddress' && looksLikeNetwork(term.value);
    if (isNetwork || needsRecord(term) || term.field === 'last' || term.field === 'first')
      throw invalid(from + 1, 'This term cannot be used here', 'use it with events');
  }
}
