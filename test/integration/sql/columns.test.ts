// The fast way equals the slow one: what the tables hold is what the raw records say, over all fixtures.
import { resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import { columnSql, TABLE_FIELDS, TRAIL_COLUMNS } from '../../../src/main/sql/columns.ts';
import { member } from '../../../src/main/sql/record-value.ts';
import { caseOf } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { ask, type Raw } from './archive.ts';

vi.mock('node:child_process', async (original) => (await import('../../helpers/sql-here.ts')).queriesHere(original));

const FIXTURES = ['test/fixtures/cloudtrail-real', 'test/fixtures/shapes', 'resources/sample/archive'];

/** Columns that the tables hold as the record says it, and where it says it. */
const HELD: Record<string, string[]> = {
  eventversion: ['eventVersion'],
  eventsource: ['eventSource'],
  eventname: ['eventName'],
  awsregion: ['awsRegion'],
  sourceipaddress: ['sourceIPAddress'],
  useragent: ['userAgent'],
  errorcode: ['errorCode'],
  eventtype: ['eventType'],
  eventcategory: ['eventCategory'],
  readonly: ['readOnly'],
  eventid: ['eventID'],
  'useridentity.type': ['userIdentity', 'type'],
  'useridentity.principalid': ['userIdentity', 'principalId'],
  'useridentity.arn': ['userIdentity', 'arn'],
  'useridentity.accountid': ['userIdentity', 'accountId'],
  'useridentity.invokedby': ['userIdentity', 'invokedBy'],
  'useridentity.accesskeyid': ['userIdentity', 'accessKeyId'],
};

test('every column of a table is compared here', () => {
  const fast = Object.keys(TRAIL_COLUMNS).filter((name) => TRAIL_COLUMNS[name]?.sql && !TRAIL_COLUMNS[name]?.extra);
  expect([...fast, ...Object.keys(TABLE_FIELDS)].sort()).toEqual([...Object.keys(HELD), 'eventtime'].sort());
  expect(columnSql(['requestparameters']).sql).toBe("ct(r.id, 'requestParameters')");
});

test.each(FIXTURES)('%s', async (folder) => {
  const { path } = await caseOf([resolve(ROOT, folder)]);
  const names = Object.keys(HELD);
  const { rows } = await ask(path, `SELECT ${names.join(', ')}, eventjson, eventtime FROM cloudtrail_logs`);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const record: Raw = JSON.parse(String(row[names.length]));
    const said = names.map((name) => {
      const value = (HELD[name] as string[]).reduce<unknown>((inner, field) => member(inner, field), record);
      return value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
    });
    expect(row.slice(0, names.length), String(row[names.length])).toEqual(said);
    const time = row[names.length + 1];
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(record.eventTime)) expect(time).toBe(record.eventTime);
    else if (typeof record.eventTime === 'string' && !Number.isNaN(Date.parse(record.eventTime)))
      expect(Date.parse(String(time))).toBe(Date.parse(record.eventTime));
  }
});

test.each([
  "eventName = 'Wanted' AND json_extract_scalar(json_parse(requestParameters), '$.a') = 'x'",
  "json_extract_scalar(json_parse(requestParameters), '$.a') = 'x' AND eventName = 'Wanted'",
  "(json_extract_scalar(json_parse(requestParameters), '$.a') = 'x' AND awsRegion = 'ap-south-1') AND sourceIPAddress = '198.51.100.7'",
  "(eventName = 'Wanted' OR awsRegion = 'nowhere') AND json_extract_scalar(json_parse(requestParameters), '$.a') = 'x'",
  "eventName = 'Wanted' OR (awsRegion = 'nowhere' AND json_parse(requestParameters) IS NOT NULL)",
])('records are read only of rows that the tables leave: %s', async (where) => {
  const { path } = await caseOf([
    folderOf({
      'a.json': trail()
        .events(20, () => ({ eventName: 'Other', requestParameters: 'no JSON', sourceIPAddress: '203.0.113.9' }))
        .event({ eventName: 'Wanted', requestParameters: { a: 'x' }, sourceIPAddress: '198.51.100.7' })
        .json(),
    }),
  ]);
  // json_parse would say that a text is no JSON.
  expect((await ask(path, `SELECT eventName FROM cloudtrail_logs WHERE ${where}`)).rows).toEqual([['Wanted']]);
});
