// Tables of events as consoles, query services and spreadsheets write them: columns in any choice, times in any style, odd rows.
import { describe, expect, test } from 'vitest';
import { fixture, ORIGINALS, readItem } from './rows.ts';

const ID = '5ba1f1d3-9a3c-4f0e-8d2e-0c8f1a2b3c4d';
const [DELETION = '', LAUNCH = ''] = ORIGINALS;
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const table = (columns: Record<string, string>, separator = ',', end = '\n'): string =>
  [Object.keys(columns), Object.values(columns)].map((cells) => cells.map(quoted).join(separator) + end).join('');

describe('times as the console wrote them over the years', () => {
  const history = (time: string) => table({ 'Event ID': ID, 'Event time': time, 'Event name': 'DeleteBucket', 'User name': 'deploy-7' });

  test.each<[string, string, boolean]>([
    ['2021-09-24T17:36:03Z', '2021-09-24T17:36:03Z', true],
    ['2021-09-24T17:36:03+05:30', '2021-09-24T12:06:03Z', true],
    ['2020-05-13, 04:52:01 PM', '2020-05-13T16:52:01Z', false],
    ['2020-05-13, 12:00:01 AM', '2020-05-13T00:00:01Z', false],
    ['2020-05-13, 12:00:01 PM', '2020-05-13T12:00:01Z', false],
    ['2020-05-13, 04:52:01\u202fPM', '2020-05-13T16:52:01Z', false],
    ['2020-05-13, 16:52:01', '2020-05-13T16:52:01Z', false],
    ['May 19, 2020, 23:17 (UTC-07:00)', '2020-05-20T06:17:00Z', true],
    ['May 19, 2020, 23:17:45 (UTC-07:00)', '2020-05-20T06:17:45Z', true],
    ['December 31, 2025, 23:59 (UTC-12:00)', '2026-01-01T11:59:00Z', true],
    ['January 1, 2026, 00:30 (UTC+14:00)', '2025-12-31T10:30:00Z', true],
    ['February 29, 2024, 05:00 (UTC+05:45)', '2024-02-28T23:15:00Z', true],
    ['September 9, 2021, 09:05 (UTC)', '2021-09-09T09:05:00Z', true],
    ['Sep 9, 2021, 9:05:06 AM', '2021-09-09T09:05:06Z', false],
    ['2021/9/4 17:36', '2021-09-04T17:36:00Z', false],
    ['2021/09/24 17:36:03', '2021-09-24T17:36:03Z', false],
    ['24.09.2021 17:36:03', '2021-09-24T17:36:03Z', false],
    ['4.9.2021, 17:36', '2021-09-04T17:36:00Z', false],
  ])('%s is %s', (style, instant, zoned) => {
    const { shape, rows } = readItem(history(style));
    expect(shape).toBe('event-history-csv');
    expect(rows).toMatchObject([{ time: instant, codes: zoned ? [] : ['EVENT_TIME_ZONELESS'] }]);
  });

  test.each([
    'yesterday',
    '2020/13/01 16:52:01',
    '13.13.2020 16:52:01',
    '2020-05/13 16:52:01',
    'February 30, 2020, 10:00 (UTC)',
    'Smarch 3, 2020, 10:00 (UTC)',
    '2020-05-13, 13:52:01 PM',
    '2020-05-13, 24:00:01',
    '2020-13-01, 10:00:00',
    '0050-05-13, 10:00:00',
    'May 19, 2020, 23:17 (UTC+99:00)',
    'May 19, 2020, 23:61 (UTC)',
  ])('%s is no time: the event is undated, and not dropped', (style) => {
    const { rows } = readItem(history(style));
    expect(rows).toMatchObject([{ time: null, eventID: ID, eventName: 'DeleteBucket', codes: ['EVENT_TIME_UNREADABLE'] }]);
  });

  test.each(['NoData', 'nan', 'NaN', 'None', 'null', 'N/A', '-'])('%s, put where no error is, is none', (word) => {
    const columns = { eventid: ID, eventname: 'A', eventtime: '2026-02-21T18:17:12Z', errorcode: word, errormessage: word };
    expect(readItem(table(columns)).rows).toMatchObject([{ errorCode: null, codes: [] }]);
    expect(readItem(table({ ...columns, errorcode: 'AccessDenied' })).rows).toMatchObject([{ errorCode: 'AccessDenied' }]);
  });

  test('an account that a statistics tool took for a number is the account', () => {
    const columns = { eventid: ID, eventname: 'A', eventtime: '2026-02-21T18:17:12Z' };
    for (const name of ['useridentityaccountid', 'recipientaccountid', 'userIdentity.accountId'])
      expect(readItem(table({ ...columns, [name]: '111122223333.0' })).rows).toMatchObject([{ accountId: '111122223333' }]);
  });

  test('a time or a region that only the tool gives counts where the event’s own is not there', () => {
    const own = { _time: '2026-02-21T18:20:00.000+0000', region: 'eu-west-1', eventName: 'A', sourceIPAddress: '192.0.2.7', eventID: ID };
    expect(readItem(table(own)).rows).toMatchObject([
      { time: '2026-02-21T18:20:00Z', awsRegion: 'eu-west-1', codes: ['EVENT_TIME_FROM_WRAPPER'] },
    ]);
    expect(readItem(table({ ...own, eventTime: '2026-02-21T18:17:12Z', awsRegion: 'us-east-1' })).rows).toMatchObject([
      { time: '2026-02-21T18:17:12Z', awsRegion: 'us-east-1', codes: [] },
    ]);
    expect(readItem(table({ ...own, region: 'Berlin' })).rows).toMatchObject([{ awsRegion: null }]);
  });

  test('query services know UTC only: their times need no zone', () => {
    for (const time of ['2021-09-24 17:36:03.000', '2021-09-24 17:36:03', '2021-09-24 17:36:03.000 UTC', '2021-09-24T17:36:03Z'])
      expect(readItem(table({ eventid: ID, eventtime: time, eventname: 'A', awsregion: 'x' })).rows).toMatchObject([
        { time: '2021-09-24T17:36:03Z', codes: [] },
      ]);
  });
});

