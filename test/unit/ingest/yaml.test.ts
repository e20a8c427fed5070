// Events as YAML, which AWS's command line writes on request: not read, but told of, and kept like what is damaged.
import { expect, test } from 'vitest';
import { keepingOf, NOT_KEPT } from '../../../src/main/case/not-kept.ts';
import { Dictionaries } from '../../../src/main/ingest/dictionaries.ts';
import { parseItem } from '../../../src/main/ingest/parse-item.ts';

const parsed = (text: string) => parseItem(Buffer.from(text), new Dictionaries());

const ENTRY = `CloudTrailEvent: '{"eventVersion":"1.08","userIdentity":{"type":"IAMUser"},"eventTime":"2026-02-21T18:17:12Z","eventSource":
    "s3.amazonaws.com","eventName":"DeleteBucket"}'
  EventId: 5ba1f1d3-9a3c-4f0e-8d2e-0c8f1a2b3c4d
  EventName: DeleteBucket
`;

test.each<[string, string]>([
  ['lookup-events', `Events:\n- AccessKeyId: AKIAX\n  ${ENTRY}`],
  ['lookup-events as a stream', `- Events:\n  - ${ENTRY.replaceAll('\n', '\n  ')}`],
  ['lookup-events of a newer version', `Events:\n  - AccessKeyId: AKIAX\n    ${ENTRY}`],
  ['with a mark of a document, of Windows', `---\r\nEvents:\r\n- ${ENTRY.replaceAll('\n', '\r\n')}`],
  ['a log that somebody converted', 'Records:\n- awsRegion: x\n  eventName: A\n  eventSource: s3.amazonaws.com\n  eventVersion: "1.08"\n'],
  ['in quotes, of Windows', '- "eventVersion": \'1.08\'\r\n  "eventSource": "s3.amazonaws.com"\r\n  "eventName": A\r\n'],
  ['records alone', '- eventVersion: "1.08"\n  eventSource: s3.amazonaws.com\n  eventName: A\n'],
])('%s', (_, text) => {
  const { kind, shape, problems, events } = parsed(text);
  expect({ kind, shape, events: events.count }).toEqual({ kind: 'unreadable', shape: '', events: 0 });
  expect(problems).toEqual([{ code: 'CONTENT_IN_YAML', detail: '', event: null, offset: 0, length: 0, isRecord: false }]);
  expect(NOT_KEPT.has(keepingOf(kind, problems))).toBe(false);
});

test.each<[string, string]>([
  ['a template', 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Trail:\n    Type: AWS::CloudTrail::Trail\n'],
  ['a rule that names fields of events', 'detection:\n  selection:\n    eventSource: iam.amazonaws.com\n    eventName: CreateUser\n'],
  [
    'a notification of S3',
    'Records:\n- eventVersion: "2.1"\n  eventSource: aws:s3\n  awsRegion: us-east-1\n  eventTime: 2026-02-21T18:17:12.000Z\n  eventName: ObjectCreated:Put\n',
  ],
  ['a program', "module.exports = {\n  eventVersion: '2.1',\n  eventSource: 'aws:s3',\n  eventName: 'A',\n};\n"],
  ['notes', 'On CloudTrailEvent: see above.\nThe eventVersion: 1.08\n'],
])('%s is none', (_, text) => {
  expect(parsed(text)).toMatchObject({ kind: 'notCloudTrail', problems: [] });
});
