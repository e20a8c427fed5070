// Exports say of a row what lists say: that only a reduced copy tells the event, and which deliveries say otherwise.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import readWorkbook from 'read-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import { caseOf } from '../../helpers/cases.ts';
import { cli, eventRows } from '../../helpers/cli-here.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { eventId, record } from '../../helpers/trail.ts';

const [PLAIN, COPY, TWICE, CONFLICT] = ['plain', 'copy', 'twice', 'conflict'].map(eventId) as [string, string, string, string];
let path = '';

beforeAll(async () => {
  const log = (...events: object[]): string => JSON.stringify({ Records: events });
  const other = (eventName: string) => record({ eventID: CONFLICT, eventName });
  const columns = ['eventid', 'eventtime', 'eventname', 'eventsource', 'awsregion'];
  const rows = [COPY, CONFLICT].map((id) => [id, '2026-02-21T10:00:00Z', '=1+1', 'ec2.amazonaws.com', 'ap-south-1'].join(','));
  ({ path } = await caseOf([
    folderOf({
      'a.json': log(record({ eventID: PLAIN }), record({ eventID: TWICE }), other('RunInstances')),
      'b.json': log(record({ eventID: TWICE }), other('StopInstances')),
      'rows.csv': `${columns.join(',')}\n${rows.join('\n')}\n`,
    }),
  ]));
});

interface Marked {
  eventID: string;
  reduced?: true;
  conflicts?: string[];
}

/** What lists say. */
const listed = async (): Promise<Marked[]> =>
  (await eventRows(path)).map(({ eventID, reduced, conflicts }) => ({ eventID, reduced, conflicts }));

async function exported(format: string): Promise<string> {
  const out = join(temporaryFolder(), `events.${format === 'timesketch' ? 'jsonl' : format}`);
  expect(await cli(['export', path, '--format', format, '--out', out])).toMatchObject({ status: 0 });
  return out;
}

/** @param columns the last ones of a table */
function ofCells([eventID, , , , reduced, conflicts]: readonly unknown[]): Marked {
  return {
    eventID: eventID as string,
    ...(reduced === 'true' ? { reduced: true } : {}),
    ...(typeof conflicts === 'string' && conflicts !== '' ? { conflicts: conflicts.split(' ') } : {}),
  };
}

test('the case has one of each', async () => {
  const rows = await listed();
  expect(rows.filter(({ reduced }) => reduced).map(({ eventID }) => eventID)).toEqual([COPY]);
  expect(rows.filter(({ conflicts }) => conflicts).map(({ eventID, conflicts }) => [eventID, conflicts?.length])).toEqual([[CONFLICT, 2]]);
  expect(rows).toHaveLength(4);
});

test.each(['jsonl', 'timesketch'])('%s: as members that stand only where they hold', async (format) => {
  const lines = readFileSync(await exported(format), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ eventID, reduced, conflicts }) => ({ eventID, reduced, conflicts }))).toEqual(await listed());
  const last = lines.map((line) => Object.keys(line).at(-1));
  expect(last.filter((key) => key === 'length')).toHaveLength(2);
  expect(last.filter((key) => key === 'reduced' || key === 'conflicts')).toHaveLength(2);
});

test('csv and xlsx: as the last columns, empty where they do not hold', async () => {
  const cells = Papa.parse<string[]>(readFileSync(await exported('csv'), 'utf8'), { skipEmptyLines: true }).data;
  expect(cells[0]?.slice(-6)).toEqual(['eventID', 'evidence', 'offset', 'length', 'reduced', 'conflicts']);
  expect(cells.slice(1).map((row) => ofCells(row.slice(-6)))).toEqual(await listed());
  // An attacker writes neither; what stands beside is as safe as before.
  expect(cells.flat().filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
  const [sheet] = await readWorkbook(await exported('xlsx'));
  const [titles = [], ...rows] = sheet?.data ?? [];
  expect(titles.slice(-6)).toEqual(['eventID', 'evidence', 'offset', 'length', 'reduced', 'conflicts']);
  expect(rows.map((row) => ofCells(row.slice(titles.length - 6)))).toEqual(await listed());
});
