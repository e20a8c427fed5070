// Notes on entities: versions that nothing erases, told of in the custody log, and found out when they are changed.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { notesOf, putNote } from '../../../src/main/case/entity-notes.ts';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { tamper, verified } from '../../helpers/cases.ts';
import { cliJson } from '../../helpers/cli-here.ts';
import { session } from '../../helpers/session.ts';
import { situation } from '../../helpers/situation.ts';

const HOSTILE = 'a"*:<b>\u001b\u0000\ud800';

let path: string;
let file: CaseFile;

beforeEach(async () => {
  ({ path } = await situation());
  file = CaseFile.open(path);
});
afterEach(() => file.close());

test('each change adds a version, the newest first, of one entity only', async () => {
  putNote(file, 'ip', '203.0.113.10', 'office', 1000);
  putNote(file, 'ip', '203.0.113.10', 'office, NAT of the guests', 2000);
  putNote(file, 'ip', '203.0.113.100', 'another', 3000);
  putNote(file, 'key', '203.0.113.10', 'no key at all', 4000);
  expect(notesOf(file.db, 'ip', '203.0.113.10')).toMatchObject([
    { note: 'office, NAT of the guests', at: 2000, removed: false },
    { note: 'office', at: 1000, removed: false },
  ]);
  putNote(file, 'ip', '203.0.113.10', '', 5000);
  expect(notesOf(file.db, 'ip', '203.0.113.10').map(({ note, removed }) => [note, removed])).toEqual([
    ['', true],
    ['office, NAT of the guests', false],
    ['office', false],
  ]);
  expect(await verified(path)).toMatchObject({ ok: true });
});

test('a value may be any text, and a note is no bookmark', async () => {
  const queries = new CaseQueries(path);
  const bookmarked = async () => (await queries.answers['events.count']({ filter: 'is:bookmarked' })).total;
  const before = [await bookmarked(), queries.answers['bookmarks.list']().bookmarks.length];
  putNote(file, 'userAgent', HOSTILE, HOSTILE, 1000);
  queries.forget();
  expect(queries.answers['notes.get']({ kind: 'userAgent', value: HOSTILE }).versions).toHaveLength(1);
  expect([await bookmarked(), queries.answers['bookmarks.list']().bookmarks.length]).toEqual(before);
  await queries.close();
  expect(await verified(path)).toMatchObject({ ok: true });
});

test('the window adds a note, and reads it back', async () => {
  file.close();
  const window = session();
  await window.ask('case.open', { path });
  const entity = { kind: 'actor', value: '111122223333:user/asha' } as const;
  await window.ask('notes.put', { ...entity, note: 'on leave since the 19th' });
  expect(await window.ask('notes.get', entity)).toMatchObject({ versions: [{ note: 'on leave since the 19th', removed: false }] });
  expect(await window.ask('notes.get', { ...entity, kind: 'session' })).toEqual({ versions: [] });
  await window.close();
});

test('trailcase pivot tells the note, and not one that was taken away', async () => {
  putNote(file, 'service', 's3.amazonaws.com', 'see ticket 7', Date.UTC(2026, 1, 22));
  const asked = async () => (await cliJson(['pivot', path, 'service', 's3.amazonaws.com'])).value.note;
  expect(await asked()).toMatchObject({ text: 'see ticket 7', at: '2026-02-22T00:00:00Z' });
  putNote(file, 'service', 's3.amazonaws.com', '');
  expect(await asked()).toBeNull();
});

test.each([
  ['changed', "UPDATE annotations SET note = 'nothing' WHERE kind = 'note'"],
  ['moved to another entity', "UPDATE annotations SET event = 'entity:ip:203.0.113.11' WHERE kind = 'note'"],
  ['taken out', "DELETE FROM annotations WHERE kind = 'note'"],
])('verification finds a note that was %s', async (_, sql) => {
  putNote(file, 'ip', '203.0.113.10', 'office');
  file.close();
  tamper(path, (db) => db.exec(sql));
  expect(await verified(path)).toMatchObject({ ok: false });
});
