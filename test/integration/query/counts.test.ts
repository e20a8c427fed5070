// Facets and pivots equal counts made slowly from the raw records.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { distinctPerBin } from '../../../src/main/query/distinct.ts';
import { FACETS, type FacetName, facets } from '../../../src/main/query/facets.ts';
import { pivot } from '../../../src/main/query/pivot.ts';
import { type SlowEvent, SPAN, slowCase, slowFacet, slowList, slowOutcome } from './slow.ts';

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
    errors: own.filter(({ record: one }) => slowOutcome(one) !== 'done').length,
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
