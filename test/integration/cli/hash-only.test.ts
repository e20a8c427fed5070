// `verify --hash-only`: the stored bytes against their hashes, the custody log and the seals; nothing is derived and no digest judged.
import type { Database } from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyCase } from '../../../src/main/verify/verify-case.ts';
import { copyOf, importInto, sqlite, tamper } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256OfFile, writeProtect } from '../../helpers/folder.ts';
import { keptKey, sealed } from '../../helpers/seals.ts';
import { situation } from '../../helpers/situation.ts';

let path: string;

beforeAll(async () => {
  path = (await situation()).path;
  await importInto(path, [folderOf({ 'nothing.json': '', 'nothing.log': '' })], { exists: true, keepAll: true });
  await sealed(path, keptKey());
});

const hashOf = (kind: string): string => {
  const db = sqlite(path, { readonly: true });
  try {
    return db.prepare('SELECT lower(hex(sha256)) FROM evidence WHERE kind = ? LIMIT 1').pluck().get(kind) as string;
  } finally {
    db.close();
  }
};

test('a case as it was left: exit 0, what was checked and what was not', async () => {
  const { status, value } = await cliJson(['verify', path, '--hash-only', '--details']);
  expect({ status, ok: value.ok, items: value.items }).toEqual({ status: 0, ok: true, items: [] });
  const whole = (await cliJson(['verify', path])).value;
  expect(value).toMatchObject({
    scope: 'hashes',
    evidence: whole.evidence,
    events: { checked: 0, differing: 0 },
    custody: whole.custody,
    seals: [{ number: 1, ok: true }],
    digests: { valid: 0, invalid: 0, missing: 0, unverifiable: 0 },
    logs: { valid: 0, invalid: 0, missing: 0, unverifiable: 0, unattested: 0 },
    roots: { evidence: whole.roots.evidence, events: '' },
  });
  const { stdout } = await cli(['verify', path, '--hash-only']);
  expect(stdout).toContain('not derived anew, and no digest judged');
});

describe('finds', () => {
  test.each([['log'], ['digest'], ['unknownJson']])('one bit of a %s', async (kind) => {
    const copy = copyOf(path);
    tamper(copy, (db) => alter(db, hashOf(kind)));
    const { status, value } = await cliJson(['verify', copy, '--hash-only', '--details']);
    expect({ status, altered: value.evidence.altered }).toEqual({ status: 1, altered: 1 });
    expect(value.items).toEqual([
      {
        kind: 'evidence',
        key: hashOf(kind),
        verdict: 'altered',
        reason: expect.stringMatching(/^its stored bytes have the SHA-256 [0-9a-f]{64}$/),
      },
    ]);
  });

  test.each([
    [
      'bytes taken away',
      "DELETE FROM evidence_bytes WHERE evidence = (SELECT id FROM evidence WHERE kind = 'digest')",
      'its bytes are missing from the case',
    ],
    [
      'bytes put to what is said not to be kept',
      "INSERT INTO evidence_bytes (evidence, seq, bytes) SELECT id, 0, x'78' FROM evidence WHERE kept = 0",
      'it is said not to be kept, yet its bytes are there',
    ],
    ['a size', "UPDATE evidence SET size = size + 1 WHERE kind = 'digest'", 'bytes long'],
  ])('%s', async (_, sql, reason) => {
    const copy = copyOf(path);
    tamper(copy, (db) => expect(db.prepare(sql).run().changes).toBe(1));
    const { status, value } = await cliJson(['verify', copy, '--hash-only', '--details']);
    expect(status).toBe(1);
    expect(value.items).toContainEqual(expect.objectContaining({ kind: 'evidence', reason: expect.stringContaining(reason) }));
  });

  test.each([
    ['a custody entry', "UPDATE custody SET who = 'nobody' WHERE seq = 2", 'custody'],
    ['a seal', 'UPDATE seals SET signature = zeroblob(64)', 'seal'],
    ['a dropped index', 'DROP INDEX repeats_by_primary', 'schema'],
  ])('%s', async (_, sql, kind) => {
    const copy = copyOf(path);
    tamper(copy, (db) => db.exec(sql));
    const { status, value } = await cliJson(['verify', copy, '--hash-only', '--details']);
    expect(status).toBe(1);
    expect(value.items.map((item: { kind: string }) => item.kind)).toContain(kind);
  });
});

test('does not find what only the bytes can tell: a changed event; the whole verification does', async () => {
  const copy = copyOf(path);
  tamper(copy, (db) => db.exec('UPDATE records SET time = time + 1 WHERE id = 1'));
  expect((await cli(['verify', copy, '--hash-only'])).status).toBe(0);
  expect((await cli(['verify', copy])).status).toBe(1);
});

test.each([['--hash-only'], ['--details']])('a write-protected case stays as it is, and so does its folder (%s)', async (option) => {
  const copy = copyOf(path);
  const before = sha256OfFile(copy);
  const protectedCase = writeProtect(copy);
  try {
    expect((await cli(['verify', copy, option])).status).toBe(0);
    expect((await cli(['info', copy])).status).toBe(0);
  } finally {
    protectedCase.undo();
  }
  expect(sha256OfFile(copy)).toBe(before);
});

test('only the question what the digests say: nothing else is tested, and the answer is that of the whole verification', async () => {
  const whole = await verifyCase(path);
  const { summary, judgement } = await verifyCase(path, {}, { scope: 'digests' });
  expect(summary).toMatchObject({
    ok: true,
    scope: 'digests',
    evidence: { checked: 0, altered: 0, notKept: 0 },
    events: { checked: 0, differing: 0 },
    custody: { entries: 0, broken: 0 },
    seals: [],
    roots: { evidence: '', events: '' },
    digests: { unverifiable: 1 },
    logs: whole.summary.logs,
  });
  expect(judgement).toEqual(whole.judgement);
});

/** Flips a bit in the middle of an item's bytes. */
function alter(db: Database, hash: string): void {
  const row = db
    .prepare('SELECT b.id, b.bytes FROM evidence_bytes b JOIN evidence e ON e.id = b.evidence WHERE e.sha256 = ?')
    .get(Buffer.from(hash, 'hex')) as { id: number; bytes: Buffer };
  const bytes = Buffer.from(row.bytes);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
  db.prepare('UPDATE evidence_bytes SET bytes = ? WHERE id = ?').run(bytes, row.id);
}
