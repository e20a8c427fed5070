// What stands in the status line while records are read that the filter needs.
import { Button, ProgressBar } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import type { FilterReading as Reading } from '../../shared/filter-reading.ts';
import { attempt } from '../components/notices.tsx';
import { call } from '../data/bridge.ts';

/** `reading` is null when nothing is left to be read. */
export function FilterReading({ reading }: { reading: Reading | null | undefined }) {
  if (!reading || reading.state === 'done') return null;
  const fraction = reading.total > 0 ? reading.done / reading.total : 0;
  const percent = `${Math.floor(fraction * 100)} %`;
  if (reading.state === 'running') {
    return (
      <span
        className="tc-job"
        data-testid="filter-reading"
        title="The filter asks for what only the records themselves say: they are being read"
      >
        <span>reading records {percent}</span>
        <ProgressBar
          aria-label="Reading records"
          className="tc-job-bar"
          intent="primary"
          animate={false}
          stripes={reading.total === 0}
          value={fraction}
        />
        <Button
          variant="minimal"
          size="small"
          icon={<Cross size={12} />}
          title="Stop reading: what was found stays"
          aria-label="Stop reading records"
          data-testid="filter-stop"
          onClick={() => attempt(call('filter.stop', {}))}
        />
      </span>
    );
  }
  return (
    <span className="tc-job" data-testid="filter-reading" role="status">
      <span className="tc-job-warning">
        {reading.state === 'stopped' ? `stopped at ${percent}: matches may be missing` : `reading failed: ${reading.error?.message ?? ''}`}
      </span>
      <Button
        variant="minimal"
        size="small"
        text="Read on"
        data-testid="filter-read"
        onClick={() => attempt(call('filter.read', { filter: reading.filter }))}
      />
    </span>
  );
}
