// Saved views: versions under a name, through the session as the window drives it, on the command line, and what altering them shows.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { currentView, putViews, renameView, savedViews } from '../../../src/main/case/saved-views.ts';
import type { ViewDisplay } from '../../../src/shared/saved-views.ts';
import { copyOf, newCasePath, sqlite, tamper, verified } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { situation } from '../../helpers/situation.ts';

const DISPLAY: ViewDisplay = {
  version: 1,
  view: 'events',
  order: 'desc',
  columns: ['time', 'eventName'],
  split: 'actor',
  facets: ['actor', 'eventName'],
};

let driven: Driven;
let path = '';
beforeEach(async () => {
  driven = session();
  path = newCasePath();
  await driven.ask('case.create', { path, facts: { title: 'Views', examiner: 'Asha Rao', timezone: 'Asia/Kolkata' } });
});
afterEach(() => driven.close());

const put = (name: string, filter: string, more: { remove?: boolean } = {}) =>
  driven.ask('views.put', { name, filter, display: DISPLAY, ...more });
const list = async () => (await driven.ask('views.list', {})).views;

test('each change adds a version, the newest counts, and none is erased', async () => {
  await put('Launches', 'api:RunInstances   OR api:StartInstances');
  await put(' Launches ', 'api:RunInstances');
  await put('Denied', 'is:denied');
  expect(await list()).toEqual([
    { name: 'Denied', versions: [expect.objectContaining({ filter: 'is:denied', removed: false })] },
    {
      name: 'Launches',
      versions: [
        {
          filter: 'eventName:RunInstances',
          display: DISPLAY,
          author: expect.stringContaining('Asha Rao'),
          at: expect.any(Number),
          removed: false,
        },
        expect.objectContaining({ filter: 'eventName:RunInstances OR eventName:StartInstances', removed: false }),
      ],
    },
  ]);
  await put('Denied', 'is:denied', { remove: true });
  expect((await list())[0]).toMatchObject({ name: 'Denied', versions: [{ removed: true }, { removed: false }] });
  expect(driven.changes).toEqual(['views', 'views', 'views', 'views']);
  const { rows } = await driven.ask('custody.list', {});
  expect(rows.filter(({ action }) => action === 'view').map(({ outcome }) => outcome)).toEqual(['saved', 'saved', 'saved', 'removed']);
});

test('a view goes on under another name, unless that is taken', async () => {
  await put('A', 'is:write');
  await put('B', 'is:read');
  await expect(driven.ask('views.rename', { from: 'A', to: 'B' })).rejects.toMatchObject({ code: 'VIEW_EXISTS' });
  await expect(driven.ask('views.rename', { from: 'C', to: 'D' })).rejects.toMatchObject({ code: 'VIEW_MISSING' });
  await expect(put('C', 'is:write', { remove: true })).rejects.toMatchObject({ code: 'VIEW_MISSING' });
  await driven.ask('views.rename', { from: 'A', to: 'A' });
  await driven.ask('views.rename', { from: 'A', to: 'C' });
  expect((await list()).map(({ name, versions }) => [name, versions.map(({ removed }) => removed)])).toEqual([
    ['A', [true, false]],
    ['B', [false]],
    ['C', [false]],
  ]);
});

test('a filter that does not parse is refused, and so is a name that is none', async () => {
  await expect(put('A', 'api:(')).rejects.toMatchObject({ code: 'FILTER_INVALID' });
  for (const name of ['', '  ', 'two\nlines', '\u001b[2J', '\u0000', 'a\u2028b', 'x'.repeat(121)])
    await expect(put(name, 'is:write'), JSON.stringify(name)).rejects.toThrow();
  expect(await list()).toEqual([]);
});

const HOSTILE = [
  "'); DROP TABLE saved_views; --",
  '<img src=x onerror=alert(1)>',
  '=cmd|calc',
  '../../etc/passwd',
  '__proto__',
  '\u202eevil',
  '--help',
  '\ud800',
];

test('hostile names are kept as they are, and found by them', async () => {
  for (const name of HOSTILE) await put(name, `actor:"${name.length}"`);
  const views = await list();
  expect(views.map(({ name }) => name).sort()).toEqual([...HOSTILE.slice(0, -1), '\\ud800'].sort());
  await driven.close();
  expect((await verified(path)).ok).toBe(true);
  const db = openForReading(path);
  for (const name of HOSTILE) expect(currentView(db, name)).toMatchObject({ filter: `actor:${name.length}`, removed: false });
  db.close();
  const { status, value } = await cliJson(['facets', path, '--by', 'actor', '--view=--help']);
  expect({ status, total: value.total }).toEqual({ status: 0, total: 0 });
});

