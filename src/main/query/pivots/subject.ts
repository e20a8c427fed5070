// Which events are about an entity: what its kind and text mean in the filter. An actor may be asked for by any of its names.
import { or } from '../../../shared/filter/tree.ts';
import type { FilterTree, TermNode } from '../../../shared/filter.ts';
import { valueInTerm } from '../../../shared/filter-edit.ts';
import { PIVOT_FIELDS, type PivotKind } from '../../../shared/pivots.ts';
import { actorId, actorOfArn } from '../actors/actor-of.ts';
import { actorsOf } from '../actors/actors.ts';
import type { CaseEvents } from '../columns/case-events.ts';

/** A pattern over ids of actors, as `111122223333:role/*`: recorded names have no colon behind an account. */
const ID_PATTERN = /^(?:\d{12}:|service\/)/;

/**
 * Leaves the events of the entity.
 * @param value exact text; one that contains `*` is matched as a pattern, and a network of addresses as such, unless records have that very text
 */
export function subjectOf(events: CaseEvents, kind: PivotKind, value: string): FilterTree {
  const term = (field: TermNode['field'], text: string): TermNode => ({ kind: 'term', field, value: text });
  if (kind === 'ip' && events.dimension('sourceIPAddress').numberOf(value) !== 0)
    return term('sourceIPAddress', valueInTerm('sourceIPAddress', value));
  if (kind !== 'actor') return term(PIVOT_FIELDS[kind], value);
  const whos = resolvedBy(events, value);
  if (whos.length > 0) return or(whos.map((who) => term('who', who)));
  return term(ID_PATTERN.test(value) ? 'who' : 'actor', value);
}

/** Ids of the actors that a text names otherwise than by a recorded name, which tells events apart more finely: the session of a role. */
function resolvedBy(events: CaseEvents, value: string): string[] {
  const actors = actorsOf(events);
  if (value === '' || actors.dimension.numberOf(value) !== 0) return value === '' ? [] : [value];
  const ofArn = actorOfArn(value);
  if (ofArn && actors.dimension.numberOf(actorId(ofArn)) !== 0) return [actorId(ofArn)];
  if (events.dimension('actor').numberOf(value) !== 0) return [];
  return actors.find(value).map((number) => actors.actor(number).id);
}

/** The id of the one actor of which a subject is; null for a pattern, for several, and for any other subject. */
export function whoOf(subject: FilterTree): string | null {
  return subject.kind === 'term' && subject.field === 'who' && !subject.value.includes('*') ? subject.value : null;
}
