// Columns that are kept in a case: they equal the records after every import, after a kill and after an upgrade; what is altered is found; and
// without them every question has the same answer.
import { expect, test } from 'vitest';
import type { WriteConnection } from '../../../src/main/case/open.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { CHUNK_RECORDS, differingChunks, readColumns } from '../../../src/main/case/record-columns.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import { openCase } from '../../../src/main/jobs/open-case.ts';
import { caseOf, copyOf, sqlite, verified } from '../../helpers/cases.ts';
import { cliJson } from '../../helpers/cli-here.ts';
import { everyEvent } from '../../helpers/events.ts';
import { folderOf } from '../../helpers/folder.ts';
import { situation } from '../../helpers/situation.ts';
import { eventId, record } from '../../helpers/trail.ts';

function stored(path: string): { chunk: number; records: number }[] {
  const db = sqlite(path, { readonly: true });
  try {
    return db.prepare('SELECT chunk, records FROM record_columns ORDER BY chunk').all() as { chunk: number; records: number }[];
  } finally {
    db.close();
  }
}

function differing(path: string): number[] {
  const db = openForReading(path);
  try {
    return differingChunks(db);
  } finally {
    db.close();
  }
}

/** Small records, so that a chunk is full soon; some undated, some without an id or with an odd one. */
function log(from: number, count: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const id = n % 7 === 3 && n % 11 !== 2 ? undefined : n % 7 === 5 ? `odd ${n}` : eventId(`column ${n}`);
    return JSON.stringify({ eventVersion: '1.08', eventID: id, eventName: `Call${n % 5}`, eventTime: n % 11 === 2 ? undefined : time(n) });
  });
  return lines.join('\n');
}
const time = (n: number): string => new Date(Date.UTC(2026, 1, 21) + ((n * 7919) % 86_400) * 1000).toISOString();

test('chunks fill while records are stored, across imports; the last one is as long as it has to be', async () => {
  const { path } = await caseOf([folderOf({ 'a.jsonl': log(0, CHUNK_RECORDS - 10) })]);
  expect(stored(path)).toEqual([{ chunk: 0, records: CHUNK_RECORDS - 10 }]);
  const file = openCase(path);
  try {
    await importPaths(file, [folderOf({ 'b.jsonl': log(CHUNK_RECORDS, 15), 'c.jsonl': log(2 * CHUNK_RECORDS, CHUNK_RECORDS + 7) })]);
  } finally {
    file.close();
  }
  expect(stored(path)).toEqual([
    { chunk: 0, records: CHUNK_RECORDS },
    { chunk: 1, records: CHUNK_RECORDS },
    { chunk: 2, records: 12 },
  ]);
  expect(differing(path)).toEqual([]);
  expect(await verified(path)).toMatchObject({ ok: true });
});

test('a transaction that came to nothing leaves no column behind', async () => {
  const { path } = await caseOf([folderOf({ 'a.jsonl': log(0, 20) })]);
  const file = openCase(path);
  try {
    // The disk is full for one import: a trigger stands in for it.
    file.db.exec("CREATE TEMP TRIGGER full BEFORE INSERT ON evidence BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    await expect(importPaths(file, [folderOf({ 'b.jsonl': log(100, 5) })])).rejects.toThrow();
    file.db.exec('DROP TRIGGER full');
    await importPaths(file, [folderOf({ 'c.jsonl': log(200, 5) })]);
  } finally {
    file.close();
  }
  expect(stored(path)).toEqual([{ chunk: 0, records: 25 }]);
  expect(await verified(path)).toMatchObject({ ok: true });
});

/** Alters a case as someone with a SQLite shell would. */
function alter(path: string, sql: string): void {
  const db = sqlite(path) as unknown as WriteConnection;
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

const eventsOfCase = (path: string): unknown[] => {
  const db = openForReading(path);
  try {
    return everyEvent(db, 'desc');
  } finally {
    db.close();
  }
};

test('a chunk that is missing is read from the records instead, and is no contradiction', async () => {
  const path = copyOf((await situation()).path);
  const before = eventsOfCase(path);
  alter(path, 'DELETE FROM record_columns');
  expect(eventsOfCase(path)).toEqual(before);
  expect(await verified(path)).toMatchObject({ ok: true, items: [] });
});

test.each([
  ['cut', 'UPDATE record_columns SET call = substr(call, 1, 8)'],
  ['of other records', 'UPDATE record_columns SET records = records - 1'],
])('a chunk that is %s is read from the records instead, and found by verify', async (_, sql) => {
  const path = copyOf((await situation()).path);
  const before = eventsOfCase(path);
  alter(path, sql);
  expect(eventsOfCase(path)).toEqual(before);
  const { ok, items } = await verified(path);
  expect(ok).toBe(false);
  expect(items).toContainEqual(expect.objectContaining({ key: expect.stringContaining('columns of records 1 to') }));
});

test.each([
  ['time', 'UPDATE record_columns SET time = zeroblob(length(time))'],
  ['call', 'UPDATE record_columns SET call = identity'],
  ['event_id', 'UPDATE record_columns SET event_id = zeroblob(length(event_id))'],
])('a column that says otherwise (%s) is found by verify', async (_, sql) => {
  const path = copyOf((await situation()).path);
  alter(path, sql);
  const { status, value } = await cliJson(['verify', path]);
  expect({ status, ok: value.ok }).toEqual({ status: 1, ok: false });
  expect(differing(path)).toEqual([0]);
});

test('a superfluous chunk is found', async () => {
  const path = copyOf((await situation()).path);
  alter(path, 'INSERT INTO record_columns SELECT 7, records, time, call, identity, origin, event_id FROM record_columns WHERE chunk = 0');
  expect(differing(path)).toEqual([7]);
  expect((await verified(path)).ok).toBe(false);
});

test('what a killed import left out is completed with the next opening for writing', async () => {
  const path = copyOf((await situation()).path);
  alter(path, 'DELETE FROM record_columns');
  openCase(path).close();
  expect(stored(path)).toHaveLength(1);
  expect(differing(path)).toEqual([]);
  expect((await verified(path)).ok).toBe(true);
});

test('columns are the records, field by field', async () => {
  const { path } = await caseOf([
    folderOf({ 'a.json': JSON.stringify({ Records: [record({ eventID: 'x' }), record({ eventTime: 'never' })] }) }),
  ]);
  const db = openForReading(path);
  try {
    const { columns, last } = readColumns(db);
    const rows = db.prepare('SELECT id, time, call, identity, origin FROM records').all() as Record<string, number | null>[];
    expect(last).toBe(rows.length);
    for (const { id, ...row } of rows) {
      const at = id as number;
      expect({
        time: Number.isNaN(columns.time[at]) ? null : columns.time[at],
        call: columns.call[at],
        identity: columns.identity[at],
        origin: columns.origin[at],
      }).toEqual(row);
    }
  } finally {
    db.close();
  }
});
