// Times `search` for texts of several kinds against `grep -c` over the same records, decompressed and a record a line: in turn, each in a
// process of its own. What search does beyond it: it decompresses, knows the forms of JSON, and tells the event of each hit.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import { CACHE, childEnvironment, machine, median, megabytes, removeFile, wholeNumber } from '../common.ts';
import { archive } from '../import/generate.ts';

const TEXTS: [text: string, ignoreCase: boolean][] = [
  ['no-such-text-anywhere', false],
  ['NO-such-text-anywhere', true],
  ['"no/such":"text"', false],
  ['é', false],
  ['RunInstances', false],
  ['eventVersion', false],
];

const option = { type: 'string' } as const;
const { values } = parseArgs({ options: { events: option, files: option, rounds: option } });
const number = (name: keyof typeof values, otherwise: number): number => wholeNumber(name, values[name], otherwise);

interface Run {
  seconds: number;
  cpuSeconds: number;
  peakBytes: number;
  events: number;
  bytes: number;
}

function search(target: string, text: string, ignoreCase: boolean): Run {
  const args = [path.join(import.meta.dirname, 'search-once.ts'), target, text, ...(ignoreCase ? ['ignore-case'] : [])];
  const child = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: childEnvironment() });
  if (child.status !== 0) throw new Error(`search failed (exit ${child.status})`);
  return JSON.parse(child.stdout) as Run;
}

/** The peer: one core, bytes as they are. */
function grep(lines: string, text: string, ignoreCase: boolean): { seconds: number; events: number } {
  const started = performance.now();
  const env = { ...process.env, LC_ALL: 'C' };
  const child = spawnSync('grep', ['-c', '-a', '-F', ...(ignoreCase ? ['-i'] : []), '-e', text, lines], { encoding: 'utf8', env });
  if (child.status !== 0 && child.status !== 1) throw new Error('grep failed');
  return { seconds: (performance.now() - started) / 1000, events: Number(child.stdout) };
}

mkdirSync(CACHE, { recursive: true });
const events = number('events', 1_000_000);
const from = await archive(CACHE, { events, files: Math.min(events, number('files', 500)), layout: 'files', growing: false });
const target = path.join(CACHE, 'search.trailcase');
const lines = path.join(CACHE, 'search.jsonl');
removeFile(target);
rmSync(lines, { force: true });
const file = CaseFile.create(target);
await importPaths(file, [from.folder], { alone: true });
file.close();
for (const name of readdirSync(from.folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.json.gz'))) {
  const content = gunzipSync(readFileSync(path.join(from.folder, name))).toString('utf8');
  appendFileSync(lines, `${content.slice('{"Records":['.length, -2).replaceAll('},{"eventVersion"', '}\n{"eventVersion"')}\n`);
}

process.stdout.write(`${events} events; ${machine()}, Node ${process.version}\n`);
const rounds = number('rounds', 3);
for (const [text, ignoreCase] of TEXTS) {
  const runs: { own: Run; peer: number }[] = [];
  // The first round warms the file cache and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const peer = grep(lines, text, ignoreCase);
    const own = search(target, text, ignoreCase);
    if (peer.events !== own.events) throw new Error(`${text}: grep found ${peer.events}, search ${own.events}`);
    if (round > 0) runs.push({ own, peer: peer.seconds });
  }
  const { events: hits, bytes } = (runs[0] as { own: Run }).own;
  const seconds = median(runs.map(({ own }) => own.seconds));
  const cpu = median(runs.map(({ own }) => own.cpuSeconds));
  const peer = median(runs.map((run) => run.peer));
  const peak = Math.max(...runs.map(({ own }) => own.peakBytes));
  process.stdout.write(
    `${JSON.stringify(text)}${ignoreCase ? ' -i' : ''}: ${hits} events; ${seconds.toFixed(2)} s, CPU ${cpu.toFixed(2)} s, ` +
      `${(bytes / 1e9 / cpu).toFixed(2)} GB/s and core, peak ${megabytes(peak)}; grep -c ${peer.toFixed(2)} s; ` +
      `${median(runs.map(({ own, peer: other }) => own.seconds / other)).toFixed(2)} × grep\n`,
  );
}
removeFile(target);
rmSync(lines, { force: true });
