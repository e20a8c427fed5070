// What only a seal that was kept apart from the case finds, or the fingerprint of its key; docs/threat-model.md says so too.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { copyOf, importInto, tamper } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { coverUp, keptKey, rechain, rowsOf, type Sealed, sealed, sealFindings, signAnew, verifiedWith } from '../../helpers/seals.ts';
import { situation } from '../../helpers/situation.ts';
import { trail } from '../../helpers/trail.ts';
import { rootsOf, takeOut, verify } from './altering.ts';

let path: string;
let kept: Sealed;

beforeAll(async () => {
  path = (await situation()).path;
  kept = await sealed(path, keptKey(), { note: 'Monday' });
});

/** As if it had never been sealed: no seal, no entry that tells of one, and a chain that is whole. */
function unseal(db: Database): void {
  db.exec('DELETE FROM seals');
  rechain(db, (row) => (row.action === 'seal' ? null : row));
}

/** Evidence taken out, the log written to fit, and all sealed anew by another key. */
async function forged(): Promise<string> {
  const copy = copyOf(path);
  tamper(copy, (db) => {
    unseal(db);
    takeOut(db, "WHERE kind = 'unknownJson'");
  });
  await sealed(copy, keptKey(), { note: 'Monday' });
  return copy;
}

interface Elsewhere {
  alone: boolean;
  withSeal: string[];
  withFingerprint: string[];
}

/** Whether verify is clean from the case alone, and what is found with what was kept elsewhere. */
async function found(copy: string): Promise<Elsewhere> {
  return {
    alone: (await verify(copy)).ok,
    withSeal: sealFindings((await verifiedWith(copy, kept.text)).items),
    withFingerprint: sealFindings((await verifiedWith(copy, null, kept.seal.fingerprint)).items),
  };
}

const REMOVED = 'kept elsewhere invalid: the case does not hold it: seal 1 was removed, or another was put in its place';
const NOT_BY_KEY = 'kept elsewhere missing: no seal of the case is by the key whose fingerprint was given';
const OTHER_LOG = expect.stringMatching(/^kept elsewhere invalid: the custody log up to entry \d+ is not the one that was sealed$/);

test('a case as it was sealed is clean with all of it', async () => {
  expect(await found(copyOf(path))).toEqual({ alone: true, withSeal: [], withFingerprint: [] });
  const both = await verifiedWith(path, kept.text, kept.seal.fingerprint);
  expect({ ok: both.ok, items: both.items }).toEqual({ ok: true, items: [] });
});

test('the seal deleted with its custody entry', async () => {
  const copy = copyOf(path);
  tamper(copy, unseal);
  expect(await found(copy)).toEqual({
    alone: true,
    withSeal: [REMOVED],
    withFingerprint: ['kept elsewhere missing: the case holds no seal'],
  });
});

test('evidence taken out, and the whole case sealed anew', async () => {
  const { alone, withSeal, withFingerprint } = await found(await forged());
  expect(alone).toBe(true);
  expect(withSeal).toEqual(
    expect.arrayContaining([
      REMOVED,
      OTHER_LOG,
      'kept elsewhere invalid: the evidence that was sealed is not what the case holds: items were changed or removed',
    ]),
  );
  expect(withFingerprint).toEqual([NOT_BY_KEY]);
});

test('the whole custody log written anew, and the seal with it', async () => {
  const copy = copyOf(path);
  tamper(copy, (db) => {
    rechain(db, (row) => ({ who: row.who.replace('Asha Rao', 'Somebody') }));
    coverUp(db, rootsOf(db));
    const sealing = db.prepare("SELECT seq, previous FROM custody WHERE action = 'seal'").get() as { seq: number; previous: string };
    signAnew(db, 1, (text) => text.replace(/^custody-head: .*$/m, `custody-head: ${sealing.previous}`));
    coverUp(db, rootsOf(db));
    // The author of an annotation is compared with its entry.
    db.exec("UPDATE annotations SET author = replace(author, 'Asha Rao', 'Somebody')");
  });
  const { alone, withSeal, withFingerprint } = await found(copy);
  expect(alone).toBe(true);
  expect(withSeal).toEqual(expect.arrayContaining([REMOVED, OTHER_LOG]));
  expect(withFingerprint).toEqual([NOT_BY_KEY]);
});

test('the end of the custody log cut off, with the bookmark that it tells of: a seal made after it shows that', async () => {
  const copy = copyOf(path);
  const file = CaseFile.open(copy);
  file.putBookmark({ event: rowsOf(copy, 'SELECT id FROM events')[0]?.id, colour: 'blue', note: 'Look here', removed: false });
  file.close();
  const later = await sealed(copy, keptKey());
  tamper(copy, (db) => {
    db.exec("DELETE FROM seals WHERE id = 2; DELETE FROM annotations WHERE note = 'Look here'");
    db.exec("DELETE FROM custody WHERE seq > (SELECT min(seq) FROM custody WHERE action = 'seal')");
  });
  // What was kept before knows nothing of it.
  expect(await found(copy)).toEqual({ alone: true, withSeal: [], withFingerprint: [] });
  expect(sealFindings((await verifiedWith(copy, later.text)).items)).toEqual([
    'kept elsewhere invalid: the case does not hold it: seal 2 was removed, or another was put in its place',
    OTHER_LOG,
  ]);
});

