// From when to when the events of a case are, from the columns: the table of records has no index on time.
import type { ReadConnection } from './open.ts';
import { timesInChunks } from './record-columns.ts';
import { whileRecordsStay } from './records-state.ts';

interface EventTimes {
  /** ms UTC of the first event with a time; null where none has one. */
  first: number | null;
  last: number | null;
  /** Events without a time. */
  undated: number;
}

/**
 * Of events only: records that repeat one do not count. Asked with every filter, and read once for as long as the records are the same; of ten million
 * it takes a tenth of a second. From `record_columns`.
 */
export const eventTimes = whileRecordsStay(readEventTimes);

function readEventTimes(db: ReadConnection): EventTimes {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let undated = 0;
  const repeats = db.prepare('SELECT record FROM repeats WHERE record >= ? AND record < ?').pluck();
  for (const { record, time } of timesInChunks(db)) {
    const isRepeat = new Set(repeats.all(record, record + time.length) as number[]);
    for (let i = 0; i < time.length; i++) {
      const at = time[i] as number;
      // Most are neither the first nor the last, whether they repeat another or not.
      if (at >= first && at <= last) continue;
      if (isRepeat.size > 0 && isRepeat.has(record + i)) continue;
      if (Number.isNaN(at)) undated++;
      else {
        if (at < first) first = at;
        if (at > last) last = at;
      }
    }
  }
  return first > last ? { first: null, last: null, undated } : { first, last, undated };
}
