// Counts per resource that events name, of what was read of their records. An event that names several counts for each.
import { countBits, intersect } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';
import { newTally, type Tally, tallyColumn } from '../columns/tally.ts';
import { type FacetName, type FacetQuestion, type FacetValues, facetValues } from '../facets.ts';
import { resourceSets } from './read-resources.ts';
import { NO_SET, OTHERS, type ResourceSets } from './resource-sets.ts';

/** The field that no column holds, beside those that are counted by columns. */
export const RESOURCE = 'resource';
export type CountedName = FacetName | typeof RESOURCE;

export interface ResourceFacet extends FacetValues {
  /** Events of the selection of which the records were read. */
  read: number;
  /** Those that name no resource. */
  none: number;
  /** Those that name one which is not told apart, as too many are named: it is not among the values, nor in their number. */
  untold: number;
}

/** Of as many of the selection's events as were read: see readResources. */
export function countResources(events: CaseEvents, selection: Selection, question: Omit<FacetQuestion, 'names'>): ResourceFacet {
  const sets = resourceSets(events);
  const { tally, read, none } = tallyResources(events, selection);
  return { ...facetValues(tally, sets, question), read, none, untold: tally.count[OTHERS] as number };
}

interface ResourceTally extends Pick<ResourceFacet, 'read' | 'none'> {
  /** By name: see ResourceSets. */
  tally: Tally;
}

export function tallyResources(events: CaseEvents, selection: Selection): ResourceTally {
  const sets = resourceSets(events);
  const read = readOf(selection, sets);
  const ofSets = tallyColumn(events, sets.ofRecord, sets.size, read);
  return { tally: tallyNames(ofSets, sets), read: countBits(read), none: ofSets.count[NO_SET] as number };
}

/** Those of a selection's events of which the records were read. */
export function readOf({ bits }: Selection, sets: ResourceSets): Selection['bits'] {
  return intersect(bits.slice(), sets.read);
}

/** From sets to the names in them. */
function tallyNames(ofSets: Tally, sets: ResourceSets): Tally {
  const tally = newTally(sets.names);
  for (let set = 0; set < sets.size; set++) {
    const some = ofSets.count[set] as number;
    if (some === 0) continue;
    for (const name of sets.namesOf(set)) {
      tally.count[name] = (tally.count[name] as number) + some;
      tally.first[name] = Math.min(tally.first[name] as number, ofSets.first[set] as number);
      tally.last[name] = Math.max(tally.last[name] as number, ofSets.last[set] as number);
    }
  }
  return tally;
}
