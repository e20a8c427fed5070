// Opening a case: a reader cannot write, by type and by SQLite; only one writer exists, and a clean close leaves one file.
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { TrailcaseError } from '../../shared/errors.ts';
import { parserOf } from './derived.ts';
import { lockCase } from './lock.ts';
import { checkIsCase, migrate, notACase, PARSER_VERSION, SCHEMA_VERSION, schemaVersion, stampNewCase } from './schema.ts';
import { loadSqlite } from './sqlite.ts';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** A connection that only reads. */
export type ReadConnection = Omit<Database, 'exec' | 'transaction'> & { readonly [readable]: true };

/** The one connection that writes. It also reads. */
export type WriteConnection = Database & { readonly [readable]: true; readonly [writable]: true };

/** The writer holds this many bytes of pages in memory. */
const WRITER_CACHE_KB = 20 * 1024;

/** Errors: CASE_MISSING, CASE_NOT_A_CASE, CASE_DAMAGED. A newer schema may be read: its views are kept compatible or it says so. */
export function openForReading(path: string): ReadConnection {
  if (!existsSync(path)) throw missing(path);
  try {
    return openReader(path);
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith('SQLITE_READONLY')) throw error;
    finishInterruptedWrite(path);
    return openReader(path);
  }
}

function openReader(path: string): ReadConnection {
  const Sqlite = loadSqlite();
  const db = open(path, () => new Sqlite(path, { readonly: true, fileMustExist: true }));
  try {
    db.pragma('query_only = ON');
    checkIsCase(db, path);
    if (schemaVersion(db) > SCHEMA_VERSION) throw newer(path, schemaVersion(db));
    if (schemaVersion(db) < SCHEMA_VERSION || isOutdated(db as unknown as ReadConnection)) throw older(path);
    return db as unknown as ReadConnection;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * A process killed while it opened or closed the case may leave a rollback journal, which a reader may not apply. This does, as
 * any opening for writing would. Errors: CASE_LOCKED, CASE_READ_ONLY.
 */
function finishInterruptedWrite(path: string): void {
  const unlock = lockCase(path);
  try {
    const Sqlite = loadSqlite();
    const db = open(path, () => new Sqlite(path, { fileMustExist: true, timeout: 10_000 }));
    try {
      checkIsCase(db, path);
    } finally {
      db.close();
    }
  } finally {
    unlock();
  }
}

export interface OpenWriter {
  db: WriteConnection;
  /** Schema versions applied on opening. */
  migrated: number[];
  /** Leaves a single file. */
  close(): void;
}

/** Opens an existing case for writing, recovering what a killed process left. Errors as for reading, and CASE_LOCKED, CASE_READ_ONLY. */
export function openForWriting(path: string): OpenWriter {
  if (!existsSync(path)) throw missing(path);
  return openWriter(path, lockCase(path));
}

/**
 * Makes a new case file and opens it. It is built under another name and takes its own once it is whole: a process killed
 * meanwhile leaves no half-made case.
 * @param begin writes the first rows
 * Errors: CASE_EXISTS, CASE_READ_ONLY.
 */
export function createCaseFile(path: string, begin: (db: WriteConnection) => void): OpenWriter {
  if (existsSync(path)) {
    throw new TrailcaseError('CASE_EXISTS', `${path} exists already`, 'Choose another name, or open the existing case.');
  }
  const unlock = lockCase(path);
  try {
    const draft = `${path}-new`;
    rmSync(draft, { force: true });
    const Sqlite = loadSqlite();
    const db = open(draft, () => new Sqlite(draft));
    try {
      stampNewCase(db);
      migrate(db);
      begin(db as unknown as WriteConnection);
    } finally {
      db.close();
    }
    renameSync(draft, path);
  } catch (error) {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${path}-new${suffix}`, { force: true });
    unlock();
    throw error;
  }
  return openWriter(path, unlock);
}

function openWriter(path: string, unlock: () => void): OpenWriter {
  let db: Database | undefined;
  try {
    const Sqlite = loadSqlite();
    db = open(path, () => new Sqlite(path, { fileMustExist: true, timeout: 10_000 }));
    checkIsCase(db, path);
    if (schemaVersion(db) > SCHEMA_VERSION) throw newer(path, schemaVersion(db));
    db.pragma('recursive_triggers = ON');
    db.pragma('foreign_keys = OFF');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma(`cache_size = -${WRITER_CACHE_KB}`);
    db.pragma('wal_autocheckpoint = 4000');
    const migrated = migrate(db);
    const opened = db;
    return {
      db: opened as unknown as WriteConnection,
      migrated,
      close: () => {
        try {
          opened.pragma('wal_checkpoint(TRUNCATE)');
          opened.pragma('journal_mode = DELETE');
        } catch {
          // No room, or a reader elsewhere: the write-ahead log stays beside the file, whole, and the next opening takes it in.
        } finally {
          try {
            opened.close();
          } finally {
            unlock();
          }
        }
      },
    };
  } catch (error) {
    db?.close();
    unlock();
    throw error;
  }
}

function open(path: string, make: () => Database): Database {
  if (existsSync(path) && statSync(path).isDirectory()) throw notACase(path);
  try {
    return make();
  } catch (cause) {
    const message = (cause as Error).message;
    throw new TrailcaseError(
      'CASE_DAMAGED',
      `${path} cannot be opened: ${message}`,
      'Check that the path is a case file and can be read.',
      { cause },
    );
  }
}

function missing(path: string): TrailcaseError {
  return new TrailcaseError('CASE_MISSING', `There is no case at ${path}`, 'Check the path, or create the case first.');
}

/** A case too damaged to say so is not called old. */
function isOutdated(db: ReadConnection): boolean {
  try {
    return parserOf(db) < PARSER_VERSION;
  } catch {
    return false;
  }
}

/** A reader changes nothing, so it cannot bring a case up to date. */
function older(path: string): TrailcaseError {
  return new TrailcaseError(
    'CASE_OLDER_SCHEMA',
    `${path} was written by an older Trailcase and has to be brought up to date before it can be read`,
    'Open it in the window, or run `trailcase upgrade` on it or on a copy: its evidence stays as it is, byte for byte.',
  );
}

function newer(path: string, version: number): TrailcaseError {
  return new TrailcaseError(
    'CASE_NEWER_SCHEMA',
    `${path} was written by a newer Trailcase (schema ${version}; this one knows ${SCHEMA_VERSION})`,
    'Open it with that version or a newer one.',
  );
}
