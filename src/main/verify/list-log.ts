// Compares the watch lists with the custody entries that tell of them, and their bytes with their hashes.
import { createHash } from 'node:crypto';
import type { Finding } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { LIST_ACTION } from '../case/watch-lists.ts';
import { verifyVersions } from './version-log.ts';

interface Row {
  at: number;
  author: string;
  name: string;
  date: string;
  format: string;
  entries: number;
  leftOut: number;
  sha256: string;
  removed: number;
}

type Told = Omit<Row, 'at' | 'author' | 'removed'> & { removed: boolean };

/** Every version of a list has its custody entry, in the same order, and the bytes of which it tells. */
export function verifyWatchLists(db: ReadConnection): Finding[] {
  const broken = (key: string, reason: string): Finding => ({ kind: 'custody', key, verdict: 'differing', reason });
  const versions = verifyVersions<Row, Told>(db, {
    rows: `SELECT at, author, name, date, format, entries, left_out AS leftOut, lower(hex(sha256)) AS sha256, removed FROM watch_lists ORDER BY id`,
    action: LIST_ACTION,
    held: (row) => [row.at, row.author, row.name, row.date, row.format, row.entries, row.leftOut, row.sha256, row.removed],
    told: ({ at, who }, { name, date, format, entries, leftOut, sha256, removed }) => [
      at,
      who,
      name,
      date,
      format,
      entries,
      leftOut,
      sha256,
      removed ? 1 : 0,
    ],
    untold: ({ name }) => broken('watch lists', `the custody log does not tell of a version of the watch list "${name}"`),
    missing: ({ seq }, { name }) => broken(String(seq), `the watch list "${name ?? ''}" of which this entry tells is missing`),
    differing: ({ name }, { seq }) => broken(String(seq), `the watch list "${name}" is not what this entry tells`),
  });
  return [
    ...versions,
    ...alteredBytes(db).map((name) => broken('watch lists', `the bytes of the watch list "${name}" do not have its hash`)),
  ];
}

/** Names of lists whose bytes are not those that were loaded. */
function alteredBytes(db: ReadConnection): string[] {
  const rows = db.prepare('SELECT name, sha256, bytes, removed FROM watch_lists ORDER BY id').iterate() as IterableIterator<{
    name: string;
    sha256: Buffer;
    bytes: Buffer;
    removed: number;
  }>;
  const altered: string[] = [];
  for (const { name, sha256, bytes, removed } of rows) {
    const intact = removed === 1 ? bytes.length === 0 : createHash('sha256').update(bytes).digest().equals(sha256);
    if (!intact) altered.push(name);
  }
  return altered;
}
