// Records one after another, joined by other hands: with commas of a list that lost its head, several on a line, with words behind them.
import { describe, expect, test } from 'vitest';
import { record } from '../../../helpers/trail.ts';
import { fixture, ORIGINALS, readItem } from './rows.ts';

const THIRD = JSON.stringify(record({}));
const ALL = [...ORIGINALS, THIRD];

/** What was told, as [text, whether a record was lost]. */
const told = (content: string) => readItem(content).problems.map(({ code, detail, isRecord }) => [code, detail, isRecord]);
const COMMAS = ['RECORD_NOT_JSON', 'commas between records outside of a list', false];

describe('a list that lost its head', () => {
  test('no record of it is lost, and its brackets are none', () => {
    const { shape, rows, problems } = readItem(fixture('list-without-head.json'));
    expect({ shape, texts: rows.map(({ text }) => text) }).toEqual({ shape: 'record-lines', texts: ORIGINALS });
    expect(problems.map(({ isRecord }) => isRecord)).toEqual([false, false]);
  });

  test.each([
    ['a comma behind each line', (all: readonly string[]) => `${all.join(',\n')},\n`, [COMMAS]],
    ['a comma before each line', (all: readonly string[]) => `${all.join('\n,')}\n`, [COMMAS]],
    ['commas on lines of their own', (all: readonly string[]) => `${all.join('\r\n,\r\n')}\r\n`, [COMMAS]],
    ['commas on one line', (all: readonly string[]) => all.join(', '), [COMMAS]],
    ['the end of the list', (all: readonly string[]) => `${all.join(',\n')}\n]\n`, [COMMAS, ['RECORD_NOT_JSON', ']', false]]],
    [
      'printed over many lines',
      (all: readonly string[]) => all.map((one) => JSON.stringify(JSON.parse(one), null, 2)).join(',\n'),
      [COMMAS],
    ],
  ])('%s', (_, join, problems) => {
    const content = join(ALL);
    expect(readItem(content).rows.map(({ text }) => JSON.parse(text))).toEqual(ALL.map((one) => JSON.parse(one)));
    expect(told(content)).toEqual(problems);
  });
});

describe('several records on a line, and a record on the next', () => {
  const [first = '', second = ''] = ORIGINALS;

  test.each([
    ['side by side', ''],
    ['a space between', ' '],
    ['a tab between', '\t'],
  ])('%s', (_, between) => {
    for (const content of [
      `${first}${between}${second}\n${THIRD}\n`,
      `${first}\n${second}${between}${THIRD}`,
      `${first}${between}${second}\n${THIRD}${between}${first}\n`,
    ]) {
      const { rows, codes } = readItem(content);
      expect(rows.map(({ text }) => text).slice(0, 3)).toEqual(ALL);
      expect(codes).toEqual([]);
    }
  });

  test('words behind a record do not take it with them', () => {
    const content = `${first} # seen\n${second}\n${THIRD}\n`;
    expect(readItem(content).rows.map(({ text }) => text)).toEqual(ALL);
    expect(told(content)).toEqual([['RECORD_NOT_JSON', '# seen', true]]);
  });
});
