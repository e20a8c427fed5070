// Watch lists: each change adds a version with its entry in the custody log; of a name the newest version counts. Their bytes stay as they were loaded.
import { createHash } from 'node:crypto';
import { TrailcaseError } from '../../shared/errors.ts';
import type { WatchList } from '../../shared/watch-lists.ts';
import type { CaseFile } from './case-file.ts';
import type { ReadConnection } from './open.ts';
import { storable } from './term-store.ts';

/** The action of custody entries that tell of watch lists. */
export const LIST_ACTION = 'watch-list';

interface NewWatchList {
  name: string;
  /** Day of the list, empty where it is not known. */
  date: string;
  format: string;
  entries: number;
  leftOut: number;
  bytes: Buffer;
}

/** Loads a list, or a new version of the one with its name. */
export function addWatchList(file: CaseFile, { bytes, ...list }: NewWatchList, at = Date.now()): void {
  put(file, { ...list, sha256: createHash('sha256').update(bytes).digest('hex'), removed: false }, bytes, at);
}

/** Takes a list away: its versions stay. Errors: WATCH_LIST_MISSING. */
export function removeWatchList(file: CaseFile, name: string, at = Date.now()): void {
  const list = currentWatchLists(file.db).find((one) => one.name === storable(name));
  if (!list) throw new TrailcaseError('WATCH_LIST_MISSING', `The case has no watch list called "${name}"`, 'Choose one from the list.');
  put(file, { ...list, removed: true }, Buffer.alloc(0), at);
}

type Version = Pick<WatchList, 'name' | 'date' | 'format' | 'entries' | 'leftOut' | 'sha256'> & { removed: boolean };

function put(file: CaseFile, { name, date, format, entries, leftOut, sha256, removed }: Version, bytes: Buffer, at: number): void {
  const row = { name: storable(name), date, format, entries, leftOut, sha256 };
  file.db.transaction(() => {
    file.db
      .prepare(
        'INSERT INTO watch_lists (at, author, name, date, format, entries, left_out, sha256, bytes, removed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(at, file.actor().who, row.name, date, format, entries, leftOut, Buffer.from(sha256, 'hex'), bytes, removed ? 1 : 0);
    file.record({ action: LIST_ACTION, outcome: removed ? 'removed' : 'loaded', detail: { ...row, removed } }, at);
  })();
}

/** Lists that were not removed, with the version that counts; in order of name. */
export function currentWatchLists(db: ReadConnection): WatchList[] {
  return db
    .prepare(
      `SELECT name, date, format, entries, left_out AS leftOut, length(bytes) AS bytes, lower(hex(sha256)) AS sha256, author, at
      FROM watch_lists WHERE id IN (SELECT max(id) FROM watch_lists GROUP BY name) AND removed = 0 ORDER BY name`,
    )
    .all() as WatchList[];
}

/** The file of a list that counts, as it was loaded. */
export function watchListBytes(db: ReadConnection, name: string): Buffer {
  return db.prepare('SELECT bytes FROM watch_lists WHERE name = ? ORDER BY id DESC LIMIT 1').pluck().get(name) as Buffer;
}
