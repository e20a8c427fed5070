// One event in several shapes: the whole record is shown, reduced copies are sightings of it, what contradicts it is a conflict. The order of
// importing changes nothing, and verify proves all of it anew.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { agrees } from '../../../src/main/decode/agreement.ts';
import { reducedRow, whole } from '../../../src/main/decode/reduced.ts';
import { caseOf, content, sqlite, verified } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli, eventRows } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';

const FIXTURES = join(ROOT, 'test/fixtures/shapes');
const fixture = (name: string): string => readFileSync(join(FIXTURES, name), 'utf8');
const [DELETION = '', LAUNCH = ''] = fixture('record-lines.jsonl').trimEnd().split('\n');
const LOG = fixture('records.json');

/** Records of a case that repeat an event: where the shown one and the other came from, and how they relate. */
function repeats(path: string): { shown: string; other: string; relation: string }[] {
  const db = sqlite(path, { readonly: true });
  try {
    const found = (record: string) =>
      `(SELECT f.path FROM records x JOIN found_at f ON f.evidence = x.evidence WHERE x.id = ${record} ORDER BY f.path LIMIT 1)`;
    return db
      .prepare(`SELECT ${found('primary_record')} AS shown, ${found('record')} AS other, relation FROM repeats ORDER BY 1, 2, 3`)
      .all() as { shown: string; other: string; relation: string }[];
  } finally {
    db.close();
  }
}

/** Each file in a folder of its own: imported one by one it is found under the same path. */
const apart = (files: Record<string, string>): string[] => Object.entries(files).map(([name, text]) => folderOf({ [name]: text }));

/** The case of some files, which must be the same however they are imported. */
async function inAnyOrder(files: Record<string, string>): Promise<string> {
  const folders = apart(files);
  const { path, summaries } = await caseOf(folders);
  const expected = content(path);
  const oneByOne = folders.map((one) => [one]);
  for (const imports of [oneByOne, [...oneByOne].reverse()]) {
    const other = await caseOf(...imports);
    expect(content(other.path)).toEqual(expected);
    expect(await verified(other.path)).toMatchObject({ ok: true, items: [] });
    const sum = (name: 'events' | 'sightings' | 'conflicts'): number => other.summaries.reduce((total, one) => total + one[name], 0);
    expect([sum('events'), sum('sightings') + sum('conflicts')]).toEqual([
      summaries[0]?.events,
      (summaries[0]?.sightings ?? 0) + (summaries[0]?.conflicts ?? 0),
    ]);
  }
  expect(await verified(path)).toMatchObject({ ok: true, items: [] });
  return path;
}

const REDUCED = [
  'event-history-16-columns.csv',
  'event-history-10-columns.csv',
  'event-history-9-columns-semicolon-crlf.csv',
  'lookup-events-without-record.json',
  'athena-result.csv',
  'lake-result.csv',
  'lake-get-query-results.json',
  'sentinel.csv',
  'athena-rows.jsonl',
  'sentinel-rows.json',
  'underscore-rows.json',
  'dotted-rows.jsonl',
  'lookup-events-selected.json',
];

describe('a reduced copy first, then the whole record', () => {
  test.each(REDUCED)('%s', async (file) => {
    const path = await inAnyOrder({ [file]: fixture(file), 'trail.json': LOG });
    expect(repeats(path)).toEqual(Array(2).fill({ shown: 'trail.json', other: file, relation: 'sighting' }));
  });

  test('all of them together', async () => {
    const path = await inAnyOrder({ ...Object.fromEntries(REDUCED.map((file) => [file, fixture(file)])), 'trail.json': LOG });
    expect(repeats(path)).toEqual(
      REDUCED.flatMap((other) => Array(2).fill({ shown: 'trail.json', other, relation: 'sighting' })).sort(byOther),
    );
  });

  test('without the whole record the copies are sightings of one another, and none is shown as more than it is', async () => {
    const path = await inAnyOrder(Object.fromEntries(REDUCED.map((file) => [file, fixture(file)])));
    expect(repeats(path).map(({ relation }) => relation)).toEqual(Array((REDUCED.length - 1) * 2).fill('sighting'));
  });
});

