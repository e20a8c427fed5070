// Rows are made some at a time, fewer where records are long: what an attacker writes does not decide how much memory it takes.
import { expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { csvRows } from '../../../src/main/export/events/csv.ts';
import { EventParts } from '../../../src/main/export/events/event-parts.ts';
import type { RowFormat } from '../../../src/main/export/events/row-format.ts';
import { caseOf } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

test('long records come in small portions, together the same rows', async () => {
  const log = trail().events(5, (i) => ({
    eventTime: `2026-02-21T10:00:0${i}Z`,
    eventName: `=Event${i}`,
    requestParameters: { body: 'x'.repeat(i < 3 ? 9_000_000 : 9) },
  }));
  const { path } = await caseOf([folderOf({ 'a.json.gz': log.gz() })]);
  const db = openForReading(path);
  const portions = [...new EventParts(db, csvRows as RowFormat).rowsOf([1, 2, 3, 4, 5])];
  db.close();
  expect(portions.map((rows) => rows.length)).toEqual([2, 3]);
  const [, ...lines] = (await cli(['events', path, '--format', 'csv'])).stdout.trimEnd().split('\n');
  expect(portions.flat().map((row) => row.trimEnd())).toEqual(lines);
});
