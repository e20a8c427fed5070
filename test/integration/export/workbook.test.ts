// `export --format xlsx`: sheets, types of cells, the sheet that tells what it is, and the same bytes for the same state of the case.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import readWorkbook from 'read-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { AT_ONCE } from '../../../src/main/export/events/write-rows.ts';
import { FORMATS } from '../../../src/main/export/formats.ts';
import { writeWorkbook } from '../../../src/main/export/xlsx/xlsx.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256, temporaryFolder } from '../../helpers/folder.ts';
import { eventId, record, trail } from '../../helpers/trail.ts';
import { zipParts } from '../../helpers/zip-parts.ts';

/** More than one batch, one of them undated, one wrapped in lookup-events' output. */
const EVENTS = AT_ONCE + 10;
let path = '';

beforeAll(async () => {
  path = newCasePath();
  CaseFile.create(path, { title: 'Leak', number: '=7', examiner: 'Asha', organisation: 'CERT', timezone: 'Asia/Kolkata' }).close();
  const log = trail().events(EVENTS - 2, (i) => ({
    eventID: eventId(`row ${i}`),
    eventTime: new Date(Date.UTC(2026, 1, 21, 10, 0, i)).toISOString(),
    userAgent: `agent ${i % 7}`,
  }));
  log.event({ eventID: eventId('undated'), eventTime: undefined });
  const wrapped = record({ eventID: eventId('wrapped'), eventTime: '2026-02-20T00:00:00Z', eventName: 'Wrapped' });
  const lookup = { Events: [{ EventId: eventId('wrapped'), EventName: 'Wrapped', CloudTrailEvent: JSON.stringify(wrapped) }] };
  await importInto(path, [folderOf({ 'a.json': log.json(), 'lookup.json': JSON.stringify(lookup) })], { exists: true });
});

async function workbook(out: string, rowsOfSheet?: number) {
  const db = openForReading(path);
  try {
    return await writeWorkbook({ db, out, overwrite: false, filter: '', keys: [], control: {} }, rowsOfSheet);
  } finally {
    db.close();
  }
}

test('events go on on the next sheet, in their order, each sheet with the titles', async () => {
  const out = join(temporaryFolder(), 'a.xlsx');
  expect(await workbook(out, 2001)).toMatchObject({ rows: EVENTS });
  const sheets = await readWorkbook(out);
  expect(sheets.map(({ sheet, data }) => [sheet, data.length])).toEqual([
    ['Events 1', 2001],
    ['Events 2', 2001],
    ['Events 3', EVENTS - 4000 + 1],
    ['About', 16],
  ]);
  const listed = (await cliJson(['events', path])).value.rows as { id: string }[];
  expect(sheets.slice(0, 3).flatMap(({ data }) => data.slice(1).map(([id]) => id))).toEqual(listed.map(({ id }) => id));
  expect(new Set(sheets.slice(0, 3).map(({ data }) => JSON.stringify(data[0]))).size).toBe(1);
});

test('times are dates in UTC and by the clock of the case, offsets are numbers, an undated event has no time', async () => {
  const out = join(temporaryFolder(), 'a.xlsx');
  await workbook(out);
  const [events, about] = await readWorkbook(out);
  const [, first, second] = events?.data ?? [];
  expect(first?.slice(1, 4)).toEqual([new Date('2026-02-20T00:00:00Z'), new Date('2026-02-20T05:30:00Z'), 'Wrapped']);
  expect(first?.[0]).toMatch(/\/json-string$/);
  expect(second?.slice(1, 3)).toEqual([new Date('2026-02-21T10:00:00Z'), new Date('2026-02-21T15:30:00Z')]);
  expect(second?.slice(-4, -2).map((cell) => typeof cell)).toEqual(['number', 'number']);
  expect(events?.data.at(-1)?.slice(1, 4)).toEqual([null, null, 'DescribeInstances']);
  const { custody } = (await cliJson(['info', path])).value;
  expect(about?.data.slice(0, 9)).toEqual([
    ['About', 'this workbook'],
    ['Case', 'Leak'],
    ['Case number', '=7'],
    ['Examiner', 'Asha'],
    ['Organisation', 'CERT'],
    ['Case identifier', expect.any(String)],
    ['Custody log', `as of entry ${custody.entries}, head ${custody.head}`],
    ['Events', 'all events of the case'],
    ['Number of events', `${EVENTS.toLocaleString('en-US')} on 1 sheet; 1 of them without a time, at the end`],
  ]);
  const sheet = String((await zipParts(out))['xl/worksheets/sheet1.xml']);
  expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
});

