// Times an import from a bucket on loopback against an import of the same files from disk, in turn, each in a process of its own; then looks at the bucket,
// kills an import in the middle, lets it go on, and compares the roots. Options: --events, --files, --layout and --rounds, as of the import benchmark.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { scopeAt } from '../../src/main/jobs/s3-scope.ts';
import { CACHE, childEnvironment, machine, median, megabytes, note, removeFile, wholeNumber } from '../common.ts';
import { archive, type Layout } from '../import/generate.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { events: text, files: text, layout: text, rounds: text } });
const number = (name: 'events' | 'files' | 'rounds', otherwise: number): number => wholeNumber(name, values[name], otherwise);

interface Run {
  seconds: number;
  cpuSeconds: number;
  peakBytes: number;
  events: number;
  acquired?: { fetched: number; known: number };
  roots: { evidence: string; events: string };
}

function runOnce(target: string, from: string, endpoint: string, kill?: number): Run | null {
  const args = [path.join(import.meta.dirname, 'import-once.ts'), target, from, endpoint, ...(kill === undefined ? [] : [String(kill)])];
  const child = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: childEnvironment() });
  if (child.signal === 'SIGKILL') return null;
  if (child.status !== 0) throw new Error(`the import failed (exit ${child.status})`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as Run;
}

function fresh(name: string, from: string, endpoint: string): Run {
  const target = path.join(CACHE, `s3-${name}.trailcase`);
  removeFile(target);
  return runOnce(target, from, endpoint) as Run;
}

async function serverOf(folder: string): Promise<{ child: ChildProcess; endpoint: string; objects: number }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'server.ts'), folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')) as [string];
  return { child, ...JSON.parse(line) };
}

mkdirSync(CACHE, { recursive: true });
const events = number('events', 5_000_000);
const from = await archive(CACHE, {
  events,
  files: Math.min(events, number('files', 250)),
  layout: (values.layout ?? 'small') as Layout,
  growing: false,
});
note(`${from.parts} objects, ${megabytes(from.storedBytes)}`);
const server = await serverOf(from.folder);
const address = 's3://bench/';
try {
  const runs: { disk: Run; bucket: Run }[] = [];
  const rounds = number('rounds', 2);
  // The first round warms the file cache and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const one = { disk: fresh('disk', from.folder, server.endpoint), bucket: fresh('bucket', address, server.endpoint) };
    note(`round ${round}: disk ${one.disk.seconds.toFixed(2)} s, bucket ${one.bucket.seconds.toFixed(2)} s`);
    if (one.disk.roots.events !== one.bucket.roots.events) throw new Error('the events differ');
    if (round > 0) runs.push(one);
  }
  const looked = performance.now();
  const access = { endpoint: server.endpoint, pathStyle: true, anonymous: true };
  const scope = await scopeAt(address, { access });
  const scoped = ((performance.now() - looked) / 1000).toFixed(2);

  const target = path.join(CACHE, 's3-killed.trailcase');
  removeFile(target);
  let kills = 0;
  for (const steps of [40, 90, 140]) if (runOnce(target, address, server.endpoint, steps) === null) kills++;
  const continued = runOnce(target, address, server.endpoint) as Run;
  const same = continued.roots.evidence === runs[0]?.bucket.roots.evidence && continued.roots.events === runs[0]?.bucket.roots.events;

  const of = (pick: (run: { disk: Run; bucket: Run }) => number): number => median(runs.map(pick));
  process.stdout.write(
    `${server.objects} objects, ${megabytes(from.storedBytes)}, ${events} events; ${machine()}, Node ${process.version}\n`,
  );
  for (const side of ['disk', 'bucket'] as const)
    process.stdout.write(
      `${side.padEnd(7)} ${of((run) => run[side].seconds).toFixed(2)} s wall, ${of((run) => run[side].cpuSeconds).toFixed(1)} s CPU, peak ${megabytes(of((run) => run[side].peakBytes))}\n`,
    );
  process.stdout.write(`throughput of the bucket ÷ disk: ${of(({ disk, bucket }) => disk.seconds / bucket.seconds).toFixed(2)}\n`);
  process.stdout.write(
    `scope: ${scope.requests.made} lists, ${scoped} s, ${scope.totals.exact ? 'exact' : 'estimated'} ${scope.totals.objects} objects\n`,
  );
  process.stdout.write(
    `killed ${kills} times: ${continued.acquired?.known} known, ${continued.acquired?.fetched} fetched at last; roots ${same ? 'the same' : 'DIFFERENT'}\n`,
  );
  if (!same) process.exitCode = 1;
} finally {
  server.child.stdin?.end();
}
