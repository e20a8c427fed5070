// The report: what it will hold, the button that writes it, and where it is with its hash.
import { Button, Callout, Intent, ProgressBar } from '@blueprintjs/core';
import { Document } from '@blueprintjs/icons';
import { PLAIN_REPORT } from '../../../shared/report.ts';
import { grouped } from '../../../shared/text.ts';
import { CopyButton } from '../../components/copy.tsx';
import { attempt } from '../../components/notices.tsx';
import { ErrorCallout } from '../../components/states.tsx';
import { Door, Hash, plural, Time } from '../../components/texts.tsx';
import { call } from '../../data/bridge.ts';
import { useCall, useCase } from '../../data/queries.ts';
import { reportSummary, useJobs, useLatestJob } from '../../state/jobs.ts';
import { useProof } from '../../state/proof.ts';
import { useView } from '../../state/view-context.tsx';
import { integrityPatch } from '../../state/view-state.ts';
import { fileNameOf } from '../start/file-name.ts';

export function ReportView() {
  const info = useCase();
  const { go } = useView();
  const bookmarks = useCall('bookmarks.list', {});
  const proof = useProof();
  const { endedAt } = useJobs();
  const job = useLatestJob('report');
  const summary = reportSummary(job);
  const running = job?.state === 'running';
  const exhibits = bookmarks.data?.bookmarks.length;
  const write = async () => {
    const suggested = fileNameOf(info.case.title || 'report').replace(/\.trailcase$/, '.html');
    const { paths } = await call('app.pickReport', { suggested });
    // The system's own dialog has asked before naming a file that exists.
    if (paths[0] !== undefined) await call('report.start', { path: paths[0], overwrite: true, options: PLAIN_REPORT });
  };
  return (
    <section className="tc-view tc-scroll tc-pad" aria-label="Report" data-testid="report-view">
      <h2>Report</h2>
      <p>One HTML file that reads and prints anywhere, without this software and without a network. It holds:</p>
      <ul className="tc-report-parts">
        <li>
          the case: title, number, examiner, organisation, period, time zone{' '}
          <span className="tc-dim">({info.case.timezone}; every time also in UTC)</span>
        </li>
        <li>
          the evidence:{' '}
          <Door title="Inventory" onOpen={() => go({ view: 'evidence', evidenceTab: 'inventory', evidenceKind: null })}>
            {plural(info.evidence.items, 'item')}
          </Door>{' '}
          with {plural(info.events, 'event')}, and{' '}
          <Door title="Problems" onOpen={() => go({ view: 'evidence', evidenceTab: 'problems', problemCode: null })}>
            {plural(info.problems, 'problem')}
          </Door>
        </li>
        <li>
          <Door title="Bookmarks" onOpen={() => go({ view: 'bookmarks' })} testid="report-exhibits">
            {exhibits === undefined ? '… exhibits' : plural(exhibits, 'exhibit')}
          </Door>
          : the bookmarked events, each with its note, its record, and the hashes by which anyone can check it
        </li>
        <li>
          <Door title="Findings" onOpen={() => go({ view: 'findings', findingsTab: 'storyline', finding: null })}>
            findings and storyline
          </Door>
          : what you conclude, each with the events that speak for and against it
        </li>
        <li>
          the state of proof:{' '}
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
        <li>
          the custody log: {plural(info.custody.entries, 'entry', 'entries')}, head{' '}
          <Hash hex={info.custody.head} what="head of the custody log" />
        </li>
      </ul>
      {exhibits === 0 && (
        <Callout intent={Intent.WARNING} className="tc-block">
          Nothing is bookmarked: the report will have no exhibits. Bookmark the events that it should show (b in the event panel).
        </Callout>
      )}
      <Button
        intent="primary"
        icon={<Document />}
        text="Write the report …"
        disabled={running}
        onClick={() => attempt(write())}
        data-testid="report-write"
      />
      {running && (
        <div className="tc-block" data-testid="report-running">
          <p>
            {job.phase} <Button size="small" text="Cancel" onClick={() => attempt(call('job.cancel', { jobId: job.id }))} />
          </p>
          <ProgressBar
            aria-label={job.phase || 'Progress'}
            intent="primary"
            animate={false}
            stripes={job.fraction === null}
            value={job.fraction ?? 1}
          />
        </div>
      )}
      {job?.state === 'failed' && job.error && (
        <ErrorCallout title="The report was not written" error={job.error} retry={() => attempt(write())} testid="report-failed" />
      )}
      {job?.state === 'cancelled' && <Callout className="tc-block">The report was cancelled; no file was left behind.</Callout>}
      {summary && job?.state === 'done' && (
        <Callout
          intent={Intent.SUCCESS}
          title="The report is written"
          className="tc-block"
          data-testid="report-result"
          data-sha256={summary.sha256}
          data-path={summary.path}
        >
          <dl className="tc-fields">
            <dt>File</dt>
            <dd className="tc-path">
              {summary.path} <CopyButton text={summary.path} what="path" />
            </dd>
            <dt>SHA-256</dt>
            <dd>
              <Hash hex={summary.sha256} what="SHA-256 of the report" whole testid="report-sha256" />
            </dd>
            <dt>Exhibits</dt>
            <dd>{grouped(summary.exhibits)}</dd>
            <dt>Written</dt>
            <dd>
              <Time ms={endedAt[job.id] ?? null} />
            </dd>
          </dl>
          <p className="tc-note">Note the SHA-256 elsewhere: with it anyone can tell that the file is the one written here.</p>
        </Callout>
      )}
    </section>
  );
}
