// Places of use, counted over columns: equal to counting parsed records one by one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { type CaseEvents, eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { countPlaces, type PlaceCount } from '../../../src/main/query/questions/place-counts.ts';
import { type SlowEvent, slowCase, slowList } from '../query/slow.ts';

let all: SlowEvent[] = [];
let db: ReadConnection;
let events: CaseEvents;
beforeAll(async () => {
  const { path, events: slow } = await slowCase();
  all = slow;
  db = openForReading(path);
  events = eventsOf(db);
});
afterAll(() => db.close());

interface Place {
  key: string;
  address: string;
  count: number;
  first: number;
  last: number;
  regions: Record<string, number>;
}

const byName = (a: Place, b: Place): number => (a.key + a.address < b.key + b.address ? -1 : 1);

/** Services that call are no address. */
const ADDRESSES = ['203.0.113.10', '198.51.100.7'];

function slowPlaces(among: readonly SlowEvent[]): Place[] {
  const found = new Map<string, Place>();
  for (const { fields, time } of among) {
    const [key, address, region] = [fields.accessKeyId, fields.sourceIPAddress, fields.awsRegion];
    if (!key || !address || !region || !ADDRESSES.includes(address)) continue;
    const place = found.get(`${key} ${address}`) ?? { key, address, count: 0, first: Infinity, last: -Infinity, regions: {} };
    place.count++;
    if (time !== null) [place.first, place.last] = [Math.min(place.first, time), Math.max(place.last, time)];
    place.regions[region] = (place.regions[region] ?? 0) + 1;
    found.set(`${key} ${address}`, place);
  }
  return [...found.values()].sort(byName);
}

function named({ number, origin, regions, ...counts }: PlaceCount): Place {
  const text = (field: 'accessKeyId' | 'sourceIPAddress' | 'awsRegion', of: number): string => events.dimension(field).text(of);
  return {
    key: text('accessKeyId', number),
    address: text('sourceIPAddress', events.dimension('sourceIPAddress').numbers[origin] as number),
    regions: Object.fromEntries([...regions].map(([region, seen]) => [text('awsRegion', region), seen.count])),
    ...counts,
  };
}

test('of every key that was used from more than one address', () => {
  const slow = slowPlaces(all);
  expect(slow.length).toBe(4);
  expect(countPlaces(events, 'accessKeyId', null).map(named).sort(byName)).toEqual(slow);
});

test('of one key, among some events', async () => {
  const filter = 'key:AKIA1 region:us-east-1';
  const { bits } = await events.selections.select(filter);
  const number = events.dimension('accessKeyId').numberOf('AKIA1');
  const slow = slowPlaces(slowList(all, filter));
  expect(slow.map(({ key }) => key)).toEqual(['AKIA1', 'AKIA1']);
  expect(countPlaces(events, 'accessKeyId', { number, bits }).map(named).sort(byName)).toEqual(slow);
  expect(countPlaces(events, 'accessKeyId', { number: 0, bits })).toEqual([]);
});
