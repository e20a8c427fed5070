// Under which texts the annotations of one target stand: of an event on any record of it, since a list shows one of them, and which may change.
import { parseTarget, targetText } from '../../shared/annotations.ts';
import { eventId } from './event-rows.ts';
import type { ReadConnection } from './open.ts';
import { recordPlaces } from './record-places.ts';
import { groupMembers } from './repeats.ts';
import { storable } from './term-hash.ts';

/** Texts as stored, that of the target itself first, in canonical form; of an event then those of its other records. */
export function recordsOfTarget(db: ReadConnection, text: string): string[] {
  const target = parseTarget(text);
  const own = storable(target ? targetText(target) : text);
  const event = target?.kind === 'event' ? recordPlaces(db).eventAt(target.id) : null;
  return event === null ? [own] : [own, ...otherRecords(db, event, own)];
}

/** Public ids of the records of an event, but for one. */
export function otherRecords(db: ReadConnection, event: number, own: string): string[] {
  return groupMembers(db, event)
    .map((member) => eventId(member))
    .filter((id) => id !== own);
}
