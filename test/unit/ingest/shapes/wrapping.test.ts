// Wrappers as they are handed over: compressed, printed over many lines, one a line, and within one another. The records stay the same.
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fixture, ORIGINALS, type ReadRow, readItem } from './rows.ts';

const WRAPPERS = [
  'records.json',
  'record-list.json',
  'single-record.json',
  'lookup-events.json',
  'lookup-events-without-record.json',
  'find-ctevent-powershell.json',
  'subscription.json',
  'subscription-lambda.json',
  'filter-log-events.json',
  'elastic-original.json',
  'wrapped-without-event-time.json',
  'sqs-sns-eventbridge.json',
  'kinesis-subscription.json',
  'lake-get-query-results.json',
  'insight.json',
  'network-activity.json',
  'aggregated.json',
] as const;

const SEVERAL = ['eventbridge.json', 'splunk-raw.jsonl', 'record-lines.jsonl'] as const;

const TEXTS = [
  'log-export.txt',
  'prefixed-lines.log',
  'event-history-16-columns.csv',
  'event-history-9-columns-semicolon-crlf.csv',
  'athena-whole-record.csv',
] as const;

/** What a row says, without the place and the layout of its bytes. */
function said(rows: readonly ReadRow[]): unknown[] {
  return rows.map(({ steps: _, text, fidelity, ...columns }) => ({
    ...columns,
    fidelity,
    record: fidelity === 2 ? JSON.parse(text) : null,
  }));
}

/** The values in a fixture, which may be printed over several lines one after the other. */
function values(file: string): unknown[] {
  const text = fixture(file).toString('utf8');
  try {
    return [JSON.parse(text)];
  } catch {
    const parts = file.endsWith('.jsonl') ? text.trimEnd().split('\n') : text.split(/(?<=^\}\n)/m);
    return parts.map((part) => JSON.parse(part));
  }
}

test.each([...WRAPPERS, ...SEVERAL, ...TEXTS])('%s inside gzip, and gzip within gzip', (file) => {
  const plain = readItem(fixture(file));
  expect(plain.rows.length).toBeGreaterThan(0);
  expect(readItem(gzipSync(fixture(file)))).toEqual(plain);
  expect(readItem(gzipSync(gzipSync(fixture(file))))).toEqual(plain);
});

test.each([...WRAPPERS, ...SEVERAL])('%s printed over many lines, and on one line each', (file) => {
  const plain = readItem(fixture(file));
  const each = values(file);
  for (const indent of ['  ', '\t']) {
    const pretty = readItem(each.map((value) => JSON.stringify(value, null, indent)).join('\n'));
    expect({ kind: pretty.kind, shape: pretty.shape }).toEqual({ kind: plain.kind, shape: plain.shape });
    expect(said(pretty.rows)).toEqual(said(plain.rows));
  }
  for (const end of ['\n', '\r\n', '']) {
    // A list on a line of its own is no wrapper: JSON lines are of objects.
    const lines = readItem([...each, ...each].map((value) => JSON.stringify(value) + end).join(''));
    if (Array.isArray(each[0])) continue;
    expect(lines.shape).toBe(plain.shape);
    expect(said(lines.rows)).toEqual([...said(plain.rows), ...said(plain.rows)]);
  }
});

