// `trailcase problems`: what could not be read, and why: a line for each code, or every problem with its place. Reads only.
import { isWhole, PROBLEM_CODES, problemSentence } from '../../shared/problems.ts';
import { grouped, plural } from '../../shared/text.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { type ListedProblem, type ProblemsOfCode, problemsByCode, problemsOf } from '../query/problems.ts';
import { csvLine, jsonText } from '../safe-text.ts';
import { aligned } from './aligned.ts';
import { type Command, casePath, choice, type ExitStatus, type Invocation, numberOption, options, usage } from './command.ts';
import { checkFormat } from './filter-args.ts';
import { terminalText } from './output.ts';
import { meant } from './slips.ts';

/** In place of a code: the problems of every code. */
const ALL = 'all';

const FORMATS = ['table', 'jsonl', 'csv'] as const;
type Format = (typeof FORMATS)[number];

const COLUMNS = ['code', 'path', 'event', 'evidence', 'offset', 'length', 'isRecord', 'detail'] as const satisfies (keyof ListedProblem)[];

export const problems: Command = {
  name: 'problems',
  usage: 'CASE [--code CODE]… [--limit N] [--format table|jsonl|csv]',
  summary: 'what could not be read and why, by code, or one by one with file, event and bytes',
  help: [
    `--code CODE    every problem of this code, as EVENT_ID_MISSING; of several, where it is repeated; ${ALL}: of every code`,
    '               left out: a line for each code, with what it means and where the first one is',
    '--limit N      so many lines at most',
    '--format       table (default), jsonl or csv; with --json one object',
  ],
  options: { code: { type: 'string', multiple: true }, limit: { type: 'string' }, format: { type: 'string' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, problems);
    const { values, positionals } = invocation;
    if (positionals.length > 1) throw usage('problems takes one case file; a code is given with --code', problems);
    checkFormat(values, problems);
    const format = choice(values, 'format', FORMATS, 'table', problems);
    const limit = numberOption(values, 'limit', problems) ?? Number.POSITIVE_INFINITY;
    const asked = options(values, 'code');
    const db = openForReading(path);
    try {
      const codes = problemsByCode(db);
      if (asked.length === 0) await writeCodes(codes, limit, format, invocation);
      else await writeProblems(db, codes, chosen(asked, codes), limit, format, invocation);
      return invocation.signal.aborted ? 130 : 0;
    } finally {
      db.close();
    }
  },
};

/** The codes that were asked for, null for all of them. Errors: USAGE for one that neither the case has nor any case may have. */
function chosen(asked: readonly string[], codes: readonly ProblemsOfCode[]): string[] | null {
  if (asked.some((text) => text.toLowerCase() === ALL)) return null;
  const there = codes.map(({ code }) => code);
  const known = [...new Set([...there, ...PROBLEM_CODES])];
  return asked.map((text) => {
    const code = known.find((one) => one === text.toUpperCase());
    if (code !== undefined) return code;
    const may = there.length > 0 ? `one of ${there.join(', ')}` : 'a code of a problem';
    throw usage(`--code takes ${may}, or ${ALL}, not "${text}"`, problems, meant(text, known));
  });
}

function sum(codes: readonly ProblemsOfCode[], of: 'count' | 'records'): number {
  return codes.reduce((total, one) => total + one[of], 0);
}

