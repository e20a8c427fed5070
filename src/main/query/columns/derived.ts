// Fields whose values stand in no column of the case, but follow from those that do. To add one: a line here, and one in filter/columns.ts.
import { toolVersionText } from '../../decode/user-agent.ts';
import { actorsOf } from '../actors/actors.ts';
import { sessionNameOf } from '../actors/session-name.ts';
import { addressDimension, listDimension } from '../addresses/fields.ts';
import type { DerivedField } from '../filter/columns.ts';
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
