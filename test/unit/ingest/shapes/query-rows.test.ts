// Rows of query results as JSON: columns in any spelling, what is in their structures, and what only looks like such a row.
import { describe, expect, test } from 'vitest';
import { readReduced } from '../../../../src/main/decode/reduced.ts';
import { fixture, ORIGINALS, readItem } from './rows.ts';

const ID = '5ba1f1d3-9a3c-4f0e-8d2e-0c8f1a2b3c4d';
const [DELETION = '', LAUNCH = ''] = ORIGINALS;
const ROW = { eventid: ID, eventname: 'DeleteBucket', eventtime: '2026-02-21 18:17:12.000', awsregion: 'ap-south-1' };
const lines = (...rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** What a reduced copy says, as the case reads it again from the bytes. */
function recordOf(content: string | Buffer, row = 0): Record<string, unknown> | undefined {
  const { text, steps } = readItem(content).rows[row] ?? { text: '', steps: '' };
  return readReduced(Buffer.from(text), steps, () => Buffer.alloc(0))?.record;
}

describe('names of columns', () => {
  test.each<[string, object, object]>([
    ['lower case', ROW, { eventName: 'DeleteBucket', eventID: ID, time: '2026-02-21T18:17:12Z', awsRegion: 'ap-south-1' }],
    ['as classes name members', { EventName: 'A', EventTime: '2026-02-21T18:17:12Z', AwsRegion: 'x' }, { eventName: 'A', awsRegion: 'x' }],
    ['underscores', { event_name: 'A', event_id: ID, source_ip_address: '192.0.2.7' }, { eventID: ID, sourceIPAddress: '192.0.2.7' }],
    ['as the console', { 'Event name': 'A', 'Event time': '2026-02-21T18:17:12Z', 'AWS region': 'x', 'Event ID': ID }, { eventID: ID }],
    ['a number of milliseconds', { ...ROW, eventtime: 1771697832000 }, { time: '2026-02-21T18:17:12Z' }],
    ['numbers for texts', { ...ROW, recipientaccountid: 111122223333 }, { accountId: '111122223333' }],
    ['a structure as JSON', { ...ROW, useridentity: { type: 'IAMUser', username: 'asha' } }, { actor: 'asha', actorType: 'IAMUser' }],
    ['a structure as Athena prints it', { ...ROW, useridentity: '{type=IAMUser, username=asha}' }, { actor: 'asha' }],
    ['a member under a name with dots', { ...ROW, 'userIdentity.accessKeyId': 'AKIAX' }, { accessKeyId: 'AKIAX' }],
  ])('%s', (_, row, said) => {
    for (const content of [lines(row), JSON.stringify([row]), JSON.stringify({ rows: [row], total: 1 }, null, 2)]) {
      const { kind, shape, rows, codes } = readItem(content);
      expect({ kind, shape, codes }).toMatchObject({ kind: 'log', shape: 'query-rows' });
      expect(rows).toMatchObject([{ ...said, fidelity: 1, steps: 'reduced:row' }]);
    }
  });

  test('members of what was asked and answered come back under their structure, whatever they are called', () => {
    expect(recordOf(fixture('dotted-rows.jsonl'))).toMatchObject({ requestParameters: { bucketName: 'prod-data' } });
    const odd = { ...ROW, 'requestParameters.constructor': 'c', 'requestParameters.__proto__.polluted': 'yes', 'requestParameters.a.b': 1 };
    expect(recordOf(lines(odd))?.requestParameters).toEqual({ constructor: 'c', a: { b: '1' } });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('a time that only the tool gives is shown, and said to be its', () => {
    const row = { '@timestamp': '2026-02-21 18:17:14.123', eventName: 'A', eventSource: 's3.amazonaws.com', 'userIdentity.arn': '' };
    expect(readItem(JSON.stringify([row])).rows).toMatchObject([
      { time: '2026-02-21T18:17:14.123Z', eventName: 'A', codes: ['EVENT_TIME_FROM_WRAPPER', 'EVENT_ID_MISSING'] },
    ]);
    // One that says nothing does not stand in the way of the next.
    const unread = { _time: 'recently', ...row };
    expect(readItem(JSON.stringify([unread])).rows).toMatchObject([
      { time: '2026-02-21T18:17:14.123Z', codes: ['EVENT_TIME_FROM_WRAPPER', 'EVENT_ID_MISSING'] },
    ]);
    expect(recordOf(JSON.stringify([unread]))?.eventTime).toBe('2026-02-21T18:17:14.123Z');
    expect(recordOf(JSON.stringify([{ ...unread, '@timestamp': 'then' }]))?.eventTime).toBe('recently');
    // What the record itself says of its time stays, readable or not.
    expect(recordOf(JSON.stringify([{ eventTime: 'at noon', ...row }]))?.eventTime).toBe('at noon');
    const own = { _time: '2026-02-21T20:00:00Z', ...ROW };
    expect(readItem(lines(own)).rows).toMatchObject([{ time: '2026-02-21T18:17:12Z', codes: [] }]);
  });
});

describe('a record in a row', () => {
  test('what was sent in a call is not taken for the record of it', () => {
    for (const requestparameters of [LAUNCH, JSON.parse(LAUNCH), { job: LAUNCH }, JSON.stringify([LAUNCH])])
      expect(readItem(lines({ ...ROW, requestparameters })).rows).toMatchObject([{ eventName: 'DeleteBucket', eventID: ID, fidelity: 1 }]);
    expect(readItem(lines({ ...ROW, parameters: LAUNCH })).rows).toMatchObject([{ eventName: 'DeleteBucket', fidelity: 1 }]);
  });

  test('as an object it counts, too', () => {
    expect(readItem(lines({ ...ROW, raw: JSON.parse(DELETION) })).rows).toMatchObject([{ text: DELETION, fidelity: 2 }]);
  });
});

test('bytes that are not UTF-8 are told of', () => {
  const bytes = Buffer.from(lines({ ...ROW, useragent: 'XX' }));
  bytes[bytes.indexOf('XX')] = 0xff;
  expect(readItem(bytes).rows).toMatchObject([{ codes: ['TEXT_NOT_UTF8'] }]);
});

describe('no row of an event', () => {
  test.each<[string, object]>([
    ['of an analytics tool', { event_name: 'purchase', event_time: '2026-02-21T18:17:12Z', event_id: '1', user_agent: 'Mozilla' }],
    ['of an application', { eventname: 'Gala', eventtime: '2026-02-21T18:17:12Z', eventid: '1', payload: {} }],
    ['with a word on the user', { eventName: 'click', eventTime: '2026-02-21T18:17:12Z', userIdentity: 'asha' }],
    ['without a time and an id', { eventname: 'A', awsregion: 'x', sourceipaddress: '192.0.2.7' }],
    ['a notification of S3', { eventname: 'ObjectCreated:Put', eventtime: '2026-02-21T18:17:12Z', eventsource: 'aws:s3', awsregion: 'x' }],
  ])('%s', (_, row) => {
    for (const content of [lines(row), JSON.stringify([row]), JSON.stringify({ rows: [row] })])
      expect(readItem(content)).toMatchObject({ kind: 'unknownJson', rows: [] });
  });
});