async function writeCodes(codes: readonly ProblemsOfCode[], limit: number, format: Format, { output }: Invocation): Promise<void> {
  const rows = codes.slice(0, limit);
  const [total, records] = [sum(codes, 'count'), sum(codes, 'records')];
  if (output.json) return await output.object({ total, recordProblems: records, rows });
  if (format === 'jsonl') for (const row of rows) await output.line(jsonText(row));
  if (format === 'csv') {
    const place = COLUMNS.filter((column) => column !== 'code' && column !== 'isRecord');
    await output.write(csvLine(['code', 'count', 'records', 'meaning', ...place]));
    for (const { code, count, records: n, meaning, first } of rows)
      await output.write(csvLine([code, count, n, meaning, ...place.map((column) => first[column])]));
  }
  if (format !== 'table') return;
  const left = codes.length - rows.length;
  const cells = rows.map(({ code, count, meaning, first }) => [
    grouped(count),
    terminalText(code),
    `${terminalText(meaning)} ${placeText(first)}`,
  ]);
  if (cells.length > 0)
    for (const line of aligned([['count', 'code', 'what it means, and where the first one is'], ...cells], 1)) await output.line(line);
  if (left > 0) await output.line(`and ${plural(left, 'more code', 'more codes')}`);
  await output.line(`${plural(total, 'problem')}, of them ${plural(records, 'record')} that could not become an event`);
  if (total > 0) await output.line('each with its file, event and bytes: --code CODE, or --code all');
}

function placeText({ path, evidence, offset, length, detail }: Omit<ListedProblem, 'code'>): string {
  const where = path ?? evidence;
  const parts = [
    where === null ? '' : `First in ${terminalText(where)}`,
    isWhole({ offset, length }) ? '' : length === 0 ? `, at byte ${offset}` : `, bytes ${bytesText({ offset, length })}`,
    detail === '' ? '' : `: ${terminalText(detail)}`,
  ];
  return parts.join('');
}

/** As in a public id. */
function bytesText({ offset, length }: Pick<ListedProblem, 'offset' | 'length'>): string {
  if (isWhole({ offset, length })) return '–';
  return length === 0 ? `at ${offset}` : `${offset}+${length ?? '?'}`;
}

async function writeProblems(
  db: ReadConnection,
  codes: readonly ProblemsOfCode[],
  asked: readonly string[] | null,
  limit: number,
  format: Format,
  { output, signal }: Invocation,
): Promise<void> {
  const of = codes.filter(({ code }) => asked === null || asked.includes(code));
  const total = sum(of, 'count');
  const rows = limited(problemsOf(db, asked), limit, signal);
  if (output.json) {
    const meanings = Object.fromEntries(of.map(({ code, meaning }) => [code, meaning]));
    return await output.object({ total, recordProblems: sum(of, 'records'), meanings, rows: [...rows] });
  }
  if (format === 'jsonl') for (const row of rows) await output.line(jsonText(row));
  else if (format === 'csv') {
    await output.write(csvLine(COLUMNS));
    for (const row of rows)
      await output.write(csvLine(COLUMNS.map((column) => (column === 'isRecord' ? String(row.isRecord) : row[column]))));
  } else {
    const none = (asked ?? []).filter((code) => !of.some((one) => one.code === code));
    await writeTable([...rows], none, total, { output });
  }
}

function* limited<T>(rows: Iterable<T>, limit: number, signal: AbortSignal): Generator<T> {
  let left = limit;
  if (left <= 0) return;
  for (const row of rows) {
    yield row;
    if (--left <= 0 || signal.aborted) return;
  }
}

/**
 * Each code with what it means, and below it its problems.
 * @param none codes that were asked for, of which there is none
 */
async function writeTable(
  rows: readonly ListedProblem[],
  none: readonly string[],
  total: number,
  { output }: Pick<Invocation, 'output'>,
): Promise<void> {
  const shown = [...new Set(rows.map(({ code }) => code))];
  for (const code of shown) {
    await output.line(`${terminalText(code)}: ${terminalText(problemSentence(code))}`);
    const cells = rows
      .filter((row) => row.code === code)
      .map((row) => [bytesText(row), terminalText(row.path ?? '–'), row.event ?? row.evidence ?? '–', terminalText(row.detail)]);
    for (const line of aligned([['bytes', 'path', 'event or item', 'detail'], ...cells])) await output.line(`  ${line.trimEnd()}`);
  }
  for (const code of none) await output.line(`${code}: ${problemSentence(code)} The case has none.`);
  await output.line(`${plural(total, 'problem')}${total > rows.length ? `, of which ${grouped(rows.length)} stand here` : ''}`);
}
