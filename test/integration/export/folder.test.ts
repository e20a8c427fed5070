// `export --format proof`: what the folder holds, and what the command does with names, folders and cancelling.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { eventsRoot, evidenceRoot, inventoryRoot } from '../../../src/main/case/roots.ts';
import type { CustodyRow } from '../../../src/shared/domain.ts';
import { copyOf, sqlite, tamper } from '../../helpers/cases.ts';
import { cli as cliProcess } from '../../helpers/cli.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { filesBelow, folderOf, sha256, sha256OfFile, temporaryFolder, writeProtect } from '../../helpers/folder.ts';
import { check, type ProofCase, proofCase } from './proof-case.ts';

let made: ProofCase;
let folder = '';

async function exported(path: string, ...options: string[]): Promise<string> {
  const out = join(temporaryFolder(), 'proof');
  const { status, value } = await cliJson(['export', path, '--format', 'proof', '--out', out, ...options]);
  expect({ status, value }).toEqual({
    status: 0,
    value: { path: out, sha256: sha256OfFile(join(out, 'SHA256SUMS')), rows: expect.any(Number) },
  });
  return out;
}

beforeAll(async () => {
  made = await proofCase();
  folder = await exported(made.path);
});

describe('the folder', () => {
  test('holds what an expert needs, under names of hashes and numbers only', () => {
    const names = filesBelow(folder);
    expect(names.filter((name) => !/^(digests|keys|seals|sql)\//.test(name))).toEqual(
      'README.txt SHA256SUMS custody.jsonl custody.txt digests.tsv events-manifest.txt inventory.jsonl manifest.sha256 places.csv state.txt verify.sh'.split(
        ' ',
      ),
    );
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9._/-]+$/);
    const within = (part: string): string[] => names.filter((name) => name.startsWith(part)).map((name) => name.slice(part.length));
    expect(within('digests/')).toHaveLength(8);
    for (const name of within('digests/')) expect(name).toMatch(/^[0-9a-f]{64}(\.sig)?$/);
    expect(within('keys/')).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.pem$/), 'origin.txt']);
    expect(within('seals/')).toEqual([1, 2].flatMap((n) => ['pem', 'signature', 'statement', 'txt'].map((part) => `seal-${n}.${part}`)));
    expect(readFileSync(join(folder, 'seals/seal-1.txt'))).toEqual(readFileSync(made.firstSeal));
    expect(statSync(join(folder, 'verify.sh')).mode & 0o111).not.toBe(0);
  });

  test('lists the SHA-256 of every file, and its lists have the roots of the case', () => {
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
    const files = filesBelow(folder).filter((name) => name !== 'SHA256SUMS');
    expect(sums).toBe(files.map((name) => `${sha256OfFile(join(folder, name))}  ${name}\n`).join(''));
    const db = openForReading(made.path);
    const roots = [evidenceRoot(db), eventsRoot(db), inventoryRoot(db)];
    db.close();
    expect(['manifest.sha256', 'events-manifest.txt', 'inventory.jsonl'].map((name) => sha256OfFile(join(folder, name)))).toEqual(roots);
    for (const root of roots) expect(readFileSync(join(folder, 'README.txt'), 'utf8')).toContain(root);
  });

  test('custody.txt gives every hash of the log, nine lines an entry', () => {
    const lines = readFileSync(join(folder, 'custody.txt'), 'utf8').trimEnd().split('\n');
    const rows = readFileSync(join(folder, 'custody.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as CustodyRow);
    expect(lines).toHaveLength(rows.length * 9);
    for (const [i, { hash }] of rows.entries()) {
      expect(lines[i * 9 + 8]).toBe(hash);
      expect(sha256(lines.slice(i * 9, i * 9 + 8).join('\n'))).toBe(hash);
    }
  });

  test('text of the evidence stays text: no formula in the table, no control characters in lists', () => {
    const places = readFileSync(join(folder, 'places.csv'), 'utf8');
    expect(places).toContain('odd/=cmd|calc/=cmd|calc.json');
    for (const cell of places.split(/[\n,]/)) expect(cell).not.toMatch(/^"?[=+@-]/);
    for (const name of ['digests.tsv', 'keys/origin.txt', 'README.txt'])
      expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  test('is the same, byte for byte, whenever it is made, and of a write-protected case, which stays as it is', async () => {
    const copy = copyOf(made.path);
    const protectedFile = writeProtect(copy);
    try {
      const before = sha256OfFile(copy);
      const again = await exported(copy);
      expect(readFileSync(join(again, 'SHA256SUMS'), 'utf8')).toBe(readFileSync(join(folder, 'SHA256SUMS'), 'utf8'));
      expect(check(again, copy).status).toBe(0);
      expect(sha256OfFile(copy)).toBe(before);
      expect(readdirSync(join(copy, '..'))).toEqual(['copy.trailcase']);
    } finally {
      protectedFile.undo();
    }
  });
});

describe('the command', () => {
  async function fails(args: string[], code: string, words: RegExp): Promise<void> {
    const { status, stdout, stderr } = await cli(['export', ...args]);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(new RegExp(`^trailcase: ${code}: [^\\n]+\\n$`)),
    });
    expect(stderr).toMatch(words);
  }

  test('says what is wrong with its arguments, and which formats there are', async () => {
    const out = join(temporaryFolder(), 'proof');
    await fails([made.path, '--out', out], 'USAGE', /--format is missing; there is csv, jsonl, xlsx, timesketch, proof/);
    await fails(
      [made.path, '--format', 'ods', '--out', out],
      'USAGE',
      /no format "ods" in this version; there is csv, jsonl, xlsx, timesketch, proof/,
    );
    await fails([made.path, '--format', 'proof'], 'USAGE', /--out is missing/);
    await fails([made.path, 'eventName:x', '--format', 'proof', '--out', out], 'USAGE', /takes no filter/);
    await fails([`${made.path}-absent`, '--format', 'proof', '--out', out], 'CASE_MISSING', /no case/);
    await fails([made.path, '--format', 'proof', '--out', out, '--keys', join(out, 'keys')], 'EVIDENCE_UNREADABLE', /cannot be read/);
    expect(existsSync(out)).toBe(false);
  });

  test('takes an empty folder, and replaces only what it wrote itself, and only when told', async () => {
    const parent = temporaryFolder();
    const out = join(parent, 'proof');
    mkdirSync(out);
    const args = [made.path, '--format', 'proof', '--out', out];
    expect((await cli(['export', ...args])).stdout).toMatch(/^Wrote .*proof: \d+ evidence items, SHA-256 [0-9a-f]{64}\n$/);
    await fails(args, 'OUTPUT_EXISTS', /is not empty/);
    expect((await cli(['export', ...args, '--overwrite'])).status).toBe(0);
    writeFileSync(join(out, 'seals/thesis.txt'), 'precious');
    await fails([...args, '--overwrite'], 'OUTPUT_EXISTS', /holds seals\/thesis\.txt/);
    expect(readFileSync(join(out, 'seals/thesis.txt'), 'utf8')).toBe('precious');
    rmSync(join(out, 'seals/thesis.txt'));
    appendFileSync(join(out, 'README.txt'), 'A note of mine.\n');
    await fails([...args, '--overwrite'], 'OUTPUT_EXISTS', /holds README\.txt/);
    const delivery = folderOf({ 'a.json': '{}', SHA256SUMS: `${sha256('{}')}  a.json\n` });
    await fails([made.path, '--format', 'proof', '--out', delivery, '--overwrite'], 'OUTPUT_EXISTS', /holds files/);
    expect(filesBelow(delivery)).toEqual(['SHA256SUMS', 'a.json']);
    await fails([made.path, '--format', 'proof', '--out', join(made.path, '..'), '--overwrite'], 'OUTPUT_EXISTS', /holds case\.trailcase/);
    await fails([made.path, '--format', 'proof', '--out', made.path, '--overwrite'], 'OUTPUT_EXISTS', /no folder/);
    await fails([made.path, '--format', 'proof', '--out', join(out, 'README.txt/x')], 'OUTPUT_UNWRITABLE', /cannot be written/);
    expect(readdirSync(parent)).toEqual(['proof']);
  });

  test('cancelled, it leaves nothing behind', async () => {
    const copy = copyOf(made.path);
    // Enough records that it does not end before the signal arrives.
    tamper(copy, (db) => {
      db.exec(
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000) INSERT INTO records SELECT 1000000 + i, 1, i, 1, NULL, 0, 0, 0, 0, NULL FROM n',
      );
      db.exec('UPDATE evidence SET first_record = 1000000, records = 400001 WHERE id = 1');
    });
    const parent = temporaryFolder();
    const { status, stdout } = await cliProcess(
      ['export', copy, '--format', 'proof', '--out', join(parent, 'proof'), '--progress', 'plain'],
      {
        started: (child) => child.stderr?.once('data', () => child.kill('SIGINT')),
      },
    );
    expect({ status, stdout, left: readdirSync(parent) }).toEqual({ status: 130, stdout: '', left: [] });
  });
});

test('the queries of the folder are those by which anyone gets the roots, without the script', () => {
  const db = sqlite(made.path, { readonly: true });
  try {
    for (const name of ['evidence', 'events', 'inventory']) {
      const statements = readFileSync(join(folder, `sql/${name}.sql`), 'utf8')
        .replace(/--.*$/gm, '')
        .split(';')
        .filter((sql) => sql.trim() !== '');
      const lines = statements.flatMap(
        (sql) => db.prepare(sql).pluck().all({ evidence: null, bytes: null, sources: null, places: null, problems: null }) as string[],
      );
      const file = { evidence: 'manifest.sha256', events: 'events-manifest.txt', inventory: 'inventory.jsonl' }[name] as string;
      expect(sha256(lines.map((line) => `${line}\n`).join(''))).toBe(sha256OfFile(join(folder, file)));
    }
  } finally {
    db.close();
  }
});
