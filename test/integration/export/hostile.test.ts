// The corpus of hostile texts in every field of records, through each format, read back by programs that are not ours: no formula, nothing broken out
// of its cell or line, and every text there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import readWorkbook from 'read-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { textOfCell, textOfWorkbook } from '../../helpers/cells.ts';
import { cli } from '../../helpers/cli-here.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { HOSTILE, hostileCase, isUndated, storable } from '../../helpers/hostile.ts';
import { zipParts } from '../../helpers/zip-parts.ts';

/** Columns that hold the text of a record as it is; the actor is made of several. */
const COLUMNS = [
  'eventName',
  'eventSource',
  'awsRegion',
  'accountId',
  'accessKeyId',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'eventID',
] as const;

const DANGEROUS = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠−]/u;

const files: Record<string, string> = {};
/** As `events` lists them, event by event: the slow and obvious way. */
const listed: Record<string, string> = {};
let expected: Map<string, Record<string, string | number | null>>;

beforeAll(async () => {
  const { path } = await hostileCase({ annotated: false });
  const folder = temporaryFolder();
  for (const format of ['csv', 'jsonl', 'xlsx', 'timesketch']) {
    files[format] = join(folder, format === 'timesketch' ? 'timesketch.jsonl' : `events.${format}`);
    expect(await cli(['export', path, '--format', format, '--out', files[format] as string])).toMatchObject({ status: 0, stderr: '' });
  }
  for (const format of ['csv', 'jsonl']) listed[format] = (await cli(['events', path, '--format', format])).stdout;
  const { rows } = JSON.parse((await cli(['events', path, '--json'])).stdout) as { rows: Record<string, string | number | null>[] };
  expected = new Map(rows.map((row) => [String(row.id), row]));
});

const text = (format: string): string => readFileSync(files[format] as string, 'utf8');

test('the corpus is in the case: each of at least 200 texts in each column', () => {
  expect(HOSTILE.length).toBeGreaterThanOrEqual(200);
  const want = HOSTILE.map(storable).sort();
  for (const column of COLUMNS) expect([...expected.values()].map((row) => row[column]).sort()).toEqual(want);
});

test.each(['csv', 'jsonl'])('%s is what events lists, byte for byte', (format) => {
  expect(text(format) === listed[format]).toBe(true);
});

describe('CSV', () => {
  const read = (delimiter: string): string[][] => {
    const { data, errors } = Papa.parse<string[]>(text('csv'), { delimiter, newline: '\n', skipEmptyLines: true });
    if (delimiter === ',') expect(errors).toEqual([]);
    return data;
  };

  test('every text is there, an apostrophe before it at most', () => {
    const [head = [], ...rows] = read(',');
    expect(rows).toHaveLength(HOSTILE.length);
    for (const row of rows) {
      const original = expected.get(row[0] ?? '');
      for (const [i, column] of head.entries()) expect(textOfCell(row[i] ?? '')).toBe(String(original?.[column] ?? ''));
    }
  });

  test.each([',', ';', '\t'])('divided by %j, no cell begins as a formula', (delimiter) => {
    const cells = read(delimiter).flat();
    expect(cells.length).toBeGreaterThan(100);
    // Also for who does not care what is quoted.
    const torn = delimiter === ',' ? [] : text('csv').split(new RegExp(`[\\r\\n${delimiter}]`));
    expect([...cells, ...torn].filter((cell) => DANGEROUS.test(cell) || /^[\t\r\n]/.test(cell))).toEqual([]);
  });
});

describe('JSONL', () => {
  test('an object a line, whatever a program takes for the end of one', () => {
    const lines = text('jsonl').split(/[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/);
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line))).toEqual([...expected.values()]);
    expect(text('jsonl').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });
});

describe('XLSX', () => {
  test('every text is there as a text, and cut ones begin as it does', async () => {
    const [events, about] = await readWorkbook(files.xlsx as string, { trim: false });
    const [head = [], ...rows] = events?.data ?? [];
    expect(rows).toHaveLength(HOSTILE.length);
    let cut = 0;
    for (const row of rows) {
      const original = expected.get(String(row[0]));
      for (const [i, column] of head.entries()) {
        if (String(column).startsWith('time')) continue;
        const want = original?.[String(column)];
        const cell = row[i];
        if (typeof want !== 'string') expect(cell).toBe(want ?? null);
        else {
          const [, kept] = /^(.*) \[…: cut here, the text has \d+ characters; .*\]$/s.exec(String(cell)) ?? [];
          if (kept !== undefined) cut++;
          const back = textOfWorkbook(kept ?? String(cell));
          expect(typeof cell).toBe('string');
          expect(kept === undefined ? want : want.slice(0, back.length)).toBe(back);
        }
      }
    }
    const said = new Map(about?.data.map(([name, value]) => [String(name), String(value)]));
    expect(said.get('Texts too long for a cell')).toMatch(new RegExp(`^${cut} cells: `));
    expect(said.get('Number of events')).toBe(
      `${HOSTILE.length} on 1 sheet; ${HOSTILE.filter((_, n) => isUndated(n)).length} of them without a time, at the end`,
    );
  });

  test('no part of the file has anything but texts and numbers in cells', async () => {
    const parts = await zipParts(files.xlsx as string);
    expect(Object.keys(parts).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
    ]);
    const plain = /(?:[\t\n\x20-\x25\x27-\x3b\x3d\x3f-\x7e\u00a0-\ud7ff\ue000-\ufffd]|[\u{10000}-\u{10ffff}]|&(?:amp|lt|gt);)*/u.source;
    const cell = new RegExp(
      `<c r="[A-R]\\d+" s="\\d"(?: t="inlineStr"><is><t(?: xml:space="preserve")?>${plain}</t></is>|><v>\\d+(?:\\.\\d+)?</v>)</c>`,
      'gu',
    );
    for (const name of ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']) {
      const sheet = (parts[name] as Buffer).toString('utf8');
      const [, rows = ''] = /<sheetData>(.*)<\/sheetData>/s.exec(sheet) ?? [];
      expect(rows.length).toBeGreaterThan(1000);
      // Nothing is left but empty rows.
      expect(rows.replace(cell, '').replace(/<row r="\d+"><\/row>/g, '')).toBe('');
      expect(sheet.replace(rows, '')).not.toMatch(/<f|hyperlink|external|script/i);
    }
  });
});

describe('Timesketch', () => {
  test('every dated event as its importer demands it, and the others are told of', async () => {
    const lines = text('timesketch')
      .split(/[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/)
      .slice(0, -1);
    const dated = [...expected.values()].filter(({ time }) => time !== null);
    expect(dated.length).toBe(HOSTILE.filter((_, n) => !isUndated(n)).length);
    expect(lines).toHaveLength(dated.length);
    for (const [i, line] of lines.entries()) {
      const row = JSON.parse(line) as Record<string, string | number | null>;
      const { time, ...fields } = dated[i] as Record<string, string | number | null>;
      expect(row).toMatchObject(fields);
      expect(row.timestamp_desc).toBe('AWS CloudTrail eventTime');
      expect(row.datetime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
      expect(row.timestamp).toBe(Date.parse(String(row.datetime)) * 1000);
      expect(Date.parse(String(row.datetime))).toBe(Date.parse(String(time)));
      expect(row.message).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      // Names that Timesketch takes for its own and takes away.
      for (const own of ['_id', '_type', '_index', '_source', '__ts_timeline_id', 'tag']) expect(row).not.toHaveProperty(own);
    }
  });
});
