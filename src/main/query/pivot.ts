// All about one actor or one address: when, how often, what, and what else appears with it.
import type { Args, Result } from '../../shared/channels.ts';
import { printTerm } from '../../shared/filter.ts';
import type { ReadConnection } from '../case/open.ts';
import { type FacetName, facets } from './facets.ts';
import { compileFilter, filterContext } from './filter-sql.ts';

const KINDS = {
  actor: {
    field: 'actor',
    related: [
      'eventName',
      'eventSource',
      'sourceIPAddress',
      'userAgent',
      'accessKeyId',
      'awsRegion',
      'accountId',
      'actorType',
      'errorCode',
    ],
  },
  ip: {
    field: 'sourceIPAddress',
    related: ['eventName', 'eventSource', 'actor', 'userAgent', 'accessKeyId', 'awsRegion', 'accountId', 'errorCode'],
  },
} as const satisfies Record<string, { field: 'actor' | 'sourceIPAddress'; related: readonly FacetName[] }>;

const TOP = 50;

/** `filter` in the result lists the events of the page. A value that contains `*` is matched as a pattern, and listed so. */
export function pivot(db: ReadConnection, args: Args<'pivot'>): Result<'pivot'> {
  const { field, related } = KINDS[args.kind];
  const text = printTerm({ field, value: args.value, negated: false });
  const filter = compileFilter(text, filterContext(db));
  const one = (condition: string, params: unknown[]): number =>
    db
      .prepare(`SELECT count(*) FROM records r WHERE ${filter.where} AND ${condition}`)
      .pluck()
      .get(...filter.params, ...params) as number;
  const { events, first, last } = db
    .prepare(`SELECT count(*) AS events, min(r.time) AS first, max(r.time) AS last FROM records r WHERE ${filter.where}`)
    .get(...filter.params) as { events: number; first: number | null; last: number | null };
  return {
    kind: args.kind,
    value: args.value,
    filter: text,
    events,
    first,
    last,
    errors: one('r.call IN (SELECT id FROM calls WHERE error_code <> 0)', []),
    writes: one("r.call IN (SELECT c.id FROM calls c JOIN terms t ON t.id = c.read_only WHERE t.value = 'false')", []),
    related: facets(db, filter, related, TOP),
  };
}
