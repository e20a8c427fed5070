// Gives every component the view state and the few ways to change it.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useReducer, useRef } from 'react';
import type { FilterField } from '../../shared/filter.ts';
import type { PivotKind } from '../../shared/pivots.ts';
import { useCase } from '../data/queries.ts';
import { loadHistory, saveHistory } from './stored-history.ts';
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
}

/** After this long without a change (ms) the path is written down. */
const REST_MS = 400;

/** Keeps the path of a case for its next opening. */
function useRemembered(caseId: string, history: ViewHistory): void {
  const latest = useRef(history);
  latest.current = history;
  useEffect(() => {
    const timer = setTimeout(() => saveHistory(caseId, history), REST_MS);
    return () => clearTimeout(timer);
  }, [caseId, history]);
  useEffect(() => {
    const save = () => saveHistory(caseId, latest.current);
    addEventListener('pagehide', save);
    return () => {
      removeEventListener('pagehide', save);
      save();
    };
  }, [caseId]);
}

const ViewContext = createContext<Navigator | null>(null);

export function ViewProvider({ children }: { children: ReactNode }) {
  const { caseId } = useCase().case;
  const [history, dispatch] = useReducer(reduceHistory, caseId, loadHistory);
  useRemembered(caseId, history);
  const navigator = useMemo<Navigator>(() => {
    const state = current(history);
    const go = (patch: Partial<ViewState>) => dispatch({ type: 'push', patch });
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
