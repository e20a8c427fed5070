// Watch lists on the command line: loaded in every format, found, removed, kept with their history; and what altering them shows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyOf, newCasePath, sqlite, tamper, verified } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { sha256, sha256OfFile } from '../../helpers/folder.ts';

const FIXTURES = join(ROOT, 'test/fixtures/watch-lists');
const ATTACKERS = ['185.220.101.34', '185.220.101.47'];

let sample = '';
beforeAll(async () => {
  sample = newCasePath('sample');
  await cli(['import', sample, join(ROOT, 'resources/sample/archive'), '--quiet']);
});

test.each([
  ['tor-bulk-exits.txt', 'tor-bulk-exits', 'plain', 4],
  ['block-list.txt', 'block-list', 'plain', 4],
  ['exit-addresses.txt', 'Tor exit addresses', 'tor-exit-addresses', 2],
  ['feed.csv', 'feed', 'csv', 2],
  ['misp-warninglist.json', 'List of Tor exits', 'misp', 3],
  ['stix-bundle.json', 'stix-bundle', 'stix', 6],
])('%s flags both addresses of the attacker, and nothing of the company', async (file, name, format, entries) => {
  const path = copyOf(sample);
  const added = await cliJson(['watchlist', path, 'add', join(FIXTURES, file)]);
  expect(added).toMatchObject({ status: 0, value: { list: { name, format, entries } } });
  const { value } = await cliJson(['addresses', path, `list:"${name}"`, '--sort', 'address']);
  const rows = value.rows.filter(({ address }: { address: string }) => address !== '198.51.100.77');
  expect(rows.map((row: Record<string, unknown>) => [row.address, row.country, row.lists, row.events])).toEqual([
    [ATTACKERS[0], 'DE', [name], 40],
    [ATTACKERS[1], 'DE', [name], 8],
  ]);
  const facets = await cliJson(['facets', path, `ip:(${ATTACKERS.join(' OR ')})`, '--by', 'list,network']);
  expect(facets.value.facets.list).toEqual([expect.objectContaining({ value: name, count: 48 })]);
  expect(facets.value.facets.network).toEqual([expect.objectContaining({ value: 'AS60729 Stiftung Erneuerbare Freiheit', count: 48 })]);
});

test('a list is named, dated, replaced and removed; its bytes and its history stay', async () => {
  const path = copyOf(sample);
  const add = (...more: string[]) => cliJson(['watchlist', path, 'add', join(FIXTURES, 'tor-bulk-exits.txt'), ...more]);
  await add('--name', 'Exits', '--date', '2026-02-20');
  await add('--name', 'Exits', '--date', '2026-02-21');
  const listed = await cliJson(['watchlist', path, 'list']);
  expect(listed.value.rows).toEqual([
    expect.objectContaining({ name: 'Exits', date: '2026-02-21', entries: 4, sha256: sha256OfFile(join(FIXTURES, 'tor-bulk-exits.txt')) }),
  ]);
  expect((await cliJson(['info', path])).value.watchLists).toEqual(listed.value.rows);
  const removed = await cli(['watchlist', path, 'remove', 'Exits']);
  expect(removed.stdout).toBe('Removed Exits; its history stays in the case\n');
  expect((await cliJson(['watchlist', path, 'list'])).value.rows).toEqual([]);
  expect((await cli(['watchlist', path, 'remove', 'Exits'])).stderr).toMatch(/^trailcase: WATCH_LIST_MISSING: /);
  const db = sqlite(path, { readonly: true });
  const bytes = db.prepare('SELECT bytes FROM watch_lists ORDER BY id').pluck().all() as Buffer[];
  expect(bytes.map(sha256)).toEqual([...Array(2).fill(sha256(readFileSync(join(FIXTURES, 'tor-bulk-exits.txt')))), sha256('')]);
  const acts = db.prepare("SELECT outcome FROM custody WHERE action = 'watch-list' ORDER BY seq").pluck().all();
  expect(acts).toEqual(['loaded', 'loaded', 'removed']);
  db.close();
  expect(await verified(path)).toMatchObject({ ok: true, custody: { broken: 0 } });
});

