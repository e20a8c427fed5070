// The command line's entry: signals become cancellation, the exit status is set once everything is written.
import { runCommand } from './commands/run.ts';

const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second time is meant: leave at once. The case keeps whole items only.
    if (cancel.signal.aborted) process.exit(130);
    cancel.abort();
  });
}

// The reader of our output went away (as `head` does): that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

runCommand(process.argv.slice(2), cancel.signal).then((status) => {
  process.exitCode = status;
});
