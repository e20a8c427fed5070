// A file of every shape that CloudTrail's data comes in, and what is to be read of it: reference/inputs.md is the specification.
import { describe, expect, test } from 'vitest';
import type { ItemKind } from '../../../../src/shared/domain.ts';
import type { ShapeName } from '../../../../src/shared/shapes.ts';
import { fixture, ORIGINALS, type ReadRow, readItem } from './rows.ts';

/** What the record of the deletion says. */
const DELETION = {
  time: '2026-02-21T18:17:12Z',
  eventName: 'DeleteBucket',
  eventSource: 's3.amazonaws.com',
  eventType: 'AwsApiCall',
  awsRegion: 'ap-south-1',
  accountId: '111122223333',
  errorCode: null,
  readOnly: 'false',
  actorType: 'AssumedRole',
  actor: 'Admin/deploy-7',
  arn: 'arn:aws:sts::111122223333:assumed-role/Admin/deploy-7',
  accessKeyId: 'ASIAEXAMPLEDEPLOY',
  sourceIPAddress: '203.0.113.10',
  userAgent: '[aws-cli/2.15.0 "é"]',
  eventID: '5ba1f1d3-9a3c-4f0e-8d2e-0c8f1a2b3c4d',
} as const satisfies Partial<ReadRow>;

/** What the record of the refused launch says. */
const LAUNCH = {
  time: '2026-02-21T03:04:05Z',
  eventName: 'RunInstances',
  eventSource: 'ec2.amazonaws.com',
  eventType: 'AwsApiCall',
  awsRegion: 'us-east-1',
  accountId: '111122223333',
  errorCode: 'Client.UnauthorizedOperation',
  readOnly: 'false',
  actorType: 'IAMUser',
  actor: 'asha',
  arn: 'arn:aws:iam::111122223333:user/asha',
  accessKeyId: 'AKIAEXAMPLEASHA',
  sourceIPAddress: '2001:db8::7',
  userAgent: 'Boto3/1.34.0',
  eventID: '1c2d3e4f-5a6b-4c7d-8e9f-a0b1c2d3e4f5',
} as const satisfies Partial<ReadRow>;

describe('the whole record, however it was wrapped', () => {
  const both = [DELETION, LAUNCH];
  test.each<[string, ShapeName, object[], string[]]>([
    ['records.json', 'records', both, []],
    ['event-history.json', 'records', both, []],
    ['record-list.json', 'record-list', both, []],
    ['record-lines.jsonl', 'record-lines', both, []],
    ['single-record.json', 'record-lines', [DELETION], []],
    ['lookup-events.json', 'lookup-events', both, []],
    ['lookup-events.txt', 'lookup-text', both, []],
    ['eventbridge.json', 'eventbridge', both, []],
    ['subscription.json', 'log-subscription', both, []],
    ['subscription-lambda.json', 'log-subscription', both, []],
    ['filter-log-events.json', 'log-subscription', both, []],
    ['log-export.txt', 'log-export', both, []],
    ['prefixed-lines.log', 'prefixed-lines', both, ['RECORD_NOT_JSON']],
    ['athena-whole-record.csv', 'record-csv', both, []],
    ['splunk-export.csv', 'record-csv', both, []],
    ['logs-insights.csv', 'record-csv', both, []],
    ['splunk-raw.jsonl', 'wrapped', both, []],
    ['splunk-flat.jsonl', 'wrapped', both, []],
    ['jq-strings.jsonl', 'wrapped', both, []],
    ['query-strings.json', 'wrapped', both, []],
    ['splunk-verbose.jsonl', 'wrapped', [DELETION], []],
    ['elastic-original.json', 'wrapped', both, []],
    ['rows-with-record.json', 'query-rows', both, []],
    ['sqs-sns-eventbridge.json', 'queued', [DELETION], []],
    ['kinesis-subscription.json', 'queued', both, []],
    ['kinesis-get-records.json', 'queued', both, []],
    ['kafka.json', 'queued', both, []],
    ['filter-log-events.txt', 'log-text', both, []],
    ['grep-hits.txt', 'prefixed-lines', both, []],
  ])('%s', (file, shape, events, codes) => {
    const found = readItem(fixture(file));
    expect({ kind: found.kind, shape: found.shape, codes: found.codes }).toEqual({ kind: 'log', shape, codes });
    expect(found.rows).toMatchObject(events.map((event) => ({ ...event, fidelity: 2, codes: [] })));
    // The decoding steps lead to the very bytes that CloudTrail wrote.
    expect(found.rows.map(({ text }) => text)).toEqual(ORIGINALS.slice(0, events.length));
  });
});

