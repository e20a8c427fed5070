// What questions about entities need of a case, made ahead while nothing is asked: the first pivot page then opens as fast as the next.
import { RELATED_FIELDS } from '../../shared/pivots.ts';
import { FORM_FIELDS } from './actors/actors.ts';
import type { CaseEvents } from './columns/case-events.ts';
import { lineageIndexOf } from './lineage/lineage-index.ts';

/** Each step makes one part, which takes some tenths of a second for a million events at most: so long a question that comes meanwhile waits. */
export function* warming(events: CaseEvents): Generator<void> {
  for (const field of new Set([...RELATED_FIELDS, ...FORM_FIELDS])) {
    events.dimension(field);
    yield;
  }
  // Lists need it, and the timeline where it looks near.
  events.publicOrder();
  yield;
  events.places();
  yield;
  lineageIndexOf(events);
  yield;
  // Their records are read, some at a time.
  while (!events.failedSignIns().advance()) yield;
}
