// A report, a pack or a check while it runs, and what came of it.
import { Button, Callout, Intent } from '@blueprintjs/core';
import type { JobStatus } from '../../../shared/domain.ts';
import type { ReportCheck, ReportSummary } from '../../../shared/report.ts';
import { grouped } from '../../../shared/text.ts';
import { CopyButton } from '../../components/copy.tsx';
import { JobBar } from '../../components/job-bar.tsx';
import { attempt } from '../../components/notices.tsx';
import { ErrorCallout } from '../../components/states.tsx';
import { FilePath, Hash, plural, Time } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { jobStore, packSummary, reportCheck, reportSummary, useJobs } from '../../state/jobs.ts';

const KINDS = ['report', 'pack', 'check'] as const satisfies readonly JobStatus['kind'][];
type Kind = (typeof KINDS)[number];

const WORDS: Record<Kind, { doing: string; failed: string; cancelled: string }> = {
  report: { doing: 'Report', failed: 'The report was not written', cancelled: 'The report was cancelled; no file was left behind.' },
  pack: { doing: 'Pack', failed: 'The pack was not written', cancelled: 'The pack was cancelled; nothing was left behind.' },
  check: { doing: 'Check', failed: 'The report was not checked', cancelled: 'The check was cancelled.' },
};

/** The newest of them; undefined where there is none. */
export function useReportJob(): JobStatus | undefined {
  return useJobs().jobs.findLast(({ kind }) => (KINDS as readonly string[]).includes(kind));
}

