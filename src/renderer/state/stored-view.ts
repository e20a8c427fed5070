// Reads a view that was written down, whichever version wrote it: what is not understood falls back to the first view. Pure, tested.
import { isColumnFacet } from '../../shared/facets.ts';
import { parseFilter } from '../../shared/filter.ts';
import { INITIAL_VIEW, isViewId, type SearchState, type ViewState } from './view-state.ts';

type Plain = Record<string, unknown>;

export const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Version 1 had the verification and the custody log among the tabs of the evidence view. */
function fromVersion1(old: Plain): Plain {
  const moved = old.evidenceTab === 'verify' ? 'proof' : old.evidenceTab === 'custody' ? 'custody' : null;
  if (moved === null) return { ...old, version: 2 };
  const view = old.view === 'evidence' ? 'integrity' : old.view;
  return { ...old, version: 2, view, evidenceTab: 'inventory', integrityTab: moved };
}

function readSearch(value: unknown): SearchState | null {
  if (!isPlain(value) || typeof value.text !== 'string') return null;
  const { text, regex, matchCase, everything } = value;
  return { text, regex: regex === true, matchCase: matchCase === true, everything: everything === true };
}

/** The view that a stored value means; the first view for anything that is none, or that a newer version wrote. */
export function readView(value: unknown): ViewState {
  if (!isPlain(value)) return INITIAL_VIEW;
  const now = value.version === 1 ? fromVersion1(value) : value;
  if (now.version !== 2) return INITIAL_VIEW;
  // Fields that the writer did not know keep their first value.
  const view: ViewState = { ...INITIAL_VIEW, ...(now as Partial<ViewState>) };
  if (!isViewId(view.view) || typeof view.filter !== 'string' || 'problem' in parseFilter(view.filter)) return INITIAL_VIEW;
  return { ...view, split: isColumnFacet(view.split) ? view.split : null, search: readSearch(view.search), searchOrder: null };
}
