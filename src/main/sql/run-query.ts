// Runs a query in a process of its own: streams its rows, cuts it at the limits, ends it when it is cancelled.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fromErrorValue, TrailcaseError } from '../../shared/errors.ts';
import { workerFile } from '../worker-file.ts';
import type { Cell, SqlMessage, SqlQuestion } from './messages.ts';

export interface QueryLimits {
  /** ms from when the query begins to run. */
  timeout: number;
  maxRows: number | null;
}

/** ms that starting and reading the query may take beyond its time. */
const TO_BEGIN = 30_000;

export interface ResultSink {
  begun(columns: string[], hints: string[]): Promise<void>;
  rows(rows: Cell[][]): Promise<void>;
}

/**
 * @returns at which limit the result was cut
 * Errors: SQL_INVALID, SQL_UNSUPPORTED, CANCELLED, and those of opening a case.
 */
export async function runQuery(
  path: string,
  query: string,
  { timeout, maxRows }: QueryLimits,
  signal: AbortSignal,
  sink: ResultSink,
): Promise<'rows' | 'time' | null> {
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
    child.send({ path, query, maxRows } satisfies SqlQuestion);
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
        await sink.begun(message.columns, message.hints);
      } else {
        await sink.rows(message.rows);
        if (child.connected) child.send('more');
      }
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
  }
}

function cancelled(): TrailcaseError {
  return new TrailcaseError('CANCELLED', 'The query was cancelled');
}
