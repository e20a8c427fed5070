// Any byte of the file: `verify` neither crashes nor hangs, and says so wherever the case no longer says the same.
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyCase } from '../../../src/main/verify/verify-case.ts';
import { ERROR_CODES, toErrorValue } from '../../../src/shared/errors.ts';
import { copyOf, importInto, sqlite } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { type Random, random } from '../../helpers/random.ts';
import { keptKey, sealed } from '../../helpers/seals.ts';
import { situation } from '../../helpers/situation.ts';
import { type Use, type Uses, usesOf } from '../../helpers/sqlite-pages.ts';
import { trail } from '../../helpers/trail.ts';
import { saying, tablesOf } from './saying.ts';

const FLIPS = 1000;

let original: Buffer;
let tables: string[];
/** Tables with rows. */
let filled: string[];
let said = '';
let uses: Uses;
/** The case in which one byte at a time is another, and the same for writing it; what it holds is read into `now`. */
let path: string;
let file: number;
let now: Buffer;

/** A case of three deliveries, a bookmark and two seals, the older of which is of less than there is now. */
beforeAll(async () => {
  ({ path } = await situation());
  await sealed(path, keptKey(), { note: 'After two deliveries' });
  await importInto(path, [folderOf({ 'third.json.gz': trail().events(3).gz() })], { exists: true });
  await sealed(path);
  original = readFileSync(path);
  tables = tablesOf(path);
  said = saying(path, tables);
  const db = sqlite(path, { readonly: true });
  uses = usesOf(
    original,
    new Map(db.prepare('SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0').raw().all() as [string, number][]),
  );
  db.close();
  filled = tables.filter((table) => uses.cellsOf(table).length > 0);
  expect(filled).toEqual(expect.arrayContaining(['evidence', 'evidence_bytes', 'found_at', 'sources', 'records', 'custody', 'seals']));
  expect((await verifyCase(path)).summary).toMatchObject({ ok: true, seals: [{ ok: true }, { ok: true }] });
  path = copyOf(path);
  file = openSync(path, 'r+');
  now = Buffer.alloc(original.length + 1);
});

afterAll(() => closeSync(file));

interface Flip {
  at: number;
  byte: number;
  use: Use;
}

/** One byte made another: anywhere; anywhere where the file is used; and in the rows of each table in turn, since most are small. */
function flipped(draw: Random, n: number): Flip {
  let at = draw.below(original.length);
  while (n % 4 === 1 && uses.at(at) === 'unused') at = (at + 1) % original.length;
  if (n % 4 === 3) at = draw.pick(uses.cellsOf(filled[(n >> 2) % filled.length] as string));
  const byte = (original[at] as number) ^ (1 + draw.below(255));
  return { at, byte, use: uses.at(at) };
}

type Outcome = 'clean' | 'found' | 'refused';

async function outcomeOf(where: string): Promise<Outcome> {
  try {
    const { ok, items = [] } = (await verifyCase(path)).summary;
    expect(ok, where).toBe(items.length === 0);
    return ok ? 'clean' : 'found';
  } catch (error) {
    const { code, message } = toErrorValue(error);
    expect(ERROR_CODES, where).toContain(code);
    expect(code, `${where}: ${message}`).not.toBe('INTERNAL');
    return 'refused';
  }
}

function write(at: number, byte: number): void {
  expect(writeSync(file, Buffer.of(byte), 0, 1, at)).toBe(1);
}

/** Whether the file is the original but for one byte, and as long. */
function isOriginalBut(at: number, byte: number): boolean {
  const length = readSync(file, now, 0, now.length, 0);
  return (
    length === original.length &&
    now[at] === byte &&
    now.compare(original, 0, at, 0, at) === 0 &&
    now.compare(original, at + 1, length, at + 1, length) === 0
  );
}

/** What holds of every file with one byte changed; says what came of it. */
async function checked({ at, byte, use }: Flip): Promise<Outcome> {
  write(at, byte);
  const where = `byte ${at} of ${original.length}, ${original[at]} made ${byte} (${use})`;
  const outcome = await outcomeOf(where);
  // Nothing is found where nothing is kept; and what is clean says the same, to the last column of the last table.
  if (use === 'unused') expect(outcome, where).toBe('clean');
  if (outcome === 'clean') expect(saying(path, tables) === said, `${where}: the case says something else`).toBe(true);
  expect(isOriginalBut(at, byte), 'verify reads only').toBe(true);
  write(at, original[at] as number);
  return outcome;
}

test(`${FLIPS} random bytes: each is found, or the case says the same without it`, { timeout: 180_000 }, async () => {
  const draw = random(20260221);
  const counts: Record<string, number> = {};
  for (let n = 0; n < FLIPS; n++) {
    const flip = flipped(draw, n);
    const outcome = await checked(flip);
    counts[`${flip.use} ${outcome}`] = (counts[`${flip.use} ${outcome}`] ?? 0) + 1;
  }
  // The draw covers evidence and rows, pages and free space; of what is clean, nearly all is free space.
  expect(counts['cell found']).toBeGreaterThan(350);
  expect(counts['structure found']).toBeGreaterThan(10);
  expect(counts['unused clean']).toBeGreaterThan(200);
  expect((counts['cell clean'] ?? 0) + (counts['structure clean'] ?? 0)).toBeLessThan(10);
});

/** Fields of SQLite's header that may change while the case stays the same: first byte and length. Source: the file format, 1.3. */
const HARMLESS: readonly (readonly [number, number])[] = [
  // The versions that may write and read.
  [18, 2],
  // The counter of changes, and the size in pages, which counts only while that counter says so.
  [24, 8],
  // The list of free pages.
  [32, 8],
  // The cookie of the schema; the format of the schema; how much to keep in memory.
  [40, 12],
  // Whether pages move on a vacuum, twice; between, the encoding of texts, of which two bits count.
  [52, 8],
  [64, 4],
  // Kept for later; which SQLite wrote last, and at which change.
  [72, 28],
];

test('every byte of the header: each is found, refused, or one of those that mean nothing', { timeout: 60_000 }, async () => {
  const clean: number[] = [];
  for (let at = 0; at < 100; at++) {
    const byte = (original[at] as number) ^ 0x40;
    if ((await checked({ at, byte, use: 'header' })) === 'clean') clean.push(at);
  }
  expect(clean.filter((at) => !HARMLESS.some(([from, length]) => at >= from && at < from + length))).toEqual([]);
});
