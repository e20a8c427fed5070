// All about one entity: when, how often, what, with what else; its events; and how its credentials came about.
import { Tab, Tabs } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { Result } from '../../../shared/channels.ts';
import { LONGEST_VALUE } from '../../../shared/filter-edit.ts';
import type { PivotKind } from '../../../shared/pivots.ts';
import { Answered, Empty, Skeleton } from '../../components/states.tsx';
import { TabPanel } from '../../components/tab-panel.tsx';
import { UnreadableLine } from '../../components/unreadable-line.tsx';
import { useView } from '../../state/view-context.tsx';
import type { PivotTab } from '../../state/view-state.ts';
import { AddressFacts } from '../addresses/address-facts.tsx';
import { ResourceReading } from '../facets/resource-note.tsx';
import { LineageGraph } from '../lineage/lineage-graph.tsx';
import { About } from './about.tsx';
import { LifeLine } from './life-line.tsx';
import { PivotEvents } from './pivot-events.tsx';
import { PivotFacts, PivotTitle, Resolved } from './pivot-head.tsx';
import { TooLong } from './too-long.tsx';
import { usePivot } from './use-pivot.ts';
import { isActing, KIND_WORDS } from './words.ts';

export function PivotView() {
  const { state } = useView();
  if (!state.pivot) return <Empty title="Nothing chosen">Click an actor, a key, an address or any other value to see all about it.</Empty>;
  const { kind, value } = state.pivot;
  if (value.length > LONGEST_VALUE) return <TooLong kind={kind} value={value} />;
  return <Page key={`${kind} ${value}`} kind={kind} value={value} />;
}

function Page({ kind, value }: { kind: PivotKind; value: string }) {
  const pivot = usePivot(kind, value);
  return (
    <section className="tc-view tc-view-table" aria-label={`${KIND_WORDS[kind]} ${value}`} data-testid="pivot-page" data-kind={kind}>
      <PivotTitle kind={kind} value={value} filter={pivot.data?.filter ?? null} />
      {kind === 'ip' && (
        <p className="tc-resolved">
          <AddressFacts address={value} />
        </p>
      )}
      <Answered asked={pivot} title={`The page of this ${KIND_WORDS[kind]} could not be put together`} skeleton={<Skeleton rows={14} />}>
        {(page) => (
          <>
            <div className="tc-resolved">
              <ResourceReading reading={page.reading} retry={() => void pivot.refetch()} />
              <UnreadableLine items={page.unreadable} missing="events and failed sign-ins" />
            </div>
            <Body page={page} />
          </>
        )}
      </Answered>
    </section>
  );
}

function Body({ page }: { page: Result<'pivot'> }) {
  const { state, go } = useView();
  const tabs: { id: PivotTab; title: string; panel: () => ReactNode }[] = [
    { id: 'about', title: 'About', panel: () => <About page={page} /> },
    { id: 'events', title: 'Events', panel: () => <PivotEvents page={page} /> },
  ];
  const { kind, value } = page;
  if (isActing(kind)) tabs.push({ id: 'lineage', title: 'Lineage', panel: () => <LineageGraph kind={kind} value={value} /> });
  const tab = tabs.find(({ id }) => id === state.pivotTab) ?? tabs[0];
  return (
    <>
      <Resolved page={page} />
      <Scope page={page} />
      <PivotFacts page={page} />
      <LifeLine page={page} />
      <div className="tc-toolbar tc-toolbar-tabs">
        <Tabs id="pivot-tabs" selectedTabId={tab?.id} onChange={(id) => go({ pivotTab: id as PivotTab })} renderActiveTabPanelOnly>
          {tabs.map(({ id, title }) => (
            <Tab key={id} id={id} title={title} data-testid={`pivot-tab-${id}`} />
          ))}
        </Tabs>
      </div>
      {tab && (
        <TabPanel tabs="pivot-tabs" tab={tab.id}>
          {tab.panel()}
        </TabPanel>
      )}
    </>
  );
}

/** Of which events the page is, where that is not plain. */
function Scope({ page: { filter } }: { page: Result<'pivot'> }) {
  const { state } = useView();
  const isPattern = filter.includes('*');
  if (state.filter === '' && !isPattern) return null;
  return (
    <p className="tc-resolved tc-dim tc-small" data-testid="pivot-scope">
      {state.filter !== '' && 'This page is of the whole case: the filter bar narrows only the list of its events. '}
      {isPattern && 'In filters * is any text: events with other values that fit it are among these.'}
    </p>
  );
}
