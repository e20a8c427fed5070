// The values of a field whose first use is told.

import { or } from '../../../shared/filter/tree.ts';
import type { FilterTree } from '../../../shared/filter.ts';
import type { ChangeField } from '../../../shared/unusual.ts';
import { withoutBrackets } from '../../decode/user-agent.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { type Dimension, derivedDimension } from '../columns/dimension.ts';
import { valueTerm } from './entity.ts';

const agents = new WeakMap<CaseEvents, Dimension>();

/** As the field's dimension; but a user agent is one value with brackets, as requests to S3 have it, and without. */
export function valuesOf(events: CaseEvents, field: ChangeField): Dimension {
  if (field !== 'userAgent') return events.dimension(field);
  let dimension = agents.get(events);
  if (!dimension) {
    dimension = derivedDimension(events.dimension('userAgent'), withoutBrackets);
    agents.set(events, dimension);
  }
  return dimension;
}

/** What events with such a value fulfil. */
export function termOfValue(field: ChangeField, value: string): FilterTree {
  const term = valueTerm(field, value);
  return field === 'userAgent' ? or([term, valueTerm(field, `[${value}]`)]) : term;
}
