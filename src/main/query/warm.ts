// What questions about entities need of a case, made ahead while nothing is asked: the first pivot page then opens as fast as the next.
import { RELATED_FIELDS } from '../../shared/pivots.ts';
import { FORM_FIELDS } from './actors/actors.ts';
import type { CaseEvents } from './columns/case-events.ts';

/** Each step makes one part; none takes long enough to be noticed by who asks meanwhile. */
export function* warming(events: CaseEvents): Generator<void> {
  for (const field of new Set([...RELATED_FIELDS, ...FORM_FIELDS])) {
    events.dimension(field);
    yield;
  }
}
