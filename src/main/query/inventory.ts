// What was delivered and what was wrong with it: evidence items, problems, custody.
import type { Args, Result } from '../../shared/channels.ts';
import type { Count, CustodyRow, EvidenceRow, ItemKind, ProblemRow } from '../../shared/domain.ts';
import { problemSentence } from '../../shared/problems.ts';
import { STEPS } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { pathsOf } from './event-detail.ts';

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
  return {
    total: db
      .prepare(`SELECT count(*) FROM evidence ${where}`)
      .pluck()
      .get(...params) as number,
    rows: rows.map(({ id, kept, ...row }) => ({ ...row, kept: kept === 1, paths: pathsOf(db, id) })),
  };
}

const PROBLEM = `
  SELECT p.id, p.code, p.detail, lower(hex(e.sha256)) AS evidence, p.path, p.offset, p.length, p.is_record AS isRecord,
    CASE WHEN p.record IS NULL THEN NULL
         ELSE lower(hex(e.sha256)) || '@' || r.offset || '+' || r.length || iif(r.steps = 0, '', '/' || ${STEPS}) END AS eventId, e.id AS item
  FROM problems p LEFT JOIN evidence e ON e.id = p.evidence LEFT JOIN records r ON r.id = p.record`;

interface StoredProblem extends Omit<ProblemRow, 'message' | 'isRecord'> {
  detail: string;
  isRecord: number;
  item: number | null;
}

function toProblem(db: ReadConnection, row: StoredProblem): ProblemRow {
  const { detail, isRecord, item, ...rest } = row;
  const sentence = problemSentence(row.code);
  return {
    ...rest,
    path: row.path ?? (item === null ? null : (pathsOf(db, item)[0] ?? null)),
    message: detail === '' ? sentence : `${sentence} ${detail}`,
    isRecord: isRecord === 1,
  };
}

/** Problems grouped by code, in order of item and place. */
export function problemList(db: ReadConnection, args: Args<'evidence.problems'>): Result<'evidence.problems'> {
  const where = args.code === null ? '' : 'WHERE p.code = ?';
  const params = args.code === null ? [] : [args.code];
  const rows = db
    .prepare(`${PROBLEM} ${where} ORDER BY p.code, e.sha256, p.offset, p.id LIMIT ? OFFSET ?`)
    .all(...params, args.limit, args.offset) as StoredProblem[];
  return {
    total: db
      .prepare(`SELECT count(*) FROM problems p ${where}`)
      .pluck()
      .get(...params) as number,
    byCode: db.prepare('SELECT code AS value, count(*) AS count FROM problems GROUP BY code ORDER BY count DESC, code').all() as Count[],
    rows: rows.map((row) => toProblem(db, row)),
  };
}

export function problemsOfRecord(db: ReadConnection, record: number): ProblemRow[] {
  const rows = db
    .prepare(`${PROBLEM} WHERE p.evidence = (SELECT evidence FROM records WHERE id = ?) AND p.record = ? ORDER BY p.id`)
    .all(record, record) as StoredProblem[];
  return rows.map((row) => toProblem(db, row));
}

/** The whole custody log, oldest first. */
export function custodyList(db: ReadConnection): CustodyRow[] {
  return db.prepare('SELECT seq, at, who, action, tool, outcome, detail, previous, hash FROM custody ORDER BY seq').all() as CustodyRow[];
}
