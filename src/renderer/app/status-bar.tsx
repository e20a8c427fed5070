// The bottom line: how many events there are and match, in which zone times are shown, what is running.
import { Button } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import type { JobStatus } from '../../shared/domain.ts';
import { durationText, grouped } from '../../shared/text.ts';
import { zoned } from '../../shared/time.ts';
import { JobBar } from '../components/job-bar.tsx';
import { attempt } from '../components/notices.tsx';
import { plural } from '../components/texts.tsx';
import { call } from '../data/bridge.ts';
import { useCall, useCase, useZone } from '../data/queries.ts';
import { useJobs } from '../state/jobs.ts';
import { useView } from '../state/view-context.tsx';
import { FilterReading } from './filter-reading.tsx';
import { JOB_WORDS, JobNews } from './job-news.tsx';

export function StatusBar() {
  const info = useCase();
  const { state, openEvents } = useView();
  const matching = useCall('events.count', { filter: state.filter }, { keep: true });
  const running = useJobs().jobs.filter((job) => job.state === 'running');
  const zone = useZone();
  // The offset at the end of the logs: the zone may have another one today.
  const offset = zoned(info.lastEvent ? Date.parse(info.lastEvent) : Date.now(), zone).offset;
  return (
    <footer className="tc-status">
      <button
        type="button"
        className="tc-status-door"
        onClick={() => openEvents('')}
        title="All events"
        data-testid="status-events"
        data-count={info.events}
      >
        {plural(info.events, 'event')}
      </button>
      <span aria-hidden="true">·</span>
      <button
        type="button"
        className="tc-status-door"
        onClick={() => openEvents(state.filter)}
        title="The events that match the filter"
        data-testid="status-matching"
        data-count={matching.data?.total}
      >
        {matching.data
          ? `${grouped(matching.data.total)} match${matching.data.reading ? ' so far' : ''}`
          : matching.error
            ? 'filter failed'
            : 'counting'}
      </button>
      {matching.data && matching.data.unreadable > 0 && (
        <span className="tc-verdict-invalid" data-testid="filter-unreadable">
          ✖ the filter asks records of {plural(matching.data.unreadable, 'item')} that could not be read
        </span>
      )}
      <FilterReading reading={matching.data?.reading} />
      <span aria-hidden="true">·</span>
      <span title="The case's time zone; hover a time for UTC" data-testid="status-zone">
        {zone} (UTC{offset})
      </span>
      <span className="tc-grow" />
      <JobNews />
      {running.map((job) => (
        <JobLine key={job.id} job={job} />
      ))}
    </footer>
  );
}

function JobLine({ job }: { job: JobStatus }) {
  return (
    <span className="tc-job" data-testid="job-progress" data-kind={job.kind} title={job.phase}>
      <span>
        {JOB_WORDS[job.kind]}
        {job.fraction !== null && ` ${Math.floor(job.fraction * 100)} %`}
        {job.rate > 0 && ` · ${grouped(Math.round(job.rate))} events/s`}
        {job.secondsLeft !== null && ` · ${durationText(job.secondsLeft)} left`}
      </span>
      <JobBar job={job} className="tc-job-bar" />
      <Button
        variant="minimal"
        size="small"
        icon={<Cross size={12} />}
        title={`Cancel the ${JOB_WORDS[job.kind]}`}
        aria-label={`Cancel the ${JOB_WORDS[job.kind]}`}
        data-testid="job-cancel"
        onClick={() => attempt(call('job.cancel', { jobId: job.id }))}
      />
    </span>
  );
}
