// A change of a seal, or of what one states, is found from the case alone: by its signature, its statement or the custody log.
import type { Database } from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { copyOf, importInto, tamper } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import {
  coverUp,
  keptKey,
  rechain,
  rowsOf,
  type Sealed,
  sealed,
  sealFindings,
  signAnew,
  storedSeal,
  verifiedWith,
} from '../../helpers/seals.ts';
import { situation } from '../../helpers/situation.ts';
import { startTimestampServer } from '../../helpers/timestamp-server.ts';
import { trail } from '../../helpers/trail.ts';
import { flip, rootsOf, takeOut, verify } from './altering.ts';

/** A case of two deliveries, a seal of them, a third delivery, and a seal of all. */
let path: string;
let first: Sealed;

beforeAll(async () => {
  path = (await situation()).path;
  first = await sealed(path, keptKey(), { note: 'After two deliveries' });
  await importInto(path, [folderOf({ 'third.json': trail().events(3).json() })], { exists: true });
  await sealed(path, keptKey());
});

/** What is found against seals after a change to a copy, and whether the seal is said to hold. */
async function found(change: (db: Database) => void): Promise<{ reasons: string[]; holds: boolean[]; kinds: string[] }> {
  const copy = copyOf(path);
  tamper(copy, change);
  const { ok, items, value } = await verify(copy);
  expect(ok).toBe(false);
  for (const seal of value.seals) expect(seal.ok, `seal ${seal.number}`).toBe(seal.reasons.length === 0);
  return { reasons: sealFindings(items), holds: value.seals.map((seal) => seal.ok), kinds: items.map(({ kind }) => kind) };
}

test('both seals hold as the case was left', async () => {
  const { ok, value } = await verify(copyOf(path));
  expect({ ok, seals: value.seals }).toMatchObject({
    ok: true,
    seals: [
      { number: 1, ok: true, reasons: [], note: 'After two deliveries', since: { items: 1, records: 3 } },
      { number: 2, ok: true, reasons: [], since: { items: 0, records: 0, custodyEntries: 0 } },
    ],
  });
});