describe('columns follow the SELECT', () => {
  test.each<[string, Record<string, string>, object]>([
    ['lower case', { eventname: 'A', eventsource: 's3.amazonaws.com', eventid: ID }, { eventName: 'A', eventID: ID }],
    ['as AWS writes it', { eventName: 'A', awsRegion: 'eu-west-1', userAgent: 'cli' }, { eventName: 'A', awsRegion: 'eu-west-1' }],
    ['upper case', { EVENTNAME: 'A', SOURCEIPADDRESS: '192.0.2.7' }, { eventName: 'A', sourceIPAddress: '192.0.2.7' }],
    ['two of them', { eventtime: '2026-02-21T18:17:12Z', sourceipaddress: '192.0.2.7' }, { time: '2026-02-21T18:17:12Z', eventName: null }],
    ['others between', { day: '2026/02/21', eventName: 'A', eventID: ID, eventTime: 'null', constructor: 'x', c7: '' }, { eventID: ID }],
    [
      'a member of the caller',
      { eventid: ID, eventname: 'A', arn: 'arn:aws:iam::111122223333:user/x/asha' },
      { actor: 'asha', actorType: null, arn: 'arn:aws:iam::111122223333:user/x/asha' },
    ],
    [
      'members under names with dots',
      { eventID: ID, 'userIdentity.type': 'IAMUser', 'userIdentity.userName': 'asha', 'useridentity.accesskeyid': 'AKIAX' },
      { actorType: 'IAMUser', actor: 'asha', accessKeyId: 'AKIAX' },
    ],
    [
      'members of the session under names with dots',
      {
        eventID: ID,
        'userIdentity.type': 'AssumedRole',
        'userIdentity.principalId': 'AROAX:run',
        'userIdentity.sessionContext.sessionIssuer.userName': 'Admin',
      },
      { actorType: 'AssumedRole', actor: 'Admin/run' },
    ],
    ['underscores', { eventID: ID, useridentity_arn: 'arn:aws:sts::111122223333:assumed-role/Ops/i-0' }, { actor: 'Ops/i-0' }],
  ])('%s', (_, columns, said) => {
    const { kind, shape, rows } = readItem(table(columns));
    expect({ kind, shape }).toEqual({ kind: 'log', shape: 'query-csv' });
    expect(rows).toMatchObject([{ ...said, fidelity: 1 }]);
  });

  test('a bare name that may be another’s is taken for the caller’s only where its value can be no other', () => {
    const columns = { eventid: ID, eventname: 'A', eventtime: '2026-02-21T18:17:12Z', awsregion: 'x' };
    for (const [name, value] of [
      ['arn', 'arn:aws:s3:::prod-data'],
      ['arn', 'arn:aws:iam::111122223333:role/Admin'],
      ['type', 'AWS::S3::Bucket'],
      ['type', 'Role'],
      ['principalid', 'AROAEXAMPLEADMIN'],
      ['accesskeyid', 'none'],
    ] as const)
      expect(readItem(table({ ...columns, [name]: value })).rows).toMatchObject([
        { actorType: null, actor: null, arn: null, accessKeyId: null },
      ]);
    // The whole structure counts, wherever it stands.
    const both = { arn: 'arn:aws:iam::111122223333:user/other', ...columns, useridentity: '{type=IAMUser, username=asha}' };
    expect(readItem(table(both)).rows).toMatchObject([{ actorType: 'IAMUser', actor: 'asha', arn: null }]);
  });

  test.each<[string, Record<string, string>]>([
    ['a sum over events', { eventname: 'A', sourceipaddress: '192.0.2.7', _col2: '17' }],
    ['a sum under a name', { eventsource: 's3.amazonaws.com', eventname: 'A', awsregion: 'x', event_count: '17' }],
    ['another system’s events', { EventID: '4624', EventType: 'Audit', EventSource: 'Security', Message: 'm' }],
    ['a calendar', { 'Event name': 'Gala', 'Event time': '2026-02-21, 06:00:00 PM', Venue: 'Hall' }],
    ['a calendar of a query', { eventname: 'Gala', eventtime: '2026-02-21 18:00:00', venue: 'Hall' }],
  ])('%s is no table of events', (_, columns) => {
    expect(readItem(table(columns))).toMatchObject({ kind: 'unknownCsv', shape: '', rows: [] });
  });
});