test('a display of another version, or of another tool, leaves the filter and shows it plainly', async () => {
  await driven.close();
  const db = sqlite(path);
  const insert = db.prepare("INSERT INTO saved_views (at, author, name, filter, state, removed) VALUES (1, 'x', ?, 'is:write', ?, 0)");
  for (const [i, state] of ['null', '7', '{}', '{"version":2,"view":"maps"}', '{"version":1,"columns":"all"}'].entries())
    insert.run(`v${i}`, state);
  db.close();
  const file = CaseFile.open(path);
  for (const view of savedViews(file.db))
    expect(view.versions).toEqual([
      expect.objectContaining({ filter: 'is:write', display: expect.objectContaining({ view: 'events', columns: [] }) }),
    ]);
  file.close();
});

test('--view stands beside FILTER on the command line, and info lists the views', async () => {
  const made = await situation();
  const file = CaseFile.open(made.path);
  const saved = (name: string, filter: string, removed = false) => putViews(file, [{ name, filter, display: DISPLAY, removed }]);
  saved('Buckets', 'eventName:ListBuckets OR eventName:DeleteBucket');
  saved('Gone', 'is:write');
  saved('Gone', 'is:write', true);
  saved('Odd', 'is:write');
  renameView(file, 'Odd', '\u202eodd');
  file.close();
  const names = async (...args: string[]): Promise<string[]> => {
    const { status, value } = await cliJson(['events', made.path, ...args]);
    expect(status).toBe(0);
    return value.rows.map((row: { eventName: string }) => row.eventName);
  };
  const buckets = await names('--view', 'Buckets');
  expect(new Set(buckets)).toEqual(new Set(['ListBuckets', 'DeleteBucket']));
  expect(await names('--view', 'Buckets', 'api:DeleteBucket OR api:GetObject')).toEqual(['DeleteBucket']);
  const facets = await cliJson(['facets', made.path, '--view', 'Buckets', '--by', 'api']);
  expect(facets.value.total).toBe(buckets.length);
  const histogram = await cliJson(['histogram', made.path, '--view', 'Buckets']);
  expect(histogram.value.total).toBe(buckets.length);
  const found = await cliJson(['search', made.path, 'DeleteBucket', '--view', 'Buckets']);
  expect(found.value.rows).toHaveLength(1);
  for (const name of ['Gone', 'buckets']) {
    const refused = await cli(['events', made.path, '--view', name]);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringMatching(/^trailcase: USAGE: There is no view/) });
  }
  const column = await cli(['events', made.path, '--view', 'Buckets', 'is:wirte']);
  expect(column).toMatchObject({ status: 2, stderr: expect.stringContaining('olumn 1') });
  const exported = await cli(['export', made.path, '--format', 'proof', '--out', newCasePath('proof'), '--view', 'Buckets']);
  expect(exported).toMatchObject({ status: 2, stderr: expect.stringContaining('takes no filter') });
  const { value } = await cliJson(['info', made.path]);
  expect(value.views).toEqual([
    {
      name: 'Buckets',
      filter: 'eventName:ListBuckets OR eventName:DeleteBucket',
      display: DISPLAY,
      author: expect.stringContaining('Asha Rao'),
      at: expect.stringMatching(/Z$/),
      versions: 1,
    },
    expect.objectContaining({ name: '\u202eodd', filter: 'is:write' }),
  ]);
  expect((await cli(['info', made.path])).stdout).not.toContain('\u202e');
});

describe('altered', () => {
  let whole = '';
  beforeAll(() => {
    whole = newCasePath();
    const file = CaseFile.create(whole);
    for (const [name, removed] of [
      ['A', false],
      ['B', false],
      ['A', true],
    ] as const)
      putViews(file, [{ name, filter: 'is:write', display: DISPLAY, removed }]);
    file.close();
  });

  test('not at all', async () => {
    expect((await verified(whole)).ok).toBe(true);
  });

  test.each([
    ['a filter', "UPDATE saved_views SET filter = 'is:read' WHERE id = 2"],
    ['a name', "UPDATE saved_views SET name = 'C' WHERE id = 1"],
    ['a display', "UPDATE saved_views SET state = '{}' WHERE id = 1"],
    ['an author', "UPDATE saved_views SET author = 'nobody' WHERE id = 1"],
    ['a time', 'UPDATE saved_views SET at = at + 1 WHERE id = 1'],
    ['one brought back', 'UPDATE saved_views SET removed = 0 WHERE id = 3'],
    ['the last taken out', 'DELETE FROM saved_views WHERE id = 3'],
    ['the first taken out', 'DELETE FROM saved_views WHERE id = 1'],
    ['one put in', "INSERT INTO saved_views SELECT NULL, at, author, 'New', filter, state, 0 FROM saved_views WHERE id = 1"],
  ])('%s', async (_, sql) => {
    const copy = copyOf(whole);
    tamper(copy, (db) => expect(db.prepare(sql).run().changes).toBe(1));
    const { ok, items } = await verified(copy);
    expect(ok).toBe(false);
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'custody', verdict: 'differing', reason: expect.stringMatching(/saved view/) }),
    );
  });
});
