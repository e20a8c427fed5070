// What is wrong with a question for Athena by itself: told before anything is asked, be it of AWS or of a person. What only the table can tell comes later.
import type { AthenaAsk } from '../../../shared/athena.ts';
import { TrailcaseError } from '../../../shared/errors.ts';
import type { TimeContext } from '../../../shared/filter.ts';
import { checkReading, namesPath } from './statement.ts';
import { checkFilter, checkLength } from './translate.ts';

/** In which times of its filter are read. No event of a case is known to them. */
export function timesOf({ zone = 'UTC' }: AthenaAsk): TimeContext {
  return { zone, firstEvent: null, lastEvent: null };
}

/** Errors: USAGE, FILTER_INVALID, ATHENA_NOT_TRANSLATED, ATHENA_NOT_READING, ATHENA_NO_PATH, ATHENA_LIMIT. */
export function checkAsk(ask: AthenaAsk): void {
  const { filter, sql, table, evidence, execution } = ask;
  const asked = [filter, sql, execution].filter((one) => one !== undefined).length;
  if (asked !== 1 && !(asked === 2 && sql === undefined))
    throw new TrailcaseError('USAGE', 'A filter, SQL or an execution is wanted: one of them', '');
  if (table === undefined && (filter !== undefined || evidence === undefined))
    throw new TrailcaseError(
      'USAGE',
      'The CloudTrail table is not named',
      'Name it with --table; for --sql over others, say with --evidence s3://BUCKET where the logs are.',
    );
  if (filter !== undefined) checkFilter(filter, timesOf(ask));
  if (sql === undefined) return;
  if (!namesPath(checkReading(sql)))
    throw new TrailcaseError(
      'ATHENA_NO_PATH',
      'The query does not ask for "$path"',
      'Select "$path" AS "path": it says in which object a row is.',
    );
  checkLength(sql);
}
