// What questions about entities need of a case, made ahead while nothing is asked: the first pivot page then opens as fast as the next.
import { RELATED_FIELDS } from '../../shared/pivots.ts';
import { FORM_FIELDS } from './actors/actors.ts';
import type { CaseEvents } from './columns/case-events.ts';
import { dimensionInPieces } from './columns/derived.ts';
import { keysOf } from './entities/key-index.ts';
import { lineageIndexOf } from './lineage/lineage-index.ts';
import { unusualSearch } from './unusual/actors.ts';

/** Each step makes one part, which takes two tenths of a second for a million events at most: so long a question that comes meanwhile waits. */
export function* warming(events: CaseEvents): Generator<void> {
  for (const field of new Set([...RELATED_FIELDS, ...FORM_FIELDS])) yield* dimensionInPieces(events, field);
  // Lists need it, and the timeline where it looks near.
  events.publicOrder();
  yield;
  events.places();
  yield;
  lineageIndexOf(events);
  yield;
  // Their records are read, some at a time.
  while (!events.failedSignIns().advance()) yield;
  // Lists of actors and keys, and the order that they begin with.
  keysOf(events);
  yield;
  keysOf(events).textOrder();
  yield;
  while (!unusualSearch(events).advance()) yield;
}
