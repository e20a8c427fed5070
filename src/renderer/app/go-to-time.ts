// A time typed into the palette leads to its place in the list of events.

import { TrailcaseError } from '../../shared/errors.ts';
import { readInstant, resolveInstant } from '../../shared/filter/instant.ts';
import { call } from '../data/bridge.ts';
import type { ViewState } from '../state/view-state.ts';

/** ms UTC of a text that is a time as filters know it; null for every other text. */
export function instantIn(text: string, zone: string): number | null {
  const written = readInstant(text);
  if ('message' in written) return null;
  const resolved = resolveInstant(written, zone);
  return 'message' in resolved ? null : resolved.from;
}

/** The event at which the list stands at an instant. Errors: EVENT_MISSING where the list ends before it. */
export async function eventAt({ filter, order }: ViewState, ms: number): Promise<string> {
  const { id } = await call('events.at', { filter, order, ms });
  if (id === null)
    throw new TrailcaseError('EVENT_MISSING', `The list has no event ${order === 'asc' ? 'at or after' : 'at or before'} that time`);
  return id;
}