function byOther(a: { other: string }, b: { other: string }): number {
  return a.other < b.other ? -1 : a.other > b.other ? 1 : 0;
}

test.each([
  'lookup-events.json',
  'eventbridge.json',
  'subscription.json',
  'subscription-lambda.json',
  'log-export.txt',
  'splunk-export.csv',
  'elastic-original.json',
  'kinesis-subscription.json',
  'rows-with-record.json',
])('the record out of %s is a sighting of the one that the trail delivered', async (file) => {
  const path = await inAnyOrder({ [file]: fixture(file), 'trail.json': LOG });
  expect(repeats(path).map(({ relation }) => relation)).toEqual(['sighting', 'sighting']);
});

test('the record out of lookup-events that says something else is a conflict', async () => {
  const altered = JSON.stringify({ Events: [{ EventId: 'x', CloudTrailEvent: DELETION.replace('203.0.113.10', '198.51.100.1') }] });
  const path = await inAnyOrder({ 'lookup.json': altered, 'trail.json': LOG });
  expect(repeats(path).map(({ relation }) => relation)).toEqual(['conflict']);
});

describe('a row that contradicts the whole record is a conflict', () => {
  test('in a case', async () => {
    const forged = fixture('event-history-16-columns.csv').replace('203.0.113.10', '198.51.100.1');
    const path = await inAnyOrder({ 'history.csv': forged, 'trail.json': LOG });
    expect(repeats(path)).toEqual([
      { shown: 'trail.json', other: 'history.csv', relation: 'conflict' },
      { shown: 'trail.json', other: 'history.csv', relation: 'sighting' },
    ]);
  });

  const HISTORY = {
    'User name': 'deploy-7',
    'AWS access key': 'ASIAEXAMPLEDEPLOY',
    'Event time': '2026-02-21T18:17:12Z',
    'Event name': 'DeleteBucket',
    'Event source': 's3.amazonaws.com',
    'Read-only': 'false',
  };
  const QUERY = { eventname: 'DeleteBucket', eventtime: '2026-02-21 18:17:12.000', awsregion: 'ap-south-1' };

  test.each<[string, Record<string, string>, boolean]>([
    ['nothing', HISTORY, true],
    ['the second, where the row stops at the minute', { ...HISTORY, 'Event time': 'February 21, 2026, 23:47 (UTC+05:30)' }, true],
    ['the minute', { ...HISTORY, 'Event time': 'February 21, 2026, 23:48 (UTC+05:30)' }, false],
    ['the minute before', { ...HISTORY, 'Event time': 'February 21, 2026, 23:46 (UTC+05:30)' }, false],
    ['the second', { ...HISTORY, 'Event time': '2026-02-21T18:17:13Z' }, false],
    ['the hour, where the row names its zone', { ...HISTORY, 'Event time': '2026-02-21T19:17:12Z' }, false],
    // Read as UTC and said to be so: the console may have shown the time of where its user was.
    ['the hour, where the row names no zone', { ...HISTORY, 'Event time': '2026-02-21, 11:47:12 PM' }, true],
    ['the second, where the row names no zone', { ...HISTORY, 'Event time': '2026-02-21, 11:47:13 PM' }, false],
    ['the day, where the row names no zone', { ...HISTORY, 'Event time': '2026-02-23, 06:17:12 PM' }, false],
    [
      'the time, where the tool gave the row its own',
      { eventname: 'DeleteBucket', _time: '2026-02-21T18:20:00Z', awsregion: 'ap-south-1' },
      true,
    ],
    ['the hour of a query, which knows UTC only', { ...QUERY, eventtime: '2026-02-21 19:17:12.000' }, false],
    ['no time that can be read', { ...HISTORY, 'Event time': 'yesterday' }, true],
    ['the name of the session', { ...HISTORY, 'User name': 'mallory' }, false],
    ['the name of the role in place of the session’s', { ...HISTORY, 'User name': 'Admin' }, true],
    ['the key', { ...HISTORY, 'AWS access key': 'ASIAOTHER' }, false],
    ['whether it only read', { ...HISTORY, 'Read-only': 'true' }, false],
    ['the error', { ...HISTORY, 'Error code': 'AccessDenied' }, true],
    ['the region', { ...QUERY, awsregion: 'us-east-1' }, false],
    ['the caller’s type', { ...QUERY, useridentity: '{type=IAMUser, username=null}' }, false],
    ['the caller’s ARN', { ...QUERY, useridentity: '{type=AssumedRole, arn=arn:aws:sts::111122223333:assumed-role/Admin/other}' }, false],
    ['nothing of the caller', { ...QUERY, useridentity: '{type=AssumedRole, principalid=AROAEXAMPLEADMIN:deploy-7, username=null}' }, true],
  ])('it differs in %s', (_, row, agree) => {
    const stated = reducedRow(Object.keys(row), Object.values(row));
    const record = whole(JSON.parse(DELETION));
    expect([agrees(stated, record), agrees(record, stated)]).toEqual([agree, agree]);
  });

  test('the user name of a user, and that of root', () => {
    const named = reducedRow(Object.keys(HISTORY), [
      'asha',
      'AKIAEXAMPLEASHA',
      '2026-02-21T03:04:05Z',
      'RunInstances',
      'ec2.amazonaws.com',
      'false',
    ]);
    const user = JSON.parse(LAUNCH);
    expect(agrees(named, whole(user))).toBe(true);
    expect(
      agrees(named, whole({ ...user, userIdentity: { ...user.userIdentity, userName: 'other', arn: null, principalId: 'AIDAX' } })),
    ).toBe(false);
    expect(agrees(named, whole({ ...user, userIdentity: { type: 'Root', userName: 'the-alias' } }))).toBe(true);
  });
});

