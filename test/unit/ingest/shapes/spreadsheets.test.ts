// Event history's CSV opened by a spreadsheet and saved again: times in the manner of a country or as numbers of days, long numbers rounded, other separators.
// What can be told of it is read; where day and month may stand in either order, or digits are gone, it is said and not guessed.
import { describe, expect, test } from 'vitest';
import { agrees } from '../../../../src/main/decode/agreement.ts';
import { readReduced, whole } from '../../../../src/main/decode/reduced.ts';
import { fixture, ORIGINALS, readItem } from './rows.ts';

const ID = '5ba1f1d3-9a3c-4f0e-8d2e-0c8f1a2b3c4d';
const HEADER = 'User name,Event time,Event source,Event name,Event ID,Request ID,Read-only,Recipient Account Id';
const row = (time: string, { request = 'PF9TW3Y0EXAMPLE1', account = '111122223333' } = {}): string =>
  `deploy-7,${time},s3.amazonaws.com,DeleteBucket,${ID},${request},FALSE,${account}`;
const history = (time: string, rest = {}): string => `${HEADER}\r\n${row(time, rest)}\r\n`;
const one = (content: string | Buffer) => readItem(content).rows[0];

describe('times', () => {
  test.each<[string, string]>([
    ['5/13/2020 16:52', '2020-05-13T16:52:00Z'],
    ['13/5/2020 16:52', '2020-05-13T16:52:00Z'],
    ['05/13/2020 16:52:01', '2020-05-13T16:52:01Z'],
    ['5/13/2020 4:52:01 PM', '2020-05-13T16:52:01Z'],
    ['5/13/2020 12:00 AM', '2020-05-13T00:00:00Z'],
    ['13-05-2020 16:52', '2020-05-13T16:52:00Z'],
    ['5/5/2020 16:52', '2020-05-05T16:52:00Z'],
    ['5/13/20 16:52', '2020-05-13T16:52:00Z'],
    ['2020-05-13 16:52', '2020-05-13T16:52:00Z'],
    ['13.05.2020 16:52', '2020-05-13T16:52:00Z'],
  ])('%s is %s, in a zone that is not known', (text, time) => {
    expect(one(history(text))).toMatchObject({ time, eventID: ID, codes: ['EVENT_TIME_ZONELESS'] });
  });

  test.each(['5/4/2020 16:52', '05/04/2020 16:52:01', '4-5-2020 4:52 PM', '12/11/2025 00:00', '5/4/20 16:52', '13/5/20 16:52'])(
    '%s may be of either of two days: the event is undated, and it is said why',
    (text) => {
      const { rows, problems } = readItem(history(text));
      expect(rows).toMatchObject([{ time: null, eventID: ID, codes: ['EVENT_TIME_AMBIGUOUS'] }]);
      expect(problems).toMatchObject([{ code: 'EVENT_TIME_AMBIGUOUS', detail: text, event: 0, isRecord: false }]);
    },
  );

  test.each(['13/13/2020 16:52', '2/30/2020 16:52', '0/5/2020 16:52', '5/13/2020', '5/13/2020 25:00', '5/13/99 16:52'])(
    '%s is no time',
    (text) => {
      expect(one(history(text))).toMatchObject({ time: null, codes: ['EVENT_TIME_UNREADABLE'] });
    },
  );

  // 60,721 of the 86,400 s of the day.
  test.each<[string, string, string]>([
    ['43964.70279', '2020-05-13T16:52:01Z', ''],
    ['43964.702789352', '2020-05-13T16:52:01Z', ''],
    ['43964.7028', '2020-05-13T16:52:02Z', 'true to within 5 s'],
    ['43964.703', '2020-05-13T16:52:19Z', 'true to within 44 s'],
    ['"43964,70279"', '2020-05-13T16:52:01Z', ''],
  ])('%s, days as spreadsheets count them, is %s', (text, time, detail) => {
    const { rows, problems } = readItem(history(text));
    expect(rows).toMatchObject([{ time }]);
    expect(problems.map((problem) => [problem.code, problem.detail])).toEqual([
      ['EVENT_TIME_ZONELESS', ''],
      ['EVENT_TIME_SERIAL', detail],
    ]);
  });

  test.each(['43964', '43964.7', '43964.70', '12345.70279', '99999.70279', '1.43964', '43964.70279.1'])('%s is no time', (text) => {
    expect(one(history(text))).toMatchObject({ time: null, codes: ['EVENT_TIME_UNREADABLE'] });
  });
});

