// Evidence, custody and the investigator's work only ever grow; a reader cannot write.
import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { APPEND_ONLY as FIRST } from '../../../src/main/case/migrations/001-first.ts';
import { APPEND_ONLY_SINCE_2 } from '../../../src/main/case/migrations/002-inputs.ts';
import { APPEND_ONLY_SINCE_3 } from '../../../src/main/case/migrations/003-seals.ts';
import { APPEND_ONLY_SINCE_4 } from '../../../src/main/case/migrations/004-columns.ts';
import { APPEND_ONLY_SINCE_5 } from '../../../src/main/case/migrations/005-identities.ts';
import { APPEND_ONLY_SINCE_6 } from '../../../src/main/case/migrations/006-workbench.ts';
import { APPEND_ONLY_SINCE_7 } from '../../../src/main/case/migrations/007-reports.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { copyOf } from '../../helpers/cases.ts';
import { situation } from '../../helpers/situation.ts';

const APPEND_ONLY = [
  ...FIRST,
  ...APPEND_ONLY_SINCE_2,
  ...APPEND_ONLY_SINCE_3,
  ...APPEND_ONLY_SINCE_4,
  ...APPEND_ONLY_SINCE_5,
  ...APPEND_ONLY_SINCE_6,
  ...APPEND_ONLY_SINCE_7,
];

let path = '';
let file: CaseFile;
beforeAll(async () => {
  path = (await situation()).path;
  file = CaseFile.open(copyOf(path));
  file.db.exec(`
    INSERT INTO decoding_steps (value) VALUES ('json-string');
    INSERT INTO item_hashes (evidence, algorithm, value) VALUES (1, 'md5', 'd41d8cd98f00b204e9800998ecf8427e');
    INSERT INTO seals (statement, signature, public_key) VALUES ('Trailcase seal', x'00', x'00');
    INSERT INTO handovers (at, path, sha256, lines) VALUES (0, 'list', '00', 1);
    INSERT INTO handover_lines (handover, path, algorithm, hash, verdict) VALUES (1, 'a', 'md5', '00', 'missing');
    INSERT INTO key_events (record, issued, key) VALUES (1, 0, 1);
    INSERT INTO watch_lists (at, author, name, date, format, entries, left_out, sha256, bytes, removed)
      VALUES (0, 'me', 'a', '', 'plain', 1, 0, zeroblob(32), x'312e322e332e34', 0);
    INSERT INTO report_settings (at, author, body) VALUES (0, 'me', '{}');
    INSERT INTO report_logos (at, author, media, sha256, bytes) VALUES (0, 'me', 'image/png', zeroblob(32), x'00');
    INSERT INTO redaction_salts (at, author, salt) VALUES (0, 'me', zeroblob(32));
    INSERT INTO workbench (at, author, kind, subject, body, removed, origin) VALUES (0, 'me', 'finding', 'a', '{}', 0, '');
    INSERT INTO saved_views (at, author, name, filter, state, removed) VALUES (0, 'me', 'a', 'is:error', '{}', 0)`);
});
afterAll(() => file.close());

test('the tables that only grow are those that hold evidence, custody and annotations', () => {
  const tables = file.db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
    .pluck()
    .all();
  // Which record of an event is shown is derived anew with every delivery; blocks and columns are copies.
  expect(tables).toEqual([...APPEND_ONLY, 'repeats', 'content_blocks', 'record_columns'].sort());
});

