// `export --format proof`: an expert repeats every proof with the folder's script and few tools; whatever was altered, it names.
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { custodyHash } from '../../../src/main/case/custody.ts';
import type { CustodyRow } from '../../../src/shared/domain.ts';
import { caseOf, copyOf, newCasePath, sqlite, tamper, verified } from '../../helpers/cases.ts';
import { cliJson as cliProcess } from '../../helpers/cli.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { filesBelow, folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { startTimestampServer, type TimestampServer } from '../../helpers/timestamp-server.ts';
import { trail } from '../../helpers/trail.ts';
import { changedFolder, check, lacking, type ProofCase, proofCase, sealed, signedLogs } from './proof-case.ts';

let made: ProofCase;
let folder = '';

async function exported(path: string, ...options: string[]): Promise<string> {
  return await exportedBy(cliJson, path, ...options);
}

async function exportedBy(run: typeof cliProcess | typeof cliJson, path: string, ...options: string[]): Promise<string> {
  const out = join(temporaryFolder(), 'proof');
  const { status, value } = await run(['export', path, '--format', 'proof', '--out', out, ...options]);
  expect({ status, value }).toEqual({
    status: 0,
    value: { path: out, sha256: sha256OfFile(join(out, 'SHA256SUMS')), rows: expect.any(Number) },
  });
  return out;
}

beforeAll(async () => {
  made = await proofCase();
  // As it is delivered, with the script of the built program.
  folder = await exportedBy(cliProcess, made.path);
});

