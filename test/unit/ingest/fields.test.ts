// Odd, missing and repeated fields: the record is never dropped, the problem stands beside it.
import { describe, expect, test } from 'vitest';
import { Dictionaries } from '../../../src/main/ingest/dictionaries.ts';
import { readContent } from '../../../src/main/ingest/read-content.ts';
import { eventId, type Fields, record } from '../../helpers/trail.ts';
import { read } from './reading.ts';

const MISSING = undefined;

test.each<[string, Fields, string[]]>([
  ['nothing odd', {}, []],
  ['no eventTime', { eventTime: MISSING }, ['EVENT_TIME_MISSING']],
  ['null eventTime', { eventTime: null }, ['EVENT_TIME_MISSING']],
  ['30 February', { eventTime: '2026-02-30T00:00:00Z' }, ['EVENT_TIME_UNREADABLE']],
  ['eventTime as seconds since 1970', { eventTime: 1771697832 }, ['FIELD_UNEXPECTED_TYPE']],
  ['eventTime as another number', { eventTime: 17 }, ['EVENT_TIME_UNREADABLE']],
  ['empty eventTime', { eventTime: '' }, ['EVENT_TIME_UNREADABLE']],
  ['no eventID', { eventID: MISSING }, ['EVENT_ID_MISSING']],
  ['empty eventID', { eventID: '' }, ['EVENT_ID_MISSING']],
  ['eventID as a number', { eventID: 12 }, ['FIELD_UNEXPECTED_TYPE']],
  ['no eventName', { eventName: MISSING }, ['EVENT_NAME_MISSING']],
  ['eventName as an object', { eventName: { a: 1 } }, ['FIELD_UNEXPECTED_TYPE']],
  ['no userIdentity', { userIdentity: MISSING }, []],
  ['null userIdentity', { userIdentity: null }, []],
  ['userIdentity as text', { userIdentity: 'root' }, ['FIELD_UNEXPECTED_TYPE']],
  ['userIdentity as a list', { userIdentity: [] }, ['FIELD_UNEXPECTED_TYPE']],
  ['odd fields in userIdentity', { userIdentity: { type: 1, arn: [] } }, ['FIELD_UNEXPECTED_TYPE', 'FIELD_UNEXPECTED_TYPE']],
  ['readOnly as text', { readOnly: 'false' }, []],
  ['readOnly as another text', { readOnly: 'maybe' }, ['FIELD_UNEXPECTED_TYPE']],
  ['sourceIPAddress as a number', { sourceIPAddress: 127 }, ['FIELD_UNEXPECTED_TYPE']],
  [
    'three at once',
    { eventTime: MISSING, eventID: MISSING, eventName: MISSING },
    ['EVENT_TIME_MISSING', 'EVENT_ID_MISSING', 'EVENT_NAME_MISSING'],
  ],
])('%s', (_, fields, codes) => {
  const odd = record(fields);
  for (const text of [
    JSON.stringify({ Records: [record(), odd, record()] }),
    `${[record(), odd, record()].map((one) => JSON.stringify(one)).join('\n')}\n`,
  ]) {
    const found = read(text);
    expect(found.events.count).toBe(3);
    expect(found.records[1]).toEqual(odd);
    expect(found.codesOf(1)).toEqual(codes);
    expect([found.codesOf(0), found.codesOf(2)]).toEqual([[], []]);
    for (const problem of found.problems) {
      expect([problem.offset, problem.length, problem.isRecord]).toEqual([found.events.offset[1], found.events.length[1], false]);
    }
    expect(Number.isNaN(found.events.time[1])).toBe(codes.some((code) => code.startsWith('EVENT_TIME')));
  }
});

