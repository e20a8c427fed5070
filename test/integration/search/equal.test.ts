// The quick search finds what the slow, obvious one finds: odd records, every shape, escapes of every kind, texts drawn at random.
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseOf } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { folderOf } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { record, trail } from '../../helpers/trail.ts';
import { slowCase } from '../query/slow.ts';
import { allRecords, fastSearch, readings, type SlowRecord, slowSearch } from './slow-search.ts';

/** A text that some record says, with its quotes, escapes and letters. */
function drawn(records: readonly SlowRecord[], { below, pick }: ReturnType<typeof random>): string {
  const text = pick(pick(records).readings);
  const from = below(text.length);
  const some = Array.from(text.slice(from, from + 1 + below(40)));
  // Half a character cannot be typed.
  return some.filter((one) => !/^[\ud800-\udfff]$/.test(one)).join('') || 'a';
}

async function same(path: string, records: readonly SlowRecord[], text: string, ignoreCase = false): Promise<number> {
  const expected = slowSearch(records, text, ignoreCase);
  const { ids } = await fastSearch(path, text, { ignoreCase });
  expect(ids, JSON.stringify({ text, ignoreCase })).toEqual(expected);
  return expected.length;
}

test('odd records', async () => {
  const { path, events } = await slowCase();
  const records = events.map(({ id, raw }): SlowRecord => ({ event: id, readings: readings(Buffer.from(raw)) }));
  const draw = random(11);
  const texts = ['asha', 'role [x]', 'a*b', 'ROLE [X]', '"readOnly":true', 'null', '{', '}', '},{', 'no such text', 'AccessDenied'];
  let found = 0;
  for (const text of [...texts, ...Array.from({ length: 40 }, () => drawn(records, draw))]) {
    found += await same(path, records, text);
    await same(path, records, text.toUpperCase(), true);
  }
  expect(found).toBeGreaterThan(1000);
});

test('every shape of the fixtures', async () => {
  const { path } = await caseOf([join(ROOT, 'test/fixtures/shapes')]);
  const records = allRecords(path);
  expect(records.length).toBeGreaterThan(50);
  const draw = random(12);
  for (const text of [
    'DeleteBucket',
    '"eventName":"',
    'eventName',
    'amazonaws.com',
    ...Array.from({ length: 150 }, () => drawn(records, draw)),
  ]) {
    await same(path, records, text);
    await same(path, records, text.toLowerCase(), true);
  }
});

describe('however JSON wrote it', () => {
  const POLICY = '{"Statement":[{"Effect":"Allow","Resource":"arn:aws:s3:::café/*","Sid":"a\\"b/c"}]}';
  const TEXT = 'say "hi" to C:\\temp/ünï 日本 😀 <b>&\'=\u0007\t\n\u2028 end';
  /** JSON as different serialisers write it. */
  const ways: Record<string, (json: string) => string> = {
    'as JavaScript does': (json) => json,
    'slashes escaped': (json) => json.replaceAll('/', '\\/'),
    'ASCII only, lower case': (json) => json.replace(/[^\x00-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    'ASCII only, upper case': (json) =>
      json.replace(/[^\x00-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`),
    'for HTML': (json) => json.replace(/[<>&'=]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
    'quotes as code': (json) => json.replaceAll('\\"', '\\u0022'),
    // A backslash that stands for itself is stepped over, so that what follows it is not taken for an escape.
    'short escapes as code': (json) => json.replace(/\\\\|\\[nt]/g, (c) => ({ '\\n': '\\u000A', '\\t': '\\u0009' })[c] ?? c),
  };
  const NEEDLES = [
    'say "hi"',
    '"hi" to C:\\temp/',
    "C:\\temp/ünï 日本 😀 <b>&'=\u0007\t\n\u2028 end",
    'ünï',
    'ü',
    '日本 😀',
    '😀',
    '/',
    '"',
    '\\',
    '\\temp',
    "<b>&'=",
    '\t\n',
    '\n',
    '\u0007',
    '"Effect":"Allow"',
    '"Resource":"arn:aws:s3:::café/*"',
    'café/*',
    'a"b/c',
    'a\\"b/c',
    '\\"Effect\\":\\"Allow\\"',
    'not "there"/é',
    'u0022',
    '00e9',
    '\\u00',
  ];
  let path = '';
  let records: SlowRecord[] = [];
  beforeAll(async () => {
    const one = record({ eventName: 'Escapes', requestParameters: { policy: POLICY, text: TEXT } });
    const twice = record({ requestParameters: { policy: JSON.stringify({ inner: POLICY, text: TEXT }) } });
    const files = Object.entries(ways).map(([name, way], n) => [
      `${n} ${name}.json`,
      `{"Records":[${[one, twice].map((fields) => way(JSON.stringify({ ...fields, eventID: undefined }))).join(',')},${JSON.stringify(record())}]}`,
    ]);
    ({ path } = await caseOf([folderOf(Object.fromEntries(files))]));
    records = allRecords(path);
  });

  test.each(NEEDLES)('%j', async (text) => {
    await same(path, records, text);
    await same(path, records, text, true);
  });

  test.each(['say "hi"', 'ünï', '😀', 'café/*', 'C:\\temp/ünï 日本 😀', '"Effect":"Allow"'])(
    '%j is found in every way of writing',
    async (text) => {
      // Once in each of both records of each file.
      expect((await fastSearch(path, text)).ids).toHaveLength(2 * Object.keys(ways).length);
    },
  );

  test('other cases of letters that are not ASCII', async () => {
    for (const text of ['ÜNÏ', 'CAFÉ/*', 'SAY "HI" TO c:\\TEMP/ÜnÏ']) {
      expect((await fastSearch(path, text)).ids).toEqual([]);
      expect((await fastSearch(path, text, { ignoreCase: true })).ids).toHaveLength(2 * Object.keys(ways).length);
    }
  });
});

test('10 KB of text, found and not found by its last character', async () => {
  const long = Array.from({ length: 760 }, (_, i) => `${i} "é/😀\\ `).join('');
  const { path } = await caseOf([folderOf({ 'a.json': trail().event({ userAgent: long }).event().json() })]);
  expect(Buffer.byteLength(long)).toBeGreaterThan(10_000);
  expect((await fastSearch(path, long)).ids).toHaveLength(1);
  expect((await fastSearch(path, `${long}!`)).ids).toHaveLength(0);
  expect((await fastSearch(path, `!${long}`)).ids).toHaveLength(0);
  expect((await fastSearch(path, long.toUpperCase(), { ignoreCase: true })).ids).toHaveLength(1);
});
