// A filter that needs the records: what is certain is answered at once, the rest follows, and it can be stopped and gone on with.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { Readings } from '../../../src/main/query/readings.ts';
import type { FilterReading } from '../../../src/shared/filter-reading.ts';
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
