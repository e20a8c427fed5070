// `trailcase seal`: what it states and writes, and that the case is as before where it cannot.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readStatement } from '../../../src/main/seal/statement.ts';
import { copyOf, tamper } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { sha256, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { rootOfLines, rowsOf } from '../../helpers/seals.ts';
import { situation } from '../../helpers/situation.ts';

let path: string;

beforeAll(async () => {
  path = (await situation()).path;
});

const HEX = expect.stringMatching(/^[0-9a-f]{64}$/);
const actions = (of: string): string[] =>
  rowsOf<{ action: string }>(of, 'SELECT action FROM custody ORDER BY seq').map(({ action }) => action);

/** The statement is all up to the first empty line; the rest is in blocks that openssl reads. */
function apart(detached: string): { statement: string; signature: Buffer; publicKey: string } {
  const statement = detached.slice(0, detached.indexOf('\n\n') + 1);
  const block = (name: string): string => new RegExp(`-----BEGIN ${name}-----\n([^-]*)-----END`).exec(detached)?.[1] ?? '';
  const signature = Buffer.from(block('TRAILCASE SEAL SIGNATURE'), 'base64');
  return { statement, signature, publicKey: `-----BEGIN PUBLIC KEY-----\n${block('PUBLIC KEY')}-----END PUBLIC KEY-----\n` };
}

test('without a key of the examiner’s one is made for this seal; --json prints what scripts rely on', async () => {
  const copy = copyOf(path);
  const before = actions(copy);
  const head = rowsOf(copy, 'SELECT hash FROM custody ORDER BY seq DESC LIMIT 1')[0]?.hash;
  const { status, value } = await cliJson(['seal', copy]);
  expect(status).toBe(0);
  expect(value.seal).toEqual({
    number: 1,
    evidenceRoot: HEX,
    eventsRoot: HEX,
    custodyHead: HEX,
    signature: expect.stringMatching(/^[0-9a-f]{128}$/),
    fingerprint: HEX,
    oneTimeKey: true,
    at: expect.any(Number),
    timestamp: null,
  });
  expect(value.path).toBe(join(dirname(copy), 'copy-seal-1.txt'));
  expect(value.sha256).toBe(sha256OfFile(value.path));
  expect(readdirSync(dirname(copy)).sort()).toEqual([basename(value.path), basename(copy)].sort());
  expect(actions(copy)).toEqual([...before, 'open', 'seal']);
  // What was sealed ends with the opening; that of the case as it was found is one before.
  const [opened] = rowsOf(copy, "SELECT previous, hash FROM custody WHERE action = 'open' ORDER BY seq DESC LIMIT 1");
  expect(opened).toEqual({ previous: head, hash: value.seal.custodyHead });
});

test('the statement says what the case holds, as sqlite3 and sha256sum give it', async () => {
  const copy = copyOf(path);
  const { value } = await cliJson(['seal', copy, '--note', 'Handed to the court']);
  const { statement } = apart(readFileSync(value.path, 'utf8'));
  const manifest = rowsOf<{ line: string }>(
    copy,
    `SELECT lower(hex(sha256)) || '  ' || iif(kept, 'evidence/', 'not-kept/') || lower(hex(sha256)) AS line FROM evidence ORDER BY sha256`,
  );
  const events = rowsOf<{ line: string }>(
    copy,
    `SELECT lower(hex(e.sha256)) || ' ' || r.offset || ' ' || r.length || coalesce('/' || s.value, '') || ' ' || coalesce(d.relation, 'event') AS line
     FROM records r JOIN evidence e ON e.id = r.evidence LEFT JOIN repeats d ON d.record = r.id LEFT JOIN decoding_steps s ON s.id = r.steps
     ORDER BY e.sha256, r.offset, r.length, s.value`,
  );
  const [facts] = rowsOf(copy, "SELECT value FROM case_facts WHERE name = 'caseId'");
  expect(readStatement(statement)).toMatchObject({
    caseId: facts?.value,
    number: 1,
    examiner: expect.stringMatching(/^Asha Rao \(/),
    note: 'Handed to the court',
    evidenceRoot: rootOfLines(manifest.map(({ line }) => line)),
    items: 8,
    eventsRoot: rootOfLines(events.map(({ line }) => line)),
    events: 16,
    sightings: 1,
    conflicts: 1,
    problems: rowsOf(copy, 'SELECT count(*) AS n FROM problems')[0]?.n,
    custodyHead: value.seal.custodyHead,
    verification: 'nothing was contradicted',
    key: value.seal.fingerprint,
    oneTimeKey: true,
  });
  const [stored] = rowsOf(copy, 'SELECT statement, lower(hex(signature)) AS signature FROM seals');
  expect(stored).toEqual({ statement, signature: value.seal.signature });
});

test('openssl and sha256sum check the detached seal without our software', async () => {
  const copy = copyOf(path);
  const { value } = await cliJson(['seal', copy]);
  const folder = temporaryFolder();
  const { statement, signature, publicKey } = apart(readFileSync(value.path, 'utf8'));
  writeFileSync(join(folder, 'statement'), statement);
  writeFileSync(join(folder, 'signature'), signature);
  writeFileSync(join(folder, 'key.pem'), publicKey);
  const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const check = ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.pem', '-rawin', '-in', 'statement', '-sigfile', 'signature'];
  expect(openssl(...check).toString()).toContain('Signature Verified Successfully');
  expect(sha256(openssl('pkey', '-pubin', '-in', 'key.pem', '-outform', 'DER'))).toBe(value.seal.fingerprint);
  writeFileSync(join(folder, 'statement'), statement.replace('seal: 1', 'seal: 2'));
  expect(() => openssl(...check)).toThrow();
});

describe('a note', () => {
  test.each([
    ['of several lines', 'one\ntwo\r\n\r\nthree', 'one two three'],
    [
      'that looks like a line of the statement',
      'x\nevidence-items: 999\n\n-----BEGIN PUBLIC KEY-----',
      'x evidence-items: 999 -----BEGIN PUBLIC KEY-----',
    ],
    ['with what a terminal obeys', 'a\u001b[2Jb\u0007c\u0085d', 'a [2Jb c d'],
    ['with emoji and scripts', '👩🏽‍⚖️ तैयार — ok', '👩🏽‍⚖️ तैयार — ok'],
  ])('%s', async (_, note, stated) => {
    const copy = copyOf(path);
    const { status, value } = await cliJson(['seal', copy, '--note', note, '--no-verify']);
    expect(status).toBe(0);
    const found = readStatement(apart(readFileSync(value.path, 'utf8')).statement);
    expect(found).toMatchObject({ note: stated, items: 8, verification: 'none was made for this seal' });
    const verified = await cliJson(['verify', copy, '--seal', value.path]);
    expect(verified).toMatchObject({ status: 0, value: { seals: [{ ok: true, note: stated }] } });
  });
});

describe('where it cannot be written', () => {
  test('an existing file is refused before anything is opened, and replaced when that is allowed', async () => {
    const copy = copyOf(path);
    const out = join(temporaryFolder(), 'seal.txt');
    writeFileSync(out, 'precious');
    const before = sha256OfFile(copy);
    const { status, stdout, stderr } = await cli(['seal', copy, '--out', out]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^trailcase: OUTPUT_EXISTS: .*\n$/);
    expect([readFileSync(out, 'utf8'), sha256OfFile(copy)]).toEqual(['precious', before]);
    expect((await cliJson(['seal', copy, '--out', out, '--overwrite'])).value.sha256).toBe(sha256OfFile(out));
  });

  test.each([
    ['a folder that is not there', 'full/nowhere/seal.txt'],
    ['a folder in place of the file', 'full'],
  ])('%s: no seal, and nothing is opened', async (_, place) => {
    const copy = copyOf(path);
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'full'));
    const before = sha256OfFile(copy);
    const { status, stderr } = await cli(['seal', copy, '--out', join(folder, place), '--overwrite', '--no-verify']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^trailcase: OUTPUT_UNWRITABLE: .*\n$/);
    expect(rowsOf(copy, 'SELECT * FROM seals')).toEqual([]);
    expect(sha256OfFile(copy)).toBe(before);
    expect(readdirSync(folder, { recursive: true })).toEqual(['full']);
    expect((await cliJson(['verify', copy])).value).toMatchObject({ ok: true, seals: [] });
  });

  test('the case itself is never replaced', async () => {
    const copy = copyOf(path);
    const before = sha256OfFile(copy);
    const { status, stderr } = await cli(['seal', copy, '--out', copy, '--overwrite']);
    expect({ status, code: stderr.split(': ')[1] }).toEqual({ status: 2, code: 'OUTPUT_UNWRITABLE' });
    expect(sha256OfFile(copy)).toBe(before);
  });

  test('a case that is not there', async () => {
    const folder = temporaryFolder();
    const { status, stderr } = await cli(['seal', join(folder, 'nothing.trailcase'), '--out', join(folder, 'seal.txt')]);
    expect({ status, code: stderr.split(': ')[1] }).toEqual({ status: 2, code: 'CASE_MISSING' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('a case that is contradicted is sealed as it is: the statement says so, and so does the exit status', async () => {
  const copy = copyOf(path);
  tamper(copy, (db) => db.exec('UPDATE records SET time = time + 1 WHERE id = 1'));
  const { status, value } = await cliJson(['seal', copy]);
  expect(status).toBe(1);
  const { statement } = apart(readFileSync(value.path, 'utf8'));
  expect(readStatement(statement)?.verification).toMatch(/^contradictions were found: [1-9]\d*$/);
  const text = await cli(['seal', copy]);
  expect(text.status).toBe(1);
  expect(text.stdout).toContain('The case is contradicted by a verification: the seal says so.');
});

test('the text says what was sealed and what to keep', async () => {
  const copy = copyOf(path);
  const { status, stdout } = await cli(['seal', copy]);
  expect(status).toBe(0);
  const [seal] = rowsOf(copy, 'SELECT statement FROM seals');
  const { evidenceRoot, eventsRoot, key } = readStatement(seal?.statement) ?? {};
  for (const part of [evidenceRoot, eventsRoot, key, 'Keep that file']) expect(stdout).toContain(part);
  const verified = await cli(['verify', copy]);
  expect(verified.stdout).toContain('seal 1    holds');
  expect(verified.stdout).toContain('nothing was added since');
});
