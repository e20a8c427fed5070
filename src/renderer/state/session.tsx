// Opening, creating and closing a case: the one place that decides which screen the window is on.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Args, Result } from '../../shared/channels.ts';
import type { CaseFacts, CaseInfo } from '../../shared/domain.ts';
import { noticeError } from '../components/notices.tsx';
import { CallError, call, listen } from '../data/bridge.ts';
import { invalidate, invalidateFilter, invalidateReading } from '../data/queries.ts';
import { jobStore } from './jobs.ts';
import { caseLeft, changeCase, leaveCase } from './leaving.ts';
import { clearUndo } from './undo.ts';

export type AppState = Result<'app.state'>;

type Phase =
  | { name: 'loading' }
  | { name: 'failed'; error: unknown }
  | { name: 'start' }
  | { name: 'opening'; path: string }
  | { name: 'case'; info: CaseInfo; window: Result<'app.window'> };

/** How evidence is to be taken. */
export type ImportChoice = Omit<Args<'import.start'>, 'paths'>;

export interface Session {
  phase: Phase;
  /** Path of the case that is being opened in place of the one that is on screen, which takes no input meanwhile; null: none is. */
  opening: string | null;
  app: AppState | null;
  /** What the engine process last said of itself; null while all is well. */
  engine: { state: 'stopped' | 'running'; message: string } | null;
  dismissEngine(): void;
  open(path: string): Promise<void>;
  create(path: string, facts: Partial<CaseFacts>, importPaths: readonly string[]): Promise<void>;
  close(): Promise<void>;
  importPaths(paths: readonly string[], options?: ImportChoice): Promise<void>;
  /** Paths chosen for an import that the person has not started yet; null when the dialog is closed. */
  chosen: readonly string[] | null;
  choose(paths: readonly string[] | null): void;
  reload(): void;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const found = useContext(SessionContext);
  if (!found) throw new Error('useSession outside SessionProvider');
  return found;
}

/** While an import stores, `changed` comes often: cached answers are renewed at most this often (ms). */
const RENEW_MS = 1200;

export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [app, setApp] = useState<AppState | null>(null);
  const [phase, setPhase] = useState<Phase>({ name: 'loading' });
  const [opening, setOpening] = useState<string | null>(null);
  const [engine, setEngine] = useState<Session['engine']>(null);
  const [chosen, choose] = useState<readonly string[] | null>(null);
  const openPath = useRef<string | null>(null);

  const enter = useCallback(
    async (info: CaseInfo) => {
      const window = await call('app.window', {});
      client.removeQueries({ queryKey: ['case'] });
      if (openPath.current !== info.case.path) {
        caseLeft();
        clearUndo();
      }
      openPath.current = info.case.path;
      setPhase({ name: 'case', info, window });
      call('job.list', {}).then(({ jobs }) => jobs.forEach(jobStore.put), noticeError);
    },
    [client],
  );

  const importPaths = useCallback(async (paths: readonly string[], options: ImportChoice = {}) => {
    if (paths.length === 0) return;
    await call('import.start', { paths: [...paths], ...options });
  }, []);

  const open = useCallback(
    async (path: string) => {
      const before = openPath.current;
      if (before === null) setPhase({ name: 'opening', path });
      const openIt = async () => {
        const info = await call('case.open', { path });
        jobStore.clear();
        await enter(info);
      };
      try {
        if (before === null || before === path) await openIt();
        else await changeCase((isChanging) => setOpening(isChanging ? path : null), openIt);
      } catch (thrown) {
        // A case that was open still is, in the engine and on screen.
        if (before === null) setPhase({ name: 'start' });
        throw thrown;
      }
    },
    [enter],
  );

  const create = useCallback(
    async (path: string, facts: Partial<CaseFacts>, paths: readonly string[]) => {
      if (openPath.current !== null) await leaveCase();
      const info = await call('case.create', { path, facts });
      jobStore.clear();
      await enter(info);
      await importPaths(paths);
    },
    [enter, importPaths],
  );

  const close = useCallback(async () => {
    await leaveCase();
    await call('case.close', {});
    openPath.current = null;
    jobStore.clear();
    caseLeft();
    clearUndo();
    client.removeQueries({ queryKey: ['case'] });
    setPhase({ name: 'start' });
    setApp(await call('app.state', {}));
  }, [client]);

  const load = useCallback(async () => {
    try {
      const state = await call('app.state', {});
      setApp(state);
      if (state.openCase === null) {
        setPhase({ name: 'start' });
        return;
      }
      try {
        await open(state.openCase);
        await importPaths(state.importPaths);
      } catch (thrown) {
        const missing = thrown instanceof CallError && thrown.value.code === 'CASE_MISSING';
        if (!missing || state.importPaths.length === 0) throw thrown;
        // A new case named on the command line together with what goes into it.
        const title = state.openCase.replace(/^.*[\\/]/, '').replace(/\.trailcase$/i, '');
        await create(state.openCase, { title, examiner: state.examiner, timezone: state.timezone }, state.importPaths);
      }
    } catch (thrown) {
      // The bridge itself answered: only the case did not open, the start screen still works.
      if (thrown instanceof CallError && thrown.channel !== 'app.state') {
        if (openPath.current === null) setPhase({ name: 'start' });
        noticeError(thrown);
      } else setPhase({ name: 'failed', error: thrown });
    }
  }, [open, create, importPaths]);

  const started = useRef(false);
  useEffect(() => {
    // React runs effects twice while developing; a case must be opened once.
    if (started.current) return;
    started.current = true;
    void load();
  }, [load]);

  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined;
    let renewed = 0;
    const renewEvidence = () => {
      if (due !== undefined) return;
      due = setTimeout(
        () => {
          due = undefined;
          renewed = Date.now();
          invalidate(client, 'evidence');
        },
        Math.max(0, renewed + RENEW_MS - Date.now()),
      );
    };
    const stops = [
      listen('job', (job) => {
        jobStore.put(job);
        // A search changes nothing.
        if (job.state !== 'running' && job.kind !== 'search') invalidate(client, job.kind === 'import' ? 'evidence' : 'case');
      }),
      listen('changed', ({ what }) => (what === 'evidence' ? renewEvidence() : invalidate(client, what))),
      listen('reading', ({ filter, state }) => {
        invalidateFilter(client, filter);
        // Only one filter is read for at a time: when another window's is done, it is this one's turn.
        if (state !== 'running') invalidateReading(client);
      }),
      listen('engine', (news) => {
        setEngine(news);
        if (news.state === 'stopped') jobStore.engineStopped();
        // Main has opened the case again by now: what failed meanwhile is asked for anew.
        else invalidate(client, 'evidence');
      }),
    ];
    return () => {
      clearTimeout(due);
      for (const stop of stops) stop();
    };
  }, [client]);

  const session = useMemo<Session>(
    () => ({
      phase,
      opening,
      app,
      engine,
      dismissEngine: () => setEngine(null),
      open,
      create,
      close,
      importPaths,
      chosen,
      choose,
      reload: () => void load(),
    }),
    [phase, opening, app, engine, open, create, close, importPaths, chosen, load],
  );
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
