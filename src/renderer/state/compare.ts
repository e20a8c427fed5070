// Ways into the comparison, for menus and buttons anywhere. Pure.
import { againstTheRest, type Pair } from '../../shared/compare-presets.ts';
import { addTerm, type FilterField } from '../../shared/filter.ts';
import type { ViewState } from './view-state.ts';

/** Compares the events of two filters. */
export function comparePatch(a: string, b: string): Partial<ViewState> {
  return { view: 'compare', compareA: a, compareB: b };
}

/** “Compare its events” of a value: as compareFilterPatch. */
export function compareValuePatch(state: ViewState, field: FilterField, value: string): Partial<ViewState> {
  return compareFilterPatch(state, addTerm('', { field, value, negated: false }));
}

/**
 * The events of a filter that parses stand on the side that is free. Where neither or both are, it begins anew, beside all other events.
 * @param own in canonical form
 */
export function compareFilterPatch({ compareA, compareB }: ViewState, own: string): Partial<ViewState> {
  if (compareA !== '' && compareB === '' && compareA !== own) return comparePatch(compareA, own);
  const { b } = againstTheRest(own, []) as Pair;
  return comparePatch(own, b);
}
