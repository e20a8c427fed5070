// The evidence: what was delivered, and what of it could not be read.
import { Tab, Tabs } from '@blueprintjs/core';
import { TabPanel } from '../../components/tab-panel.tsx';
import { plural } from '../../components/texts.tsx';
import { useCase } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import type { EvidenceTab } from '../../state/view-state.ts';
import { AddEvidence } from '../import/add-evidence.tsx';
import { Inventory } from './inventory.tsx';
import { Problems } from './problems.tsx';

const TABS: readonly { id: EvidenceTab; title: string; panel: () => React.JSX.Element }[] = [
  { id: 'inventory', title: 'Inventory', panel: Inventory },
  { id: 'problems', title: 'Problems', panel: Problems },
];

export function EvidenceView() {
  const { state, go } = useView();
  const info = useCase();
  const Panel = TABS.find((tab) => tab.id === state.evidenceTab)?.panel ?? Inventory;
  const counts: Partial<Record<EvidenceTab, string>> = {
    inventory: plural(info.evidence.items, 'item'),
    problems: plural(info.problems, 'problem'),
  };
  return (
    <section className="tc-view tc-view-table" aria-label="Evidence">
      <div className="tc-toolbar tc-toolbar-tabs">
        <Tabs
          id="evidence-tabs"
          selectedTabId={state.evidenceTab}
          onChange={(id) => go({ evidenceTab: id as EvidenceTab })}
          renderActiveTabPanelOnly
        >
          {TABS.map((tab) => (
            <Tab
              key={tab.id}
              id={tab.id}
              title={tab.title}
              tagContent={counts[tab.id]}
              tagProps={{ minimal: true }}
              data-testid={`evidence-tab-${tab.id}`}
            />
          ))}
        </Tabs>
        <span className="tc-grow" />
        <AddEvidence />
      </div>
      <TabPanel tabs="evidence-tabs" tab={state.evidenceTab}>
        <Panel />
      </TabPanel>
    </section>
  );
}
