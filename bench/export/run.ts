// Times `export` of all events in each format, against DuckDB, which writes the same rows as CSV by COPY: in turn, each in a process of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE, childEnvironment, machine, median, megabytes, note, removeFile, spread, wholeNumber } from '../common.ts';
import type { Figures } from '../import/figures.ts';
import { archive } from '../import/generate.ts';
import { loadProgram, SIDES, type Side } from '../import/loading.ts';
import { FURTHER_COLUMNS } from '../query/parameters.ts';

const USAGE =
  'bench/export [--events 1000000] [--files N] [--growing] [--formats csv,jsonl,timesketch,xlsx] [--rounds 3] [--threads N] [--keep]';

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

interface Run extends Figures {
  /** With the start and the end of the process. */
  seconds: number;
}

function run(program: string, args: readonly string[], threads: number): Run {
  const started = performance.now();
  const child = spawnSync(process.execPath, [path.join(import.meta.dirname, program), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment(threads),
  });
  if (child.status !== 0) throw new Error(`${program} failed (${child.signal ?? `exit ${child.status}`})`);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, ...(JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as Figures) };
}

async function measure(): Promise<void> {
  const { values } = parseArgs({
    options: { events: text, files: text, formats: text, rounds: text, threads: text, growing: flag, keep: flag },
  });
  const number = (name: 'events' | 'files' | 'rounds' | 'threads', otherwise: number): number => wholeNumber(name, values[name], otherwise);
  const events = number('events', 1_000_000);
  const threads = number('threads', availableParallelism());
  const formats = (values.formats ?? 'csv,jsonl,timesketch,xlsx').split(',');
  const from = await archive(CACHE, { events, files: Math.min(events, number('files', 500)), layout: 'files', growing: values.growing });
  const target: Record<Side, string> = { trailcase: path.join(CACHE, 'export.trailcase'), duckdb: path.join(CACHE, 'export.duckdb') };
  for (const side of SIDES) {
    if (values.keep && existsSync(target[side])) continue;
    note(`loading into ${side}`);
    removeFile(target[side]);
    const loaded = spawnSync(process.execPath, loadProgram(side, from, target[side], threads, FURTHER_COLUMNS), {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: childEnvironment(threads),
    });
    if (loaded.status !== 0) throw new Error(`${side} did not load the archive (${loaded.signal ?? `exit ${loaded.status}`})`);
  }
  const out = path.join(CACHE, 'exported');
  const runs = new Map<string, Run[]>(['duckdb', ...formats].map((name) => [name, []]));
  // The first round warms the file cache and is not counted.
  for (let round = 0; round <= number('rounds', 3); round++) {
    for (const [name, kept] of runs) {
      const one =
        name === 'duckdb'
          ? run('copy-duckdb.ts', [target.duckdb, String(threads), out], threads)
          : run('export-once.ts', [target.trailcase, name, out], threads);
      if (one.events !== events) throw new Error(`${name} wrote ${one.events} of ${events} events`);
      if (round > 0) kept.push(one);
    }
  }
  process.stdout.write(
    `${events} events${values.growing ? ', sessions growing with them' : ''}; ${machine()}, ${threads} threads, Node ${process.version}\n`,
  );
  const peer = runs.get('duckdb') as Run[];
  for (const [name, kept] of runs) {
    const seconds = median(kept.map((one) => one.seconds));
    const ratio = spread(kept.map((one, i) => one.seconds / (peer[i] as Run).seconds));
    process.stdout.write(
      `${(name === 'duckdb' ? 'DuckDB COPY csv' : name).padEnd(16)} ${seconds.toFixed(2)} s, CPU ${median(kept.map((one) => one.cpuSeconds)).toFixed(1)} s, ` +
        `${Math.round(events / seconds)} events/s, peak ${megabytes(Math.max(...kept.map((one) => one.peakBytes)))}, file ${megabytes(kept[0]?.fileBytes ?? 0)}; ` +
        `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)}) × DuckDB\n`,
    );
  }
  removeFile(out);
  if (!values.keep) for (const side of SIDES) removeFile(target[side]);
}

try {
  mkdirSync(CACHE, { recursive: true });
  await measure();
} catch (error) {
  note(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 1;
}
