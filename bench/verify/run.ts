// Times `verify`, whole and of hashes only, against `sha256sum` over the same case file: in turn, each in a process of its own.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import type { Figures } from '../import/figures.ts';
import { archive, type Layout } from '../import/generate.ts';

const USAGE = 'bench/verify [--events 1000000] [--files 500] [--layout files|small|lines] [--rounds 3]';
const CACHE = path.join(import.meta.dirname, '../import/data');

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { events: text, files: text, layout: text, rounds: text } });
const number = (name: 'events' | 'files' | 'rounds', otherwise: number): number => {
  const value = Number(values[name] ?? otherwise);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} takes a whole number from 1. ${USAGE}`);
  return value;
};

interface Run {
  seconds: number;
  cpuSeconds: number;
  peakBytes: number;
}

function verify(target: string, scope: string): Run {
  const started = performance.now();
  const child = spawnSync(process.execPath, [path.join(import.meta.dirname, 'verify-once.ts'), target, scope], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(CACHE, 'compiled') },
  });
  if (child.status !== 0) throw new Error(`verify failed (exit ${child.status})`);
  const seconds = (performance.now() - started) / 1000;
  const { cpuSeconds, peakBytes } = JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as Figures;
  return { seconds, cpuSeconds, peakBytes };
}

/** The peer: reads and hashes the whole case file, on one core. */
function sha256sum(target: string): Run {
  const started = performance.now();
  const child = spawnSync('sha256sum', [target], { stdio: 'ignore' });
  if (child.status !== 0) throw new Error('sha256sum failed');
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: 0, peakBytes: 0 };
}

const median = (list: number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] as number;

mkdirSync(CACHE, { recursive: true });
const events = number('events', 1_000_000);
const from = await archive(CACHE, {
  events,
  files: Math.min(events, number('files', 500)),
  layout: (values.layout ?? 'files') as Layout,
  growing: false,
});
const target = path.join(CACHE, 'verify.trailcase');
for (const suffix of ['', '-wal', '-shm', '-journal', '-lock']) rmSync(target + suffix, { force: true });
const file = CaseFile.create(target);
await importPaths(file, [from.folder], { alone: true });
file.close();

const runs: Record<'all' | 'hashes' | 'sha256sum', Run[]> = { all: [], hashes: [], sha256sum: [] };
const rounds = number('rounds', 3);
// The first round warms the file cache and is not counted.
for (let round = 0; round <= rounds; round++) {
  const one = { sha256sum: sha256sum(target), hashes: verify(target, 'hashes'), all: verify(target, 'all') };
  if (round > 0) for (const side of ['all', 'hashes', 'sha256sum'] as const) runs[side].push(one[side]);
}
const bytes = statSync(target).size;
process.stdout.write(
  `${events} events in a case of ${(bytes / 1e6).toFixed(0)} MB; ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}\n`,
);
for (const side of ['all', 'hashes', 'sha256sum'] as const) {
  const seconds = median(runs[side].map((run) => run.seconds));
  const ratio = median(runs[side].map((run, i) => run.seconds / (runs.sha256sum[i] as Run).seconds));
  const cpu = median(runs[side].map((run) => run.cpuSeconds));
  const peak = Math.max(...runs[side].map((run) => run.peakBytes));
  process.stdout.write(
    `${side.padEnd(10)} ${seconds.toFixed(2)} s, CPU ${cpu.toFixed(1)} s, ${Math.round(events / seconds)} events/s, ${(bytes / 1e6 / seconds).toFixed(0)} MB/s, peak ${(peak / 1e6).toFixed(0)} MB; ${ratio.toFixed(2)} × sha256sum\n`,
  );
}
rmSync(target, { force: true });
