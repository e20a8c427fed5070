// The engine's side of the query worker: questions in, answers out, by number. Those that may take a while have a ticket: they wait here, one
// at a time is with the worker. So one that nobody waits for any more costs nothing, as long as it has not begun, and none delays the others.
import { Worker } from 'node:worker_threads';
import type { Answer, EngineChannel } from '../shared/channels.ts';
import { fromErrorValue, TrailcaseError, toErrorValue } from '../shared/errors.ts';
import type { FilterReading } from '../shared/filter-reading.ts';
import type { QueryDrop, QueryNews, QueryReply, QueryRequest } from './query/query-worker.ts';
import { workerFile } from './worker-file.ts';

interface Question extends QueryRequest {
  answer: (answer: Answer<unknown>) => void;
}

export class QueryThread {
  private readonly worker: Worker;
  private readonly asked = new Map<number, Question>();
  /** Questions with a ticket that are not with the worker yet, in their order. */
  private waiting: Question[] = [];
  /** The one with a ticket that is. */
  private ticketed: number | null = null;
  private stopped: Error | null = null;
  private next = 1;

  /** @param tell how far the reading of records is that a filter needs */
  constructor(path: string, tell: (reading: FilterReading) => void = () => {}) {
    this.worker = new Worker(workerFile('query/query-worker'), { workerData: { path } });
    this.worker.on('message', (message: QueryReply | QueryNews) => {
      if ('reading' in message) tell(message.reading);
      else this.answered(message);
    });
    this.worker.on('error', (error) => this.stop(error));
    this.worker.on('exit', () => this.stop(new Error('it ended')));
  }

  ask(channel: EngineChannel | 'ids' | 'forget' | 'close', args: unknown): Promise<Answer<unknown>> {
    return new Promise((resolve) => {
      const question = { id: this.next++, channel, args, answer: resolve };
      if (this.stopped) fail(question, stoppedBy(this.stopped));
      else if (ticketOf(question) === undefined) this.send(question);
      else {
        this.waiting.push(question);
        this.sendNext();
      }
    });
  }

  /** As `ask`. Errors: that of the answer. */
  async valueOf(channel: EngineChannel | 'ids', args: unknown): Promise<unknown> {
    const answer = await this.ask(channel, args);
    if (!answer.ok) throw fromErrorValue(answer.error);
    return answer.value;
  }

  /** Answers the questions of a ticket that have not begun with CANCELLED, and tells the worker of the one that has. */
  drop(ticket: string): void {
    const begun = this.ticketed === null ? undefined : this.asked.get(this.ticketed);
    if (begun && ticketOf(begun) === ticket) this.worker.postMessage({ drop: begun.id } satisfies QueryDrop);
    this.cancel((question) => ticketOf(question) === ticket);
  }

  /** Closes its connection first, so that the writer can leave a single file. */
  async close(): Promise<void> {
    this.cancel(() => true);
    await this.ask('close', {});
    await this.worker.terminate();
  }

  private cancel(isDropped: (question: Question) => boolean): void {
    const dropped = this.waiting.filter(isDropped);
    this.waiting = this.waiting.filter((question) => !isDropped(question));
    for (const question of dropped) fail(question, new TrailcaseError('CANCELLED', 'Nobody waits for this answer any more'));
  }

  private send(question: Question): void {
    this.asked.set(question.id, question);
    const { id, channel, args } = question;
    this.worker.postMessage({ id, channel, args } satisfies QueryRequest);
  }

  private sendNext(): void {
    if (this.ticketed !== null) return;
    const question = this.waiting.shift();
    if (!question) return;
    this.ticketed = question.id;
    this.send(question);
  }

  private answered({ id, answer }: QueryReply): void {
    this.asked.get(id)?.answer(answer);
    this.asked.delete(id);
    if (this.ticketed !== id) return;
    this.ticketed = null;
    this.sendNext();
  }

  private stop(cause: Error): void {
    this.stopped ??= cause;
    const questions = [...this.asked.values(), ...this.waiting];
    this.asked.clear();
    this.waiting = [];
    for (const question of questions) fail(question, stoppedBy(this.stopped));
  }
}

function ticketOf({ args }: Question): string | undefined {
  return (args as { ticket?: string } | null)?.ticket;
}

function stoppedBy(cause: Error): TrailcaseError {
  return new TrailcaseError('ENGINE_STOPPED', `The query thread stopped: ${cause.message}`, 'Try again.');
}

function fail({ answer }: Question, error: TrailcaseError): void {
  answer({ ok: false, error: toErrorValue(error) });
}
