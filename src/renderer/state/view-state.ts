// What the window shows, as one small serialisable value with a history: pure, outside React, tested.
import type { HitOrder, ItemKind } from '../../shared/domain.ts';
import type { ColumnFacet } from '../../shared/facets.ts';
import { addTerm, type FilterTerm } from '../../shared/filter.ts';
import type { Verdict } from '../../shared/integrity.ts';
import type { PivotKind } from '../../shared/pivots.ts';
import type { QuestionFocus, QuestionId } from '../../shared/questions.ts';
import type { LaneKind } from '../../shared/timeline.ts';
import type { LanePin, TimelineLayer } from '../../shared/timeline-layers.ts';

const VIEW_IDS = [
  'overview',
  'questions',
  'timeline',
  'events',
  'search',
  'bookmarks',
  'findings',
  'actors',
  'addresses',
  'keys',
  'resources',
  'lineage',
  'compare',
  'integrity',
  'evidence',
  'report',
  'sql',
  'pivot',
] as const;
export type ViewId = (typeof VIEW_IDS)[number];
export type PivotTab = 'about' | 'events' | 'lineage';
export type FindingsTab = 'storyline' | 'findings' | 'hypotheses' | 'attack';
export type EvidenceTab = 'inventory' | 'problems';
export type IntegrityTab = 'proof' | 'chains' | 'findings' | 'keys' | 'seals' | 'custody';
/** What the list of findings shows: everything that is not valid, only spans, or only files of one verdict. */
export type FindingsOf = 'all' | 'spans' | Verdict;

/** Half-open span of time, ms UTC. */
export interface Span {
  from: number;
  to: number;
}

/** A span of a chain that the person chose; `digest` where it is that of a single digest. */
export interface ChosenSpan extends Span {
  chain: string;
  digest: string | null;
}

/** What is searched for in the raw records; the filter counts unless `everything`. */
export interface SearchState {
  text: string;
  /** The text is a regular expression. */
  regex: boolean;
  matchCase: boolean;
  everything: boolean;
}

/** The question that is open on the guided page, and what it was narrowed to. */
export interface QuestionState {
  id: QuestionId;
  focus: QuestionFocus;
}

export interface ViewState {
  /** Shape of this object; raised when it changes, so that a stored view is never misread: see stored-view.ts. */
  version: 3;
  view: ViewId;
  /** The one filter of all event views; always text that parses. */
  filter: string;
  order: 'asc' | 'desc';
  /** By what the histogram tells events apart; null: not at all. */
  split: ColumnFacet | null;
  selectedEventId: string | null;
  pivot: { kind: PivotKind; value: string } | null;
  pivotTab: PivotTab;
  /** Null: nothing was searched for yet. */
  search: SearchState | null;
  /** Null: by time, in the order of the event lists. */
  searchOrder: HitOrder | null;
  /** Null: the whole case. */
  timelineSpan: Span | null;
  /** What the lanes stand for. */
  timelineBy: LaneKind;
  /** Lanes that stand first, of every kind of lanes, in the order in which they were pinned. */
  timelinePins: readonly LanePin[];
  /** Layers that are not shown. */
  timelineHidden: readonly TimelineLayer[];
  findingsTab: FindingsTab;
  /** The finding that is open; null: the first of the list. */
  finding: string | null;
  evidenceTab: EvidenceTab;
  evidenceKind: ItemKind | null;
  problemCode: string | null;
  integrityTab: IntegrityTab;
  /** Of the strips; null: all that the chains cover. */
  integritySpan: Span | null;
  integrityChosen: ChosenSpan | null;
  /** Findings of this chain only. */
  integrityChain: string | null;
  integrityFindings: FindingsOf;
  /** The two filters of the comparison. */
  compareA: string;
  compareB: string;
  /** Null: all questions are closed. */
  question: QuestionState | null;
}

export function isViewId(value: unknown): value is ViewId {
  return (VIEW_IDS as readonly unknown[]).includes(value);
}

