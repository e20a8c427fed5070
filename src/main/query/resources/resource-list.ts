// The resources that events name, each with what became of it: when it was created and deleted, how often changed, by how many actors.
import type { KindCount, ResourceRow } from '../../../shared/resources.ts';
import { resourceOf } from '../../decode/resource-kinds.ts';
import { IdBatches } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';
import { type FacetOrder, firstValues, occurringNumbers } from '../facets.ts';
import { resourceSets } from './read-resources.ts';
import { RecordEffects } from './record-effects.ts';
import { readOf, tallyResources } from './resource-facet.ts';
import type { ResourceSets } from './resource-sets.ts';

interface ResourceQuestion {
  /** Only of this kind; null: of all. */
  kind: string | null;
  /** Only resources whose text holds this, in any letter case. */
  search: string;
  /** So many rows, 0 for all. */
  top: number;
  order: FacetOrder;
}

export interface ResourceList {
  rows: ResourceRow[];
  /** Resources of the kind that hold the text. */
  found: number;
  /** All resources by kind, most first. */
  kinds: KindCount[];
  /** Events whose records were read, and those of them that name none, or one that is not told apart. */
  read: number;
  none: number;
  untold: number;
}

/** Of as many of the selection's events as were read: see readResources. */
export function listResources(events: CaseEvents, selection: Selection, { kind, search, top, order }: ResourceQuestion): ResourceList {
  const sets = resourceSets(events);
  const { tally, read, none } = tallyResources(events, selection);
  const effects = new RecordEffects(events, sets);
  const occurring = occurringNumbers(tally);
  const wanted = search.toLowerCase();
  const found = occurring.filter(
    (name) => (kind === null || effects.kind(name) === kind) && (wanted === '' || sets.text(name).toLowerCase().includes(wanted)),
  );
  const names = firstValues(found, tally, sets, top === 0 ? found.length : top, order);
  const lives = livesOf(events, selection, sets, effects, names);
  const rows = names.map((name): ResourceRow => {
    const { actors, ...life } = lives.get(name) as Life;
    return {
      value: sets.text(name),
      kind: effects.kind(name),
      name: resourceOf(sets.text(name)).name,
      count: tally.count[name] as number,
      first: finite(tally.first[name] as number),
      last: finite(tally.last[name] as number),
      ...life,
      actors: actors.size,
    };
  });
  return { rows, found: found.length, kinds: kindsOf(occurring, effects), read, none, untold: tally.count[0] as number };
}

function kindsOf(names: readonly number[], effects: RecordEffects): KindCount[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(effects.kind(name), (counts.get(effects.kind(name)) ?? 0) + 1);
  return [...counts]
    .map(([kind, resources]) => ({ kind, resources }))
    .sort((a, b) => b.resources - a.resources || (a.kind < b.kind ? -1 : 1));
}

type Life = Pick<ResourceRow, 'created' | 'deleted' | 'changes' | 'refused'> & { actors: Set<number> };

/** One walk over the events for some of the resources. */
function livesOf(
  events: CaseEvents,
  selection: Selection,
  sets: ResourceSets,
  effects: RecordEffects,
  names: readonly number[],
): Map<number, Life> {
  const lives = new Map<number, Life>(
    names.map((name) => [name, { created: null, deleted: null, changes: 0, refused: 0, actors: new Set() }]),
  );
  const namesOfSet = Array.from({ length: sets.size }, (_, set) => sets.namesOf(set).filter((name) => lives.has(name)));
  const actors = events.dimension('who').numbers;
  const batches = new IdBatches(readOf(selection, sets));
  for (let n = batches.next(); n > 0; n = batches.next())
    for (let i = 0; i < n; i++) {
      const record = batches.ids[i] as number;
      for (const name of namesOfSet[sets.ofRecord[record] as number] as number[]) {
        const life = lives.get(name) as Life;
        const actor = actors[events.columns.identity[record] as number] as number;
        if (actor > 0) life.actors.add(actor);
        if (effects.outcome(record) !== 'done') life.refused++;
        else enter(life, effects.effect(record, name), events.columns.time[record] as number);
      }
    }
  return lives;
}

/** @param time ms UTC, NaN where undated */
function enter(life: Life, effect: ReturnType<RecordEffects['effect']>, time: number): void {
  const at = finite(time);
  if (effect === 'created') life.created = { count: (life.created?.count ?? 0) + 1, at: earlier(life.created?.at ?? null, at) };
  else if (effect === 'deleted') life.deleted = { count: (life.deleted?.count ?? 0) + 1, at: later(life.deleted?.at ?? null, at) };
  else if (effect === 'changed' || effect === 'permission' || effect === 'emptied') life.changes++;
}

const finite = (time: number): number | null => (Number.isFinite(time) ? time : null);
const earlier = (a: number | null, b: number | null): number | null => (a === null || b === null ? (a ?? b) : Math.min(a, b));
const later = (a: number | null, b: number | null): number | null => (a === null || b === null ? (a ?? b) : Math.max(a, b));
