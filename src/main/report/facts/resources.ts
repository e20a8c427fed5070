// What the calls of the cited events did with the resources that their records name. Only those records are read.
import type { Outcome, ResourceEffect } from '../../../shared/resources.ts';
import { RESOURCE_EFFECTS } from '../../../shared/resources.ts';
import { recordPlaces } from '../../case/record-places.ts';
import { resourceOf } from '../../decode/resource-kinds.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { type Bits, noBits, setBit } from '../../query/columns/bits.ts';
import { readResources } from '../../query/resources/read-resources.ts';
import { RecordEffects } from '../../query/resources/record-effects.ts';
import { OTHERS, type ResourceSets } from '../../query/resources/resource-sets.ts';
import { markers } from '../../query/timeline/markers.ts';
import { Patience } from '../../query/timeline/patience.ts';
import { inShownOrder } from '../item-order.ts';
import { allRecords, type Cited, type CitedContext, citedOf, conflictsIn, textIn } from './cited.ts';

/** Resources that are told of one by one. */
const MOST_RESOURCES = 200;
/** Calls that made something accessible, whose records are read. */
const MOST_SHARED = 200;

export interface Touched {
  effect: ResourceEffect;
  outcome: Outcome;
  /** The calls that did it, sorted. */
  apis: string[];
  exhibits: number[];
  /** Those of which another delivery of the event says otherwise of this resource. */
  disputed: number[];
}

export interface ResourceFacts {
  /** The text by which it is known. */
  id: string;
  kind: string;
  name: string;
  /** In the order in which effects are told; done before tried. */
  touched: Touched[];
}

interface Shared {
  time: number;
  words: string;
  outcome: Outcome;
  /** What other deliveries of the event say of it instead. */
  others: Outcome[];
  exhibits: readonly number[];
}

export interface ResourcesFacts {
  /** Those that something was done to, in order of the first exhibit, then of their text. */
  affected: ResourceFacts[];
  /** Those that were listed or used only. */
  used: ResourceFacts[];
  /** Of both, those that are not listed. */
  more: { affected: number; used: number };
  /** Calls that make data accessible to others; null: too many to read. */
  shared: Shared[] | null;
  unnamed: number[];
  /** Exhibits of which deliveries contradict each other. */
  conflicts: number[];
  /** Exhibits that name resources which are not told apart. */
  untold: number[];
  unreadable: number;
  /** Texts of findings that no exhibit names. */
  unknown: string[];
}

/** Errors: CANCELLED, those of opening a case for reading. */
export async function resourcesFacts(context: CitedContext, named: readonly string[], control: JobControl = {}): Promise<ResourcesFacts> {
  const cited = citedOf(context);
  const sets = await readResources(cited.events, { ...cited.selection, bits: bitsOf(cited) }, control);
  const all = touchedOf(cited, sets);
  const found = [...all.byName].map(([name, touched]) => resourceFacts(sets, name, touched));
  const firstOf = ({ touched }: ResourceFacts): number => Math.min(...touched.map(({ exhibits }) => exhibits[0] as number));
  const resources = inShownOrder(context, found, ({ id }) => id).sort((a, b) => firstOf(a) - firstOf(b));
  const isUsed = ({ touched }: ResourceFacts): boolean => touched.every(({ effect }) => effect === 'used' || effect === 'listed');
  const [affected, used] = [resources.filter((one) => !isUsed(one)), resources.filter(isUsed)];
  const isKnown = (text: string): boolean => resources.some(({ id, name }) => id === text || name === text);
  return {
    affected: affected.slice(0, MOST_RESOURCES),
    used: used.slice(0, MOST_RESOURCES),
    more: { affected: Math.max(0, affected.length - MOST_RESOURCES), used: Math.max(0, used.length - MOST_RESOURCES) },
    shared: sharedBy(cited),
    unnamed: all.unnamed,
    conflicts: conflictsIn(cited),
    untold: all.untold,
    unreadable: sets.unreadable.size,
    unknown: named.filter((text) => !isKnown(text)),
  };
}

/** The records of all deliveries: none is taken for the truth. */
function bitsOf({ events, list }: Cited): Bits {
  const bits = noBits(events.last);
  for (const record of list.flatMap(allRecords)) if (record <= events.last) setBit(bits, record);
  return bits;
}

interface TouchedNames {
  byName: Map<number, Map<string, Touched>>;
  unnamed: number[];
  untold: number[];
}

function touchedOf({ events, list }: Cited, sets: ResourceSets): TouchedNames {
  const effects = new RecordEffects(events, sets);
  const found: TouchedNames = { byName: new Map(), unnamed: [], untold: [] };
  for (const one of list) {
    const records = allRecords(one);
    const named = records.map((record) => sets.namesOf(sets.ofRecord[record] as number));
    const all = new Set(named.flat());
    if (all.size === 0) found.unnamed.push(one.number);
    if (all.delete(OTHERS)) found.untold.push(one.number);
    for (const name of all) {
      const own = found.byName.get(name) ?? new Map<string, Touched>();
      found.byName.set(name, own);
      const said = new Set<Touched>();
      for (const [i, record] of records.entries()) {
        if (!named[i]?.includes(name)) continue;
        const [effect, outcome] = [effects.effect(record, name), effects.outcome(record)];
        const key = `${effect} ${outcome}`;
        const touched = own.get(key) ?? { effect, outcome, apis: [], exhibits: [], disputed: [] };
        own.set(key, touched);
        said.add(touched);
        const api = textIn(events, 'eventName', record);
        if (api !== null && !touched.apis.includes(api)) touched.apis.push(api);
      }
      const isDisputed = said.size > 1 || named.some((names) => !names.includes(name));
      for (const touched of said) {
        touched.exhibits.push(one.number);
        if (isDisputed) touched.disputed.push(one.number);
      }
    }
  }
  return found;
}

const OUTCOMES: readonly Outcome[] = ['done', 'denied', 'failed'];

function resourceFacts(sets: ResourceSets, number: number, touched: ReadonlyMap<string, Touched>): ResourceFacts {
  const id = sets.text(number);
  const { kind, name } = resourceOf(id);
  const place = ({ effect, outcome }: Touched): number => RESOURCE_EFFECTS.indexOf(effect) * OUTCOMES.length + OUTCOMES.indexOf(outcome);
  const all = [...touched.values()].sort((a, b) => place(a) - place(b));
  return { id, kind, name, touched: all.map((one) => ({ ...one, apis: [...one.apis].sort() })) };
}

function sharedBy({ events, selection, byRecord, list }: Cited): Shared[] | null {
  const asked = { filter: '', from: -8.64e15, to: 8.64e15, kinds: ['leaving' as const], bins: 1, most: MOST_SHARED };
  const [leaving] = markers(events, selection, asked, new Patience(Number.POSITIVE_INFINITY)).kinds;
  if (!leaving?.markers) return leaving && leaving.total > 0 ? null : [];
  const places = recordPlaces(events.db);
  const others = new Map(list.map((one) => [one.record, one.others]));
  const outcomeOf = (record: number): Outcome => OUTCOMES[events.outcomes().of(record)] as Outcome;
  return leaving.markers.map(({ id, time, words, outcome }) => {
    const record = places.at(id) ?? 0;
    const said = new Set((others.get(record) ?? []).map(outcomeOf));
    said.delete(outcome);
    return { time, words, outcome, others: [...said].sort(), exhibits: byRecord.get(record) ?? [] };
  });
}
