// Findings: the storyline, findings and hypotheses, the techniques they name; and what other examiners say of them.
import { Button, Tab, Tabs } from '@blueprintjs/core';
import { useState } from 'react';
import { type FindingEntry, isHypothesis } from '../../../shared/findings.ts';
import { useKeys } from '../../components/keys.ts';
import { Answered, Empty } from '../../components/states.tsx';
import { TabPanel } from '../../components/tab-panel.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { hasDraft } from '../../state/finding-drafts.ts';
import { useDraftPlace } from '../../state/session.tsx';
import { useView } from '../../state/view-context.tsx';
import type { FindingsTab } from '../../state/view-state.ts';
import { AttackTab } from './attack-tab.tsx';
import { ExchangeButtons } from './exchange-dialog.tsx';
import { useNewFinding } from './finding-actions.ts';
import { FindingPage } from './finding-page.tsx';
import { SeverityMark, StateMark } from './marks.tsx';
import { StorylineTab } from './storyline-tab.tsx';

const TABS: readonly { id: FindingsTab; title: string }[] = [
  { id: 'storyline', title: 'Storyline' },
  { id: 'findings', title: 'Findings' },
  { id: 'hypotheses', title: 'Hypotheses' },
  { id: 'attack', title: 'ATT&CK' },
];

export function FindingsView() {
  const { state, go } = useView();
  const asked = useCall('findings.list', {});
  const add = useNewFinding();
  const all = asked.data?.findings ?? [];
  const there = all.filter(({ current }) => !current.removed);
  const hypotheses = all.filter(({ current }) => isHypothesis(current.body.state));
  const findings = all.filter(({ current }) => !isHypothesis(current.body.state));
  const counts: Partial<Record<FindingsTab, number>> = {
    findings: there.filter(({ current }) => !isHypothesis(current.body.state)).length,
    hypotheses: there.filter(({ current }) => isHypothesis(current.body.state)).length,
  };
  // The finding that is open decides, so that a reference opens it wherever it stands.
  const open = all.find(({ id }) => id === state.finding);
  const tab: FindingsTab =
    open && (state.findingsTab === 'findings' || state.findingsTab === 'hypotheses')
      ? isHypothesis(open.current.body.state)
        ? 'hypotheses'
        : 'findings'
      : state.findingsTab;
  const begin = () => add(tab === 'hypotheses' ? 'open' : 'draft');
  useKeys({ N: begin });
  return (
    <section className="tc-view tc-view-table" aria-label="Findings" data-testid="findings-view">
      <div className="tc-toolbar tc-toolbar-tabs tc-findings-toolbar">
        <Tabs
          id="findings-tabs"
          selectedTabId={tab}
          onChange={(id) => go({ findingsTab: id as FindingsTab, finding: null })}
          renderActiveTabPanelOnly
        >
          {TABS.map(({ id, title }) => (
            <Tab
              key={id}
              id={id}
              title={title}
              tagContent={counts[id] || undefined}
              tagProps={{ minimal: true }}
              data-testid={`findings-tab-${id}`}
            />
          ))}
        </Tabs>
        <span className="tc-grow" />
        <Button size="small" text="New finding" title="New finding (Shift-N)" onClick={() => add('draft')} data-testid="finding-new" />
        <Button size="small" text="New hypothesis" onClick={() => add('open')} data-testid="hypothesis-new" />
        <ExchangeButtons />
      </div>
      <TabPanel tabs="findings-tabs" tab={tab}>
        <Answered asked={asked}>
          {() => (
            <div className="tc-findings">
              {tab === 'storyline' && (
                <div className="tc-scroll tc-pad tc-grow">
                  <StorylineTab findings={all} />
                </div>
              )}
              {tab === 'attack' && (
                <div className="tc-scroll tc-pad tc-grow">
                  <AttackTab findings={all} />
                </div>
              )}
              {tab === 'findings' && <ListAndPage entries={findings} what="finding" />}
              {tab === 'hypotheses' && <ListAndPage entries={hypotheses} what="hypothesis" />}
            </div>
          )}
        </Answered>
      </TabPanel>
    </section>
  );
}

function ListAndPage({ entries, what }: { entries: readonly FindingEntry[]; what: 'finding' | 'hypothesis' }) {
  const { state, go, adjust } = useView();
  const drafts = useDraftPlace();
  const [withRemoved, setWithRemoved] = useState(false);
  const removed = entries.filter(({ current }) => current.removed);
  const listed = entries.filter(({ current, id }) => !current.removed || withRemoved || id === state.finding);
  const at = listed.findIndex(({ id }) => id === state.finding);
  const shown = listed[at] ?? listed[0];
  const move = (to: number) => {
    const next = listed[Math.min(Math.max(0, to), listed.length - 1)];
    if (next) adjust({ finding: next.id });
  };
  useKeys({ j: () => move(at + 1), k: () => move(at < 0 ? 0 : at - 1) });
  if (listed.length === 0)
    return (
      <Empty title={what === 'finding' ? 'No findings yet' : 'No hypotheses yet'} testid="no-findings">
        {what === 'finding'
          ? 'A finding is what you claim, with the events that support it. Begin with “New finding”, or press f on an event.'
          : 'What may have happened, kept or rejected with a reason: rejected ones stay, so that nobody has to ask twice.'}
        {removed.length > 0 && (
          <Button size="small" variant="minimal" text={`Show ${removed.length} taken away`} onClick={() => setWithRemoved(true)} />
        )}
      </Empty>
    );
  return (
    <>
      <nav className="tc-finding-list" aria-label={what === 'finding' ? 'Findings' : 'Hypotheses'}>
        {listed.map(({ id, current, reviews, others, lost }) => (
          <button
            key={id}
            type="button"
            className={`tc-finding-item${id === shown?.id ? ' tc-selected' : ''}`}
            aria-current={id === shown?.id ? 'true' : undefined}
            onClick={() => go({ finding: id })}
            data-testid="finding-item"
            data-finding={id}
          >
            <span className="tc-finding-item-title">
              {current.removed && '✖ '}
              {oneLine(current.body.title)}
            </span>
            <span className="tc-small">
              <StateMark state={current.body.state} /> <SeverityMark severity={current.body.severity} />
            </span>
            <span className="tc-dim tc-small">
              {[
                `${current.body.supporting.length} for, ${current.body.contradicting.length} against`,
                ...(hasDraft(drafts, id) ? ['✎ draft'] : []),
                ...(lost > 0 ? [`∅ ${lost} missing`] : []),
                ...(reviews.length > 0 ? [`${reviews.length} reviewed`] : []),
                ...(others.length > 0 ? ['≠ others differ'] : []),
              ].join(' · ')}
            </span>
          </button>
        ))}
        {removed.length > 0 && (
          <Button
            size="small"
            variant="minimal"
            text={withRemoved ? 'Hide those taken away' : `Show ${removed.length} taken away`}
            onClick={() => setWithRemoved(!withRemoved)}
          />
        )}
      </nav>
      <div className="tc-scroll tc-pad tc-grow">{shown && <FindingPage key={shown.id} id={shown.id} />}</div>
    </>
  );
}
