// The actors of a case: who each identity is, and every form in which each actor appears.
import type { SeenCount } from '../../../shared/domain.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { DerivedDimension, type Dimension } from '../columns/dimension.ts';
import { newTally, tallyCombination } from '../columns/tally.ts';
import { facetValues } from '../facets.ts';
import type { ColumnField } from '../filter/columns.ts';
import { InPieces } from '../pieces.ts';
import { type Resolved, type ResolvedActor, resolveActors } from './resolve.ts';

/** Forms in which an actor appears, as fields of the filter. */
export const FORM_FIELDS = [
  'actor',
  'actorType',
  'arn',
  'principalId',
  'accessKeyId',
  'sessionName',
  'sourceIdentity',
  'invokedBy',
] as const satisfies readonly ColumnField[];

interface ActorForm {
  field: (typeof FORM_FIELDS)[number];
  /** Most events first. */
  values: SeenCount[];
  /** Different values in all. */
  distinct: number;
}

export class Actors {
  /** The actor of each identity; texts are ids of actors. */
  readonly dimension: Dimension;
  private readonly events: CaseEvents;
  private readonly actors: readonly (ResolvedActor | null)[];
  /** By row id of the identity: 1 where only a principal id told who it is. */
  private readonly learnt: Uint8Array;

  constructor(events: CaseEvents, found: Resolved) {
    this.events = events;
    this.actors = found.actors;
    this.learnt = found.learnt;
    this.dimension = new DerivedDimension(
      found.numbers,
      found.actors.map((actor) => actor?.id ?? ''),
    );
  }

  /** Number of an identity's actor, 0 for none. */
  of(identity: number): number {
    return this.dimension.numbers[identity] ?? 0;
  }

  /** Whether an identity is known to be its actor only by a principal id that was learnt elsewhere in the case. */
  isLearnt(identity: number): boolean {
    return this.learnt[identity] === 1;
  }

  /** @param number greater than 0 */
  actor(number: number): ResolvedActor {
    return this.actors[number] as ResolvedActor;
  }

  /** Numbers of the actors that a text means, in order of their ids: an actor's id or name, or any form in which it appears. */
  find(text: string): number[] {
    const exact = this.dimension.numberOf(text);
    if (exact !== 0) return [exact];
    const found = new Set<number>();
    this.actors.forEach((actor, number) => {
      if (actor !== null && actor.name !== '' && actor.name === text) found.add(number);
    });
    for (const field of FORM_FIELDS) {
      const forms = this.events.dimension(field);
      const wanted = forms.numberOf(text);
      if (wanted !== 0) forms.numbers.forEach((form, identity) => void (form === wanted && found.add(this.of(identity))));
    }
    found.delete(0);
    return [...found].sort((a, b) => (this.actor(a).id < this.actor(b).id ? -1 : 1));
  }

  /** Every form in which an actor appears, with how often and when. @param top values of each */
  forms(number: number, top = 50): ActorForm[] {
    const { events } = this;
    const tally = tallyCombination(events, 'identity', this.dimension.numbers.length, events.all);
    return FORM_FIELDS.flatMap((field) => {
      const dimension = events.dimension(field);
      const own = newTally(dimension.size);
      for (let identity = 0; identity < dimension.numbers.length; identity++) {
        const value = dimension.numbers[identity] as number;
        const count = tally.count[identity] as number;
        if (value === 0 || count === 0 || this.of(identity) !== number) continue;
        own.count[value] = (own.count[value] as number) + count;
        own.first[value] = Math.min(own.first[value] as number, tally.first[identity] as number);
        own.last[value] = Math.max(own.last[value] as number, tally.last[identity] as number);
      }
      const { values, distinct } = facetValues(own, dimension, { top });
      return distinct === 0 ? [] : [{ field, values, distinct }];
    });
  }
}

const known = new WeakMap<CaseEvents, InPieces<Actors>>();

/** The actors of a case, which can be made in pieces. */
export function actorsInPieces(events: CaseEvents): InPieces<Actors> {
  let actors = known.get(events);
  if (!actors) {
    actors = new InPieces(function* () {
      return new Actors(events, yield* resolveActors(events));
    });
    known.set(events, actors);
  }
  return actors;
}

/** The actors of a case, made when first asked for. */
export function actorsOf(events: CaseEvents): Actors {
  return actorsInPieces(events).whole();
}
