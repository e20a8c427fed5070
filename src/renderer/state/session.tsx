// The case on screen as React knows it (case-screen.ts decides which), and what the engine pushes.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { noticeError } from '../components/notices.tsx';
import { call, listen } from '../data/bridge.ts';
import { invalidate, invalidateFilter, invalidateReading } from '../data/queries.ts';
import { acquireStore } from './acquire.ts';
import { type AppState, CaseScreen, type ImportChoice } from './case-screen.ts';
import { closeChooser } from './finding-chooser.ts';
import { jobStore } from './jobs.ts';
import { clearUndo } from './undo.ts';

export type { AppState, ImportChoice };

export interface Session
  extends Pick<CaseScreen, 'open' | 'create' | 'close' | 'importPaths' | 'choose'>,
    Pick<CaseScreen['state'], 'phase' | 'changing' | 'app' | 'chosen' | 'lost'> {
  /** What the engine process last said of itself; null while all is well. */
  engine: { state: 'stopped' | 'running'; message: string } | null;
  dismissEngine(): void;
  reload(): void;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const found = useContext(SessionContext);
  if (!found) throw new Error('useSession outside SessionProvider');
  return found;
}

/** Under what name drafts of the case on screen lie on this computer. Only below the case shell. */
export function useDraftPlace(): string {
  const { phase } = useSession();
  if (phase.name !== 'case') throw new Error('useDraftPlace outside an open case');
  return phase.window.drafts;
}

/** While an import stores, `changed` comes often: cached answers are renewed at most this often (ms). */
const RENEW_MS = 1200;

export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [engine, setEngine] = useState<Session['engine']>(null);
  const [screen] = useState(
    () =>
      new CaseScreen({
        forget: () => {
          client.removeQueries({ queryKey: ['case'] });
          jobStore.clear();
        },
        left: () => {
          clearUndo();
          // Of the former case is what they were opened for.
          closeChooser();
          acquireStore.close();
        },
        entered: () => {
          // What it said of itself was of the case before.
          setEngine((news) => (news?.state === 'running' ? null : news));
          call('job.list', {}).then(({ jobs }) => jobs.forEach(jobStore.put), noticeError);
        },
      }),
  );
  const state = useSyncExternalStore(screen.subscribe, () => screen.state);

  const started = useRef(false);
  useEffect(() => {
    // React runs effects twice while developing; a case must be opened once.
    if (started.current) return;
    started.current = true;
    void screen.load();
  }, [screen]);

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
      listen('lost', (lost) => void screen.lose(lost)),
      listen('wanted', () => void screen.takeWanted()),
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
  }, [client, screen]);

  const session = useMemo<Session>(() => {
    const { open, create, close, importPaths, choose, load } = screen;
    return { ...state, open, create, close, importPaths, choose, engine, dismissEngine: () => setEngine(null), reload: () => void load() };
  }, [screen, state, engine]);
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
