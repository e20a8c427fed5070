// A seal holds after more was added, whatever was added; and it is said what was.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { momentNow } from '../../../src/main/case/moment.ts';
import { eventsRoot, evidenceRoot, inventoryRoot } from '../../../src/main/case/roots.ts';
import { PARSER_VERSION } from '../../../src/main/case/schema.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import { rebuild } from '../../../src/main/jobs/open-case.ts';
import type { SealVerdict } from '../../../src/shared/integrity.ts';
import { caseOf, copyOf, importInto, tamper, verified } from '../../helpers/cases.ts';
import { folderOf, foldersApart, sha256, temporaryFolder } from '../../helpers/folder.ts';
import { type Random, random } from '../../helpers/random.ts';
import { keptKey, rechain, rowsOf, sealed, sealFindings, storedSeal, verifiedWith } from '../../helpers/seals.ts';
import { eventId, record, trail } from '../../helpers/trail.ts';

const NOTHING = { items: 0, records: 0, custodyEntries: 0 };

async function seals(path: string): Promise<SealVerdict[]> {
  const { ok, items, seals } = await verified(path);
  expect({ ok, items }).toEqual({ ok: true, items: [] });
  return seals;
}

const since = async (path: string) => (await seals(path)).map((seal) => seal.since);

const log = (name: string, count = 2) => ({
  [`${name}.json.gz`]: trail()
    .events(count, (i) => ({ eventID: eventId(`${name} ${i}`) }))
    .gz(),
});

test('nothing; then an import between two seals; then a bookmark', async () => {
  const { path } = await caseOf([folderOf(log('first'))]);
  await sealed(path);
  expect(await since(path)).toEqual([NOTHING]);
  await importInto(path, [folderOf(log('second', 3))], { exists: true });
  // The opening, the start and the end of the import.
  expect(await since(path)).toEqual([{ items: 1, records: 3, custodyEntries: 3 }]);
  await sealed(path);
  expect(await since(path)).toEqual([{ items: 1, records: 3, custodyEntries: 5 }, NOTHING]);
  const file = CaseFile.open(path);
  const event = rowsOf(path, 'SELECT id FROM events')[0]?.id;
  file.putBookmark({ event, colour: 'red', note: '', removed: false });
  file.close();
  expect(await since(path)).toEqual([
    { items: 1, records: 3, custodyEntries: 7 },
    { ...NOTHING, custodyEntries: 2 },
  ]);
});

test('each of many seals states what was there then', async () => {
  const { path } = await caseOf([folderOf(log('0'))]);
  const texts: string[] = [];
  for (let i = 1; i <= 4; i++) {
    texts.push((await sealed(path)).text);
    await importInto(path, [folderOf(log(String(i), i))], { exists: true });
  }
  expect((await since(path)).map(({ items, records }) => [items, records])).toEqual([
    [4, 10],
    [3, 9],
    [2, 7],
    [1, 4],
  ]);
  for (const text of texts) expect((await verifiedWith(path, text)).ok).toBe(true);
});

/** Files with many events in common, which agree and disagree; some records are delivered twice in one file. */
function overlapping(draw: Random): Record<string, string> {
  const files: Record<string, string> = {};
  for (let file = 0; file < 14; file++) {
    const records = Array.from({ length: 1 + draw.below(6) }, () => {
      const name = draw.below(12);
      return record({ eventID: eventId(`shared ${name}`), eventName: draw.below(4) === 0 ? 'Other' : `Call${name}` });
    });
    if (file % 3 === 0) records.push(records[0] as (typeof records)[0]);
    files[`${file}.json`] = JSON.stringify({ Records: records, file });
  }
  return files;
}

interface Roots {
  evidence: string;
  events: string;
  inventory: string;
}

test.each([1, 2, 3, 4])('the roots of every earlier moment are those that the case had then (seed %i)', async (seed) => {
  const { path } = await caseOf([temporaryFolder()]);
  const file = CaseFile.open(path);
  const then: { roots: Roots; moment: ReturnType<typeof momentNow> }[] = [];
  const rootsNow = (): Roots => ({ evidence: evidenceRoot(file.db), events: eventsRoot(file.db), inventory: inventoryRoot(file.db) });
  for (const folder of random(seed).shuffled(foldersApart(overlapping(random(seed + 100))))) {
    await importPaths(file, [folder]);
    then.push({ roots: rootsNow(), moment: momentNow(file.db) });
  }
  const events = then.map(({ roots }) => roots.events);
  expect(new Set(events).size).toBe(then.length);
  for (const { roots, moment } of then)
    expect({
      evidence: evidenceRoot(file.db, moment),
      events: eventsRoot(file.db, moment),
      inventory: inventoryRoot(file.db, moment),
    }).toEqual(roots);
  file.close();
});

test('a later delivery takes the place of an event that was sealed: the seal is of the one that was shown then', async () => {
  const event = record({ eventID: eventId('the same') });
  const copies = Array.from({ length: 6 }, (_, i) => JSON.stringify({ Records: [event], delivery: i })).sort((a, b) =>
    sha256(a) < sha256(b) ? 1 : -1,
  );
  // From the highest address to the lowest: each import makes another one the primary.
  const [first, ...others] = copies.map((content) => folderOf({ 'copy.json': content }));
  const { path } = await caseOf([first as string]);
  const shown = () => rowsOf(path, 'SELECT id FROM events')[0]?.id;
  const primaries = [shown()];
  for (const folder of others) {
    await sealed(path);
    await importInto(path, [folder], { exists: true });
    primaries.push(shown());
  }
  expect(new Set(primaries).size).toBe(6);
  expect((await since(path)).map(({ items }) => items)).toEqual([5, 4, 3, 2, 1]);
  // What was then is compared anew, from bytes: what somebody made of the present is found, and contradicts no seal.
  const copy = copyOf(path);
  tamper(copy, (db) => db.exec("UPDATE repeats SET relation = 'conflict'"));
  const { ok, items } = await verified(copy);
  expect({ ok, kinds: [...new Set(items?.map(({ kind }) => kind))], seals: sealFindings(items) }).toEqual({
    ok: false,
    kinds: ['event'],
    seals: [],
  });
});

