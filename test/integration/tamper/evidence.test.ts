// A changed byte of evidence, of an item's row or of an event's columns is found by `verify`, which names what and where.
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyOf } from '../../helpers/cases.ts';
import { address, changed, facts, flip, item, makeCase, path, rewrite, verify } from './altering.ts';

beforeAll(async () => {
  await makeCase();
});

test('the case as it was left is clean', async () => {
  const { value, items } = await verify(copyOf(path));
  expect({ ok: value.ok, items }).toEqual({ ok: true, items: [] });
  expect(value.evidence).toEqual({ checked: 7, altered: 0, notKept: 1 });
  expect(value.events).toEqual({ checked: 16, differing: 0 });
  expect(value.custody).toEqual({ entries: 9, broken: 0 });
});

describe('evidence bytes', () => {
  test.each([
    ['the first byte of gzip data', 'log', (b: Buffer) => flip(b, 0)],
    ['the middle of gzip data', 'log', (b: Buffer) => flip(b, b.length >> 1)],
    ['the last byte of gzip data', 'log', (b: Buffer) => flip(b, b.length - 1)],
    ['the gzip time stamp, which changes no content', 'log', (b: Buffer) => flip(b, 5)],
    ['a compression that gives the same content', 'log', (b: Buffer) => gzipSync(gunzipSync(b), { level: 1 })],
    ['a byte of a plain log', 'odd', (b: Buffer) => flip(b, 700)],
    ['one blank less', 'odd', (b: Buffer) => b.subarray(0, b.length - 1)],
    ['a byte more', 'lines', (b: Buffer) => Buffer.concat([b, Buffer.from('\n')])],
    ['a byte of a digest', 'digest', (b: Buffer) => flip(b, 60)],
    ['a byte of a file that is no log', 'other', (b: Buffer) => flip(b, 3)],
    ['nothing left', 'other', () => Buffer.alloc(0)],
  ] as const)('%s (%s)', async (_, which, change) => {
    const { items, value } = await changed((db) => rewrite(db, facts[which], change as (b: Buffer) => Buffer));
    expect(items).toContainEqual(expect.objectContaining({ kind: 'evidence', key: facts[which], verdict: 'altered' }));
    expect(value.evidence.altered).toBe(1);
  });

  test('bytes taken away', async () => {
    const { items } = await changed((db) => db.prepare('DELETE FROM evidence_bytes WHERE evidence = ?').run(item(db, facts.odd).id));
    expect(items).toContainEqual(expect.objectContaining({ kind: 'evidence', key: facts.odd, verdict: 'altered' }));
  });

  test('bytes that belong to no item', async () => {
    await changed((db) => db.exec("PRAGMA foreign_keys = OFF; INSERT INTO evidence_bytes (evidence, seq, bytes) VALUES (999, 0, x'00')"));
  });

  test('two items with their bytes exchanged', async () => {
    const { items } = await changed((db) => {
      const [a, b] = [item(db, facts.other).id, item(db, facts.odd).id];
      const bytes = (of: number): Buffer => db.prepare('SELECT bytes FROM evidence_bytes WHERE evidence = ?').pluck().get(of) as Buffer;
      const [ofA, ofB] = [bytes(a), bytes(b)];
      const put = db.prepare('UPDATE evidence_bytes SET bytes = ? WHERE evidence = ?');
      put.run(ofB, a);
      put.run(ofA, b);
    });
    for (const key of [facts.other, facts.odd])
      expect(items).toContainEqual(expect.objectContaining({ kind: 'evidence', key, verdict: 'altered' }));
  });
});

describe('the row of an item', () => {
  test.each([
    ['size', 'size = size + 1', 'odd'],
    ['kind of a log', "kind = 'digest'", 'log'],
    ['kind of a digest', "kind = 'log'", 'digest'],
    ['kind that hides it among the unreadable', "kind = 'unreadable'", 'odd'],
    ['kind of a file that is not kept', "kind = 'log'", 'notes'],
    ['encoding', "encoding = 'identity'", 'log'],
    ['kept', 'kept = 0', 'odd'],
    ['first record', 'first_record = first_record + 1', 'log'],
    ['number of records', 'records = records - 1', 'log'],
  ] as const)('%s', async (_, set, which) => {
    const { items } = await changed((db) =>
      db.prepare(`UPDATE evidence SET ${set} WHERE sha256 = ?`).run(Buffer.from(facts[which], 'hex')),
    );
    expect(items.map((found) => found.key).join(' ')).toContain(facts[which]);
  });

  test('size of a file that is not kept', async () => {
    const { items } = await changed((db) =>
      db.prepare('UPDATE evidence SET size = size + 1 WHERE sha256 = ?').run(Buffer.from(facts.notes, 'hex')),
    );
    expect(items).toEqual([expect.objectContaining({ kind: 'custody', key: facts.lastImport, verdict: 'broken' })]);
  });

  test.each(['log', 'notes'] as const)('hash of %s', async (which) => {
    const other = 'ab'.repeat(32);
    const { items } = await changed((db) =>
      db.prepare('UPDATE evidence SET sha256 = ? WHERE sha256 = ?').run(Buffer.from(other, 'hex'), Buffer.from(facts[which], 'hex')),
    );
    if (which === 'log') expect(items).toContainEqual(expect.objectContaining({ kind: 'evidence', key: other, verdict: 'altered' }));
    // The bytes are not there to be hashed: what the last import wrote down about all items tells.
    else expect(items).toContainEqual(expect.objectContaining({ kind: 'custody', key: facts.lastImport, verdict: 'broken' }));
  });

  test.each(['log', 'other', 'notes'] as const)('an item taken out with all its rows (%s)', async (which) => {
    const { items } = await changed((db) => {
      const { id, first_record, records } = item(db, facts[which]);
      db.prepare('DELETE FROM repeats WHERE record >= ? AND record < ? OR primary_record >= ? AND primary_record < ?').run(
        first_record,
        first_record + records,
        first_record,
        first_record + records,
      );
      for (const table of ['evidence_bytes', 'problems', 'found_at', 'records'])
        db.prepare(`DELETE FROM ${table} WHERE evidence = ?`).run(id);
      db.prepare('DELETE FROM evidence WHERE id = ?').run(id);
    });
    // It is gone without a name; the entry of the import that brought it tells that something is missing.
    expect(items).toContainEqual(expect.objectContaining({ kind: 'custody', key: facts.lastImport, verdict: 'broken' }));
  });

  test('where an item was found', async () => {
    const { items } = await changed((db) =>
      db.prepare("UPDATE found_at SET path = 'elsewhere.json' WHERE path = 'AWSLogs/1/b.json'").run(),
    );
    expect(items).toEqual([expect.objectContaining({ kind: 'custody', key: facts.lastImport, verdict: 'broken' })]);
  });

  test('the problem of a place', async () => {
    await changed((db) => expect(db.prepare("DELETE FROM problems WHERE code = 'CONTENT_UNRECOGNISED'").run().changes).toBe(1));
  });

  test('from which source it came', async () => {
    await changed((db) => db.prepare("UPDATE sources SET who = 'someone else'").run());
  });
});

