// Which part of a filter leaves nothing: each part alone, the filter without it, and values that are only written otherwise.
import type { EmptyTerm } from '../../../shared/empty.ts';
import { and, type FilterTree, not, partsOf, type TermNode } from '../../../shared/filter/tree.ts';
import { printTree } from '../../../shared/filter.ts';
import type { ReadConnection } from '../../case/open.ts';
import { eventsOf } from '../columns/case-events.ts';
import type { Dimension } from '../columns/dimension.ts';
import { type ColumnField, columnOf } from '../filter/columns.ts';
import type { EventCounts } from './counts.ts';

/** Parts that are told of. */
const MOST = 12;
const MOST_INSTEAD = 5;

export async function termsOf(db: ReadConnection, counts: EventCounts, tree: FilterTree): Promise<EmptyTerm[]> {
  const parts = partsOf(tree);
  const terms: EmptyTerm[] = [];
  for (const part of parts.slice(0, MOST)) {
    const alone = await counts.seen(part);
    const without = and(parts.filter((other) => other !== part));
    const isNowhere = alone?.count === 0 && part.kind === 'term';
    terms.push({
      text: printTree(part),
      alone,
      without: { filter: printTree(without), count: (await counts.seen(without))?.count ?? null },
      instead: [
        ...(isNowhere ? await insteadOf(db, counts, parts, part) : []),
        ...(part.kind === 'term' ? await withoutCode(counts, parts, part) : []),
      ],
    });
  }
  return terms;
}

/** The same filter with values that the case has: in other letter case, or a service's whole name. */
async function insteadOf(
  db: ReadConnection,
  counts: EventCounts,
  parts: readonly FilterTree[],
  term: TermNode,
): Promise<EmptyTerm['instead']> {
  if (!columnOf(term.field) || term.value === '' || term.value.includes('*')) return [];
  const wanted = term.field === 'eventSource' ? [term.value, `${term.value}.amazonaws.com`] : [term.value];
  const values = inAnyCase(eventsOf(db).dimension(term.field as ColumnField), wanted).slice(0, MOST_INSTEAD);
  const found: EmptyTerm['instead'] = [];
  for (const value of values) {
    const replaced = and(parts.map((part) => (part === term ? { ...term, value } : part)));
    const seen = await counts.seen(replaced);
    if (seen) found.push({ value, filter: printTree(replaced), count: seen.count });
  }
  return found;
}

/** Failures without an error code, for whoever asks for one: the same filter with failed sign-ins. */
const FAILED_SIGN_INS: FilterTree = and([
  { kind: 'term', field: 'is', value: 'error' },
  not({ kind: 'term', field: 'has', value: 'errorCode' }),
]);

async function withoutCode(counts: EventCounts, parts: readonly FilterTree[], term: TermNode): Promise<EmptyTerm['instead']> {
  const asksCode = (term.field === 'errorCode' && term.value !== '') || (term.field === 'has' && term.value === 'errorCode');
  if (!asksCode) return [];
  const replaced = and(parts.map((part) => (part === term ? FAILED_SIGN_INS : part)));
  const seen = await counts.seen(replaced);
  return seen !== null && seen.count > 0 ? [{ value: printTree(FAILED_SIGN_INS), filter: printTree(replaced), count: seen.count }] : [];
}

/** The values of a dimension that are one of these but for their letter case, in order. */
function inAnyCase(dimension: Dimension, wanted: readonly string[]): string[] {
  const lower = new Set(wanted.map((value) => value.toLowerCase()));
  const found: string[] = [];
  for (let number = 1; number < dimension.size; number++) {
    const text = dimension.text(number);
    if (lower.has(text.toLowerCase())) found.push(text);
  }
  return found.sort();
}
