// Runs a query in a process of its own: streams its rows, cuts it at the limits, ends it when it is cancelled.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { fromErrorValue, TrailcaseError } from '../../shared/errors.ts';
import { workerFile } from '../worker-file.ts';
import type { Cell, Cut, ResultHead, RowEvents, SqlMessage, SqlQuestion } from './messages.ts';

interface QueryLimits {
  /** ms from when the query begins to run. */
  timeout: number;
  maxRows: number | null;
  /** Characters of all cells together. */
  maxCharacters?: number | null;
}

/** ms that starting and reading the query may take beyond its time. */
const TO_BEGIN = 30_000;

export interface ResultSink {
  /** Whether to say which event each row is; costs a look-up a row. */
  withEvents?: boolean;
  begun(head: ResultHead): Promise<void>;
  /** `events`: as the rows, where they were asked for. */
  rows(rows: Cell[][], events: RowEvents | null): Promise<void>;
}

/**
 * @returns at which limit the result was cut
 * Errors: SQL_INVALID, SQL_UNSUPPORTED, CANCELLED, and those of opening a case.
 */
export async function runQuery(
  path: string,
  query: string,
  { timeout, maxRows, maxCharacters = null }: QueryLimits,
  signal: AbortSignal,
  sink: ResultSink,
): Promise<Cut> {
  if (signal.aborted) throw cancelled();
  const child = fork(fileURLToPath(workerFile('sql/sql-worker')), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let timer: NodeJS.Timeout | undefined;
  let stop: ((outcome: 'time' | TrailcaseError) => void) | undefined;
  const stopped = new Promise<'time' | TrailcaseError>((resolve) => {
    stop = resolve;
  });
  const onAbort = (): void => stop?.(cancelled());
  signal.addEventListener('abort', onAbort);
  const messages: SqlMessage[] = [];
  let wake: (() => void) | undefined;
  child.on('message', (message) => {
    messages.push(message as SqlMessage);
    wake?.();
  });
  child.on('error', (error) => stop?.(new TrailcaseError('INTERNAL', `The query could not be started: ${error.message}`)));
  child.on('exit', (code, killedBy) => {
    // Ctrl-C reaches the whole group of processes: this one may end before its parent hears of it.
    if (killedBy === 'SIGINT' || killedBy === 'SIGTERM') stop?.(cancelled());
    else if (code !== 0)
      stop?.(
        new TrailcaseError(
          'ENGINE_STOPPED',
          'The process that ran the query ended unexpectedly',
          'Narrow the query down and run it again.',
        ),
      );
  });
  const next = async (): Promise<SqlMessage | 'time' | TrailcaseError> => {
    for (;;) {
      const message = messages.shift();
      if (message) return message;
      const outcome = await Promise.race([stopped, new Promise<null>((resolve) => (wake = () => resolve(null)))]);
      if (outcome && messages.length === 0) return outcome;
    }
  };
  try {
    // A query may be so nested that reading it takes long.
    timer = setTimeout(
      () => stop?.(new TrailcaseError('SQL_INVALID', 'The query could not be read in time', 'Make it simpler.')),
      timeout + TO_BEGIN,
    );
    child.send({ path, query, maxRows, maxCharacters, withEvents: sink.withEvents ?? false } satisfies SqlQuestion);
    for (;;) {
      const message = await next();
      if (message === 'time') return 'time';
      if (message instanceof TrailcaseError) throw message;
      if (signal.aborted) throw cancelled();
      if (message.kind === 'failed') throw fromErrorValue(message.error);
      if (message.kind === 'end') return message.cut;
      if (message.kind === 'begun') {
        clearTimeout(timer);
        timer = setTimeout(() => stop?.('time'), timeout);
        await sink.begun(message);
      } else {
        await sink.rows(message.rows, message.events);
        if (child.connected) child.send('more');
      }
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    child.removeAllListeners('exit');
    await ended(child);
  }
}

/** Kills a process and waits until it is gone, with the files that it had open. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function cancelled(): TrailcaseError {
  return new TrailcaseError('CANCELLED', 'The query was cancelled');
}
