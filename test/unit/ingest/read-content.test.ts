// Content in every layout becomes the same events: a list under Records, bare, alone, or a line each; decoys change nothing.
import { expect, test } from 'vitest';
import { eventId, record, trail } from '../../helpers/trail.ts';
import { read, unaccounted } from './reading.ts';

const three = trail().events(3, (i) => ({
  eventID: eventId(`r${i}`),
  eventName: `Call${i}`,
  userAgent: i === 1 ? 'agent "é" 🐈 \\' : 'aws-cli',
}));
const list = JSON.stringify(three.records);

test.each<[string, string, RegExp]>([
  ['compact', three.json(), /^\{"Records":\[,*\]\}$/],
  ['pretty', three.pretty(), /^[\s{}[\],]*"Records":[\s{}[\],]*$/],
  ['pretty with CRLF', three.pretty().replaceAll('\n', '\r\n'), /^[\s{}[\],]*"Records":[\s{}[\],]*$/],
  ['white space around', ` \n\t${three.json()}\r\n `, /^\s*\{"Records":\[,*\]\}\s*$/],
  ['other keys before', `{"a":{"Records":[{"eventID":"no"}]},"b":"Records\\"","Records":${list}}`, /"a":/],
  ['other keys after', `{"Records":${list},"next":null,"x":[{}]}`, /"next":null/],
  ['Records that is no list, then the list', `{"Records":"none","Records":${list}}`, /^\{"Records":"none"/],
  ['escaped key', `{"\\u0052ecords":${list}}`, /^\{"\\u0052ecords":/],
  ['bare array', three.array(), /^\[,*\]$/],
  ['pretty bare array', JSON.stringify(three.records, null, 4), /^[\s[\],]*$/],
  ['JSON lines', three.lines(), /^\n*$/],
  ['JSON lines, CRLF', three.lines('\r\n'), /^[\r\n]*$/],
  ['JSON lines, no newline at the end', three.lines().trimEnd(), /^\n*$/],
  ['JSON lines, blank ones between', three.lines('\n\n  \n'), /^\s*$/],
  ['pretty values one after another', three.records.map((one) => JSON.stringify(one, null, 2)).join('\n'), /^\s*$/],
  ['values on one line', three.records.map((one) => JSON.stringify(one)).join(' '), /^\s*$/],
])('%s', (_, text, rest) => {
  const found = read(text);
  expect(found.kind).toBe('log');
  expect(found.records).toEqual(three.records);
  expect(found.problems).toEqual([]);
  expect(unaccounted(found)).toMatch(rest);
});

test.each([JSON.stringify(record()), JSON.stringify(record(), null, 2), `\n ${JSON.stringify(record())}\n`])(
  'a single record %#',
  (text) => {
    const found = read(text);
    expect([found.kind, found.events.count, found.codes]).toEqual(['log', 1, []]);
    expect(found.texts[0]).toBe(text.trim());
  },
);

test('text made to look like the seam between two records', () => {
  const seam = '},{"eventVersion":"1.08","eventName":"Decoy"}';
  const decoys = [
    { userAgent: seam },
    { userAgent: `${seam}${seam}${seam}${seam}${seam}` },
    { requestParameters: { list: [{ a: 1 }, { eventVersion: '1' }, { eventVersion: '2' }] } },
    { requestParameters: { deep: [[{ x: [{}, { eventVersion: '1', eventName: 'Decoy' }] }]], quote: '\\"},{"eventVersion' } },
    { requestParameters: Array.from({ length: 12 }, () => ({ eventVersion: '1.0' })) },
    { eventName: 'Plain' },
    { userAgent: `${seam}]}` },
    { eventVersion: undefined, userAgent: seam },
    { eventName: 'Last' },
  ];
  const made = trail();
  for (const decoy of decoys) made.event(decoy);
  for (const text of [made.json(), made.pretty(), made.array(), made.lines()]) {
    const found = read(text);
    expect(found.records).toEqual(made.records);
    expect(found.problems).toEqual([]);
  }
});

test('a bad line among JSON lines is a problem with its place; the lines around it are events', () => {
  const lines = three.lines().trimEnd().split('\n');
  const bad = ['{"eventVersion": broken', 'not json at all', '{"eventVersion":"1', '[1,2]', '7', '{"hello":"world"}', '"text"'];
  for (const line of bad) {
    const found = read(`${lines[0]}\n${line}\n${lines[1]}\n${lines[2]}\n`);
    expect(found.records).toEqual(three.records);
    expect(found.problems).toHaveLength(1);
    // An object that has nothing of a record is of another source: none was lost.
    const isRecord = line !== '{"hello":"world"}';
    expect(found.problems[0]).toMatchObject({ isRecord, offset: (lines[0] as string).length + 1, length: line.length });
    expect(unaccounted(found)).toMatch(/^\n*$/);
  }
});

test('a last line cut off is said to be cut off', () => {
  const found = read(three.lines().slice(0, -40));
  expect(found.records).toEqual(three.records.slice(0, 2));
  expect(found.codes).toEqual(['RECORD_CUT_OFF']);
  expect(unaccounted(found)).toMatch(/^\n*$/);
});

test('elements that are no records are problems with their place, each of them', () => {
  const text = `{"Records":[${JSON.stringify(three.records[0])},7,null,"x",[1],tru,{"a":}]}`;
  const found = read(text);
  expect(found.records).toEqual(three.records.slice(0, 1));
  expect(found.codes).toEqual([...Array(4).fill('RECORD_NOT_OBJECT'), 'RECORD_NOT_JSON', 'RECORD_NOT_JSON']);
  expect(found.problems.map(({ offset, length }) => text.slice(offset as number, (offset as number) + (length as number)))).toEqual([
    '7',
    'null',
    '"x"',
    '[1]',
    'tru',
    '{"a":}',
  ]);
  expect(found.problems.every((problem) => problem.isRecord)).toBe(true);
});

test('one odd record at the head does not hide those behind it', () => {
  for (const odd of [{ hello: 'world' }, { eventVersion: '1', eventSource: 'x', awsRegion: 'y' }, {}]) {
    const found = read(JSON.stringify({ Records: [odd, ...three.records] }));
    expect(found.kind).toBe('log');
    expect(found.records).toEqual([odd, ...three.records]);
    expect(found.codesOf(0)).toContain('EVENT_TIME_MISSING');
  }
});

test('a second list of records under the same key is never lost', () => {
  const text = `{"Records":${list},"x":1,"Records":${list}}`;
  const found = read(text);
  expect(found.records).toEqual([...three.records, ...three.records]);
  expect(found.codes).toEqual(['KEY_DUPLICATE']);
  expect(unaccounted(found)).toBe('{"Records":[,,],"x":1,"Records":[,,]}');
});

test('a comma before the end of the list makes no record of the bracket', () => {
  const found = read(`{"Records":[${JSON.stringify(three.records[0])}, ]}`);
  expect(found.records).toHaveLength(1);
  expect(found.problems.map(({ code, isRecord }) => [code, isRecord])).toEqual([['RECORD_NOT_JSON', false]]);
});

test.each([
  ['garbage after the object', `${three.json()} and more`, 'and more'],
  ['garbage after a bare array', `${three.array()};`, ';'],
])('%s is a problem with its place', (_, text, rest) => {
  const found = read(text);
  expect(found.records).toEqual(three.records);
  expect(found.codes).toEqual(['TRAILING_BYTES']);
  expect(unaccounted(found)).not.toContain(rest);
});

test('logs joined to one file are read one after the other', () => {
  const found = read(`${three.json()}${three.json()}\n${JSON.stringify(three.records[1])}`);
  expect(found.records).toEqual([...three.records, ...three.records, three.records[1]]);
  expect(found.codes).toEqual([]);
});

test('combination ids lead back to the record’s own fields', () => {
  const { events } = read(three.json());
  expect([...events.call]).toEqual([0, 1, 2]);
  expect([...events.origin]).toEqual([0, 1, 0]);
  expect([...events.identity]).toEqual([0, 0, 0]);
  expect(Buffer.from(events.uuid.subarray(16, 32)).toString('hex')).toBe(eventId('r1').replaceAll('-', ''));
});
