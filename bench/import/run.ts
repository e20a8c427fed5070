// `npm run bench:import`: Trailcase and DuckDB load the same archive in turn; the figure that counts is the ratio within a pair.
// Options: --events N (1,000,000) --files N (500) --rounds N (3) --json
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Figures } from './figures.ts';
import { archive } from './generate.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    files: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const data = path.join(import.meta.dirname, 'data');
mkdirSync(data, { recursive: true });

function run(program: string, folder: string, target: string): Figures {
  for (const suffix of ['', '.wal', '-wal', '-shm', '-lock']) rmSync(target + suffix, { force: true });
  const output = execFileSync(process.execPath, [path.join(import.meta.dirname, program), folder, target], { encoding: 'utf8' });
  rmSync(target, { force: true });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Figures;
}

function spread(numbers: number[]): { min: number; median: number; max: number } {
  const sorted = [...numbers].sort((a, b) => a - b);
  return { min: sorted[0] ?? 0, median: sorted[sorted.length >> 1] ?? 0, max: sorted.at(-1) ?? 0 };
}

const made = await archive(data, Number(values.events), Number(values.files));
const pairs: { trailcase: Figures; duckdb: Figures }[] = [];
// The first round warms the file cache and is not counted.
for (let round = 0; round <= Number(values.rounds); round++) {
  const trailcase = run('load-trailcase.ts', made.folder, path.join(data, 'bench.trailcase'));
  const duckdb = run('load-duckdb.ts', made.folder, path.join(data, 'bench.duckdb'));
  if (trailcase.events !== made.events || duckdb.events !== made.events)
    throw new Error(`loaded ${trailcase.events} and ${duckdb.events} of ${made.events} events`);
  if (round > 0) pairs.push({ trailcase, duckdb });
}

const sides = Object.fromEntries(
  (['trailcase', 'duckdb'] as const).map((side) => [
    side,
    {
      seconds: spread(pairs.map((pair) => pair[side].seconds)),
      cpuSeconds: spread(pairs.map((pair) => pair[side].cpuSeconds)),
      eventsPerSecond: Math.round(made.events / spread(pairs.map((pair) => pair[side].seconds)).median),
      peakBytes: Math.max(...pairs.map((pair) => pair[side].peakBytes)),
      fileBytes: pairs[0]?.[side].fileBytes ?? 0,
    },
  ]),
);
const result = {
  archive: { events: made.events, files: made.files, gzipBytes: made.gzipBytes, jsonBytes: made.jsonBytes },
  ...sides,
  wallRatio: spread(pairs.map(({ trailcase, duckdb }) => trailcase.seconds / duckdb.seconds)),
  caseToGzip: (sides.trailcase?.fileBytes ?? 0) / made.gzipBytes,
};

if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
else {
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  const of = ({ min, median, max }: { min: number; median: number; max: number }): string =>
    `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
  process.stdout.write(`archive    ${made.events} events in ${made.files} files, ${mb(made.gzipBytes)} gzip, ${mb(made.jsonBytes)} JSON\n`);
  for (const [side, figures] of Object.entries(sides)) {
    process.stdout.write(
      `${side.padEnd(10)} ${of(figures.seconds)} s, ${of(figures.cpuSeconds)} CPU s, ${figures.eventsPerSecond} events/s, peak ${mb(figures.peakBytes)}, file ${mb(figures.fileBytes)}\n`,
    );
  }
  process.stdout.write(
    `ratio      ${of(result.wallRatio)} of DuckDB's wall time; case file ${result.caseToGzip.toFixed(2)} x the gzip archive\n`,
  );
}
