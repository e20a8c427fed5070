// Events of other systems that have CloudTrail's names: they are no events of this case, in whatever list they stand.
import { describe, expect, test } from 'vitest';
import { ORIGINALS, readItem } from './rows.ts';

const AT = '2026-02-21T18:17:12Z';
const NOTIFICATION = {
  eventVersion: '2.0',
  awsRegion: '',
  eventTime: AT,
  eventName: 's3:ObjectCreated:Put',
  userIdentity: { principalId: 'x' },
  requestParameters: { sourceIPAddress: '192.0.2.4' },
  responseElements: {},
  s3: { bucket: { name: 'b' } },
};
const ALIBABA = {
  eventId: '1',
  eventVersion: '1',
  eventName: 'DescribeInstances',
  eventSource: 'ecs.cn-hangzhou.aliyuncs.com',
  eventTime: AT,
  eventType: 'ApiCall',
  acsRegion: 'cn-hangzhou',
  sourceIpAddress: '192.0.2.4',
  userIdentity: { type: 'ram-user', userName: 'u' },
};

const OTHERS: [string, object][] = [
  ...['aws:s3', 'minio:s3', 'ceph:s3', 'acs:oss', 'qcs::cos'].map((eventSource): [string, object] => [
    `a notification of ${eventSource}`,
    { ...NOTIFICATION, eventSource },
  ]),
  ['an event of Alibaba Cloud’s ActionTrail', ALIBABA],
];

test.each(OTHERS)('%s', (_, event) => {
  for (const content of [{ Records: [event] }, [event], event, { events: [event] }, { event }])
    expect(readItem(JSON.stringify(content))).toMatchObject({ kind: 'unknownJson', rows: [] });
});

test.each(OTHERS)('%s, among records, is told of', (_, event) => {
  const { rows, codes } = readItem(`${ORIGINALS[0]}\n${JSON.stringify(event)}\n${ORIGINALS[1]}\n`);
  expect(rows.map(({ text }) => text)).toEqual(ORIGINALS);
  expect(codes).toEqual(['RECORD_NOT_CLOUDTRAIL']);
});

describe('an event of an application, of which only the names are CloudTrail’s', () => {
  test.each<[string, object]>([
    ['type and version', { eventID: '1', eventType: 'ITEM_CONSUMED', eventVersion: '1.0', occurredAt: AT }],
    ['with a time', { eventID: '1', eventType: 'order.created', eventVersion: '1.0', eventTime: AT, data: {} }],
    ['with a source', { eventID: '1', eventSource: 'order-service', eventName: 'OrderCreated', eventTime: AT, payload: {} }],
    ['with a word on the user', { eventName: 'click', eventTime: AT, eventType: 'track', userIdentity: 'asha' }],
  ])('%s', (_, event) => {
    for (const content of [
      JSON.stringify([event]),
      `${JSON.stringify(event)}\n${JSON.stringify(event)}\n`,
      JSON.stringify({ detail: event }),
    ])
      expect(readItem(content)).toMatchObject({ kind: 'unknownJson', rows: [] });
  });

  test.each<[string, object]>([
    ['a part of a record as documentation cites it', { eventTime: AT, eventName: 'ConsoleLogin', userIdentity: { type: 'IAMUser' } }],
    ['a part without the caller', { eventTime: AT, eventName: 'ConsoleLogin', eventSource: 'signin.amazonaws.com' }],
    ['a part with the address', { eventTime: AT, eventName: 'ConsoleLogin', eventID: '1', sourceIPAddress: '192.0.2.4' }],
  ])('but %s is an event', (_, event) => {
    expect(readItem(JSON.stringify([event])).rows).toHaveLength(1);
  });
});

describe('what only has the names of a record’s fields', () => {
  const names = ['eventVersion', 'userIdentity', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'eventID'];
  const pattern = { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUser'], userIdentity: { type: ['Root'] } };
  const each = (what: object): object => Object.fromEntries(names.map((name) => [name, what]));

  test.each<[string, object]>([
    ['a pattern of EventBridge', { source: ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'], detail: pattern }],
    ['a pattern in a template', { Resources: { R: { Properties: { EventPattern: { detail: { ...pattern, awsRegion: ['x'] } } } } } }],
    ['a pattern as text', { attributes: { event_pattern: JSON.stringify({ detail: pattern }) } }],
    ['a rule with some names', { selection: { eventSource: 'iam.amazonaws.com', eventName: ['A', 'B'], eventType: 'AwsApiCall' } }],
    ['a schema', { properties: each({ type: 'string' }), required: names }],
    ['a mapping', { mappings: { properties: { ...each({ type: 'keyword' }), userIdentity: { properties: { arn: {} } } } } }],
    ['a mapping in lower case', { properties: Object.fromEntries(names.map((name) => [name.toLowerCase(), { type: 'keyword' }])) }],
    ['columns of a table', each({ 0: 'a', 1: 'b' })],
    ['sums over events', { eventName: 'A', eventSource: 's3.amazonaws.com', awsRegion: 'x', count: 10 }],
    ['sums of another tool', { result: { eventName: 'A', eventSource: 's3.amazonaws.com', awsRegion: 'x', _col3: '10' } }],
  ])('%s', (_, value) => {
    for (const content of [value, [value], { rules: [value] }])
      expect(readItem(JSON.stringify(content, null, 2))).toMatchObject({ kind: 'unknownJson', rows: [] });
  });

  test.each<[string, object]>([
    ['with a list for its source', { ...JSON.parse(ORIGINALS[0] as string), eventSource: ['s3.amazonaws.com'] }],
    ['with a number of things', { ...JSON.parse(ORIGINALS[0] as string), count: 10 }],
  ])('but a record %s is an event', (_, value) => {
    expect(readItem(JSON.stringify([value])).rows).toMatchObject([{ eventName: 'DeleteBucket' }]);
  });
});
