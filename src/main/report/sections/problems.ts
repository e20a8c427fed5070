// Problems found in the evidence: counted by code, then listed as far as a reader can use.

import { problemSentence } from '../../../shared/problems.ts';
import { grouped } from '../../../shared/text.ts';
import type { ReportContext } from '../context.ts';
import { html, type Markup } from '../html.ts';
import { inShownOrder } from '../item-order.ts';
import { code, exhibitLinks, itemLink, table, tableEnds, value } from '../parts.ts';
import { ABOUT, PROBLEMS_TEXT, REDACTED, TITLES } from '../wording/index.ts';
import { filePath } from './redacted-parts.ts';
import type { Section } from './section.ts';

/** Rows listed over all codes; every code gets an equal share. */
const LIMIT = 2000;

interface ProblemLine {
  hash: string | null;
  path: string | null;
  source: number | null;
  offset: number | null;
  length: number | null;
  record: number | null;
  detail: string;
}

/** Order of address, then of place: never of row numbers, which depend on the order of importing. */
const COLUMNS = `
  SELECT lower(hex(e.sha256)) AS hash, p.path, p.source, p.offset, p.length, p.record, p.detail
  FROM problems p LEFT JOIN evidence e ON e.id = p.evidence WHERE p.code = ?`;
const LINES = `${COLUMNS} ORDER BY e.sha256 IS NULL, e.sha256, p.offset, p.length, p.path, p.detail LIMIT ?`;

function linesOf(context: ReportContext, problem: string, most: number): Iterable<ProblemLine> {
  const { db, redaction } = context;
  return redaction === null
    ? (db.prepare(LINES).iterate(problem, most) as IterableIterator<ProblemLine>)
    : keyedLines(context, problem, most);
}

/** Of a redacted report: neither hashes nor paths, which are hidden, give the order. */
function* keyedLines(context: ReportContext, problem: string, most: number): Generator<ProblemLine> {
  const { db } = context;
  const items = db
    .prepare('SELECT DISTINCT e.id, lower(hex(e.sha256)) AS hash FROM problems p JOIN evidence e ON e.id = p.evidence WHERE p.code = ?')
    .all(problem) as { id: number; hash: string }[];
  const inItem = db.prepare(`${COLUMNS} AND p.evidence = ? ORDER BY p.offset, p.length LIMIT ?`);
  let left = most;
  for (const { id } of inShownOrder(context, items, ({ hash }) => hash)) {
    if (left <= 0) return;
    const lines = inItem.all(problem, id, left) as ProblemLine[];
    left -= lines.length;
    yield* lines;
  }
  const files = db.prepare(`${COLUMNS} AND e.id IS NULL`).all(problem) as ProblemLine[];
  yield* inShownOrder(context, files, ({ path, detail }) => JSON.stringify([path, detail])).slice(0, left);
}

function lineOf(context: ReportContext, exhibitOf: Map<number, number>, line: ProblemLine): Markup {
  const where = line.hash ? itemLink(context, line.hash) : html`${line.source ?? ''}: ${filePath(context, line.path)}`;
  const bytes = line.offset === null ? null : context.redaction !== null ? REDACTED.hidden : code(`${line.offset} + ${line.length ?? '?'}`);
  const exhibit = line.record === null ? undefined : exhibitOf.get(line.record);
  return html`<tr><td>${where}</td><td>${bytes}</td><td>${exhibit === undefined ? null : exhibitLinks([exhibit])}</td><td>${line.detail === '' ? null : value(line.detail)}</td></tr>\n`;
}

export const problems: Section = {
  id: 'problems',
  title: TITLES.problems,
  about: ABOUT.problems,
  *render(context) {
    const codes = context.db
      .prepare('SELECT code, count(*) AS n, sum(is_record) AS records FROM problems GROUP BY code ORDER BY code')
      .all() as {
      code: string;
      n: number;
      records: number;
    }[];
    yield html`<p>${PROBLEMS_TEXT.intro}</p>\n`;
    if (codes.length === 0) {
      yield html`<p>${PROBLEMS_TEXT.none}</p>\n`;
      return;
    }
    yield table(
      'problem-codes',
      PROBLEMS_TEXT.heads,
      codes.map(
        (one) =>
          html`<tr><td>${problemSentence(one.code)} ${code(one.code)}</td><td class="number">${grouped(one.n)}</td><td class="number">${grouped(one.records)}</td></tr>\n`,
      ),
    );
    const exhibitOf = new Map(context.exhibits.map((one) => [one.row.record, one.number]));
    const share = Math.floor(LIMIT / codes.length);
    for (const one of codes) {
      yield html`<h3>${problemSentence(one.code)}</h3>\n`;
      const { open, close } = tableEnds('problem-list', PROBLEMS_TEXT.listHeads);
      yield open;
      for (const line of linesOf(context, one.code, share)) yield lineOf(context, exhibitOf, line);
      yield close;
      if (one.n > share) yield html`<p>${PROBLEMS_TEXT.cut(one.n - share)}</p>\n`;
    }
  },
};