export const INITIAL_VIEW: ViewState = {
  version: 3,
  view: 'overview',
  filter: '',
  order: 'asc',
  split: null,
  selectedEventId: null,
  pivot: null,
  pivotTab: 'about',
  search: null,
  searchOrder: null,
  timelineSpan: null,
  timelineBy: 'who',
  timelinePins: [],
  timelineHidden: [],
  findingsTab: 'storyline',
  finding: null,
  evidenceTab: 'inventory',
  evidenceKind: null,
  problemCode: null,
  integrityTab: 'chains',
  integritySpan: null,
  integrityChosen: null,
  integrityChain: null,
  integrityFindings: 'all',
  compareA: '',
  compareB: '',
  question: null,
};

/** Views visited, oldest first, and where we stand among them. */
export interface ViewHistory {
  entries: readonly ViewState[];
  at: number;
}

const LONGEST_HISTORY = 200;

export const INITIAL_HISTORY: ViewHistory = { entries: [INITIAL_VIEW], at: 0 };

export type ViewAction =
  /** A step that Back undoes. */
  | { type: 'push'; patch: Partial<ViewState> }
  /** A change within the step: moving the selection, typing on in the filter. */
  | { type: 'replace'; patch: Partial<ViewState> }
  | { type: 'back' }
  | { type: 'forward' }
  /** To one of the steps, by its place among them. */
  | { type: 'to'; at: number }
  | { type: 'reset' };

export function current(history: ViewHistory): ViewState {
  return history.entries[history.at] ?? INITIAL_VIEW;
}

export function canGo(history: ViewHistory): { back: boolean; forward: boolean } {
  return { back: history.at > 0, forward: history.at < history.entries.length - 1 };
}

function sameView(a: ViewState, b: ViewState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function reduceHistory(history: ViewHistory, action: ViewAction): ViewHistory {
  switch (action.type) {
    case 'push': {
      const next = { ...current(history), ...action.patch };
      if (sameView(next, current(history))) return history;
      const kept = history.entries.slice(0, history.at + 1).slice(-(LONGEST_HISTORY - 1));
      return { entries: [...kept, next], at: kept.length };
    }
    case 'replace': {
      const next = { ...current(history), ...action.patch };
      if (sameView(next, current(history))) return history;
      return { ...history, entries: history.entries.map((entry, i) => (i === history.at ? next : entry)) };
    }
    case 'back':
      return history.at > 0 ? { ...history, at: history.at - 1 } : history;
    case 'forward':
      return history.at < history.entries.length - 1 ? { ...history, at: history.at + 1 } : history;
    case 'to':
      return action.at in history.entries ? { ...history, at: action.at } : history;
    case 'reset':
      return INITIAL_HISTORY;
  }
}

const FILTERED: readonly ViewId[] = ['events', 'timeline', 'bookmarks'];

/** Views that show what occurs in the events of the filter, yet no events. */
const SUMMARISED: readonly ViewId[] = ['pivot', 'search', 'actors', 'addresses', 'keys', 'resources'];

/** Whether the filter bar decides what this view shows. */
export function usesFilter(view: ViewId): boolean {
  return FILTERED.includes(view) || SUMMARISED.includes(view);
}

/** The change that a click on a value makes: the filter gains the term, and a view that shows filtered events comes up. */
export function filterPatch(state: ViewState, term: FilterTerm): Partial<ViewState> {
  return {
    filter: addTerm(state.filter, term),
    view: FILTERED.includes(state.view) ? state.view : 'events',
  };
}

/** Opens exactly the events of a filter, whatever was filtered before. */
export function eventsPatch(filter: string): Partial<ViewState> {
  return { view: 'events', filter };
}

export function pivotPatch(kind: PivotKind, value: string): Partial<ViewState> {
  return { view: 'pivot', pivot: { kind, value }, pivotTab: 'about' };
}

/** Searches the raw records for a text as it stands; whether case matters, and among which events, stays as it was last. */
export function searchPatch({ search }: ViewState, text: string): Partial<ViewState> {
  return {
    view: 'search',
    search: { text, regex: false, matchCase: search?.matchCase ?? false, everything: search?.everything ?? false },
    searchOrder: null,
  };
}

/** Opens one part of the integrity view. */
export function integrityPatch(tab: IntegrityTab): Partial<ViewState> {
  return { view: 'integrity', integrityTab: tab };
}

/** Opens the list of what is not valid: of all chains, or of one. */
export function findingsPatch(chain: string | null): Partial<ViewState> {
  return { view: 'integrity', integrityTab: 'findings', integrityChain: chain, integrityFindings: 'all' };
}
