// `--view NAME`: the filter of a view that was saved in the case, beside FILTER.

import { parseFilter } from '../../shared/filter.ts';
import { bothFilters } from '../../shared/filter-edit.ts';
import type { ReadConnection } from '../case/open.ts';
import { currentView, currentViews } from '../case/saved-views.ts';
import { type Command, type Invocation, option, usage } from './command.ts';

export const VIEW_OPTION = { view: { type: 'string' } } as const;

/** A line of help, its option padded to so many characters. */
export function viewHelp(width: number): string {
  return `${'--view NAME'.padEnd(width)}only events of this saved view; together with FILTER, of both`;
}

/**
 * FILTER and the filter of the view asked for, as one. What is wrong with FILTER is left to whoever reads it, which names the column as typed.
 * Errors: USAGE where the case has no such view.
 */
export function withView(db: ReadConnection, values: Invocation['values'], filter: string, command: Command): string {
  const name = option(values, 'view');
  if (name === undefined) return filter;
  const view = currentView(db, name);
  if (!view) throw usage(`There is no view "${name}"${listed(db)}`, command);
  if ('problem' in parseFilter(filter)) return filter;
  const both = bothFilters(filter, view.filter);
  if (both === null) throw usage(`The filter of the view "${name}" cannot be read: ${view.filter}`, command);
  return both;
}

function listed(db: ReadConnection): string {
  const names = currentViews(db).map(({ name }) => `"${name}"`);
  return names.length === 0 ? '; the case has none' : `; there is ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}`;
}
