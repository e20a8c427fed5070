// Places of records by their public ids: what a slow look finds, in items of any order; an id that is not there costs no reading of its item.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadConnection } from '../../../src/main/case/open.ts';
import { RecordPlaces } from '../../../src/main/case/record-places.ts';

const HASH = 'ab'.repeat(32);

/** A case of one item, with records at these places in their order, and the statements that are run on it. */
function caseOf(places: readonly [offset: number, length: number][]) {
  const run: string[] = [];
  const db = new Database(':memory:', { verbose: (sql) => run.push(String(sql)) });
  db.exec(`
    CREATE TABLE evidence (id INTEGER PRIMARY KEY, sha256 BLOB, first_record INTEGER, records INTEGER);
    CREATE TABLE records (id INTEGER PRIMARY KEY, offset INTEGER, length INTEGER, steps INTEGER);
    CREATE TABLE decoding_steps (id INTEGER PRIMARY KEY, value TEXT);
    CREATE TABLE repeats (record INTEGER, primary_record INTEGER);`);
  db.prepare('INSERT INTO evidence VALUES (1, ?, 1, ?)').run(Buffer.from(HASH, 'hex'), places.length);
  const insert = db.prepare('INSERT INTO records VALUES (?, ?, ?, NULL)');
  for (const [i, [offset, length]] of places.entries()) insert.run(i + 1, offset, length);
  run.length = 0;
  return { places: new RecordPlaces(db as unknown as ReadConnection), run };
}

test('found is what a slow look finds, whatever the order of the records', () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 2 }));
  fc.assert(
    fc.property(fc.uniqueArray(place, { selector: String, maxLength: 12 }), fc.boolean(), (some, sorted) => {
      const records = sorted ? some.toSorted(([a], [b]) => a - b) : some;
      const { places } = caseOf(records);
      for (let offset = 0; offset <= 13; offset++) {
        for (let length = 1; length <= 2; length++) {
          const slow = records.findIndex(([at, of]) => at === offset && of === length);
          expect(places.at(`${HASH}@${offset}+${length}`)).toBe(slow < 0 ? null : slow + 1);
        }
      }
    }),
    { seed: 11, numRuns: 60 },
  );
});

test('where offsets rise, the item is read once for all the ids that it does not have', () => {
  const { places, run } = caseOf(Array.from({ length: 500 }, (_, i) => [i * 10, 9]));
  for (let i = 1; i < 400; i++) expect(places.at(`${HASH}@${i * 10 + 5}+9`)).toBeNull();
  const whole = run.filter((sql) => /id >= 1(\.0)? AND/.test(sql));
  expect(whole).toHaveLength(1);
});
