// Gives every component the view state and the few ways to change it.
import { createContext, type ReactNode, useContext, useMemo, useReducer } from 'react';
import type { FilterField } from '../../shared/filter.ts';
import {
  canGo,
  current,
  eventsPatch,
  filterPatch,
  INITIAL_HISTORY,
  type PivotKind,
  pivotPatch,
  reduceHistory,
  type ViewState,
} from './view-state.ts';

export interface Navigator {
  state: ViewState;
  back: boolean;
  forward: boolean;
  goBack(): void;
  goForward(): void;
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

const ViewContext = createContext<Navigator | null>(null);

export function ViewProvider({ children }: { children: ReactNode }) {
  const [history, dispatch] = useReducer(reduceHistory, INITIAL_HISTORY);
  const navigator = useMemo<Navigator>(() => {
    const state = current(history);
    const go = (patch: Partial<ViewState>) => dispatch({ type: 'push', patch });
    return {
      state,
      ...canGo(history),
      goBack: () => dispatch({ type: 'back' }),
      goForward: () => dispatch({ type: 'forward' }),
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
