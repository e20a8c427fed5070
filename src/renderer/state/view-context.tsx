// Gives every component the view state and the few ways to change it.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useReducer, useRef } from 'react';
import type { FilterField } from '../../shared/filter.ts';
import type { PivotKind } from '../../shared/pivots.ts';
import { noticeError } from '../components/notices.tsx';
import { call } from '../data/bridge.ts';
import { useCase } from '../data/queries.ts';
import { loadHistory, saveHistory, type WindowOf } from './stored-history.ts';
import { readView } from './stored-view.ts';
import { canGo, current, eventsPatch, filterPatch, pivotPatch, reduceHistory, type ViewHistory, type ViewState } from './view-state.ts';

export interface Navigator {
  state: ViewState;
  /** The path here, and what lies ahead after going back. */
  history: ViewHistory;
  back: boolean;
  forward: boolean;
  goBack(): void;
  goForward(): void;
  /** To one of the steps of the path. */
  goTo(at: number): void;
  /** A step that Back undoes. */
  go(patch: Partial<ViewState>): void;
  /** A change within the current step. */
  adjust(patch: Partial<ViewState>): void;
  /** Adds a term to the filter. */
  filterBy(field: FilterField, value: string, negated?: boolean): void;
  /** Shows exactly the events of a filter. */
  openEvents(filter: string): void;
  pivot(kind: PivotKind, value: string): void;
  select(id: string | null): void;
  /** Opens another window on the case, at a step from here. */
  openWindow(patch?: Partial<ViewState>): void;
}

let elsewhere = false;

/** Whether the click of a person asks for a new window: with Ctrl (Cmd on a Mac), or the middle button. */
function asksForWindow(event: { ctrlKey: boolean; metaKey: boolean; button?: number }): boolean {
  return event.ctrlKey || event.metaKey || event.button === 1;
}

/** Does what a click does; where it asks for a new window, every step that is gone meanwhile is gone in one. */
export function goAs(event: { ctrlKey: boolean; metaKey: boolean; button?: number }, act: () => void): void {
  if (asksForWindow(event)) inNewWindow(act);
  else act();
}

/** Every step that `act` goes, at once, is gone in a new window. */
export function inNewWindow(act: () => void): void {
  elsewhere = true;
  try {
    act();
  } finally {
    elsewhere = false;
  }
}

/** After this long without a change (ms) the path is written down. */
const REST_MS = 400;

/** Keeps the path of a window of the case for the next opening. */
function useRemembered({ caseId, number }: WindowOf, history: ViewHistory): void {
  const latest = useRef(history);
  latest.current = history;
  useEffect(() => {
    const timer = setTimeout(() => saveHistory({ caseId, number }, history), REST_MS);
    return () => clearTimeout(timer);
  }, [caseId, number, history]);
  useEffect(() => {
    const save = () => saveHistory({ caseId, number }, latest.current);
    addEventListener('pagehide', save);
    return () => {
      removeEventListener('pagehide', save);
      save();
    };
  }, [caseId, number]);
}

/** Where a window begins: with the view that it was opened for, or with what it showed last. */
function firstHistory({ view, ...of }: WindowOf & { view: string | null }): ViewHistory {
  if (view === null) return loadHistory(of);
  try {
    return { entries: [readView(JSON.parse(view))], at: 0 };
  } catch {
    return loadHistory(of);
  }
}

const ViewContext = createContext<Navigator | null>(null);

/** @param view what the window was opened for, as text; null: it shows what it showed last */
export function ViewProvider({ number, view, children }: { number: number; view: string | null; children: ReactNode }) {
  const { caseId } = useCase().case;
  const [history, dispatch] = useReducer(reduceHistory, { caseId, number, view }, firstHistory);
  useRemembered({ caseId, number }, history);
  const navigator = useMemo<Navigator>(() => {
    const state = current(history);
    const openWindow = (patch: Partial<ViewState> = {}) => {
      call('app.newWindow', { view: JSON.stringify({ ...state, ...patch }) }).then(({ opened }) => {
        if (!opened) noticeError(new Error('No more windows can be opened on this case. Close one first.'));
      }, noticeError);
    };
    const go = (patch: Partial<ViewState>) => {
      if (elsewhere) openWindow(patch);
      else dispatch({ type: 'push', patch });
    };
    return {
      state,
      history,
      ...canGo(history),
      goBack: () => dispatch({ type: 'back' }),
      goForward: () => dispatch({ type: 'forward' }),
      goTo: (at) => dispatch({ type: 'to', at }),
      go,
      adjust: (patch) => dispatch({ type: 'replace', patch }),
      filterBy: (field, value, negated = false) => go(filterPatch(state, { field, value, negated })),
      openEvents: (filter) => go(eventsPatch(filter)),
      pivot: (kind, value) => go(pivotPatch(kind, value)),
      openWindow,
      select: (id) => dispatch({ type: 'replace', patch: { selectedEventId: id } }),
    };
  }, [history]);
  return <ViewContext.Provider value={navigator}>{children}</ViewContext.Provider>;
}

export function useView(): Navigator {
  const found = useContext(ViewContext);
  if (!found) throw new Error('useView outside ViewProvider');
  return found;
}
