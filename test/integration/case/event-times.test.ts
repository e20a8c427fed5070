// From when to when the events of a case are: told from the columns, and equal to what the table of records says, whatever the columns are like.
import { expect, test } from 'vitest';
import { showAsOf } from '../../../src/main/case/as-of.ts';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { eventTimes } from '../../../src/main/case/event-times.ts';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import { caseOf, copyOf, newCasePath, tamper, verified } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { eventId, trail } from '../../helpers/trail.ts';

/** Slow, and beyond doubt. */
function slowly(db: ReadConnection): ReturnType<typeof eventTimes> {
  return db
    .prepare(
      `SELECT min(time) AS first, max(time) AS last, count(*) - count(time) AS undated
       FROM records r WHERE NOT EXISTS (SELECT 1 FROM repeats d WHERE d.record = r.id)`,
    )
    .get() as ReturnType<typeof eventTimes>;
}

function both(path: string): ReturnType<typeof eventTimes> {
  const db = openForReading(path);
  try {
    const times = eventTimes(db);
    expect(times).toEqual(slowly(db));
    return times;
  } finally {
    db.close();
  }
}

/** Few ids and days, so that events repeat and disagree, and the first or last may be a repeat; some have no time. */
function log(draw: ReturnType<typeof random>): string {
  const day = () => String(1 + Math.floor(draw.next() * 28)).padStart(2, '0');
  return trail()
    .events(1 + Math.floor(draw.next() * 12), () => {
      const id = Math.floor(draw.next() * 9);
      const isUndated = draw.next() < 0.2;
      return {
        eventID: draw.next() < 0.1 ? undefined : eventId(`few/${id}`),
        eventTime: isUndated ? 'some day' : `2026-02-${draw.next() < 0.5 ? String(id + 1).padStart(2, '0') : day()}T10:00:00Z`,
      };
    })
    .json();
}

const folderOfLogs = (draw: ReturnType<typeof random>): string =>
  folderOf(Object.fromEntries(Array.from({ length: 1 + Math.floor(draw.next() * 4) }, (_, i) => [`${i}.json`, log(draw)])));

test.each(Array.from({ length: 12 }, (_, i) => i + 1))('repeats, conflicts and undated events (seed %i)', async (seed) => {
  const draw = random(seed);
  const { path } = await caseOf([folderOfLogs(draw)], [folderOfLogs(draw)]);
  const times = both(path);
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().replace('.000Z', 'Z'));
  expect((await cliJson(['info', path])).value).toMatchObject({
    firstEvent: iso(times.first),
    lastEvent: iso(times.last),
    undated: times.undated,
  });
});

test('no events, or none with a time', async () => {
  expect(both((await caseOf([folderOf({ 'notes.txt': 'none' })])).path)).toEqual({ first: null, last: null, undated: 0 });
  const undated = trail().events(3, () => ({ eventTime: 'some day' }));
  expect(both((await caseOf([folderOf({ 'a.json': undated.json() })])).path)).toEqual({ first: null, last: null, undated: 3 });
});

test('columns that are missing, too short or of other counts are not believed', async () => {
  const { path } = await caseOf([folderOfLogs(random(3))]);
  const whole = both(path);
  for (const sql of [
    'UPDATE record_columns SET time = substr(time, 9)',
    'UPDATE record_columns SET time = zeroblob(length(time) + 8)',
    'UPDATE record_columns SET records = records + 1',
    'UPDATE record_columns SET records = -1',
    'DELETE FROM record_columns',
  ]) {
    const altered = copyOf(path);
    tamper(altered, (db) => db.exec(sql));
    expect(both(altered)).toEqual(whole);
  }
});

test('what was told is not told again when an open case has grown, nor while it grows', async () => {
  const path = newCasePath();
  const file = CaseFile.create(path);
  const db = openForReading(path);
  try {
    const same = () => expect(eventTimes(db)).toEqual(slowly(db));
    same();
    for (let seed = 20; seed < 24; seed++) {
      await importPaths(file, [folderOfLogs(random(seed))], {}, { onProgress: same });
      same();
    }
  } finally {
    db.close();
    file.close();
  }
});

test('as of an earlier entry, and again as it is', async () => {
  const { path } = await caseOf([folderOfLogs(random(5))]);
  await cli(['facts', path, '--title', 'Later']);
  const db = openForReading(path);
  try {
    const now = eventTimes(db);
    const back = showAsOf(db, 3);
    expect(eventTimes(db)).toEqual(now);
    back();
    expect(eventTimes(db)).toEqual(slowly(db));
  } finally {
    db.close();
  }
});

test('numbers of records that were altered to leave a gap without end do not keep it busy', { timeout: 20_000 }, async () => {
  const { path } = await caseOf([folderOf({ 'a.json': trail().events(5).json() })]);
  tamper(path, (db) => db.exec('UPDATE records SET id = 1 << 40 WHERE id = 5'));
  const db = openForReading(path);
  expect(eventTimes(db).last).toBe(slowly(db).last);
  db.close();
  expect((await verified(path)).ok).toBe(false);
});
