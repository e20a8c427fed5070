// What AWS's command line prints of lookup-events as text: a line an event with the record in a column, lines that say more of it, and what else people cut out.
import { describe, expect, test } from 'vitest';
import { Dictionaries } from '../../../../src/main/ingest/dictionaries.ts';
import { LargeContentReader, type Part } from '../../../../src/main/ingest/read-large.ts';
import { fixture, ORIGINALS, readItem } from './rows.ts';

const [DELETION = '', LAUNCH = ''] = ORIGINALS;
const ID = '5ba1f1d3-9a3c-4f0e-8d2e-0c8f1a2b3c4d';
const behind = (id: string): string => `${id}\tDeleteBucket\ts3.amazonaws.com\t2026-02-21T18:17:12+00:00\tfalse\tdeploy-7`;

describe('lines of events', () => {
  test.each<[string, string]>([
    ['with the key of the caller', `EVENTS\tASIAEXAMPLEDEPLOY\t${DELETION}\t${behind(ID)}\n`],
    ['of which no event has a key', `EVENTS\t${DELETION}\t${behind(ID)}\n`],
    ['where another has one', `EVENTS\t\t${DELETION}\t${behind(ID)}\n`],
    ['with the record alone', `EVENTS\t${DELETION}\n`],
    ['without a line end', `EVENTS\t${DELETION}\t${behind(ID)}`],
    ['of Windows, with a byte order mark', `\ufeffEVENTS\tAKIAX\t${DELETION}\t${behind(ID)}\r\nRESOURCES\tprod-data\tAWS::S3::Bucket\r\n`],
    ['behind lines of a token and of resources', `RESOURCES\tx\ty\nNEXTTOKEN\teyJ\nEVENTS\tAKIAX\t${DELETION}\t${behind(ID)}\n`],
  ])('%s', (_, content) => {
    const { kind, shape, rows, codes } = readItem(content);
    expect({ kind, shape, codes: codes.filter((code) => code !== 'BYTE_ORDER_MARK') }).toEqual({
      kind: 'log',
      shape: 'lookup-text',
      codes: [],
    });
    expect(rows).toMatchObject([{ text: DELETION, steps: '', fidelity: 2, eventID: ID }]);
  });

  test('the same window by window', () => {
    const bytes = fixture('lookup-events.txt');
    const parts: Part[] = [];
    const reader = new LargeContentReader(new Dictionaries(), (part) => parts.push(part), 1024);
    for (let at = 0; at < bytes.length; at += 100) reader.push(bytes.subarray(at, at + 100));
    expect(reader.end()).toEqual({ kind: 'log', shape: 'lookup-text' });
    expect(parts.flatMap(({ problems }) => problems)).toEqual([]);
    expect(parts.flatMap(({ events }) => [...events.length.subarray(0, events.count)])).toEqual(
      ORIGINALS.map((one) => Buffer.byteLength(one)),
    );
  });
});

test('an event whose record is broken, or was left out, is told of; the others are read', () => {
  const content = `EVENTS\tAKIAX\t${DELETION}\t${behind(ID)}\nEVENTS\tAKIAX\t${LAUNCH.slice(0, -20)}\t${behind('x')}\nEVENTS\t${behind('y')}\nRESOURCES\ta\tb\n`;
  const { rows, problems } = readItem(content);
  expect(rows.map(({ text }) => text)).toEqual([DELETION]);
  expect(problems.map(({ code, isRecord }) => [code, isRecord])).toEqual([
    ['RECORD_NOT_JSON', true],
    ['RECORD_NOT_JSON', true],
  ]);
});

test('columns that somebody chose', () => {
  expect(readItem(`${ORIGINALS.join('\t')}\n`).rows.map(({ text }) => text)).toEqual(ORIGINALS);
  const timed = `2026-02-21T18:17:12+00:00\t${DELETION}\n2026-02-21T03:04:05+00:00\t${LAUNCH}\n`;
  expect(readItem(timed)).toMatchObject({ codes: [], rows: ORIGINALS.map((text) => ({ text })) });
});

test('a table of something else whose first column says so is none', () => {
  expect(readItem('EVENTS\tGala\tHall\n').rows).toEqual([]);
  expect(readItem('EVENTS\t{"a":1}\n').rows).toEqual([]);
});