describe('beside the record itself', () => {
  const record = JSON.parse(ORIGINALS[0] as string);
  const copy = (time: string, rest = {}) => {
    const content = Buffer.from(history(time, rest));
    const { text = '', steps = '' } = one(content) ?? {};
    const reduced = readReduced(Buffer.from(text), steps, (offset, length) => content.subarray(offset, offset + length));
    if (reduced === null) throw new Error('no copy');
    return reduced;
  };

  // The record is of 18:17:12.
  test.each<[string, boolean]>([
    ['2/21/2026 18:17', true],
    ['2/21/2026 18:18', false],
    ['46074.7619', true],
    ['46074.7620', true],
    ['46074.7622', false],
    ['46074.76194', true],
    ['46074.76197', false],
    ['2/3/2026 18:17', true],
  ])('%s says the same: %s', (time, same) => {
    expect(agrees(copy(time), whole(record))).toBe(same);
  });

  test('an account or a request rounded by the spreadsheet contradicts nothing, and is told', () => {
    const rounded = { account: '1.11122E+11', request: '1.23457E+15' };
    expect(agrees(copy('2026-02-21T18:17:12Z', rounded), whole(record))).toBe(true);
    const { rows, problems } = readItem(history('2026-02-21T18:17:12Z', rounded));
    expect(rows).toMatchObject([{ accountId: null, eventID: ID }]);
    expect(problems.map(({ code, detail, event }) => [code, detail, event])).toEqual([
      ['FIELD_UNEXPECTED_TYPE', 'requestID: 1.23457E+15', 0],
      ['FIELD_UNEXPECTED_TYPE', 'recipientAccountId: 1.11122E+11', 0],
    ]);
  });

  test('an account has twelve digits: zeros before it that are gone are put back', () => {
    expect(one(history('2026-02-21T18:17:12Z', { account: '12345678901' }))).toMatchObject({ accountId: '012345678901', codes: [] });
    expect(one(history('2026-02-21T18:17:12Z', { account: '1234' }))).toMatchObject({ accountId: '1234' });
  });
});

describe('separators and encodings', () => {
  const tabs = (text: string): string => text.replaceAll(',', '\t');
  test.each<[string, Buffer]>([
    ['semicolons', Buffer.from(history('5/13/2020 16:52').replaceAll(',', ';'))],
    ['semicolons named first, a byte order mark', Buffer.from(`\ufeffsep=;\r\n${history('5/13/2020 16:52').replaceAll(',', ';')}`)],
    ['tabs', Buffer.from(tabs(history('5/13/2020 16:52')))],
    ['tabs in UTF-16, as "Unicode text"', Buffer.from(`\ufeff${tabs(history('5/13/2020 16:52'))}`, 'utf16le')],
  ])('%s', (_, content) => {
    expect(readItem(content)).toMatchObject({
      kind: 'log',
      shape: 'event-history-csv',
      rows: [{ time: '2020-05-13T16:52:00Z', accountId: '111122223333', readOnly: 'false', eventID: ID, fidelity: 1 }],
    });
  });

  test('of a whole file each row is judged by itself', () => {
    expect(readItem(fixture('event-history-excel.csv')).rows.map(({ time, codes }) => [time, codes])).toEqual([
      ['2026-02-21T18:17:00Z', ['EVENT_TIME_ZONELESS']],
      ['2026-02-21T03:04:05Z', ['EVENT_TIME_ZONELESS', 'EVENT_TIME_SERIAL']],
    ]);
  });
});
