// Keeps the engine's Node process running: sends calls, passes pushes on, restarts it after a crash and reopens the case.
// No Electron here, so that tests drive it under Node.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Answer, EngineChannel, Push } from '../../shared/channels.ts';
import type { EngineMessage, EngineRequest } from '../../shared/engine-messages.ts';
import type { ErrorValue } from '../../shared/errors.ts';

interface EngineOptions {
  /** Path of the Node that runs it, and of its program. */
  node: string;
  program: string;
  env: NodeJS.ProcessEnv;
  /** Receives what the engine pushes, and pushes of our own: `engine`, and `lost` where the case does not open again. No case is open when it gets the latter. The value is unchecked. */
  push(push: Push, value: unknown): void;
  /** Pause before restart 1, 2, 3 (ms); as many restarts as entries within `restartWindowMs`, then none. */
  backoffMs?: readonly number[];
  restartWindowMs?: number;
  readyTimeoutMs?: number;
  closeTimeoutMs?: number;
}

interface Pending {
  request: EngineRequest;
  sent: boolean;
  settle(answer: Answer<unknown>): void;
}

export class EngineProcess {
  readonly #options: Required<EngineOptions>;
  #child: ChildProcess | null = null;
  #ready = false;
  #quitting = false;
  #restartTimer: NodeJS.Timeout | undefined;
  #crashes: number[] = [];
  #restarted = false;
  #nextId = 1;
  #pending = new Map<number, Pending>();
  #openCase: string | null = null;

  constructor(options: EngineOptions) {
    this.#options = { backoffMs: [200, 1000, 5000], restartWindowMs: 60_000, readyTimeoutMs: 20_000, closeTimeoutMs: 5000, ...options };
  }

  /** Path of the case that is open in the engine, or will be again after a restart. */
  get openCase(): string | null {
    return this.#openCase;
  }

  /** Process id of the running engine, for tests and messages. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (this.#child || this.#quitting) return;
    clearTimeout(this.#restartTimer);
    this.#restartTimer = undefined;
    const { node, program, env, readyTimeoutMs } = this.#options;
    const child = spawn(node, [program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced', env });
    this.#child = child;
    const tooLong = setTimeout(() => child.kill('SIGKILL'), readyTimeoutMs);
    let over = false;
    const end = (reason: string) => {
      if (over) return;
      over = true;
      clearTimeout(tooLong);
      this.#ended(reason);
    };
    child.on('error', (error) => {
      if (child.pid === undefined) end(`could not be started: ${error.message}`);
    });
    child.on('exit', (code, signal) => end(signal ? `ended by ${signal}` : `ended with status ${code}`));
    // A broken pipe means a broken process: without it nothing can be asked.
    child.on('disconnect', () => child.kill('SIGKILL'));
    child.on('message', (message) => {
      clearTimeout(tooLong);
      this.#receive(message as EngineMessage);
    });
  }

  /** Sends a call; the answer is always a value, also when the engine dies meanwhile. */
  async call(channel: EngineChannel, args: unknown): Promise<Answer<unknown>> {
    if (this.#quitting) return failure('Trailcase is closing.', '');
    if (!this.#child && this.#restartTimer === undefined) {
      if (this.#exhausted())
        return failure(
          'The engine stopped too often and is not restarted for a minute.',
          'Wait a minute and try again, or restart Trailcase.',
        );
      this.start();
    }
    const answer = await this.#request(channel, args, this.#ready);
    if (answer.ok) this.#followCase(channel, args, answer.value);
    return answer;
  }

  /** Closes the case, waits for that a while, and ends the process. */
  async stop(): Promise<void> {
    this.#quitting = true;
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (!child) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    if (this.#ready) await Promise.race([this.#request('case.close', {}, true), gone, pause(this.#options.closeTimeoutMs)]);
    child.removeAllListeners('disconnect');
    if (child.connected) child.disconnect();
    // An engine that lost its pipe ends by itself; one that does not is ended.
    await Promise.race([gone, pause(1000)]);
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }

  #request(channel: EngineChannel, args: unknown, now: boolean): Promise<Answer<unknown>> {
    return new Promise((settle) => {
      const pending: Pending = { request: { type: 'call', id: this.#nextId++, channel, args }, sent: false, settle };
      this.#pending.set(pending.request.id, pending);
      if (now) this.#send(pending);
    });
  }

  #send(pending: Pending): void {
    pending.sent = true;
    // A failed send is followed by the exit of the process, which settles the call.
    this.#child?.send(pending.request, () => {});
  }

  #receive(message: EngineMessage): void {
    if (message.type === 'answer') {
      this.#pending.get(message.id)?.settle(message.answer);
      this.#pending.delete(message.id);
    } else if (message.type === 'push') {
      // Calls that are answered after it find no case open.
      if (message.push === 'lost') this.#openCase = null;
      this.#options.push(message.push, message.value);
    } else void this.#becameReady();
  }

  async #becameReady(): Promise<void> {
    let news = 'The engine is running again.';
    if (this.#openCase !== null) {
      const answer = await this.#request('case.open', { path: this.#openCase }, true);
      news += answer.ok ? ' The case was opened again.' : ` The case could not be opened again: ${answer.error.message}`;
      if (!answer.ok && answer.error.code === 'ENGINE_STOPPED') return;
      if (!answer.ok) {
        const path = this.#openCase;
        this.#openCase = null;
        this.#options.push('lost', { path, error: answer.error });
      }
    }
    this.#ready = true;
    if (this.#restarted) this.#options.push('engine', { state: 'running', message: news });
    for (const pending of this.#pending.values()) if (!pending.sent) this.#send(pending);
  }

  #ended(reason: string): void {
    this.#child = null;
    this.#ready = false;
    this.#crashes.push(Date.now());
    const exhausted = this.#exhausted();
    const advice = exhausted ? 'Wait a minute and try again, or restart Trailcase.' : 'It is being restarted; try again in a moment.';
    for (const [id, pending] of this.#pending) {
      if (!pending.sent && !exhausted && !this.#quitting) continue;
      this.#pending.delete(id);
      pending.settle(failure(`The engine ${reason}.`, advice));
    }
    if (this.#quitting) return;
    this.#options.push('engine', {
      state: 'stopped',
      message: `The engine ${reason}. ${exhausted ? 'It stopped too often and is not restarted.' : 'It is being restarted.'} What was stored is safe.`,
    });
    if (exhausted) return;
    this.#restarted = true;
    this.#restartTimer = setTimeout(() => this.start(), this.#options.backoffMs[this.#crashes.length - 1]);
  }

  /** Whether it ended more often than it may within the window. */
  #exhausted(): boolean {
    const since = Date.now() - this.#options.restartWindowMs;
    this.#crashes = this.#crashes.filter((at) => at > since);
    return this.#crashes.length > this.#options.backoffMs.length;
  }

  #followCase(channel: EngineChannel, args: unknown, value: unknown): void {
    if (channel === 'case.close') this.#openCase = null;
    if (channel !== 'case.open' && channel !== 'case.create') return;
    const answered = (value as { case?: { path?: unknown } })?.case?.path;
    this.#openCase = typeof answered === 'string' ? answered : (args as { path: string }).path;
  }
}

function failure(message: string, advice: string): { ok: false; error: ErrorValue } {
  return { ok: false, error: { code: 'ENGINE_STOPPED', message, advice } };
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/** The environment of the engine: ours, without what would change how a plain Node behaves. */
export function engineEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL_|NODE_V8_COVERAGE$|CHROME_)/.test(name));
  return Object.fromEntries(kept);
}