describe('what the command line lists', () => {
  test('wrapped records: their rows, and the record as CloudTrail wrote it', async () => {
    for (const file of ['lookup-events.json', 'subscription-lambda.json', 'splunk-export.csv', 'elastic-original.json']) {
      const { path } = await caseOf(apart({ [file]: fixture(file) }));
      const rows = await eventRows(path);
      expect(rows.map(({ eventName, actor, time }) => [time, eventName, actor])).toEqual([
        ['2026-02-21T03:04:05Z', 'RunInstances', 'asha'],
        ['2026-02-21T18:17:12Z', 'DeleteBucket', 'Admin/deploy-7'],
      ]);
      for (const { id, evidence, offset, length } of rows) expect(id.startsWith(`${evidence}@${offset}+${length}/`)).toBe(true);
      expect((await cli(['events', path, '--raw'])).stdout).toBe(`${LAUNCH}\n${DELETION}\n`);
    }
  });

  test('reduced copies: what they say, and the row or entry as it stands', async () => {
    const history = fixture('event-history-16-columns.csv');
    const [, first, second] = history.split('\n');
    const { path } = await caseOf(apart({ 'history.csv': history }));
    expect(await eventRows(path, 'eventName:DeleteBucket')).toMatchObject([
      {
        time: '2026-02-21T18:17:12Z',
        actor: 'deploy-7',
        accountId: '111122223333',
        awsRegion: 'ap-south-1',
        sourceIPAddress: '203.0.113.10',
      },
    ]);
    expect((await cli(['events', path, '--raw'])).stdout).toBe(`${second}\n${first}\n`);
    const lake = await caseOf(apart({ 'lake.json': fixture('lake-get-query-results.json') }));
    const [row] = await eventRows(lake.path, 'eventName:DeleteBucket');
    expect(row).toMatchObject({ actor: 'Admin/deploy-7', accessKeyId: 'ASIAEXAMPLEDEPLOY', eventID: JSON.parse(DELETION).eventID });
    const raw = await cli(['events', lake.path, 'eventName:DeleteBucket', '--raw']);
    expect(Object.assign({}, ...JSON.parse(raw.stdout))).toMatchObject({ eventName: 'DeleteBucket', eventTime: '2026-02-21 18:17:12.000' });
  });

  test('where both are there the whole record is listed, once', async () => {
    const { path } = await caseOf(apart({ 'history.csv': fixture('event-history-10-columns.csv'), 'trail.json': LOG }));
    const rows = await eventRows(path);
    expect(rows.map(({ actor }) => actor)).toEqual(['asha', 'Admin/deploy-7']);
    expect((await cli(['events', path, '--raw'])).stdout).toBe(`${LAUNCH}\n${DELETION}\n`);
  });
});
