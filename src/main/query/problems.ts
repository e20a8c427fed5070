// What could not be read, and why: by code, and one by one, each with its event or its item and place.
import type { Args, Result } from '../../shared/channels.ts';
import type { Count, ProblemRow } from '../../shared/domain.ts';
import { problemSentence } from '../../shared/problems.ts';
import { STEPS } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { pathsOf } from './event-detail.ts';

const PROBLEM = `
  SELECT p.id, p.code, p.detail, lower(hex(e.sha256)) AS evidence, p.path, p.offset, p.length, p.is_record AS isRecord,
    CASE WHEN p.record IS NULL THEN NULL
         ELSE lower(hex(e.sha256)) || '@' || r.offset || '+' || r.length || iif(r.steps = 0, '', '/' || ${STEPS}) END AS eventId, e.id AS item
  FROM problems p LEFT JOIN evidence e ON e.id = p.evidence LEFT JOIN records r ON r.id = p.record`;

/** Never by row numbers alone: they depend on the order of importing. */
const IN_ORDER = 'ORDER BY p.code, e.sha256, p.offset, p.length, p.path, p.detail, p.id';

interface StoredProblem extends Omit<ProblemRow, 'message' | 'isRecord'> {
  detail: string;
  isRecord: number;
  item: number | null;
}

/** A problem as the command line lists it. */
export interface ListedProblem {
  code: string;
  /** Where its item was found first, or the place that it is about. */
  path: string | null;
  /** Public id of the record that it is attached to, be that an event or a repeat of one. */
  event: string | null;
  /** Hash of the item; null: nothing came of the place. */
  evidence: string | null;
  /** Byte range in the decoded content; null when it concerns the whole item. */
  offset: number | null;
  length: number | null;
  /** Bytes that should have been a record and could not become an event. */
  isRecord: boolean;
  detail: string;
}

/** The problems of one code. */
export interface ProblemsOfCode {
  code: string;
  count: number;
  /** Those that are records which could not become an event. */
  records: number;
  meaning: string;
  first: Omit<ListedProblem, 'code'>;
}

/** Where a problem is: its own place, else where its item was found first. Rows of one item follow one another: it is asked once. */
function placer(db: ReadConnection): (row: StoredProblem) => string | null {
  let last: { item: number; path: string | null } | null = null;
  return ({ path, item }) => {
    if (path !== null || item === null) return path;
    if (last?.item !== item) last = { item, path: pathsOf(db, item)[0] ?? null };
    return last.path;
  };
}

function toProblem(row: StoredProblem, pathOf: ReturnType<typeof placer>): ProblemRow {
  const { detail, isRecord, item: _, ...rest } = row;
  const sentence = problemSentence(row.code);
  return {
    ...rest,
    path: pathOf(row),
    message: detail === '' ? sentence : `${sentence} ${detail}`,
    isRecord: isRecord === 1,
  };
}

function toListed(row: StoredProblem, pathOf: ReturnType<typeof placer>): ListedProblem {
  const { code, eventId, evidence, offset, length, isRecord, detail } = row;
  return { code, path: pathOf(row), event: eventId, evidence, offset, length, isRecord: isRecord === 1, detail };
}

/** Problems grouped by code, in order of item and place. */
export function problemList(db: ReadConnection, args: Args<'evidence.problems'>): Result<'evidence.problems'> {
  const where = args.code === null ? '' : 'WHERE p.code = ?';
  const params = args.code === null ? [] : [args.code];
  const rows = db.prepare(`${PROBLEM} ${where} ${IN_ORDER} LIMIT ? OFFSET ?`).all(...params, args.limit, args.offset) as StoredProblem[];
  const pathOf = placer(db);
  return {
    total: db
      .prepare(`SELECT count(*) FROM problems p ${where}`)
      .pluck()
      .get(...params) as number,
    byCode: db.prepare('SELECT code AS value, count(*) AS count FROM problems GROUP BY code ORDER BY count DESC, code').all() as Count[],
    rows: rows.map((row) => toProblem(row, pathOf)),
  };
}

export function problemsOfRecord(db: ReadConnection, record: number): ProblemRow[] {
  const rows = db
    .prepare(`${PROBLEM} WHERE p.evidence = (SELECT evidence FROM records WHERE id = ?) AND p.record = ? ORDER BY p.id`)
    .all(record, record) as StoredProblem[];
  const pathOf = placer(db);
  return rows.map((row) => toProblem(row, pathOf));
}

/** Every code with its number and the first of its problems, most first. */
export function problemsByCode(db: ReadConnection): ProblemsOfCode[] {
  const codes = db
    .prepare('SELECT code, count(*) AS count, sum(is_record) AS records FROM problems GROUP BY code ORDER BY count DESC, code')
    .all() as Pick<ProblemsOfCode, 'code' | 'count' | 'records'>[];
  // The first is chosen by its number alone: of a million, the words of one are read.
  const first = db
    .prepare(`SELECT p.id FROM problems p LEFT JOIN evidence e ON e.id = p.evidence WHERE p.code = ? ${IN_ORDER} LIMIT 1`)
    .pluck();
  const whole = db.prepare(`${PROBLEM} WHERE p.id = ?`);
  const pathOf = placer(db);
  return codes.map((one) => {
    const row = whole.get(first.get(one.code)) as StoredProblem;
    const { code: _, ...place } = toListed(row, pathOf);
    return { ...one, meaning: problemSentence(one.code), first: place };
  });
}

/** Rows read in one statement. */
const AT_ONCE = 500;

/** The problems of some codes, or of all, in order of code, item and place. */
export function* problemsOf(db: ReadConnection, codes: readonly string[] | null): Generator<ListedProblem> {
  const where = codes === null ? '' : 'WHERE p.code IN (SELECT value FROM json_each(?))';
  const ids = db
    .prepare(`SELECT p.id FROM problems p LEFT JOIN evidence e ON e.id = p.evidence ${where} ${IN_ORDER}`)
    .pluck()
    .all(...(codes === null ? [] : [JSON.stringify(codes)])) as number[];
  const some = db.prepare(
    `${PROBLEM.replace('FROM problems p', 'FROM json_each(?) j CROSS JOIN problems p ON p.id = j.value')} ORDER BY j.key`,
  );
  const pathOf = placer(db);
  // One connection walks one list at a time, and each row asks where its item was found.
  for (let from = 0; from < ids.length; from += AT_ONCE)
    for (const row of some.all(JSON.stringify(ids.slice(from, from + AT_ONCE))) as StoredProblem[]) yield toListed(row, pathOf);
}
