// Reads a view that was written down, whichever version wrote it: what is not understood falls back to the first view. Pure, tested.
import { isColumnFacet } from '../../shared/facets.ts';
import { parseFilter } from '../../shared/filter.ts';
import { isPivotKind } from '../../shared/pivots.ts';
import { isQuestionId } from '../../shared/questions.ts';
import { readTimeline } from '../views/timeline/saved-timeline.ts';
import { type FindingsTab, INITIAL_VIEW, isViewId, type QuestionState, type SearchState, type ViewState } from './view-state.ts';

/** Versions that can be read. */
const READABLE: readonly unknown[] = [1, 2, INITIAL_VIEW.version];

type Plain = Record<string, unknown>;

export const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Version 1 had the verification and the custody log among the tabs of the evidence view. */
function fromVersion1(old: Plain): Plain {
  const moved = old.evidenceTab === 'verify' ? 'proof' : old.evidenceTab === 'custody' ? 'custody' : null;
  if (moved === null) return old;
  const view = old.view === 'evidence' ? 'integrity' : old.view;
  return { ...old, view, evidenceTab: 'inventory', integrityTab: moved };
}

function readSearch(value: unknown): SearchState | null {
  if (!isPlain(value) || typeof value.text !== 'string') return null;
  const { text, regex, matchCase, everything } = value;
  return { text, regex: regex === true, matchCase: matchCase === true, everything: everything === true };
}

/** What one pivots on: version 2 knew actors and addresses only, and wrote them in the same way. */
function readPivot(value: unknown): ViewState['pivot'] {
  if (!isPlain(value) || typeof value.value !== 'string' || !isPivotKind(value.kind)) return null;
  return { kind: value.kind, value: value.value };
}

function readQuestion(value: unknown): QuestionState | null {
  if (!isPlain(value) || !isQuestionId(value.id)) return null;
  const focus = isPlain(value.focus) ? value.focus : {};
  const named = (['key', 'bucket', 'event'] as const).filter((name) => typeof focus[name] === 'string');
  return { id: value.id, focus: Object.fromEntries(named.map((name) => [name, focus[name]])) };
}

const FINDINGS_TABS: readonly FindingsTab[] = ['storyline', 'findings', 'hypotheses', 'attack'];

function readFindingsTab(value: unknown): FindingsTab {
  return FINDINGS_TABS.find((tab) => tab === value) ?? INITIAL_VIEW.findingsTab;
}

/** A filter that is kept for another time: text that does not parse is none. */
function readFilter(value: unknown): string {
  return typeof value === 'string' && !('problem' in parseFilter(value)) ? value : '';
}

/** The view that a stored value means; the first view for anything that is none, or that a newer version wrote. */
export function readView(value: unknown): ViewState {
  if (!isPlain(value)) return INITIAL_VIEW;
  const now = value.version === 1 ? fromVersion1(value) : value;
  if (!READABLE.includes(value.version)) return INITIAL_VIEW;
  // Fields that the writer did not know keep their first value.
  const view: ViewState = { ...INITIAL_VIEW, ...(now as Partial<ViewState>), version: INITIAL_VIEW.version };
  if (!isViewId(view.view) || typeof view.filter !== 'string' || 'problem' in parseFilter(view.filter)) return INITIAL_VIEW;
  const pivot = readPivot(view.pivot);
  return {
    ...view,
    view: view.view === 'pivot' && pivot === null ? INITIAL_VIEW.view : view.view,
    pivot,
    split: isColumnFacet(view.split) ? view.split : null,
    search: readSearch(view.search),
    searchOrder: null,
    compareA: readFilter(view.compareA),
    compareB: readFilter(view.compareB),
    question: readQuestion(view.question),
    findingsTab: readFindingsTab(view.findingsTab),
    finding: typeof view.finding === 'string' ? view.finding : null,
    ...readTimeline(view, INITIAL_VIEW),
  };
}
