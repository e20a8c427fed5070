// Runs one program of a script: shows its output, and turns a failure into a `StepError` that carries the exit status.
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './root.mjs';

export class StepError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} what  what is being done, for the error message
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, cwd?: string, timeout?: number }} [options]  quiet: output only when it fails; timeout in ms
 */
export function step(what, program, args, { env, quiet = false, cwd = root, timeout } = {}) {
  const ran = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout,
    // npm is a .cmd file on Windows, which only a shell can start.
    shell: process.platform === 'win32' && program === 'npm',
  });
  if (ran.status === 0) return ran.stdout ?? '';
  if (quiet) process.stderr.write(`${ran.stdout ?? ''}${ran.stderr ?? ''}`);
  const reason = ran.error ? ran.error.message : ran.signal ? `it ended by ${ran.signal}` : `exit status ${ran.status}`;
  throw new StepError(`${what} failed: ${reason}.`, ran.status ?? (ran.signal ? 128 + constants.signals[ran.signal] : 2));
}

/** Runs a script's main function; a failure is one line on stderr and the step's exit status. */
export async function program(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(error instanceof StepError ? `${error.message}\n` : `${error.stack}\n`);
    process.exitCode = error.status ?? 2;
  }
}