export function ReportJob() {
  const job = useReportJob();
  const { dismissed, endedAt } = useJobs();
  if (!job || dismissed.includes(job.id)) return null;
  const words = WORDS[job.kind as Kind];
  const close = (
    <Button size="small" variant="minimal" text="Close" onClick={() => jobStore.dismiss(job.id)} data-testid="report-job-close" />
  );
  if (job.state === 'running')
    return (
      <div className="tc-report-job" data-testid="report-running">
        <span>
          {words.doing}: {job.phase}
        </span>
        <JobBar job={job} />
        <span className="tc-dim tc-small tc-report-share">{job.fraction !== null && `${Math.floor(job.fraction * 100)} %`}</span>
        <Button size="small" text="Cancel" onClick={() => attempt(call('job.cancel', { jobId: job.id }))} data-testid="report-cancel" />
      </div>
    );
  if (job.state === 'cancelled')
    return (
      <Callout compact className="tc-report-outcome" role="status" data-testid="report-cancelled">
        {words.cancelled} {close}
      </Callout>
    );
  if (job.state === 'failed')
    return (
      <div className="tc-report-outcome">
        <ErrorCallout title={words.failed} error={job.error} testid="report-failed" /> {close}
      </div>
    );
  const check = reportCheck(job);
  if (check) return <CheckResult check={check}>{close}</CheckResult>;
  const pack = packSummary(job);
  const summary = pack ?? reportSummary(job);
  if (!summary) return null;
  return (
    <Callout
      intent={Intent.SUCCESS}
      title={pack ? 'The pack is written' : 'The report is written'}
      className="tc-report-outcome"
      role="status"
      data-testid="report-result"
      data-sha256={summary.sha256}
      data-path={summary.path}
    >
      <Result summary={summary} hashOf={pack?.kind === 'folder' ? 'SHA256SUMS' : 'SHA-256'} writtenAt={endedAt[job.id] ?? null} />
      {pack && (
        <p>
          {plural(pack.files, 'file')}; {plural(pack.items, 'evidence item')} whole
          {pack.itemsLeftOut > 0 && `, ${grouped(pack.itemsLeftOut)} left out: README says which`}.
        </p>
      )}
      {summary.beside !== undefined && (
        <div className="tc-report-beside" role="alert" data-testid="report-beside">
          <p>
            ⚠ {summary.beside.length === 1 ? 'This file stands' : `These ${grouped(summary.beside.length)} files stand`} beside it under{' '}
            {summary.beside.length === 1 ? 'a name' : 'names'} of its own kind, and {summary.beside.length === 1 ? 'is' : 'are'} of an
            earlier report. Nothing was changed in {summary.beside.length === 1 ? 'it' : 'them'}; take{' '}
            {summary.beside.length === 1 ? 'it' : 'them'} away before you hand the report over.
          </p>
          <ul className="tc-report-replaced">
            {summary.beside.map((file) => (
              <li key={file}>
                <FilePath path={file} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="tc-note">
        Note the SHA-256 elsewhere: with it anyone can tell that the file is the one written here. It stands in the custody log, too.{' '}
        {close}
      </p>
    </Callout>
  );
}

function Result({ summary, hashOf, writtenAt }: { summary: ReportSummary; hashOf: string; writtenAt: number | null }) {
  const volumes = summary.volumes ?? [];
  return (
    <dl className="tc-fields">
      <dt>File</dt>
      <dd className="tc-path">
        {summary.path} <CopyButton text={summary.path} what="path" />
      </dd>
      <dt>{hashOf}</dt>
      <dd>
        <Hash
          hex={summary.sha256}
          what={`SHA-256 of the ${hashOf === 'SHA-256' ? 'file' : 'list of hashes'}`}
          whole
          testid="report-sha256"
        />
      </dd>
      {volumes.slice(1).map(({ path, sha256 }, i) => (
        <div key={path} className="tc-report-volume">
          <dt>Volume {i + 2}</dt>
          <dd className="tc-path">
            {path} <Hash hex={sha256} what={`SHA-256 of volume ${i + 2}`} whole />
          </dd>
        </div>
      ))}
      {summary.signature !== undefined && (
        <>
          <dt>Signature</dt>
          <dd className="tc-path">{summary.signature}</dd>
        </>
      )}
      <dt>Holds</dt>
      <dd>
        {plural(summary.exhibits, 'exhibit')}
        {summary.pages !== undefined && `, ${plural(summary.pages, 'page')}`}
        {volumes.length > 1 && `, ${plural(volumes.length, 'volume')}`}; as of custody entry {grouped(summary.entry)}
        {summary.redacted && '; redacted'}
      </dd>
      <dt>Written</dt>
      <dd>
        <Time ms={writtenAt} />
      </dd>
    </dl>
  );
}

const SIGNS = { holds: '✓', differs: '✖', unknown: '?' } as const;
const VERDICTS = { holds: 'holds', differs: 'differs', unknown: 'cannot be told' } as const;
const CLASSES = { holds: 'tc-verdict-valid', differs: 'tc-verdict-invalid', unknown: 'tc-dim' } as const;

function CheckResult({ check, children }: { check: ReportCheck; children: React.ReactNode }) {
  return (
    <Callout
      intent={check.ok ? Intent.SUCCESS : Intent.DANGER}
      title={check.ok ? 'The report is what this case gives' : 'The report is not what this case gives'}
      className="tc-report-outcome"
      role={check.ok ? 'status' : 'alert'}
      data-testid="check-result"
      data-ok={check.ok}
    >
      <p className="tc-path">
        {visibleText(check.path)} <Hash hex={check.sha256} what="SHA-256 of the file" />
        {check.entry !== null && ` · as of custody entry ${grouped(check.entry)}`} · {plural(check.exhibits, 'exhibit')}
      </p>
      <ul className="tc-report-lines">
        {check.lines.map(({ what, verdict, reason }) => (
          <li key={what} data-testid="check-line" data-verdict={verdict}>
            <span className={CLASSES[verdict]}>
              {SIGNS[verdict]} {VERDICTS[verdict]}
            </span>
            <strong>{visibleText(what)}</strong>
            <span>{visibleText(reason)}</span>
          </li>
        ))}
      </ul>
      {children}
    </Callout>
  );
}
