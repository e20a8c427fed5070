// Under the coverage: nearly all events are in a small part of the time; shows only that part, and says what is outside.
import { Button } from '@blueprintjs/core';
import { withTimes } from '../../../shared/filter-edit.ts';
import { grouped } from '../../../shared/text.ts';
import { Door } from '../../components/texts.tsx';
import { useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { type Bulk, bulkWords } from './use-bulk.ts';

interface BulkLineProps {
  bulk: Bulk;
  isNear: boolean;
  setNear: (isNear: boolean) => void;
}

export function BulkLine({ bulk, isNear, setNear }: BulkLineProps) {
  const zone = useZone();
  const { openEvents } = useView();
  const { before, after, from, to } = bulk;
  return (
    <p className="tc-bulk" data-testid="bulk">
      <span>
        {bulkWords(bulk, zone)}; {isNear ? 'not shown:' : 'outside:'}{' '}
        {before > 0 && (
          <Door title="These events" onOpen={() => openEvents(withTimes('', { from: null, to: from }, zone))} testid="bulk-before">
            {grouped(before)} before
          </Door>
        )}
        {before > 0 && after > 0 && ', '}
        {after > 0 && (
          <Door title="These events" onOpen={() => openEvents(withTimes('', { from: to, to: null }, zone))} testid="bulk-after">
            {grouped(after)} after
          </Door>
        )}
      </span>{' '}
      <Button
        size="small"
        text={isNear ? 'Show the whole time' : 'Show only that part'}
        onClick={() => setNear(!isNear)}
        data-testid="bulk-toggle"
      />
    </p>
  );
}
