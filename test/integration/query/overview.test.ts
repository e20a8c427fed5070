// The first screen of a case one of whose clocks was wrong: the whole is drawn, and so is the part in which nearly all of it is.
import { expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

const HOUR = 3_600_000;
const WEEK = Date.parse('2026-02-16T00:30:00Z');
const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

async function overviewOf(...odd: string[]) {
  const window = session();
  await window.ask('case.create', { path: newCasePath(), facts: {} });
  const logs = trail({ region: 'eu-west-1' }).events(168, (i) => ({ eventTime: iso(WEEK + i * HOUR) }));
  for (const eventTime of odd) logs.event({ eventTime, awsRegion: 'us-east-1' });
  await window.job('import.start', { paths: [folderOf({ 'a.json': logs.event({ eventTime: 'no time' }).json() })] });
  const overview = await window.ask('case.overview', {});
  // Pictures that have no strips ask for less.
  const { coverage, ...span } = overview.bulk ?? { coverage: null };
  expect(await window.ask('case.bulk', {})).toEqual({ bulk: coverage === null ? null : span });
  await window.close();
  return overview;
}

test('an event of 1970 and one of 2099 are outside of the part in which the others are, which has strips of its own', async () => {
  const { coverage, bulk } = await overviewOf('1970-01-01T00:00:00Z', '2099-12-31T23:00:00Z');
  expect(coverage.map(({ region, events }) => [region, events])).toEqual([
    ['eu-west-1', 168],
    ['us-east-1', 2],
  ]);
  // Of 130 years it is counted in pieces of two hours.
  expect(bulk).toMatchObject({ from: Date.parse('2026-02-16T00:00:00Z'), to: Date.parse('2026-02-23T00:00:00Z') });
  expect(bulk).toMatchObject({ events: 168, before: 1, after: 1 });
  expect(bulk?.coverage.map(({ region, events, binMs, counts }) => [region, events, binMs, counts])).toEqual([
    ['eu-west-1', 168, HOUR, Array.from({ length: 168 }, () => 1)],
  ]);
});

test('of a case without such events there is no such part', async () => {
  expect((await overviewOf()).bulk).toBeNull();
  expect((await overviewOf('2026-03-01T00:00:00Z')).bulk).toBeNull();
});
