// What an event is, as heads and tables of the report say it.
import type { StoredRow } from '../../case/event-rows.ts';
import type { IsSaid } from '../../decode/about-calls.ts';
import { aboutCallsOf } from '../../query/window-row.ts';
import type { ReportContext } from '../context.ts';
import { isOpenWord } from '../redaction/open-words.ts';

/** In a redacted report: AWS's own words alone. */
const isOpen: IsSaid = (name, what) => what !== 'other' && isOpenWord(name, what === 'api');

/** The name of the call; of what is no call, what it tells of calls. */
export function whatText({ db, redaction }: Pick<ReportContext, 'db' | 'redaction'>, row: StoredRow): string | null {
  return row.eventName ?? aboutCallsOf(db, row, redaction === null ? undefined : isOpen);
}
