// Every view of an open case, in the order of the navigation. To add one: add its folder and a line here.
import {
  Bookmark,
  Comparison,
  Console,
  Cube,
  Dashboard,
  Document,
  FolderClose,
  GitBranch,
  GlobeNetwork,
  Help,
  Key,
  PathSearch,
  People,
  Search,
  Shield,
  Th,
  TimelineEvents,
} from '@blueprintjs/icons';
import type { ComponentType } from 'react';
import type { ViewId } from '../state/view-state.ts';
import { AddressesView } from './addresses/addresses-view.tsx';
import { BookmarksView } from './bookmarks/bookmarks-view.tsx';
import { CompareView } from './compare/compare-view.tsx';
import { ActorsView } from './entities/actors-view.tsx';
import { KeysView } from './entities/keys-view.tsx';
import { EventsView } from './events/events-view.tsx';
import { EvidenceView } from './evidence/evidence-view.tsx';
import { IntegrityView } from './integrity/integrity-view.tsx';
import { LineageView } from './lineage/lineage-view.tsx';
import { OverviewView } from './overview/overview-view.tsx';
import { PivotView } from './pivot/pivot-view.tsx';
import { QuestionsView } from './questions/questions-view.tsx';
import { ReportView } from './report/report-view.tsx';
import { ResourcesView } from './resources/resources-view.tsx';
import { SearchView } from './search/search-view.tsx';
import { SqlView } from './sql/sql-view.tsx';
import { TimelineView } from './timeline/timeline-view.tsx';

/** Titles of the groups in the navigation, in their order. */
export const VIEW_GROUPS = ['Investigate', 'Who is who', 'Prove', 'Tools'] as const;
export type ViewGroup = (typeof VIEW_GROUPS)[number];

export interface ViewEntry {
  id: ViewId;
  label: string;
  icon: ComponentType<{ size?: number }>;
  component: ComponentType;
  /** Null for views that need an object. */
  group: ViewGroup | null;
}

export const VIEWS: readonly ViewEntry[] = [
  { id: 'overview', label: 'Overview', icon: Dashboard, component: OverviewView, group: 'Investigate' },
  { id: 'questions', label: 'Questions', icon: Help, component: QuestionsView, group: 'Investigate' },
  { id: 'timeline', label: 'Timeline', icon: TimelineEvents, component: TimelineView, group: 'Investigate' },
  { id: 'events', label: 'Events', icon: Th, component: EventsView, group: 'Investigate' },
  { id: 'search', label: 'Search', icon: Search, component: SearchView, group: 'Investigate' },
  { id: 'bookmarks', label: 'Bookmarks', icon: Bookmark, component: BookmarksView, group: 'Investigate' },
  { id: 'actors', label: 'Actors', icon: People, component: ActorsView, group: 'Who is who' },
  { id: 'addresses', label: 'Addresses', icon: GlobeNetwork, component: AddressesView, group: 'Who is who' },
  { id: 'keys', label: 'Keys', icon: Key, component: KeysView, group: 'Who is who' },
  { id: 'resources', label: 'Resources', icon: Cube, component: ResourcesView, group: 'Who is who' },
  { id: 'lineage', label: 'Lineage', icon: GitBranch, component: LineageView, group: 'Who is who' },
  { id: 'compare', label: 'Compare', icon: Comparison, component: CompareView, group: 'Who is who' },
  { id: 'integrity', label: 'Integrity', icon: Shield, component: IntegrityView, group: 'Prove' },
  { id: 'evidence', label: 'Evidence', icon: FolderClose, component: EvidenceView, group: 'Prove' },
  { id: 'report', label: 'Report', icon: Document, component: ReportView, group: 'Prove' },
  { id: 'sql', label: 'SQL', icon: Console, component: SqlView, group: 'Tools' },
  { id: 'pivot', label: 'Pivot', icon: PathSearch, component: PivotView, group: null },
];

/** The digit that opens a view: the first nine have one; null for the others. */
export function keyOfView(id: ViewId): string | null {
  const at = VIEWS.findIndex((view) => view.id === id);
  return at >= 0 && at < 9 ? String(at + 1) : null;
}

export function viewOf(id: ViewId): ViewEntry {
  const found = VIEWS.find((view) => view.id === id);
  if (!found) throw new Error(`No view is called ${id}`);
  return found;
}
