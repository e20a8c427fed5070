// Times questions that an investigator asks, of Trailcase and of DuckDB, which hold the same events: in turn, each in a process of its own
// that stays open. Sides that answer differently are an error.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { version as duckdbVersion } from '@duckdb/node-api';
import { CACHE, childEnvironment, machine, median, megabytes, note, removeFile, type Spread, spread, wholeNumber } from '../common.ts';
import { type Archive, archive } from '../import/generate.ts';
import { loadProgram, SIDES, type Side as SideName } from '../import/loading.ts';
import { type Asked, Side } from './messages.ts';
import { FURTHER_COLUMNS, type ParameterName } from './parameters.ts';
import { type Comparable, QUESTIONS, type Question } from './questions.ts';

const USAGE =
  'bench/query [--events 1000000] [--files N] [--growing] [--runs 7] [--record-runs 3] [--only ID,ID…] [--threads N] [--keep] [--json]';

/** Openings of the case of which the median is told. */
const OPENINGS = 5;
/** Events in a file, where nothing else is asked for. */
const EVENTS_PER_FILE = 2000;
const FEWEST_FILES = 20;

interface Options {
  events: number;
  files: number;
  growing: boolean;
  /** Counted runs of a question that columns answer, and of one for which raw records are read. */
  runs: Record<Question['from'], number>;
  questions: readonly Question[];
  threads: number;
  keep: boolean;
  json: boolean;
}

type Files = Record<SideName, string>;
type Sides = Record<SideName, Side>;

interface Timed {
  id: string;
  asks: string;
  from: Question['from'];
  by: ParameterName | null;
  kept: boolean;
  runs: number;
  trailcase: Spread;
  duckdb: Spread;
  /** Trailcase ÷ DuckDB, run by run. */
  ratio: Spread;
}

function options(): Options {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: {
      events: text,
      files: text,
      runs: text,
      'record-runs': text,
      threads: text,
      only: text,
      growing: flag,
      keep: flag,
      json: flag,
    },
  });
  const number = (name: 'events' | 'files' | 'runs' | 'record-runs' | 'threads', otherwise: number): number =>
    wholeNumber(name, values[name], otherwise);
  const events = number('events', 1_000_000);
  const { growing, keep, json } = values;
  return {
    events,
    files: Math.min(events, number('files', Math.max(FEWEST_FILES, Math.round(events / EVENTS_PER_FILE)))),
    growing,
    runs: { columns: number('runs', 7), records: number('record-runs', 3) },
    questions: values.only === undefined ? QUESTIONS : values.only.split(',').map(questionOf),
    threads: number('threads', availableParallelism()),
    keep,
    json,
  };
}

function questionOf(id: string): Question {
  const found = QUESTIONS.find((question) => question.id === id);
  if (!found) throw new Error(`--only takes of ${QUESTIONS.map((question) => question.id).join(', ')}`);
  return found;
}

/** The case and the database; with `keep` those that a run before has left. */
function loaded(from: Archive, { threads, keep }: Options): Files {
  const [ending] = path.relative(CACHE, from.folder).split(path.sep);
  const files: Files = { trailcase: path.join(CACHE, `query-${ending}.trailcase`), duckdb: path.join(CACHE, `query-${ending}.duckdb`) };
  for (const side of SIDES) {
    const target = files[side];
    if (keep && existsSync(target)) continue;
    note(`loading into ${side}`);
    removeFile(target);
    const child = spawnSync(process.execPath, loadProgram(side, from, target, threads, FURTHER_COLUMNS), {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: childEnvironment(threads),
    });
    if (child.status !== 0) throw new Error(`${side} did not load the archive (${child.signal ?? `exit ${child.status}`})`);
  }
  return files;
}

/** From the start of the engine's process until the first screen has what it shows; the first opening warms the file cache. */
function firstScreen(target: string, threads: number): Spread {
  const times: number[] = [];
  for (let opening = 0; opening <= OPENINGS; opening++) {
    const child = spawnSync(process.execPath, [path.join(import.meta.dirname, 'first-screen.ts'), target], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: childEnvironment(threads),
    });
    if (child.status !== 0) throw new Error(`the case did not open (${child.signal ?? `exit ${child.status}`})`);
    if (opening > 0) times.push((JSON.parse(child.stdout) as { ms: number }).ms);
  }
  return spread(times);
}

