// Process that runs one query over a case opened for reading.
//
// A process, not a thread: SQLite counting without end never comes back to JavaScript, and a thread in it cannot be ended. A process can be killed, and
// leaves nothing behind, since it only reads.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { answer } from './answer.ts';
import type { SqlQuestion } from './messages.ts';

/** Ends this process when the one that asked is gone: a query that counts without end would notice nothing. */
function watchParent(): void {
  // An orphan gets another parent, where there is such a thing; elsewhere the number of the old one is gone.
  const program = `const parent = ${process.ppid};
    const isThere = () => { try { process.kill(parent, 0); return process.ppid === parent; } catch { return false; } };
    setInterval(() => { if (!isThere()) process.kill(process.pid, 'SIGKILL'); }, 1000);`;
  new Worker(program, { eval: true }).unref();
}

if (process.send) {
  watchParent();
  process.once('message', (question: SqlQuestion) => {
    answer(question, { send: (message, sent) => process.send?.(message, sent), heard: () => once(process, 'message') }).finally(() =>
      process.exit(0),
    );
  });
}