describe('a time beside the fields of a record, as log shippers write it', () => {
  const timeOf = (fields: Fields): [number, string[]] => {
    const odd = record({ eventTime: MISSING, ...fields });
    const found = read(JSON.stringify({ Records: [record(), odd] }));
    expect(found.records[1]).toEqual(odd);
    return [found.events.time[1] as number, found.codesOf(1)];
  };
  const at = Date.UTC(2020, 8, 14, 0, 55, 6);

  test.each<[string, Fields, number, string[]]>([
    ['with its zone', { '@timestamp': '2020-09-14T00:55:06.000Z', '@version': '1' }, at, ['EVENT_TIME_FROM_WRAPPER']],
    ['beside a null eventTime', { eventTime: null, '@timestamp': '2020-09-14T00:55:06.250Z' }, at + 250, ['EVENT_TIME_FROM_WRAPPER']],
    ['as a number', { '@timestamp': at }, at, ['EVENT_TIME_FROM_WRAPPER']],
    ['without a zone', { '@timestamp': '2020-09-14 00:55:06.000' }, at, ['EVENT_TIME_ZONELESS', 'EVENT_TIME_FROM_WRAPPER']],
    ['that is none', { '@timestamp': 'yesterday' }, Number.NaN, ['EVENT_TIME_MISSING']],
    ['that is a list', { '@timestamp': ['2020-09-14T00:55:06Z'] }, Number.NaN, ['EVENT_TIME_MISSING']],
    ['that is empty', { '@timestamp': '' }, Number.NaN, ['EVENT_TIME_MISSING']],
  ])('%s', (_, fields, time, codes) => expect(timeOf(fields)).toEqual([time, codes]));

  test('counts only where the record has no time of its own', () => {
    const other = { '@timestamp': '2020-09-14T00:55:06Z' };
    expect(timeOf({ ...other, eventTime: '2026-02-21T18:17:12Z' })).toEqual([Date.UTC(2026, 1, 21, 18, 17, 12), []]);
    expect(timeOf({ ...other, eventTime: 'soon' })).toEqual([Number.NaN, ['EVENT_TIME_UNREADABLE']]);
  });

  test('counts before the time of what is around the record', () => {
    const inner = record({ eventTime: MISSING, '@timestamp': '2020-09-14T00:55:06Z' });
    const found = read(JSON.stringify({ '@timestamp': '2021-01-01T00:00:00Z', event: { original: JSON.stringify(inner) } }));
    expect([found.shape, [...found.events.time], found.codes]).toEqual(['wrapped', [at], ['EVENT_TIME_FROM_WRAPPER']]);
  });
});

test('the kinds of eventID: canonical UUID, another text, none', () => {
  const upper = eventId('u').toUpperCase();
  const ids = [eventId('u'), upper, 'x', `${eventId('u')}0`, `${eventId('u').slice(0, 35)}é`, undefined];
  const { events } = read(JSON.stringify({ Records: ids.map((eventID) => record({ eventID })) }));
  expect([...events.idKind]).toEqual([1, 2, 2, 2, 2, 0]);
  expect([...events.otherIds]).toEqual([1, 2, 3, 4].map((i) => [i, ids[i]]));
  expect(Buffer.from(events.uuid.subarray(0, 16)).toString('hex')).toBe(eventId('u').replaceAll('-', ''));
});

test('an aggregated event’s eventId counts as its eventID', () => {
  const { events, codes } = read(JSON.stringify({ Records: [record(), { ...record({ eventID: undefined }), eventId: eventId('agg') }] }));
  expect([...events.idKind]).toEqual([1, 1]);
  expect(codes).toEqual([]);
});

test('of a key that is there twice the last counts, as in JSON.parse, and the bytes keep both', () => {
  const text = JSON.stringify({ Records: [record({ eventName: 'First' })] }).replace(
    '"eventName":"First"',
    '"eventName":"First","eventName":"Second"',
  );
  const dictionaries = new Dictionaries();
  const parsed = readContent(Buffer.from(text), dictionaries);
  expect(parsed.events.count).toBe(1);
  expect(dictionaries.takeNew().call.terms[0]?.[1]).toBe('Second');
  expect(read(text).texts[0]).toContain('"eventName":"First","eventName":"Second"');
});

test('the columns of a record are its own texts', () => {
  const dictionaries = new Dictionaries();
  const fields = {
    errorCode: 'AccessDenied',
    readOnly: false,
    sourceIPAddress: 'AWS Internal',
    userAgent: '<b>&"\u2028',
    recipientAccountId: undefined,
  };
  readContent(Buffer.from(JSON.stringify(record(fields))), dictionaries);
  const { call, identity, origin } = dictionaries.takeNew();
  expect(call.terms).toEqual([
    ['ec2.amazonaws.com', 'DescribeInstances', 'AwsApiCall', 'Management', '1.11', 'ap-south-1', '111122223333', 'AccessDenied', 'false'],
  ]);
  expect(identity.terms).toEqual([
    [
      'IAMUser',
      '111122223333',
      'asha',
      'arn:aws:iam::111122223333:user/asha',
      'AIDAEXAMPLE',
      'AKIAASHAEXAMPLE',
      null,
      'asha',
      ...new Array(9).fill(null),
    ],
  ]);
  expect(origin.terms).toEqual([['AWS Internal', '<b>&"\u2028']]);
});

test('__proto__ and its like are data', () => {
  const text = `{"Records":[${JSON.stringify(record()).replace('{', '{"__proto__":{"eventTime":"1999-01-01T00:00:00Z"},"constructor":1,')}]}`;
  const found = read(text);
  expect([found.events.count, found.codes]).toEqual([1, []]);
  expect(found.events.time[0]).toBe(Date.UTC(2026, 1, 21, 10));
});
