// What stands around a text in a record: whole characters, marked where the record says it, cut where it is long.
import { expect, test } from 'vitest';
import { snippets } from '../../../src/main/query/search-snippet.ts';

const snippet = (record: string | Buffer, text: string, { ignoreCase = false, regex = false, steps = '' } = {}) =>
  snippets({ text, regex, ignoreCase })(Buffer.from(record), steps);

test('a short record is shown whole', () => {
  expect(snippet('{"a":"one two"}', 'two')).toEqual({ before: '{"a":"one ', match: 'two', after: '"}', cutBefore: false, cutAfter: false });
});

test('a long one is cut on both sides, between characters', () => {
  const record = `${'é😀'.repeat(200)}needle${'日😀'.repeat(200)}`;
  const found = snippet(record, 'needle');
  expect(found).toMatchObject({ match: 'needle', cutBefore: true, cutAfter: true });
  for (const part of [found?.before, found?.after]) {
    expect(part).toMatch(/^(é|日|😀)+$/u);
    expect(Buffer.byteLength(part as string)).toBeLessThanOrEqual(223);
  }
  expect(record).toContain(`${found?.before}needle${found?.after}`);
});

test('the text is marked as JSON wrote it', () => {
  const policy = JSON.stringify({ policy: JSON.stringify({ Effect: 'Allow' }) });
  expect(snippet(policy, '"Effect":"Allow"')).toMatchObject({ match: '\\"Effect\\":\\"Allow\\"' });
  expect(snippet(JSON.stringify({ a: policy }), '"Effect"')).toMatchObject({ match: String.raw`\\\"Effect\\\"` });
  expect(snippet('{"a":"caf\\u00E9"}', 'café')).toMatchObject({ match: 'caf\\u00E9' });
  expect(snippet('{"a":"ADMIN"}', 'admin', { ignoreCase: true })).toMatchObject({ match: 'ADMIN' });
});

test('a place that only looks like the text is passed over', () => {
  // Escaped three times: more than policies in a string of JSON are.
  const record = String.raw`{"a":"\\\\u00e9x","b":"\u00e9x"}`;
  expect(snippet(record, 'éx')).toMatchObject({ before: record.slice(0, -9), match: String.raw`\u00e9x` });
  expect(snippet('{"a":"nothing here"}', 'needle')).toBeNull();
});

test('a row of a table is read with its quotes doubled and single', () => {
  const row = '2026,"{""api"":""RunInstances""}"';
  const steps = 'reduced:csv:0+10';
  expect(snippet(row, '"api":"RunInstances"', { steps })).toMatchObject({ match: '"api":"RunInstances"' });
  expect(snippet(row, '""api""', { steps })).toMatchObject({ match: '""api""' });
  expect(snippet(row, '"api":"RunInstances"')).toBeNull();
});

test('bytes that are no UTF-8 do no harm, and a text of 10 KB is cut', () => {
  const bytes = Buffer.concat([Buffer.alloc(100, 0xbf), Buffer.from('needle'), Buffer.alloc(500, 0xbf)]);
  expect(snippet(bytes, 'needle')).toMatchObject({ match: 'needle', cutBefore: true, cutAfter: true });
  const long = 'é'.repeat(5000);
  const found = snippet(`{"a":"${long}"}`, long);
  expect(found).toMatchObject({ after: '', cutAfter: true });
  expect(found?.match).toMatch(/^é{190,200}$/);
});

test('the first match of a regular expression is marked, also beside characters of two units and bytes that are no UTF-8', () => {
  const regex = { regex: true };
  expect(snippet('{"a":"😀 key AKIA42 AKIA43"}', 'AKIA[0-9]+', regex)).toMatchObject({ before: '{"a":"😀 key ', match: 'AKIA42' });
  expect(snippet('{"a":"x"}', 'akia', regex)).toBeNull();
  expect(snippet('{"a":"AKIA"}', 'akia', { regex: true, ignoreCase: true })?.match).toBe('AKIA');
  const broken = Buffer.concat([Buffer.from([0xff, 0xc3]), Buffer.from('needle 1'), Buffer.from([0xff])]);
  expect(snippet(broken, 'needle .', regex)).toMatchObject({ before: '\ufffd\ufffd', match: 'needle 1', after: '\ufffd' });
  expect(snippet('abc', 'x*', regex)).toMatchObject({ before: '', match: '', after: 'abc' });
});
