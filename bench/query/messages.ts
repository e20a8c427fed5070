// Between the benchmark and the two processes that it asks: one question at a time, timed where it is answered.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { childEnvironment } from '../common.ts';
import type { ParameterName } from './parameters.ts';
import type { Comparable } from './questions.ts';

export type Request =
  | { kind: 'ask'; question: string; value: string }
  /** DuckDB only: values with which questions differ from run to run. */
  | { kind: 'values'; of: ParameterName; count: number }
  | { kind: 'peak' };

export interface Asked {
  ms: number;
  answer: Comparable;
}

export interface Replies {
  ask: Asked;
  values: string[];
  /** Bytes. */
  peak: number;
}

type Reply = { ok: true; value: Replies[Request['kind']] } | { ok: false; message: string };

/** Answers requests until the parent lets go. */
export function serve(answer: (request: Request) => Promise<Replies[Request['kind']]>): void {
  process.on('message', async (request: Request) => {
    let reply: Reply;
    try {
      reply = { ok: true, value: await answer(request) };
    } catch (error) {
      reply = { ok: false, message: (error as Error).stack ?? String(error) };
    }
    process.send?.(reply);
  });
}

/** A process that answers. */
export class Side {
  private readonly child;

  constructor(program: string, args: string[], threads: number) {
    this.child = fork(program, args, { env: childEnvironment(threads), serialization: 'advanced' });
  }

  async request<K extends Request['kind']>(request: Extract<Request, { kind: K }>): Promise<Replies[K]> {
    const given = new AbortController();
    const { signal } = given;
    try {
      const reply = Promise.race([
        once(this.child, 'message', { signal }).then(([value]) => value as Reply),
        once(this.child, 'exit', { signal }).then(([code]): Reply => ({ ok: false, message: `the process ended (${code})` })),
      ]);
      this.child.send(request);
      const answered = await reply;
      if (!answered.ok) throw new Error(answered.message);
      return answered.value as Replies[K];
    } finally {
      given.abort();
    }
  }

  /** Lets go of the process, which then ends. */
  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}
