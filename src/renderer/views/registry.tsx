// Every view of an open case, in the order of the navigation. To add one: add its folder and a line here.
import {
  Bookmark,
  Clipboard,
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
import { FindingsView } from './findings/findings-view.tsx';
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
type ViewGroup = (typeof VIEW_GROUPS)[number];

export interface ViewEntry {
  id: ViewId;
  /** Opens it after `g`; null for views that need an object. */
  key: string | null;
  label: string;
  icon: ComponentType<{ size?: number }>;
  component: ComponentType;
  /** Null for views that need an object. */
  group: ViewGroup | null;
}

export const VIEWS: readonly ViewEntry[] = [
  { id: 'overview', key: 'o', label: 'Overview', icon: Dashboard, component: OverviewView, group: 'Investigate' },
  { id: 'questions', key: 'q', label: 'Questions', icon: Help, component: QuestionsView, group: 'Investigate' },
  { id: 'timeline', key: 't', label: 'Timeline', icon: TimelineEvents, component: TimelineView, group: 'Investigate' },
  { id: 'events', key: 'e', label: 'Events', icon: Th, component: EventsView, group: 'Investigate' },
  { id: 'search', key: 's', label: 'Search', icon: Search, component: SearchView, group: 'Investigate' },
  { id: 'bookmarks', key: 'b', label: 'Bookmarks', icon: Bookmark, component: BookmarksView, group: 'Investigate' },
  { id: 'findings', key: 'f', label: 'Findings', icon: Clipboard, component: FindingsView, group: 'Investigate' },
  { id: 'actors', key: 'a', label: 'Actors', icon: People, component: ActorsView, group: 'Who is who' },
  { id: 'addresses', key: 'd', label: 'Addresses', icon: GlobeNetwork, component: AddressesView, group: 'Who is who' },
  { id: 'keys', key: 'k', label: 'Keys', icon: Key, component: KeysView, group: 'Who is who' },
  { id: 'resources', key: 'r', label: 'Resources', icon: Cube, component: ResourcesView, group: 'Who is who' },
  { id: 'lineage', key: 'l', label: 'Lineage', icon: GitBranch, component: LineageView, group: 'Who is who' },
  { id: 'compare', key: 'c', label: 'Compare', icon: Comparison, component: CompareView, group: 'Who is who' },
  { id: 'integrity', key: 'i', label: 'Integrity', icon: Shield, component: IntegrityView, group: 'Prove' },
  { id: 'evidence', key: 'v', label: 'Evidence', icon: FolderClose, component: EvidenceView, group: 'Prove' },
  { id: 'report', key: 'p', label: 'Report', icon: Document, component: ReportView, group: 'Prove' },
  { id: 'sql', key: 'x', label: 'SQL', icon: Console, component: SqlView, group: 'Tools' },
  { id: 'pivot', key: null, label: 'Pivot', icon: PathSearch, component: PivotView, group: null },
];

/** The views that have a digit: with Alt, or after `g`. */
export const VIEWS_BY_DIGIT: readonly ViewEntry[] = VIEWS.slice(0, 9);

/** How a view is opened by keys, as it is written: `g e`; null for one that has none. */
export function keyOfView(id: ViewId): string | null {
  const { key } = viewOf(id);
  return key === null ? null : `g ${key}`;
}

export function viewOf(id: ViewId): ViewEntry {
  const found = VIEWS.find((view) => view.id === id);
  if (!found) throw new Error(`No view is called ${id}`);
  return found;
}
