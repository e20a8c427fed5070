// Events in a form that is not read are told of and kept; what only names the fields of events is not.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { keepingOf, NOT_KEPT } from '../../../src/main/case/not-kept.ts';
import { Dictionaries } from '../../../src/main/ingest/dictionaries.ts';
import { parseItem } from '../../../src/main/ingest/parse-item.ts';
import { LargeContentReader } from '../../../src/main/ingest/read-large.ts';
import { UnreadEvents } from '../../../src/main/ingest/unread-events.ts';
import type { ItemProblem } from '../../../src/shared/parsed-item.ts';
import { ORIGINALS } from './shapes/rows.ts';

const NAMED = 'CONTENT_NAMES_EVENTS';
const parsed = (content: Buffer | string) => parseItem(Buffer.from(content), new Dictionaries());

/** The same content, read in pieces. */
function inPieces(content: Buffer, size: number): { kind: string; problems: ItemProblem[] } {
  const problems: ItemProblem[] = [];
  const reader = new LargeContentReader(new Dictionaries(), (part) => problems.push(...part.problems));
  for (let at = 0; at < content.length; at += size) reader.push(Buffer.from(content.subarray(at, at + size)));
  return { kind: reader.end().kind, problems };
}

const RECORD = JSON.parse(ORIGINALS[0] as string) as Record<string, unknown>;
const TEXT = ORIGINALS[0] as string;
const utf32 = (text: string): Buffer => Buffer.concat([...text].map((one) => Buffer.from([one.charCodeAt(0), 0, 0, 0])));
const xml = (value: object, indent = ''): string =>
  Object.entries(value)
    .map(([name, one]) => `${indent}<${name}>${typeof one === 'object' && one ? `\n${xml(one, `${indent}  `)}${indent}` : one}</${name}>\n`)
    .join('');
const typed = (value: unknown): object =>
  typeof value === 'object' && value !== null
    ? { M: Object.fromEntries(Object.entries(value).map(([name, one]) => [name, typed(one)])) }
    : { S: String(value) };

const TOLD: [string, string | Buffer][] = [
  ['XML', `<?xml version="1.0"?>\n<records>\n <record>\n${xml(RECORD, '  ')} </record>\n</records>\n`],
  [
    'assignments',
    Object.entries(RECORD)
      .map(([name, one]) => `${name} = ${JSON.stringify(one)}\n`)
      .join(''),
  ],
  [
    'names in capitals',
    `<EVENTVERSION>1.08</EVENTVERSION><EVENTID>${RECORD.eventID}</EVENTID><EVENTSOURCE>s3.amazonaws.com</EVENTSOURCE>\n`,
  ],
  [
    'names in capitals, UTF-16 of an odd beginning',
    Buffer.from(
      `.. <EVENTVERSION>1.08</EVENTVERSION><EVENTID>${RECORD.eventID}</EVENTID><EVENTSOURCE>s3.amazonaws.com</EVENTSOURCE>`,
      'utf16le',
    ),
  ],
  ['UTF-32', utf32(`${TEXT}\n`)],
  ['UTF-16 of an odd beginning', Buffer.from(`.. ${TEXT}`, 'utf16le')],
  ['base64', Buffer.from(TEXT).toString('base64')],
  [
    'base64 over lines',
    (
      Buffer.from(TEXT)
        .toString('base64')
        .match(/.{1,76}/g) as string[]
    ).join('\r\n'),
  ],
  ['base64 of gzip data behind words', `message ${gzipSync(TEXT).toString('base64')}${'\n'.repeat(3)}`],
  ['in quotes on a line of a program', `print(json.loads("${JSON.stringify(TEXT).slice(1, -1)}"))\n`],
  ['in an address', `GET /put?record=${encodeURIComponent(TEXT)} HTTP/1.1\n`],
  ['items of DynamoDB', JSON.stringify({ Item: typed(RECORD) })],
  ['a list that PowerShell shows', `\n\nEventId         : ${RECORD.eventID}\nEventName       : A\nEventSource     : s3.amazonaws.com\n`],
  ['a table with names of its own', `When the eventTime was|eventSource|by\n2026-02-21 18:17:12|s3.amazonaws.com|asha\n`],
  ['bytes of a database', Buffer.concat([Buffer.alloc(5000, 1), Buffer.alloc(100), Buffer.from(TEXT), Buffer.alloc(5000)])],
  [
    'UTF-16 in the memory of a process',
    Buffer.concat([Buffer.alloc(3_000_000, 'event \0'), Buffer.from(` ${TEXT}`, 'utf16le'), Buffer.alloc(5000)]),
  ],
  ['UTF-32 in a file without text', Buffer.concat([Buffer.alloc(7001, 'MZ\0'), utf32(TEXT)])],
  ['a log with a word like its fields on every line', `${'events: eventId=12, event_version=x of aws_region\n'.repeat(9000)}see ${TEXT}\n`],
  [
    'base64 of lines behind others',
    `${'words of a line\n'.repeat(100)}\n\n${Buffer.from(TEXT).toString('base64').replace(/.{64}/g, '$&\n')}\n`,
  ],
  ['a text over 4 MB behind others', `${'a line of another log\n'.repeat(250_000)}see ${TEXT}\n`],
];

test.each(TOLD)('%s', (_, content) => {
  const { kind, shape, problems, events } = parsed(content);
  expect({ shape, events: events.count }).toEqual({ shape: '', events: 0 });
  expect(problems).toMatchObject([{ code: NAMED, event: null, isRecord: false }]);
  expect(NOT_KEPT.has(keepingOf(kind, problems))).toBe(false);
  for (const size of [1_000_003, 70_001]) expect(inPieces(Buffer.from(content), size)).toEqual({ kind, problems });
});

