// Texts that are printed or sent as they are: the CREATE TABLE, predicates over partitions of every form, networks, names.
import { describe, expect, test } from 'vitest';
import { createTable } from '../../../src/main/acquire/athena/create-table.ts';
import { addressInLine, linesOf, NamedPaths } from '../../../src/main/acquire/athena/named-paths.ts';
import { type AthenaTable, documentedTable, typeOf } from '../../../src/main/acquire/athena/table.ts';
import { translate } from '../../../src/main/acquire/athena/translate.ts';
import { AthenaTableAsk } from '../../../src/shared/athena.ts';

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

  test('regions of any partition of AWS', () => {
    const given = { address: 's3://evidence', from: '2026-01-01', regions: ['eusc-de-east-1', 'us-gov-west-1', 'ap-south-1'] };
    expect(AthenaTableAsk.safeParse(given).success).toBe(true);
    for (const region of ["us-east-1','x", 'us-east', 'EU-WEST-1'])
      expect(AthenaTableAsk.safeParse({ ...given, regions: [region] }).success).toBe(false);
  });

  test('its own columns and partitions are understood again', () => {
    const type = /`useridentity` (.*),\n {2}`eventtime`/.exec(createTable({ address: 's3://evidence', from: '2026-01-01' }))?.[1] ?? '';
    expect(typeOf(type)).toEqual(documentedTable().columns.get('useridentity'));
  });
});

test('a text in it is Hive’s: a quote is escaped by a backslash, two of them would be none', () =>
  expect(createTable({ address: "s3://evidence/o'brien\\", from: '2026-01-01' })).toContain(
    "LOCATION 's3://evidence/o\\'brien\\\\/AWSLogs/'",
  ));

