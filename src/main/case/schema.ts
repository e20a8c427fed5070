// The numbered migrations and the marks by which a file is known to be a case. One transaction per migration.
import type { Database } from 'better-sqlite3';
import { TrailcaseError } from '../../shared/errors.ts';
import { sql as first } from './migrations/001-first.ts';
import { sql as inputs } from './migrations/002-inputs.ts';
import { sql as seals } from './migrations/003-seals.ts';
import { sql as columns } from './migrations/004-columns.ts';
import { sql as identities } from './migrations/005-identities.ts';
import { sql as workbench } from './migrations/006-workbench.ts';
import { sql as reports } from './migrations/007-reports.ts';
import { sql as noTimeIndex } from './migrations/008-no-time-index.ts';

/** SQLite application_id of a case file: "Trlc" in ASCII. */
const APPLICATION_ID = 0x54726c63;

/** Position in the list + 1 is the version that a migration leads to. Never edit a released one; add the next. */
const MIGRATIONS: readonly string[] = [first, inputs, seals, columns, identities, workbench, reports, noTimeIndex];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Raised whenever the same bytes may give other events, problems or shapes than before: cases are then derived anew (jobs/open-case.ts). */
export const PARSER_VERSION = 6;

/** Bytes per page: larger than SQLite's default, since most of a case is long BLOBs. Measured: twice that gains little more. */
const PAGE_SIZE = 16_384;

export function schemaVersion(db: Pick<Database, 'pragma'>): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/** Marks an empty database as a case. Must run before the first table is made. */
export function stampNewCase(db: Database): void {
  db.pragma(`page_size = ${PAGE_SIZE}`);
  db.pragma(`application_id = ${APPLICATION_ID}`);
}

/**
 * Brings a case to the current version.
 * @returns the versions that were applied, for the custody log
 */
export function migrate(db: Database): number[] {
  const applied: number[] = [];
  for (let version = schemaVersion(db); version < SCHEMA_VERSION; version++) {
    db.transaction(() => {
      db.exec(MIGRATIONS[version] as string);
      db.pragma(`user_version = ${version + 1}`);
    })();
    applied.push(version + 1);
  }
  return applied;
}

/** Refuses files that are no case. Errors: CASE_NOT_A_CASE. */
export function checkIsCase(db: Database, path: string): void {
  let id: unknown;
  try {
    id = db.pragma('application_id', { simple: true });
  } catch (cause) {
    if ((cause as { code?: string }).code === 'SQLITE_NOTADB') throw notACase(path, cause);
    throw cause;
  }
  if (id !== APPLICATION_ID) throw notACase(path);
}

export function notACase(path: string, cause?: unknown): TrailcaseError {
  return new TrailcaseError('CASE_NOT_A_CASE', `${path} is not a Trailcase case file`, 'Give the path of a .trailcase file.', { cause });
}
