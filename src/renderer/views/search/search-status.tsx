// How far a search is, and what it searched in the end.
import { Button } from '@blueprintjs/core';
import { Refresh } from '@blueprintjs/icons';
import type { JobStatus, SearchAsked, SearchSummary } from '../../../shared/domain.ts';
import { printTerm } from '../../../shared/filter.ts';
import { grouped } from '../../../shared/text.ts';
import { JobBar } from '../../components/job-bar.tsx';
import { attempt } from '../../components/notices.tsx';
import { Door, plural } from '../../components/texts.tsx';
import { call } from '../../data/bridge.ts';
import { searchSummary, useJobs } from '../../state/jobs.ts';
import { useView } from '../../state/view-context.tsx';
import { integrityPatch } from '../../state/view-state.ts';
import { foundText, progressParts, searchedText } from './search-words.ts';
import type { AskedSearch } from './use-search.ts';

interface SearchStatusProps {
  question: SearchAsked;
  search: AskedSearch;
  job: JobStatus;
}

export function SearchStatus({ question, search, job }: SearchStatusProps) {
  const summary = searchSummary(job);
  const importing = useJobs().jobs.some(({ kind, state }) => kind === 'import' && state === 'running');
  const old = search.gone
    ? 'What this search found is no longer kept.'
    : search.stale
      ? 'Evidence was added, or the time zone changed, since this search: what it says may not hold any more.'
      : importing
        ? 'An import is running: what it adds may not be searched.'
        : null;
  return (
    <div className="tc-search-status" data-testid="search-status" data-state={job.state}>
      {job.state === 'running' && <Running job={job} />}
      {job.state === 'cancelled' && (
        <p className="tc-search-told" role="status" data-testid="search-told">
          <strong className="tc-outcome-denied">Cancelled.</strong> {plural(job.hits ?? 0, 'event')} found until then, in{' '}
          {progressParts({ ...job, rate: 0 }).join(', ')}; nothing is said of the rest. <Again search={search} />
        </p>
      )}
      {summary && (
        <p className="tc-search-told" role="status" data-testid="search-told" data-hits={summary.hits}>
          <strong>{foundText(summary.hits, question)}</strong>; {searchedText(summary)}
          <NotSearched summary={summary} />
        </p>
      )}
      {old !== null && (
        <p className="tc-search-told tc-outcome-denied" role="status" data-testid="search-stale">
          ⚠ {old} <Again search={search} />
        </p>
      )}
    </div>
  );
}

function Again({ search }: { search: AskedSearch }) {
  return (
    <Button
      size="small"
      variant="minimal"
      icon={<Refresh size={12} />}
      text="Search again"
      data-testid="search-again"
      onClick={search.again}
    />
  );
}

function Running({ job }: { job: JobStatus }) {
  return (
    <>
      <div className="tc-search-line tc-number" data-testid="search-progress">
        <strong>{plural(job.hits ?? 0, 'event')} found so far</strong>
        {progressParts(job).map((part) => (
          <span key={part}>{part}</span>
        ))}
        <span className="tc-grow" />
        <Button size="small" text="Cancel" data-testid="search-cancel" onClick={() => attempt(call('job.cancel', { jobId: job.id }))} />
      </div>
      <JobBar job={job} />
    </>
  );
}

/** Items that belong to the answer and were not read: an empty answer would mean less than it seems. */
function NotSearched({ summary }: { summary: SearchSummary }) {
  const { go, openEvents } = useView();
  const { notKept, unreadable, unreadableItems } = summary;
  return (
    <>
      {notKept > 0 && (
        <span className="tc-outcome-denied" data-testid="search-not-kept">
          ; ∅ {plural(notKept, 'item')} with events could not be searched: the case does not have {notKept === 1 ? 'its' : 'their'} bytes
        </span>
      )}
      {unreadable > 0 && (
        <span className="tc-verdict-invalid" data-testid="search-unreadable">
          ; ✖ {plural(unreadable, 'item')} could not be read, or not wholly (
          {unreadableItems.slice(0, 3).map((hash) => (
            <Door
              key={hash}
              className="tc-verdict-invalid"
              title={`The events of item ${hash}`}
              onOpen={() => openEvents(printTerm({ field: 'evidence', value: hash, negated: false }))}
            >
              <code>{hash.slice(0, 8)}</code>{' '}
            </Door>
          ))}
          {unreadable > 3 && `and ${grouped(unreadable - 3)} more`}):{' '}
          <Door className="tc-verdict-invalid" title="Verify the case" onOpen={() => go(integrityPatch('proof'))}>
            verification tells why
          </Door>
        </span>
      )}
    </>
  );
}