describe('partitions', () => {
  test('a column that only its name explains may have other values: of accounts, names', () => {
    expect(whereOf('account:111122223333 after:2015-01-01', over(['account']))).toMatch(
      /^\("account" IN \('111122223333'\) OR NOT regexp_like\("account", '\^\[0-9\]\{12\}\$'\)\)\n/,
    );
    expect(whereOf('account:111122223333', over(['account'], { 'projection.account.type': 'injected' }))).toMatch(
      /^"account" IN \('111122223333'\)\n/,
    );
  });

  test('records of before December 2014 may not say who received them: they are looked for in all accounts’ folders, where times do not exclude them', () => {
    const of = (filter: string, table: AthenaTable) => translate(filter, { catalog: 'c', database: 'd', table: 't' }, table, TIMES, 1);
    const template = { 'storage.location.template': variables('s3://b/AWSLogs/@{account}/CloudTrail/@{region}/@{timestamp}') };
    const days = over(['account', 'timestamp'], { ...PROJECTED, ...template });
    const only = /^"account" IN \('111122223333'\)\n/;
    for (const filter of ['account:111122223333', 'account:111122223333 before:2014-06-01', 'account:111122223333 after:2014-11-01'])
      expect(whereOf(filter, days), filter).toMatch(/^\("account" IN \('111122223333'\) OR "timestamp" <= '2014\/12\/01'\)\n/);
    expect(of('account:111122223333', days).limits[0]?.limitedTo).toBe(
      '111122223333; of all accounts days up to 2014-12-01, since records of before December 2014 may not say which account received them',
    );
    for (const filter of ['account:111122223333 after:2015-01-01', 'account:111122223333 on:2026-02-21'])
      expect(whereOf(filter, days), filter).toMatch(only);
    const begins = (range: string) =>
      whereOf('account:111122223333', over(['account', 'timestamp'], { ...PROJECTED, ...template, 'projection.timestamp.range': range }));
    expect(begins('2020/01/01,NOW')).toMatch(only);
    expect(begins('2013/11/13,NOW')).toContain(' OR "timestamp"');
    expect(begins('NOW-3YEARS,NOW')).toContain(' OR "timestamp"');
    expect(whereOf('account:111122223333*', days)).not.toContain('"account"');
    expect(whereOf('account:111122223333', over(['account', 'year'], {}, 'int'))).toContain(' OR "year" <= 2014)');
    // Years in any order; late deliveries as far as they are asked for; nothing where no event can be meant.
    const years = (values: string) =>
      whereOf('account:111122223333', over(['account', 'year'], { 'projection.year.type': 'enum', 'projection.year.values': values }));
    expect([years('2016,2015,2014'), years('2014,2015,2016')].map((where) => where.includes(` OR "year" <= '2014')`))).toEqual([
      true,
      true,
    ]);
    expect(years('2017,2016,2015')).not.toContain(' OR "year"');
    const late = translate('account:111122223333', { catalog: 'c', database: 'd', table: 't' }, days, TIMES, 7);
    expect(late.sql).toContain(` OR "timestamp" <= '2014/12/07')`);
    expect(late.limits[0]?.limitedTo).toContain('of all accounts days up to 2014-12-07');
    expect(of('account:111122223333 account:444455556666', days)).toMatchObject({
      sql: expect.stringMatching(/WHERE FALSE\n/),
      notes: [],
    });
    // A column that is injected is asked for by itself, and of a table without days nothing else limits: both are said.
    const injected = over(['account', 'timestamp'], { ...PROJECTED, ...template, 'projection.account.type': 'injected' });
    expect(whereOf('account:111122223333', injected)).toMatch(only);
    expect(of('account:111122223333', injected).limits[0]?.limitedTo).toMatch(/^111122223333; no others, though records of before/);
    const whole = of('account:111122223333', over(['account']));
    expect(whole.sql).not.toContain('"account" IN');
    expect(whole.limits).toEqual([{ column: 'account', limitedTo: null }]);
    expect(whole.notes).toEqual([
      expect.stringMatching(/^account:111122223333: folders of all accounts are looked through, since .*; after:2015-01-01/),
    ]);
  });

  test('what a projection leaves out of the bucket is said', () => {
    const limited = over(['account', 'timestamp'], {
      ...PROJECTED,
      'projection.account.type': 'enum',
      'projection.account.values': '444455556666',
      'projection.timestamp.range': '2026/03/01,NOW',
    });
    const { limits } = translate('on:2026-02-21 account:111122223333', { catalog: 'c', database: 'd', table: 't' }, limited, TIMES, 0);
    expect(limits.map(({ limitedTo }) => limitedTo)).toEqual([
      '111122223333; the table holds no others than 444455556666',
      'days 2026-02-20 to 2026-02-21; the table holds no others than 2026/03/01,NOW',
    ]);
    const said = (filter: string, table: AthenaTable) =>
      translate(filter, { catalog: 'c', database: 'd', table: 't' }, table, TIMES, 0).limits.map(({ limitedTo }) => limitedTo);
    expect(said('after:2026-03-02 account:444455556666', limited)).toEqual(['444455556666', 'days from 2026-03-01']);
    const years = over(['year'], { 'projection.year.type': 'integer', 'projection.year.range': '2025,2026' });
    expect(said('on:2026-02-21', years)).toEqual(['days 2026-02-20 to 2026-02-21']);
    expect(said('time:2024-12-30..2025-01-03', years)[0]).toContain('the table holds no others than 2025,2026');
  });

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
    for (const region of ['us-east-1', 'us-iso-east-1']) expect(whereOf(`region:${region}`, over(['region']))).not.toMatch(/"region" IN/);
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

test('a network of IPv6 holds no IPv4 address, which Trino counts among ::ffff:0:0/96', () => {
  const four = "IPADDRESS '0.0.0.0' AND IPADDRESS '255.255.255.255'";
  expect(whereOf('-ip:::/0', over([]))).toMatch(new RegExp(`^NOT .* AND NOT TRY_CAST\\("sourceipaddress" AS IPADDRESS\\) BETWEEN ${four}`));
  expect(whereOf('ip:2001:db8::/32', over([]))).not.toContain(four);
});

test('of JSON only what every writer leaves as it is is looked for: Gson writes = otherwise', () => {
  const sql = whereOf('requestParameters.token:"abc=d+e"', over([]));
  expect(sql).toContain("'abc'");
  expect(sql).not.toMatch(/'[^']*[=+][^']*'/);
});

test('a member that the elements of a list have not in the table is refused', () => {
  expect(whereOf('resources.ARN:x', over([]))).toContain('"resources"');
  for (const filter of ['resources.ARNPrefix:arn*', 'resources.0.ARNPrefix:x', 'resources.*:x'])
    expect(() => whereOf(filter, over([])), filter).toThrow(/the table has no resources/);
});

test('columns are asked of the table as it is', () => {
  const table = over([]);
  const columns = new Map(table.columns).set('useridentity', typeOf('struct<sessioncontext:struct<sourceidentity:string>,type:string>'));
  const borne = `coalesce("useridentity"."sessioncontext"."sourceidentity" = 'asha', FALSE)`;
  // The call that set it has it among its parameters or in its answer.
  const sets = ['requestParameters', 'responseElements', 'responseElements.credentialSet'].map((path) => `${path}.sourceIdentity:asha`);
  const setters = `(eventSource:sts.amazonaws.com OR eventSource:rolesanywhere.amazonaws.com) (${sets.join(' OR ')})`;
  expect(whereOf('sourceIdentity:asha', { ...table, columns })).toBe(`(${borne} OR ${whereOf(setters, table)})`);
  expect(() => whereOf('arn:x', { ...table, columns })).toThrow(/the table has no userIdentity.arn/);
  // As AWS documented it before there was onBehalfOf: of whom it names, nothing is missed.
  const before = typeOf(
    'struct<type:string,principalid:string,arn:string,username:string,sessioncontext:struct<sessionissuer:struct<arn:string>>>',
  );
  const older = { ...table, columns: new Map(table.columns).set('useridentity', before) };
  expect(whereOf('who:*/u-1', older)).toContain(`OR coalesce("useridentity"."type" = 'IdentityCenterUser', FALSE)`);
  expect(() => whereOf('agent:"\ud800"', table)).toThrow(/half of a character/);
});

test('a list that would not fit into memory is refused, also of what is no address', () => {
  const named = new NamedPaths({ objects: 3, characters: 40 });
  for (const path of ['s3://b/1', 's3://b/2', 's3://b/1', 'x']) named.add(path, undefined);
  expect(() => named.add('y', undefined)).toThrow(/names more than 3 objects/);
  expect(() => new NamedPaths({ objects: 3, characters: 40 }).add(`s3://b/${'\n'.repeat(20)}`, undefined)).toThrow(/ATHENA|characters/);
});

test('objects are in order of the bytes of their addresses, beyond the first plane, too', () => {
  const named = new NamedPaths();
  for (const key of ['\u{1f600}', '\ufb00', 'a']) named.add(`s3://b/${key}`, undefined);
  expect(named.objects().map(({ key }) => key)).toEqual(['a', '\ufb00', '\u{1f600}']);
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
