// The engine's side of the thread that renders previews of reports: one at a time; of each window only its newest question waits.
import { Worker } from 'node:worker_threads';
import type { Answer } from '../shared/channels.ts';
import { fromErrorValue, TrailcaseError } from '../shared/errors.ts';
import type { ReportPreview } from '../shared/report.ts';
import type { PreviewRequest } from './report/preview.ts';
import type { PreviewReply, PreviewTask } from './report/preview-worker.ts';
import type { Judgement } from './verify/digests/items.ts';
import { workerFile } from './worker-file.ts';

/** Ms after the last preview, when the thread and what it holds are given up. */
const IDLE = 120_000;

interface Question {
  request: PreviewRequest;
  judgement: Judgement | null;
  answer(answer: Answer<ReportPreview>): void;
  fail(error: TrailcaseError): void;
}

interface Thread {
  worker: Worker;
  /** What it was told last. */
  judgement: Judgement | null;
  /** What it is at. */
  running: Question | null;
  ended: Promise<unknown>;
}

export class ReportPreviews {
  private readonly path: string;
  private thread: Thread | null = null;
  /** By ticket. */
  private readonly waiting = new Map<string, Question>();
  private idle: NodeJS.Timeout | undefined;

  /** @param path of the case */
  constructor(path: string) {
    this.path = path;
  }

  /**
   * @param ticket whose question it is; one that waits with the same is given up
   * @param judgement what AWS's digests were last judged to say
   * Errors: those of a preview, CANCELLED, ENGINE_STOPPED.
   */
  ask(ticket: string, request: PreviewRequest, judgement: Judgement | null): Promise<ReportPreview> {
    clearTimeout(this.idle);
    return new Promise((resolve, reject) => {
      this.giveUp(ticket);
      this.waiting.set(ticket, {
        request,
        judgement,
        answer: (answer) => (answer.ok ? resolve(answer.value) : reject(fromErrorValue(answer.error))),
        fail: reject,
      });
      this.next();
    });
  }

  /** Resolves when nothing reads the case any more: what is being rendered is for nobody by then, and is not waited for. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    for (const ticket of [...this.waiting.keys()]) this.giveUp(ticket);
    const { thread } = this;
    this.thread = null;
    if (!thread) return;
    const { running } = thread;
    thread.running = null;
    running?.fail(dropped());
    // One that does nothing closes its connection itself. Of one that is ended the connection goes with it.
    if (running) await thread.worker.terminate();
    else thread.worker.postMessage('close' satisfies PreviewTask);
    await thread.ended;
  }

  private giveUp(ticket: string): void {
    this.waiting.get(ticket)?.fail(dropped());
    this.waiting.delete(ticket);
  }

  private next(): void {
    if (this.thread?.running) return;
    const [first] = this.waiting;
    if (!first) {
      this.idle = setTimeout(() => void this.close(), IDLE).unref();
      return;
    }
    const [ticket, question] = first;
    this.waiting.delete(ticket);
    this.thread ??= this.begin();
    const { thread } = this;
    const { request, judgement } = question;
    const isNew = judgement !== thread.judgement;
    Object.assign(thread, { running: question, judgement });
    thread.worker.postMessage({ request, ...(isNew && { judged: judgement }) } satisfies PreviewTask);
  }

  private begin(): Thread {
    const worker = new Worker(workerFile('report/preview-worker'), { workerData: { path: this.path } });
    let cause = new Error('it ended');
    const take = (): Question | null => {
      const { running } = thread;
      thread.running = null;
      return running;
    };
    const ended = new Promise<void>((resolve) => {
      worker.on('exit', () => {
        resolve();
        take()?.fail(new TrailcaseError('ENGINE_STOPPED', `The preview stopped: ${cause.message}`, 'Change something, or try again.'));
        if (this.thread !== thread) return;
        this.thread = null;
        this.next();
      });
    });
    const thread: Thread = { worker, judgement: null, running: null, ended };
    worker.on('message', (answer: PreviewReply) => {
      take()?.answer(answer);
      if (this.thread === thread) this.next();
    });
    worker.on('error', (error) => {
      cause = error;
    });
    return thread;
  }
}

function dropped(): TrailcaseError {
  return new TrailcaseError('CANCELLED', 'Nobody waits for this preview any more');
}
