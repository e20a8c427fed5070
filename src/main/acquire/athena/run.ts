// Runs one query and collects what it names: state and scanned bytes are told while it runs, and it is stopped when nobody waits for it any more.
import type { QueryExecution } from '@aws-sdk/client-athena';
import { TrailcaseError } from '../../../shared/errors.ts';
import { pause } from '../s3/pause.ts';
import type { Athena } from './client.ts';
import { queryFailure } from './failures.ts';
import { NamedPaths } from './named-paths.ts';

/** ms between two looks at a query: the first, and the longest; each is longer than the one before. */
const FIRST_LOOK = 250;
const LONGEST_LOOK = 5000;
const SLOWER = 1.5;

export interface Told {
  state: string;
  scannedBytes: number;
}

/**
 * Waits for the end of a query.
 * @param onLook told of every look; what it throws ends the wait, and stops the query where that is our own
 * Errors: ATHENA_*, S3_*; CANCELLED, after which the query is stopped.
 */
export async function waitFor(
  athena: Athena,
  { id, own }: { id: string; own: boolean },
  signal: AbortSignal | undefined,
  onLook: (told: Told, execution: QueryExecution) => void,
): Promise<QueryExecution> {
  let wait = FIRST_LOOK;
  let refused = false;
  try {
    for (;;) {
      const execution = await athena.execution(id);
      const { State: state = '', StateChangeReason: reason = '', AthenaError: error } = execution.Status ?? {};
      refused = true;
      onLook({ state, scannedBytes: execution.Statistics?.DataScannedInBytes ?? 0 }, execution);
      refused = false;
      if (state === 'SUCCEEDED') return execution;
      if (state === 'FAILED' || state === 'CANCELLED')
        throw queryFailure(id, state, reason || error?.ErrorMessage || '', execution.ResultConfiguration?.OutputLocation ?? null);
      await pause(wait, signal);
      wait = Math.min(LONGEST_LOOK, wait * SLOWER);
    }
  } catch (error) {
    const cancelled = error instanceof TrailcaseError && error.code === 'CANCELLED';
    // That it could not be stopped is no reason to hide why it should be.
    if (cancelled || (refused && own)) await athena.stop(id).catch(() => {});
    if (cancelled) throw new TrailcaseError('CANCELLED', `Cancelled; the query ${id} was stopped at Athena`, '', { cause: error });
    throw refused ? error : goesOn(error, id);
  }
}

/** What fails here may go on there. */
function goesOn(error: unknown, id: string): unknown {
  if (
    !(error instanceof TrailcaseError) ||
    !/^(S3_|ATHENA_THROTTLED|ATHENA_FAILED|ATHENA_ACCESS_DENIED)/.test(error.code) ||
    error.message.includes(id)
  )
    return error;
  return new TrailcaseError(error.code, error.message, `The query may go on at Athena: take it up with --execution ${id}.`, {
    cause: error,
  });
}

/** All that a query named. Errors: ATHENA_NO_PATH, ATHENA_RESULTS_DENIED, ATHENA_LIMIT and those of waitFor. */
export async function collect(athena: Athena, id: string): Promise<NamedPaths> {
  const named = new NamedPaths();
  let columns: { path: number; records: number } | null = null;
  try {
    for await (const { Rows: rows = [], ResultSetMetadata: metadata } of athena.results(id)) {
      let from = 0;
      if (columns === null) {
        const names = (metadata?.ColumnInfo ?? []).map(({ Name: name = '' }) => name.toLowerCase());
        columns = { path: names.findIndex((name) => name === 'path' || name === '$path'), records: names.indexOf('records') };
        if (columns.path === -1)
          throw new TrailcaseError(
            'ATHENA_NO_PATH',
            `The result has no column "$path": it has ${names.join(', ') || 'none'}`,
            'Select "$path" AS "path".',
          );
        // The first row of the first page repeats the names of the columns.
        const first = rows[0]?.Data ?? [];
        if (names.length > 0 && names.every((name, i) => first[i]?.VarCharValue?.toLowerCase() === name)) from = 1;
      }
      for (const { Data: data = [] } of rows.slice(from)) {
        const count = columns.records === -1 ? undefined : data[columns.records]?.VarCharValue;
        named.add(data[columns.path]?.VarCharValue ?? '', count);
      }
    }
  } catch (error) {
    if (error instanceof TrailcaseError && error.code === 'ATHENA_ACCESS_DENIED')
      throw new TrailcaseError(
        'ATHENA_RESULTS_DENIED',
        `The results cannot be read: ${error.message}`,
        `Allow s3:GetObject there, then take it up with --execution ${id}.`,
        {
          cause: error,
        },
      );
    throw goesOn(error, id);
  }
  return named;
}