describe('structures that are not JSON', () => {
  const caller = (text: string) =>
    readItem(table({ eventid: ID, eventname: 'A', eventtime: '2026-02-21 18:17:12.000', useridentity: text })).rows[0];

  test.each<[string, object]>([
    [
      '{type=Root, principalid=1, arn=arn:aws:iam::1:root, sessioncontext=null}',
      { actorType: 'Root', actor: 'root', arn: 'arn:aws:iam::1:root' },
    ],
    ['{type=AWSService, invokedby=ec2.amazonaws.com, arn=null}', { actorType: 'AWSService', actor: 'ec2.amazonaws.com', arn: null }],
    ['{type=AssumedRole, arn=arn:aws:sts::1:assumed-role/R/a,b=c@d.e}', { actor: 'R/a,b=c@d.e' }],
    [
      '{type=AssumedRole, principalid=AROAX:s, sessioncontext={attributes={creationdate=2026-02-21 18:00:41.000, mfaauthenticated=false}, sessionissuer={type=Role, username=Deep}}}',
      { actor: 'Deep/s' },
    ],
    ['{"type":"IAMUser","username":"asha","accesskeyid":"AKIAX"}', { actorType: 'IAMUser', actor: 'asha', accessKeyId: 'AKIAX' }],
    ['{"type":"IAMUser","userName":"asha","accessKeyId":"AKIAX"}', { actorType: 'IAMUser', actor: 'asha', accessKeyId: 'AKIAX' }],
    ["{'type': 'IAMUser', 'userName': 'asha', 'accessKeyId': 'AKIAX', 'arn': None}", { actor: 'asha', accessKeyId: 'AKIAX', arn: null }],
    [
      `{'type': 'AssumedRole', 'principalId': "AROAX:o'neil", 'sessionContext': {'sessionIssuer': {'userName': 'Ops'}, 'attributes': {'mfaAuthenticated': False}}}`,
      { actorType: 'AssumedRole', actor: "Ops/o'neil", codes: [] },
    ],
    ["{'type': 'IAMUser', 'userName': 'a\\'b\\\\c\\n\\xe9\\u20ac\\U0001f431\\q'}", { actor: "a'b\\c\né€🐱\\q" }],
    [
      "{'type': AssumedRole, 'principalId': 'AROAX:s', 'arn': NULL, 'sessionContext': {'attributes': {'mfaAuthenticated': false}, 'sessionIssuer': {'userName': 'it\\'s'}}}",
      { actorType: 'AssumedRole', actor: "it's/s", arn: null, codes: [] },
    ],
    ["{'type': IAMUser, 'userName': asha, 'accessKeyId': AKIAX}", { actorType: 'IAMUser', actor: 'asha', accessKeyId: 'AKIAX' }],
    ['{}', { actorType: null, actor: null, codes: [] }],
    ['null', { actorType: null, actor: null, codes: [] }],
  ])('%s', (text, said) => {
    expect(caller(text)).toMatchObject(said);
  });

  test.each([
    // A web identity chooses its user name: a name made up in it stands twice, and which of them is true cannot be told.
    '{type=WebIdentityUser, principalid=p, arn=null, accountid=null, username=x, arn=arn:aws:iam::1:root, type=Root}',
    '{type=IAMUser, username=a}b}',
    '{type=IAMUser, username=asha',
    '{=}',
    'asha',
    "{'type': 'IAMUser', 'userName': asha}",
    "{'type': 'IAMUser', 'userName': 'asha'",
    "{'type': 'IAMUser', 'userName': 'asha', 'at': datetime.datetime(2026, 2, 21)}",
    "{'type': 'IAMUser', 'userName': 'as'ha'}",
  ])('%s is not taken apart by guessing', (text) => {
    expect(caller(text)).toMatchObject({ actorType: null, actor: null, arn: null, eventID: ID, codes: ['FIELD_UNEXPECTED_TYPE'] });
  });
});

