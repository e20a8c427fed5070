// Compares an import by Trailcase with DuckDB loading the same files: in turn, each in a process of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE, childEnvironment, machine, median, megabytes, note, removeFile, type Spread, spread, wholeNumber } from '../common.ts';
import type { Figures } from './figures.ts';
import { type Archive, archive, type Layout, type Wanted } from './generate.ts';
import { loadProgram, SIDES, type Side } from './loading.ts';

const LAYOUTS: readonly Layout[] = ['files', 'small', 'lines'];

const USAGE = `bench/import [--events 1000000] [--files 500] [--layout ${LAYOUTS.join('|')}] [--growing] [--alone] [--rounds 3] [--threads ${availableParallelism()}] [--json]`;
/** GNU time reads the kernel's figures of a whole process after its end; without it the process reads its own before. */
const GNU_TIME = '/usr/bin/time';

interface Run extends Figures {
  /** From starting the process to its end. */
  seconds: number;
}

interface Options extends Wanted {
  /** Only Trailcase: for figures that need no peer, such as memory. */
  alone: boolean;
  rounds: number;
  threads: number;
  json: boolean;
}

function options(): Options {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: { events: text, files: text, layout: text, rounds: text, threads: text, growing: flag, alone: flag, json: flag },
  });
  const number = (name: 'events' | 'files' | 'rounds' | 'threads', otherwise: number): number => wholeNumber(name, values[name], otherwise);
  const events = number('events', 1_000_000);
  const layout = (values.layout ?? 'files') as Layout;
  if (!LAYOUTS.includes(layout)) throw new Error(`--layout takes one of ${LAYOUTS.join(', ')}`);
  return {
    events,
    files: Math.min(events, number('files', 500)),
    layout,
    growing: values.growing,
    alone: values.alone,
    rounds: number('rounds', 3),
    threads: number('threads', availableParallelism()),
    json: values.json,
  };
}

/** One load in a new process, into a new file that is deleted again. */
function load(side: Side, from: Archive, threads: number): Run {
  const target = path.join(CACHE, side === 'trailcase' ? 'run.trailcase' : 'run.duckdb');
  removeFile(target);
  const program = [process.execPath, ...loadProgram(side, from, target, threads)];
  // What the run before left to be written to disk is not this one's work.
  spawnSync('sync');
  const timed = existsSync(GNU_TIME);
  const report = path.join(CACHE, 'time.txt');
  const [command = '', ...args] = timed ? [GNU_TIME, '-f', '%U %S %M', '-o', report, ...program] : program;
  const started = performance.now();
  const child = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment(threads),
  });
  const seconds = (performance.now() - started) / 1000;
  if (child.status !== 0) throw new Error(`${side} failed (${child.error?.message ?? child.signal ?? `exit ${child.status}`})`);
  const run: Run = { seconds, ...(JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as Figures) };
  if (timed) {
    const [user = 0, system = 0, peakKb = 0] = readFileSync(report, 'utf8').trim().split(/\s+/).map(Number);
    Object.assign(run, { cpuSeconds: user + system, peakBytes: peakKb * 1024 });
  }
  removeFile(target);
  rmSync(report, { force: true });
  if (run.events !== from.events) throw new Error(`${side} loaded ${run.events} events of ${from.events}`);
  return run;
}

function summary(runs: Run[], from: Archive) {
  const of = (field: keyof Run) => median(runs.map((run) => run[field]));
  return {
    seconds: of('seconds'),
    eventsPerSecond: Math.round(from.events / of('seconds')),
    cpuSeconds: of('cpuSeconds'),
    peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
    fileBytes: of('fileBytes'),
    fileToStored: of('fileBytes') / from.storedBytes,
    runs,
  };
}

function printTable(result: Result): void {
  const { archive: from, trailcase, duckdb } = result;
  const sides = duckdb ? [trailcase, duckdb] : [trailcase];
  const line = (name: string, of: (side: Summary) => string) =>
    process.stdout.write(`${name.padEnd(26)}${sides.map((side) => of(side).padStart(14)).join('')}\n`);
  process.stdout.write(
    `${from.events} events${from.growing ? ', sessions growing with them' : ''}, ${from.parts} files (${from.layout}), ${megabytes(from.storedBytes)} as stored, ${megabytes(from.jsonBytes)} JSON\n`,
  );
  process.stdout.write(`${result.cpu}, ${result.threads} threads, Node ${process.version}\n\n`);
  process.stdout.write(
    `${''.padEnd(26)}${SIDES.slice(0, sides.length)
      .map((side) => side.padStart(14))
      .join('')}\n`,
  );
  line('wall, median', ({ seconds }) => `${seconds.toFixed(2)} s`);
  line('events per second', ({ eventsPerSecond }) => String(eventsPerSecond));
  line('CPU, median', ({ cpuSeconds }) => `${cpuSeconds.toFixed(1)} s`);
  line('peak memory', ({ peakBytes }) => megabytes(peakBytes));
  line('file', ({ fileBytes }) => megabytes(fileBytes));
  line('file / bytes as stored', ({ fileToStored }) => fileToStored.toFixed(2));
  if (!result.ratio || !result.cpuRatio) return;
  const text = (of: Spread) => `${of.min.toFixed(2)} / ${of.median.toFixed(2)} / ${of.max.toFixed(2)}`;
  process.stdout.write(
    `\nTrailcase / DuckDB, pair by pair (min / median / max): wall ${text(result.ratio)}, CPU ${text(result.cpuRatio)}\n`,
  );
}

function compare(from: Archive, { rounds, threads, alone }: Options) {
  const sides = alone ? SIDES.slice(0, 1) : SIDES;
  const runs: Record<Side, Run[]> = { trailcase: [], duckdb: [] };
  // Round 0 warms the disk cache and does not count.
  for (let round = 0; round <= rounds; round++) {
    for (const side of sides) {
      const run = load(side, from, threads);
      note(
        `${round === 0 ? 'warm-up' : `round ${round}`}  ${side.padEnd(10)} ${run.seconds.toFixed(2)} s, CPU ${run.cpuSeconds.toFixed(1)} s, peak ${megabytes(run.peakBytes)}`,
      );
      if (round > 0) runs[side].push(run);
    }
  }
  const pairs = (field: 'seconds' | 'cpuSeconds') =>
    alone ? null : spread(runs.trailcase.map((run, round) => run[field] / (runs.duckdb[round] as Run)[field]));
  const { folder: _, ...described } = from;
  return {
    archive: described,
    cpu: machine(),
    threads,
    trailcase: summary(runs.trailcase, from),
    duckdb: alone ? null : summary(runs.duckdb, from),
    ratio: pairs('seconds'),
    cpuRatio: pairs('cpuSeconds'),
  };
}

type Result = ReturnType<typeof compare>;
type Summary = ReturnType<typeof summary>;

try {
  const given = options();
  mkdirSync(CACHE, { recursive: true });
  const result = compare(await archive(CACHE, given), given);
  if (given.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else printTable(result);
} catch (error) {
  note(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 1;
}
