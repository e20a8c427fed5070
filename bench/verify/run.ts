// Times `verify`, whole and of hashes only, against `sha256sum` over the same case file: in turn, each in a process of its own.
// Options: --events, --files, --layout and --rounds, as of the import benchmark.
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import { CACHE, childEnvironment, machine, median, megabytes, removeFile, wholeNumber } from '../common.ts';
import type { Figures } from '../import/figures.ts';
import { archive, type Layout } from '../import/generate.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { events: text, files: text, layout: text, rounds: text } });
const number = (name: 'events' | 'files' | 'rounds', otherwise: number): number => wholeNumber(name, values[name], otherwise);

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
    env: childEnvironment(),
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

mkdirSync(CACHE, { recursive: true });
const events = number('events', 1_000_000);
const from = await archive(CACHE, {
  events,
  files: Math.min(events, number('files', 500)),
  layout: (values.layout ?? 'files') as Layout,
  growing: false,
});
const target = path.join(CACHE, 'verify.trailcase');
removeFile(target);
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
process.stdout.write(`${events} events in a case of ${megabytes(bytes)}; ${machine()}, Node ${process.version}\n`);
for (const side of ['all', 'hashes', 'sha256sum'] as const) {
  const seconds = median(runs[side].map((run) => run.seconds));
  const ratio = median(runs[side].map((run, i) => run.seconds / (runs.sha256sum[i] as Run).seconds));
  const cpu = median(runs[side].map((run) => run.cpuSeconds));
  const peak = Math.max(...runs[side].map((run) => run.peakBytes));
  process.stdout.write(
    `${side.padEnd(10)} ${seconds.toFixed(2)} s, CPU ${cpu.toFixed(1)} s, ${Math.round(events / seconds)} events/s, ${(bytes / 1e6 / seconds).toFixed(0)} MB/s, peak ${megabytes(peak)}; ${ratio.toFixed(2)} × sha256sum\n`,
  );
}
removeFile(target);
