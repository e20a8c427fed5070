// An import above every view: its progress while it runs, its summary until it is put away.
import { Button, Callout, Card, Intent } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import type { JobStatus } from '../../../shared/domain.ts';
import { bytesText, durationText, grouped } from '../../../shared/text.ts';
import { JobBar } from '../../components/job-bar.tsx';
import { attempt } from '../../components/notices.tsx';
import { plural } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { askedOf, continueAcquire } from '../../state/acquire.ts';
import { importSummary, jobStore, useJobs, useLatestJob } from '../../state/jobs.ts';
import { useView } from '../../state/view-context.tsx';
import { AcquireRunning } from '../acquire/acquire-running.tsx';
import { advice } from '../acquire/obstacle.tsx';
import { Unfinished } from '../acquire/unfinished.tsx';
import { Summary } from './import-summary.tsx';
import { Recognised } from './recognised.tsx';

export function ImportCard() {
  const job = useLatestJob('import');
  const { dismissed } = useJobs();
  const { state } = useView();
  if (!job) return <Unfinished />;
  if (dismissed.includes(job.id)) return null;
  const summary = importSummary(job);
  const asked = askedOf(job.id);
  if (job.state === 'running')
    return job.acquired ? <AcquireRunning job={job} profile={asked?.options.s3?.access?.profile ?? null} /> : <Running job={job} />;
  const close = (
    <Button
      variant="minimal"
      size="small"
      icon={<Cross size={14} />}
      aria-label="Put away"
      title="Put away"
      data-testid="import-dismiss"
      onClick={() => jobStore.dismiss(job.id)}
    />
  );
  // Where the evidence is not the matter, one line is enough.
  if (job.state === 'done' && summary)
    return <Summary summary={summary} close={close} brief={state.view !== 'overview' && state.view !== 'evidence'} />;
  return (
    <Callout
      className="tc-import"
      intent={job.state === 'failed' ? Intent.DANGER : Intent.WARNING}
      title={job.state === 'failed' ? 'The import failed' : asked ? 'The import is paused' : 'The import was cancelled'}
      data-testid="import-ended"
    >
      {job.error ? (
        <p>
          {visibleText(job.error.message)} <code className="tc-code">{job.error.code}</code>{' '}
          {advice(job.error.code, asked?.options.s3?.access?.profile ?? null) ?? job.error.advice}
        </p>
      ) : (
        <p>What was stored up to then is complete and kept; importing the same {asked ? 'address' : 'paths'} again goes on from there.</p>
      )}
      {asked && <Button size="small" text="Continue" onClick={() => attempt(continueAcquire(asked))} data-testid="import-continue" />}
      {close}
    </Callout>
  );
}

function Running({ job }: { job: JobStatus }) {
  return (
    <Card compact className="tc-import" data-testid="import-running">
      <div className="tc-import-line">
        <strong>Importing</strong>
        <span className="tc-dim tc-ellipsis">{job.phase}</span>
        <span className="tc-grow" />
        <Button size="small" text="Cancel" onClick={() => attempt(call('job.cancel', { jobId: job.id }))} data-testid="import-cancel" />
      </div>
      <JobBar job={job} />
      <div className="tc-import-line tc-number">
        <span>
          {grouped(job.files)}
          {job.totalFiles > 0 && ` of ${grouped(job.totalFiles)}`} files
        </span>
        <span>
          {bytesText(job.bytes)}
          {job.totalBytes > 0 && ` of ${bytesText(job.totalBytes)}`}
        </span>
        <span>{plural(job.events, 'event')}</span>
        <span>{grouped(Math.round(job.rate))} events/s</span>
        <span>{job.secondsLeft === null ? '' : `${durationText(job.secondsLeft)} left`}</span>
      </div>
      {job.shapes && job.shapes.length > 0 && (
        <Recognised
          testid="import-shapes"
          rows={job.shapes.map(({ kind, shape, items, events }) => ({
            kind,
            shape,
            files: items,
            more: events > 0 ? plural(events, 'event') : '',
          }))}
        />
      )}
    </Card>
  );
}
