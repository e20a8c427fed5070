// Ways into the comparison, for menus and buttons anywhere. Pure.
import { againstTheRest, type Pair } from '../../shared/compare-presets.ts';
import { type FilterField, printTerm } from '../../shared/filter.ts';
import type { ViewState } from './view-state.ts';

/** Compares the events of two filters. */
export function comparePatch(a: string, b: string): Partial<ViewState> {
  return { view: 'compare', compareA: a, compareB: b };
}

/**
 * “Compare with …” of a value: its events stand on the side that is free. Where neither or both are, it begins anew, beside all other events.
 */
export function compareValuePatch({ compareA, compareB }: ViewState, field: FilterField, value: string): Partial<ViewState> {
  const own = printTerm({ field, value, negated: false });
  if (compareA !== '' && compareB === '' && compareA !== own) return comparePatch(compareA, own);
  const { b } = againstTheRest(own, []) as Pair;
  return comparePatch(own, b);
}
