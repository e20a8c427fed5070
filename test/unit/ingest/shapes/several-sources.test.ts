// Files in which CloudTrail's records are not the first: exports of several sources, logs that were joined with other files.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Dictionaries } from '../../../../src/main/ingest/dictionaries.ts';
import { parseItem } from '../../../../src/main/ingest/parse-item.ts';
import { LargeContentReader } from '../../../../src/main/ingest/read-large.ts';
import { record } from '../../../helpers/trail.ts';
import { fixture, ORIGINALS, readItem } from './rows.ts';

const texts = (content: Buffer | string) => readItem(content).rows.map(({ text }) => text);
const state = (n: number) => ({ 'detail-type': 'EC2 Instance State-change Notification', source: 'aws.ec2', detail: { state: `${n}` } });
const call = (text: string) => ({ 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.s3', detail: JSON.parse(text) });
const MANY = Array.from({ length: 70 }, (_, n) => state(n));

describe('records behind many events of other sources', () => {
  test('lines', () => {
    const { shape, rows, problems } = readItem(fixture('several-sources.jsonl'));
    expect({ shape, texts: rows.map(({ text }) => text) }).toEqual({ shape: 'wrapped', texts: ORIGINALS });
    // The others are told of, together: none of them is a record that was lost.
    expect(problems).toMatchObject([{ code: 'RECORD_NOT_CLOUDTRAIL', isRecord: false, offset: 0 }]);
  });

  test.each<[string, (values: object[]) => string]>([
    ['one after another', (values) => values.map((value) => JSON.stringify(value)).join('')],
    ['over many lines', (values) => values.map((value) => JSON.stringify(value, null, 2)).join('\n')],
    ['in a list', (values) => JSON.stringify(values)],
    ['in a list over many lines', (values) => JSON.stringify(values, null, 2)],
    ['in lists in a list', (values) => JSON.stringify([[], [], [], [], [], [], values])],
  ])('%s', (_, join) => {
    const content = join([...MANY, ...ORIGINALS.map(call), ...MANY]);
    const { rows } = readItem(content);
    expect(rows.map(({ text }) => JSON.parse(text))).toEqual(ORIGINALS.map((text) => JSON.parse(text)));
    // The others are no events, though they stand in the same list.
    expect(rows).toHaveLength(2);
  });

  test.each(['EVENT_NAME', 'EVENTNAME', 'Event name'])('a row that calls what was done %s', (name) => {
    const row = {
      [name]: 'DeleteBucket',
      [name.replace(/n(?=ame)/i, (n) => (n === 'N' ? 'S' : 's')).replace(/ame$/i, (end) => (end === 'AME' ? 'OURCE' : 'ource'))]:
        's3.amazonaws.com',
      [name.replace(/name/i, (one) => (one === 'NAME' ? 'TIME' : 'time'))]: '2026-02-21T18:17:12Z',
      [name === 'Event name' ? 'AWS region' : name === 'EVENTNAME' ? 'AWSREGION' : 'AWS_REGION']: 'ap-south-1',
    };
    const alone = readItem(`[${JSON.stringify(row)}]`);
    expect(alone.rows).toHaveLength(1);
    const behind = readItem(`[${[...Array.from({ length: 6 }, () => '{"a":1}'), JSON.stringify(row)].join(',')}]`);
    expect(behind.rows.map(({ text }) => text)).toEqual([JSON.stringify(row)]);
  });

  test('behind a line that is broken', () => {
    expect(texts([...MANY.map((one) => JSON.stringify(one)), '{"a":"', ...ORIGINALS].join('\n'))).toEqual(ORIGINALS);
  });

  test('rows of a table', () => {
    const rows = ORIGINALS.map((text) => `2026-02-21,"${text.replaceAll('"', '""')}",aws\n`);
    const others = MANY.map((_, n) => `2026-02-21,"<13>line ${n}",syslog\n`);
    const content = `_time,_raw,sourcetype\n${[...others, ...rows].join('')}`;
    expect({ shape: readItem(content).shape, texts: texts(content) }).toEqual({ shape: 'record-csv', texts: ORIGINALS });
  });

  test('lines of a log', () => {
    const prefix = '2026-02-21T18:20:11Z collector app: ';
    const content = [...MANY.map((_, n) => `${prefix}line ${n}`), ...ORIGINALS.map((text) => prefix + text)].join('\n');
    expect({ shape: readItem(content).shape, texts: texts(content) }).toEqual({ shape: 'prefixed-lines', texts: ORIGINALS });
  });

  test('where nothing names a field of a record nothing is looked through', () => {
    const started = performance.now();
    const line = `${JSON.stringify({ message: 'x'.repeat(200) })}\n`;
    expect(readItem(line.repeat(100_000))).toMatchObject({ kind: 'unknownJson', rows: [] });
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('what names fields and is none stays none, in bounded time', () => {
    const line = `${JSON.stringify({ properties: { eventName: {}, eventSource: {} } })}\n`;
    const mark = `\ufeff{"eventSource":{}\n`;
    for (const content of [
      line.repeat(100_000),
      '{"a":{"eventSource":{}}}\n'.repeat(100_000),
      mark.repeat(100_000),
      `{"eventName":"`.repeat(100_000),
      `[${'{"eventName":['.repeat(100_000)}`,
    ]) {
      const started = performance.now();
      expect(readItem(content).rows).toEqual([]);
      expect(performance.now() - started).toBeLessThan(20_000);
    }
  });
});

test('byte order marks before what never ends take bounded time', () => {
  const started = performance.now();
  expect(readItem(`${ORIGINALS[0]}\n${'\ufeff{"a":[\n'.repeat(100_000)}`).rows).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(20_000);
});

describe('what is of other sources among records is told once for each stretch, and is no record that was lost', () => {
  const [first = '', second = ''] = ORIGINALS;
  const other = JSON.stringify(state(1));
  const told = (content: string) =>
    readItem(content).problems.map(({ code, isRecord, offset, length }) => {
      const from = offset as number;
      return [code, isRecord, Buffer.from(content).toString('utf8', from, from + (length as number))];
    });

  test('lines', () => {
    const content = [other, other, first, other, second, other, other].join('\n');
    const stretch = [other, other].join('\n');
    expect(told(content)).toEqual([stretch, other, stretch].map((text) => ['RECORD_NOT_CLOUDTRAIL', false, text]));
  });

  test('elements of a list', () => {
    const [one, two] = [first, second].map((text) => JSON.stringify(call(text)));
    const content = `[${[other, other, one, other, two, other].join(',')}]`;
    expect(told(content)).toEqual([`${other},${other}`, other, other].map((text) => ['RECORD_NOT_CLOUDTRAIL', false, text]));
  });

  test('empty lists in a list of lists', () => {
    expect(told(`[[],[],[${first}],[],[${second}]]`)).toEqual([
      ['RECORD_NOT_OBJECT', false, '[],[]'],
      ['RECORD_NOT_OBJECT', false, '[]'],
    ]);
  });

  test('lines of other programs in a log', () => {
    const prefix = '2026-02-21T18:20:11Z collector app: ';
    const content = [
      `${prefix}one`,
      'two',
      `${prefix}${first}`,
      `${prefix}{"a":1}`,
      `${prefix}${second.slice(0, -9)}`,
      `${prefix}${second}`,
    ].join('\n');
    expect(told(content)).toEqual([
      ['RECORD_NOT_JSON', false, `${prefix}one\ntwo`],
      ['RECORD_NOT_CLOUDTRAIL', false, `${prefix}{"a":1}`],
      ['RECORD_NOT_JSON', true, `${prefix}${second.slice(0, -9)}`],
    ]);
  });

  test('what may be a record that was damaged counts', () => {
    const broken = { message: first.slice(0, -20) };
    expect(told([first, JSON.stringify(broken), other, second].join('\n')).map(([, isRecord]) => isRecord)).toEqual([true, false]);
  });

  test('in windows, wherever one ends', () => {
    const content = Buffer.from(Array.from({ length: 9 }, () => `${`${other}\n`.repeat(400)}${`${first}\n`.repeat(10)}`).join(''));
    const whole = parseItem(content, new Dictionaries());
    expect(whole.problems).toHaveLength(9);
    const problems: unknown[] = [];
    const reader = new LargeContentReader(new Dictionaries(), (part) => problems.push(...part.problems), 1000);
    for (let at = 0; at < content.length; at += 7001) reader.push(Buffer.from(content.subarray(at, at + 7001)));
    reader.end();
    expect(problems).toEqual(whole.problems);
  });
});

describe('logs that were joined with other files', () => {
  const log = (text: string) => `{"Records":[${text}]}`;
  const [first = '', second = ''] = ORIGINALS.map(log);
  const digest = JSON.stringify(JSON.parse(fixture('digest.json').toString('utf8')));

  test.each([
    ['a digest between', [first, digest, second]],
    ['digests first', [digest, digest, first, second]],
    ['other JSON between', [first, '{"configurationItems":[{"a":1}]}', second]],
    ['empty logs first', [...MANY.map(() => '{"Records":[]}'), first, second]],
  ])('%s', (_, parts) => {
    for (const content of [parts.join(''), parts.join('\n'), Buffer.concat(parts.map((part) => gzipSync(part)))])
      expect(texts(content)).toEqual(ORIGINALS);
  });

  test('a log without events is none that lacks something', () => {
    expect(readItem(`{"Records":[]}\n${first}\n{"Records":[]}\n${second}\n`)).toMatchObject({ codes: [] });
  });

  test('each with a byte order mark, which is told of', () => {
    const marked = [first, second].map((text) => `\ufeff${text}`);
    const { rows, codes } = readItem(marked.join('\r\n'));
    expect({ texts: rows.map(({ text }) => text), codes }).toEqual({ texts: ORIGINALS, codes: ['BYTE_ORDER_MARK', 'BYTE_ORDER_MARK'] });
    const lines = [...ORIGINALS, JSON.stringify(record({}))].map((text) => `\ufeff${text}\r\n`);
    expect(readItem(lines.join('')).rows).toHaveLength(3);
  });
});

test('lines that say to a search engine what to do with the next are no lost records', () => {
  const content = ORIGINALS.map((text, n) => `{"index":{"_index":"trail","_id":"${n}"}}\n${text}\n`).join('');
  const { rows, problems } = readItem(content);
  expect(rows.map(({ text }) => text)).toEqual(ORIGINALS);
  expect(problems.map(({ code, isRecord }) => [code, isRecord])).toEqual(ORIGINALS.map(() => ['RECORD_NOT_CLOUDTRAIL', false]));
});

describe('messages in base64', () => {
  const data = (text: string) => Buffer.from(text).toString('base64');
  const packed = (text: string) => gzipSync(text).toString('base64');

  test.each<[string, (text: string) => object]>([
    ['a body', (text) => ({ isBase64Encoded: true, body: packed(text) })],
    ['a raw log of Google’s collector', (text) => ({ log: data(text), logType: 'AWS_CLOUDTRAIL' })],
    ['logs for it', (text) => ({ inlineSource: { logs: [{ data: data(text), logEntryTime: '2026-02-21T18:17:12Z' }] } })],
    ['logs for it, as its library names them', (text) => ({ inline_source: { logs: [{ data: data(text) }] } })],
  ])('%s', (_, wrap) => {
    const { shape, rows } = readItem(JSON.stringify(wrap(ORIGINALS[0] as string)));
    expect({ shape, texts: rows.map(({ text }) => text) }).toEqual({ shape: 'queued', texts: [ORIGINALS[0]] });
    expect(readItem(JSON.stringify(wrap('nothing of CloudTrail, and long enough')))).toMatchObject({ kind: 'unknownJson', rows: [] });
  });
});