describe('a reduced copy', () => {
  // The console names the session of an assumed role, no more: no type, no ARN, no role.
  const session = { actorType: null, arn: null, actor: 'deploy-7' };
  const user = { actorType: null, arn: null, actor: 'asha' };
  const nowhere = { sourceIPAddress: null, userAgent: null };
  const untold = { eventType: null, readOnly: null, accountId: null };
  const entry = { ...untold, readOnly: 'false', awsRegion: null, errorCode: null, ...nowhere };
  const lake = { eventType: null };

  test.each<[string, ShapeName, object, object, string[]]>([
    ['event-history-16-columns.csv', 'event-history-csv', { ...DELETION, ...session }, { ...LAUNCH, ...user }, []],
    [
      'event-history-10-columns.csv',
      'event-history-csv',
      { ...DELETION, ...session, ...untold, userAgent: null, codes: ['EVENT_TIME_ZONELESS'] },
      { ...LAUNCH, ...user, ...untold, userAgent: null, codes: ['EVENT_TIME_ZONELESS'] },
      ['EVENT_TIME_ZONELESS', 'EVENT_TIME_ZONELESS'],
    ],
    [
      'event-history-9-columns-semicolon-crlf.csv',
      'event-history-csv',
      { ...DELETION, ...session, ...untold, ...nowhere, time: '2026-02-21T18:17:00Z' },
      { ...LAUNCH, ...user, ...untold, ...nowhere, time: '2026-02-21T03:04:00Z', errorCode: null },
      ['BYTE_ORDER_MARK'],
    ],
    [
      'event-history-excel.csv',
      'event-history-csv',
      { ...DELETION, ...session, time: '2026-02-21T18:17:00Z', codes: ['EVENT_TIME_ZONELESS'] },
      { ...LAUNCH, ...user, codes: ['EVENT_TIME_ZONELESS', 'EVENT_TIME_SERIAL'] },
      ['EVENT_TIME_ZONELESS', 'EVENT_TIME_ZONELESS', 'EVENT_TIME_SERIAL', 'BYTE_ORDER_MARK'],
    ],
    ['lookup-events-without-record.json', 'lookup-events', { ...DELETION, ...session, ...entry }, { ...LAUNCH, ...user, ...entry }, []],
    ['lake-result.csv', 'query-csv', { ...DELETION, ...lake }, { ...LAUNCH, ...lake }, []],
    ['lake-get-query-results.json', 'lake-rows', { ...DELETION, ...lake }, { ...LAUNCH, ...lake }, []],
    ['athena-result.csv', 'query-csv', DELETION, LAUNCH, []],
    ['sentinel.csv', 'query-csv', DELETION, LAUNCH, []],
    ['athena-get-query-results.json', 'cell-rows', DELETION, LAUNCH, []],
    ['log-analytics.json', 'cell-rows', DELETION, LAUNCH, []],
    ['athena-rows.jsonl', 'query-rows', DELETION, LAUNCH, []],
    ['sentinel-rows.json', 'query-rows', DELETION, LAUNCH, []],
    ['underscore-rows.json', 'query-rows', DELETION, LAUNCH, []],
    ['dotted-rows.jsonl', 'query-rows', DELETION, LAUNCH, []],
    ['lookup-events-selected.json', 'lookup-events', { ...DELETION, ...session, ...entry }, { ...LAUNCH, ...user, ...entry }, []],
    [
      'athena-selected-members.csv',
      'query-csv',
      { ...DELETION, ...untold, eventSource: null, awsRegion: null, userAgent: null, eventID: null, actorType: null },
      { ...LAUNCH, ...untold, eventSource: null, awsRegion: null, userAgent: null, eventID: null, actorType: null, errorCode: null },
      ['EVENT_ID_MISSING', 'EVENT_ID_MISSING'],
    ],
  ])('%s', (file, shape, first, second, codes) => {
    const content = fixture(file);
    const found = readItem(content);
    expect({ kind: found.kind, shape: found.shape, codes: found.codes }).toEqual({ kind: 'log', shape, codes });
    expect(found.rows).toMatchObject([first, second].map((row) => ({ ...row, fidelity: 1 })));
    // What is shown of it is the row or entry as it stands.
    for (const { text } of found.rows) expect(content.includes(text) && text.length > 40).toBe(true);
  });
});

