// Times that a file may state and few programs know: of the year 0, of early and of far years; and a case whose clock is UTC itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

const TIMES = [
  '0000-06-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '0500-01-01T00:00:00Z',
  '1900-02-28T12:00:00Z',
  '2026-02-21T18:00:00Z',
  '9999-12-31T23:00:00Z',
];

async function caseIn(timezone: string): Promise<string> {
  const path = newCasePath();
  CaseFile.create(path, { timezone }).close();
  const log = trail().events(TIMES.length, (i) => ({ eventTime: TIMES[i] as string }));
  await importInto(path, [folderOf({ 'a.json': log.json() })], { exists: true });
  return path;
}

test('Timesketch gets the years that Python knows, 1 to 9999; the others are told of', async () => {
  const path = await caseIn('Asia/Kolkata');
  const out = join(temporaryFolder(), 'a.jsonl');
  expect((await cliJson(['export', path, '--format', 'timesketch', '--out', out])).value).toMatchObject({ rows: 5, leftOut: 1 });
  const rows = readFileSync(out, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { datetime: string; timestamp: number });
  expect(rows.map(({ datetime }) => datetime)).toEqual(TIMES.slice(1).map((time) => time.replace('Z', '.000+00:00')));
  for (const { datetime, timestamp } of rows) expect(timestamp).toBe(Date.parse(datetime) * 1000);
  const { stdout } = await cli(['export', path, '--format', 'timesketch', '--out', out, '--overwrite']);
  expect(stdout).toContain('Left out: 1 event without a time (is:undated finds them) or beyond the years 1 to 9999');
});

test('a workbook of a case in UTC has one column of times, of another case two; early times are text', async () => {
  for (const [zone, titles] of [
    ['UTC', ['id', 'time (UTC)', 'eventName']],
    ['Etc/UTC', ['id', 'time (UTC)', 'eventName']],
    ['Asia/Kolkata', ['id', 'time (UTC)', 'time (Asia/Kolkata)']],
  ] as const) {
    const out = join(temporaryFolder(), 'a.xlsx');
    await cli(['export', await caseIn(zone), '--format', 'xlsx', '--out', out]);
    const [events, about] = await readWorkbook(out);
    const [head = [], ...rows] = events?.data ?? [];
    expect(head.slice(0, 3)).toEqual(titles);
    expect(new Set(head).size).toBe(head.length);
    expect(rows.map((row) => row[1])).toEqual([...TIMES.slice(0, 4).map((time) => time), ...TIMES.slice(4).map((time) => new Date(time))]);
    for (const row of rows) expect(row[head.indexOf('eventName')]).toBe('DescribeInstances');
    expect(about?.data.find(([name]) => name === 'Times')).toEqual([
      'Times',
      zone === 'Asia/Kolkata' ? 'in UTC, and by the clock of Asia/Kolkata beside it' : 'in UTC',
    ]);
  }
});