describe('verify.sh', () => {
  test('has what it needs here', () => expect(lacking).toEqual([]));

  test('passes on a case as it was exported, says what it cannot check, and leaves nothing behind', () => {
    const before = sha256OfFile(made.path);
    const { status, failed, notes, lines, stderr, left } = check(folder, made.path);
    expect({ status, failed, stderr, left }).toEqual({ status: 0, failed: [], stderr: '', left: [] });
    expect(lines.join('\n')).toMatch(/4 digests have a signature that fits.*3 logs have the content.*checks passed, 0 failed/s);
    expect(notes).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/SHA256SUMS is [0-9a-f]{64}$/),
        '1 logs that valid digests name are not in the case',
        'seal 1: events cannot be compared: 1 of them were delivered again since',
      ]),
    );
    expect(sha256OfFile(made.path)).toBe(before);
  });

  test('passes with a seal and a fingerprint that were kept elsewhere', () => {
    for (const fingerprint of made.fingerprints) {
      const { status, failed } = check(
        folder,
        made.path,
        '--seal',
        made.firstSeal,
        '--fingerprint',
        fingerprint.toUpperCase().replace(/..(?=.)/g, '$&:'),
      );
      expect({ status, failed }).toEqual({ status: 0, failed: [] });
    }
  });

  const flip = (db: Database, where: string): void => {
    const { id, bytes } = db.prepare(`SELECT id, bytes FROM evidence_bytes WHERE ${where} LIMIT 1`).get() as { id: number; bytes: Buffer };
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    db.prepare('UPDATE evidence_bytes SET bytes = ? WHERE id = ?').run(bytes, id);
  };
  const manifest = /^every item has its hash, and the items are those of manifest.sha256/;
  const alterations: [what: string, change: string | ((db: Database) => void), named: RegExp][] = [
    ['a byte of evidence', (db) => flip(db, 'length(bytes) > 1000'), manifest],
    ['a byte of the second chunk', (db) => flip(db, 'seq = 1'), manifest],
    [
      'an item removed',
      "PRAGMA foreign_keys = OFF; DELETE FROM evidence WHERE id = (SELECT max(id) FROM evidence WHERE kind = 'log')",
      manifest,
    ],
    [
      'a kept item passed off as not kept',
      "UPDATE evidence SET kept = 0 WHERE kind = 'keys'",
      /^items have the size that is stated, and bytes only/,
    ],
    ['a size', "UPDATE evidence SET size = size + 1 WHERE kind = 'keys'", /^items have the size that is stated/],
    ['a record passed off as another', "UPDATE repeats SET relation = iif(relation = 'conflict', 'sighting', 'conflict')", /^events: /],
    ['an offset', 'UPDATE records SET offset = offset + 1 WHERE id = 5', /^events: /],
    ['where an item was found', "UPDATE found_at SET path = 'elsewhere' WHERE id = 3", /^inventory/],
    ['who acquired it', "UPDATE sources SET who = 'Nobody'", /^the inventory is what the last import left/],
    ['a custody entry edited', "UPDATE custody SET outcome = 'nothing' WHERE seq = 3", /^every entry has the hash that it states/],
    ['a custody entry removed', 'DELETE FROM custody WHERE seq = 4', /^every entry continues the one before it/],
    [
      'the end of the log cut off',
      'DELETE FROM custody WHERE seq = (SELECT max(seq) FROM custody)',
      /^its entries are those of custody.txt/,
    ],
    [
      'the log chained anew',
      (db) => rechain(db, "UPDATE custody SET who = 'Nobody' WHERE seq = 2"),
      /^seal 1: the custody log up to entry/,
    ],
    [
      'a statement edited',
      "UPDATE seals SET statement = replace(statement, 'after the first', 'AFTER the first')",
      /^seal 1: its signature fits/,
    ],
    [
      'a signature of another seal',
      'UPDATE seals SET signature = (SELECT signature FROM seals WHERE id = 2)',
      /^seal 1: its signature fits/,
    ],
    ['a seal removed', 'DELETE FROM seals WHERE id = 1', /^every seal that the custody log tells of/],
    ['a digest left out', "UPDATE evidence SET kind = 'log' WHERE kind = 'digest'", /^inventory/],
    [
      'a table replaced by a view',
      'ALTER TABLE repeats RENAME TO r; CREATE VIEW repeats AS SELECT * FROM r',
      /^what is read below are tables/,
    ],
  ];
  test.each(alterations)('names %s', (_, change, named) => {
    const copy = copyOf(made.path);
    tamper(copy, (db) => void (typeof change === 'string' ? db.exec(change) : change(db)));
    const { status, failed, left } = check(folder, copy);
    expect({ status, failed, left }).toEqual({ status: 1, failed: expect.arrayContaining([expect.stringMatching(named)]), left: [] });
  });

  test.each<[name: string, change: (text: string) => string | Buffer, named: RegExp]>([
    ['manifest.sha256', (text) => text.replace(/^[0-9a-f]{64}/, 'f'.repeat(64)), manifest],
    ['events-manifest.txt', (text) => text.slice(0, -20), /^events: events-manifest.txt/],
    ['custody.txt', (text) => text.replace('import', 'export'), /^its entries are those of custody.txt/],
    ['digests.tsv', (text) => text.replace(/\n[0-9a-f]{64}\t.*/, ''), /^the digests are those of digests.tsv/],
    ['seals/seal-1.txt', (text) => text.replace('sealed: 2', 'sealed: 3'), /^the case holds the seal in seal-1.txt/],
  ])('names %s of the folder, edited', (name, change, named) => {
    const { status, failed } = check(changedFolder(folder, name, change), made.path);
    expect(status).toBe(1);
    expect(failed).toEqual(expect.arrayContaining(['its files have the hashes that SHA256SUMS lists', expect.stringMatching(named)]));
  });

  test('a key under the fingerprint of another is found out', () => {
    const [name = ''] = readdirSync(join(folder, 'keys'));
    const other = readFileSync(join(folder, 'keys', name), 'utf8');
    const forged = join(
      changedFolder(folder, 'README.txt', (text) => text),
      'keys',
      'a'.repeat(32),
    );
    writeFileSync(`${forged}.pem`, other);
    expect(check(join(forged, '../..'), made.path).failed).toEqual([expect.stringMatching(/^key a+ has that fingerprint/)]);
  });

  test('a key from elsewhere than keys/ is not taken, and digests that were taken out of the folder are missed', () => {
    const elsewhere = changedFolder(folder, 'digests.tsv', (text) => text.replace(/\t([0-9a-f]{32})\t/, '\t../keys/$1\t'));
    expect(check(elsewhere, made.path).notes).toContain('1 digests cannot be checked: their signature or its key is not known');
    rmSync(join(elsewhere, 'digests'), { recursive: true });
    expect(check(elsewhere, made.path).failed).toEqual(expect.arrayContaining([expect.stringMatching(/^the case has none/)]));
  });

  test('a case whose tables are made to give expressions instead of numbers runs none of them', () => {
    const copy = copyOf(made.path);
    const target = join(temporaryFolder(), 'pwned');
    const db = sqlite(copy);
    db.pragma('foreign_keys = OFF');
    db.exec('SELECT 1; DROP VIEW events; ALTER TABLE evidence RENAME TO e; ALTER TABLE custody RENAME TO c; ALTER TABLE seals RENAME TO s');
    const expression = `'writefile(''${target}'',''x'')'`;
    db.exec(`CREATE VIEW evidence AS SELECT ${expression} AS id, sha256, size, kind, encoding, kept, first_record, records, shape FROM e;
      CREATE VIEW custody AS SELECT ${expression} AS seq, at, who, action, tool, outcome, detail, previous, hash FROM c;
      CREATE VIEW seals AS SELECT ${expression} AS id, statement, signature, public_key, timestamp FROM s;`);
    db.close();
    const { status, failed, left } = check(folder, copy);
    expect({ status, failed: failed[0], left, written: existsSync(target) }).toEqual({
      status: 1,
      failed: 'what is read below are tables',
      left: [],
      written: false,
    });
  });

  test('all sealed anew with another key: only what was kept elsewhere shows it', async () => {
    const copy = copyOf(made.path);
    tamper(copy, (db) => {
      db.exec("DELETE FROM seals; DELETE FROM custody WHERE action = 'seal'");
      rechain(db, "UPDATE custody SET who = 'Nobody'");
    });
    await sealed(copy, 'by another');
    const forged = await exported(copy);
    expect(check(forged, copy).failed).toEqual([]);
    const [fingerprint = ''] = made.fingerprints;
    expect(check(forged, copy, '--seal', made.firstSeal, '--fingerprint', fingerprint).failed).toEqual([
      'the case holds the seal in seal.txt as it stands there',
      `a seal of the case was made with the key ${fingerprint}`,
    ]);
  });

  test('entries that were added later are told, and nothing fails', async () => {
    const copy = copyOf(made.path);
    await sealed(copy, 'later');
    const { status, notes } = check(folder, copy);
    expect({ status, notes }).toEqual({
      status: 0,
      notes: expect.arrayContaining([expect.stringMatching(/^\d+ entries were added after this folder was made:$/)]),
    });
  });

  test('digests and logs that were altered before they were imported are named by their hash', async () => {
    const altered = signedLogs();
    const changed = new Map<string, string>();
    for (const [kind, part] of [
      ['digest', 'Digest_eu-central-1_telugubites-dev-trail_ap-south-1_20260221T213712Z.json.gz'],
      ['log', 'CloudTrail_eu-central-1_20260221T1905Z'],
    ] as const) {
      const file = join(altered, filesBelow(altered).find((name) => name.includes(part) && name.endsWith('.gz')) ?? '');
      const text = gunzipSync(readFileSync(file)).toString('utf8');
      writeFileSync(
        file,
        gzipSync(kind === 'log' ? text.replace('eu-central-1', 'eu-central-2') : text.replace('"logFiles"', ' "logFiles"')),
      );
      changed.set(kind, sha256OfFile(file));
    }
    const { path } = await caseOf([altered]);
    const { status, failed } = check(await exported(path), path);
    expect({ status, failed: [...failed].sort() }).toEqual({
      status: 1,
      failed: [
        `digest ${changed.get('digest')} has a signature that fits it`,
        `digest ${changed.get('digest')} is the one that the next digest states`,
        `log ${changed.get('log')} has the content that its digest states`,
      ],
    });
    const { digests, logs } = await verified(path);
    expect({ digests: digests.invalid, logs: logs.invalid }).toEqual({ digests: 1, logs: 1 });
  });

  test('text in the place of a log, and another log in it, are named as well', async () => {
    const logOf = (root: string, part: string): string => join(root, filesBelow(root).find((name) => name.includes(part)) ?? '');
    const [early, late] = ['CloudTrail_eu-central-1_20260221T1905Z', 'CloudTrail_eu-central-1_20260221T2205Z'];
    for (const [bytes, said] of [
      [() => gzipSync('no log'), /has the content that its digest states/],
      [(root: string) => readFileSync(logOf(root, late)), /is in that of another/],
    ] as const) {
      const altered = signedLogs();
      writeFileSync(logOf(altered, early), bytes(altered));
      const { path } = await caseOf([altered]);
      const { status, failed } = check(await exported(path), path);
      expect({ status, failed }).toEqual({ status: 1, failed: [expect.stringMatching(said)] });
      expect((await verified(path)).logs.invalid).toBe(1);
    }
  });

  test('without keys nothing is proven of digests, and nothing fails; --keys brings them', async () => {
    const unkeyed = signedLogs();
    const keys = join(temporaryFolder(), 'keys.json');
    copyFileSync(join(unkeyed, 'keys/eu-central-1.public-keys.json'), keys);
    const { path } = await caseOf([join(unkeyed, 'AWSLogs')]);
    const without = check(await exported(path), path);
    expect({ status: without.status, notes: without.notes }).toEqual({
      status: 0,
      notes: expect.arrayContaining(['4 digests cannot be checked: their signature or its key is not known']),
    });
    expect(check(await exported(path, '--keys', keys), path).lines).toContain('ok      4 digests have a signature that fits them');
  });

  test('a case without digests, seals or imports passes', async () => {
    const { path } = await caseOf([folderOf({ 'a.json': trail().event().json() })]);
    expect(check(await exported(path), path)).toMatchObject({ status: 0, failed: [], stderr: '' });
    const empty = newCasePath();
    await cli(['create', empty]);
    expect(check(await exported(empty), empty)).toMatchObject({ status: 0, failed: [], stderr: '' });
  });

  test('what is no case, or a wrong option, is refused', () => {
    for (const args of [[join(folder, 'README.txt')], [join(folder, 'absent')], [made.path, '--what'], [made.path, '--seal']] as [
      string,
      ...string[],
    ][]) {
      const { status, stderr } = check(folder, ...args);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^verify\.sh: .*\n$/) });
    }
  });

  describe('with a time stamp', () => {
    let server: TimestampServer;
    beforeAll(async () => {
      server = await startTimestampServer();
    });
    afterAll(() => server.close());

    test('checks it with the certificate of its authority', async () => {
      const copy = copyOf(made.path);
      await sealed(copy, 'stamped', server.url);
      const stamped = await exported(copy);
      expect(filesBelow(join(stamped, 'seals'))).toContain('seal-3.timestamp');
      expect(check(stamped, copy, '--tsa-ca', server.caFile).lines).toEqual(
        expect.arrayContaining([expect.stringMatching(/^ok {6}seal 3: its time stamp holds: \w{3} .*GMT$/)]),
      );
      const other = await startTimestampServer();
      await other.close();
      expect(check(stamped, copy, '--tsa-ca', other.caFile).failed).toEqual([expect.stringMatching(/^seal 3: its time stamp holds/)]);
    });
  });
});

/** Changes custody entries as someone would who knows how the chain is made. */
function rechain(db: Database, change: string): void {
  db.exec(change);
  let previous = '0'.repeat(64);
  for (const [i, row] of (db.prepare('SELECT * FROM custody ORDER BY seq').all() as CustodyRow[]).entries()) {
    const hash = custodyHash({ ...row, seq: i + 1, previous });
    db.prepare('UPDATE custody SET seq = ?, previous = ?, hash = ? WHERE seq = ?').run(i + 1, previous, hash, row.seq);
    previous = hash;
  }
}
