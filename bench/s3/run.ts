// Times an import from a bucket on loopback against an import of the same files from disk, in turn, each in a process of its own. What the server took of
// the same cores is told beside it, since a bucket's CPU is not the examiner's. Options: --events, --files, --layout and --rounds, as of the import benchmark.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE, machine, median, megabytes, note, removeFile, wholeNumber } from '../common.ts';
import { archive, type Layout } from '../import/generate.ts';
import { ADDRESS, BenchServer, type Run, runOnce } from './server-process.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { events: text, files: text, layout: text, rounds: text } });
const number = (name: 'events' | 'files' | 'rounds', otherwise: number): number => wholeNumber(name, values[name], otherwise);

interface Round {
  disk: Run;
  bucket: Run;
  /** CPU seconds of the server while the bucket was imported. */
  server: number;
}

function fresh(name: string, from: string, endpoint: string): Run {
  const target = path.join(CACHE, `s3-${name}.trailcase`);
  removeFile(target);
  return runOnce(target, from, endpoint) as Run;
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
    const disk = fresh('disk', from.folder, server.endpoint);
    const before = await server.order();
    const bucket = fresh('bucket', ADDRESS, server.endpoint);
    const after = await server.order();
    const one = { disk, bucket, server: after.cpuSeconds - before.cpuSeconds };
    note(`round ${round}: disk ${disk.seconds.toFixed(2)} s, bucket ${bucket.seconds.toFixed(2)} s`);
    if (disk.roots.events !== bucket.roots.events) throw new Error('the events differ');
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
