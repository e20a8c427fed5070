// One bit anywhere in the file: `verify` neither crashes nor hangs, and says so wherever the case no longer says the same.
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { EventLists } from '../../../src/main/query/event-list.ts';
import { compileFilter } from '../../../src/main/query/filter-sql.ts';
import { ERROR_CODES, toErrorValue } from '../../../src/shared/errors.ts';
import { newCasePath, sqlite, verified } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli.ts';
import { random } from '../../helpers/random.ts';
import { situation } from '../../helpers/situation.ts';

const FLIPS = 100;

let original: Buffer;
let said = '';

beforeAll(async () => {
  vi.stubEnv('TRAILCASE_WORKERS', '1');
  const { path } = await situation();
  original = readFileSync(path);
  said = saying(path);
});
afterAll(() => void vi.unstubAllEnvs());

const TABLES = [
  'case_facts',
  'sources',
  'evidence',
  'evidence_bytes',
  'found_at',
  'terms',
  'calls',
  'identities',
  'origins',
  'records',
  'repeats',
  'problems',
  'custody',
  'annotations',
];

/** Everything that a case says, read row by row from its tables and through the list of events; 'unreadable' where SQLite gives up. */
function saying(path: string): string {
  try {
    const db = sqlite(path, { readonly: true });
    try {
      const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
      const tables = TABLES.map((table) => db.prepare(`SELECT * FROM ${table} NOT INDEXED ORDER BY rowid`).raw().all());
      const reader = openForReading(path);
      const listed = [...new EventLists(reader).iterate(compileFilter(''), 'asc')];
      reader.close();
      return JSON.stringify([tables, listed], plain);
    } finally {
      db.close();
    }
  } catch (error) {
    return `unreadable: ${(error as Error).message}`;
  }
}

test(`${FLIPS} random flips of one bit`, { timeout: 120_000 }, async () => {
  const draw = random(20260221);
  const path = newCasePath('flipped');
  const outcomes = { clean: 0, found: 0, refused: 0 };
  for (let i = 0; i < FLIPS; i++) {
    // A small case is mostly empty pages: every other flip looks for a byte that holds something.
    let at = draw.below(original.length);
    while (i % 2 === 1 && original[at] === 0) at = (at + 1) % original.length;
    const bit = 1 << draw.below(8);
    const bytes = Buffer.from(original);
    bytes[at] = (bytes[at] as number) ^ bit;
    writeFileSync(path, bytes);
    const where = `bit ${bit} of byte ${at} of ${original.length}`;
    const same = saying(path) === said;
    try {
      const { ok, items = [] } = await verified(path);
      expect(ok, where).toBe(items.length === 0);
      if (!same) expect(ok, `${where}: the case says something else, and verify is clean`).toBe(false);
      if (ok) outcomes.clean++;
      else outcomes.found++;
    } catch (error) {
      const { code, message } = toErrorValue(error);
      expect(ERROR_CODES, where).toContain(code);
      expect(code, `${where}: ${message}`).not.toBe('INTERNAL');
      expect(same, `${where}: ${message}`).toBe(false);
      outcomes.refused++;
    }
    expect(readFileSync(path).equals(bytes), 'verify reads only').toBe(true);
  }
  // The draw covers evidence and rows, and free space as well.
  expect(outcomes.found).toBeGreaterThan(20);
  expect(outcomes.clean).toBeGreaterThan(5);
});

test.each([
  ['the first byte', 0, 2, 'CASE_NOT_A_CASE'],
  ['the page size', 16, 2, 'CASE_'],
  ['the schema version', 63, 2, 'CASE_NEWER_SCHEMA'],
  ['the application id', 70, 2, 'CASE_NOT_A_CASE'],
])('the header: %s', async (_, at, status, code) => {
  const bytes = Buffer.from(original);
  bytes[at as number] = (bytes[at as number] as number) ^ 0x40;
  const path = newCasePath('header');
  writeFileSync(path, bytes);
  const ran = await cli(['verify', path]);
  expect(ran).toMatchObject({ status, stdout: '' });
  expect(ran.stderr).toMatch(new RegExp(`^trailcase: ${code}[A-Z_]*: .+\\.\\n$`));
});

test.each([
  ['nothing', 0],
  ['half a page', 4096],
  ['half of the file', 0.5],
  ['all but the last page', -1],
])('cut off: %s is left', async (_, left) => {
  const length = left < 0 ? original.length - original.readUInt16BE(16) : left < 1 ? Math.floor(original.length * left) : left;
  const path = newCasePath('cut');
  writeFileSync(path, original.subarray(0, length));
  const { status, stderr, stdout } = await cli(['verify', path, '--json']);
  if (status === 2) expect({ stdout, stderr }).toEqual({ stdout: '', stderr: expect.stringMatching(/^trailcase: CASE_[A-Z_]+: .+\.\n$/) });
  else expect({ status, ok: JSON.parse(stdout).ok }).toEqual({ status: 1, ok: false });
});