describe('a log of another program', () => {
  test.each([
    '<134>Feb 21 18:20:11 collector cloudtrail: ',
    '<134>1 2026-02-21T18:20:11.003Z collector cloudtrail 412 - - ',
    'Feb  1 08:20:11 collector cloudtrail[412]: ',
    '2026-02-21T18:20:11.003000+00:00 111122223333_CloudTrail_ap-south-1 ',
    '2026-02-21 18:20:11,003 INFO event=',
    '2026-02-21T18:20:11Z {job="trail", region="ap-south-1"} ',
    './logs/a_CloudTrail.json.gz:',
    'logs/trail.log:17:',
    'trail.jsonl-18-',
  ])('%s', (prefix) => {
    const { shape, rows, codes } = readItem(ORIGINALS.map((record) => `${prefix}${record}\r\n`).join(''));
    expect({ shape, codes, texts: rows.map(({ text }) => text) }).toEqual({ shape: 'prefixed-lines', codes: [], texts: ORIGINALS });
  });

  test('a text that cites a record is none, and told of', () => {
    for (const text of [`# Notes\n\n    ${ORIGINALS[0]}\n`, `EVENT = ${ORIGINALS[0]}\n`, `see ${ORIGINALS[0]} for more\n`])
      expect(readItem(text)).toMatchObject({ kind: 'notCloudTrail', rows: [], codes: ['CONTENT_NAMES_EVENTS'] });
  });
});

test('an entry of lookup-events with its record and one without it stand in one file', () => {
  const { kind, shape, rows, codes } = readItem(fixture('find-ctevent-powershell.json'));
  expect({ kind, shape, codes }).toEqual({ kind: 'log', shape: 'lookup-events', codes: [] });
  expect(rows).toMatchObject([
    { ...DELETION, fidelity: 2, text: ORIGINALS[0] },
    { time: LAUNCH.time, eventName: 'RunInstances', actor: 'asha', actorType: null, eventID: LAUNCH.eventID, fidelity: 1 },
  ]);
});

test('where the record has no time of its own the wrapper’s is taken, and said to be its', () => {
  const { shape, rows, codes } = readItem(fixture('wrapped-without-event-time.json'));
  expect({ shape, codes }).toEqual({ shape: 'wrapped', codes: ['EVENT_TIME_FROM_WRAPPER'] });
  expect(rows).toMatchObject([{ ...DELETION, time: '2026-02-21T18:17:12.345Z', fidelity: 2 }]);
  expect(JSON.parse(rows[0]?.text as string).eventTime).toBeUndefined();
});

test('a control message of CloudWatch Logs holds no record, and none is missed', () => {
  const { kind, shape, rows, problems } = readItem(fixture('subscription-control-message.json'));
  expect({ kind, shape, rows }).toEqual({ kind: 'log', shape: 'log-subscription', rows: [] });
  expect(problems.map(({ code, isRecord }) => ({ code, isRecord }))).toEqual([{ code: 'WRAPPER_WITHOUT_RECORD', isRecord: false }]);
});

