// The first screen: coverage per account and region, categories, and who and what was busiest.
import type { Result } from '../../shared/channels.ts';
import type { Count } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { facets } from './facets.ts';
import { compileFilter } from './filter-sql.ts';

type Overview = Result<'case.overview'>;

const HOUR = 3_600_000;
/** Widths of a bin: the narrowest with which the period fits into MAX_BINS. */
const WIDTHS = [HOUR, 6 * HOUR, 24 * HOUR, 7 * 24 * HOUR, 28 * 24 * HOUR, 364 * 24 * HOUR];
const MAX_BINS = 400;
const TOP = 8;

export function overview(db: ReadConnection): Overview {
  const filter = compileFilter('');
  const top = facets(db, filter, ['eventName', 'actor', 'sourceIPAddress', 'errorCode'], TOP);
  return {
    coverage: coverage(db, filter.where),
    categories: categories(db, filter.where),
    topApis: top.eventName ?? [],
    topActors: top.actor ?? [],
    topAddresses: top.sourceIPAddress ?? [],
    topErrors: top.errorCode ?? [],
  };
}

/** Records from before eventCategory existed (eventVersion 1.07) have none: they are counted under "not stated". */
function categories(db: ReadConnection, where: string): Count[] {
  return db
    .prepare(
      `SELECT coalesce(t.value, 'not stated') AS value, sum(n) AS count
       FROM (SELECT r.call, count(*) AS n FROM records r WHERE ${where} GROUP BY r.call) g
       JOIN calls c ON c.id = g.call LEFT JOIN terms t ON t.id = c.event_category GROUP BY 1 ORDER BY 2 DESC, 1`,
    )
    .all() as Count[];
}

function coverage(db: ReadConnection, where: string): Overview['coverage'] {
  const { first, last } = db.prepare(`SELECT min(r.time) AS first, max(r.time) AS last FROM records r`).get() as {
    first: number | null;
    last: number | null;
  };
  if (first === null || last === null) return [];
  const width = WIDTHS.find((w) => (last - first) / w < MAX_BINS) ?? Math.ceil((last - first) / MAX_BINS);
  const start = Math.floor(first / width) * width;
  const bins = Math.floor((last - start) / width) + 1;
  const rows = db
    .prepare(
      `SELECT coalesce(a.value, '') AS account, coalesce(g.value, '') AS region, bin, sum(n) AS n
       FROM (SELECT r.call, (r.time - ${start}) / ${width} AS bin, count(*) AS n FROM records r
             WHERE r.time IS NOT NULL AND ${where} GROUP BY 1, 2) x
       JOIN calls c ON c.id = x.call LEFT JOIN terms a ON a.id = c.account LEFT JOIN terms g ON g.id = c.region
       GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    )
    .all() as { account: string; region: string; bin: number; n: number }[];
  const strips = new Map<string, Overview['coverage'][number]>();
  for (const { account, region, bin, n } of rows) {
    const key = `${account}\n${region}`;
    const strip = strips.get(key) ?? { account, region, events: 0, start, binMs: width, counts: new Array<number>(bins).fill(0) };
    strips.set(key, strip);
    strip.counts[bin] = n;
    strip.events += n;
  }
  return [...strips.values()];
}
