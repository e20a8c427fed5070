// Which data interpret the addresses of a case is written into it, told where it differs, and verified.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseOf, copyOf, sqlite, tamper, verified } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { mmdb } from '../../helpers/mmdb.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

const SHIPPED = ['@ip-location-db/geo-whois-asn-country-mmdb', '@ip-location-db/asn'];
const OWN = mmdb('Own-Country', { '185.220.101.0/24': { country: { iso_code: 'NL' } } });

let made = '';
beforeAll(async () => {
  const logs = trail();
  for (const sourceIPAddress of ['185.220.101.34', '::ffff:185.220.101.34', '10.0.0.1', 'ec2.amazonaws.com', '1.2.3.4.5', '', '=cmd()'])
    logs.event({ sourceIPAddress });
  made = (await caseOf([folderOf({ 'a.json': logs.json() })])).path;
});

function facts(path: string): { name: string; value: string }[] {
  const db = sqlite(path, { readonly: true });
  try {
    return db.prepare("SELECT name, value FROM case_facts WHERE name = 'addressData' ORDER BY id").all() as {
      name: string;
      value: string;
    }[];
  } finally {
    db.close();
  }
}

const names = (data: { sources: { name: string }[] }): string[] => data.sources.map(({ name }) => name);

test('a new case notes what Trailcase brings along, with the entry of its creation', async () => {
  const path = copyOf(made);
  const { value } = await cliJson(['info', path]);
  expect(names(value.addressData)).toEqual(SHIPPED);
  expect(value.addressData.sources[0].files).toEqual([
    {
      name: 'geo-whois-asn-country.mmdb',
      bytes: 7_841_291,
      sha256: sha256OfFile(join(ROOT, `node_modules/${SHIPPED[0]}/geo-whois-asn-country.mmdb`)),
    },
  ]);
  expect(facts(path)).toHaveLength(1);
  // Opened again with the same data, nothing is to be noted.
  await cli(['import', path, join(ROOT, 'package.json')]);
  expect(facts(path)).toHaveLength(1);
});

test('each address is named as what it is', async () => {
  const { value } = await cliJson(['addresses', made, '--sort', 'address']);
  expect(value.rows.map((row: Record<string, unknown>) => [row.address, row.kind, row.country, row.network])).toEqual([
    ['', 'malformed', null, null],
    ['1.2.3.4.5', 'malformed', null, null],
    ['10.0.0.1', 'private', null, null],
    ['185.220.101.34', 'public', 'DE', 'AS60729 Stiftung Erneuerbare Freiheit'],
    ['::ffff:185.220.101.34', 'public', 'DE', 'AS60729 Stiftung Erneuerbare Freiheit'],
    ['=cmd()', 'malformed', null, null],
    ['ec2.amazonaws.com', 'aws-service', null, null],
  ]);
  const { stdout } = await cli(['addresses', made, 'country:DE']);
  expect(stdout).toContain('country and network as told by @ip-location-db/geo-whois-asn-country-mmdb 2.3.2026061719 (2026-06-17)');
  expect((await cliJson(['addresses', made, 'network:AS60729*'])).value.total).toBe(2);
  expect((await cliJson(['addresses', made, 'addressKind:aws-service'])).value.total).toBe(1);
});

describe('a database of the examiner’s', () => {
  test('counts from then on, in filters too, and is noted with its hash', async () => {
    const path = copyOf(made);
    const file = join(temporaryFolder(), 'own.mmdb');
    writeFileSync(file, OWN);
    const { value } = await cliJson(['addresses', path, '--geo', file, 'ip:185.220.101.34']);
    expect(value.rows[0].country).toBe('NL');
    expect(value.data.differences).toEqual([]);
    expect(value.data.noted.sources[0]).toMatchObject({
      name: 'Own-Country',
      built: '2026-01-15',
      files: [{ name: 'own.mmdb', sha256: sha256(OWN) }],
    });
    expect((await cliJson(['facets', path, '--by', 'country'])).value.facets.country).toEqual([
      expect.objectContaining({ value: 'NL', count: 2 }),
    ]);
    // Opening the case again keeps it.
    await cli(['import', path, join(ROOT, 'package.json')]);
    expect(facts(path)).toHaveLength(2);
    expect(await verified(path)).toMatchObject({ ok: true });
    // Another file at its place is not taken for it.
    writeFileSync(file, mmdb('Own-Country', { '185.220.101.0/24': { country: { iso_code: 'FR' } } }));
    const changed = await cli(['addresses', path]);
    expect(changed.stderr).toMatch(/own\.mmdb is not the file that the case notes any more, and is not used\./);
    expect(changed.stdout).toMatch(/185\.220\.101\.34 +public +DE/);
    await cli(['addresses', path, '--geo', 'shipped']);
    expect(names((await cliJson(['info', path])).value.addressData)).toEqual(SHIPPED);
  });

  test('that is none is refused, and nothing is noted', async () => {
    const before = sha256OfFile(made);
    const { status, stderr } = await cli(['addresses', made, '--geo', join(ROOT, 'package.json')]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/^trailcase: ADDRESS_DATA_UNREADABLE: .*package\.json/),
    });
    const file = join(temporaryFolder(), 'own.mmdb');
    writeFileSync(file, OWN);
    // Nor is a good one with a question that cannot be answered.
    const unanswered = await cli(['addresses', made, 'bad:(', '--geo', file]);
    expect(unanswered).toMatchObject({ status: 2, stderr: expect.stringMatching(/^trailcase: FILTER_INVALID: /) });
    expect(sha256OfFile(made)).toBe(before);
  });
});

