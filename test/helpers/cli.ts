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

/** The command line's program. */
export function programFile(): string {
  return resolve(ROOT, process.env.TRAILCASE_TEST_CLI ?? 'src/main/cli.ts');
}

/** Starts the command line without waiting for it. */
export function startCli(args: readonly string[], options: CliOptions = {}): ChildProcess {
  return spawn(NODE, [programFile(), ...args], {
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

/** What was run with --json said: the whole of stdout must be one JSON value. */
export function jsonOf(args: readonly string[], { status, stdout, stderr }: Ran): { status: number | null; stderr: string; value: any } {
  try {
    return { status, stderr, value: JSON.parse(stdout) };
  } catch (cause) {
    const what = `trailcase ${args.join(' ')} --json: exit ${status}, not JSON on stdout: ${stdout.slice(0, 500)}\n${stderr}`;
    throw new Error(what, { cause });
  }
}

/** Runs `trailcase ARGS --json`. */
export async function cliJson(args: readonly string[], options: CliOptions = {}): Promise<ReturnType<typeof jsonOf>> {
  return jsonOf(args, await cli([...args, '--json'], options));
}