describe('within another wrapper', () => {
  type Wrap = (text: string) => unknown;
  /** Known by their own form: whatever stands in them is opened. */
  const ENVELOPES: [string, Wrap][] = [
    ['a message of a queue', (text) => ({ Records: [{ messageId: '1', body: text, eventSource: 'aws:sqs' }] })],
    ['a queue, read by the command line', (text) => ({ Messages: [{ MessageId: '1', ReceiptHandle: 'A', Body: text }] })],
    ['a topic’s message', (text) => ({ Records: [{ EventSource: 'aws:sns', Sns: { MessageId: '1', Message: text } }] })],
    ['a stream', (text) => ({ Records: [{ eventSource: 'aws:kinesis', kinesis: { data: Buffer.from(text).toString('base64') } }] })],
    [
      'a stream, compressed',
      (text) => ({ Records: [{ eventSource: 'aws:kinesis', kinesis: { data: gzipSync(text).toString('base64') } }] }),
    ],
    ['a delivery stream', (text) => ({ records: [{ recordId: '1', data: Buffer.from(text).toString('base64') }] })],
  ];
  /** Searched for what has the look of a record, as an object or as text. */
  const SEARCHED: [string, Wrap][] = [
    [
      'a topic’s message in a queue',
      (text) => ({ Records: [{ body: JSON.stringify({ Type: 'Notification', Message: text }), eventSource: 'aws:sqs' }] }),
    ],
    ['another tool', (text) => ({ _raw: text, host: 'collector' })],
    ['a search engine', (text) => ({ hits: { hits: [{ _source: { event: { original: text } } }] } })],
  ];
  const OUTER = [...ENVELOPES, ...SEARCHED];
  const HIDDEN: readonly string[] = [
    'lookup-events-without-record.json',
    'find-ctevent-powershell.json',
    'subscription-lambda.json',
    'kinesis-subscription.json',
    'lake-get-query-results.json',
  ];

  test.each(ENVELOPES)('%s', (_, wrap) => {
    for (const file of WRAPPERS) {
      const found = readItem(JSON.stringify(wrap(JSON.stringify(values(file)[0]))));
      expect(said(found.rows), file).toEqual(said(readItem(fixture(file)).rows));
    }
  });

  test.each(SEARCHED)('%s', (_, wrap) => {
    for (const file of WRAPPERS.filter((name) => !HIDDEN.includes(name))) {
      const found = readItem(JSON.stringify(wrap(JSON.stringify(values(file)[0]))));
      expect(said(found.rows), file).toEqual(said(readItem(fixture(file)).rows));
    }
  });

  test('the bytes that the steps give are the record’s own', () => {
    for (const [, wrap] of OUTER) {
      const { rows } = readItem(JSON.stringify(wrap(fixture('subscription.json').toString('utf8')), null, 2));
      expect(rows.map(({ text }) => text)).toEqual(ORIGINALS);
    }
  });

  test('a list of records as text', () => {
    for (const list of [`[${ORIGINALS.join(',')}]`, `\n[ ${ORIGINALS.join(' ,\n')} ]\n`]) {
      for (const [name, wrap] of OUTER) {
        expect(
          readItem(JSON.stringify(wrap(list))).rows.map(({ text }) => text),
          name,
        ).toEqual(ORIGINALS);
      }
    }
  });
});

test('among lines of records a line that is the text of one is opened, too', () => {
  const { rows, codes } = readItem(`${ORIGINALS[0]}\n${JSON.stringify(ORIGINALS[1])}\n"text"\n`);
  expect(rows.map(({ text }) => text)).toEqual(ORIGINALS);
  expect(codes).toEqual(['RECORD_NOT_OBJECT']);
});

describe('what cannot be opened', () => {
  const sqs = (body: string) => JSON.stringify({ Records: [{ messageId: '1', body, eventSource: 'aws:sqs' }] });

  test.each([
    ['text', 'hello', 'RECORD_NOT_JSON'],
    [
      'another notification',
      '{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put"}]}',
      'RECORD_NOT_CLOUDTRAIL',
    ],
    ['a number', '7', 'RECORD_NOT_OBJECT'],
    ['a record cut off', (ORIGINALS[0] as string).slice(0, -9), 'RECORD_NOT_JSON'],
    [
      'gzip cut off',
      gzipSync(ORIGINALS[0] as string)
        .subarray(0, 60)
        .toString('base64'),
      'RECORD_NOT_JSON',
    ],
    ['another compression', deflateSync(ORIGINALS[0] as string).toString('base64'), 'RECORD_NOT_JSON'],
  ])('%s is told of, with its place', (_, body, code) => {
    const text = sqs(body);
    const { shape, rows, problems } = readItem(text);
    expect({ shape, rows }).toEqual({ shape: 'queued', rows: [] });
    const place = { offset: text.indexOf(JSON.stringify(body)), length: Buffer.byteLength(JSON.stringify(body)) };
    expect(problems).toMatchObject([{ code, isRecord: true, ...place }]);
  });

  test('wrappers within one another without end', () => {
    let text = ORIGINALS[0] as string;
    // Each wrapping doubles the backslashes: ten are 10 MB.
    for (let i = 0; i < 10; i++) text = JSON.stringify({ Records: [{ body: text, eventSource: 'aws:sqs' }] });
    const { rows, problems } = readItem(text);
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([{ isRecord: true }]);
  });
});

test('ten thousand records in one document are found in the time that reading them takes', () => {
  const hit = { _source: { event: { original: ORIGINALS[0] } } };
  const listed = { hits: { hits: Array.from({ length: 10_000 }, () => hit) } };
  const named = Object.fromEntries(listed.hits.hits.map((one, i) => [`id-${i}`, one]));
  for (const document of [listed, { found: named }]) {
    const started = performance.now();
    expect(readItem(JSON.stringify(document)).rows).toHaveLength(10_000);
    // Where each record is looked for from the beginning it takes minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  }
});

test('bytes that are not UTF-8 are told of, also where decoding hides them', () => {
  const broken = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    const at = bytes.indexOf('prod-data');
    bytes[at] = 0xff;
    return bytes;
  };
  for (const file of ['records.json', 'subscription.json', 'splunk-export.csv', 'event-history-16-columns.csv']) {
    const { rows } = readItem(broken(fixture(file).toString('utf8')));
    expect(
      rows.map(({ codes }) => codes),
      file,
    ).toEqual([['TEXT_NOT_UTF8'], []]);
  }
});