/** A value for the warm-up, and one for each counted run. */
async function valuesFor(by: ParameterName | null, runs: number, { duckdb }: Sides): Promise<string[]> {
  if (by === null) return Array.from({ length: runs + 1 }, () => '');
  const values = await duckdb.request({ kind: 'values', of: by, count: runs + 1 });
  if (values.length <= runs) throw new Error(`the archive has only ${values.length} values of ${by} for ${runs + 1} runs: take fewer`);
  return values;
}

/** Asks both sides, each first in turn. Throws when their answers differ. */
async function askBoth({ id }: Question, value: string, run: number, sides: Sides): Promise<Record<SideName, number>> {
  const asked: Partial<Record<SideName, Asked>> = {};
  for (const side of run % 2 === 0 ? SIDES : SIDES.toReversed())
    asked[side] = await sides[side].request({ kind: 'ask', question: id, value });
  const { trailcase, duckdb } = asked as Record<SideName, Asked>;
  const where = difference(trailcase.answer, duckdb.answer);
  if (where)
    throw new Error(`${id}${value === '' ? '' : ` (${value})`}, answer${where.place}: Trailcase gives ${where.own}, DuckDB ${where.other}`);
  return { trailcase: trailcase.ms, duckdb: duckdb.ms };
}

/** The first part in which two answers differ; null when they are the same. */
function difference(own: Comparable | undefined, other: Comparable | undefined): { place: string; own: string; other: string } | null {
  if (isDeepStrictEqual(own, other)) return null;
  if (!Array.isArray(own) || !Array.isArray(other)) {
    const text = (part: Comparable | undefined): string => JSON.stringify(part) ?? 'nothing';
    return { place: '', own: text(own), other: text(other) };
  }
  const at = own.findIndex((part, i) => !isDeepStrictEqual(part, other[i]));
  const index = at < 0 ? own.length : at;
  const within = difference(own[index], other[index]);
  return within && { ...within, place: `[${index}]${within.place}` };
}

async function timed(question: Question, values: readonly string[], sides: Sides): Promise<Timed> {
  const times: Record<SideName, number>[] = [];
  for (const [run, value] of values.entries()) times.push(await askBoth(question, value, run, sides));
  const { id, asks, from, by, kept = false } = question;
  const row: Timed = {
    id,
    asks,
    from,
    by,
    kept,
    runs: times.length,
    trailcase: spread(times.map((one) => one.trailcase)),
    duckdb: spread(times.map((one) => one.duckdb)),
    ratio: spread(times.map((one) => one.trailcase / one.duckdb)),
  };
  note(`${id.padEnd(18)} ${milliseconds(row.trailcase)}  DuckDB ${milliseconds(row.duckdb)}  ${ratio(row.ratio)}`);
  return row;
}

async function ask(files: Files, { questions, runs, threads }: Options) {
  const here = (program: string): string => path.join(import.meta.dirname, program);
  const sides: Sides = {
    trailcase: new Side(here('ask-trailcase.ts'), [files.trailcase], threads),
    duckdb: new Side(here('ask-duckdb.ts'), [files.duckdb, String(threads)], threads),
  };
  const peak = async (): Promise<Record<SideName, number>> => ({
    trailcase: await sides.trailcase.request({ kind: 'peak' }),
    duckdb: await sides.duckdb.request({ kind: 'peak' }),
  });
  try {
    const rows: Timed[] = [];
    const peaks = {} as Record<Question['from'], Record<SideName, number>>;
    // Those that read raw records come last, so that the memory of the others is known by itself.
    for (const from of ['columns', 'records'] as const) {
      const asked: { question: Question; values: string[] }[] = [];
      for (const question of questions.filter((one) => one.from === from)) {
        const [first = '', ...values] = await valuesFor(question.by, runs[from], sides);
        await askBoth(question, first, 0, sides);
        asked.push({ question, values });
      }
      note(`${asked.length} questions about ${from}: both sides give the same answers`);
      for (const { question, values } of asked) rows.push(await timed(question, values, sides));
      peaks[from] = await peak();
    }
    return { rows, peaks };
  } finally {
    await Promise.all(SIDES.map((side) => sides[side].close()));
  }
}

