// Watch lists as a field: filters, facets and histograms equal what a walk over all events says, where an address is on several lists.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { addWatchList, removeWatchList } from '../../../src/main/case/watch-lists.ts';
import { aboutAddress, addressData, addressList, addressMarks } from '../../../src/main/query/addresses/address-answers.ts';
import { eventsOf, forgetEvents } from '../../../src/main/query/columns/case-events.ts';
import { facets } from '../../../src/main/query/facets.ts';
import { histogram } from '../../../src/main/query/histogram.ts';
import { tamper } from '../../helpers/cases.ts';
import { type SlowEvent, SPAN, slowCase, slowOutcome } from '../query/slow.ts';

/** Of 203.0.113.10, 198.51.100.7, `AWS Internal` and none in the case. */
const LISTS: Record<string, string> = {
  'Both, "quoted"': '203.0.113.0/24\n198.51.100.7',
  'Ten only': '203.0.113.10',
  'Seven only': '198.51.100.0-198.51.100.9',
  'None of them': '192.0.2.1\n2001:db8::/32',
};
const ON: Record<string, string[]> = {
  '203.0.113.10': ['Both, "quoted"', 'Ten only'],
  '198.51.100.7': ['Both, "quoted"', 'Seven only'],
};

let path: string;
let db: ReadConnection;
let events: SlowEvent[];

function load(name: string, text: string): void {
  const file = CaseFile.open(path);
  addWatchList(file, { name, date: '2026-02-20', format: 'plain', entries: 1, leftOut: 0, bytes: Buffer.from(text) });
  file.close();
}

beforeAll(async () => {
  ({ path, events } = await slowCase());
  for (const [name, text] of Object.entries(LISTS)) load(name, text);
  db = openForReading(path);
});
afterAll(() => db.close());

const listsOf = ({ fields: { sourceIPAddress } }: SlowEvent): string[] => ON[sourceIPAddress ?? ''] ?? [];
const select = (filter: string) => eventsOf(db).selections.select(filter);

test.each([
  ['list:"Both, \\"quoted\\""', (lists: string[]) => lists.includes('Both, "quoted"')],
  ['list:"Ten only"', (lists: string[]) => lists.includes('Ten only')],
  ['list:*only', (lists: string[]) => lists.some((name) => name.endsWith('only'))],
  ['list:("Ten only" OR "Seven only")', (lists: string[]) => lists.length > 0],
  ['list:"None of them"', () => false],
  ['list:"No such list"', () => false],
  ['has:list', (lists: string[]) => lists.length > 0],
  ['-has:list', (lists: string[]) => lists.length === 0],
  ['-list:"Seven only"', (lists: string[]) => !lists.includes('Seven only')],
] as const)('%s', async (filter, holds) => {
  expect((await select(filter)).count).toBe(events.filter((event) => holds(listsOf(event))).length);
});

