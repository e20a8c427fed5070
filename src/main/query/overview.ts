// The first screen: coverage per account and region, categories, and who and what was busiest.
import type { Result } from '../../shared/channels.ts';
import type { Count } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { foldAll } from './facets.ts';
import { compileFilter } from './filter-sql.ts';
import { idsOf, scan, Tally } from './scan.ts';

type Overview = Result<'case.overview'>;

const HOUR = 3_600_000;
/** Widths of a bin: the narrowest with which the period fits into MAX_BINS. */
const WIDTHS = [HOUR, 6 * HOUR, 24 * HOUR, 7 * 24 * HOUR, 28 * 24 * HOUR, 364 * 24 * HOUR];
const MAX_BINS = 400;
const TOP = 8;

export function overview(db: ReadConnection): Overview {
  const tallies = {
    call: new Tally(idsOf(db, 'call')),
    identity: new Tally(idsOf(db, 'identity')),
    origin: new Tally(idsOf(db, 'origin')),
  };
  const coverage = new Coverage(db);
  scan(db, compileFilter(''), (call, identity, origin, time) => {
    tallies.call.add(call, time);
    tallies.identity.add(identity, time);
    tallies.origin.add(origin, time);
    if (time !== null) coverage.add(call, time);
  });
  const top = foldAll(db, tallies, ['eventName', 'actor', 'sourceIPAddress', 'errorCode'], TOP);
  return {
    coverage: coverage.strips(),
    categories: categories(db, tallies.call),
    topApis: top.eventName ?? [],
    topActors: top.actor ?? [],
    topAddresses: top.sourceIPAddress ?? [],
    topErrors: top.errorCode ?? [],
  };
}

/** Records from before eventCategory existed (eventVersion 1.07) have none: they are counted under "not stated". */
function categories(db: ReadConnection, calls: Tally): Count[] {
  const byCategory = new Map<string, number>();
  const rows = db.prepare("SELECT c.id, coalesce(t.value, 'not stated') FROM calls c LEFT JOIN terms t ON t.id = c.event_category").raw();
  for (const [id, category] of rows.iterate() as IterableIterator<[number, string]>) {
    const count = calls.count[id] as number;
    if (count > 0) byCategory.set(category, (byCategory.get(category) ?? 0) + count);
  }
  return [...byCategory].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Events per account, region and bin of time. */
class Coverage {
  private readonly start: number = 0;
  private readonly width: number = HOUR;
  private readonly byCall: (Overview['coverage'][number] | undefined)[] = [];
  private readonly all: Overview['coverage'] = [];

  constructor(db: ReadConnection) {
    const { first, last } = db.prepare('SELECT min(r.time) AS first, max(r.time) AS last FROM records r').get() as {
      first: number | null;
      last: number | null;
    };
    if (first === null || last === null) return;
    this.width = WIDTHS.find((w) => (last - first) / w < MAX_BINS) ?? Math.ceil((last - first) / MAX_BINS);
    this.start = Math.floor(first / this.width) * this.width;
    const bins = Math.floor((last - this.start) / this.width) + 1;
    const calls = db
      .prepare(
        `SELECT c.id, coalesce(a.value, '') AS account, coalesce(g.value, '') AS region
         FROM calls c LEFT JOIN terms a ON a.id = c.account LEFT JOIN terms g ON g.id = c.region ORDER BY 2, 3`,
      )
      .all() as { id: number; account: string; region: string }[];
    for (const { id, account, region } of calls) {
      let strip = this.all.at(-1);
      if (strip?.account !== account || strip.region !== region) {
        strip = { account, region, events: 0, start: this.start, binMs: this.width, counts: new Array<number>(bins).fill(0) };
        this.all.push(strip);
      }
      this.byCall[id] = strip;
    }
  }

  add(call: number, time: number): void {
    const strip = this.byCall[call];
    if (!strip) return;
    const bin = Math.floor((time - this.start) / this.width);
    strip.counts[bin] = (strip.counts[bin] ?? 0) + 1;
    strip.events++;
  }

  /** In order of account and region; those without a dated event are left out. */
  strips(): Overview['coverage'] {
    return this.all.filter((strip) => strip.events > 0);
  }
}
