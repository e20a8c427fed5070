// The command line's entry: signals become cancellation, the exit status is set once everything is written.
import type { ExitStatus } from './commands/command.ts';
import { runCommand } from './commands/run.ts';

const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second time is meant: leave at once. The case keeps whole items only.
    if (cancel.signal.aborted) process.exit(130);
    cancel.abort();
  });
}

/** What the command came to, as soon as that is known. */
let found: ExitStatus = 0;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of our output went away (as `head` does): that is not an error.
  if (error.code === 'EPIPE') process.exit(found);
  process.stderr.write(
    `trailcase: OUTPUT_UNWRITABLE: Standard output cannot be written: ${error.message}. Make room, or write it elsewhere.\n`,
  );
  process.exit(2);
});

// That nobody reads what is said beside the results keeps no work from its end.
process.stderr.on('error', () => {});

const known = (status: ExitStatus): void => {
  found = status;
};
runCommand(process.argv.slice(2), cancel.signal, known).then((status) => {
  process.exitCode = status;
  // What was cancelled or has failed is over, though a library may still wait before it asks again: nothing of it would come out any more.
  if (cancel.signal.aborted || status === 2) process.stdout.write('', () => process.stderr.write('', () => process.exit(status)));
});
