// Importing again changes nothing and says so; the same bytes in two places are one item.
import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { caseOf, content, importInto, sqlite, verified } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { situation } from '../../helpers/situation.ts';
import { trail } from '../../helpers/trail.ts';

const TABLES = [
  'case_facts',
  'sources',
  'evidence',
  'evidence_bytes',
  'found_at',
  'terms',
  'calls',
  'identities',
  'origins',
  'records',
  'repeats',
  'problems',
  'annotations',
];

/** Every row of every table but custody. */
function rows(path: string): Record<string, unknown[]> {
  const db = sqlite(path, { readonly: true });
  try {
    return Object.fromEntries(TABLES.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1`).raw().all()]));
  } finally {
    db.close();
  }
}

function lastEntries(path: string, count: number): { action: string; outcome: string; detail: any }[] {
  const db = sqlite(path, { readonly: true });
  try {
    const found = db.prepare('SELECT action, outcome, detail FROM custody ORDER BY seq DESC LIMIT ?').all(count) as {
      action: string;
      outcome: string;
      detail: string;
    }[];
    return found.map((entry) => ({ ...entry, detail: JSON.parse(entry.detail) })).reverse();
  } finally {
    db.close();
  }
}

let made: Awaited<ReturnType<typeof situation>>;
beforeAll(async () => {
  made = await situation();
});

test('only the custody log grows, by the opening and one entry that says that nothing was new', async () => {
  const before = rows(made.path);
  const roots = (await verified(made.path)).roots;
  const { value } = await cliJson(['import', made.path, made.first, made.second]);
  expect(value).toMatchObject({
    files: { total: 9, alreadyPresent: 9, log: 0, notCloudTrail: 0, unreadable: 0 },
    bytes: 0,
    records: 0,
    events: 0,
    sightings: 0,
    conflicts: 0,
    recordProblems: 0,
    problems: 0,
  });
  expect(rows(made.path)).toEqual(before);
  expect((await verified(made.path)).roots).toEqual(roots);
  const [opening, entry] = lastEntries(made.path, 2);
  expect(opening).toMatchObject({ action: 'open', outcome: 'for writing' });
  expect(entry).toMatchObject({ action: 'import', outcome: 'done', detail: { nothingNew: true, evidenceRoot: roots.evidence, events: 0 } });
  const db = sqlite(made.path, { readonly: true });
  expect(db.prepare('SELECT count(*) FROM custody').pluck().get()).toBe(11);
  db.close();
});

test('also where some files cannot be read', async () => {
  const folder = folderOf({ 'a.json': trail().event().json(), 'empty.json': '', 'bad.json.gz': trail().event().gz().subarray(0, 40) });
  symlinkSync('nowhere', join(folder, 'link.json'));
  const { path, summaries } = await caseOf([folder]);
  expect(summaries[0]?.files).toMatchObject({ total: 4, log: 1, notCloudTrail: 1, unreadable: 2 });
  const before = rows(path);
  const { stdout, status } = await cli(['import', path, folder]);
  expect(stdout.split('\n')[0]).toBe('Nothing new: every file is in the case already.');
  // It is still input that cannot be read.
  expect(status).toBe(1);
  expect(rows(path)).toEqual(before);
});

test('the same bytes under two names are one item in two places', async () => {
  const bytes = trail().events(3).gz();
  const { path, summaries } = await caseOf([folderOf({ 'a/one.json.gz': bytes, 'b/two.json.gz': bytes })]);
  expect(summaries[0]).toMatchObject({
    files: { total: 2, log: 1, alreadyPresent: 1 },
    records: 3,
    events: 3,
    sightings: 0,
    bytes: bytes.length,
  });
  const db = sqlite(path, { readonly: true });
  expect(db.prepare('SELECT count(*) FROM evidence').pluck().get()).toBe(1);
  expect(db.prepare('SELECT path FROM found_at ORDER BY path').pluck().all()).toEqual(['a/one.json.gz', 'b/two.json.gz']);
  db.close();
});

test('the same bytes met later in another place add the place, and nothing else', async () => {
  const bytes = trail().events(3).gz();
  const first = folderOf({ 'one.json.gz': bytes });
  const { path } = await caseOf([first]);
  const { items, records } = content(path);
  renameSync(join(first, 'one.json.gz'), join(first, 'moved.json.gz'));
  const summary = await importInto(path, [first], { exists: true });
  expect(summary).toMatchObject({ files: { total: 1, alreadyPresent: 1 }, records: 0, bytes: 0 });
  const after = content(path);
  expect(after.items).toEqual(items);
  expect(after.records).toEqual(records);
  expect(after.places.map((place) => JSON.parse(place as string)[1])).toEqual(['moved.json.gz', 'one.json.gz']);
});

test('a file that has changed since is another item in the same place', async () => {
  const folder = folderOf({ 'log.json': trail().event({ eventName: 'Before' }).json() });
  const { path } = await caseOf([folder]);
  writeFileSync(join(folder, 'log.json'), trail().event({ eventName: 'After' }).json());
  expect(await importInto(path, [folder], { exists: true })).toMatchObject({ files: { total: 1, log: 1, alreadyPresent: 0 }, events: 1 });
  expect(content(path).places).toHaveLength(2);
});
