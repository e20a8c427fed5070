// What an event is called in lists, heads and pictures.
import type { WindowEventRow } from '../../shared/domain.ts';

/** The name of the call; of what is no call, what it tells of calls. */
export function eventWords({ eventName, aboutCalls }: Pick<WindowEventRow, 'eventName' | 'aboutCalls'>): string {
  return eventName ?? aboutCalls ?? '(no eventName)';
}
