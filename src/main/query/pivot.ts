// All about one actor, key, address or other entity: when, how often, what, and what else appears with it.
import type { SeenCount } from '../../shared/domain.ts';
import { and } from '../../shared/filter/tree.ts';
import { parseFilter, printTree } from '../../shared/filter.ts';
import { PIVOT_FIELDS, type PivotKind } from '../../shared/pivots.ts';
import type { ReadConnection } from '../case/open.ts';
import type { JobControl } from '../jobs/progress.ts';
import { eventsOf } from './columns/case-events.ts';
import { EventLists } from './event-list.ts';
import { type FacetName, facets } from './facets.ts';
import { invalid } from './filter/plan.ts';
import { readResources } from './resources/read-resources.ts';
import { countResources, RESOURCE } from './resources/resource-facet.ts';

/** What is counted among the events of an entity; the entity's own field is left out. */
const RELATED = [
  'eventName',
  'eventSource',
  'actor',
  'sourceIPAddress',
  'userAgent',
  'accessKeyId',
  'awsRegion',
  'accountId',
  'actorType',
  'errorCode',
] as const satisfies readonly FacetName[];

/** Values of each. */
const TOP = 50;

/** Resources are counted among so many events at most: their records are read for it. */
export const MOST_READ = 20_000;

export interface PivotQuestion {
  kind: PivotKind;
  /** Exact text; a value that contains `*` is matched as a pattern. */
  value: string;
  /** Only events that this leaves, too. */
  filter?: string;
  /** Values of each related field, 0 for all. */
  top?: number;
  /** Whether to count resources too, where the entity has at most MOST_READ events. */
  resources?: boolean;
}

export interface Pivot {
  kind: PivotKind;
  value: string;
  /** The filter that gives the events of the entity. */
  filter: string;
  events: number;
  /** ms UTC. */
  first: number | null;
  last: number | null;
  errors: number;
  writes: number;
  related: Record<string, SeenCount[]>;
  /** Hashes of items that could not be read for it. */
  unreadable: readonly string[];
}

/** Errors: FILTER_INVALID, CANCELLED. */
export async function pivot(
  db: ReadConnection,
  { kind, value, filter: within = '', top = TOP, resources = false }: PivotQuestion,
  control: JobControl = {},
): Promise<Pivot> {
  const field = PIVOT_FIELDS[kind];
  const parsed = parseFilter(within);
  if ('problem' in parsed) throw invalid(parsed.problem.column, parsed.problem.message, parsed.problem.mend);
  const tree = and([{ kind: 'term', field, value }, parsed.tree]);
  const filter = printTree(tree);
  const events = eventsOf(db);
  const selection = await events.selections.select(filter, control);
  const narrowed = async (word: 'error' | 'write'): Promise<number> =>
    (await events.selections.select(printTree(and([tree, { kind: 'term', field: 'is', value: word }])))).count;
  const { total, first, last } = await new EventLists(db).count(filter);
  const related = RELATED.filter((name) => name !== field);
  const asksResources = resources && field !== RESOURCE && selection.count <= MOST_READ;
  const read = asksResources ? await readResources(events, selection, control) : null;
  return {
    kind,
    value,
    filter,
    events: total,
    first,
    last,
    errors: await narrowed('error'),
    writes: await narrowed('write'),
    related: {
      ...facets(events, selection, related, top),
      ...(read && { [RESOURCE]: countResources(events, selection, { top }).values }),
    },
    unreadable: [...new Set([...selection.unreadable, ...(read?.unreadable ?? [])])].sort(),
  };
}
