// Times the report: HTML of a case with 10,000 bookmarked events, and the PDF of one volume of 500. Each in a process of its own, whose memory is
// watched with that of every process it starts. Options: --exhibits, --volume, --rounds.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { annotate } from '../../src/main/case/annotate.ts';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import { CACHE, childEnvironment, machine, median, megabytes, note, removeFile, wholeNumber } from '../common.ts';
import { archive } from '../import/generate.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { exhibits: text, volume: text, rounds: text } });
const exhibits = wholeNumber('exhibits', values.exhibits, 10_000);
const volume = wholeNumber('volume', values.volume, 500);
const rounds = wholeNumber('rounds', values.rounds, 3);

interface Run {
  seconds: number;
  /** Highest sum of what all of its processes held at one moment, looked at ten times a second; shared pages count in each. */
  peakBytes: number;
  said: string;
}

/** A case with that many events, all of them bookmarked. */
async function caseOf(events: number): Promise<string> {
  const from = await archive(CACHE, { events, files: Math.max(1, Math.round(events / 100)), layout: 'files', growing: false });
  const target = path.join(CACHE, `report-${events}.trailcase`);
  removeFile(target);
  const file = CaseFile.create(target);
  await importPaths(file, [from.folder], { alone: true });
  const rows = file.db
    .prepare(
      'SELECT lower(hex(e.sha256)) AS item, r.offset, r.length FROM records r JOIN evidence e ON e.id = r.evidence ORDER BY r.id LIMIT ?',
    )
    .all(events) as { item: string; offset: number; length: number }[];
  annotate(
    file,
    rows.map((row) => ({
      target: `${row.item}@${row.offset}+${row.length}`,
      act: { kind: 'bookmark' as const, note: 'Read by the *examiner*.' },
    })),
  );
  file.close();
  return target;
}

function processes(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        return [Number(name), Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'latin1'))?.[1])] as const;
      } catch {
        return [Number(name), 0] as const;
      }
    });
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

function residentBytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function run(args: string[]): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment(),
  });
  let peakBytes = 0;
  const watch = setInterval(() => {
    const bytes = processes(child.pid as number).reduce((sum, pid) => sum + residentBytes(pid), 0);
    peakBytes = Math.max(peakBytes, bytes);
  }, 100);
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      clearInterval(watch);
      if (code === 0) resolve({ seconds: (performance.now() - started) / 1000, peakBytes, said });
      else reject(new Error(`${args.join(' ')} ended with status ${code}`));
    });
  });
}

async function timed(what: string, once: () => Promise<Run>, size: (run: Run) => string): Promise<void> {
  const runs: Run[] = [];
  // The first round warms the file cache and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const one = await once();
    if (round > 0) runs.push(one);
  }
  const seconds = median(runs.map((one) => one.seconds));
  const peak = Math.max(...runs.map((one) => one.peakBytes));
  process.stdout.write(`${what.padEnd(34)} ${seconds.toFixed(1)} s, peak ${megabytes(peak)}; ${size(runs[0] as Run)}\n`);
}

const html = (target: string): string => target.replace(/trailcase$/, 'html');
const report = (target: string): Promise<Run> =>
  run(['src/main/cli.ts', 'report', target, '--out', html(target), '--overwrite', '--quiet']);

mkdirSync(CACHE, { recursive: true });
process.stdout.write(`${machine()}, Node ${process.version}\n`);
note('Making the cases …');
const large = await caseOf(exhibits);
await timed(
  `HTML with ${exhibits} exhibits`,
  () => report(large),
  () => megabytes(statSync(html(large)).size),
);
const small = await caseOf(volume);
await report(small);
await timed(
  `PDF of a volume of ${volume} exhibits`,
  () => run([path.join(import.meta.dirname, 'print-once.ts'), html(small), small.replace(/trailcase$/, 'pdf')]),
  ({ said }) => said.trim(),
);
for (const target of [large, small]) removeFile(target);
