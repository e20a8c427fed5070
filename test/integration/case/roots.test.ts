import { expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { evidenceRoot, inventoryRoot, rootsNow } from '../../../src/main/case/roots.ts';
import { caseOf, importInto } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

test('the roots that are taken together are those that are taken one by one, with items kept and not kept, places and problems', async () => {
  const log = trail().event().event().gz();
  const { path } = await caseOf([folderOf({ 'a.json.gz': log, 'b/same.json.gz': log, 'picture.png': Buffer.from([137, 80, 78, 71, 0]) })]);
  await importInto(path, [folderOf({ 'broken.json.gz': log.subarray(0, 100), 'empty.json': '' })], { exists: true });
  const db = openForReading(path);
  try {
    const { evidenceRoot: evidence, inventoryRoot: all } = rootsNow(db);
    expect({ evidence, all }).toEqual({ evidence: evidenceRoot(db), all: inventoryRoot(db) });
    const { kept, notKept, problems } = db
      .prepare(
        'SELECT sum(kept) AS kept, sum(1 - kept) AS notKept, (SELECT count(*) FROM problems WHERE source IS NOT NULL) AS problems FROM evidence',
      )
      .get() as Record<string, number>;
    expect([kept, notKept, problems].every((count) => (count ?? 0) > 0)).toBe(true);
  } finally {
    db.close();
  }
});
