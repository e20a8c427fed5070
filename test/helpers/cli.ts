// Runs the command line under Node 24: the built one where `npm test` has just built it, which starts in half the time, else from its source.
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

const { nodePath } = (await import(new URL('../../scripts/node24.mjs', import.meta.url).href)) as { nodePath(): string };

/** The Node that runs the sources. */
export const NODE = nodePath();

export interface Ran {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** stdout before decoding. */
  bytes: Buffer;
}

export interface CliOptions {
  env?: Record<string, string>;
  cwd?: string;
  /** Given the running process, e.g. to send it a signal. */
  started?: (child: ChildProcess) => void;
  stdio?: 'pipe' | ['ignore', number | 'pipe', 'pipe'];
}

/** Starts the command line without waiting for it. */
export function startCli(args: readonly string[], options: CliOptions = {}): ChildProcess {
  return spawn(NODE, [resolve(ROOT, process.env.TRAILCASE_TEST_CLI ?? 'src/main/cli.ts'), ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, TZ: 'UTC', ...options.env },
    stdio: options.stdio ?? ['ignore', 'pipe', 'pipe'],
  });
}

/** Everything a process says until it ends. */
export function ended(child: ChildProcess): Promise<Ran> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (piece: Buffer) => stdout.push(piece));
  child.stderr?.on('data', (piece: Buffer) => stderr.push(piece));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (status, signal) => {
      const bytes = Buffer.concat(stdout);
      done({ status, signal, bytes, stdout: bytes.toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8') });
    });
  });
}

/** Runs `trailcase ARGS`. */
export function cli(args: readonly string[], options: CliOptions = {}): Promise<Ran> {
  const child = startCli(args, options);
  const done = ended(child);
  options.started?.(child);
  return done;
}

/** Runs `trailcase ARGS --json`; the whole of stdout must be one JSON value. */
export async function cliJson(
  args: readonly string[],
  options: CliOptions = {},
): Promise<{ status: number | null; stderr: string; value: any }> {
  const { status, stdout, stderr } = await cli([...args, '--json'], options);
  let value: unknown;
  try {
    value = JSON.parse(stdout);
  } catch (error) {
    throw new Error(`trailcase ${args.join(' ')} --json: exit ${status}, not JSON on stdout: ${stdout.slice(0, 500)}\n${stderr}`, {
      cause: error,
    });
  }
  return { status, stderr, value };
}

/** Rows of `trailcase events --format jsonl`. */
export async function eventRows(casePath: string, ...args: string[]): Promise<Record<string, any>[]> {
  const { status, stdout, stderr } = await cli(['events', casePath, ...args, '--format', 'jsonl']);
  if (status !== 0) throw new Error(`events ${args.join(' ')}: exit ${status}: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
