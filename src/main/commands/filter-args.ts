// Arguments that the commands about events share: FILTER, instants, names of fields.
import { FILTER_FIELDS } from '../../shared/filter.ts';
import type { ReadConnection } from '../case/open.ts';
import { parseEventTime } from '../decode/event-time.ts';
import { FACETS, type FacetName } from '../query/facets.ts';
import { compileFilter, filterContext, prepareFilter, type SqlFilter } from '../query/filter-sql.ts';
import { type Command, type Invocation, option, usage } from './command.ts';

/** Options of the commands that list events. */
export const LIST_OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  limit: { type: 'string' },
  order: { type: 'string' },
  format: { type: 'string' },
  raw: { type: 'boolean' },
  separator: { type: 'string' },
} as const;

/** The filter as SQL over an open case, with what it needs of the records read. Errors: FILTER_INVALID, CANCELLED. */
export async function readFilter(db: ReadConnection, text: string, signal: AbortSignal): Promise<SqlFilter> {
  const context = filterContext(db);
  await prepareFilter(text, context, signal);
  return compileFilter(text, context);
}

/** ms UTC of an option, or null. Errors: USAGE for a malformed date. */
export function instant(values: Invocation['values'], name: string, command: Command): number | null {
  const text = option(values, name);
  if (text === undefined) return null;
  const trimmed = text.trim();
  const day = /^\d{4}-\d\d-\d\d$/.test(trimmed) ? `${trimmed}T00:00:00Z` : trimmed;
  const withSeconds = day.replace(/^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?=$|Z|[+-])/, '$1T$2:00');
  const withZone = /(Z|[+-]\d\d:?\d\d)$/.test(withSeconds.slice(10)) ? withSeconds : `${withSeconds}Z`;
  const ms = parseEventTime(withZone.replace(' ', 'T'));
  if (Number.isNaN(ms)) throw usage(`--${name} takes a time as 2026-02-21T18:17:12Z or 2026-02-21T23:47:12+05:30, not "${text}"`, command);
  return ms;
}

/** A field that can be counted, by its name in FILTER or an alias of it. Errors: USAGE. */
export function facetName(text: string, command: Command): FacetName {
  const asked = text.trim().toLowerCase();
  for (const name of Object.keys(FACETS) as FacetName[]) {
    const aliases: readonly string[] = FILTER_FIELDS[name];
    if (name.toLowerCase() === asked || aliases.some((alias) => alias.toLowerCase() === asked)) return name;
  }
  throw usage(`--by takes ${Object.keys(FACETS).join(', ')}, not "${text}"`, command);
}