async function measured(given: Options) {
  const { events, files: parts, growing, threads, keep } = given;
  const from = await archive(CACHE, { events, files: parts, layout: 'files', growing });
  const files = loaded(from, given);
  try {
    const opening = firstScreen(files.trailcase, threads);
    const { rows, peaks } = await ask(files, given);
    const counted = rows.filter(({ kept }) => !kept);
    const byColumns = counted.filter((row) => row.from === 'columns').toSorted((a, b) => b.trailcase.median - a.trailcase.median);
    const { folder: _, ...described } = from;
    return {
      archive: described,
      cpu: machine(),
      threads,
      node: process.version,
      duckdb: duckdbVersion(),
      questions: rows,
      /** Over the questions, of the median of each. */
      medianRatio: counted.length > 0 ? median(counted.map((row) => row.ratio.median)) : null,
      slowestByColumns: byColumns[0] ? { id: byColumns[0].id, ms: byColumns[0].trailcase.median } : null,
      /** Highest resident set after the questions that columns answer, and after all. */
      peakBytes: peaks,
      firstScreenMs: opening,
      fileBytes: { trailcase: statSync(files.trailcase).size, duckdb: statSync(files.duckdb).size },
    };
  } finally {
    if (!keep) for (const side of SIDES) removeFile(files[side]);
  }
}

function milliseconds({ min, median: middle, max }: Spread): string {
  const text = (ms: number): string => (ms < 100 ? ms.toFixed(1) : ms.toFixed(0));
  return `${text(middle).padStart(7)} ms ${`(${text(min)}–${text(max)})`.padEnd(16)}`;
}

function ratio({ min, median: middle, max }: Spread): string {
  const text = (value: number): string => value.toFixed(value < 0.1 ? 3 : 2);
  return `${text(middle).padStart(6)} (${text(min)}–${text(max)})`;
}

function printTable(result: Awaited<ReturnType<typeof measured>>): void {
  const { archive: from, questions, medianRatio, slowestByColumns, peakBytes, firstScreenMs, fileBytes } = result;
  const line = (text: string): boolean => process.stdout.write(`${text}\n`);
  line(`${from.events} events${from.growing ? ', sessions growing with them' : ''}, ${megabytes(from.jsonBytes)} JSON`);
  line(`${result.cpu}, ${result.threads} threads, Node ${result.node}, DuckDB ${result.duckdb}; medians of warm runs (min–max)\n`);
  line(`${'question'.padEnd(70)}${'by'.padEnd(9)}runs  ${'Trailcase'.padEnd(27)}${'DuckDB'.padEnd(27)}Trailcase ÷ DuckDB`);
  for (const row of questions) {
    const mark = row.kept ? ' *' : row.from === 'records' ? ' †' : '';
    line(
      `${(row.asks + mark).padEnd(70)}${(row.by ?? '–').padEnd(9)}${String(row.runs).padStart(4)}  ${milliseconds(row.trailcase)}${milliseconds(row.duckdb)}${ratio(row.ratio)}`,
    );
  }
  line('\nby: what differs from run to run. †: raw records are read. *: a kept answer, not counted below.');
  if (medianRatio !== null) line(`median ratio over the questions  ${medianRatio.toFixed(2)}`);
  if (slowestByColumns) line(`slowest that columns answer      ${slowestByColumns.ms.toFixed(1)} ms (${slowestByColumns.id})`);
  for (const side of SIDES)
    line(
      `${`peak memory, ${side}`.padEnd(33)}${megabytes(peakBytes.columns[side])} by columns, ${megabytes(peakBytes.records[side])} with raw records`,
    );
  line(`first screen                    ${milliseconds(firstScreenMs)}`);
  line(`files                            Trailcase ${megabytes(fileBytes.trailcase)}, DuckDB ${megabytes(fileBytes.duckdb)}`);
}

try {
  const given = options();
  mkdirSync(CACHE, { recursive: true });
  const result = await measured(given);
  if (given.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else printTable(result);
} catch (error) {
  note(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 1;
}
