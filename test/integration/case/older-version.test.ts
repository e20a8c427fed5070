// A case that an older version made: its evidence stays, byte for byte; this version may read more of it; what was annotated is still there.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { PARSER_VERSION, SCHEMA_VERSION } from '../../../src/main/case/schema.ts';
import { newCasePath, sqlite, verified } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';
import { sha256OfFile } from '../../helpers/folder.ts';

interface Older {
  version: number;
  /** What this version finds in it. */
  events: number;
  names: string[];
  /** Entries that bringing it up to date adds. */
  entries: string[];
  /** Seals that it has. */
  seals: number;
}

const OLDER: Older[] = [
  {
    version: 1,
    events: 12,
    names: ['Call0', 'Call7', 'Call9', 'Call20', 'Call22'],
    entries: ['open', 'migrate', 'address-data', 'rebuild'],
    seals: 0,
  },
  {
    version: 2,
    events: 9,
    names: ['Call0', 'Call6', 'RunInstances', 'DeleteBucket'],
    entries: ['open', 'migrate', 'address-data', 'rebuild'],
    seals: 0,
  },
  {
    version: 3,
    events: 14,
    names: ['Call0', 'RunInstances', 'DeleteBucket', 'GetObject'],
    entries: ['open', 'migrate', 'address-data', 'rebuild'],
    seals: 1,
  },
  {
    version: 4,
    events: 8,
    names: ['Call0', 'RunInstances', 'AssumeRole', 'UpdateAccessKey'],
    entries: ['open', 'migrate', 'address-data', 'rebuild'],
    seals: 1,
  },
  {
    version: 5,
    events: 8,
    names: ['Call0', 'RunInstances', 'AssumeRole', 'UpdateAccessKey'],
    entries: ['open', 'migrate', 'rebuild'],
    seals: 1,
  },
  {
    version: 6,
    events: 8,
    names: ['Call0', 'RunInstances', 'AssumeRole', 'UpdateAccessKey'],
    entries: ['open', 'migrate', 'rebuild'],
    seals: 1,
  },
  {
    version: 7,
    events: 8,
    names: ['Call0', 'RunInstances', 'AssumeRole', 'UpdateAccessKey'],
    entries: ['open', 'migrate', 'rebuild'],
    seals: 1,
  },
];

function oldCase(version = 1): string {
  const path = newCasePath('old');
  writeFileSync(path, gunzipSync(readFileSync(join(ROOT, `test/fixtures/case-files/version-${version}.trailcase.gz`))));
  return path;
}

function custody(path: string): { action: string; detail: string }[] {
  const db = sqlite(path, { readonly: true });
  try {
    return db.prepare('SELECT * FROM custody ORDER BY seq').all() as { action: string; detail: string }[];
  } finally {
    db.close();
  }
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

test('every older version is here', () => {
  expect(OLDER.map(({ version }) => version)).toEqual(Array.from({ length: SCHEMA_VERSION - 1 }, (_, i) => i + 1));
});

describe.each(OLDER)('version $version', ({ version, events, names, entries, seals: before }) => {
  test('reading it is refused with what to do, and changes nothing', async () => {
    const path = oldCase(version);
    const before = sha256OfFile(path);
    const { status, stdout, stderr } = await cli(['events', path]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^trailcase: CASE_OLDER_SCHEMA: .*trailcase upgrade.*\n$/);
    expect(sha256OfFile(path)).toBe(before);
  });

  test('upgraded, it has the same evidence and every event that this version finds in it', async () => {
    const path = oldCase(version);
    const before = evidence(path);
    const { status, value } = await cliJson(['upgrade', path]);
    expect(status).toBe(0);
    expect(value).toMatchObject({ parser: PARSER_VERSION, case: { schema: SCHEMA_VERSION }, events });
    expect(evidence(path)).toEqual(before);
    const summary = await verified(path);
    expect(summary).toMatchObject({ ok: true, evidence: { altered: 0 }, events: { differing: 0 }, custody: { broken: 0 } });
    expect((await eventRows(path)).map((row) => row.eventName)).toEqual(expect.arrayContaining(names));
    expect((await eventRows(path, 'is:bookmarked')).map((row) => row.eventName)).toEqual(['Call0']);
  });

  test('the custody log says what was done, and goes on from where it was', async () => {
    const path = oldCase(version);
    const old = custody(path);
    await cli(['upgrade', path]);
    await cli(['upgrade', path]);
    const rows = custody(path);
    expect(rows.slice(0, old.length)).toEqual(old);
    expect(rows.slice(old.length).map(({ action }) => action)).toEqual(entries);
    const migrated = rows.findLast(({ action }) => action === 'migrate');
    expect(JSON.parse(migrated?.detail ?? '')).toEqual({
      versions: Array.from({ length: SCHEMA_VERSION - version }, (_, i) => version + 1 + i),
    });
  });

  test('it can be sealed, and the seal holds', async () => {
    const path = oldCase(version);
    const { status, value } = await cliJson(['seal', path]);
    expect({ status, number: value.seal.number }).toEqual({ status: 0, number: before + 1 });
    const { ok, seals } = await verified(path);
    expect({ ok, seals }).toMatchObject({ ok: true, seals: Array.from({ length: before + 1 }, (_, i) => ({ number: i + 1, ok: true })) });
  });
});

test('a newer parser says what it found before and after', async () => {
  const path = oldCase(1);
  await cli(['upgrade', path]);
  const rebuilt = custody(path).find(({ action }) => action === 'rebuild');
  expect(JSON.parse(rebuilt?.detail ?? '')).toMatchObject({ parser: { from: 1, to: PARSER_VERSION }, records: { before: 6 } });
});

test('what only a newer parser reads is there after it: which keys records hand out, and when a session began', async () => {
  const path = oldCase(4);
  await cli(['upgrade', path]);
  const db = sqlite(path, { readonly: true });
  const keys = 'SELECT t.value, k.issued FROM key_events k JOIN terms t ON t.id = k.key ORDER BY 1';
  expect(db.prepare(keys).raw().all()).toEqual([
    ['AKIAEXAMPLE000000001', 0],
    ['ASIAEXAMPLE000000001', 1],
  ]);
  const sessions = 'SELECT c.value, i.value FROM identities d JOIN terms c ON c.id = d.created JOIN terms i ON i.id = d.issuer';
  expect(db.prepare(sessions).raw().all()).toEqual([['2026-02-21T09:59:00Z', 'arn:aws:iam::111122223333:role/deploy-role']]);
  db.close();
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

test('a case that is up to date is left as it is, byte for byte', async () => {
  const path = oldCase(2);
  await cliJson(['upgrade', path]);
  const before = sha256OfFile(path);
  const { status } = await cliJson(['upgrade', path]);
  expect({ status, after: sha256OfFile(path) }).toEqual({ status: 0, after: before });
});