describe('altered', () => {
  test.each([
    ['a version', "UPDATE case_facts SET value = replace(value, '2.3.2026061719', '2.3.2027061719') WHERE name = 'addressData'"],
    ['a time', "UPDATE case_facts SET at = at + 1 WHERE name = 'addressData'"],
    ['taken out', "DELETE FROM case_facts WHERE name = 'addressData'"],
    [
      'stated again',
      "INSERT INTO case_facts (at, name, value) SELECT at, name, '{\"sources\":[]}' FROM case_facts WHERE name = 'addressData'",
    ],
  ])('%s', async (_, sql) => {
    const copy = copyOf(made);
    tamper(copy, (db) => expect(db.prepare(sql).run().changes).toBe(1));
    const { ok, items } = await verified(copy);
    expect(ok).toBe(false);
    expect(items).toContainEqual(expect.objectContaining({ kind: 'custody', key: 'address data', verdict: 'differing' }));
  });
});

describe('in the window', () => {
  let driven: Driven;
  beforeEach(() => {
    driven = session();
  });
  afterEach(() => driven.close());

  test('a case of an older Trailcase, opened, notes what is used now', async () => {
    const path = copyOf(made);
    tamper(path, (db) => {
      db.prepare("DELETE FROM case_facts WHERE name = 'addressData'").run();
      db.prepare("UPDATE custody SET detail = json_remove(detail, '$.addressData') WHERE action = 'create'").run();
    });
    expect((await cli(['addresses', path])).stderr).toMatch(/the case notes no data of countries and networks\./);
    await driven.ask('case.open', { path });
    expect(await driven.ask('addresses.data', {})).toMatchObject({
      differences: [],
      noted: { sources: [{ name: SHIPPED[0] }, { name: SHIPPED[1] }] },
    });
    const { rows } = await driven.ask('custody.list', {});
    expect(rows.filter(({ action }) => action === 'address-data')).toHaveLength(1);
  });

  test('lists are previewed, loaded and removed, and every answer follows', async () => {
    await driven.ask('case.open', { path: copyOf(made) });
    const list = join(ROOT, 'test/fixtures/watch-lists/tor-bulk-exits.txt');
    expect(await driven.ask('lists.preview', { path: list })).toMatchObject({ name: 'tor-bulk-exits', format: 'plain', entries: 4 });
    expect((await driven.ask('addresses.marks', {})).rows).toEqual([]);
    await driven.ask('lists.add', { path: list, name: 'Exits', date: '' });
    expect((await driven.ask('addresses.marks', {})).rows).toEqual([
      { address: '185.220.101.34', country: 'DE', lists: [0] },
      { address: '::ffff:185.220.101.34', country: 'DE', lists: [0] },
    ]);
    expect((await driven.ask('events.count', { filter: 'list:Exits' })).total).toBe(2);
    expect(await driven.ask('addresses.about', { address: '185.220.102.8' })).toMatchObject({
      kind: 'public',
      country: 'DE',
      lists: [{ name: 'Exits' }],
    });
    await driven.ask('lists.remove', { name: 'Exits' });
    expect((await driven.ask('events.count', { filter: 'has:list' })).total).toBe(0);
    await expect(driven.ask('lists.remove', { name: 'Exits' })).rejects.toMatchObject({ code: 'WATCH_LIST_MISSING' });
    expect(driven.changes).toEqual(['lists', 'lists']);
  });
});
