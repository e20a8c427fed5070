// The questions of the benchmark: per question what Trailcase is asked, what DuckDB is asked, and the answer that both must give.
// The one file to adapt when the engine's ways of asking change.

import type { CaseQueries } from '../../src/main/query/case-queries.ts';
import { eventsOf } from '../../src/main/query/columns/case-events.ts';
import { DENIED_GLOBS } from '../../src/main/query/filter/words.ts';
import { searchCase } from '../../src/main/query/search.ts';
import type { SeenCount } from '../../src/shared/domain.ts';
import type { ColumnFacet } from '../../src/shared/facets.ts';
import { printTerm, type TermField } from '../../src/shared/filter.ts';
import { TEXTS } from '../import/duckdb-table.ts';
import { literal, type ParameterName } from './parameters.ts';

/** An open case, as the query thread of the engine holds it. */
export interface Engine {
  queries: CaseQueries;
  path: string;
}

/** An answer in the form in which both sides' are compared: lists of texts and numbers. */
export type Comparable = string | number | null | readonly Comparable[];

/** A row as DuckDB gives it, with plain numbers. */
export type Row = readonly (string | number | null)[];

interface Description {
  id: string;
  asks: string;
  /** Columns and indexes can answer it, or raw records have to be read: then it is a job. */
  from: 'columns' | 'records';
  /** What differs from run to run. */
  by: ParameterName | null;
  /** Times an answer that Trailcase keeps, where others are dropped before each run: shown, but not counted among the questions. */
  kept?: boolean;
  /** For DuckDB. Times are asked for as ms UTC. */
  sql(value: string): string;
}

export interface Question extends Description {
  /** What the window would have asked before; not timed. */
  prepare(engine: Engine, value: string): Promise<unknown>;
  /** Asks Trailcase. The function returned puts the answer into the form that is compared, outside the time. */
  ask(engine: Engine, value: string): Promise<() => Comparable>;
  ofRows(rows: readonly Row[]): Comparable;
}

interface Written<A> extends Description {
  prepare?(engine: Engine, value: string): Promise<unknown>;
  trailcase(engine: Engine, value: string): Promise<A>;
  ofAnswer(answer: A): Comparable;
  /** Left out: the rows as they are. */
  ofRows?(rows: readonly Row[]): Comparable;
}

function question<A>({ prepare = async () => {}, trailcase, ofAnswer, ofRows = (rows) => rows, ...rest }: Written<A>): Question {
  return {
    ...rest,
    prepare,
    ofRows,
    async ask(engine, value) {
      const answer = await trailcase(engine, value);
      return () => ofAnswer(answer);
    },
  };
}

// ── Trailcase: ways of asking ──────────────────────────────────────────────────────────────────────────────────────────────────────────
// By the window's channels, as far as there is one. All are awaited, whether or not a channel answers at once.

