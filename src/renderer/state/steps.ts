// What a step of the path was, in a few words: which view came up, and what changed in the filter. Pure, tested.
import { facetWord } from '../../shared/facets.ts';
import { partsOf } from '../../shared/filter/tree.ts';
import { parseFilter, printTree } from '../../shared/filter.ts';
import { QUESTIONS } from '../../shared/questions.ts';
import { LANE_TITLES } from '../../shared/timeline.ts';
import type { SearchState, ViewState } from './view-state.ts';

/** What a step did. @param labelOf name of a view on screen */
export function stepWords(before: ViewState | null, now: ViewState, labelOf: (view: ViewState['view']) => string): string {
  const place = placeOf(now, labelOf);
  if (before === null) return now.filter === '' ? place : `${place} · ${now.filter}`;
  const isElsewhere = before.view !== now.view || placeOf(before, labelOf) !== place;
  const changes = [isElsewhere ? place : '', filterWords(before.filter, now.filter), detailWords(before, now)].filter(Boolean);
  return changes.length > 0 ? changes.join(' · ') : place;
}

/** What a view is about, where it is about something. */
function placeOf({ view, pivot, search, question }: ViewState, labelOf: (view: ViewState['view']) => string): string {
  if (view === 'pivot' && pivot) return pivot.value;
  if (view === 'lineage' && pivot) return `${labelOf(view)} of ${pivot.value}`;
  if (view === 'questions' && question) return `Question ${QUESTIONS.find(({ id }) => id === question.id)?.number}`;
  return view === 'search' && search ? `${labelOf(view)} “${search.text}”` : labelOf(view);
}

/** What came to a filter and what went: `+ actor:alice`, `− ip:1.2.3.4`; the whole filter where all of it is another. */
function filterWords(before: string, now: string): string {
  if (before === now) return '';
  if (now === '') return 'no filter';
  const [old, next] = [partsIn(before), partsIn(now)];
  const added = next.filter((part) => !old.includes(part));
  const gone = old.filter((part) => !next.includes(part));
  if (gone.length > 0 && gone.length === old.length) return now;
  return [...added.map((part) => `+ ${part}`), ...gone.map((part) => `− ${part}`)].join(' ') || now;
}

function partsIn(filter: string): string[] {
  const parsed = parseFilter(filter);
  return 'problem' in parsed ? [filter] : partsOf(parsed.tree).map(printTree);
}

function detailWords(before: ViewState, now: ViewState): string {
  if (before.view !== now.view) return '';
  if (before.pivotTab !== now.pivotTab && before.pivot?.value === now.pivot?.value) return now.pivotTab;
  if (before.integrityTab !== now.integrityTab) return now.integrityTab;
  if (before.evidenceTab !== now.evidenceTab) return now.evidenceTab;
  if (before.findingsTab !== now.findingsTab) return now.findingsTab;
  if (before.finding !== now.finding && now.finding !== null) return 'a finding';
  if (now.view === 'search' && before.search && now.search) return switchWords(before.search, now.search);
  if (before.split !== now.split) return now.split === null ? 'all alike' : `by ${facetWord(now.split)}`;
  if (before.timelineBy !== now.timelineBy) return LANE_TITLES[now.timelineBy].toLowerCase();
  if (JSON.stringify(before.timelineSpan) !== JSON.stringify(now.timelineSpan)) return now.timelineSpan ? 'nearer' : 'whole case';
  if (JSON.stringify(before.timelinePins) !== JSON.stringify(now.timelinePins)) return 'pins';
  if (before.timelineHidden.length !== now.timelineHidden.length) return 'what is shown';
  return '';
}

function switchWords(before: SearchState, now: SearchState): string {
  if (before.everything !== now.everything) return now.everything ? 'all events' : 'of the filter';
  if (before.regex !== now.regex) return now.regex ? 'as an expression' : 'as text';
  if (before.matchCase !== now.matchCase) return now.matchCase ? 'match case' : 'any case';
  return '';
}
