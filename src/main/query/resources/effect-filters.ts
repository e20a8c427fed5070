// Filters that leave exactly the events in which calls did one thing with a resource: by their APIs, where those did nothing else with it.
import { and, not, or } from '../../../shared/filter/tree.ts';
import { type FilterTree, printTree } from '../../../shared/filter.ts';
import { type EffectCount, type Outcome, RESOURCE_EFFECTS, type ResourceEffect } from '../../../shared/resources.ts';
import type { Dimension } from '../columns/dimension.ts';

type Filters = EffectCount['filters'];

const is = (value: string): FilterTree => ({ kind: 'term', field: 'is', value });

const OUTCOMES: readonly { outcome: Outcome; terms: readonly FilterTree[] }[] = [
  { outcome: 'done', terms: [not(is('error'))] },
  { outcome: 'denied', terms: [is('denied')] },
  { outcome: 'failed', terms: [is('error'), not(is('denied'))] },
];

/** Filters of none. */
export const NO_FILTERS: Filters = { done: null, denied: null, failed: null };

export class EffectFilters {
  private readonly eventName: Dimension;
  /** Events by API and outcome; and of those the ones with an effect. */
  private readonly all: number[] = [];
  private readonly own: number[] = [];

  /** @param eventName whose numbers APIs are told by; 0: the record has none */
  constructor(eventName: Dimension) {
    this.eventName = eventName;
  }

  /** Counts a call of the resource: each of them once. */
  add(api: number, outcome: Outcome, effect: ResourceEffect): void {
    const [all, own] = [placeOf(api, outcome), ownPlaceOf(api, outcome, effect)];
    this.all[all] = (this.all[all] ?? 0) + 1;
    this.own[own] = (this.own[own] ?? 0) + 1;
  }

  /** @param base leaves the calls that were counted, and no other event @param apis that had the effect */
  of(base: FilterTree, effect: ResourceEffect, apis: ReadonlySet<number>): Filters {
    const filters = { ...NO_FILTERS };
    for (const { outcome, terms } of OUTCOMES) {
      const own = [...apis].filter((api) => this.own[ownPlaceOf(api, outcome, effect)] !== undefined);
      const isAlone = (api: number) => this.own[ownPlaceOf(api, outcome, effect)] === this.all[placeOf(api, outcome)];
      if (own.length === 0 || !own.every((api) => this.isNamed(api) && isAlone(api))) continue;
      const names = own.map((api) => this.eventName.text(api)).sort();
      filters[outcome] = printTree(and([base, or(names.map((value) => ({ kind: 'term', field: 'eventName', value }))), ...terms]));
    }
    return filters;
  }

  /** Whether a term asks for this API and for no other: `*` stands for any text. */
  private isNamed(api: number): boolean {
    return api > 0 && !this.eventName.text(api).includes('*');
  }
}

function placeOf(api: number, outcome: Outcome): number {
  return api * OUTCOMES.length + OUTCOMES.findIndex((one) => one.outcome === outcome);
}

function ownPlaceOf(api: number, outcome: Outcome, effect: ResourceEffect): number {
  return placeOf(api, outcome) * RESOURCE_EFFECTS.length + RESOURCE_EFFECTS.indexOf(effect);
}