describe.each(APPEND_ONLY)('%s', (table) => {
  const info = (db: Database) => db.prepare(`PRAGMA table_info(${table})`).all() as { name: string; pk: number }[];
  const columns = (db: Database): string[] => info(db).map(({ name }) => name);
  const key = (db: Database): string[] => info(db).flatMap(({ name, pk }) => (pk > 0 ? [name] : []));
  const rows = (): unknown[] => file.db.prepare(`SELECT * FROM ${table}`).raw().all();
  const refused = (sql: string): void => {
    const before = rows();
    expect(before.length, 'a row to change').toBeGreaterThan(0);
    expect(() => file.db.exec(sql), sql).toThrow(`${table} is append-only`);
    expect(rows()).toEqual(before);
  };

  test('no column of a row can be changed', () => {
    for (const column of columns(file.db)) refused(`UPDATE ${table} SET ${column} = ${column}`);
  });

  test('no row can be deleted', () => {
    refused(`DELETE FROM ${table}`);
    const ids = key(file.db).join(', ');
    refused(`DELETE FROM ${table} WHERE (${ids}) = (SELECT ${ids} FROM ${table} ORDER BY ${ids} LIMIT 1)`);
  });

  test('no row can be replaced', () => {
    const list = columns(file.db).join(', ');
    refused(`INSERT OR REPLACE INTO ${table} (${list}) SELECT ${list} FROM ${table}`);
    refused(`REPLACE INTO ${table} (${list}) SELECT ${list} FROM ${table} LIMIT 1`);
    const ids = key(file.db);
    refused(
      `INSERT INTO ${table} (${list}) SELECT ${list} FROM ${table} WHERE true ON CONFLICT (${ids.join(', ')}) DO UPDATE SET ${ids[0]} = excluded.${ids[0]}`,
    );
  });
});

test('of an item nothing can change but that its bytes are kept now', () => {
  const item = file.db.prepare('SELECT * FROM evidence WHERE kept = 0').get() as Record<string, unknown>;
  for (const set of [
    "kind = 'log'",
    "shape = 'records'",
    'size = 0',
    `sha256 = x'${'00'.repeat(32)}'`,
    "encoding = 'gzip'",
    'first_record = 0',
    'records = 1',
    'id = 99',
  ]) {
    expect(() => file.db.exec(`UPDATE evidence SET kept = 1, ${set} WHERE id = ${item.id}`), set).toThrow('evidence is append-only');
  }
  file.db.exec('BEGIN');
  file.db.exec(`UPDATE evidence SET kept = 1 WHERE id = ${item.id}`);
  expect(() => file.db.exec(`UPDATE evidence SET kept = 0 WHERE id = ${item.id}`)).toThrow('evidence is append-only');
  file.db.exec('ROLLBACK');
});

test('a custody entry that would break the form of the log is refused', () => {
  for (const [column, value] of [
    ['who', "'a' || char(10) || 'b'"],
    ['detail', "'no json'"],
    ['outcome', 'char(10)'],
  ]) {
    const values = ['99', '0', "'who'", "'action'", "'tool'", "'outcome'", "'{}'", "''", "''"];
    values[['seq', 'at', 'who', 'action', 'tool', 'outcome', 'detail'].indexOf(column as string)] = value as string;
    expect(() => file.db.exec(`INSERT INTO custody VALUES (${values.join(', ')})`)).toThrow('CHECK constraint failed');
  }
});

describe('the connection of a reader', () => {
  test.each([
    ["INSERT INTO custody (seq, at, who, action, tool, outcome, detail, previous, hash) VALUES (99, 0, '', '', '', '', '{}', '', '')"],
    ["UPDATE repeats SET relation = 'sighting'"],
    ['DELETE FROM repeats'],
    ['CREATE TABLE mine (x)'],
    ['DROP TRIGGER custody_no_delete'],
    ['PRAGMA user_version = 7'],
    ['VACUUM'],
  ])('refuses %s', (sql) => {
    const db = openForReading(path);
    try {
      // Not even by way of the full driver, which the type hides.
      expect(() => (db as unknown as Database).exec(sql)).toThrow(/readonly|read-only/);
      expect(() => {
        (db as unknown as Database).pragma('query_only = OFF');
        (db as unknown as Database).exec(sql);
      }).toThrow(/readonly|read-only/);
    } finally {
      db.close();
    }
  });
});
