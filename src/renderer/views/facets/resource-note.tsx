// What is told above the values of the facet of resources: how far their records are read, and which events no value counts.
import { Button, ProgressBar } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { plural } from '../../../shared/text.ts';
import { attempt } from '../../components/notices.tsx';
import { call } from '../../data/bridge.ts';
import type { CountedResources, ResourceCounts } from './use-resources.ts';

export function ResourceNote({ answer, retry }: Pick<CountedResources, 'answer' | 'retry'>) {
  if (!answer) return null;
  return (
    <div className="tc-facet-note" data-testid="resource-note">
      <ResourceReading reading={answer.reading} retry={retry} />
      <span>{told(answer)}</span>
      {answer.unreadable > 0 && (
        <span className="tc-job-warning">
          {plural(answer.unreadable, 'item')} could not be read, or not wholly: resources may be missing
        </span>
      )}
    </div>
  );
}

/** How far records are read, with a way to stop and to go on; nothing once they are. */
export function ResourceReading({ reading, retry }: { reading: ResourceCounts['reading']; retry: () => void }) {
  if (!reading || reading.state === 'done') return null;
  const fraction = reading.total > 0 ? reading.done / reading.total : 0;
  const percent = `${Math.floor(fraction * 100)} %`;
  if (reading.state === 'running')
    return (
      <div className="tc-facet-reading">
        <span>reading records {percent}</span>
        <ProgressBar
          aria-label="Reading records"
          className="tc-grow"
          intent="primary"
          animate={false}
          stripes={reading.total === 0}
          value={fraction}
        />
        <Button
          variant="minimal"
          size="small"
          icon={<Cross size={12} />}
          title="Stop reading: what was counted stays"
          aria-label="Stop reading records for resources"
          data-testid="resource-stop"
          onClick={() => attempt(stop(reading).then(retry))}
        />
      </div>
    );
  return (
    <div className="tc-facet-reading" role="status">
      <span className="tc-grow tc-job-warning">
        {reading.state === 'stopped' ? `stopped at ${percent}` : `reading failed: ${reading.error?.message ?? ''}`}
      </span>
      <Button
        variant="minimal"
        size="small"
        text="Read on"
        data-testid="resource-read"
        onClick={() => attempt(readOn(reading).then(retry))}
      />
    </div>
  );
}

type Reading = NonNullable<ResourceCounts['reading']>;

/** Where the filter itself asks records, its reading goes first. */
function stop({ asks }: Reading): Promise<object> {
  return asks === 'filter' ? call('filter.stop', {}) : call('resources.stop', {});
}

function readOn({ asks, filter }: Reading): Promise<object> {
  return asks === 'filter' ? call('filter.read', { filter }) : call('resources.read', {});
}

function told({ total, read, none, untold }: ResourceCounts): string {
  const of = read < total ? `of ${plural(read, 'event')} read so far, ` : '';
  const more = untold > 0 ? `; others in ${plural(untold, 'event')} are not told apart: there are too many` : '';
  return `${of}${plural(none, 'event')} ${none === 1 ? 'names' : 'name'} none${more}`;
}
