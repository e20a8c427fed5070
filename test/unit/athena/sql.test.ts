// Texts that are printed or sent as they are: the CREATE TABLE, predicates over partitions of every form, networks, names.
import { describe, expect, test } from 'vitest';
import { createTable } from '../../../src/main/acquire/athena/create-table.ts';
import { addressInLine, linesOf, NamedPaths } from '../../../src/main/acquire/athena/named-paths.ts';
import { type AthenaTable, documentedTable, typeOf } from '../../../src/main/acquire/athena/table.ts';
import { translate } from '../../../src/main/acquire/athena/translate.ts';

const TIMES = { zone: 'Asia/Kolkata', firstEvent: null, lastEvent: null };
const whereOf = (filter: string, table: AthenaTable, margin = 1): string =>
  /WHERE ([\s\S]*)\nGROUP BY/.exec(translate(filter, { catalog: 'c', database: 'd', table: 't' }, table, TIMES, margin).sql)?.[1] ?? '';
/** `@{a}` as a variable of a template of Athena's. */
const variables = (text: string): string => text.replaceAll('@', '$');
const over = (names: string[], parameters: Record<string, string> = {}, type = 'string'): AthenaTable => ({
  ...documentedTable(),
  partitions: names.map((name) => ({ name, type })),
  parameters,
});

describe('CREATE EXTERNAL TABLE', () => {
  test('with projection for accounts, regions and days; an organization’s folder; names are quoted', () => {
    const sql = createTable({
      address: 's3://org-trail/pre',
      accounts: ['444455556666', '111122223333'],
      regions: ['eu-west-1'],
      organization: 'o-exampleorg1',
      from: '2026-01-01',
      to: '2026-02-28',
      database: 'd`b',
      table: 't',
    });
    expect(sql).toContain(
      'CREATE EXTERNAL TABLE `d``b`.`t` (\n  `eventversion` STRING,\n  `useridentity` STRUCT<type:STRING,principalid:STRING,',
    );
    expect(sql).toContain('`resources` ARRAY<STRUCT<arn:STRING,accountid:STRING,type:STRING>>');
    expect(sql).toContain("LOCATION 's3://org-trail/pre/AWSLogs/o-exampleorg1/'");
    expect(sql).toContain("'projection.account.values' = '111122223333,444455556666'");
    expect(sql).toContain("'projection.timestamp.range' = '2026/01/01,2026/02/28'");
    expect(sql).toContain(
      variables("'storage.location.template' = 's3://org-trail/pre/AWSLogs/o-exampleorg1/@{account}/CloudTrail/@{region}/@{timestamp}'"),
    );
  });

  test('without accounts and regions every query names them; what is within AWSLogs/ is refused', () => {
    const sql = createTable({ address: 's3://evidence', from: '2026-01-01' });
    expect(sql).toContain("'projection.account.type' = 'injected'");
    expect(sql).toContain("'projection.timestamp.range' = '2026/01/01,NOW'");
    for (const address of ['s3://evidence/', 's3://evidence/AWSLogs', 's3://evidence/AWSLogs/'])
      expect(createTable({ address, from: '2026-01-01' })).toBe(sql);
    expect(() => createTable({ address: 's3://evidence/AWSLogs/111122223333/', from: '2026-01-01' })).toThrow(/within AWSLogs/);
  });

  test('its own columns and partitions are understood again', () => {
    const type = /`useridentity` (.*),\n {2}`eventtime`/.exec(createTable({ address: 's3://evidence', from: '2026-01-01' }))?.[1] ?? '';
    expect(typeOf(type)).toEqual(documentedTable().columns.get('useridentity'));
  });
});