const PATTERN = {
  source: ['aws.iam'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { eventSource: ['iam.amazonaws.com'], eventName: ['A'] },
};

test.each<[string, string]>([
  [
    'a rule of Sigma',
    'id: 5ba1f1d3-9a3c-4f0e-8d2e-0c8f1a2b3c4d\ndate: 2026-02-21\nlogsource:\n  service: cloudtrail\ndetection:\n  selection:\n    eventSource: iam.amazonaws.com\n    eventName: CreateUser\n',
  ],
  ['Terraform', `resource "aws_cloudwatch_event_rule" "r" {\n  event_pattern = jsonencode(${JSON.stringify(PATTERN)})\n}\n`],
  ['a template', `Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: ${JSON.stringify(PATTERN)}\n`],
  ['a pattern', JSON.stringify(PATTERN)],
  [
    'a program',
    "if event['eventSource'] == 's3.amazonaws.com' and event['eventTime'] > datetime.now():\n  print(event['eventID'], event['eventVersion'], event['userIdentity'])\n",
  ],
  [
    'a table for Athena',
    'CREATE EXTERNAL TABLE cloudtrail_logs (eventversion STRING, useridentity STRUCT<type:STRING>, eventtime STRING, eventsource STRING, eventid STRING, awsregion STRING)\nPARTITIONED BY (`timestamp` string) -- 2026/02/21\n',
  ],
  [
    'a query',
    "SELECT eventTime, eventName FROM trail WHERE eventSource = 'iam.amazonaws.com' AND eventTime > timestamp '2026-02-21 00:00:00'\n",
  ],
  [
    'a document',
    '# CloudTrail\n\n- `eventVersion`: the version, 1.08 for one\n- `eventTime`: when it was, in UTC\n- `eventID`: a GUID\n- `awsRegion`\n',
  ],
  [
    'a notification of S3',
    JSON.stringify({
      Records: [{ eventVersion: '2.1', eventSource: 'aws:s3', awsRegion: 'x', eventTime: '2026-02-21T18:17:12Z', eventName: 'Put' }],
    }),
  ],
  [
    'a trail of Alibaba',
    JSON.stringify({
      eventId: RECORD.eventID,
      eventTime: RECORD.eventTime,
      eventVersion: '1',
      acsRegion: 'x',
      userIdentity: {},
      eventSource: 'ecs.aliyuncs.com',
    }),
  ],
  ['events of an application', `event_id=${RECORD.eventID} event_time=2026-02-21T18:17:12Z user_identity=asha arn=arn:aws:iam::1:user/a\n`],
  ['a stream of DynamoDB', JSON.stringify({ eventID: RECORD.eventID, eventVersion: '1.1', eventSource: 'aws:dynamodb', awsRegion: 'x' })],
  [
    'a document on events of another service',
    JSON.stringify(
      {
        Events: [
          {
            EventId: RECORD.eventID,
            ResourceId: 'arn:aws:gamelift:us-west-2::fleet/fleet-1',
            EventCode: 'FLEET_STATE_ACTIVATING',
            EventTime: 1550827628.837,
            PreSignedLogUrl: 'https://x.s3.us-west-2.amazonaws.com/logs',
          },
        ],
      },
      null,
      4,
    ).replace(/^/gm, '  '),
  ],
  [
    'a program that models a notification of S3',
    `const record = {\n  eventVersion: '2.1',\n  eventSource: 'aws:s3',\n  awsRegion: 'us-east-1',\n  eventTime: '2026-02-21T18:17:12Z',\n};\n`,
  ],
  ['a table of rules', 'event_source,event_name,made\niam.amazonaws.com,CreateUser,2026-02-21\n'],
])('%s names fields and no event', (_, content) => {
  expect(parsed(content).problems.filter(({ code }) => code === NAMED)).toEqual([]);
});

test('what is read, or told of otherwise, is not told of twice', () => {
  for (const content of [
    TEXT,
    `{"Records":[${TEXT}]}`,
    `Records:\n- eventVersion: "1.08"\n  eventSource: a.amazonaws.com\n  eventTime: 2026-02-21\n`,
  ])
    expect(parsed(Buffer.from(content, 'latin1')).problems.map(({ code }) => code)).not.toContain(NAMED);
});

test('takes bounded time', () => {
  const started = performance.now();
  for (const text of ['eventTime eventID awsRegion ', 'event event event ', 'eventTime="', 'ventventvent', 'A'.repeat(500)])
    expect(parsed(text.repeat(8_000_000 / text.length)).problems).toEqual([]);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('costs little where no event is: files without text, and logs with words like the names of fields', () => {
  const random = Buffer.from(Uint32Array.from({ length: 1_000_000 }, (_, i) => (i % 3 === 0 ? Math.imul(i, 2_654_435_761) : 0)).buffer);
  const log = Buffer.from('2026-02-21T18:17:12Z event received, eventId=12, event handled by the service\n'.repeat(50_000));
  for (const content of [random, log]) {
    const unread = new UnreadEvents();
    const before = process.cpuUsage();
    for (let i = 0; i < 5; i++) unread.push(content);
    expect(unread.end()).toBeNull();
    const { user, system } = process.cpuUsage(before);
    // Byte by byte it were 700 ms of the first.
    expect(user + system).toBeLessThan(300_000);
  }
});
