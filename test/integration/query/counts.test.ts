// Facets, pivots and the timeline equal counts made slowly from the raw records.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { distinctPerBin } from '../../../src/main/query/distinct.ts';
import { FACETS, type FacetName, facets } from '../../../src/main/query/facets.ts';
import { pivot } from '../../../src/main/query/pivot.ts';
import { density, lanes } from '../../../src/main/query/timeline.ts';
import { isDenied, type SlowEvent, SPAN, slowCase, slowFacet, slowList } from './slow.ts';

let db: ReadConnection;
let events: SlowEvent[];

beforeAll(async () => {
  const made = await slowCase();
  events = made.events;
  db = openForReading(made.path);
});
afterAll(() => db.close());

const names = (Object.keys(FACETS) as FacetName[]).filter((name) => name !== 'eventType');
const filters = ['', 'is:undated', 'is:denied -region:us-east-1', 'actor:asha', 'ip:', 'error:* is:write', 'eventName:none-such'];

test.each(filters)('facets of %j', async (filter) => {
  const { selections } = eventsOf(db);
  for (const top of [1, 50]) {
    const found = facets(eventsOf(db), await selections.select(filter), names, top);
    const left = slowList(events, filter);
    for (const name of names) expect(found[name], name).toEqual(slowFacet(left, name, top));
  }
});

test.each([
  ['actor', 'asha'],
  ['actor', 'role [x]'],
  ['actor', 'root'],
  ['actor', 'nobody'],
  ['ip', '203.0.113.10'],
  ['ip', 'AWS Internal'],
] as const)('pivot on %s %s', async (kind, value) => {
  const field = kind === 'actor' ? 'actor' : 'sourceIPAddress';
  const own = events.filter(({ fields }) => fields[field] === value);
  const times = own.flatMap(({ time }) => (time === null ? [] : [time])).sort((a, b) => a - b);
  const found = await pivot(db, { kind, value });
  expect(found).toMatchObject({
    events: own.length,
    first: times[0] ?? null,
    last: times.at(-1) ?? null,
    errors: own.filter(({ fields }) => fields.errorCode != null).length,
    writes: own.filter(({ fields }) => fields.readOnly === 'false').length,
  });
  expect(own.length > 0).toBe(value !== 'nobody');
  expect(slowList(events, found.filter)).toHaveLength(own.length);
  for (const [name, counts] of Object.entries(found.related)) expect(counts, name).toEqual(slowFacet(own, name, 50));
});

test.each(['actor', 'sourceIPAddress', 'errorCode'] as const)(
  'different values of %s per bin, however many bits there are',
  async (name) => {
    const all = eventsOf(db);
    const edges = Array.from({ length: 25 }, (_, hour) => SPAN.from + hour * 3_600_000);
    for (const filter of filters) {
      const dated = all.selections.within(await all.selections.select(filter), SPAN.from, SPAN.to);
      const slow = edges.slice(0, -1).map((from, i) => {
        const own = slowList(events, filter).filter(({ time }) => time !== null && time >= from && time < (edges[i + 1] as number));
        return new Set(own.flatMap(({ fields }) => fields[name] ?? [])).size;
      });
      expect(distinctPerBin(all, dated, edges, name), filter).toEqual(slow);
      expect(distinctPerBin(all, dated, edges, name, 0), filter).toEqual(slow);
    }
  },
);

function slowDensity(from: number, to: number, bins: number, among: readonly SlowEvent[]) {
  const width = (to - from) / bins;
  const result = Array.from({ length: bins }, (_, i) => ({
    from: from + i * width,
    to: from + (i + 1) * width,
    ok: 0,
    denied: 0,
    error: 0,
  }));
  let total = 0;
  for (const { time, fields } of among) {
    if (time === null || time < from || time >= to) continue;
    const bin = result[Number((BigInt(time - from) * BigInt(bins)) / BigInt(to - from))] as (typeof result)[number];
    bin[fields.errorCode == null ? 'ok' : isDenied(fields.errorCode) ? 'denied' : 'error']++;
    total++;
  }
  return { bins: result, total };
}

test.each([
  [SPAN.from, SPAN.to, 24],
  [SPAN.from, SPAN.to, 7],
  [SPAN.from + 3_600_000, SPAN.from + 3_600_001, 10],
  [SPAN.from + 3_599_999, SPAN.from + 7_200_000, 2000],
  [SPAN.from - 86_400_000, SPAN.from, 5],
])('density from %d to %d in %d bins', async (from, to, bins) => {
  for (const filter of filters) {
    expect(await density(db, { filter, from, to, bins }), filter).toEqual(slowDensity(from, to, bins, slowList(events, filter)));
  }
});

test.each(['actor', 'ip'] as const)('lanes by %s', async (by) => {
  const field = by === 'actor' ? 'actor' : 'sourceIPAddress';
  const inSpan = slowList(events, 'is:error').filter(({ time }) => time !== null);
  const values = new Map<string, SlowEvent[]>();
  for (const event of inSpan) values.set(event.fields[field] ?? '', [...(values.get(event.fields[field] ?? '') ?? []), event]);
  const order = [...values].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const found = await lanes(db, { filter: 'is:error', ...SPAN, by, lanes: 2, bins: 12, limit: 1000 });
  expect(found.total).toBe(inSpan.length);
  expect(found.otherLanes).toBe(order.length - 2);
  expect(found.events).toBeNull();
  expect(found.lanes).toEqual(
    order.slice(0, 2).map(([value, own]) => ({ value, count: own.length, bins: slowDensity(SPAN.from, SPAN.to, 12, own).bins })),
  );
});

test('single events are listed when they are few enough, in public order', async () => {
  const filter = 'actor:"a*b" error:NoSuchBucket region:eu-west-1';
  const own = slowList(events, filter).filter(({ time }) => time !== null);
  const ask = async (limit: number) => (await lanes(db, { filter, ...SPAN, by: 'ip', lanes: 50, bins: 1, limit })).events;
  expect(own.length).toBeGreaterThan(1);
  expect((await ask(own.length))?.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
  expect(await ask(own.length - 1)).toBeNull();
});