describe('records of other kinds', () => {
  const nobody = { actor: null, accessKeyId: null, sourceIPAddress: null, userAgent: null };

  test('an Insight event has no name, caller or address of its own: nothing is wrong with it', () => {
    const { kind, shape, rows, codes } = readItem(fixture('insight.json'));
    expect({ kind, shape, codes }).toEqual({ kind: 'insight', shape: 'records', codes: [] });
    const insight = { eventName: null, eventType: 'AwsCloudTrailInsight', awsRegion: 'ap-south-1', accountId: '111122223333', ...nobody };
    expect(rows).toMatchObject([
      { ...insight, time: '2026-02-21T18:21:00Z', eventID: 'a3b4c5d6-0001-4000-8000-00000000000a' },
      { ...insight, time: '2026-02-21T18:25:00Z', eventID: 'a3b4c5d6-0001-4000-8000-00000000000b' },
    ]);
  });

  test('a network activity event is an event with its refusal', () => {
    const { kind, shape, rows, codes } = readItem(fixture('network-activity.json'));
    expect({ kind, shape, codes }).toEqual({ kind: 'log', shape: 'records', codes: [] });
    expect(rows).toMatchObject([
      {
        time: '2026-02-21T18:40:00Z',
        eventName: 'GetObject',
        eventType: 'AwsVpceEvent',
        errorCode: 'VpceAccessDenied',
        accountId: '111122223333',
        actorType: 'AWSAccount',
        actor: 'AIDAEXAMPLEOTHER',
        sourceIPAddress: '10.0.4.17',
        eventID: 'b7c8d9e0-0002-4000-8000-00000000000c',
      },
    ]);
  });

  test.each([
    ['aggregated.json', 'records'],
    ['aggregated-list.json', 'record-list'],
  ])('an aggregated event stands where its window begins: %s', (file, shape) => {
    const found = readItem(fixture(file));
    expect({ kind: found.kind, shape: found.shape, codes: found.codes }).toEqual({ kind: 'log', shape, codes: [] });
    expect(found.rows).toMatchObject([
      {
        time: '2026-02-21T18:20:00Z',
        eventName: null,
        eventSource: 's3.amazonaws.com',
        eventType: 'AwsAggregatedEvent',
        accountId: '111122223333',
        ...nobody,
        eventID: '62759c1a-6248-48e1-a6b3-d5fb7e6c4bc0',
      },
    ]);
  });
});

describe('a document that holds no records', () => {
  test.each<[string, ItemKind]>([
    ['digest.json', 'digest'],
    ['digest.json.gz.head.json', 'sidecar'],
    ['s3-listing.json', 'sidecar'],
    ['s3-objects.json', 'sidecar'],
    ['athena-scoping.json', 'sidecar'],
    ['list-public-keys.json', 'keys'],
    ['result_sign.json', 'sign'],
    ['describe-trails.json', 'config'],
    ['get-trail.json', 'config'],
    ['list-trails.json', 'config'],
    ['get-event-selectors.json', 'config'],
    ['get-advanced-event-selectors.json', 'config'],
    ['get-insight-selectors.json', 'config'],
    ['get-trail-status.json', 'config'],
    ['get-bucket-versioning.json', 'config'],
    ['get-bucket-lifecycle-configuration.json', 'config'],
  ])('%s', (file, kind) => {
    const content = fixture(file);
    expect(readItem(content)).toEqual({ kind, shape: '', rows: [], problems: [], codes: [] });
    // As one line, too, and as the SDKs give it, with what they say of the answer.
    const value = JSON.parse(content.toString('utf8'));
    expect(readItem(JSON.stringify(value)).kind).toBe(kind);
    expect(readItem(JSON.stringify({ ...value, ResponseMetadata: { HTTPStatusCode: 200, RetryAttempts: 0 } }, null, 2)).kind).toBe(kind);
  });

  test.each([
    ['{"Status":"Enabled"}', 'config'],
    ['{"Status":"Enabled","Name":"a pipeline"}', 'unknownJson'],
    ['{"Rules":[{"Status":"Enabled","Action":"Allow"}]}', 'unknownJson'],
    ['{"IsLogging":"yes"}', 'unknownJson'],
    ['{"trailList":[]}', 'config'],
  ])('%s is %s', (text, kind) => {
    expect(readItem(text).kind).toBe(kind);
  });
});
