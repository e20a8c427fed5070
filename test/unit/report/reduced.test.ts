// Exhibits of which only a reduced copy was delivered: marked so, their fields as the copy gives them, and nothing concluded from what it lacks.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { bookmark, folder, verified } from './fixture.ts';
import { byClass, readHtml, textOf } from './read-html.ts';

const SHAPES = join(import.meta.dirname, '../../fixtures/shapes');
const MARK = 'A reduced copy: ';

/** The exhibits of a case with one file, all of its events bookmarked: as text. */
async function exhibitsOf(name: string): Promise<string[]> {
  const file = CaseFile.create(join(folder(), 'case.trailcase'));
  await importPaths(file, [join(SHAPES, name)]);
  const ids = file.db.prepare('SELECT id FROM events ORDER BY eventTime').pluck().all() as string[];
  for (const id of ids) bookmark(file, id);
  const { html } = await renderReport(file.db, verified(file));
  file.close();
  return byClass(readHtml(html), 'exhibit').map(textOf);
}

test.each([
  'athena-get-query-results.json',
  'athena-result.csv',
  'athena-rows.jsonl',
  'dotted-rows.jsonl',
  'event-history-excel.csv',
  'lake-get-query-results.json',
  'log-analytics.json',
  'python-print.txt',
])('%s', async (name) => {
  const texts = await exhibitsOf(name);
  expect(texts).toHaveLength(2);
  for (const text of texts) {
    expect(text).toContain(MARK);
    expect(text).not.toContain('the record has no error code');
  }
  // Before the record itself: what is read from it. The launch was refused.
  const [launch = '', deletion = ''] = texts.map((text) => text.slice(0, text.indexOf('Raw record')));
  for (const value of ['RunInstances', 'ec2.amazonaws.com', 'Client.UnauthorizedOperation', '111122223333'])
    expect(launch).toContain(value);
  expect(launch).not.toContain('Data[');
  expect(deletion).toContain('this reduced copy states no error code');
});

test('an entry of lookup-events without its record says nothing of errors', async () => {
  for (const text of await exhibitsOf('lookup-events-without-record.json'))
    expect(text).toContain('this reduced copy states no error code');
});

test('a record that came whole has no such mark', async () => {
  const texts = await exhibitsOf('lookup-events.json');
  expect(texts.some((text) => text.includes(MARK))).toBe(false);
  expect(texts[1]).toContain('the record has no error code');
});
