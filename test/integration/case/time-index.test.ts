// The index on time, which one long transaction leaves out and makes anew.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { dropTimeIndex } from '../../../src/main/case/time-index.ts';
import { temporaryFolder } from '../../helpers/folder.ts';

test('the index on time comes back as the schema has it', () => {
  const file = CaseFile.create(join(temporaryFolder(), 'case.trailcase'));
  const schema = () => file.db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'records_by_time'").pluck().get();
  const before = schema();
  file.db.transaction(() => {
    const make = dropTimeIndex(file.db, 1_000_000);
    expect(schema()).toBeUndefined();
    make?.();
  })();
  expect(schema()).toBe(before);
  file.close();
});
