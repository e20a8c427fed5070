// Which resources a text that a person writes means: one by its id or ARN, or all that records call so.
import { resourceOf } from '../../decode/resource-kinds.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';
import { occurringNumbers } from '../facets.ts';
import { resourceSets } from './read-resources.ts';
import { tallyResources } from './resource-facet.ts';

interface NamedResource {
  id: string;
  kind: string;
  /** Of those asked. */
  events: number;
}

/** @param selection events that a filter with `resource:` of the text leaves, their resources read. Most events first */
export function namedBy(events: CaseEvents, selection: Selection, value: string): NamedResource[] {
  const sets = resourceSets(events);
  const { tally } = tallyResources(events, selection);
  const asked = resourceOf(value);
  const isOne = asked.kind !== '';
  const found = occurringNumbers(tally).flatMap((number): NamedResource[] => {
    const { id, kind, name } = resourceOf(sets.text(number));
    const isCalled = sets.formsOf(number).includes(value);
    // A key pair is known by its name, and called by its id, too.
    const isMeant = isOne ? id === asked.id || (kind === asked.kind && isCalled) : id === value || name === value || isCalled;
    return isMeant ? [{ id, kind, events: tally.count[number] as number }] : [];
  });
  return found.sort((a, b) => b.events - a.events || (a.id < b.id ? -1 : 1));
}