/** Drops answers that were found before, not the columns: called before each run, so that no kept answer is timed as if it were found. */
export function forgetAnswers({ queries }: Engine): void {
  queries.forget();
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Values of a facet that the window shows. */
const TOP = 50;
/** Rows that the window asks for at once. */
const PAGE = 100;

const term = (field: TermField, value: string): string => printTerm({ field, value, negated: false });

/** More values than there are. */
const ALL = 1e9;

async function facets({ queries }: Engine, filter: string, names: ColumnFacet[], top: number, order: 'most' | 'rarest' = 'most') {
  return await queries.answers['events.facets']({ filter, names, top, order, search: '' });
}

async function facet(
  engine: Engine,
  filter: string,
  name: ColumnFacet,
  top: number,
  order: 'most' | 'rarest' = 'most',
): Promise<SeenCount[]> {
  return (await facets(engine, filter, [name], top, order)).facets[name]?.values ?? [];
}

async function hourly({ queries }: Engine, filter: string) {
  return (await queries.answers['events.histogram']({ filter, from: null, to: null, binning: { kind: 'every', ms: HOUR }, by: null })).bins;
}

async function count({ queries }: Engine, filter: string) {
  return await queries.answers['events.count']({ filter });
}

async function page({ queries }: Engine, filter: string, order: 'asc' | 'desc', offset: number) {
  return (await queries.answers['events.page']({ filter, order, offset, limit: PAGE })).rows;
}

async function outcomes({ queries }: Engine, from: number, to: number, bins: number) {
  return (await queries.answers['timeline.density']({ filter: '', from, to, bins })).bins;
}

async function distinctActorsPerDay({ queries }: Engine): Promise<[day: number, actors: number][]> {
  const asked = { filter: '', from: null, to: null, binning: { kind: 'every', ms: DAY }, by: null, distinct: 'actor' } as const;
  return (await queries.answers['events.histogram'](asked)).bins.map(({ from, distinct }) => [from, distinct ?? 0]);
}

/** A filter for which records have to be read: until all are. The window shows what is certain meanwhile. */
async function countReading(engine: Engine, filter: string) {
  await eventsOf(engine.queries.db).selections.select(filter);
  return await count(engine, filter);
}

/** What the command line calls; the window's search is a job around it. */
async function searched({ queries: { db }, path }: Engine, text: string): Promise<number> {
  let events = 0;
  await searchCase(db, path, { text, ignoreCase: false, filter: null }, (hits) => {
    events += hits.length;
  });
  return events;
}

// ── DuckDB: pieces of SQL ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Columns that the window lists. */
const LISTED =
  'epoch_ms(time), eventID, eventName, eventSource, awsRegion, recipientAccountId, actor, userIdentity.accessKeyId, sourceIPAddress, userAgent, errorCode';
const FIRST_LAST = 'epoch_ms(min(time)), epoch_ms(max(time))';
const DENIED = `(${DENIED_GLOBS.map((glob) => `errorCode GLOB ${literal(glob)}`).join(' OR ')})`;

/** What is counted of an address or of everything: Trailcase's name, and DuckDB's column. */
const FACETS = [
  ['eventName', 'eventName'],
  ['eventSource', 'eventSource'],
  ['actor', 'actor'],
  ['sourceIPAddress', 'sourceIPAddress'],
  ['accessKeyId', 'userIdentity.accessKeyId'],
  ['userAgent', 'userAgent'],
  ['awsRegion', 'awsRegion'],
  ['accountId', 'recipientAccountId'],
  ['errorCode', 'errorCode'],
  ['eventCategory', 'eventCategory'],
] as const satisfies [ColumnFacet, string][];
const FACET_NAMES = FACETS.map(([name]) => name);

/** Most frequent values per facet: one aggregation each, which for a whole table takes DuckDB half of what GROUPING SETS do. */
const topOfAll = FACETS.map(
  ([, column], i) =>
    `(SELECT ${i}, ${column} AS value, count(*) AS n, ${FIRST_LAST} FROM events WHERE ${column} IS NOT NULL GROUP BY value ORDER BY n DESC, value LIMIT ${TOP})`,
).join(' UNION ALL ');

/** Of a pivot page, and of DuckDB's answer to the same: so many values of each. */
const PAGE_VALUES = 5;
const PAGE_FACETS = FACETS.filter(([name]) => name !== 'eventCategory');

/** All about one access key: how many events, when, and the most frequent values of each facet of a pivot page that DuckDB's table has. */
function aboutKey(key: string): string {
  const columns = PAGE_FACETS.map(([, column], i) => `${column} AS f${i}`).join(', ');
  const counted = PAGE_FACETS.map(
    (_, i) =>
      `(SELECT ${i}, f${i}, count(*) AS n, ${FIRST_LAST} FROM few WHERE f${i} IS NOT NULL GROUP BY f${i} ORDER BY n DESC, f${i} LIMIT ${PAGE_VALUES})`,
  );
  return `WITH few AS MATERIALIZED (SELECT ${columns}, time FROM events WHERE userIdentity.accessKeyId = ${literal(key)})
    SELECT -1, 'events', count(*), ${FIRST_LAST} FROM few UNION ALL ${counted.join(' UNION ALL ')}`;
}

/** Every value per facet: the few events are looked up once, which is quicker than GROUPING SETS and ten times a look at the table. */
function allValues(where: string): string {
  const columns = FACETS.map(([, column], i) => `${column} AS f${i}`).join(', ');
  const counted = FACETS.map((_, i) => `SELECT ${i}, f${i}, count(*), ${FIRST_LAST} FROM few WHERE f${i} IS NOT NULL GROUP BY f${i}`);
  return `WITH few AS MATERIALIZED (SELECT ${columns}, time FROM events WHERE ${where}) ${counted.join(' UNION ALL ')}`;
}

// ── The form in which answers are compared ─────────────────────────────────────────────────────────────────────────────────────────────

const counts = (seen: readonly SeenCount[]): Comparable => seen.map(({ value, count: n }) => [value, n]);

/** Facet by facet, values in order of text: among the rows of a UNION there is no order. */
const byFacet = (rows: readonly Row[]): Comparable =>
  rows.toSorted(([a, x], [b, y]) => Number(a) - Number(b) || (String(x) < String(y) ? -1 : 1));

const facetRows = ({ facets: found }: Awaited<ReturnType<typeof facets>>): Comparable =>
  byFacet(
    FACET_NAMES.flatMap((name, i) =>
      (found[name]?.values ?? []).map(({ value, count: n, first, last }): Row => [i, value, n, first, last]),
    ),
  );

const byValue = (rows: readonly Row[]): Comparable => rows.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));

