// The history of one resource: which calls created, changed, read and deleted it, when, from where and by whom; refused ones are told as such.
import { and } from '../../../shared/filter/tree.ts';
import { type FilterTree, parseFilter, printTree } from '../../../shared/filter.ts';
import { type EffectCount, LIFE_EFFECTS, RESOURCE_EFFECTS, type ResourceEffect, type ResourceHistory } from '../../../shared/resources.ts';
import { resourceOf } from '../../decode/resource-kinds.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { idsOf } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';
import { invalid } from '../filter/plan.ts';
import { EffectFilters, NO_FILTERS } from './effect-filters.ts';
import { namedBy } from './named-by.ts';
import { readResources, resourceSets } from './read-resources.ts';
import { RecordEffects } from './record-effects.ts';
import { readOf } from './resource-facet.ts';
import { TouchReader } from './touches.ts';

/** Calls that are told one by one, of the first and of the last. */
const TOLD = 100;
const MOST_ACTORS = 50;
const MOST_ALSO = 20;

const LIFE: ReadonlySet<ResourceEffect> = new Set(LIFE_EFFECTS);

/**
 * The history of the resource that a text names: its id or ARN, or a name; of several that bear that name the one with most events, the
 * others beside it. Records are read for it, in workers where they are many.
 * @param within only among the events that this filter leaves
 * @returns null when no event names it
 * Errors: FILTER_INVALID, CANCELLED, those of opening a case for reading.
 */
export async function resourceHistory(
  events: CaseEvents,
  value: string,
  control: JobControl = {},
  within = '',
): Promise<ResourceHistory | null> {
  const filter = historyFilter(value, within);
  const selection = await events.selections.select(filter, control);
  await readResources(events, selection, control);
  const history = historyAmong(events, selection, value, within);
  // By a name, records were found that bear it: of a security group, others have only the id.
  if (history === null || history.id === value) return history;
  const whole = await resourceHistory(events, history.id, control, within);
  return whole && { ...whole, value, also: history.also, alsoTotal: history.alsoTotal };
}

/** The filter that leaves the events of a resource. Errors: FILTER_INVALID. */
export function historyFilter(value: string, within = ''): string {
  return printTree(historyTree(value, within));
}

function historyTree(value: string, within: string): FilterTree {
  const parsed = parseFilter(within);
  if ('problem' in parsed) throw invalid(parsed.problem.column, parsed.problem.message, parsed.problem.mend);
  return and([{ kind: 'term', field: 'resource', value }, parsed.tree]);
}

/**
 * As resourceHistory, of the events of a selection whose records were read.
 * @param selection what historyFilter of the value leaves
 */
export function historyAmong(events: CaseEvents, selection: Selection, value: string, within = ''): ResourceHistory | null {
  const [one, ...also] = namedBy(events, selection, value);
  if (!one) return null;
  const sets = resourceSets(events);
  const name = sets.nameWith(one.id) as number;
  const records = idsOf(readOf(selection, sets)).filter((record) => sets.namesOf(sets.ofRecord[record] as number).includes(name));
  const tree = historyTree(one.id, within);
  // A name may be that of others too, and of some events it may not be known yet whether they name it.
  const exact = one.id === value && records.length === selection.count;
  return {
    value,
    id: one.id,
    kind: one.kind,
    name: resourceOf(one.id).name,
    filter: printTree(tree),
    exact,
    events: records.length,
    ...spanOf(events, records),
    forms: sets.formsOf(name),
    ...livedThrough(events, records, name, exact ? tree : null),
    ...actorsOf(events, records),
    also: also.slice(0, MOST_ALSO),
    alsoTotal: also.length,
    unreadable: [...new Set([...selection.unreadable, ...sets.unreadable])].sort(),
  };
}

function spanOf({ columns: { time } }: CaseEvents, records: Uint32Array): Pick<ResourceHistory, 'first' | 'last'> {
  let [first, last]: [number | null, number | null] = [null, null];
  for (const record of records) {
    const at = time[record] as number;
    if (Number.isNaN(at)) continue;
    first = first === null ? at : Math.min(first, at);
    last = last === null ? at : Math.max(last, at);
  }
  return { first, last };
}

type Lived = Pick<ResourceHistory, 'effects' | 'created' | 'deleted' | 'lastChange' | 'life' | 'lifeTotal'>;

/** @param base the filter that leaves just these records; null where none does */
function livedThrough(events: CaseEvents, records: Uint32Array, name: number, base: FilterTree | null): Lived {
  const effects = new RecordEffects(events, resourceSets(events));
  const counts = new Map<ResourceEffect, EffectCount>();
  const apis = new Map<ResourceEffect, Set<number>>();
  const eventName = events.dimension('eventName');
  const filters = new EffectFilters(eventName);
  const life: number[] = [];
  for (const record of records) {
    const effect = effects.effect(record, name);
    const count = counts.get(effect) ?? { effect, done: 0, denied: 0, failed: 0, apis: [], first: null, last: null, filters: NO_FILTERS };
    counts.set(effect, count);
    const api = eventName.numbers[events.columns.call[record] as number] as number;
    const outcome = effects.outcome(record);
    apis.set(effect, (apis.get(effect) ?? new Set()).add(api));
    filters.add(api, outcome, effect);
    count[outcome]++;
    if (outcome === 'done') widen(count, events.columns.time[record] as number);
    if (LIFE.has(effect)) life.push(record);
  }
  const places = events.places();
  life.sort((a, b) => (places[a] as number) - (places[b] as number));
  const done = life.filter((record) => effects.outcome(record) === 'done');
  const is = (effect: ResourceEffect) => (record: number) => effects.effect(record, name) === effect;
  const reader = new TouchReader(events, effects, name);
  const touch = (record: number | undefined) => (record === undefined ? null : reader.touch(record));
  const told = life.length > 2 * TOLD ? [...life.slice(0, TOLD), ...life.slice(-TOLD)] : life;
  return {
    effects: RESOURCE_EFFECTS.flatMap((effect) => {
      const count = counts.get(effect);
      if (!count) return [];
      const numbers = apis.get(effect) ?? new Set();
      const names = [...numbers].filter((number) => number > 0).map((number) => eventName.text(number));
      return [{ ...count, apis: names.sort(), ...(base && { filters: filters.of(base, effect, numbers) }) }];
    }),
    created: touch(done.find(is('created'))),
    deleted: touch(done.findLast(is('deleted'))),
    lastChange: touch(done.at(-1)),
    life: told.map((record) => reader.touch(record)),
    lifeTotal: life.length,
  };
}

function widen(count: EffectCount, time: number): void {
  if (Number.isNaN(time)) return;
  count.first = Math.min(count.first ?? time, time);
  count.last = Math.max(count.last ?? time, time);
}

function actorsOf(events: CaseEvents, records: Uint32Array): Pick<ResourceHistory, 'actors' | 'actorTotal'> {
  const who = events.dimension('who');
  const seen = new Map<number, ResourceHistory['actors'][number]>();
  for (const record of records) {
    const number = who.numbers[events.columns.identity[record] as number] as number;
    if (number === 0) continue;
    const one = seen.get(number) ?? { value: who.text(number), count: 0, first: null, last: null };
    seen.set(number, one);
    one.count++;
    const at = events.columns.time[record] as number;
    if (Number.isNaN(at)) continue;
    one.first = Math.min(one.first ?? at, at);
    one.last = Math.max(one.last ?? at, at);
  }
  const actors = [...seen.values()].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { actors: actors.slice(0, MOST_ACTORS), actorTotal: actors.length };
}