describe('partitions', () => {
  const PROJECTED = { 'projection.timestamp.type': 'date', 'projection.timestamp.format': 'yyyy/MM/dd' };

  test('days of the zone, in UTC, with a margin; of the documented form', () => {
    const aws = over(['timestamp'], {
      ...PROJECTED,
      'storage.location.template': variables('s3://b/AWSLogs/1/CloudTrail/us-east-1/@{timestamp}'),
    });
    // 2026-02-21 in India begins on the 20th in UTC.
    expect(whereOf('on:2026-02-21', aws)).toMatch(/^"timestamp" BETWEEN '2026\/02\/19' AND '2026\/02\/22'\n/);
    expect(whereOf('on:2026-02-21', aws, 0)).toMatch(/^"timestamp" BETWEEN '2026\/02\/20' AND '2026\/02\/21'\n/);
    expect(whereOf('after:2026-02-21', aws)).toMatch(/^"timestamp" >= '2026\/02\/19'\n/);
    expect(whereOf('on:2026-02-21 OR api:X', aws)).not.toContain('"timestamp"');
    expect(whereOf('-on:2026-02-21', aws)).not.toContain('"timestamp"');
    expect(whereOf('on:2026-02-21 OR on:2026-02-25', aws)).toMatch(/^"timestamp" BETWEEN '2026\/02\/19' AND '2026\/02\/26'\n/);
  });

  test('the template says what a column means, whatever its name', () => {
    const odd = over(['r', 'a', 'd'], {
      'projection.d.type': 'date',
      'projection.d.format': 'yyyy-MM-dd',
      'storage.location.template': variables('s3://b/x/AWSLogs/o-abcdefghij/@{a}/CloudTrail/@{r}/@{d}/'),
    });
    expect(whereOf('on:2026-02-21 account:111122223333 region:(eu-west-1 OR eu-west-2)', odd)).toMatch(
      /^"r" IN \('eu-west-1', 'eu-west-2'\)\n {2}AND "a" IN \('111122223333'\)\n {2}AND "d" BETWEEN '2026-02-19'/,
    );
  });

  test('of year, month and day: whole months without days, both spellings of a number', () => {
    const manual = over(['region', 'year', 'month', 'day']);
    expect(whereOf('time:2026-02-27T12:00Z..2026-03-01T12:00Z', manual, 0)).toMatch(
      /^\(\("year" IN \('2026'\) AND "month" IN \('02', '2'\) AND "day" IN \('27', '28'\)\) OR \("year" IN \('2026'\) AND "month" IN \('03', '3'\) AND "day" IN \('01', '1'\)\)\)\n/,
    );
    expect(whereOf('time:2026-02-01T00:00Z..2026-03-01T00:00Z', over(['year', 'month', 'day'], {}, 'int'), 0)).toMatch(
      /^\("year" IN \(2026\) AND "month" IN \(2\)\)\n/,
    );
    expect(whereOf('after:2026-02-21', manual)).toMatch(/^"year" >= '2026'\n/);
  });

  test('us-east-1 limits no folder: events of global services may lie in others', () => {
    expect(whereOf('region:us-east-1', over(['region']))).not.toMatch(/"region" IN/);
    expect(whereOf('region:eu-west-1', over(['region']))).toMatch(/^"region" IN \('eu-west-1'\)/);
    expect(whereOf('-region:eu-west-1', over(['region']))).not.toMatch(/"region" IN/);
  });

  test('a table of the console has none', () =>
    expect(whereOf('on:2026-02-21 api:X', over([]))).toMatch(/^\(coalesce\("eventtime" >= .* AND coalesce\("eventname" = 'X', FALSE\)\)$/));
});

test('networks are compared as addresses, IPv4 as Trino holds it', () => {
  expect(whereOf('ip:10.1.2.3/8', over([]))).toBe(
    `coalesce(TRY_CAST("sourceipaddress" AS IPADDRESS) BETWEEN IPADDRESS '10.0.0.0' AND IPADDRESS '10.255.255.255', FALSE)`,
  );
  expect(whereOf('ip:2001:db8::/32', over([]))).toContain(
    "IPADDRESS '2001:db8:0:0:0:0:0:0' AND IPADDRESS '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'",
  );
  expect(whereOf('ip:::ffff:10.1.2.0/120', over([]))).toContain("IPADDRESS '10.1.2.0' AND IPADDRESS '10.1.2.255'");
});

test('columns are asked of the table as it is', () => {
  const table = over([]);
  const columns = new Map(table.columns).set('useridentity', typeOf('struct<sessioncontext:struct<sourceidentity:string>,type:string>'));
  expect(whereOf('sourceIdentity:asha', { ...table, columns })).toBe(
    `coalesce("useridentity"."sessioncontext"."sourceidentity" = 'asha', FALSE)`,
  );
  expect(() => whereOf('arn:x', { ...table, columns })).toThrow(/the table has no userIdentity.arn/);
  expect(() => whereOf('agent:"\ud800"', table)).toThrow(/half of a character/);
});

test('a list of objects is one line each, whatever a key holds', () => {
  const named = new NamedPaths();
  for (const path of ['s3://b/z', 's3://b/a\nb%0A', 's3a://b/é', 's3://b/z', 'nothing'])
    named.add(path, path.endsWith('z') ? '2' : undefined);
  const objects = named.objects();
  expect(objects).toEqual([
    { bucket: 'b', key: 'a\nb%0A', records: null },
    { bucket: 'b', key: 'z', records: 4 },
    { bucket: 'b', key: 'é', records: null },
  ]);
  expect(named.unusable()).toEqual(['nothing']);
  const lines = linesOf(objects).split('\n').slice(0, -1);
  expect(lines.map(addressInLine)).toEqual(objects.map(({ bucket, key }) => `s3://${bucket}/${key}`));
});
