// A small case to alter, and the altering: each change on a copy of its own, then verified.
import type { Database } from 'better-sqlite3';
import { expect } from 'vitest';
import type { VerifySummary } from '../../../src/shared/domain.ts';
import { copyOf, sqlite, tamper, verified } from '../../helpers/cases.ts';
import { sha256, sha256OfFile } from '../../helpers/folder.ts';
import { firstDelivery, situation } from '../../helpers/situation.ts';

export interface Facts {
  /** SHA-256 of the gzipped log, the pretty log, the lines, the digest, the unrecognised JSON, the text that is not kept. */
  log: string;
  odd: string;
  lines: string;
  digest: string;
  other: string;
  notes: string;
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
  };
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
