// "Field quirks that break naive tools" of reference/inputs.md, one by one: what is to be read of each, and what is not to be made of it.
import { describe, expect, test } from 'vitest';
import { toEventRow } from '../../../../src/main/case/event-rows.ts';
import { openForReading } from '../../../../src/main/case/open.ts';
import { actorName } from '../../../../src/main/ingest/actor.ts';
import { caseOf, verified } from '../../../helpers/cases.ts';
import { everyEvent } from '../../../helpers/events.ts';
import { folderOf } from '../../../helpers/folder.ts';
import { eventId, type Fields, record, trail } from '../../../helpers/trail.ts';
import { type ReadRow, readItem } from './rows.ts';

const ACCOUNT = '111122223333';

/** The one event of a log with this record, which must keep the record's bytes. */
function one(fields: Fields): ReadRow {
  const written = record(fields);
  const { rows } = readItem(JSON.stringify({ Records: [written] }));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.text).toBe(JSON.stringify(written));
  return rows[0] as ReadRow;
}

describe('userIdentity', () => {
  test('without a type: a service called in the account, and no person is made of it', () => {
    const row = one({ userIdentity: { accountId: ACCOUNT, invokedBy: 'config.amazonaws.com' } });
    expect(row).toMatchObject({ actorType: null, actor: 'config.amazonaws.com', accessKeyId: null, accountId: ACCOUNT, codes: [] });
  });

  test.each<[Fields, string]>([
    [{ type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT }, 'root'],
    [{ type: 'IAMUser', principalId: 'AIDAX', userName: 'asha' }, 'asha'],
    [{ type: 'AssumedRole', principalId: 'AROAX:s', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Ops/s` }, 'Ops/s'],
    [{ type: 'Role', principalId: 'AROAX:s', arn: `arn:aws:iam::${ACCOUNT}:role/Ops` }, 'Ops'],
    [{ type: 'FederatedUser', principalId: `${ACCOUNT}:bob`, arn: `arn:aws:sts::${ACCOUNT}:federated-user/bob` }, 'bob'],
    [{ type: 'Directory', principalId: 'd-1', userName: 'carol' }, 'carol'],
    [{ type: 'AWSAccount', principalId: 'AIDAOTHER', accountId: '999988887777' }, 'AIDAOTHER'],
    [{ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, 'ec2.amazonaws.com'],
    [{ type: 'SAMLUser', principalId: 'idp:dana', userName: 'dana', identityProvider: 'idp' }, 'dana'],
    [{ type: 'WebIdentityUser', principalId: 'cognito:1:2', identityProvider: 'cognito-identity.amazonaws.com', userName: 'u-1' }, 'u-1'],
    [{ type: 'Unknown', principalId: 'who' }, 'who'],
    [{ type: 'HologramUser', principalId: 'h-1' }, 'h-1'],
  ])('type $type', (userIdentity, actor) => {
    expect(one({ userIdentity })).toMatchObject({ actorType: userIdentity.type, actor, codes: [] });
  });

  test('an Identity Center user has no ARN: the user’s id names the same user again in another sign-in', () => {
    const user = (userId: string, credentialId: string): Fields => ({
      type: 'IdentityCenterUser',
      accountId: ACCOUNT,
      onBehalfOf: { userId, identityStoreArn: `arn:aws:identitystore::${ACCOUNT}:identitystore/d-1` },
      credentialId,
    });
    const { rows } = readItem(
      trail()
        .event({ userIdentity: user('544894e8-user', 'c-1') })
        .event({ userIdentity: user('544894e8-user', 'c-2') })
        .event({ userIdentity: user('700000aa-user', 'c-3') })
        .json(),
    );
    expect(rows.map(({ actor, arn, codes }) => [actor, arn, codes])).toEqual([
      ['544894e8-user', null, []],
      ['544894e8-user', null, []],
      ['700000aa-user', null, []],
    ]);
  });
});

test.each<[unknown, string | null]>([
  ['cloudformation.amazonaws.com', 'cloudformation.amazonaws.com'],
  ['AWS Internal', 'AWS Internal'],
  ['2001:db8:85a3::8a2e:370:7334', '2001:db8:85a3::8a2e:370:7334'],
  ['203.0.113.10', '203.0.113.10'],
  ['', ''],
  [undefined, null],
  [null, null],
])('sourceIPAddress %s is listed as it stands', (sourceIPAddress, listed) => {
  expect(one({ sourceIPAddress })).toMatchObject({ sourceIPAddress: listed, codes: [] });
});

test('a service that calls on someone’s behalf does not take the place of the one who has the credentials', () => {
  const role = { type: 'AssumedRole', principalId: 'AROAX:s', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Ops/s`, accessKeyId: 'ASIAX' };
  const row = one({
    userIdentity: { ...role, invokedBy: 'cloudformation.amazonaws.com' },
    sourceIPAddress: 'cloudformation.amazonaws.com',
  });
  expect(row).toMatchObject({ actor: 'Ops/s', actorType: 'AssumedRole', accessKeyId: 'ASIAX' });
});

test.each(['AKIALONGTERM', 'ASIATEMPORARY', ''])('access key "%s" is listed as it stands', (accessKeyId) => {
  expect(one({ userIdentity: { type: 'IAMUser', userName: 'asha', accessKeyId } })).toMatchObject({
    accessKeyId,
    actor: 'asha',
    codes: [],
  });
});

test('an issued key is not the caller’s: it stays in the response, and a denied call has none', () => {
  const issue = { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' };
  const credentials = { accessKeyId: 'ASIAISSUED', sessionToken: 'FwoGZXIvYXdzEA', expiration: 'Feb 21, 2026, 7:17:12 PM' };
  const issued = one({ ...issue, responseElements: { credentials, assumedRoleUser: { assumedRoleId: 'AROAX:s' } } });
  expect(issued.accessKeyId).toBe('AKIAASHAEXAMPLE');
  expect(JSON.parse(issued.text).responseElements.credentials.accessKeyId).toBe('ASIAISSUED');
  const denied = one({ ...issue, errorCode: 'AccessDenied', responseElements: null });
  expect(denied).toMatchObject({ accessKeyId: 'AKIAASHAEXAMPLE', errorCode: 'AccessDenied' });
  const created = { userName: 'asha', accessKeyId: 'AKIANEW', status: 'Active' };
  expect(one({ eventName: 'CreateAccessKey', responseElements: { accessKey: created } }).accessKeyId).toBe('AKIAASHAEXAMPLE');
});

test('sourceIdentity and sessionToken stay in the record, wherever they stand', () => {
  for (const fields of [
    { requestParameters: { sourceIdentity: 'dana' } },
    { responseElements: { sourceIdentity: 'dana', credentials: { sessionToken: 'FwoGZXIvYXdzEA' } } },
    { userIdentity: { type: 'AssumedRole', sessionContext: { sourceIdentity: 'dana' } } },
  ])
    expect(one(fields).codes).toEqual([]);
});

test('a user name that AWS hides is no name', () => {
  const userIdentity = { type: 'IAMUser', accountId: ACCOUNT, accessKeyId: '', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' };
  const row = one({ eventName: 'ConsoleLogin', userIdentity, errorMessage: 'No username found in supplied account' });
  expect(row).toMatchObject({ actor: ACCOUNT, actorType: 'IAMUser', codes: [] });
  expect(actorName({ type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' })).toBeNull();
});

test.each<[string, unknown]>([
  ['omitted', { omitted: true, originalSize: 112_640, reason: 'requestParameters too large' }],
  ['null', null],
  ['an object', { bucketName: 'b' }],
  ['a string', 'instancesSet=i-1'],
  ['a list', ['i-1']],
  ['absent', undefined],
])('requestParameters %s', (_, requestParameters) => {
  expect(one({ requestParameters })).toMatchObject({ eventName: 'DescribeInstances', codes: [] });
});

test('eventVersion is kept as it stands, whatever the digits', () => {
  for (const eventVersion of ['1.0', '1.08', '1.9', '1.11', '2.0']) expect(one({ eventVersion }).codes).toEqual([]);
});

describe('in a case', () => {
  const listed = async (...records: Fields[]) => {
    const { path } = await caseOf([folderOf({ 'log.json': JSON.stringify({ Records: records }) })]);
    expect(await verified(path)).toMatchObject({ ok: true });
    const db = openForReading(path);
    try {
      const events = everyEvent(db).map(toEventRow);
      return { events, repeats: db.prepare('SELECT relation FROM repeats').pluck().all() };
    } finally {
      db.close();
    }
  };

  test('sharedEventID links the copies of several accounts and makes no repeat of them', async () => {
    const sharedEventID = eventId('shared');
    const copy = (name: string, recipientAccountId: string) => record({ eventID: eventId(name), sharedEventID, recipientAccountId });
    const { events, repeats } = await listed(copy('a', ACCOUNT), copy('b', '444455556666'));
    expect([events.length, repeats]).toEqual([2, []]);
  });

  test('an eventID that comes again is the same event; one without an eventID never is', async () => {
    const twice = record({ eventID: eventId('twice') });
    const { events, repeats } = await listed(twice, twice, record({ eventID: undefined }), record({ eventID: undefined }));
    expect([events.length, repeats]).toEqual([3, ['sighting']]);
  });

  test('an addendum is an event beside the one it completes, and overwrites nothing', async () => {
    const original = record({ eventID: eventId('original'), eventName: 'CreateUser' });
    const addendum = { reason: 'UPDATED_DATA', updatedFields: 'responseElements', originalEventID: original.eventID };
    const later = record({ eventID: eventId('addendum'), eventName: 'CreateUser', responseElements: { a: 1 }, addendum });
    const { events, repeats } = await listed(original, later);
    expect(events.map(({ eventID }) => eventID)).toEqual([original.eventID, later.eventID]);
    expect(repeats).toEqual([]);
  });

  test('within a second the order is that of the addresses, and no fraction of a second is made up', async () => {
    const names = ['C', 'A', 'B'];
    const { events } = await listed(...names.map((eventName) => record({ eventID: eventId(eventName), eventName })));
    expect(events.map(({ eventName }) => eventName)).toEqual(names);
    expect(new Set(events.map(({ time }) => time))).toEqual(new Set(['2026-02-21T10:00:00Z']));
  });
});

describe('a missing or odd field never drops a record, in any wrapper', () => {
  const ODD: [string, Fields, string[]][] = [
    ['no eventTime', { eventTime: undefined }, ['EVENT_TIME_MISSING']],
    ['eventTime of another form', { eventTime: 'Sat Feb 21 2026' }, ['EVENT_TIME_UNREADABLE']],
    ['no eventID', { eventID: undefined }, ['EVENT_ID_MISSING']],
    ['eventID as a list', { eventID: ['x'] }, ['FIELD_UNEXPECTED_TYPE']],
    ['no userIdentity', { userIdentity: undefined }, []],
    ['userIdentity as text', { userIdentity: 'asha' }, ['FIELD_UNEXPECTED_TYPE']],
    ['no eventName', { eventName: undefined }, ['EVENT_NAME_MISSING']],
    ['eventName as a number', { eventName: 7 }, ['FIELD_UNEXPECTED_TYPE']],
    [
      'only three fields',
      Object.fromEntries(Object.keys(record()).map((key) => [key, undefined])),
      ['EVENT_TIME_MISSING', 'EVENT_ID_MISSING', 'EVENT_NAME_MISSING'],
    ],
  ];
  const WRAPPERS: [string, (text: string) => string][] = [
    ['a log', (text) => `{"Records":[${text}]}`],
    ['lines', (text) => `${JSON.stringify(record())}\n${text}\n`],
    ['EventBridge', (text) => `{"detail-type":"AWS API Call via CloudTrail","detail":${text}}`],
    ['lookup-events', (text) => JSON.stringify({ Events: [{ EventId: 'x', CloudTrailEvent: text }] })],
    ['a subscription', (text) => JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: [{ id: '1', message: text }] })],
    ['an export', (text) => `2026-02-21T18:20:11.000Z ${text}\n`],
    ['another tool', (text) => JSON.stringify({ _raw: text })],
  ];

  test.each(ODD)('%s', (_, fields, codes) => {
    const written = JSON.stringify({
      eventVersion: '1.11',
      awsRegion: 'x',
      eventType: 'AwsApiCall',
      ...record({ eventVersion: '1.11', ...fields }),
    });
    for (const [name, wrap] of WRAPPERS) {
      const { rows } = readItem(wrap(written));
      expect(rows.at(-1), name).toMatchObject({ text: written, codes });
    }
  });

  test('a wrapper’s time of any size is a time or none, and never stops an import', async () => {
    const { eventTime: _, ...untimed } = record();
    const times = ['1771697832', '1771697832123', '1e308', '-1e308', '99999999999999999999999999', '-1', '"1e99"', '"soon"', 'null', '{}'];
    const text = times.map((time) => `{"@timestamp":${time},"message":${JSON.stringify(JSON.stringify(untimed))}}\n`).join('');
    expect(readItem(text).rows.map(({ time }) => time)).toEqual([
      '2026-02-21T18:17:12Z',
      '2026-02-21T18:17:12.123Z',
      ...Array(8).fill(null),
    ]);
    const { path, summaries } = await caseOf([folderOf({ 'odd-times.jsonl': text })]);
    expect(summaries[0]).toMatchObject({ records: 10, recordProblems: 0 });
    expect(await verified(path)).toMatchObject({ ok: true });
  });
});
