// How far a job is, as a bar; striped while nobody can tell.
import { type Intent, ProgressBar } from '@blueprintjs/core';
import type { JobStatus } from '../../shared/domain.ts';

interface JobBarProps {
  job: Pick<JobStatus, 'phase' | 'fraction'>;
  intent?: Intent;
  className?: string;
}

export function JobBar({ job, intent = 'primary', className }: JobBarProps) {
  return (
    <ProgressBar
      aria-label={job.phase || 'Progress'}
      className={className}
      intent={intent}
      animate={false}
      stripes={job.fraction === null}
      value={job.fraction ?? 1}
    />
  );
}
