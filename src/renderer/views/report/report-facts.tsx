// What the report will rest on, in a line each: exhibits, findings, and the state of proof.
import { Callout, Intent } from '@blueprintjs/core';
import { Door, plural, Time } from '../../components/texts.tsx';
import { useCase } from '../../data/queries.ts';
import { useProof } from '../../state/proof.ts';
import { useView } from '../../state/view-context.tsx';
import { integrityPatch } from '../../state/view-state.ts';

/** @param exhibits null: not known yet */
export function ReportFacts({ exhibits }: { exhibits: number | null }) {
  const info = useCase();
  const { go } = useView();
  const proof = useProof();
  return (
    <section aria-label="What it rests on" className="tc-block">
      <h3>What it rests on</h3>
      <ul className="tc-report-parts">
        <li>
          <Door title="Bookmarks" onOpen={() => go({ view: 'bookmarks' })} testid="report-exhibits">
            {exhibits === null ? '… exhibits' : plural(exhibits, 'exhibit')}
          </Door>
          : what is bookmarked, and what{' '}
          <Door title="Findings" onOpen={() => go({ view: 'findings', findingsTab: 'storyline', finding: null })}>
            findings
          </Door>{' '}
          cite
        </li>
        <li>
          <Door title="Inventory" onOpen={() => go({ view: 'evidence', evidenceTab: 'inventory', evidenceKind: null })}>
            {plural(info.evidence.items, 'item')}
          </Door>{' '}
          of evidence with {plural(info.events, 'event')}, and{' '}
          <Door title="Problems" onOpen={() => go({ view: 'evidence', evidenceTab: 'problems', problemCode: null })}>
            {plural(info.problems, 'problem')}
          </Door>
        </li>
        <li>
          the case is verified as the report is written; until now:{' '}
          <Door title="Verify" onOpen={() => go(integrityPatch('proof'))}>
            {proof.name === 'none' && 'not verified yet'}
            {proof.name === 'running' && 'a verification is running'}
            {proof.name === 'failed' && `✖ the last verification found contradictions${proof.acknowledged ? ' (acknowledged)' : ''}`}
            {proof.name === 'ok' && (proof.since === 'import' ? 'verified, but evidence was imported after that' : '✓ verified')}
          </Door>
          {(proof.name === 'ok' || proof.name === 'failed') && (
            <>
              {' '}
              at <Time ms={proof.at} />
            </>
          )}
        </li>
      </ul>
      {exhibits === 0 && (
        <Callout compact intent={Intent.WARNING}>
          Nothing is bookmarked or cited: the report will have no exhibits. Bookmark the events that it should show (b in the event panel).
        </Callout>
      )}
    </section>
  );
}
