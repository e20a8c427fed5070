// The SQL console of the open case: what is written, what runs, what came of it. Outside React, so that a query goes on while another view is shown.
import { useSyncExternalStore } from 'react';
import type { CaseInfo } from '../../shared/domain.ts';
import { ROW_LIMITS, SECOND_LIMITS, type SqlExport, type SqlFormat, type SqlResult } from '../../shared/sql.ts';
import { noticeError } from '../components/notices.tsx';
import { call, errorOf, type ShownError } from '../data/bridge.ts';
import { useCase } from '../data/queries.ts';
import { isHistory, type PastQuery, withRun } from './sql-history.ts';
import { readStored, writeStored } from './stored.ts';

/** What a query came to, with the limits it ran under. */
export type Outcome = { query: string; maxRows: number; seconds: number } & (
  | { result: SqlResult; error: null }
  | { result: null; error: ShownError }
);

export interface ConsoleState {
  draft: string;
  maxRows: number;
  seconds: number;
  /** What runs now. `since`: ms UTC. */
  running: { id: string; since: number; writing: boolean } | null;
  outcome: Outcome | null;
  /** The file written last. */
  written: SqlExport | null;
  history: readonly PastQuery[];
}

/** Unique among the queries of all windows, which the same engine runs. */
const newId = (): string => crypto.randomUUID();

class Console {
  readonly caseId: string;
  /** A copy of a case has the same id, and other rows. */
  readonly path: string;
  state: ConsoleState;
  private readonly listeners = new Set<() => void>();

  constructor({ caseId, path }: Pick<CaseInfo['case'], 'caseId' | 'path'>, draft: string) {
    this.caseId = caseId;
    this.path = path;
    const history = readStored(this.historyKey, [], isHistory);
    this.state = {
      draft: history[0]?.query ?? draft,
      maxRows: ROW_LIMITS[0],
      seconds: SECOND_LIMITS[0],
      running: null,
      outcome: null,
      written: null,
      history,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly put = (patch: Partial<ConsoleState>): void => {
    this.state = { ...this.state, ...patch };
    for (const listener of this.listeners) listener();
  };

  /** Runs what is written, or another text that then is written; does nothing while one runs. */
  readonly run = async (patch: Partial<Pick<ConsoleState, 'draft' | 'maxRows' | 'seconds'>> = {}): Promise<void> => {
    if (this.state.running) return;
    this.put(patch);
    const { draft: query, maxRows, seconds } = this.state;
    if (query.trim() === '') return;
    const limits = { query, maxRows, seconds };
    const id = newId();
    this.put({ running: { id, since: Date.now(), writing: false }, written: null });
    try {
      const result = await call('sql.run', { id, ...limits });
      this.end({ ...limits, result, error: null });
    } catch (thrown) {
      this.end({ ...limits, result: null, error: errorOf(thrown) });
    }
  };

  /** Writes all rows of the query that is shown to a file. */
  readonly write = async (format: SqlFormat, out: string): Promise<void> => {
    const { outcome, seconds, running } = this.state;
    if (!outcome || running) return;
    const id = newId();
    this.put({ running: { id, since: Date.now(), writing: true }, written: null });
    try {
      // The system's own dialog has asked before naming a file that exists.
      this.put({ written: await call('sql.export', { id, query: outcome.query, seconds, format, out, overwrite: true }) });
    } catch (thrown) {
      if (errorOf(thrown).code !== 'CANCELLED') noticeError(thrown);
    } finally {
      this.put({ running: null });
    }
  };

  readonly cancel = (): void => {
    if (this.state.running) call('sql.cancel', { id: this.state.running.id }).catch(noticeError);
  };

  readonly forgetHistory = (): void => {
    this.put({ history: [] });
    writeStored(this.historyKey, []);
  };

  private get historyKey(): string {
    return `sqlHistory.${this.caseId}`;
  }

  private end(outcome: Outcome): void {
    const history = withRun(this.state.history, { query: outcome.query, at: Date.now(), rows: outcome.result?.rows.length ?? null });
    this.put({ running: null, outcome, history });
    writeStored(this.historyKey, history);
  }
}

/** One case is open at a time: the console of another is forgotten. */
let current: Console | null = null;

/** @param draft what a console begins with in which nothing was run yet */
export function useConsole(draft: string): { state: ConsoleState; console: Console } {
  const { case: facts } = useCase();
  if (current?.caseId !== facts.caseId || current.path !== facts.path) current = new Console(facts, draft);
  const console = current;
  return { state: useSyncExternalStore(console.subscribe, () => console.state), console };
}

export type { Console };