describe('a seal', () => {
  test.each(['note', 'examiner', 'sealed', 'evidence-root', 'events', 'custody-entries', 'verification', 'last-rows', 'key'])(
    'its statement edited: %s',
    async (line) => {
      const edited = (statement: string): string =>
        statement.replace(new RegExp(`^(${line}: .*)(\\d|[a-z])([^\\da-z]*)$`, 'm'), (_, a, b, c) => `${a}${b === '1' ? '2' : '1'}${c}`);
      const { reasons, holds } = await found((db) => {
        const { statement } = storedSeal(db);
        expect(edited(statement)).not.toBe(statement);
        db.prepare('UPDATE seals SET statement = ? WHERE id = 1').run(edited(statement));
      });
      expect(reasons.length).toBeGreaterThan(0);
      expect(holds).toEqual([false, true]);
      expect(reasons).toContainEqual(expect.stringMatching(/^1 missing: custody entry \d+ tells of it; it is not in the case$/));
    },
  );

  test('its statement edited: a line added', async () => {
    const { reasons } = await found((db) => db.exec("UPDATE seals SET statement = statement || 'more: yes' || char(10) WHERE id = 1"));
    expect(reasons).toContain('1 invalid: its statement is not one that Trailcase wrote');
    expect(reasons).toContain('1 invalid: its signature does not fit its statement and key');
  });

  test('its signature edited', async () => {
    const { reasons, holds } = await found((db) =>
      db.prepare('UPDATE seals SET signature = ? WHERE id = 1').run(flip(storedSeal(db).signature, 20)),
    );
    expect(reasons).toContain('1 invalid: its signature does not fit its statement and key');
    expect(holds).toEqual([false, true]);
  });

  test('its signature cut off', async () => {
    const { reasons } = await found((db) => db.exec("UPDATE seals SET signature = x'' WHERE id = 1"));
    expect(reasons).toContain('1 invalid: its signature does not fit its statement and key');
  });

  test('its public key replaced', async () => {
    const { reasons } = await found((db) => db.prepare('UPDATE seals SET public_key = ? WHERE id = 1').run(keptKey().publicKey));
    expect(reasons).toContain('1 invalid: its signature does not fit its statement and key');
    expect(reasons).toContain('1 invalid: its public key is not the one that its statement names');
  });

  test.each([
    ['of no kind at all', "x'00'"],
    ['of 0 bytes', "x''"],
  ])('its public key made one %s', async (_, value) => {
    const { reasons } = await found((db) => db.exec(`UPDATE seals SET public_key = ${value} WHERE id = 1`));
    expect(reasons).toContain('1 invalid: its public key cannot be read');
  });

  test('its key and signature replaced together: the statement names another key', async () => {
    const { reasons } = await found((db) => {
      const { statement } = storedSeal(db);
      const key = keptKey();
      signAnew(db, 1, (text) => text, key);
      expect(storedSeal(db).statement).not.toBe(statement);
      db.prepare('UPDATE seals SET statement = ? WHERE id = 1').run(statement);
    });
    expect(reasons).toContain('1 invalid: its public key is not the one that its statement names');
  });

  test('signed anew by another key that its statement names: the custody log tells of another statement', async () => {
    const { reasons, holds } = await found((db) => signAnew(db, 1, (text) => text.replace('After two', 'Before two')));
    expect(reasons).toEqual([
      '1 invalid: the custody log does not tell of it where it says that it was made',
      expect.stringMatching(/^1 missing: custody entry \d+ tells of it; it is not in the case$/),
    ]);
    expect(holds).toEqual([false, true]);
  });

  test.each([
    [1, ['2 invalid: it has the number 2, and seal 1 is missing']],
    [2, []],
  ])('seal %i deleted', async (id, more) => {
    const { reasons } = await found((db) => db.prepare('DELETE FROM seals WHERE id = ?').run(id));
    expect(reasons).toEqual([...more, expect.stringMatching(new RegExp(`^${id} missing: custody entry \\d+ tells of it`))]);
  });

  test('both deleted', async () => {
    const { reasons } = await found((db) => db.exec('DELETE FROM seals'));
    expect(reasons).toHaveLength(2);
  });

  test('the two exchanged', async () => {
    const { holds } = await found((db) => db.exec('UPDATE seals SET id = 3 - id + 10; UPDATE seals SET id = id - 10'));
    expect(holds).toEqual([false, false]);
  });

  test('a second copy of one', async () => {
    const { holds } = await found((db) =>
      db.exec('INSERT INTO seals SELECT 3, statement, signature, public_key, timestamp FROM seals WHERE id = 1'),
    );
    expect(holds).toEqual([true, true, false]);
  });

  test('one of another case', async () => {
    const other = await situation();
    await sealed(other.path);
    const [seal] = rowsOf(other.path, 'SELECT statement, signature, public_key FROM seals');
    const { reasons } = await found((db) =>
      db
        .prepare('UPDATE seals SET statement = ?, signature = ?, public_key = ? WHERE id = 1')
        .run(seal?.statement, seal?.signature, seal?.public_key),
    );
    expect(reasons).toContain('1 invalid: it is a seal of another case');
  });

  test('a time stamp put in that is none', async () => {
    const { reasons } = await found((db) => db.exec("UPDATE seals SET timestamp = x'3003020100' WHERE id = 1"));
    expect(reasons).toContainEqual(expect.stringContaining('1 invalid: its time stamp does not hold'));
    expect(reasons).toContain('1 invalid: its signature, key or time stamp is not what was written out when it was made');
  });

  test('its time stamp taken away', async () => {
    const server = await startTimestampServer();
    const copy = copyOf(path);
    const stamped = await sealed(copy, keptKey(), { timestampServer: server.url });
    await server.close();
    expect((await verify(copy)).value.seals[2]).toMatchObject({ ok: true, timestamp: { ok: true } });
    tamper(copy, (db) => db.exec('UPDATE seals SET timestamp = NULL WHERE id = 3'));
    expect(sealFindings((await verify(copy)).items)).toEqual([
      '3 invalid: its signature, key or time stamp is not what was written out when it was made',
    ]);
    expect(sealFindings((await verifiedWith(copy, stamped.text)).items)).toContain(
      'kept elsewhere invalid: seal 3 of the case says the same, signed or stamped otherwise',
    );
  });

  test('the trigger that guards them dropped', async () => {
    const copy = copyOf(path);
    tamper(copy, (db) => db.exec('CREATE TEMP TABLE x (y)'));
    const { ok } = await verify(copy);
    expect(ok, 'triggers are put back as they were').toBe(true);
    const file = CaseFile.open(copy);
    file.db.exec('DROP TRIGGER seals_no_delete');
    file.close();
    expect((await verify(copy)).items).toContainEqual(
      expect.objectContaining({ kind: 'schema', key: 'seals_no_delete', verdict: 'missing' }),
    );
  });
});