const filled = (bins: Awaited<ReturnType<typeof hourly>>): Comparable =>
  bins.filter(({ count: n }) => n > 0).map(({ from, count: n }) => [from, n]);

/**
 * The times of a page, and its events in full as far as the time decides on them. Trailcase orders events of one instant by where they stand
 * in the evidence, which DuckDB does not know: of an instant that is cut by the end of the page (or also by its beginning), either side may
 * show any. @param whole whether the page begins with the list
 */
function pageOf(rows: readonly Row[], whole: boolean): Comparable {
  const times = rows.map(([time]) => time as number | null);
  const cut = [whole ? Number.NaN : times[0], rows.length < PAGE ? Number.NaN : times.at(-1)];
  const decided = rows.filter(([time]) => !cut.includes(time as number | null));
  return [times, decided.toSorted(([a, x], [b, y]) => Number(a) - Number(b) || (String(x) < String(y) ? -1 : 1))];
}

const listed = (rows: Awaited<ReturnType<typeof page>>): Row[] =>
  rows.map((row) => [
    row.timeMs,
    row.eventID,
    row.eventName,
    row.eventSource,
    row.awsRegion,
    row.accountId,
    row.actor,
    row.accessKeyId,
    row.sourceIPAddress,
    row.userAgent,
    row.errorCode,
  ]);

// ── The questions ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const bucket = {
  from: 'records',
  by: 'bucket',
  sql: (name: string) => `SELECT count(*) FROM events WHERE contains(requestParameters, ${literal(JSON.stringify(name))})
    OR contains(responseElements, ${literal(JSON.stringify(name))}) OR list_contains(list_transform(resources, r -> r.ARN), ${literal(name)})`,
  trailcase: (engine: Engine, name: string) => countReading(engine, term('resource', name)),
  ofAnswer: ({ total }: { total: number }) => [[total]],
} as const;

