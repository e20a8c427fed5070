// Compares an import by Trailcase with DuckDB loading the same files: in turn, each in a process of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Figures } from './figures.ts';
import { type Archive, archive } from './generate.ts';

const USAGE = `bench/import [--events 1000000] [--files 500] [--rounds 3] [--threads ${availableParallelism()}] [--json]`;
const CACHE = path.join(import.meta.dirname, 'data');
/** GNU time reads the kernel's figures of a whole process after its end; without it the process reads its own before. */
const GNU_TIME = '/usr/bin/time';

const SIDES = ['trailcase', 'duckdb'] as const;
type Side = (typeof SIDES)[number];

interface Run extends Figures {
  /** From starting the process to its end. */
  seconds: number;
}

interface Options {
  events: number;
  files: number;
  rounds: number;
  threads: number;
  json: boolean;
}

function options(): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { events: text, files: text, rounds: text, threads: text, json: { type: 'boolean', default: false } },
  });
  const number = (name: 'events' | 'files' | 'rounds' | 'threads', otherwise: number): number => {
    const value = Number(values[name] ?? otherwise);
    if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} takes a whole number from 1`);
    return value;
  };
  const events = number('events', 1_000_000);
  return {
    events,
    files: Math.min(events, number('files', 500)),
    rounds: number('rounds', 3),
    threads: number('threads', availableParallelism()),
    json: values.json,
  };
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** One load in a new process, into a new file that is deleted again. */
function load(side: Side, from: Archive, threads: number): Run {
  const target = path.join(CACHE, side === 'trailcase' ? 'run.trailcase' : 'run.duckdb');
  const leftovers = ['', '-wal', '-shm', '-journal', '-lock', '.wal'].map((suffix) => target + suffix);
  for (const file of leftovers) rmSync(file, { force: true });
  // What the run before left to be written to disk is not this one's work.
  spawnSync('sync');
  const program = [
    process.execPath,
    path.join(import.meta.dirname, `load-${side}.ts`),
    from.folder,
    target,
    String(threads),
    String(largestFile(from)),
  ];
  const timed = existsSync(GNU_TIME);
  const report = path.join(CACHE, 'time.txt');
  const [command = '', ...args] = timed ? [GNU_TIME, '-f', '%U %S %M', '-o', report, ...program] : program;
  const started = performance.now();
  const child = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    // Trailcase is shipped as compiled bundles: with this, neither side strips types and compiles sources in a timed run.
    env: { ...process.env, TRAILCASE_WORKERS: String(threads), NODE_COMPILE_CACHE: path.join(CACHE, 'compiled') },
  });
  const seconds = (performance.now() - started) / 1000;
  if (child.status !== 0) throw new Error(`${side} failed (${child.error?.message ?? child.signal ?? `exit ${child.status}`})`);
  const run: Run = { seconds, ...(JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as Figures) };
  if (timed) {
    const [user = 0, system = 0, peakKb = 0] = readFileSync(report, 'utf8').trim().split(/\s+/).map(Number);
    Object.assign(run, { cpuSeconds: user + system, peakBytes: peakKb * 1024 });
  }
  for (const file of [...leftovers, report]) rmSync(file, { force: true });
  if (run.events !== from.events) throw new Error(`${side} loaded ${run.events} events of ${from.events}`);
  return run;
}

/** More than the JSON of any file. DuckDB sets that much aside per thread, twice: a generous guess would make it slower. */
function largestFile(from: Archive): number {
  return Math.max(8 * 1024 * 1024, Math.ceil((from.jsonBytes / from.files) * 1.5));
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

function summary(runs: Run[], from: Archive) {
  const of = (field: keyof Run) => median(runs.map((run) => run[field]));
  return {
    seconds: of('seconds'),
    eventsPerSecond: Math.round(from.events / of('seconds')),
    cpuSeconds: of('cpuSeconds'),
    peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
    fileBytes: of('fileBytes'),
    fileToGzip: of('fileBytes') / from.gzipBytes,
    runs,
  };
}

function spread(values: number[]): { min: number; median: number; max: number } {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

function printTable(result: ReturnType<typeof compare>): void {
  const { archive: from, trailcase, duckdb, ratio, cpuRatio } = result;
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const line = (name: string, a: string, b: string) => process.stdout.write(`${name.padEnd(26)}${a.padStart(14)}${b.padStart(14)}\n`);
  process.stdout.write(`${from.events} events, ${from.files} files, ${mb(from.gzipBytes)} gzip, ${mb(from.jsonBytes)} JSON\n`);
  process.stdout.write(`${result.cpu}, ${result.threads} threads, Node ${process.version}\n\n`);
  line('', 'Trailcase', 'DuckDB');
  line('wall, median', `${trailcase.seconds.toFixed(2)} s`, `${duckdb.seconds.toFixed(2)} s`);
  line('events per second', String(trailcase.eventsPerSecond), String(duckdb.eventsPerSecond));
  line('CPU, median', `${trailcase.cpuSeconds.toFixed(1)} s`, `${duckdb.cpuSeconds.toFixed(1)} s`);
  line('peak memory', mb(trailcase.peakBytes), mb(duckdb.peakBytes));
  line('file', mb(trailcase.fileBytes), mb(duckdb.fileBytes));
  line('file / gzip bytes', trailcase.fileToGzip.toFixed(2), duckdb.fileToGzip.toFixed(2));
  const text = (of: typeof ratio) => `${of.min.toFixed(2)} / ${of.median.toFixed(2)} / ${of.max.toFixed(2)}`;
  process.stdout.write(`\nTrailcase / DuckDB, pair by pair (min / median / max): wall ${text(ratio)}, CPU ${text(cpuRatio)}\n`);
}

function compare(from: Archive, { rounds, threads }: Options) {
  const runs: Record<Side, Run[]> = { trailcase: [], duckdb: [] };
  // Round 0 warms the disk cache and does not count.
  for (let round = 0; round <= rounds; round++) {
    for (const side of SIDES) {
      const run = load(side, from, threads);
      note(
        `${round === 0 ? 'warm-up' : `round ${round}`}  ${side.padEnd(10)} ${run.seconds.toFixed(2)} s, CPU ${run.cpuSeconds.toFixed(1)} s`,
      );
      if (round > 0) runs[side].push(run);
    }
  }
  const pairs = (field: 'seconds' | 'cpuSeconds') =>
    spread(runs.trailcase.map((run, round) => run[field] / (runs.duckdb[round] as Run)[field]));
  return {
    archive: { events: from.events, files: from.files, gzipBytes: from.gzipBytes, jsonBytes: from.jsonBytes },
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`,
    threads,
    trailcase: summary(runs.trailcase, from),
    duckdb: summary(runs.duckdb, from),
    ratio: pairs('seconds'),
    cpuRatio: pairs('cpuSeconds'),
  };
}

try {
  const given = options();
  mkdirSync(CACHE, { recursive: true });
  const result = compare(await archive(CACHE, given.events, given.files), given);
  if (given.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else printTable(result);
} catch (error) {
  note(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 1;
}
