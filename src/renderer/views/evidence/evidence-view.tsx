// The evidence: what was delivered, what could not be read, whether it is unchanged, and what was done to the case.
import { Tab, Tabs } from '@blueprintjs/core';
import { plural } from '../../components/texts.tsx';
import { useCase } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import type { EvidenceTab } from '../../state/view-state.ts';
import { AddEvidence } from '../import/add-evidence.tsx';
import { Custody } from './custody.tsx';
import { Inventory } from './inventory.tsx';
import { Problems } from './problems.tsx';
import { Verification } from './verification.tsx';

const TABS: readonly { id: EvidenceTab; title: string; panel: () => React.JSX.Element }[] = [
  { id: 'inventory', title: 'Inventory', panel: Inventory },
  { id: 'problems', title: 'Problems', panel: Problems },
  { id: 'verify', title: 'Verify', panel: Verification },
  { id: 'custody', title: 'Custody log', panel: Custody },
];

export function EvidenceView() {
  const { state, go } = useView();
  const info = useCase();
  const Panel = TABS.find((tab) => tab.id === state.evidenceTab)?.panel ?? Inventory;
  const counts: Partial<Record<EvidenceTab, string>> = {
    inventory: plural(info.evidence.items, 'item'),
    problems: plural(info.problems, 'problem'),
    custody: plural(info.custody.entries, 'entry', 'entries'),
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
      <Panel />
    </section>
  );
}
