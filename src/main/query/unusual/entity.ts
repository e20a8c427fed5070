// What every rule about unusual events is given: the events of an entity in the order of time, and how to name some of them.

import { and } from '../../../shared/filter/tree.ts';
import { type FilterTree, parseFilter, printTree, type TermField } from '../../../shared/filter.ts';
import { valueInTerm } from '../../../shared/filter-edit.ts';
import { isoUtc } from '../../../shared/time.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { type OrderedEvents, publicId } from './ordered.ts';

export class Entity {
  readonly events: CaseEvents;
  /** Its filter. */
  readonly filter: string;
  readonly records: Uint32Array;
  /** ms UTC, ascending. */
  readonly times: Float64Array;
  /** IANA zone of the case. */
  readonly zone: string;
  private readonly tree: FilterTree;

  /** @param filter one that parses */
  constructor(events: CaseEvents, filter: string, { records, times }: OrderedEvents, zone: string) {
    const parsed = parseFilter(filter);
    this.tree = 'problem' in parsed ? and([]) : parsed.tree;
    this.events = events;
    this.filter = filter;
    this.records = records;
    this.times = times;
    this.zone = zone;
  }

  get count(): number {
    return this.records.length;
  }

  /** Time of an event by its place, ms UTC. */
  time(place: number): number {
    return this.times[place] as number;
  }

  /** Public id of an event by its place. */
  id(place: number): string {
    return publicId(this.events.db, this.records[place] as number);
  }

  /** Whether all its events fulfil something, since its filter asks for just that. */
  isAbout(part: FilterTree): boolean {
    const terms = this.tree.kind === 'and' ? this.tree.of : [this.tree];
    return terms.some((term) => printTree(term) === printTree(part));
  }

  /** The filter of the entity's events that also fulfil something. */
  within(...parts: readonly FilterTree[]): string {
    return printTree(and([this.tree, ...parts]));
  }
}

/** A fact that may be told: it is made only if it is, since that asks for rows. */
export interface Candidate<Fact> {
  /** ms UTC. */
  at: number;
  /** Of too many, those with most are told. */
  weight: number;
  make(): Fact;
}

/** The end of a span that includes an instant and what else bears the same second. */
export function endOf(instant: number): number {
  return instant % 1000 === 0 ? instant + 1000 : instant + 1;
}

/** The term that a value fulfils. */
export function valueTerm(field: TermField, value: string): FilterTree {
  return { kind: 'term', field, value: valueInTerm(field, value) };
}

/** From an instant on, or until another one, ms UTC, half-open; null where it is open. */
export function timeTerm(from: number | null, to: number | null): FilterTree {
  const text = (instant: number | null): string => (instant === null ? '' : isoUtc(instant));
  return { kind: 'term', field: 'time', value: `${text(from)}..${text(to)}` };
}
