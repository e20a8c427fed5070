// A bookmark stays with its event when a copy delivered later takes the place of the record that it cites.
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { eventId, record } from '../../helpers/trail.ts';

test('whichever record is shown, the event is bookmarked', async () => {
  const event = record({ eventID: eventId('bookmarked'), eventName: 'DeleteBucket' });
  // The same event in eight layouts: one of the later ones surely has a lower address than the first.
  const copies = Array.from({ length: 8 }, (_, indent) => JSON.stringify({ Records: [event] }, null, indent));
  const path = newCasePath();
  const file = CaseFile.create(path);
  await importPaths(file, [folderOf({ 'first.json': copies[0] ?? '' })]);
  const cited = file.db.prepare('SELECT id FROM events').pluck().get() as string;
  file.putBookmark({ event: cited, colour: 'red', note: 'kept', removed: false });
  await importPaths(file, [folderOf(Object.fromEntries(copies.slice(1).map((copy, i) => [`${i}.json`, copy])))]);
  file.close();

  const queries = new CaseQueries(path);
  const page = async (filter: string) => (await queries.answers['events.page']({ filter, order: 'asc', offset: 0, limit: 10 })).rows;
  const [shown] = await page('');
  expect(shown?.id).not.toBe(cited);
  expect(shown?.bookmark).toBe('red');
  expect((await page('is:bookmarked')).map(({ id }) => id)).toEqual([shown?.id]);
  expect(queries.answers['events.detail']({ id: shown?.id ?? '' }).bookmark).toMatchObject({ colour: 'red', note: 'kept' });
  queries.close();
});
