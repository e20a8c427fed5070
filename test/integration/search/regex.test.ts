// Regular expressions over the records: they find what JavaScript's own find, refuse what is not in their language, and never hang.
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { searchCase } from '../../../src/main/query/search.ts';
import { caseOf } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { eventId, record, trail } from '../../helpers/trail.ts';
import { allRecords, asItStands, fastSearch, type SlowRecord } from './slow-search.ts';

/** Expressions that mean the same in both languages. */
const EXPRESSIONS = [
  'AKIA[A-Z0-9]{4,16}',
  '"eventName" ?: ?"(Delete|Put|Create)[A-Za-z]*"',
  '"errorCode":"[^"]*Denied',
  '(\\d{1,3}\\.){3}\\d{1,3}',
  '^\\{',
  '\\}$',
  'arn:aws:[a-z0-9]+::\\d{12}:user/.+',
  'bucket.*(prod|log)',
  '\\bs3\\b',
  '(a+)+$',
  '\\\\u00[0-9a-f]{2}',
  '[é日]',
  '.',
  '""',
  'no such (text|record)',
];

describe('the same as JavaScript', () => {
  let path = '';
  let records: SlowRecord[] = [];
  beforeAll(async () => {
    const own = trail()
      .event({
        userAgent: 'é日😀 "quoted" \\ / <b>',
        requestParameters: { policy: JSON.stringify({ a: 'arn:aws:iam::111122223333:user/é' }) },
      })
      .event({ userAgent: '\u001b[31m\n', eventID: undefined });
    ({ path } = await caseOf([join(ROOT, 'test/fixtures/shapes'), folderOf({ 'own.json': own.json(), 'pretty.json': own.pretty() })]));
    records = allRecords(path, asItStands);
  });

  const slow = (expression: string, ignoreCase: boolean): string[] => {
    const native = new RegExp(expression, ignoreCase ? 'ui' : 'u');
    return [...new Set(records.filter(({ readings }) => readings.some((text) => native.test(text))).map(({ event }) => event))].sort();
  };

  test.each(EXPRESSIONS)('%s', async (expression) => {
    expect((await fastSearch(path, expression, { regex: true })).ids).toEqual(slow(expression, false));
    expect((await fastSearch(path, expression.toLowerCase(), { regex: true, ignoreCase: true })).ids).toEqual(
      slow(expression.toLowerCase(), true),
    );
  });

  test('only among the events of a filter', async () => {
    const all = await fastSearch(path, 'amazonaws', { regex: true });
    const some = await fastSearch(path, 'amazonaws', { regex: true, filter: 'api:DeleteBucket' });
    const text = await fastSearch(path, 'amazonaws', { filter: 'api:DeleteBucket' });
    expect(some.ids).toEqual(text.ids);
    expect(some.ids.length).toBeGreaterThan(0);
    expect(some.ids.length).toBeLessThan(all.ids.length);
    expect(some.searched.contentBytes).toBeLessThan(all.searched.contentBytes);
  });
});

test('where only another delivery fits, the event is listed with it', async () => {
  const id = eventId('regex repeat');
  const one = trail().event({ eventID: id, userAgent: 'aws-cli/1' }).json();
  const other = trail().event({ eventID: id, userAgent: 'aws-cli/2' }).json();
  const { path } = await caseOf([folderOf({ 'a.json': one, 'b.json': other })]);
  const hits = await Promise.all(['cli/1"', 'cli/2"'].map(async (text) => (await fastSearch(path, text, { regex: true })).hits));
  expect(hits.map((found) => found.map(({ relation }) => relation)).sort()).toEqual([['conflict'], ['event']]);
});

describe('an expression made to hang a program', () => {
  test.each(['(a+)+$', '(a|a)*~', '(a*)*~', '([a-z]+)*[0-9]~', '(.*a){12}c', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
    '%s ends',
    async (expression) => {
      const { path } = await caseOf([
        folderOf({
          'a.json': trail()
            .event({ userAgent: `${'a'.repeat(40_000)}!` })
            .json(),
        }),
      ]);
      expect((await fastSearch(path, expression, { regex: true })).ids).toEqual([]);
    },
  );

  test('one that is slow in proportion to the records can be cancelled in the middle of them', async () => {
    const { next } = random(5);
    const slow = Array.from({ length: 2_500_000 }, () => (next() < 0.5 ? 'a' : 'z')).join('');
    const { path } = await caseOf(
      [folderOf({ 'a.json': trail().event().json() })],
      [folderOf({ 'b.json': trail().event({ userAgent: slow }).json() })],
    );
    const db = openForReading(path);
    const cancel = new AbortController();
    try {
      const { cancelled, contentBytes } = await searchCase(
        db,
        path,
        { text: 'a.{1,240}z.{1,240}q', regex: true, ignoreCase: false, filter: null },
        () => {},
        // The first item is done, the second under way.
        { signal: cancel.signal, onProgress: ({ files }) => files === 1 && cancel.abort() },
      );
      expect({ cancelled, isSecondRead: contentBytes > slow.length }).toEqual({ cancelled: true, isSecondRead: false });
    } finally {
      db.close();
    }
  });
});

describe('on the command line', () => {
  let path = '';
  beforeAll(async () => {
    const records = ['AKIA1', 'AKIA22', 'ASIA3'].map((key) => record({ userAgent: `agent ${key}`, eventID: undefined }));
    ({ path } = await caseOf([folderOf({ 'a.json': JSON.stringify({ Records: records }) })]));
  });

  test('rows, and what was searched', async () => {
    const { status, stdout, stderr } = await cli(['search', path, 'agent A[KS]IA\\d"', '--regex', '--format', 'jsonl']);
    expect({ status, rows: stdout.trimEnd().split('\n').length }).toEqual({ status: 0, rows: 2 });
    expect(stderr).toContain('2 events match /agent A[KS]IA\\d"/; searched 3 events');
    expect((await cliJson(['search', path, 'AGENT akia', '--regex', '--ignore-case'])).value.total).toBe(2);
    // Without the option it is a text.
    expect((await cli(['search', path, 'A[KS]IA'])).stderr).toContain('no event says "A[KS]IA"');
  });

  test.each([
    ['[a-', 'The regular expression cannot be read: missing closing ]: `[a-`'],
    ['a(?=b)', 'it has no lookahead'],
    ['(a)\\1', 'invalid escape sequence'],
    ['.{1,600}.{1,600}', 'asks for too much at once'],
    ['((a{100}){100}){100}', 'invalid repeat count'],
    ['\u001b]0;owned\u0007(', 'missing closing )'],
  ])('%j is refused', async (expression, reason) => {
    const { status, stdout, stderr } = await cli(['search', path, expression, '--regex']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^trailcase: PATTERN_INVALID: [^\u0000-\u0009\u000b-\u001f]*\n$/);
    expect(stderr).toContain(reason);
  });

  test('one of 2001 characters is refused', async () => {
    expect((await cli(['search', path, 'a'.repeat(2001), '--regex'])).stderr).toContain('is longer than 2000 characters');
  });
});
