// A filter that needs the records: what is certain is answered at once, the rest follows, and it can be stopped and gone on with.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { compare } from '../../../src/main/query/compare/compare.ts';
import { pivot } from '../../../src/main/query/pivot.ts';
import { Readings } from '../../../src/main/query/readings.ts';
import type { FilterReading } from '../../../src/shared/filter-reading.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { type Fields, trail } from '../../helpers/trail.ts';
import { type SlowEvent, slowCase, slowList } from './slow.ts';

const FILTER = 'requestParameters.bucketName:* OR userIdentity.userName:asha';

let db: ReadConnection;
let events: SlowEvent[];

beforeAll(async () => {
  const made = await slowCase();
  events = made.events;
  db = openForReading(made.path);
});
afterAll(() => db.close());

/** Resolves with the first telling of a state. */
function telling() {
  const told: FilterReading[] = [];
  const waiting: { state: FilterReading['state']; resolve: (reading: FilterReading) => void }[] = [];
  return {
    told,
    tell: (reading: FilterReading): void => {
      told.push(reading);
      for (const { state, resolve } of waiting) if (reading.state === state) resolve(reading);
    },
    state: (state: FilterReading['state']) => new Promise<FilterReading>((resolve) => void waiting.push({ state, resolve })),
  };
}

test('before anything was read nothing is certain; stopped it stays so; read on it is whole', async () => {
  const { tell, state } = telling();
  const readings = new Readings(db, tell, 0);
  const stopped = state('stopped');
  expect((await readings.current(FILTER)).count).toBe(0);
  expect(readings.of(FILTER)).toMatchObject({ filter: FILTER, asks: 'filter', state: 'running' });
  readings.stop();
  expect(await stopped).toMatchObject({ filter: FILTER, error: null });
  expect((await readings.current(FILTER)).count).toBe(0);
  expect(readings.of(FILTER)).toMatchObject({ state: 'stopped' });
  await readings.read(FILTER);
  expect(readings.of(FILTER)).toBeNull();
  const expected = slowList(events, FILTER).length;
  expect(expected).toBeGreaterThan(0);
  expect((await readings.current(FILTER)).count).toBe(expected);
  await readings.end();
});

test('what is excluded by what was not read yet is not shown as a match', async () => {
  const readings = new Readings(db, () => {}, 0);
  const excluded = 'NOT requestParameters.other:x userIdentity.userName:*';
  eventsOf(db).selections.forgetWork();
  expect((await readings.current(excluded)).count).toBe(0);
  readings.stop();
  await readings.end();
  await readings.read(excluded);
  expect((await readings.current(excluded)).count).toBe(slowList(events, excluded).length);
});

test('a newer filter stops the older one, and only it is told of', async () => {
  const { told, tell, state } = telling();
  const readings = new Readings(db, tell, 0);
  const done = state('done');
  await readings.current('responseElements.none:a*');
  await readings.current('responseElements.none:b*');
  expect((await done).filter).toBe('responseElements.none:b*');
  expect(told.filter(({ state: last }) => last !== 'running').map(({ filter }) => filter)).toEqual(['responseElements.none:b*']);
  await readings.end();
});

test('what is read quickly is waited for', async () => {
  const readings = new Readings(db, () => {}, 60_000);
  const quick = 'requestParameters.instanceType:p4d*';
  expect((await readings.current(quick)).count).toBe(slowList(events, quick).length);
  expect(readings.of(quick)).toBeNull();
});

test('a filter that cannot be read is an error, not an empty answer', async () => {
  await expect(new Readings(db, () => {}).current('api:x nonsense')).rejects.toMatchObject({ code: 'FILTER_INVALID' });
});

/** Failed sign-ins in several items, of which each is read at once. */
async function signIns(): Promise<{ path: string; items: number; each: number }> {
  const [items, each] = [5, 4];
  const failed = (i: number): Fields => ({
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    responseElements: { ConsoleLogin: i === 0 ? 'Success' : 'Failure' },
    // Items of as many bytes as are read at once.
    additionalEventData: { filling: randomBytes(800_000).toString('base64') },
  });
  const files = Array.from({ length: items }, (_, n) => [
    `${n}.json.gz`,
    trail().events(each, failed).event({ errorCode: 'AccessDenied' }).gz(),
  ]);
  return { path: (await caseOf([folderOf(Object.fromEntries(files))])).path, items, each };
}

test('is:error asked before the sign-ins were read: what is certain at once, stopped in the middle, read on to the whole', async () => {
  const { path, items, each } = await signIns();
  const own = openForReading(path);
  const { told, tell, state } = telling();
  const readings = new Readings(own, tell, 0);
  try {
    const stopped = state('stopped');
    const running = state('running');
    expect((await readings.current('is:error')).count).toBe(items);
    expect(await running).toMatchObject({ filter: 'is:error', asks: 'filter' });
    readings.stop();
    const { done, total } = await stopped;
    expect(done).toBeLessThan(total);
    // What is not known to have failed is not shown as what did not.
    expect((await readings.current('-is:error')).count).toBeLessThan(items);
    expect(eventsOf(own).failedSignIns().isRead).toBe(false);
    readings.stop();
    await readings.read('is:error');
    expect(readings.of('is:error')).toBeNull();
    expect((await readings.current('is:error')).count).toBe(items + items * (each - 1));
    expect((await readings.current('-is:error')).count).toBe(items);
    expect(told.at(-1)).toMatchObject({ state: 'done' });
  } finally {
    await readings.end();
    own.close();
  }
}, 60_000);

test('a command that asks for failures stops when it is told to', async () => {
  const { path } = await signIns();
  const own = openForReading(path);
  const stop = new AbortController();
  try {
    const pieces: number[] = [];
    const onProgress = ({ bytes }: { bytes: number }): void => {
      pieces.push(bytes);
      stop.abort();
    };
    const control = { signal: stop.signal, onProgress };
    await expect(eventsOf(own).selections.select('is:denied', control)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(pieces).toHaveLength(1);
    await expect(pivot(own, { kind: 'api', value: 'ConsoleLogin' }, control)).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(compare(eventsOf(own), { a: '', b: '', top: 1 }, control)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await eventsOf(own).selections.select('is:denied')).count).toBe(20);
  } finally {
    own.close();
  }
}, 60_000);

test('what was stopped and became known meanwhile is told as done with the first answer that is whole', async () => {
  const { path, items, each } = await signIns();
  const own = openForReading(path);
  const { told, tell, state } = telling();
  const readings = new Readings(own, tell, 0);
  try {
    const stopped = state('stopped');
    const certain = (await readings.current('is:error')).count;
    readings.stop();
    await stopped;
    expect(certain).toBeLessThan(items * each);
    // As what is made ahead does, or a list that counts failures.
    await eventsOf(own).failedSignIns().read();
    expect((await readings.current('is:error')).count).toBe(items * each);
    expect(readings.of('is:error')).toBeNull();
    expect(told.at(-1)).toMatchObject({ filter: 'is:error', state: 'done' });
  } finally {
    await readings.end();
    own.close();
  }
}, 60_000);
