// verify.sh of a proof folder on a case that went on since: what was added is told and accuses nobody, what was altered is still named.
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { copyOf, importInto, newCasePath, tamper } from '../../helpers/cases.ts';
import { cliJson } from '../../helpers/cli-here.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { rechain, rowsOf } from '../../helpers/seals.ts';
import { eventId, record, trail } from '../../helpers/trail.ts';
import { check, sealed, signedLogs } from './proof-case.ts';

let path = '';
/** The same case with two more deliveries, the first of them again an event that was there, and notes. */
let later = '';
let folder = '';

const twice = record({ eventID: eventId('twice'), eventName: 'StopLogging' });

beforeAll(async () => {
  path = newCasePath();
  CaseFile.create(path, { title: 'It goes on' }).close();
  const log = trail().event({ eventID: eventId('once') });
  const lookup = { Events: [{ EventId: twice.eventID, EventName: 'StopLogging', CloudTrailEvent: JSON.stringify(twice) }] };
  await importInto(path, [folderOf({ 'a.json': log.json(), 'lookup.json': JSON.stringify(lookup), 'b.txt': 'kept later' }), signedLogs()], {
    exists: true,
  });
  folder = join(temporaryFolder(), 'proof');
  await cliJson(['export', path, '--format', 'proof', '--out', folder]);
  later = copyOf(path);
  // The lower of the two addresses, and a record as CloudTrail delivers it: this one is the event from now on.
  await importInto(later, [folderOf({ 'c.json': JSON.stringify({ Records: [twice] }) })], { exists: true });
  await importInto(
    later,
    [
      folderOf({
        'd.json': trail()
          .event({ eventID: eventId('new') })
          .json(),
        'b.txt': 'kept later',
      }),
    ],
    {
      exists: true,
      keepAll: true,
    },
  );
  await cliJson(['tag', later, 'late', '--entity', 'ip:203.0.113.7']);
});

const entries = (of: string): number => rowsOf(of, 'SELECT max(seq) AS n FROM custody')[0]?.n as number;

test('as it was exported nothing is said of later work', () => {
  const { status, failed, lines } = check(folder, path);
  expect({ status, failed }).toEqual({ status: 0, failed: [] });
  expect(lines.join('\n')).toContain(`as of entry ${entries(path)} of the custody log`);
  expect(lines.join('\n')).not.toMatch(/after this folder was made|delivered again/);
});

test('after later imports it holds as of its entry, and what was added is told', () => {
  const { status, failed, notes, lines, stderr } = check(folder, later);
  expect({ status, failed, stderr }).toEqual({ status: 0, failed: [], stderr: '' });
  expect(notes).toEqual(
    expect.arrayContaining([
      `${entries(later) - entries(path)} entries were added after this folder was made:`,
      `evidence was added after this folder was made: of it only the hashes and the log were checked, the rest as of entry ${entries(path)}`,
      'of 1 records it cannot be compared which were shown: their events were delivered again since',
    ]),
  );
  expect(lines.map((line) => line.trim())).toContain('4 import');
  expect(lines.join('\n')).toMatch(/ok {6}events that were delivered again since: they were there\nnote .*\nok {6}events: /);
});

const flipped = (where: string) => (db: Database) => {
  const { id, bytes } = db
    .prepare(`SELECT b.id, b.bytes FROM evidence_bytes b JOIN evidence e ON e.id = b.evidence WHERE ${where} LIMIT 1`)
    .get() as { id: number; bytes: Buffer };
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
  db.prepare('UPDATE evidence_bytes SET bytes = ? WHERE id = ?').run(bytes, id);
};

describe('altered as well, it is named', () => {
  test.each<[what: string, change: string | ((db: Database) => void), named: RegExp]>([
    ['a byte of what was there', flipped("e.kind = 'log'"), /^every item has its hash, and the items are those of manifest/],
    ['a byte of what came later', flipped('e.id = (SELECT max(id) FROM evidence WHERE kept)'), /^every item has its hash/],
    ['an offset of what was there', 'UPDATE records SET offset = offset + 1 WHERE id = 1', /^events: events-manifest/],
    [
      'the place of the event that came again',
      'UPDATE records SET offset = offset + 1 WHERE id IN (SELECT record FROM repeats) AND evidence <= (SELECT min(id) FROM evidence WHERE records > 0) + 2',
      /^events/,
    ],
    [
      'an item slipped in after all imports, without an entry',
      'INSERT INTO evidence (id, sha256, size, kind, encoding, kept, first_record, records) SELECT id + 1000, randomblob(32), size, kind, encoding, 0, 1, 0 FROM evidence WHERE id = 1',
      /^the evidence is what the last import left/,
    ],
  ])('%s', (_, change, named) => {
    const copy = copyOf(later);
    tamper(copy, (db) => {
      db.exec('PRAGMA foreign_keys = OFF');
      if (typeof change === 'string') expect(() => db.exec(change)).not.toThrow();
      else change(db);
    });
    const { status, failed } = check(folder, copy);
    expect({ status, failed }).toEqual({ status: 1, failed: expect.arrayContaining([expect.stringMatching(named)]) });
  });

  test('evidence that no entry of the log tells of', () => {
    const copy = copyOf(later);
    tamper(copy, (db) => {
      db.prepare('DELETE FROM custody WHERE seq > ?').run(entries(path));
      db.prepare('DELETE FROM annotations').run();
    });
    const { failed } = check(folder, copy);
    expect(failed).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^what the case has beyond this folder was added by imports that the custody log tells of/),
      ]),
    );
  });
});

test('another case, an earlier copy, and a copy that went on otherwise are told apart', async () => {
  const other = newCasePath();
  CaseFile.create(other, { title: 'It goes on' }).close();
  expect(check(folder, other)).toMatchObject({
    status: 1,
    failed: ['this is the case that the folder was made of: it is another one, and nothing more was compared'],
  });
  const earlier = copyOf(path);
  tamper(earlier, (db) => db.prepare('DELETE FROM custody WHERE seq = ?').run(entries(path)));
  expect(check(folder, earlier).failed).toEqual(
    expect.arrayContaining([
      `the custody log has entry ${entries(path)}, which this folder tells: it ends with entry ${entries(path) - 1}; it is an earlier copy of the case, or its end was cut off`,
    ]),
  );
  const anew = copyOf(later);
  tamper(anew, (db) => rechain(db, (row) => (row.seq === 2 ? { who: 'Nobody' } : {})));
  expect(check(folder, anew).failed).toEqual(
    expect.arrayContaining([expect.stringMatching(`^entry ${entries(path)} is the one that this folder tells: it is another`)]),
  );
});

test('a seal made later, and digests delivered later, are no fault of the folder', async () => {
  const copy = copyOf(path);
  await importInto(
    copy,
    [join(import.meta.dirname, '../../../resources/sample/archive/AWSLogs/444455556666/CloudTrail-Digest/eu-central-1/2026/02/22')],
    {
      exists: true,
    },
  );
  await sealed(copy, 'later');
  const { status, failed, lines } = check(folder, copy);
  expect({ status, failed }).toEqual({ status: 0, failed: [] });
  expect(lines.join('\n')).toMatch(/ok {6}seal 1: the evidence is as it was sealed/);
});
