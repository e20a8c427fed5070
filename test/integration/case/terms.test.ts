// Terms and combinations: each has one row, which filters find, however many there are and whatever came to nothing meanwhile.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { TERM_IDS, termHash } from '../../../src/main/case/term-hash.ts';
import { TermStore } from '../../../src/main/case/term-store.ts';
import { temporaryFolder } from '../../helpers/folder.ts';

/** More than one run of the index holds, and more than a store remembers. */
const MANY = 70_000;

let file: CaseFile;
beforeAll(() => {
  file = CaseFile.create(join(temporaryFolder(), 'case.trailcase'));
  const store = new TermStore(file.db);
  file.db.transaction(() => {
    for (let i = 0; i < MANY; i++) store.termId(`term ${i}`);
    store.flush();
  })();
});
afterAll(() => file.close());

const find = (value: string): unknown[] => file.db.prepare(TERM_IDS).pluck().all(termHash(value), value);

test('a term of any run is found, by the index', () => {
  for (const n of [0, 65_534, 65_535, 65_536, MANY - 1]) expect(find(`term ${n}`)).toEqual([n + 1]);
  expect(find('another')).toEqual([]);
  const plan = file.db.prepare(`EXPLAIN QUERY PLAN ${TERM_IDS}`).all(0, '') as { detail: string }[];
  expect(plan.map(({ detail }) => detail).join('\n')).toMatch(/SEARCH terms USING INDEX terms_by_hash \(<expr>=\? AND hash=\?\)/);
});

test('a term that is stored gets no second row, remembered or not', () => {
  const store = new TermStore(file.db);
  for (let i = 0; i < MANY; i += 1000) expect(store.termId(`term ${i}`)).toBe(i + 1);
  store.flush();
  expect(file.db.prepare('SELECT count(*) FROM terms').pluck().get()).toBe(MANY);
});

test('a combination gets one row, also of a store that was opened later', () => {
  const other = ['192.0.2.1', 'term 2'];
  const first = new TermStore(file.db);
  const ids = [first.combinationId('origin', ['192.0.2.1', 'term 1']), first.combinationId('origin', other)];
  expect(first.combinationId('origin', other)).toBe(ids[1]);
  first.flush();
  expect(new TermStore(file.db).combinationId('origin', other)).toBe(ids[1]);
  expect(file.db.prepare('SELECT count(*) FROM origins').pluck().get()).toBe(2);
});

test('what was rolled back is not taken for stored', () => {
  const store = new TermStore(file.db);
  const combination = ['198.51.100.7', 'rolled back'];
  file.db.exec('BEGIN');
  store.combinationId('origin', combination);
  store.flush();
  file.db.exec('ROLLBACK');
  store.forget();
  const between = store.termId('another term takes its place');
  const id = store.combinationId('origin', combination);
  store.flush();
  expect(find('another term takes its place')).toEqual([between]);
  const row = file.db.prepare(
    'SELECT o.id, a.value AS address, u.value AS agent FROM origins o JOIN terms a ON a.id = source_ip JOIN terms u ON u.id = user_agent WHERE o.id = ?',
  );
  expect(row.get(id)).toEqual({ id, address: '198.51.100.7', agent: 'rolled back' });
});
