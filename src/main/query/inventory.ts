// What was delivered, and what was done with it: evidence items, custody.
import type { Args, Result } from '../../shared/channels.ts';
import type { CustodyRow, EvidenceRow, ItemKind } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { pathsOf } from './event-detail.ts';
import { memberProblems } from './member-problems.ts';

/** Items in order of hash. */
export function evidenceList(db: ReadConnection, args: Args<'evidence.list'>): Result<'evidence.list'> {
  const where = args.kind === null ? '' : 'WHERE kind = ?';
  const params = args.kind === null ? [] : [args.kind];
  const rows = db
    .prepare(
      `SELECT id, lower(hex(sha256)) AS sha256, kind, shape, size, encoding, kept, records,
         (SELECT count(*) FROM problems p WHERE p.evidence = evidence.id) AS problems
       FROM evidence ${where} ORDER BY evidence.sha256 LIMIT ? OFFSET ?`,
    )
    .all(...params, args.limit, args.offset) as (Omit<EvidenceRow, 'kept' | 'paths' | 'kind'> & {
    id: number;
    kept: number;
    kind: ItemKind;
  })[];
  const within = rows.some(({ kind }) => kind === 'container') ? memberProblems(db) : null;
  return {
    total: db
      .prepare(`SELECT count(*) FROM evidence ${where}`)
      .pluck()
      .get(...params) as number,
    rows: rows.map(({ id, kept, problems, ...row }) => ({
      ...row,
      problems: problems + (within?.get(id) ?? 0),
      kept: kept === 1,
      paths: pathsOf(db, id),
    })),
  };
}

/** The whole custody log, oldest first. */
export function custodyList(db: ReadConnection): CustodyRow[] {
  return db.prepare('SELECT seq, at, who, action, tool, outcome, detail, previous, hash FROM custody ORDER BY seq').all() as CustodyRow[];
}
