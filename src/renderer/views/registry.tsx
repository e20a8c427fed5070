// Every view of an open case, in the order of the navigation. To add one: add its folder and a line here.
import { Bookmark, Console, Dashboard, Document, FolderClose, PathSearch, Search, Shield, Th, TimelineEvents } from '@blueprintjs/icons';
import type { ComponentType } from 'react';
import type { ViewId } from '../state/view-state.ts';
import { BookmarksView } from './bookmarks/bookmarks-view.tsx';
import { EventsView } from './events/events-view.tsx';
import { EvidenceView } from './evidence/evidence-view.tsx';
import { IntegrityView } from './integrity/integrity-view.tsx';
import { OverviewView } from './overview/overview-view.tsx';
import { PivotView } from './pivot/pivot-view.tsx';
import { ReportView } from './report/report-view.tsx';
import { SearchView } from './search/search-view.tsx';
import { SqlView } from './sql/sql-view.tsx';
import { TimelineView } from './timeline/timeline-view.tsx';

export interface ViewEntry {
  id: ViewId;
  label: string;
  icon: ComponentType<{ size?: number }>;
  component: ComponentType;
  /** Opens the view; null for views that need an object. */
  key: string | null;
}

export const VIEWS: readonly ViewEntry[] = [
  { id: 'overview', label: 'Overview', icon: Dashboard, component: OverviewView, key: '1' },
  { id: 'timeline', label: 'Timeline', icon: TimelineEvents, component: TimelineView, key: '2' },
  { id: 'events', label: 'Events', icon: Th, component: EventsView, key: '3' },
  { id: 'search', label: 'Search', icon: Search, component: SearchView, key: '4' },
  { id: 'bookmarks', label: 'Bookmarks', icon: Bookmark, component: BookmarksView, key: '5' },
  { id: 'integrity', label: 'Integrity', icon: Shield, component: IntegrityView, key: '6' },
  { id: 'evidence', label: 'Evidence', icon: FolderClose, component: EvidenceView, key: '7' },
  { id: 'sql', label: 'SQL', icon: Console, component: SqlView, key: '8' },
  { id: 'report', label: 'Report', icon: Document, component: ReportView, key: '9' },
  { id: 'pivot', label: 'Pivot', icon: PathSearch, component: PivotView, key: null },
];

export function viewOf(id: ViewId): ViewEntry {
  const found = VIEWS.find((view) => view.id === id);
  if (!found) throw new Error(`No view is called ${id}`);
  return found;
}
