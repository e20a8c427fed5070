// Tells assistive technology when work begins and ends; its progress would be told too often.
import { useEffect, useRef, useState } from 'react';
import type { JobStatus } from '../../shared/domain.ts';
import { useJobs } from '../state/jobs.ts';

export const JOB_WORDS: Record<JobStatus['kind'], string> = {
  import: 'import',
  verify: 'verification',
  report: 'report',
  seal: 'seal',
  search: 'search',
  export: 'export',
  pack: 'report pack',
  check: 'check of a report',
  scope: 'search by Athena',
};

const ENDED: Record<JobStatus['state'], string> = {
  running: 'has begun',
  done: 'is done',
  failed: 'failed',
  cancelled: 'was cancelled',
};

export function JobNews() {
  const { jobs } = useJobs();
  const told = useRef(new Map<string, JobStatus['state']>());
  const [words, setWords] = useState('');
  useEffect(() => {
    for (const { id, kind, state } of jobs) {
      if (told.current.get(id) === state) continue;
      told.current.set(id, state);
      setWords(`The ${JOB_WORDS[kind]} ${ENDED[state]}.`);
    }
  }, [jobs]);
  return (
    <p className="tc-unseen" role="status" data-testid="job-news">
      {words}
    </p>
  );
}
