// Writes the rows of events batch by batch, and between them says how far it is and lets itself be cancelled.
import { TrailcaseError } from '../../../shared/errors.ts';
import type { ReadConnection } from '../../case/open.ts';
import { breathe, type JobControl, type Progress } from '../../jobs/progress.ts';
import { EventParts } from './event-parts.ts';
import type { RowFormat } from './row-format.ts';

/** Rows of a batch: some tens of milliseconds. */
export const AT_ONCE = 4096;

/** The events to be written. */
export interface EventSource {
  count: number;
  /** Numbers of their records in order, at most AT_ONCE at a time. */
  batches(): Iterable<readonly number[]>;
}

/** Rows of batch after batch; after the last one it is asked once more whether it was cancelled. Errors: CANCELLED. */
export async function* rowBatches(
  db: ReadConnection,
  events: EventSource,
  format: RowFormat,
  { signal, onProgress }: JobControl,
): AsyncGenerator<string[]> {
  const progress: Progress = {
    phase: 'Writing events',
    counts: 'events',
    bytes: 0,
    totalBytes: events.count,
    files: 0,
    totalFiles: 0,
    events: 0,
  };
  const parts = new EventParts(db, format);
  for (const records of events.batches()) {
    for (const rows of parts.rowsOf(records)) {
      progress.bytes += rows.length;
      progress.events += rows.length;
      yield rows;
      onProgress?.(progress);
      await breathe();
      if (signal?.aborted) throw cancelled();
    }
  }
}

function cancelled(): TrailcaseError {
  return new TrailcaseError('CANCELLED', 'The export was cancelled');
}