test('a later delivery taken out with its entries: a seal made after it shows that', async () => {
  const copy = copyOf(path);
  const last = rowsOf(copy, 'SELECT max(seq) AS seq FROM custody')[0]?.seq;
  await importInto(copy, [folderOf({ 'third.json': trail().events(3).json() })], { exists: true });
  const later = await sealed(copy, keptKey());
  tamper(copy, (db) => {
    const { id } = db.prepare('SELECT max(id) AS id FROM evidence').get() as { id: number };
    const source = db.prepare('SELECT source FROM found_at WHERE evidence = ?').pluck().get(id);
    for (const table of ['evidence_bytes', 'found_at', 'records']) db.prepare(`DELETE FROM ${table} WHERE evidence = ?`).run(id);
    db.prepare('DELETE FROM evidence WHERE id = ?').run(id);
    db.prepare('DELETE FROM sources WHERE id = ?').run(source);
    db.exec('DELETE FROM seals WHERE id = 2');
    db.prepare('DELETE FROM custody WHERE seq > ?').run(last);
    // Columns are derived: whoever takes records out leaves none of them.
    db.exec('DELETE FROM record_columns');
  });
  expect(await found(copy)).toEqual({ alone: true, withSeal: [], withFingerprint: [] });
  expect(sealFindings((await verifiedWith(copy, later.text)).items)).toContain(
    'kept elsewhere invalid: the evidence that was sealed is not what the case holds: items were changed or removed',
  );
});

describe('the file that was kept', () => {
  test('its text edited: its own signature does not fit', async () => {
    const { ok, items } = await verifiedWith(path, kept.text.replace('note: Monday', 'note: Tuesday'));
    expect({ ok, reasons: sealFindings(items) }).toEqual({
      ok: false,
      reasons: [REMOVED, 'kept elsewhere invalid: its signature does not fit its statement and key'].sort(),
    });
  });

  test('of another key than the one whose fingerprint is given', async () => {
    const { items } = await verifiedWith(path, kept.text, 'ab'.repeat(32));
    expect(sealFindings(items)).toEqual(['kept elsewhere invalid: its key is not the one whose fingerprint was given']);
  });

  test('of another case', async () => {
    const other = (await situation()).path;
    const { items } = await verifiedWith(other, kept.text);
    expect(sealFindings(items)).toContain('kept elsewhere invalid: it is a seal of another case');
  });

  test('as a mail programme left it, with other line ends and a mark before it', async () => {
    const { ok } = await verifiedWith(path, `\ufeff${kept.text.replaceAll('\n', '\r\n')}`);
    expect(ok).toBe(true);
  });
});

describe('the command', () => {
  const file = (text: string): string => {
    const to = join(temporaryFolder(), 'kept.txt');
    writeFileSync(to, text);
    return to;
  };

  test('verify --seal and --fingerprint: exit 0 for the case as sealed, 1 for one that was sealed anew, with what and where', async () => {
    const seal = file(kept.text);
    const colons = (kept.seal.fingerprint.match(/../g) ?? []).join(':').toUpperCase();
    expect((await cli(['verify', path, '--seal', seal, '--fingerprint', colons])).status).toBe(0);
    const copy = await forged();
    expect((await cli(['verify', copy])).status).toBe(0);
    const text = await cli(['verify', copy, '--seal', seal]);
    expect({ status: text.status, stdout: text.stdout.includes(`invalid      seal      ${REMOVED.replace(' invalid', '')}`) }).toEqual({
      status: 1,
      stdout: true,
    });
    const { status, value } = await cliJson(['verify', copy, '--fingerprint', kept.seal.fingerprint, '--hash-only', '--details']);
    expect({ status, reasons: sealFindings(value.items) }).toEqual({
      status: 1,
      reasons: [NOT_BY_KEY],
    });
  });

  test.each([
    ['a seal that is not there', (_: string) => ['--seal', 'nowhere.txt'], 'SEAL_UNREADABLE'],
    ['a file that holds no seal', (other: string) => ['--seal', other], 'SEAL_UNREADABLE'],
    ['half a fingerprint', () => ['--fingerprint', 'abcdef'], 'USAGE'],
  ])('%s', async (_, args, code) => {
    const { status, stdout, stderr } = await cli(['verify', path, ...args(file('no seal\n'))]);
    expect({ status, stdout, code: stderr.split(': ')[1] }).toEqual({ status: 2, stdout: '', code });
  });
});
