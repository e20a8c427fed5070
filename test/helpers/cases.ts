// Case files made and taken apart inside the test's own process: quicker than the command line where many are needed.
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import { verifyCase } from '../../src/main/verify/verify-case.ts';
import type { ImportSummary, VerifySummary } from '../../src/shared/domain.ts';
import { temporaryFolder } from './folder.ts';

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');

/** SQLite as anyone has it, with no part of Trailcase between. */
export function sqlite(path: string, options: { readonly?: boolean } = {}): Database {
  return new Sqlite(path, { fileMustExist: true, ...options });
}

export function newCasePath(name = 'case'): string {
  return join(temporaryFolder(), `${name}.trailcase`);
}

/** Imports into a case, made if there is none, and closes it. */
export async function importInto(
  path: string,
  paths: readonly string[],
  options: { keepAll?: boolean; exists?: boolean } = {},
): Promise<ImportSummary> {
  const file = options.exists ? CaseFile.open(path) : CaseFile.create(path);
  try {
    return (await importPaths(file, paths, options)).summary;
  } finally {
    file.close();
  }
}

/** A case with these files and folders in it; each list is one import. */
export async function caseOf(...imports: (readonly string[])[]): Promise<{ path: string; summaries: ImportSummary[] }> {
  const path = newCasePath();
  const summaries: ImportSummary[] = [];
  for (const [i, paths] of imports.entries()) summaries.push(await importInto(path, paths, { exists: i > 0 }));
  return { path, summaries };
}

export async function verified(path: string): Promise<VerifySummary> {
  return (await verifyCase(path)).summary;
}

export function copyOf(path: string): string {
  const copy = newCasePath('copy');
  copyFileSync(path, copy);
  return copy;
}

/** Changes a closed case as someone with any SQLite tool could: triggers taken away for the moment and put back. */
export function tamper(path: string, change: (db: Database) => void): void {
  const db = sqlite(path);
  try {
    const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string; sql: string }[];
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    change(db);
    for (const { sql } of triggers) db.exec(sql);
  } finally {
    db.close();
  }
}

/** All that a case says about its evidence, in words that do not depend on row numbers or the order of importing. */
export function content(path: string): { items: unknown[]; places: unknown[]; records: unknown[]; problems: unknown[] } {
  const db = sqlite(path, { readonly: true });
  try {
    const all = (sql: string): unknown[] => (db.prepare(sql).raw().all() as unknown[][]).map((row) => JSON.stringify(row)).sort();
    // As a public id: with the steps by which what stands there is decoded.
    const address = (record: string) =>
      `(SELECT lower(hex(ae.sha256)) || '@' || ar.offset || '+' || ar.length || coalesce('/' || s.value, '')
        FROM records ar JOIN evidence ae ON ae.id = ar.evidence LEFT JOIN decoding_steps s ON s.id = ar.steps WHERE ar.id = ${record})`;
    return {
      items: all(
        'SELECT lower(hex(sha256)), size, kind, encoding, records, kept, (SELECT coalesce(sum(length(bytes)), 0) FROM evidence_bytes b WHERE b.evidence = e.id) FROM evidence e',
      ),
      places: all('SELECT lower(hex(e.sha256)), f.path FROM found_at f LEFT JOIN evidence e ON e.id = f.evidence'),
      records:
        all(`SELECT ${address('r.id')}, r.time, lower(hex(r.event_id)), d.relation, ${address('d.primary_record')}, v.eventName, v.actor, v.accessKeyId, v.sourceIPAddress, v.userAgent, v.awsRegion, v.accountId, v.errorCode
        FROM records r LEFT JOIN repeats d ON d.record = r.id LEFT JOIN events v ON v.record = r.id`),
      problems: all(
        `SELECT lower(hex(e.sha256)), p.path, ${address('p.record')}, p.code, p.offset, p.length, p.is_record, p.detail FROM problems p LEFT JOIN evidence e ON e.id = p.evidence`,
      ),
    };
  } finally {
    db.close();
  }
}