describe('the columns of an event', () => {
  test.each([
    ['time', 'time = time + 1000'],
    ['time taken away', 'time = NULL'],
    ['offset', 'offset = offset + 1'],
    ['length', 'length = length - 1'],
    ['call', 'call = (SELECT max(id) FROM calls WHERE id <> call)'],
    ['identity', 'identity = (SELECT max(id) FROM identities WHERE id <> identity)'],
    ['origin', 'origin = (SELECT max(id) FROM origins WHERE id <> origin)'],
    ['a call that is not there', 'call = 99999'],
    ['steps', 'steps = 7'],
    ['eventID', "event_id = x'00112233445566778899aabbccddeeff'"],
    ['eventID taken away', 'event_id = NULL'],
    ['eventID as text', "event_id = 'text'"],
    ['another item', 'evidence = evidence + 1'],
  ])('%s', async (_, set) => {
    const { items, value } = await changed((db) => {
      expect(db.prepare(`UPDATE records SET ${set} WHERE id = ?`).run(item(db, facts.log).first_record + 3).changes).toBe(1);
    });
    expect(items).toContainEqual(expect.objectContaining({ kind: 'event', key: address(facts.log, 3), verdict: 'differing' }));
    expect(value.events.differing).toBeGreaterThan(0);
  });

  test.each(['RunInstances', '203.0.113.10', 'asha', '111122223333', 'AccessDenied'])('a term: %s', async (value) => {
    const { items } = await changed((db) =>
      expect(db.prepare("UPDATE terms SET value = value || 'x' WHERE value = ?").run(value).changes).toBe(1),
    );
    expect(items.some((found) => found.kind === 'event' && found.verdict === 'differing' && found.key.startsWith(facts.log))).toBe(true);
  });

  test('the hash by which a term is found', async () => {
    const { items } = await changed((db) =>
      expect(db.prepare("UPDATE terms SET hash = hash + 1 WHERE value = 'RunInstances'").run().changes).toBe(1),
    );
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'schema', verdict: 'differing', key: expect.stringMatching(/^terms \d+$/) }),
    );
  });

  test('a combination of terms', async () => {
    const { items } = await changed((db) =>
      db
        .prepare('UPDATE identities SET actor = 0 WHERE id = (SELECT identity FROM records WHERE id = ?)')
        .run(item(db, facts.log).first_record),
    );
    expect(items).toContainEqual(expect.objectContaining({ kind: 'event', key: address(facts.log, 0), verdict: 'differing' }));
  });

  test('an account added to the terms that no event has', async () => {
    await changed((db) => {
      const { lastInsertRowid } = db.prepare("INSERT INTO terms (value, hash) VALUES ('999999999999', 0)").run();
      db.prepare(
        'INSERT INTO calls SELECT NULL, event_source, event_name, event_type, event_category, event_version, region, ?, error_code, read_only FROM calls LIMIT 1',
      ).run(lastInsertRowid);
    });
  });

  test('a record taken out', async () => {
    const { items } = await changed((db) => db.prepare('DELETE FROM records WHERE id = ?').run(item(db, facts.log).first_record + 3));
    expect(items.some((found) => found.kind === 'event' && found.key.startsWith(facts.log))).toBe(true);
  });

  test('a record put in', async () => {
    const { items } = await changed((db) =>
      db
        .prepare(
          "INSERT INTO records SELECT (SELECT max(id) + 1 FROM records), evidence, offset + 5, length, time, call, identity, origin, steps, x'00' FROM records WHERE id = 1",
        )
        .run(),
    );
    expect(items).toContainEqual(expect.objectContaining({ kind: 'event', verdict: 'extra' }));
  });

  test('all records of an item taken out under the pretext that its content is too large', async () => {
    const { items } = await changed((db) => {
      const { id } = item(db, facts.odd);
      db.prepare('DELETE FROM problems WHERE evidence = ?').run(id);
      db.prepare('DELETE FROM records WHERE evidence = ?').run(id);
      db.prepare('UPDATE evidence SET records = 0 WHERE id = ?').run(id);
      db.prepare("INSERT INTO problems (evidence, code, is_record, detail) VALUES (?, 'CONTENT_TOO_LARGE', 0, '')").run(id);
    });
    expect(items.some((found) => found.key.startsWith(facts.odd))).toBe(true);
  });
});
