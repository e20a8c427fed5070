// Stands in for the processes in which queries run: the same answers, in the test's own process. A process takes a tenth of a second to start; most
// queries of tests take a millisecond. What does not work here is tested with processes, sql/limits.test.ts and every query that WITH RECURSIVE may
// make endless: to end a query in the midst of its work, its limit of memory alone (it is the whole process's here), a process that dies, and what
// the process's own program does around answer.ts.
import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';

const MAY_BE_ENDLESS = /\bWITH\s+RECURSIVE\b/i;

/** As much of a child process as run-query.ts uses. */
class QueryHere extends EventEmitter {
  readonly pid = process.pid;
  readonly connected = true;
  private readonly start: () => ChildProcess;
  private child: ChildProcess | null = null;
  private killedBy: NodeJS.Signals | null = null;
  private readonly ended = new AbortController();

  constructor(start: () => ChildProcess) {
    super();
    this.start = start;
  }

  get exitCode(): number | null {
    return this.child?.exitCode ?? null;
  }

  get signalCode(): NodeJS.Signals | null {
    return this.child?.signalCode ?? this.killedBy;
  }

  send(message: any): void {
    if (typeof message === 'object' && MAY_BE_ENDLESS.test(message.query)) {
      this.child = this.start();
      for (const event of ['message', 'error', 'exit']) this.child.on(event, (...values) => this.emit(event, ...values));
    }
    if (this.child) this.child.send(message);
    else if (typeof message === 'string') this.emit(message);
    else void this.answer(message);
  }

  kill(signal: NodeJS.Signals): void {
    if (this.child) {
      this.child.kill(signal);
      return;
    }
    this.killedBy = signal;
    // Whoever waits for `more` would wait for ever, with the case open.
    this.ended.abort();
    setImmediate(() => this.emit('exit', null, signal));
  }

  private async answer(question: any): Promise<void> {
    const { answer } = await import('../../src/main/sql/answer.ts');
    const send = (message: unknown, sent: (error: Error | null) => void): void => {
      if (this.killedBy) {
        sent(new Error('The query was ended'));
        return;
      }
      // As between processes: what cannot be copied cannot be a message, and it takes its time.
      const copy = structuredClone(message);
      setImmediate(() => {
        if (!this.killedBy) this.emit('message', copy);
        sent(null);
      });
    };
    const heard = (): Promise<unknown> => {
      const more = once(this, 'more', { signal: this.ended.signal });
      more.catch(() => {});
      return more;
    };
    await answer(structuredClone(question), { send, heard }).catch((error) => {
      if (!this.killedBy) this.emit('error', error);
    });
  }
}

/** For `vi.mock` of node:child_process: queries are answered here, all else is started as ever. */
export async function queriesHere(original: () => Promise<unknown>): Promise<unknown> {
  const own = (await original()) as typeof import('node:child_process');
  const fork = (program: string, ...rest: any[]): unknown => {
    const start = (): ChildProcess => own.fork(program, ...rest);
    return program.includes('sql-worker') ? new QueryHere(start) : start();
  };
  return { ...own, fork };
}
