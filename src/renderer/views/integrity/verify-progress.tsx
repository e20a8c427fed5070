// A running verification: what it is at, how far, and how to stop it.
import { Button } from '@blueprintjs/core';
import type { JobStatus } from '../../../shared/domain.ts';
import { durationText, grouped } from '../../../shared/text.ts';
import { JobBar } from '../../components/job-bar.tsx';
import { attempt } from '../../components/notices.tsx';
import { call } from '../../data/bridge.ts';

export function VerifyProgress({ job }: { job: JobStatus }) {
  return (
    <div className="tc-block" data-testid="verify-running">
      <div className="tc-import-line">
        <span>{job.phase}</span>
        <span className="tc-grow" />
        <span className="tc-number">
          {job.totalFiles > 0 && `${grouped(job.files)} of ${grouped(job.totalFiles)} items`}
          {job.secondsLeft !== null && ` · ${durationText(job.secondsLeft)} left`}
        </span>
        <Button size="small" text="Cancel" onClick={() => attempt(call('job.cancel', { jobId: job.id }))} data-testid="verify-cancel" />
      </div>
      <JobBar job={job} />
    </div>
  );
}
