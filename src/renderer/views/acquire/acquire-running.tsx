// An import from AWS while it runs: objects rather than files, what it could not have, and what it waits for, of a person.
import { Button, Callout, Card, Intent } from '@blueprintjs/core';
import type { JobStatus } from '../../../shared/domain.ts';
import { bytesText, durationText, grouped } from '../../../shared/text.ts';
import { JobBar } from '../../components/job-bar.tsx';
import { attempt } from '../../components/notices.tsx';
import { plural } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { ShellCommand } from './obstacle.tsx';
import { signInCommand } from './words.ts';

export function AcquireRunning({ job, profile }: { job: JobStatus; profile: string | null }) {
  const { fetched = 0, known = 0, notFetched = 0, bytes = 0, planned = 0 } = job.acquired ?? {};
  return (
    <Card compact className="tc-import" data-testid="import-running">
      <div className="tc-import-line">
        <strong>Importing from AWS</strong>
        <span className="tc-dim tc-ellipsis">{visibleText(job.phase)}</span>
        <span className="tc-grow" />
        <Button
          size="small"
          text="Pause"
          title="What was fetched is stored; it goes on from there"
          onClick={() => attempt(call('job.cancel', { jobId: job.id }))}
          data-testid="import-cancel"
        />
      </div>
      <JobBar job={job} intent={job.waiting ? 'warning' : 'primary'} />
      <div className="tc-import-line tc-number" data-testid="acquire-progress">
        <span>
          {grouped(fetched + known + notFetched)}
          {planned > 0 && ` of ${grouped(Math.max(planned, fetched + known + notFetched))}`} objects
        </span>
        <span>
          {bytesText(bytes)} fetched
          {job.totalBytes > 0 && ` of ${bytesText(job.totalBytes)}`}
        </span>
        {known > 0 && <span>{grouped(known)} in the case already</span>}
        <span className={notFetched > 0 ? 'tc-outcome-denied' : ''}>
          {notFetched > 0 ? `◭ ${grouped(notFetched)} not to be had` : 'nothing refused so far'}
        </span>
        <span>{plural(job.events, 'event')}</span>
        <span>{job.rate > 0 && `${grouped(Math.round(job.rate))} events/s`}</span>
        <span>{job.secondsLeft === null || job.waiting ? '' : `${durationText(job.secondsLeft)} left`}</span>
      </div>
      {job.waiting && (
        <Callout intent={Intent.WARNING} compact role="alert" title="The credentials have expired" data-testid="acquire-waiting">
          Sign in again with <ShellCommand text={signInCommand(profile)} />, or renew the keys in the credentials file. The import looks
          every five seconds and goes on by itself. After a quarter of an hour it ends; then it can be continued.
        </Callout>
      )}
    </Card>
  );
}
