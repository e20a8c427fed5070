// Exports events to a file: asks where to, starts the job, and says what was written when it is done, whatever view is shown by then.
import { EVENT_FORMAT_WORDS, type EventFormat, type ExportSummary } from '../../shared/exports.ts';
import { plural } from '../../shared/text.ts';
import { copyText } from '../components/copy.tsx';
import { noticeDone, noticeError } from '../components/notices.tsx';
import { oneLine } from '../components/visible-text.ts';
import { exportSummary, jobEnd } from '../state/jobs.ts';
import { call } from './bridge.ts';

interface Chosen {
  /** Public ids in their order; null: the events of the filter. */
  ids: readonly string[] | null;
  filter: string;
}

/**
 * Never throws: what fails is told.
 * @param chosen asked for once the file is named
 * @param title of the case, by which a name is suggested
 */
export async function exportEvents(format: EventFormat, title: string, chosen: () => Promise<Chosen> | Chosen): Promise<void> {
  try {
    const { ending } = EVENT_FORMAT_WORDS[format];
    const name = format === 'timesketch' ? 'timesketch' : 'events';
    const { paths } = await call('app.pickResult', { suggested: `${title}-${name}.${ending}` });
    const [out] = paths;
    if (out === undefined) return;
    const { ids, filter } = await chosen();
    // The system's own dialog has asked before naming a file that exists.
    const { jobId } = await call('export.start', { ids: ids && [...ids], filter, format, out, overwrite: true });
    const job = await jobEnd(jobId);
    if (job.state === 'cancelled') noticeDone('The export was cancelled; no file was left');
    else if (job.error) noticeError(job.error);
    const summary = exportSummary(job);
    if (summary) noticeDone(words(summary), { text: 'Copy SHA-256', act: () => void copyText(summary.sha256) });
  } catch (error) {
    noticeError(error);
  }
}

function words({ path, sha256, rows, leftOut, unreadable, format }: ExportSummary): string {
  return [
    `Wrote ${plural(rows, 'event')} to ${oneLine(path)}, SHA-256 ${sha256}; it stands in the custody log.`,
    leftOut === 0
      ? ''
      : `${plural(leftOut, 'event')} left out, without a time (is:undated finds them) or beyond the years 1 to 9999: ${EVENT_FORMAT_WORDS[format].name} has no place for them.`,
    unreadable === 0 ? '' : `The filter asks records of ${plural(unreadable, 'item')} that could not be read, or not wholly.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
