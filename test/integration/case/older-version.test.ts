// A case that version 1 made: its evidence stays, byte for byte; this version reads more of it; what was annotated is still there.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { newCasePath, sqlite, verified } from '../../helpers/cases.ts';
import { cli, cliJson, eventRows, ROOT } from '../../helpers/cli.ts';
import { sha256OfFile } from '../../helpers/folder.ts';

function oldCase(): string {
  const path = newCasePath('old');
  writeFileSync(path, gunzipSync(readFileSync(join(ROOT, 'test/fixtures/case-files/version-1.trailcase.gz'))));
  return path;
}

const evidence = (path: string): unknown[] => {
  const db = sqlite(path, { readonly: true });
  try {
    return db
      .prepare(
        'SELECT hex(e.sha256), e.size, e.kept, hex(b.bytes) FROM evidence e LEFT JOIN evidence_bytes b ON b.evidence = e.id ORDER BY 1',
      )
      .raw()
      .all();
  } finally {
    db.close();
  }
};

test('reading it is refused with what to do, and changes nothing', async () => {
  const path = oldCase();
  const before = sha256OfFile(path);
  const { status, stdout, stderr } = await cli(['events', path]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^trailcase: CASE_OLDER_SCHEMA: .*trailcase upgrade.*\n$/);
  expect(sha256OfFile(path)).toBe(before);
});

test('upgraded, it has the same evidence and every event that this version finds in it', async () => {
  const path = oldCase();
  const before = evidence(path);
  const { status, value } = await cliJson(['upgrade', path]);
  expect(status).toBe(0);
  expect(value).toMatchObject({ parser: 2, case: { schema: 2 }, events: 12 });
  expect(evidence(path)).toEqual(before);
  const summary = await verified(path);
  expect(summary).toMatchObject({ ok: true, evidence: { altered: 0 }, events: { differing: 0 }, custody: { broken: 0 } });
  const names = (await eventRows(path)).map((row) => row.eventName);
  expect(names).toEqual(expect.arrayContaining(['Call0', 'Call7', 'Call9', 'Call20', 'Call22']));
  expect((await eventRows(path, 'is:bookmarked')).map((row) => row.eventName)).toEqual(['Call0']);
});

test('the custody log says what was done, and goes on from where it was', async () => {
  const path = oldCase();
  const db = sqlite(path, { readonly: true });
  const old = db.prepare('SELECT * FROM custody ORDER BY seq').all();
  db.close();
  await cli(['upgrade', path]);
  await cli(['upgrade', path]);
  const after = sqlite(path, { readonly: true });
  const rows = after.prepare('SELECT * FROM custody ORDER BY seq').all() as { action: string; detail: string }[];
  after.close();
  expect(rows.slice(0, old.length)).toEqual(old);
  expect(rows.slice(old.length).map(({ action }) => action)).toEqual(['migrate', 'rebuild']);
  expect(JSON.parse(rows.at(-1)?.detail ?? '')).toMatchObject({ parser: { from: 1, to: 2 }, records: { before: 6 } });
});

test('killed between the new tables and the new events, the next opening completes it', async () => {
  const path = oldCase();
  await cli(['upgrade', path]);
  const db = sqlite(path);
  // As it is after a kill: the schema is new, nothing says that a new parser has been at work.
  const trigger = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'case_facts_no_delete'").pluck().get() as string;
  db.exec("DROP TRIGGER case_facts_no_delete; DELETE FROM case_facts WHERE name = 'parser'");
  db.exec(trigger);
  db.close();
  expect((await cli(['info', path])).status).toBe(2);
  expect((await cli(['upgrade', path])).status).toBe(0);
  expect((await cliJson(['info', path])).value.events).toBe(12);
  expect((await verified(path)).ok).toBe(true);
});