test.each(['', 'is:denied', 'list:"Ten only"', 'ip:198.51.100.7', 'ip:'])('counts of %j are per list', async (filter) => {
  const selection = await select(filter);
  const left = events.filter((event) => {
    if (filter === 'is:denied') return slowOutcome(event.record) === 'denied';
    if (filter === 'list:"Ten only"') return event.fields.sourceIPAddress === '203.0.113.10';
    if (filter === 'ip:198.51.100.7') return event.fields.sourceIPAddress === '198.51.100.7';
    return filter === '' || event.fields.sourceIPAddress === null;
  });
  const counts = new Map<string, number>();
  for (const name of left.flatMap(listsOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const slow = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  expect(facets(eventsOf(db), selection, ['list'], 0).list?.map(({ value, count }) => ({ value, count }))).toEqual(slow);
});

test('in a histogram each event is counted once, for the most frequent of its lists', async () => {
  const made = histogram(eventsOf(db), {
    selection: await select(''),
    ...SPAN,
    binning: { kind: 'parts', count: 24 },
    by: 'list',
    distinct: 'list',
    zone: 'UTC',
  });
  expect(made?.values[0]).toBe('Both, "quoted"');
  for (const bin of made?.bins ?? []) {
    const own = events.filter(({ time }) => time !== null && time >= bin.from && time < bin.to);
    const listed = own.filter((event) => listsOf(event).length > 0);
    expect([bin.count, bin.by, bin.other]).toEqual([own.length, [listed.length, 0, 0], own.length - listed.length]);
    expect(bin.distinct).toBe(new Set(own.flatMap(listsOf)).size);
  }
});

test('marks are every address of the case that is on a list, with their lists', () => {
  const { lists, rows, more } = addressMarks(db);
  expect(lists.map(({ name, date }) => [name, date])).toEqual(
    Object.keys(LISTS)
      .sort()
      .map((name) => [name, '2026-02-20']),
  );
  expect(rows.map(({ address, lists: on }) => [address, on.map((list) => lists[list]?.name)])).toEqual(Object.entries(ON).sort());
  expect(more).toBe(0);
});

test('the table of addresses equals a walk over all events, in every order and page by page', async () => {
  const addresses = [...new Set(events.flatMap(({ fields }) => fields.sourceIPAddress ?? []))];
  const slow = addresses.map((address) => {
    const own = events.filter(({ fields }) => fields.sourceIPAddress === address);
    const times = own.flatMap(({ time }) => time ?? []);
    return {
      address,
      lists: ON[address] ?? [],
      events: own.length,
      first: Math.min(...times),
      last: Math.max(...times),
      keys: new Set(own.flatMap(({ fields }) => fields.accessKeyId || [])).size,
    };
  });
  const page = async (offset: number, limit: number, descending = true) =>
    await addressList(db, { filter: '', sort: 'events', descending, offset, limit }, select);
  const all = await page(0, 100);
  const sorted = slow.sort((a, b) => b.events - a.events || (a.address < b.address ? -1 : 1));
  expect(all.rows).toEqual(sorted.map((row) => expect.objectContaining(row)));
  expect(all.total).toBe(slow.length);
  expect((await page(1, 1)).rows).toEqual(all.rows.slice(1, 2));
  expect((await page(0, 100, false)).rows.map(({ events: n }) => n)).toEqual(sorted.map(({ events: n }) => n).reverse());
});

test('what is loaded or taken away is seen as soon as the connection is told', async () => {
  const before = (await select('has:list')).count;
  load('Ten only', '192.0.2.200');
  expect(forgetEvents(db)).toBe(true);
  expect((await select('list:"Ten only"')).count).toBe(0);
  expect((await select('has:list')).count).toBe(before);
  const file = CaseFile.open(path);
  removeWatchList(file, 'Both, "quoted"');
  file.close();
  forgetEvents(db);
  expect((await select('has:list')).count).toBe(events.filter(({ fields }) => fields.sourceIPAddress === '198.51.100.7').length);
});

test('a stored list that was altered, or that cannot be read, is left out and told; the others answer', async () => {
  const answers = async () => ({
    hits: (await select('has:list')).count,
    facet: facets(eventsOf(db), await select(''), ['list'], 0).list,
    marks: addressMarks(db).rows.map(({ address }) => address),
    about: aboutAddress(db, '198.51.100.7').lists.map(({ name }) => name),
    differences: addressData(db).differences,
  });
  const before = await answers();
  expect(before.differences).toEqual([]);
  load('Altered', '198.51.100.7');
  load('Unreadable', '');
  tamper(path, (file) => {
    const altered = "UPDATE watch_lists SET bytes = CAST('198.51.100.0/24' AS BLOB) WHERE name = 'Altered'";
    expect(file.prepare(altered).run().changes).toBe(1);
  });
  forgetEvents(db);
  expect(await answers()).toEqual({
    ...before,
    differences: [
      'the watch list "Altered" does not have the bytes that were loaded, of which trailcase verify tells more; it is left out',
      'Unreadable cannot be read as a watch list: no address was found in it; it is left out',
    ],
  });
});