test.each([
  ['a text', 'Handed over on Monday.\n'],
  ['an empty file', ''],
])('%s that was only listed is kept later: it was not kept when it was sealed', async (_, content) => {
  const folder = folderOf({ ...log('a'), 'notes.txt': content });
  const { path } = await caseOf([folder]);
  const before = await sealed(path);
  const kept = () => rowsOf(path, "SELECT kept FROM evidence WHERE kind = 'notCloudTrail'")[0]?.kept;
  expect(kept()).toBe(0);
  await importInto(path, [folder], { exists: true, keepAll: true });
  expect(kept()).toBe(1);
  const after = await sealed(path);
  expect(after.seal.evidenceRoot).not.toBe(before.seal.evidenceRoot);
  expect(await since(path)).toEqual([{ items: 0, records: 0, custodyEntries: 5 }, NOTHING]);
  for (const { text } of [before, after]) expect((await verifiedWith(path, text)).ok).toBe(true);
});

test('sealed by several keys, each with its own fingerprint', async () => {
  const { path } = await caseOf([folderOf(log('a'))]);
  const keys = [keptKey(), keptKey()];
  const made = [await sealed(path, keys[0]), await sealed(path), await sealed(path, keys[1], { note: 'third' })];
  const verdicts = await seals(path);
  expect(verdicts.map(({ fingerprint, oneTimeKey, note, number }) => ({ fingerprint, oneTimeKey, note, number }))).toEqual([
    { fingerprint: made[0]?.seal.fingerprint, oneTimeKey: false, note: '', number: 1 },
    { fingerprint: made[1]?.seal.fingerprint, oneTimeKey: true, note: '', number: 2 },
    { fingerprint: made[2]?.seal.fingerprint, oneTimeKey: false, note: 'third', number: 3 },
  ]);
});

test('half a character in a note is written as what stands for it, and the seal holds', async () => {
  const { path } = await caseOf([folderOf(log('a'))]);
  const { text } = await sealed(path, keptKey(), { note: 'a\ud800b\u0000c' });
  expect((await seals(path))[0]).toMatchObject({ ok: true, note: 'a\ufffdb c' });
  expect((await verifiedWith(path, text)).ok).toBe(true);
});

/** As a parser left it that read less of the same bytes: the lines of a file were one problem to it. */
async function derivedByOlder(): Promise<string> {
  const { path } = await caseOf([folderOf({ ...log('a'), 'notes.txt': 'text' }, join(temporaryFolder(), 'evidence'))]);
  tamper(path, (db) => {
    db.exec(
      "UPDATE case_facts SET value = '1' WHERE name = 'parser'; DELETE FROM records; UPDATE evidence SET records = 0, kind = 'unknownJson' WHERE kept = 1",
    );
    // What that version wrote down when it imported.
    const inventory = inventoryRoot(db as never);

    rechain(db, (row) =>
      row.outcome === 'done' && row.action === 'import'
        ? { detail: JSON.stringify({ ...JSON.parse(row.detail), inventoryRoot: inventory }) }
        : row,
    );
  });
  return path;
}

test('derived anew by a newer parser: the seal holds, since its evidence is the same', async () => {
  const path = await derivedByOlder();
  const { text } = await sealed(path);
  const file = CaseFile.open(path);
  rebuild(file);
  file.close();
  const [verdict] = await seals(path);
  expect(verdict).toMatchObject({ ok: true, since: { items: 0, records: 0 } });
  expect((await verifiedWith(path, text)).ok).toBe(true);
  const copy = copyOf(path);
  tamper(copy, (db) => {
    expect(storedSeal(db).statement).toContain('\nparser: 1\n');
    db.exec("UPDATE evidence_bytes SET bytes = x'00'");
  });
  expect((await verified(copy)).ok).toBe(false);
});

test('an entry that tells of a newer parser is no pretext for other events', async () => {
  const { path } = await caseOf([folderOf({ ...log('a'), ...log('b') })]);
  const { text } = await sealed(path);
  const copy = copyOf(path);
  tamper(copy, (db) => db.exec("UPDATE found_at SET path = 'elsewhere.json' WHERE id = 1"));
  const file = CaseFile.open(copy);
  const roots = { evidenceRoot: evidenceRoot(file.db), inventoryRoot: inventoryRoot(file.db) };
  file.record({ action: 'rebuild', outcome: 'done', detail: { parser: { from: PARSER_VERSION - 1, to: PARSER_VERSION }, ...roots } });
  file.db.exec(`INSERT INTO case_facts (at, name, value) VALUES (1, 'parser', '${PARSER_VERSION}')`);
  file.close();
  expect(sealFindings((await verified(copy)).items)).toEqual([
    '1 invalid: the inventory that was sealed (where, when, by whom items were found) is not what the case holds',
  ]);
  expect((await verifiedWith(copy, text)).ok).toBe(false);
});
