// Runs bin/trailcase for other scripts: its progress and errors are shown, its `--json` answer is returned.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './root.mjs';
import { StepError } from './step.mjs';

/** Exit status 0 and 1 both mean done (1: something wrong was found); anything else throws a StepError with that status. */
export function trailcase(...args) {
  const program = path.join(root, 'bin/trailcase');
  const ran = spawnSync(process.execPath, [program, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const status = ran.status ?? 130;
  if (status > 1) throw new StepError(`trailcase ${args[0]} did not finish (exit status ${status}).`, status);
  return { status, value: JSON.parse(ran.stdout) };
}
