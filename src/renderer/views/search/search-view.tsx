// Any text in the raw records: what to search for, how far the search is, what it found so far, and at the end exactly what was searched.
import { SegmentedControl } from '@blueprintjs/core';
import { useCallback } from 'react';
import type { HitOrder, JobStatus, SearchAsked } from '../../../shared/domain.ts';
import { ErrorCallout, Skeleton } from '../../components/states.tsx';
import { searchSummary } from '../../state/jobs.ts';
import { useView } from '../../state/view-context.tsx';
import { ColumnChooser, useColumns } from '../events/column-chooser.tsx';
import { Idle } from './idle.tsx';
import { NothingFound } from './nothing-found.tsx';
import { SearchForm } from './search-form.tsx';
import { SearchStatus } from './search-status.tsx';
import { SearchTable } from './search-table.tsx';
import { type AskedSearch, questionOf, useSearch } from './use-search.ts';

export function SearchView() {
  const { state } = useView();
  const question = questionOf(state);
  const search = useSearch(question);
  return (
    <section className="tc-view tc-view-table" aria-label="Search" data-testid="search-view">
      <SearchForm again={search.again} />
      {question === null ? <Idle /> : <Answer key={JSON.stringify(question)} question={question} search={search} />}
    </section>
  );
}

interface AnswerProps {
  question: SearchAsked;
  search: AskedSearch;
}

function Answer({ question, search }: AnswerProps) {
  const { job, jobId, error, again } = search;
  if (error) return <ErrorCallout error={error} retry={again} title="The search could not be started" />;
  if (job?.state === 'failed') return <ErrorCallout error={job.error} retry={again} title="The search failed" />;
  if (!job || jobId === null) return <Skeleton rows={8} height={32} />;
  const summary = searchSummary(job);
  return (
    <>
      <SearchStatus question={question} search={search} job={job} />
      {summary?.hits === 0 ? <NothingFound question={question} summary={summary} /> : <Hits jobId={jobId} job={job} />}
    </>
  );
}

const ORDERS: readonly { label: string; value: HitOrder }[] = [
  { label: 'Oldest first', value: 'asc' },
  { label: 'Newest first', value: 'desc' },
  { label: 'By item', value: 'found' },
];

function Hits({ jobId, job }: { jobId: string; job: JobStatus }) {
  const { state, adjust } = useView();
  const { columns, chosen, choose } = useColumns();
  const running = job.state === 'running';
  const inTime = state.searchOrder ?? state.order;
  const order = running ? 'found' : inTime;
  const total = searchSummary(job)?.hits ?? job.hits ?? 0;
  // What one is looking at stays where it is when the search ends.
  const onTouched = useCallback(() => {
    if (running) adjust({ searchOrder: 'found' });
  }, [running, adjust]);
  const sort = () => {
    if (!running) adjust({ searchOrder: order === 'asc' ? 'desc' : 'asc' });
  };
  if (total === 0 && !running) return null;
  return (
    <>
      <div className="tc-toolbar">
        <SegmentedControl
          size="small"
          aria-label="Order"
          value={order}
          disabled={running}
          onValueChange={(value) => adjust({ searchOrder: value as HitOrder })}
          options={ORDERS.map((one) => ({ ...one }))}
        />
        <span className="tc-toolbar-text tc-dim">{running && 'while the search runs, as they are found'}</span>
        <ColumnChooser chosen={chosen} choose={choose} />
      </div>
      <SearchTable
        key={`${jobId} ${order}`}
        jobId={jobId}
        total={total}
        order={order}
        columns={columns}
        sort={sort}
        onTouched={onTouched}
      />
    </>
  );
}