test('the same state of the case gives the same bytes; one without events has a sheet too', async () => {
  const [a, b] = [join(temporaryFolder(), 'a.xlsx'), join(temporaryFolder(), 'b.xlsx')];
  const { sha256: hash } = await workbook(a);
  await workbook(b);
  expect(readFileSync(a).equals(readFileSync(b))).toBe(true);
  expect(hash).toBe(sha256(readFileSync(a)));
  const none = join(temporaryFolder(), 'none.xlsx');
  expect(await cli(['export', path, '--format', 'xlsx', '--out', none, 'api:NoSuchCall'])).toMatchObject({ status: 0 });
  const [events, about] = await readWorkbook(none);
  expect(events?.data).toHaveLength(1);
  expect(about?.data[7]).toEqual(['Events', 'those of the filter eventName:NoSuchCall']);
});

test.each(['csv', 'jsonl', 'timesketch', 'xlsx'])('%s: cancelled, it leaves nothing; else it tells how far it is', async (name) => {
  const format = FORMATS.find((one) => one.name === name);
  const folder = temporaryFolder();
  const request = { out: join(folder, 'out'), overwrite: false, filter: '', keys: [] };
  for (const after of [1, 2]) {
    const controller = new AbortController();
    let told = 0;
    const onProgress = (): void => {
      if (++told === after) controller.abort();
    };
    const db = openForReading(path);
    await expect(format?.write({ db, ...request, control: { signal: controller.signal, onProgress } })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    db.close();
    expect({ told, left: readdirSync(folder) }).toEqual({ told: after, left: [] });
  }
  const db = openForReading(path);
  const told: number[] = [];
  await format?.write({ db, ...request, control: { onProgress: ({ events }) => told.push(events) } });
  db.close();
  expect(told).toEqual([AT_ONCE, EVENTS]);
});

test.each(['csv', 'jsonl', 'timesketch', 'xlsx'])('%s: no file is replaced unasked, and the case never', async (name) => {
  const out = join(temporaryFolder(), 'out');
  const export_ = (to: string, ...more: string[]) => cli(['export', path, '--format', name, '--out', to, 'api:Wrapped', ...more]);
  expect((await export_(out)).status).toBe(0);
  const before = sha256(readFileSync(out));
  expect(await export_(out)).toMatchObject({ status: 2, stderr: expect.stringContaining('OUTPUT_EXISTS') });
  expect(sha256(readFileSync(out))).toBe(before);
  expect((await export_(out, '--overwrite')).status).toBe(0);
  expect(await export_(path, '--overwrite')).toMatchObject({ status: 2, stderr: expect.stringContaining('is the case itself') });
});

test('the command line tells how many rows, at what rate, and what was left out', async () => {
  const out = join(temporaryFolder(), 'out.jsonl');
  const { stderr, stdout } = await cli(['export', path, '--format', 'timesketch', '--out', out, '--progress', 'plain']);
  expect(stderr).toMatch(/Writing events · 100 % · 4,106 of 4,106 events · [\d,]+\/s/);
  expect(stdout).toBe(
    `Wrote ${out}: 4,105 events, SHA-256 ${sha256(readFileSync(out))}\nLeft out: 1 event without a time (is:undated finds them) or beyond the years 1 to 9999, for which timesketch has no place.\n`,
  );
  const other = await cli(['export', path, '--format', 'timesketch', '--out', join(temporaryFolder(), 'out.json'), 'api:Wrapped']);
  expect(other).toMatchObject({ status: 0, stderr: expect.stringContaining('have to end in .jsonl') });
  const [first] = readFileSync(out, 'utf8').split('\n');
  expect(JSON.parse(first ?? '')).toMatchObject({
    message: 'Wrapped by asha from 203.0.113.10',
    datetime: '2026-02-20T00:00:00.000+00:00',
    timestamp: 1_771_545_600_000_000,
    timestamp_desc: 'AWS CloudTrail eventTime',
    data_type: 'aws:cloudtrail:entry',
    event_name: 'Wrapped',
  });
});