test('what is left out is said, and text of a list cannot command a terminal', async () => {
  const { stdout, status } = await cli([
    'watchlist',
    copyOf(sample),
    'add',
    join(FIXTURES, 'feed.csv'),
    '--name',
    'Feed',
    '--date',
    '2026-02-19',
  ]);
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout:
      'Loaded Feed (2026-02-19): 2 entries, read as table (CSV), column "dst_ip"\n1 entry that is no address was left out, as unknown\n',
  });
});

test.each([
  [['add'], /USAGE/],
  [['load', 'x'], /USAGE/],
  [['add', join(FIXTURES, 'feed.csv'), '--date', 'yesterday'], /USAGE: --date takes a day/],
  [['add', join(FIXTURES, 'feed.csv'), '--name', 'a\nb'], /USAGE: --name takes one line/],
  [['add', join(ROOT, 'package.json')], /WATCH_LIST_UNREADABLE/],
  [['add', join(ROOT, 'no-such-file')], /WATCH_LIST_UNREADABLE/],
])('%j is refused and changes nothing', async (args, error) => {
  const before = sha256OfFile(sample);
  const { status, stderr, stdout } = await cli(['watchlist', sample, ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(error);
  expect(sha256OfFile(sample)).toBe(before);
});

describe('altered', () => {
  let whole = '';
  beforeAll(async () => {
    whole = copyOf(sample);
    await cli(['watchlist', whole, 'add', join(FIXTURES, 'tor-bulk-exits.txt')]);
    await cli(['watchlist', whole, 'add', join(FIXTURES, 'feed.csv')]);
    await cli(['watchlist', whole, 'remove', 'feed']);
  });

  test('questions are answered without it, and that is said once', async () => {
    const copy = copyOf(whole);
    tamper(copy, (db) => expect(db.prepare("UPDATE watch_lists SET bytes = x'00ff' WHERE id = 1").run().changes).toBe(1));
    const said = `trailcase: the watch list "tor-bulk-exits" does not have the bytes that were loaded, of which trailcase verify tells more; it is left out.\n`;
    for (const args of [
      ['facets', copy, '--by', 'list'],
      ['pivot', copy, 'ip', ATTACKERS[0] as string],
      ['addresses', copy, '-has:list'],
    ])
      expect(await cli(args)).toMatchObject({ status: 0, stderr: said });
  });

  test.each([
    ['bytes', "UPDATE watch_lists SET bytes = x'31' WHERE id = 1"],
    ['bytes with their hash', "UPDATE watch_lists SET bytes = x'', sha256 = zeroblob(32) WHERE id = 1"],
    ['a day', "UPDATE watch_lists SET date = '2026-02-01' WHERE id = 1"],
    ['a name', "UPDATE watch_lists SET name = 'Other' WHERE id = 1"],
    ['a number', 'UPDATE watch_lists SET entries = entries - 1 WHERE id = 1'],
    ['an author', "UPDATE watch_lists SET author = 'nobody' WHERE id = 2"],
    ['one brought back', 'UPDATE watch_lists SET removed = 0 WHERE id = 3'],
    ['one taken out', 'DELETE FROM watch_lists WHERE id = 1'],
    [
      'one put in',
      "INSERT INTO watch_lists SELECT NULL, at, author, 'New', date, format, entries, left_out, sha256, bytes, 0 FROM watch_lists WHERE id = 1",
    ],
  ])('%s', async (_, sql) => {
    const copy = copyOf(whole);
    tamper(copy, (db) => expect(db.prepare(sql).run().changes).toBe(1));
    const { ok, items } = await verified(copy);
    expect(ok).toBe(false);
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'custody', verdict: 'differing', reason: expect.stringMatching(/watch list/) }),
    );
  });
});
