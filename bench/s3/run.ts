// Times an import from a bucket on loopback against an import of the same files from disk, in turn, each in a process of its own. What the server took of
// the same cores is told beside it, since a bucket's CPU is not the examiner's. Options: --events, --files, --layout and --rounds, as of the import benchmark.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openForReading } from '../../src/main/case/open.ts';
import { eventsRoot } from '../../src/main/case/roots.ts';
import { CACHE, childEnvironment, importProgram, machine, median, megabytes, note, removeFile, wholeNumber } from '../common.ts';
import type { Figures } from '../import/figures.ts';
import { archive, type Layout } from '../import/generate.ts';
import { ADDRESS, BenchServer } from './server-process.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { events: text, files: text, layout: text, rounds: text } });
const number = (name: 'events' | 'files' | 'rounds', otherwise: number): number => wholeNumber(name, values[name], otherwise);

interface Run extends Figures {
  /** From starting the process to its end. */
  seconds: number;
  /** Of the events: both sides must have the same. */
  root: string;
}

interface Round {
  disk: Run;
  bucket: Run;
  /** CPU seconds of the server while the bucket was imported. */
  server: number;
}

/** Signed, as an examiner's requests are; the server of the benchmark does not look. */
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIABENCH', AWS_SECRET_ACCESS_KEY: 'bench' };

function fresh(name: string, ...from: string[]): Run {
  const target = path.join(CACHE, `s3-${name}.trailcase`);
  removeFile(target);
  const program = importProgram(target, ...from);
  // What the run before left to be written to disk is not this one's work.
  spawnSync('sync');
  const started = performance.now();
  const env = { ...childEnvironment(), ...CREDENTIALS };
  const child = spawnSync(process.execPath, program, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env });
  const seconds = (performance.now() - started) / 1000;
  if (child.status !== 0) throw new Error(`the import failed (exit ${child.status})`);
  const db = openForReading(target);
  const root = eventsRoot(db);
  db.close();
  removeFile(target);
  return { ...(JSON.parse(child.stdout) as Figures), seconds, root };
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
const server = await BenchServer.start(from.folder);
try {
  const rounds: Round[] = [];
  const wanted = number('rounds', 2);
  // The first round warms the file cache and is not counted.
  for (let round = 0; round <= wanted; round++) {
    const disk = fresh('disk', from.folder);
    const before = await server.order();
    const bucket = fresh('bucket', ADDRESS, '--endpoint', server.endpoint, '--path-style', '--region', 'eu-west-1', '--no-cloudtrail');
    const after = await server.order();
    const one = { disk, bucket, server: after.cpuSeconds - before.cpuSeconds };
    note(`round ${round}: disk ${disk.seconds.toFixed(2)} s, bucket ${bucket.seconds.toFixed(2)} s`);
    if (disk.root !== bucket.root) throw new Error('the events differ');
    if (round > 0) rounds.push(one);
  }
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  process.stdout.write(
    `${server.objects} objects, ${megabytes(from.storedBytes)}, ${events} events; ${machine()}, Node ${process.version}\n`,
  );
  for (const side of ['disk', 'bucket'] as const)
    process.stdout.write(
      `${side.padEnd(7)} ${of((round) => round[side].seconds).toFixed(2)} s wall, ${of((round) => round[side].cpuSeconds).toFixed(1)} s CPU, peak ${megabytes(of((round) => round[side].peakBytes))}\n`,
    );
  process.stdout.write(`server  ${of(({ server }) => server).toFixed(1)} s CPU on the same cores\n`);
  process.stdout.write(`throughput, bucket ÷ disk: ${of(({ disk, bucket }) => disk.seconds / bucket.seconds).toFixed(2)} by the clock, `);
  process.stdout.write(`${of(({ disk, bucket }) => disk.cpuSeconds / bucket.cpuSeconds).toFixed(2)} by CPU of the importing process\n`);
} finally {
  server.close();
}
