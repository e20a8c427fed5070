// What the page of an entity promises: each number leads to its events, what is left out is counted, and what could not be read is said.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { breathe } from '../../../src/main/jobs/progress.ts';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { pivot } from '../../../src/main/query/pivot.ts';
import { engineChannels } from '../../../src/shared/channels.ts';
import { addTerm } from '../../../src/shared/filter.ts';
import { LONGEST_VALUE, withEvents, withoutEvents, withTimes } from '../../../src/shared/filter-edit.ts';
import type { PivotKind } from '../../../src/shared/pivots.ts';
import { caseOf, copyOf, tamper } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { eventId, trail } from '../../helpers/trail.ts';

const ASHA = '111122223333:user/asha';
const NETWORK = '0.0.0.0/0';
const START = Date.parse('2026-02-21T10:00:00.700Z');
const COUNT = 80;

let path = '';
let db: ReadConnection;
beforeAll(async () => {
  const log = trail().events(COUNT, (i) => ({
    eventID: eventId(`page ${i}`),
    // Within seconds, and so that equal parts of all of it begin within seconds, too.
    eventTime: new Date(START + i * 77_777).toISOString(),
    userAgent: `agent ${i % 75}`,
    sourceIPAddress: i === 0 ? NETWORK : `203.0.113.${i}`,
    eventSource: 's3.amazonaws.com',
    requestParameters: { bucketName: 'b' },
    ...(i % 4 === 0 && { userIdentity: { type: 'IAMUser', userName: 'ben', accountId: '111122223333', accessKeyId: 'AKIABEN' } }),
  }));
  path = (await caseOf([folderOf({ 'a.json': log.json() })])).path;
  db = openForReading(path);
});
afterAll(() => db.close());

const countOf = async (filter: string): Promise<number> => (await eventsOf(db).selections.select(filter)).count;

test('the filter of each bar of the life line leaves the events that it counts', async () => {
  const page = await pivot(db, { kind: 'region', value: 'ap-south-1' });
  expect(page.life.map(({ from }) => from % 1000)).toEqual(page.life.map(() => 0));
  expect(page.life.reduce((sum, { count }) => sum + count, 0)).toBe(COUNT);
  expect(page.life.map(({ from, to }) => to - from)).toEqual(page.life.map(() => (page.life[1]?.from ?? 0) - (page.life[0]?.from ?? 0)));
  for (const { from, to, count } of page.life)
    expect(await countOf(withTimes(page.filter, { from, to }, 'Asia/Kolkata')), new Date(from).toISOString()).toBe(count);
});

test('more values than are listed are counted', async () => {
  const page = await pivot(db, { kind: 'region', value: 'ap-south-1', resources: true });
  expect([page.related.userAgent?.length, page.distinct.userAgent, page.distinct.resource, page.distinct.who]).toEqual([50, 75, 1, 2]);
  const key = await pivot(db, { kind: 'key', value: 'AKIABEN', top: 1 });
  expect([key.forms.actor?.length, key.distinct.actor, key.related.sourceIPAddress?.length, key.distinct.sourceIPAddress]).toEqual([
    1, 1, 1, 20,
  ]);
});

test('the filter of an actor’s page takes its events in and leaves them out', async () => {
  const { filter, events } = await pivot(db, { kind: 'actor', value: ASHA });
  expect(events).toBe(60);
  expect(await countOf(withEvents('', filter) as string)).toBe(60);
  expect(await countOf(withoutEvents('', filter) as string)).toBe(COUNT - 60);
});

test('text of a log that looks like a network is that text, and a network that no record has is one', async () => {
  expect(await pivot(db, { kind: 'ip', value: NETWORK })).toMatchObject({ events: 1 });
  expect(await countOf(addTerm('', { field: 'sourceIPAddress', value: NETWORK, negated: false }))).toBe(1);
  expect(await countOf(addTerm('', { field: 'sourceIPAddress', value: NETWORK, negated: true }))).toBe(COUNT - 1);
  expect(await pivot(db, { kind: 'ip', value: '203.0.113.0/28' })).toMatchObject({ events: 15, filter: 'sourceIPAddress:203.0.113.0/28' });
});

test('the window is told of items that could not be read for a page', async () => {
  const damaged = copyOf(path);
  tamper(damaged, (writer) => writer.exec('UPDATE evidence_bytes SET bytes = substr(bytes, 1, 10)'));
  const queries = new CaseQueries(damaged);
  const page = async (kind: PivotKind, value: string) => engineChannels.pivot.result.parse(await queries.answers.pivot({ kind, value }));
  expect(await page('key', 'AKIABEN')).toMatchObject({ events: 20, unreadable: 0, reading: null });
  let read = await page('resource', 'b');
  for (; read.reading !== null; read = await page('resource', 'b')) await breathe();
  expect(read).toMatchObject({ events: 0, unreadable: 1 });
  await queries.close();
});

test('a text of one length is taken by all that a page asks', () => {
  const value = 'x'.repeat(LONGEST_VALUE);
  const questions = [
    ['pivot', { kind: 'userAgent' }],
    ['notes.get', { kind: 'userAgent' }],
    ['lineage.get', { kind: 'key', depth: 1, width: 1, most: 1 }],
    ['resources.history', {}],
  ] as const;
  for (const [channel, args] of questions) {
    const taken = (text: string) => engineChannels[channel].args.safeParse({ ...args, value: text }).success;
    expect([taken(value), taken(`${value}x`)], channel).toEqual([true, false]);
  }
  // Every character escaped; and a longer one by its beginning.
  for (const length of [LONGEST_VALUE, 10 * LONGEST_VALUE]) {
    const filter = addTerm('', { field: 'userAgent', value: '"'.repeat(length), negated: false });
    expect(engineChannels['events.count'].args.safeParse({ filter }).success).toBe(true);
    expect(filter.endsWith('*"')).toBe(length > LONGEST_VALUE);
  }
});