const otherLog = (seal: number) =>
  expect.stringMatching(new RegExp(`^${seal} invalid: the custody log up to entry \\d+ is not the one that was sealed$`));

describe('what was sealed, altered so that all the rest of the case fits', () => {
  test('an item taken out, and the custody log written anew', async () => {
    const { reasons, kinds } = await found((db) => takeOut(db, "WHERE kind = 'unknownJson'"));
    expect(new Set(kinds)).toEqual(new Set(['seal']));
    for (const seal of [1, 2]) {
      expect(reasons).toContain(`${seal} invalid: the evidence that was sealed is not what the case holds: items were changed or removed`);
      expect(reasons).toContainEqual(otherLog(seal));
    }
  });

  test('an item of the third delivery taken out: the first seal holds, the second does not', async () => {
    const copy = copyOf(path);
    const before = rowsOf(copy, "SELECT min(seq) AS seq FROM custody WHERE action = 'import' AND seq > 10")[0]?.seq;
    tamper(copy, (db) => {
      const { id, first_record } = db.prepare('SELECT id, first_record FROM evidence ORDER BY id DESC').get() as Record<string, number>;
      for (const table of ['evidence_bytes', 'found_at', 'records']) db.prepare(`DELETE FROM ${table} WHERE evidence = ?`).run(id);
      db.prepare('DELETE FROM evidence WHERE id = ?').run(id);
      expect(first_record).toBeGreaterThan(0);
      const roots = rootsOf(db);
      // Only what came after the first seal is written anew.
      rechain(db, (row) =>
        row.seq > before && row.action === 'import' && row.outcome === 'done'
          ? { detail: JSON.stringify({ ...JSON.parse(row.detail), ...roots }) }
          : row,
      );
    });
    const { value } = await verify(copy);
    expect(value.seals.map(({ ok }) => ok)).toEqual([true, false]);
  });

  test('the name of the examiner in every custody entry', async () => {
    const { reasons, kinds } = await found((db) => rechain(db, (row) => ({ who: row.who.replace('Asha Rao', 'Somebody') })));
    expect(reasons).toEqual(expect.arrayContaining([otherLog(1), otherLog(2)]));
    expect(kinds).not.toContain('custody');
  });

  test('an entry in the middle left out, and the rest chained anew', async () => {
    const { reasons, kinds } = await found((db) => rechain(db, (row) => (row.seq === 2 ? null : row)));
    expect(reasons).toEqual(expect.arrayContaining([otherLog(1), otherLog(2)]));
    expect(kinds).not.toContain('custody');
  });

  test('the end of the custody log cut off, with the newest seal’s own entry', async () => {
    const { reasons, holds } = await found((db) => db.exec('DELETE FROM custody WHERE seq = (SELECT max(seq) FROM custody)'));
    expect(reasons).toEqual(['2 invalid: the custody log does not tell of it where it says that it was made']);
    expect(holds).toEqual([true, false]);
  });

  test('the custody log cut off at what was sealed first', async () => {
    const { reasons } = await found((db) => db.prepare('DELETE FROM custody WHERE hash <> ? AND seq >= 10').run(first.seal.custodyHead));
    expect(reasons).toContain('1 invalid: the custody log does not tell of it where it says that it was made');
    expect(reasons).toContainEqual(otherLog(2));
  });

  test('where an item was found', async () => {
    const { reasons } = await found((db) => {
      db.exec("UPDATE found_at SET path = 'elsewhere.json' WHERE path = 'AWSLogs/1/b.json'");
      coverUp(db, rootsOf(db));
    });
    for (const seal of [1, 2])
      expect(reasons).toContain(
        `${seal} invalid: the inventory that was sealed (where, when, by whom items were found) is not what the case holds`,
      );
  });

  test('an item put in as if it had been there before', async () => {
    const { reasons } = await found((db) =>
      db.exec(
        "INSERT INTO evidence (id, sha256, size, kind, shape, encoding, kept, first_record, records) VALUES (0, zeroblob(32), 0, 'notCloudTrail', '', 'identity', 0, 1, 0)",
      ),
    );
    for (const seal of [1, 2])
      expect(reasons).toContain(`${seal} invalid: the evidence that was sealed is not what the case holds: items were changed or removed`);
  });
});
