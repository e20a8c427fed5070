// A small case to alter, and the altering: each change on a copy of its own, then verified.
import type { Database } from 'better-sqlite3';
import { expect } from 'vitest';
import type { ReadConnection } from '../../../src/main/case/open.ts';
import { evidenceRoot, inventoryRoot } from '../../../src/main/case/roots.ts';
import type { VerifySummary } from '../../../src/shared/domain.ts';
import { copyOf, sqlite, tamper, verified } from '../../helpers/cases.ts';
import { sha256, sha256OfFile } from '../../helpers/folder.ts';
import { coverUp } from '../../helpers/seals.ts';
import { firstDelivery, situation } from '../../helpers/situation.ts';

export interface Facts {
  /** SHA-256 of the gzipped log, the pretty log, the lines, the digest, the unrecognised JSON, the text that is not kept. */
  log: string;
  odd: string;
  lines: string;
  digest: string;
  other: string;
  notes: string;
  /** Number of the custody entry of the last import's end, and of the newest entry. */
  lastImport: string;
  entries: number;
}

/** The case, and the items in it; made once per test file. */
export let path = '';
export let facts: Facts;

export async function makeCase(): Promise<void> {
  path = (await situation()).path;
  const files = firstDelivery();
  const hash = (name: string): string => sha256(files[name] as Buffer);
  facts = {
    log: hash('AWSLogs/1/a.json.gz'),
    odd: hash('AWSLogs/1/b.json'),
    lines: hash('AWSLogs/1/lines.jsonl'),
    digest: hash('digests/d.json.gz'),
    other: hash('other.json'),
    notes: hash('notes.txt'),
    ...numbers(),
  };
}

function numbers(): Pick<Facts, 'lastImport' | 'entries'> {
  const db = sqlite(path, { readonly: true });
  const number = (sql: string): number => db.prepare(`SELECT max(seq) FROM custody ${sql}`).pluck().get() as number;
  const found = { lastImport: String(number("WHERE action = 'import'")), entries: number('') };
  db.close();
  return found;
}

export type Found = NonNullable<VerifySummary['items']>[number];

export async function verify(copy: string): Promise<{ ok: boolean; items: Found[]; value: VerifySummary }> {
  const before = sha256OfFile(copy);
  const value = await verified(copy);
  expect(sha256OfFile(copy), 'verify reads only').toBe(before);
  return { ok: value.ok, items: value.items ?? [], value };
}

/** A copy with one change, verified: it must not be clean. */
export async function changed(change: (db: Database) => void): Promise<{ items: Found[]; value: VerifySummary }> {
  const copy = copyOf(path);
  tamper(copy, (db) => change(db));
  const { ok, items, value } = await verify(copy);
  expect(ok).toBe(false);
  expect(items.length).toBeGreaterThan(0);
  return { items, value };
}

export const item = (db: Database, hash: string): { id: number; first_record: number; records: number } =>
  db.prepare('SELECT id, first_record, records FROM evidence WHERE sha256 = ?').get(Buffer.from(hash, 'hex')) as never;

/** Replaces the stored bytes of an item by what `change` makes of them. */
export function rewrite(db: Database, hash: string, change: (bytes: Buffer) => Buffer): void {
  const { id } = item(db, hash);
  const row = db.prepare('SELECT id, bytes FROM evidence_bytes WHERE evidence = ?').get(id) as { id: number; bytes: Buffer };
  db.prepare('UPDATE evidence_bytes SET bytes = ? WHERE id = ?').run(change(row.bytes), row.id);
}

export function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] as number) ^ 1;
  return copy;
}

/** Public id of the `n`th record of an item. */
export function address(hash: string, n: number): string {
  const db = sqlite(path, { readonly: true });
  const { first_record } = item(db, hash);
  const row = db.prepare('SELECT offset, length FROM records WHERE id = ?').get(first_record + n) as { offset: number; length: number };
  db.close();
  return `${hash}@${row.offset}+${row.length}`;
}

/** Takes an item out with all that came of it, and makes the custody log tell of a case that never had it. */
export function takeOut(db: Database, where: string): void {
  const { id, first_record, records } = db.prepare(`SELECT id, first_record, records FROM evidence ${where}`).get() as Record<
    string,
    number
  >;
  const range = [first_record, Number(first_record) + Number(records)];
  db.prepare('DELETE FROM repeats WHERE record >= ? AND record < ? OR primary_record >= ? AND primary_record < ?').run(...range, ...range);
  for (const table of ['evidence_bytes', 'problems', 'found_at', 'records']) db.prepare(`DELETE FROM ${table} WHERE evidence = ?`).run(id);
  db.prepare('DELETE FROM evidence WHERE id = ?').run(id);
  coverUp(db, rootsOf(db));
}

/** The roots that an import's entry states, of the case as it is. */
export function rootsOf(db: Database): { evidenceRoot: string; inventoryRoot: string } {
  const read = db as unknown as ReadConnection;
  return { evidenceRoot: evidenceRoot(read), inventoryRoot: inventoryRoot(read) };
}
