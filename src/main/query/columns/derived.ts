// Fields whose values stand in no column of the case, but follow from those that do. To add one: a line here, and one in filter/columns.ts.
import { toolVersionText } from '../../decode/user-agent.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { actorsInPieces, actorsOf } from '../actors/actors.ts';
import { sessionNameOf } from '../actors/session-name.ts';
import { addressDimension, addressFactsOf, listDimension } from '../addresses/fields.ts';
import type { ColumnField, DerivedField } from '../filter/columns.ts';
import { inPieces, Pace } from '../pieces.ts';
import { agentOf } from './agents.ts';
import type { CaseEvents } from './case-events.ts';
import { type Dimension, derivedDimension } from './dimension.ts';

export const DERIVED: Record<DerivedField, (events: CaseEvents) => Dimension> = {
  who: (events) => actorsOf(events).dimension,
  sessionName: (events) => derivedDimension(events.dimension('arn'), sessionNameOf),
  country: (events) => addressDimension(events, 'country'),
  network: (events) => addressDimension(events, 'network'),
  addressKind: (events) => addressDimension(events, 'kind'),
  list: listDimension,
  tool: (events) => derivedDimension(events.dimension('userAgent'), (text) => agentOf(events, text)?.tool ?? null),
  toolVersion: (events) => derivedDimension(events.dimension('userAgent'), (text) => toolVersionText(agentOf(events, text))),
  platform: (events) => derivedDimension(events.dimension('userAgent'), (text) => agentOf(events, text)?.platform ?? null),
};

/** What takes long of them. */
const AHEAD: Partial<Record<ColumnField, (events: CaseEvents) => Generator<void>>> = {
  who: function* (events) {
    while (!actorsInPieces(events).advance()) yield;
  },
  sessionName: (events) => eachText(events, 'arn'),
  country: placed,
  network: placed,
  addressKind: placed,
  list: (events) => eachText(events, 'sourceIPAddress'),
  tool: parsed,
  toolVersion: parsed,
  platform: parsed,
};

/** The values of a field, made in pieces: `dimension` has them at once then. */
export function* dimensionInPieces(events: CaseEvents, field: ColumnField): Generator<void> {
  if (events.hasDimension(field)) return;
  yield* AHEAD[field]?.(events) ?? [];
  events.dimension(field);
  yield;
}

/** As `dimensionInPieces`, of several fields, while other questions are answered. Errors: CANCELLED. */
export async function makeDimensions(events: CaseEvents, fields: readonly ColumnField[], control: JobControl): Promise<void> {
  for (const field of fields) await inPieces(dimensionInPieces(events, field), control);
}

function placed(events: CaseEvents): Generator<void> {
  return eachText(events, 'sourceIPAddress', addressFactsOf(events));
}

function parsed(events: CaseEvents): Generator<void> {
  return eachText(events, 'userAgent', (text) => agentOf(events, text));
}

/** Every text of a column is read, and what follows from it is found: both are kept. In pieces. */
export function* eachText(events: CaseEvents, field: ColumnField, find: (text: string) => unknown = () => {}): Generator<void> {
  const dimension = events.dimension(field);
  const pace = new Pace();
  for (let number = 1; number < dimension.size; number++) {
    const text = dimension.text(number);
    if (text !== '') find(text);
    if (pace.isOver()) yield;
  }
}
