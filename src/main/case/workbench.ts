// What the examiner makes of the case: findings, the storyline, review marks. Each change adds a version with its entry in the custody log.
import type { TakenOver } from './annotations.ts';
import type { CaseFile } from './case-file.ts';
import type { ReadConnection } from './open.ts';
import { storable } from './term-store.ts';

/** The action of custody entries that tell of findings, the storyline and review marks. */
export const WORK_ACTION = 'work';

const WORK_KINDS = ['finding', 'storyline', 'review'] as const;
type WorkKind = (typeof WORK_KINDS)[number];

export interface WorkVersion {
  kind: WorkKind;
  /** Which finding or review mark; empty for the storyline, of which there is one. */
  subject: string;
  /** A value that JSON can hold; docs/findings.md says which. */
  body: unknown;
  removed: boolean;
}

/** A version as it is stored. */
export interface WorkRow {
  id: number;
  at: number;
  author: string;
  kind: WorkKind;
  subject: string;
  /** JSON text. */
  body: string;
  removed: boolean;
  /** Empty for what was written in this case; else from whose export it was taken over. */
  origin: string;
}

/**
 * Adds versions, each with its custody entry, all or none.
 * @param from of versions that another examiner wrote; null for the case's own
 */
export function putWork(file: CaseFile, versions: readonly WorkVersion[], at = Date.now(), from: readonly TakenOver[] | null = null): void {
  const { who } = file.actor();
  file.db.transaction(() => {
    const insert = file.db.prepare('INSERT INTO workbench (at, author, kind, subject, body, removed, origin) VALUES (?, ?, ?, ?, ?, ?, ?)');
    for (const [i, { kind, subject, body, removed }] of versions.entries()) {
      const row = { kind, subject: storable(subject), body: storable(JSON.stringify(body)), removed };
      const other = from?.[i];
      insert.run(other?.at ?? at, other?.author ?? who, kind, row.subject, row.body, removed ? 1 : 0, other?.origin ?? '');
      file.record({ action: WORK_ACTION, outcome: other ? 'taken over' : 'done', detail: { ...row, ...other } }, at);
    }
  })();
}

const COLUMNS = 'id, at, author, kind, subject, body, removed, origin';

function toRow({ removed, ...row }: Omit<WorkRow, 'removed'> & { removed: number }): WorkRow {
  return { ...row, removed: removed === 1 };
}

/** Every version of a kind, of every origin, in the order in which they were written here. */
export function allWork(db: ReadConnection, kind: WorkKind): WorkRow[] {
  return (
    db.prepare(`SELECT ${COLUMNS} FROM workbench WHERE kind = ? ORDER BY id`).all(kind) as (Omit<WorkRow, 'removed'> & {
      removed: number;
    })[]
  ).map(toRow);
}

/** Every version of one subject, newest first, of every origin. */
export function workHistory(db: ReadConnection, kind: WorkKind, subject: string): WorkRow[] {
  return (
    db.prepare(`SELECT ${COLUMNS} FROM workbench WHERE kind = ? AND subject = ? ORDER BY id DESC`).all(kind, storable(subject)) as (Omit<
      WorkRow,
      'removed'
    > & { removed: number })[]
  ).map(toRow);
}
