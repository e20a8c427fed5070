// Loads better-sqlite3, whose binary kills older runtimes: the version is checked first and the refusal is in words.
import { createRequire } from 'node:module';
import type Sqlite from 'better-sqlite3';
import { TrailcaseError } from '../../shared/errors.ts';

/** better-sqlite3 13 is built for this Node-API version. */
const NODE_API = 10;

/** Errors: NODE_TOO_OLD. */
export function loadSqlite(): typeof Sqlite {
  const napi = Number(process.versions.napi ?? 0);
  if (napi < NODE_API) {
    throw new TrailcaseError(
      'NODE_TOO_OLD',
      `This runtime offers Node-API ${napi}; the case file engine needs ${NODE_API} (Node 22.14 or newer)`,
      'Start it through bin/trailcase or npm start, which bring their own Node.',
    );
  }
  return createRequire(import.meta.url)('better-sqlite3') as typeof Sqlite;
}
