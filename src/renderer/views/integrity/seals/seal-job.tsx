// Sealing while it runs, and what came of it: the fingerprint and the detached file, to be kept elsewhere.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { CopyButton } from '../../../components/copy.tsx';
import { JobBar } from '../../../components/job-bar.tsx';
import { attempt } from '../../../components/notices.tsx';
import { ErrorCallout } from '../../../components/states.tsx';
import { Hash, Time } from '../../../components/texts.tsx';
import { call } from '../../../data/bridge.ts';
import { jobStore, sealSummary, useJobs, useLatestJob } from '../../../state/jobs.ts';

export function SealJob() {
  const job = useLatestJob('seal');
  const { dismissed } = useJobs();
  if (!job || dismissed.includes(job.id)) return null;
  if (job.state === 'running') {
    return (
      <div className="tc-block" data-testid="seal-running">
        <div className="tc-import-line">
          <span>{job.phase}</span>
          <span className="tc-grow" />
          <Button size="small" text="Cancel" onClick={() => attempt(call('job.cancel', { jobId: job.id }))} />
        </div>
        <JobBar job={job} />
      </div>
    );
  }
  if (job.state === 'cancelled') return <Callout className="tc-block">Sealing was cancelled: the case has no new seal.</Callout>;
  if (job.state === 'failed') return <ErrorCallout error={job.error} title="The case was not sealed" />;
  const summary = sealSummary(job);
  if (!summary) return null;
  const { seal, path, sha256 } = summary;
  const both = `Seal ${seal.number}\nfingerprint ${seal.fingerprint}\ndetached seal ${path}\nSHA-256 of it ${sha256}`;
  return (
    <Callout intent={Intent.SUCCESS} title={`Seal ${seal.number} is set`} className="tc-block" data-testid="seal-result">
      <p>
        Keep the detached file and the fingerprint elsewhere than the case: in the minutes of the handover, with a second person, on paper.
        Only then can a later change be told.
      </p>
      <dl className="tc-fields">
        <dt>Fingerprint</dt>
        <dd>
          <Hash hex={seal.fingerprint} what="fingerprint of the key" whole testid="seal-result-fingerprint" />
        </dd>
        <dt>Detached seal</dt>
        <dd className="tc-path">
          {path} <CopyButton text={path} what="path" />
        </dd>
        <dt>SHA-256 of it</dt>
        <dd>
          <Hash hex={sha256} what="SHA-256 of the detached seal" whole />
        </dd>
        {seal.timestamp !== null && (
          <>
            <dt>Time stamp</dt>
            <dd>
              <Time ms={seal.timestamp} />
            </dd>
          </>
        )}
      </dl>
      <p>
        <CopyButton text={both} what="fingerprint and detached seal" label="Copy all of it" />{' '}
        <Button size="small" variant="minimal" text="Close" onClick={() => jobStore.dismiss(job.id)} />
      </p>
    </Callout>
  );
}
