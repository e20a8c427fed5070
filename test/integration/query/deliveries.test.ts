// `is:repeated`, `is:conflict` and `is:reduced`, and how rows of the command line are marked: equal to what comes of comparing every two deliveries of an event.
import { beforeAll, expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { EventLists } from '../../../src/main/query/event-list.ts';
import { caseOf, importInto } from '../../helpers/cases.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { eventId, type Fields, record, trail } from '../../helpers/trail.ts';

/** What a row of a query's result has: less than the record. */
const COLUMNS = ['eventid', 'eventtime', 'eventname', 'eventsource', 'awsregion', 'sourceipaddress'];
const FIELDS = ['eventID', 'eventTime', 'eventName', 'eventSource', 'awsRegion', 'sourceIPAddress'];

interface Delivery {
  eventID: string;
  whole: boolean;
  says: Fields;
}

const { pick, next, below, shuffled } = random(26);

/** 120 events, each delivered one to five times, as a record or as a row; some deliveries say something else. */
const deliveries: Delivery[] = Array.from({ length: 120 }, (_, i) => eventId(`delivered ${i}`)).flatMap((eventID) => {
  const onlyRows = next() < 0.25;
  return Array.from({ length: 1 + below(5) }, (): Delivery => {
    const says = record({ eventID, eventName: pick([...Array(8).fill('RunInstances'), 'StopInstances']) });
    // The order of keys says nothing.
    return { eventID, whole: !onlyRows && next() < 0.7, says: next() < 0.5 ? says : Object.fromEntries(Object.entries(says).reverse()) };
  });
});

function files(): Record<string, string> {
  const made: Record<string, string> = {};
  const mixed = shuffled(deliveries);
  for (let file = 0; file < 4; file++) {
    const own = mixed.filter((_, i) => i % 4 === file);
    made[`log-${file}.json`] = JSON.stringify({ Records: own.filter(({ whole }) => whole).map(({ says }) => says) });
    const rows = own.filter(({ whole }) => !whole).map(({ says }) => FIELDS.map((field) => `"${says[field]}"`).join(','));
    made[`rows-${file}.csv`] = `${COLUMNS.map((name) => `"${name}"`).join(',')}\n${rows.join('\n')}\n`;
  }
  return made;
}

/** Whether two deliveries differ in what both say. */
const differ = (a: Delivery, b: Delivery): boolean =>
  Object.keys(a.says).some((key) =>
    (a.whole && b.whole) || FIELDS.includes(key) ? JSON.stringify(a.says[key]) !== JSON.stringify(b.says[key]) : false,
  );

const ids = [...new Set(deliveries.map(({ eventID }) => eventID))];
const of = (id: string): Delivery[] => deliveries.filter(({ eventID }) => eventID === id);
const inConflict = ids.filter((id) => of(id).some((a) => of(id).some((b) => differ(a, b))));
const reduced = ids.filter((id) => of(id).every(({ whole }) => !whole));

let path = '';
let backwards = '';
beforeAll(async () => {
  const folders = Object.entries(files()).map(([name, text]) => folderOf({ [name]: text }));
  ({ path } = await caseOf(folders));
  ({ path: backwards } = await caseOf(...[...folders].reverse().map((folder) => [folder])));
});

const found = async (of: string, filter: string): Promise<string[]> => {
  const db = openForReading(of);
  try {
    const rows = await new EventLists(db).page(filter, 'asc', 0, 1000);
    const texts = rows.map(({ eventID }) => (eventID as Buffer).toString('hex'));
    return ids.filter((id) => texts.includes(id.replaceAll('-', '')));
  } finally {
    db.close();
  }
};

test('the filter finds what the slow comparison finds, in whatever order files were imported', async () => {
  expect([inConflict.length, reduced.length].every((count) => count > 10)).toBe(true);
  const both = inConflict.filter((id) => reduced.includes(id));
  expect(both.length).toBeGreaterThan(3);
  for (const of of [path, backwards]) {
    expect(await found(of, '')).toEqual(ids);
    expect(await found(of, 'is:conflict')).toEqual(inConflict);
    expect(await found(of, 'is:reduced')).toEqual(reduced);
    expect(await found(of, 'is:conflict is:reduced')).toEqual(both);
    expect(await found(of, '-is:conflict')).toEqual(ids.filter((id) => !inConflict.includes(id)));
    expect(await found(of, 'NOT (is:conflict OR is:reduced)')).toEqual(
      ids.filter((id) => !inConflict.includes(id) && !reduced.includes(id)),
    );
  }
});

test('delivered again is what another delivery repeats, be there a third that says otherwise or not', async () => {
  for (const from of [path, backwards]) {
    const listed = new Map((await eventRows(from)).map(({ eventID, eventName }) => [eventID, eventName]));
    const repeated = ids.filter((id) => {
      const wholes = of(id).filter(({ whole }) => whole);
      // Of those that are alike one is listed: the others repeat it.
      const own = (wholes.length > 0 ? wholes : of(id)).find(({ says }) => says.eventName === listed.get(id)) as Delivery;
      return of(id).filter((one) => !differ(own, one)).length > 1;
    });
    expect(repeated.length).toBeGreaterThan(20);
    expect(repeated.length).toBeLessThan(ids.length - 20);
    expect(await found(from, 'is:repeated')).toEqual(repeated);
    expect(await found(from, '-is:repeated')).toEqual(ids.filter((id) => !repeated.includes(id)));
    expect(await found(from, 'is:repeated is:conflict')).toEqual(repeated.filter((id) => inConflict.includes(id)));
    const { value } = await cliJson(['info', from]);
    expect(value.sightings).toBeGreaterThan(repeated.length);
  }
});

test('rows in JSON bear the ids of the deliveries that say otherwise, and whether only a copy tells the event', async () => {
  const rows = await eventRows(path);
  expect((await cliJson(['events', path])).value.rows).toEqual(rows);
  expect(
    rows
      .filter((row) => row.reduced)
      .map((row) => row.eventID)
      .sort(),
  ).toEqual([...reduced].sort());
  expect(
    rows
      .filter((row) => row.conflicts)
      .map((row) => row.eventID)
      .sort(),
  ).toEqual([...inConflict].sort());
  for (const row of rows) {
    expect('reduced' in row).toBe(reduced.includes(row.eventID));
    // What is listed is one of the deliveries; those that differ from it are named, each once.
    const wholes = of(row.eventID).filter(({ whole }) => whole);
    const listed = (wholes.length > 0 ? wholes : of(row.eventID)).filter(({ says }) => says.eventName === row.eventName);
    const others = of(row.eventID).filter((one) => differ(listed[0] as Delivery, one));
    expect([row.eventID, new Set(row.conflicts).size]).toEqual([row.eventID, others.length]);
    expect(row.conflicts ?? []).not.toContain(row.id);
  }
  const { value } = await cliJson(['info', path]);
  expect(rows.reduce((sum, row) => sum + (row.conflicts?.length ?? 0), 0)).toBe(value.conflicts);
  expect((await eventRows(backwards)).map(({ conflicts }) => conflicts)).toEqual(rows.map(({ conflicts }) => conflicts));
});

test('the table says both, and rows without either have neither', async () => {
  const [head, ...lines] = (await cli(['events', path])).stdout.trimEnd().split('\n');
  expect(head).toContain('outcome');
  const rows = await eventRows(path);
  for (const [i, row] of rows.entries()) {
    const words = [
      'ok',
      ...(row.reduced ? ['reduced copy'] : []),
      ...(row.conflicts ? [`conflict with ${row.conflicts.length} ${row.conflicts.length === 1 ? 'delivery' : 'deliveries'}`] : []),
    ];
    expect(lines[i]?.endsWith(` ${words.join(' · ')}`)).toBe(true);
  }
});

test('a delivery that comes later makes a conflict of an event that was none, and the whole record ends a reduced copy', async () => {
  const id = eventId('later');
  const [row, other] = [record({ eventID: id }), record({ eventID: id, eventName: 'StopInstances' })];
  const csv = `${COLUMNS.join(',')}\n${FIELDS.map((field) => row[field]).join(',')}\n`;
  const made = await caseOf([folderOf({ 'a.csv': csv })]);
  const told = async () => [(await eventRows(made.path, 'is:reduced')).length, (await eventRows(made.path, 'is:conflict')).length];
  expect(await told()).toEqual([1, 0]);
  await importInto(made.path, [folderOf({ 'a.json': JSON.stringify({ Records: [row] }) })], { exists: true });
  expect(await told()).toEqual([0, 0]);
  await importInto(made.path, [folderOf({ 'b.json': JSON.stringify({ Records: [other] }) })], { exists: true });
  expect(await told()).toEqual([0, 1]);
});

test('a case of logs alone, each once, has none', async () => {
  const made = await caseOf([folderOf({ 'a.json': trail().events(3).json() })]);
  expect(await eventRows(made.path, 'is:reduced OR is:conflict OR is:repeated')).toEqual([]);
});
