// Bookmarks are versions that cite an event's address; an event's detail shows the very bytes of the source.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bookmarkOf, currentBookmarks } from '../../../src/main/case/annotations.ts';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { custodyHash } from '../../../src/main/case/custody.ts';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { sqlite } from '../../helpers/cases.ts';
import { filesBelow, sha256 } from '../../helpers/folder.ts';
import { type Situation, situation } from '../../helpers/situation.ts';

let made: Situation;
let file: CaseFile;
let queries: CaseQueries;

beforeEach(async () => {
  made = await situation();
  file = CaseFile.open(made.path);
  queries = new CaseQueries(made.path);
});
afterEach(() => {
  queries.close();
  file.close();
});

const page = async (filter: string) => (await queries.answers['events.page']({ filter, order: 'asc', offset: 0, limit: 1000 })).rows;
const listed = async (filter: string): Promise<string[]> => (await page(filter)).map(({ id }) => id);

test('each change adds a version, the newest counts, and none is erased', async () => {
  const [first = '', second = ''] = await listed('-is:bookmarked');
  const launch = await listed('is:bookmarked');
  expect(launch).toHaveLength(1);
  file.putBookmark({ event: first, colour: 'red', note: 'one', removed: false }, 1000);
  file.putBookmark({ event: second, colour: 'blue', note: 'other', removed: false }, 2000);
  file.putBookmark({ event: first, colour: 'green', note: 'two\n"quoted"', removed: false }, 3000);
  queries.forget();
  expect(bookmarkOf(queries.db, first)).toMatchObject({ eventId: first, colour: 'green', note: 'two\n"quoted"', at: 3000, versions: 2 });
  expect(currentBookmarks(queries.db).map(({ eventId, versions }) => [eventId, versions])).toEqual([
    [second, 1],
    [first, 2],
    [launch[0], 1],
  ]);
  expect([...(await listed('is:bookmarked'))].sort()).toEqual([first, second, ...launch].sort());
  expect((await listed('')).length).toBe((await listed('is:bookmarked')).length + (await listed('-is:bookmarked')).length);

  file.putBookmark({ event: first, colour: 'green', note: '', removed: true }, 4000);
  queries.forget();
  expect(bookmarkOf(queries.db, first)).toBeNull();
  expect([...(await listed('is:bookmarked'))].sort()).toEqual([second, ...launch].sort());
  file.putBookmark({ event: first, colour: 'violet', note: 'again', removed: false }, 5000);
  queries.forget();
  expect(bookmarkOf(queries.db, first)).toMatchObject({ colour: 'violet', versions: 4 });
  expect(queries.db.prepare('SELECT colour, note, removed FROM annotations WHERE event = ? ORDER BY id').raw().all(first)).toEqual([
    ['red', 'one', 0],
    ['green', 'two\n"quoted"', 0],
    ['green', '', 1],
    ['violet', 'again', 0],
  ]);
  const row = (await page('is:bookmarked')).find(({ id }) => id === first);
  expect(row?.bookmark).toBe('violet');
});

test('every version is in the custody log, chained to the entry before it', async () => {
  const [event = ''] = await listed('-is:bookmarked');
  const before = queries.answers['custody.list']().rows.length;
  file.putBookmark({ event, colour: 'red', note: 'a\nb', removed: false }, 1000);
  file.putBookmark({ event, colour: 'red', note: 'a\nb', removed: true }, 2000);
  const rows = queries.answers['custody.list']().rows;
  expect(rows).toHaveLength(before + 2);
  for (const [i, row] of rows.slice(before).entries()) {
    expect(row).toMatchObject({ at: (i + 1) * 1000, action: 'annotate', outcome: 'done', previous: rows[before + i - 1]?.hash });
    expect(row.who).toContain('Asha Rao');
    expect(JSON.parse(row.detail)).toEqual({ kind: 'bookmark', event, colour: 'red', note: 'a\nb', removed: i === 1 });
    expect(row.hash).toBe(custodyHash(row));
  }
});

test('a version cannot be changed or taken away afterwards', async () => {
  const db = sqlite(made.path);
  try {
    expect(() => db.exec("UPDATE annotations SET note = 'x'")).toThrow(/append-only/);
    expect(() => db.exec('DELETE FROM annotations')).toThrow(/append-only/);
  } finally {
    db.close();
  }
});

test('the detail of every event has the hash of the source’s own bytes', async () => {
  const contents = new Map<string, { content: Buffer; path: string }>();
  for (const folder of [made.first, made.second]) {
    for (const path of filesBelow(folder)) {
      const bytes = readFileSync(join(folder, path));
      contents.set(sha256(bytes), { content: path.endsWith('.gz') ? gunzipSync(bytes) : bytes, path });
    }
  }
  const all = await listed('');
  expect(all.length).toBeGreaterThan(12);
  for (const id of all) {
    const { row, raw, proof } = queries.answers['events.detail']({ id });
    const source = contents.get(proof.evidence)?.content as Buffer;
    const own = source.subarray(proof.offset, proof.offset + proof.length);
    expect(proof.recordSha256).toBe(sha256(own));
    expect(raw).toBe(own.toString('utf8'));
    expect(proof.intact).toBe(true);
    expect(row.id).toBe(`${proof.evidence}@${proof.offset}+${proof.length}`);
    expect(JSON.parse(raw).eventName ?? null).toBe(row.eventName);
    expect(proof.paths.some((path) => path.endsWith(contents.get(proof.evidence)?.path as string))).toBe(true);
  }
});

test('an event that was delivered again tells where, from either side', async () => {
  const [id = ''] = await listed('eventName:DeleteBucket');
  const { sightings } = queries.answers['events.detail']({ id });
  expect(sightings.map(({ relation }) => relation)).toEqual(['conflict']);
  const other = queries.answers['events.detail']({ id: sightings[0]?.id as string });
  expect(other.sightings.map(({ id: back, relation }) => [back, relation])).toEqual([[id, 'primary']]);
});

test('an event that is not there is refused', async () => {
  expect(() => queries.answers['events.detail']({ id: `${'0'.repeat(64)}@0+1` })).toThrow(/no event/);
});