describe('whole records in a column', () => {
  const known = { eventid: ID, eventname: 'DeleteBucket', eventtime: '2026-02-21T18:17:12Z' };

  test.each([
    ['as it came', DELETION],
    ['with white space around', ` ${DELETION}\n`],
  ])('%s', (_, cell) => {
    const { rows } = readItem(table({ useragent: '6" pipe', ...known, event: cell }));
    expect(rows).toMatchObject([{ fidelity: 2, text: DELETION, codes: [] }]);
  });

  test('printed over many lines it keeps its layout', () => {
    const pretty = JSON.stringify(JSON.parse(DELETION), null, 2);
    const tables: Record<string, string>[] = [{ ...known, event: pretty }, { at: 'x', event: pretty }, { event: pretty }];
    for (const columns of tables) expect(readItem(table(columns)).rows).toMatchObject([{ fidelity: 2, text: pretty }]);
  });

  test('what was sent in a call is not taken for the record of it', () => {
    const sent = JSON.stringify({ jobName: 'x', parameters: JSON.parse(LAUNCH) });
    const tables: Record<string, string>[] = [
      { ...known, requestparameters: sent },
      { ...known, requestparameters: LAUNCH },
      { ...known, parameters: sent },
      { ...known, parameters: LAUNCH },
      { eventname: 'DeleteBucket', eventid: ID, resources: `[${LAUNCH}]`, responseelements: LAUNCH },
    ];
    for (const columns of tables)
      expect(readItem(table(columns)).rows).toMatchObject([{ eventName: 'DeleteBucket', eventID: ID, fidelity: 1 }]);
  });

  test('a cell cut off is a record that is missing, where nothing else says anything of it', () => {
    const cut = DELETION.slice(0, -200);
    const text = fixture('splunk-export.csv').toString('utf8').replace(quoted(DELETION), quoted(cut));
    const { rows, problems } = readItem(text);
    expect(rows.map((row) => row.text)).toEqual([LAUNCH]);
    expect(problems).toMatchObject([{ code: 'RECORD_NOT_JSON', isRecord: true }]);
    // Otherwise the rest of the row is there.
    expect(readItem(table({ ...known, event: cut })).rows).toMatchObject([{ eventID: ID, fidelity: 1 }]);
  });
});

describe('rows of CloudTrail Lake as JSON', () => {
  const read = (...rows: Record<string, string>[]) =>
    readItem(
      JSON.stringify({
        QueryStatus: 'FINISHED',
        QueryResultRows: rows.map((row) => Object.entries(row).map(([name, value]) => ({ [name]: value }))),
      }),
    );
  const row = { eventID: ID, eventName: 'DeleteBucket', eventTime: '2026-02-21 18:17:12.000' };

  test('a column with the whole record gives the record', () => {
    expect(read({ ...row, eventJson: DELETION }).rows).toMatchObject([{ fidelity: 2, text: DELETION }]);
    expect(read({ eventJson: LAUNCH }).rows).toMatchObject([{ fidelity: 2, text: LAUNCH }]);
  });

  test('what was sent in a call is not taken for the record of it', () => {
    for (const name of ['requestParameters', 'parameters'])
      expect(read({ ...row, [name]: LAUNCH }).rows).toMatchObject([{ eventName: 'DeleteBucket', eventID: ID, fidelity: 1 }]);
  });

  test('sums over events are no events', () => {
    expect(read({ eventName: 'DeleteBucket', awsRegion: 'x', _col2: '17' })).toMatchObject({ kind: 'unknownJson', rows: [] });
  });
});

test('a flood of rows that hardly say anything is some events and one problem, not millions of them', () => {
  const rows = 30_000;
  const found = readItem(Buffer.from(`Event ID,Event time,Event name\n${'a\n'.repeat(rows)}`));
  expect(found.rows.length).toBe(10_000);
  expect(found.problems.filter(({ event }) => event === null).length).toBeLessThanOrEqual(1001);
  const flood = found.problems.at(-1);
  expect({ code: flood?.code, isRecord: flood?.isRecord, end: (flood?.offset ?? 0) + (flood?.length ?? 0) }).toEqual({
    code: 'RECORD_NOT_CLOUDTRAIL',
    isRecord: true,
    end: 'Event ID,Event time,Event name\n'.length + rows * 2 - 1,
  });
});
