// From what the window shows to the display of a saved view, and back. Pure, tested.
import type { FacetField } from '../../../shared/facets.ts';
import type { ViewDisplay, ViewVersion } from '../../../shared/saved-views.ts';
import type { ViewState } from '../../state/view-state.ts';
import { timelineDisplay, timelinePatch } from '../timeline/saved-timeline.ts';

/** How the window shows events now. A view that shows none is taken for the list. */
export function displayOf(state: ViewState, columns: readonly string[], facets: readonly FacetField[]): ViewDisplay {
  const view = state.view === 'timeline' || state.view === 'bookmarks' ? state.view : 'events';
  const display: ViewDisplay = { version: 1, view, order: state.order, columns: [...columns], split: state.split, facets: [...facets] };
  return view === 'timeline' ? { ...display, timeline: timelineDisplay(state) } : display;
}

/** The step that opens a saved view. */
export function savedPatch({ filter, display }: Pick<ViewVersion, 'filter' | 'display'>): Partial<ViewState> {
  return { view: display.view, filter, order: display.order, split: display.split, ...timelinePatch(display.timeline) };
}
