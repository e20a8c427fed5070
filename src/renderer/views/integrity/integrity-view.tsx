// The integrity of the case: is it what was imported, was that what AWS delivered, who has sealed it, and what was done to it.
import { Button, Tab, Tabs } from '@blueprintjs/core';
import { type ReactNode, useMemo } from 'react';
import type { Attestation } from '../../../shared/integrity.ts';
import { grouped } from '../../../shared/text.ts';
import { Empty, ErrorCallout, Skeleton } from '../../components/states.tsx';
import { TabPanel } from '../../components/tab-panel.tsx';
import { useCall, useCase } from '../../data/queries.ts';
import { useAttestation } from '../../state/attestation.ts';
import { useView } from '../../state/view-context.tsx';
import type { IntegrityTab } from '../../state/view-state.ts';
import { AddEvidence } from '../import/add-evidence.tsx';
import { ChainsTab } from './chains/chains-tab.tsx';
import { openSpans, wholeOf } from './chains/strip-model.ts';
import { CustodyTab } from './custody-tab.tsx';
import { FindingsTab } from './findings-tab.tsx';
import { KeysTab } from './keys-tab.tsx';
import { ProofTab } from './proof-tab.tsx';
import { SealsTab } from './seals/seals-tab.tsx';
import { VerifyProgress } from './verify-progress.tsx';

const TABS: readonly { id: IntegrityTab; title: string }[] = [
  { id: 'proof', title: 'Proof' },
  { id: 'chains', title: 'Chains' },
  { id: 'findings', title: 'Not valid' },
  { id: 'keys', title: 'Keys' },
  { id: 'seals', title: 'Seals' },
  { id: 'custody', title: 'Custody log' },
];

/** Files and spans that are not proven. */
function openCount({ digests, logs, chains }: Attestation): number {
  const files =
    digests.invalid + digests.missing + digests.unverifiable + logs.invalid + logs.missing + logs.unverifiable + logs.unattested;
  return files + openSpans(chains).length;
}

export function IntegrityView() {
  const { state, go } = useView();
  const info = useCase();
  const asked = useAttestation(true);
  const seals = useCall('seals.list', {}, { keep: true });
  const { attestation } = asked;
  const open = useMemo(() => (attestation ? openCount(attestation) : null), [attestation]);
  const tab = state.integrityTab;
  const counts: Partial<Record<IntegrityTab, number | undefined>> = {
    chains: attestation?.chains.length,
    findings: open ?? undefined,
    keys: attestation?.keys.length,
    seals: seals.data?.rows.length,
    custody: info.custody.entries,
  };
  const panels: Record<IntegrityTab, () => ReactNode> = {
    proof: () => <ProofTab />,
    chains: () => <Judged asked={asked}>{(value) => <Chains attestation={value} />}</Judged>,
    findings: () => <Judged asked={asked}>{(value) => <FindingsTab attestation={value} />}</Judged>,
    keys: () => <Judged asked={asked}>{(value) => <KeysTab attestation={value} busy={asked.job !== null} />}</Judged>,
    seals: () => <SealsTab asked={seals} />,
    custody: () => <CustodyTab />,
  };
  return (
    <section className="tc-view tc-view-table" aria-label="Integrity" data-testid="integrity">
      <div className="tc-toolbar tc-toolbar-tabs">
        <Tabs id="integrity-tabs" selectedTabId={tab} onChange={(id) => go({ integrityTab: id as IntegrityTab })} renderActiveTabPanelOnly>
          {TABS.map(({ id, title }) => (
            <Tab
              key={id}
              id={id}
              title={title}
              tagContent={counts[id] === undefined ? undefined : grouped(counts[id] ?? 0)}
              tagProps={{ minimal: true }}
              data-testid={`integrity-tab-${id}`}
            />
          ))}
        </Tabs>
      </div>
      <TabPanel tabs="integrity-tabs" tab={tab}>
        {panels[tab]()}
      </TabPanel>
    </section>
  );
}

/** What needs the digests judged: the answer, or where it stands with it. */
function Judged({ asked, children }: { asked: ReturnType<typeof useAttestation>; children: (attestation: Attestation) => ReactNode }) {
  const info = useCase();
  const { attestation, job, failed, error, loading, judge } = asked;
  if (error !== null && !attestation) return <ErrorCallout error={error} retry={judge} title="What the digests say could not be read" />;
  return (
    <>
      {job && (
        <div className="tc-judging" data-testid="judging">
          <VerifyProgress job={job} />
        </div>
      )}
      {!job && failed?.error && <ErrorCallout title="The digests could not be judged" error={failed.error} retry={judge} />}
      {attestation && children(attestation)}
      {!attestation && (loading || job) && <Skeleton rows={10} />}
      {!attestation && !loading && !job && !failed?.error && (
        <Empty
          title={info.evidence.items === 0 ? 'No evidence yet' : 'What AWS’s digests say was not asked yet'}
          testid="not-judged"
          action={
            info.evidence.items > 0 ? <Button text="Judge the digests" onClick={judge} data-testid="judge" /> : <AddEvidence primary />
          }
        >
          AWS signs digests of the log files it delivers. Judged here, offline, they show what is proven of the time before the import.
        </Empty>
      )}
    </>
  );
}

function Chains({ attestation }: { attestation: Attestation }) {
  const whole = useMemo(() => wholeOf(attestation.chains), [attestation.chains]);
  if (!whole) {
    return (
      <Empty title="No chains" testid="no-chains">
        No digest is in this case, and no log file whose delivery time is known: that the logs were unchanged before the import is not
        proven.
      </Empty>
    );
  }
  return <ChainsTab attestation={attestation} whole={whole} />;
}
