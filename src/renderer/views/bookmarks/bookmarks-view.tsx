// All that was bookmarked, tagged or noted in the case: events, entities, spans of time, views; and every change of it.
import { Tab, Tabs } from '@blueprintjs/core';
import { useState } from 'react';
import { TabPanel } from '../../components/tab-panel.tsx';
import { AnnotationList } from './annotation-list.tsx';
import { ChangeList } from './change-list.tsx';

const TABS = [
  { id: 'all', title: 'Bookmarks', panel: () => <AnnotationList /> },
  { id: 'changes', title: 'Every change', panel: () => <ChangeList /> },
] as const;
type TabId = (typeof TABS)[number]['id'];

export function BookmarksView() {
  const [chosen, choose] = useState<TabId>('all');
  const tab = TABS.find(({ id }) => id === chosen) ?? TABS[0];
  return (
    <section className="tc-view tc-view-table" aria-label="Bookmarks" data-testid="bookmarks-view">
      <div className="tc-toolbar tc-toolbar-tabs">
        <Tabs id="bookmark-tabs" selectedTabId={tab.id} onChange={(id) => choose(id as TabId)} renderActiveTabPanelOnly>
          {TABS.map(({ id, title }) => (
            <Tab key={id} id={id} title={title} data-testid={`bookmark-tab-${id}`} />
          ))}
        </Tabs>
      </div>
      <TabPanel tabs="bookmark-tabs" tab={tab.id}>
        {tab.panel()}
      </TabPanel>
    </section>
  );
}
