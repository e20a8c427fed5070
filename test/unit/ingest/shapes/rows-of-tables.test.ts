// Rows of tables and the places of their cells: layouts of every kind, rows that are damaged, and the library's reading compared with ours.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellPlaces, cellsOf, type Row, readRows, unquoteCell, wholeRows } from '../../../../src/main/decode/table.ts';
import { readItem } from './rows.ts';

fc.configureGlobal({ seed: 20260221 });

const ID = '5ba1f1d3-9a3c-4f0e-8d2e-0c8f1a2b3c4d';

test.each([
  ['commas', ',', '\n'],
  ['commas, CRLF', ',', '\r\n'],
  ['semicolons', ';', '\n'],
  ['semicolons, CRLF', ';', '\r\n'],
  ['tabs', '\t', '\n'],
  ['bars', '|', '\n'],
])('%s', (_, mark, end) => {
  const header = ['eventname', 'eventid', 'eventtime', 'useragent', 'sourceipaddress'].join(mark);
  const row = ['A', ID, '2026-02-21T18:17:12Z', `"Mozilla/5.0 (X11; Linux, ""x"")\n\r\n|\t"`, '192.0.2.7'].join(mark);
  for (const text of [header + end + row, header + end + row + end, `\ufeff${header}${end}${row}${end}${end}`]) {
    const { rows, problems } = readItem(text);
    expect(problems.filter(({ code }) => code !== 'BYTE_ORDER_MARK')).toEqual([]);
    expect(rows).toMatchObject([
      { eventName: 'A', userAgent: 'Mozilla/5.0 (X11; Linux, "x")\n\r\n|\t', sourceIPAddress: '192.0.2.7', text: row },
    ]);
  }
});

test.each([
  ['PowerShell names the type first', '#TYPE Amazon.CloudTrail.Model.Event\r\n'],
  ['Excel names the separator first', 'sep=,\r\n'],
])('%s', (_, line) => {
  const { rows, codes } = readItem(`${line}"EventName","EventId","EventTime","AwsRegion"\r\n"A","${ID}","2026-02-21T18:17:12Z","x"\r\n`);
  expect({ rows, codes }).toMatchObject({ rows: [{ eventName: 'A', eventID: ID, time: '2026-02-21T18:17:12Z' }], codes: [] });
});

describe('odd rows', () => {
  const header = 'eventname,eventid,eventtime,sourceipaddress';
  const good = (n: number): string => `Call${n},5ba1f1d3-9a3c-4f0e-8d2e-00000000000${n},2026-02-21T18:17:1${n}Z,192.0.2.${n}`;
  const read = (...lines: string[]) => readItem([header, ...lines].join('\n'));

  test.each([
    ['too few cells', `Odd,${ID}`, { eventName: 'Odd', eventID: ID, time: null, codes: ['ROW_CELLS', 'EVENT_TIME_MISSING'] }],
    [
      'too many cells',
      `Odd,${ID},2026-02-21T18:17:12Z,192.0.2.9,more`,
      { eventName: 'Odd', sourceIPAddress: '192.0.2.9', codes: ['ROW_CELLS'] },
    ],
    ['a quote within a cell', `Odd,${ID},2026-02-21T18:17:12Z,6"`, { sourceIPAddress: '6"', codes: [] }],
    ['words after a quoted cell', `"Odd" one,${ID},2026-02-21T18:17:12Z,x`, { sourceIPAddress: 'x', eventID: ID, codes: [] }],
    [
      'no id, no time',
      'Odd,,,192.0.2.9',
      { eventName: 'Odd', time: null, eventID: null, codes: ['EVENT_TIME_MISSING', 'EVENT_ID_MISSING'] },
    ],
  ])('%s: an event with its problems, and its neighbours stay', (_, row, said) => {
    const { rows } = read(good(1), row, good(2));
    expect(rows).toMatchObject([{ eventName: 'Call1', codes: [] }, said, { eventName: 'Call2', codes: [] }]);
  });

  test('rows that say nothing are no events, and told of', () => {
    const { rows, problems } = read(good(1), ',,,', '', ' , ,, ', good(2));
    expect(rows.map(({ eventName }) => eventName)).toEqual(['Call1', 'Call2']);
    expect(problems.map(({ code, isRecord }) => [code, isRecord])).toEqual([
      ['ROW_EMPTY', false],
      ['ROW_EMPTY', false],
    ]);
  });

  test('a quote that does not end takes its line with it, not the rows behind', () => {
    const { rows, problems } = read(good(1), `Odd,${ID},"2026`, good(2), good(3));
    expect(rows.map(({ eventName }) => eventName)).toEqual(['Call1', 'Call2', 'Call3']);
    expect(problems).toMatchObject([{ code: 'ROW_BROKEN', isRecord: true }]);
  });
});

const piece = fc.oneof(
  fc.constantFrom('"', '""', ',', ';', '\n', '\r\n', ' ', 'a', '"a"', '"a,b"', '"a\nb"', 'é🐈', '{"x":1}'),
  fc.string({ maxLength: 4 }),
);
const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));

test('the places of cells are those of the values that the library reads', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(',', ';'), (content, mark) => {
      const bytes = Buffer.from(content);
      readRows(bytes, mark, ({ cells, offset, length }) => {
        const row = bytes.subarray(offset, offset + length);
        expect(cellsOf(row.toString('utf8'), mark)).toEqual(cells);
        const places = cellPlaces(row, mark).map((place) => row.toString('utf8', place.offset, place.offset + place.length));
        expect(places).toHaveLength(cells.length);
        // Words behind the closing quote keep the quotes: such a cell is taken as it stands.
        places.forEach((cell, i) => {
          if (!/^"(?:[^"]|"")*"./s.test(cell)) expect(unquoteCell(cell)).toBe(cells[i]);
        });
        return true;
      });
    }),
    { numRuns: 3000 },
  );
});

test('rows that are whole by our count are those that the library reads', () => {
  const rowsOf = (bytes: Buffer, mark: string): Row[] => {
    const rows: Row[] = [];
    readRows(bytes, mark, (row) => rows.push(row) > 0);
    return rows;
  };
  fc.assert(
    fc.property(text, fc.nat(80), (content, at) => {
      const bytes = Buffer.from(content);
      const window = bytes.subarray(0, at);
      const whole = wholeRows(window, ',');
      const first = rowsOf(window.subarray(0, whole), ',');
      // In a table that goes on the same rows stand at the same places.
      expect(rowsOf(bytes, ',').slice(0, first.length)).toEqual(first);
    }),
    { numRuns: 3000 },
  );
});
