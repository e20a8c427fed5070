// Seals made inside the test's own process, and by an intruder who has keys of their own.
import { createHash, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { custodyHash } from '../../src/main/case/custody.ts';
import type { StoredSeal } from '../../src/main/seal/check-seals.ts';
import { writeDetached } from '../../src/main/seal/detached.ts';
import { type SealOptions, sealCase } from '../../src/main/seal/seal-case.ts';
import { fingerprintOf, oneTimeKey, type SigningKey } from '../../src/main/seal/signing-key.ts';
import { verifyCase } from '../../src/main/verify/verify-case.ts';
import type { CustodyRow, Finding, VerifySummary } from '../../src/shared/domain.ts';
import type { SealSummary } from '../../src/shared/integrity.ts';
import { sqlite } from './cases.ts';
import { sha256, temporaryFolder } from './folder.ts';

export interface Sealed extends SealSummary {
  /** The detached seal. */
  text: string;
}

/** A key as an examiner keeps one. */
export function keptKey(): SigningKey {
  return { ...oneTimeKey(), oneTime: false, isProtected: true };
}

/** Opens the case, seals it and closes it. */
export async function sealed(path: string, key: SigningKey = oneTimeKey(), options: Partial<SealOptions> = {}): Promise<Sealed> {
  const out = join(temporaryFolder(), 'seal.txt');
  const file = CaseFile.open(path);
  try {
    const summary = await sealCase(file, key, { out, overwrite: false, note: '', timestampServer: null, verification: null, ...options });
    return { ...summary, text: readFileSync(summary.path, 'utf8') };
  } finally {
    file.close();
  }
}

/** Verifies with what was kept elsewhere. */
export async function verifiedWith(path: string, text: string | null, fingerprint: string | null = null): Promise<VerifySummary> {
  return (await verifyCase(path, {}, { seal: { text, fingerprint } })).summary;
}

/** Reasons found against seals, each with the key of the finding before it. */
export function sealFindings(items: readonly Finding[] = []): string[] {
  return items.filter(({ kind }) => kind === 'seal').map(({ key, verdict, reason }) => `${key} ${verdict}: ${reason}`);
}

export function storedSeal(db: Database, id = 1): StoredSeal {
  return db.prepare('SELECT id, statement, signature, public_key AS publicKey, timestamp FROM seals WHERE id = ?').get(id) as StoredSeal;
}

/** Puts another statement in the place of a seal's, signed with the given key, as an intruder can; the statement names that key. */
export function signAnew(db: Database, id: number, change: (statement: string) => string, key: SigningKey = keptKey()): void {
  const statement = change(storedSeal(db, id).statement).replace(/^key: .*$/m, `key: ${fingerprintOf(key.publicKey)}`);
  const signature = sign(null, Buffer.from(statement, 'utf8'), key.key);
  db.prepare('UPDATE seals SET statement = ?, signature = ?, public_key = ? WHERE id = ?').run(statement, signature, key.publicKey, id);
}

/**
 * Writes the custody log anew from an entry on, so that its chain is whole.
 * @param change makes of an entry what the intruder wants; null leaves it out
 */
export function rechain(db: Database, change: (row: CustodyRow) => Partial<CustodyRow> | null): void {
  const rows = db
    .prepare('SELECT seq, at, who, action, tool, outcome, detail, previous, hash FROM custody ORDER BY seq')
    .all() as CustodyRow[];
  db.exec('DELETE FROM custody');
  const insert = db.prepare(
    'INSERT INTO custody (seq, at, who, action, tool, outcome, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  let seq = 0;
  let previous = '0'.repeat(64);
  for (const row of rows) {
    const changed = change(row);
    if (changed === null) continue;
    const { at, who, action, tool, outcome, detail } = { ...row, ...changed };
    const hash = custodyHash({ seq: ++seq, at, who, action, tool, outcome, detail, previous });
    insert.run(seq, at, who, action, tool, outcome, detail, previous, hash);
    previous = hash;
  }
}

/** The custody log anew, with entries of seals and imports that tell of what is there now: all that can be done without the key. */
export function coverUp(db: Database, roots: { evidenceRoot: string; inventoryRoot: string }): void {
  rechain(db, (row) => {
    if (row.action === 'import' && row.outcome === 'done') return { detail: JSON.stringify({ ...JSON.parse(row.detail), ...roots }) };
    if (row.action !== 'seal') return row;
    const told = JSON.parse(row.detail);
    const seal = storedSeal(db, told.seal);
    const hashes = { statementSha256: sha256(seal.statement), detachedSha256: sha256(writeDetached(seal)) };
    return { detail: JSON.stringify({ ...told, ...hashes }) };
  });
}

/** SHA-256 of a text's lines, sorted: the slow and obvious root. */
export function rootOfLines(lines: readonly string[]): string {
  const root = createHash('sha256');
  for (const line of lines) root.update(`${line}\n`);
  return root.digest('hex');
}

/** Asks the case as anyone with SQLite can. */
export function rowsOf<T = Record<string, any>>(path: string, sql: string, ...parameters: unknown[]): T[] {
  const db = sqlite(path, { readonly: true });
  try {
    return db.prepare(sql).all(...parameters) as T[];
  } finally {
    db.close();
  }
}
