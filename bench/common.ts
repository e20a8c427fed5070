// What the benchmarks share: options, middle values, what the machine is, and the files of a run.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';

/** Archives and files of runs; git ignores it. */
export const CACHE = path.join(import.meta.dirname, 'import/data');

export interface Spread {
  min: number;
  median: number;
  max: number;
}

/** Of an even number of values, the mean of the two in the middle. Not of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

export function spread(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

/** The value of an option that takes a whole number from 1. Throws when it is none. */
export function wholeNumber(name: string, given: string | undefined, otherwise: number): number {
  const value = Number(given ?? otherwise);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} takes a whole number from 1`);
  return value;
}

export function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** Says something to the person who waits, beside the results. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Environment of a timed child. Trailcase is shipped as compiled bundles: with the cache, neither side strips types and compiles sources in a
 * timed run.
 */
export function childEnvironment(threads?: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...(threads !== undefined && { TRAILCASE_WORKERS: String(threads) }),
    NODE_COMPILE_CACHE: path.join(CACHE, 'compiled'),
  };
}

/** Arguments for Node that import into a new case by the command line as it is built now. @param from what `import` takes: a path or address, and options */
export function importProgram(target: string, ...from: string[]): string[] {
  const built = spawnSync(process.execPath, [path.join(import.meta.dirname, '../scripts/build.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) throw new Error('Trailcase could not be built');
  return [path.join(import.meta.dirname, 'import-once.ts'), target, ...from];
}

/** Deletes a case or a database of a run, with what may stand beside it. */
export function removeFile(target: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal', '-lock', '.wal']) rmSync(target + suffix, { force: true });
}

/**
 * Highest resident set of this process, in bytes. Linux also counts what the parent held when it started the child into getrusage's figure;
 * the one in /proc is of this program alone.
 */
export function peakBytes(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