export const QUESTIONS: readonly Question[] = [
  question({
    id: 'top-apis',
    asks: 'Which APIs were called most, how often?',
    from: 'columns',
    by: null,
    sql: () =>
      'SELECT eventName, count(*) AS n FROM events WHERE eventName IS NOT NULL GROUP BY eventName ORDER BY n DESC, eventName LIMIT 20',
    trailcase: (engine) => facet(engine, '', 'eventName', 20),
    ofAnswer: counts,
  }),
  question({
    id: 'hourly',
    asks: 'How many events in each hour?',
    from: 'columns',
    by: null,
    sql: () => "SELECT epoch_ms(date_trunc('hour', time)) AS hour, count(*) FROM events WHERE time IS NOT NULL GROUP BY hour ORDER BY hour",
    trailcase: (engine) => hourly(engine, ''),
    ofAnswer: filled,
  }),
  question({
    id: 'hourly-actor',
    asks: 'The same for one actor',
    from: 'columns',
    by: 'actor',
    sql: (actor) =>
      `SELECT epoch_ms(date_trunc('hour', time)) AS hour, count(*) FROM events WHERE actor = ${literal(actor)} AND time IS NOT NULL GROUP BY hour ORDER BY hour`,
    trailcase: (engine, actor) => hourly(engine, term('actor', actor)),
    ofAnswer: filled,
  }),
  question({
    id: 'facets-ip',
    asks: 'Ten facets of one address, with first and last',
    from: 'columns',
    by: 'address',
    sql: (address) => allValues(`sourceIPAddress = ${literal(address)}`),
    trailcase: (engine, address) => facets(engine, term('sourceIPAddress', address), FACET_NAMES, ALL),
    ofAnswer: facetRows,
    ofRows: byFacet,
  }),
  question({
    id: 'facets-all',
    asks: `Ten facets of everything, ${TOP} values each, with first and last`,
    from: 'columns',
    by: null,
    sql: () => topOfAll,
    trailcase: (engine) => facets(engine, '', FACET_NAMES, TOP),
    ofAnswer: facetRows,
    ofRows: byFacet,
  }),
  question({
    id: 'newest',
    asks: 'The newest 100 events of a filter',
    from: 'columns',
    by: 'api',
    sql: (api) => `SELECT ${LISTED} FROM events WHERE eventName = ${literal(api)} AND errorCode IS NULL ORDER BY time DESC LIMIT ${PAGE}`,
    trailcase: (engine, api) => page(engine, `${term('eventName', api)} -is:error`, 'desc', 0),
    ofAnswer: (rows) => pageOf(listed(rows), true),
    ofRows: (rows) => pageOf(rows, true),
  }),
  question({
    id: 'actor-ips',
    asks: 'Addresses of an actor, with first and last',
    from: 'columns',
    by: 'actor',
    sql: (actor) =>
      `SELECT sourceIPAddress, count(*), ${FIRST_LAST} FROM events WHERE actor = ${literal(actor)} AND sourceIPAddress IS NOT NULL GROUP BY sourceIPAddress`,
    trailcase: (engine, actor) => facet(engine, term('actor', actor), 'sourceIPAddress', ALL),
    ofAnswer: (seen) => byValue(seen.map(({ value, count: n, first, last }) => [value, n, first, last])),
    ofRows: byValue,
  }),
  question({
    id: 'pivot',
    asks: 'All about one access key: a pivot page',
    from: 'columns',
    by: 'key',
    sql: aboutKey,
    trailcase: async (engine, value) => await engine.queries.answers.pivot({ kind: 'key', value }),
    ofAnswer: ({ value, events, first, last, related }) =>
      byFacet([
        [-1, 'events', events, first, last],
        ...PAGE_FACETS.flatMap(([name], i): Row[] => {
          // What the page leaves out of the lists, since it is the page's own value or stands among other facts.
          const values = name === 'accessKeyId' ? [{ value, count: events, first, last }] : (related[name] ?? []);
          return values.slice(0, PAGE_VALUES).map((one): Row => [i, one.value, one.count, one.first, one.last]);
        }),
      ]),
    ofRows: byFacet,
  }),
  question({
    id: 'network',
    asks: 'A network: how many events, which APIs?',
    from: 'columns',
    by: 'network',
    // DuckDB's own types for addresses come with an extension that is not at hand: the network ends at a dot, so that a prefix says the same.
    sql: (
      prefix,
    ) => `SELECT eventName, count(*) AS n, sum(n) OVER () FROM events WHERE starts_with(sourceIPAddress, ${literal(`${prefix}.`)})
      GROUP BY eventName ORDER BY n DESC, eventName LIMIT 20`,
    trailcase: (engine, prefix) => facets(engine, `ip:${prefix}.0.0/16`, ['eventName'], 20),
    ofAnswer: ({ total, facets: { eventName } }) => eventName?.values.map(({ value, count: n }) => [value, n, total]) ?? [],
  }),
  question({
    id: 'errors-per-actor',
    asks: 'Errors per actor',
    from: 'columns',
    by: null,
    sql: () =>
      `SELECT actor, count(*) AS n FROM events WHERE errorCode IS NOT NULL AND actor IS NOT NULL GROUP BY actor ORDER BY n DESC, actor LIMIT ${TOP}`,
    trailcase: (engine) => facet(engine, 'is:error', 'actor', TOP),
    ofAnswer: counts,
  }),
  question({
    id: 'actors-per-day',
    asks: 'Distinct actors per day',
    from: 'columns',
    by: null,
    // Quicker than count(DISTINCT …).
    sql: () =>
      "SELECT epoch_ms(day), count(*) FROM (SELECT DISTINCT date_trunc('day', time) AS day, actor FROM events WHERE time IS NOT NULL) WHERE actor IS NOT NULL GROUP BY day ORDER BY day",
    trailcase: distinctActorsPerDay,
    ofAnswer: (days) => days.filter(([, actors]) => actors > 0),
  }),
  question({
    id: 'rarest-apis',
    asks: 'Which APIs were called least?',
    from: 'columns',
    by: null,
    sql: () => 'SELECT eventName, count(*) AS n FROM events WHERE eventName IS NOT NULL GROUP BY eventName ORDER BY n, eventName LIMIT 20',
    trailcase: (engine) => facet(engine, '', 'eventName', 20, 'rarest'),
    ofAnswer: counts,
  }),
  question({
    id: 'first-use',
    asks: 'First use of each access key',
    from: 'columns',
    by: null,
    sql: () =>
      'SELECT userIdentity.accessKeyId AS key, epoch_ms(min(time)) FROM events WHERE userIdentity.accessKeyId IS NOT NULL GROUP BY key',
    trailcase: (engine) => facet(engine, '', 'accessKeyId', ALL),
    ofAnswer: (seen) => byValue(seen.map(({ value, first }) => [value, first])),
    ofRows: byValue,
  }),
  question({
    id: 'middle-page',
    asks: 'A page of 100 in the middle of the list',
    from: 'columns',
    by: 'middle',
    sql: (offset) => `SELECT ${LISTED} FROM events ORDER BY time LIMIT ${PAGE} OFFSET ${Number(offset)}`,
    // One scrolls in a list that is open.
    prepare: (engine) => count(engine, ''),
    trailcase: (engine, offset) => page(engine, '', 'asc', Number(offset)),
    ofAnswer: (rows) => pageOf(listed(rows), false),
    ofRows: (rows) => pageOf(rows, false),
  }),
  question({
    id: 'event-id',
    asks: 'The event with an eventID',
    from: 'columns',
    by: 'eventID',
    sql: (id) => `SELECT ${LISTED} FROM events WHERE eventID = ${literal(id)}`,
    trailcase: (engine, id) => page(engine, term('eventID', id), 'asc', 0),
    ofAnswer: listed,
  }),
  question({
    id: 'compound',
    asks: 'How many events of a filter with OR and NOT, and from when to when?',
    from: 'columns',
    by: 'api',
    sql: (api) => `SELECT count(*), ${FIRST_LAST} FROM events WHERE eventSource IN ('ec2.amazonaws.com', 'kms.amazonaws.com')
      AND NOT (errorCode IS NOT NULL OR eventName = ${literal(api)}) AND readOnly = 'true'`,
    trailcase: (engine, api) =>
      count(engine, `service:(ec2.amazonaws.com OR kms.amazonaws.com) NOT (is:error OR ${term('eventName', api)}) is:read`),
    ofAnswer: ({ total, first, last }) => [[total, first, last]],
  }),
  question({
    id: 'outcome-day',
    asks: 'A day in half hours: allowed, denied, failed',
    from: 'columns',
    by: 'day',
    sql: (
      day,
    ) => `SELECT epoch_ms(time_bucket(INTERVAL 30 MINUTES, time)) AS bin, count(*) FILTER (errorCode IS NULL), count(*) FILTER (${DENIED}),
        count(*) FILTER (errorCode IS NOT NULL AND NOT ${DENIED})
      FROM events WHERE time >= TIMESTAMP ${literal(day)} AND time < TIMESTAMP ${literal(day)} + INTERVAL 1 DAY GROUP BY bin ORDER BY bin`,
    trailcase: (engine, day) => outcomes(engine, Date.parse(day), Date.parse(day) + DAY, 48),
    ofAnswer: (bins) =>
      bins.filter(({ ok, denied, error }) => ok + denied + error > 0).map(({ from, ok, denied, error }) => [from, ok, denied, error]),
  }),
  question({ id: 'bucket', asks: 'A bucket name in resources, parameters or responses', ...bucket }),
  question({
    id: 'bucket-again',
    asks: 'The same, asked a second time',
    ...bucket,
    kept: true,
    prepare: bucket.trailcase,
  }),
  question({
    id: 'path',
    asks: 'A value at a path into the record',
    from: 'records',
    by: 'bucket',
    // Parsing only the few that hold the name takes DuckDB two thirds of the time.
    sql: (name) =>
      `SELECT count(*) FROM events WHERE contains(requestParameters, ${literal(name)}) AND (requestParameters->>'bucketName') = ${literal(name)}`,
    trailcase: (engine, name) => countReading(engine, `requestParameters.bucketName:${name}`),
    ofAnswer: ({ total }) => [[total]],
  }),
  question({
    id: 'text',
    asks: 'A text anywhere in the raw records',
    from: 'records',
    by: 'subnet',
    // DuckDB has no raw records: the same text in any of the columns that hold text, those of one record in AWS's table.
    sql: (text) => `SELECT count(*) FROM events WHERE ${TEXTS.map((column) => `contains(${column}, ${literal(text)})`).join(' OR ')}`,
    trailcase: searched,
    ofAnswer: (events) => [[events]],
  }),
];
