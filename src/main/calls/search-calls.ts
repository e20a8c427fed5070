// What the window searches for: text in the raw records, and questions in SQL. Part of a session's channels.
import type { Args } from '../../shared/channels.ts';
import { sqlSchema } from '../sql/schema.ts';
import type { SqlRuns } from '../sql/sql-runs.ts';
import type { SessionHost } from './session-host.ts';

/** @param runs the SQL queries that run */
export function searchCalls({ current, write }: SessionHost, runs: SqlRuns) {
  return {
    'search.start': (asked: Args<'search.start'>) => ({ jobId: current().searches.start(asked) }),
    'search.page': (args: Args<'search.page'>) => current().searches.page(args),
    'search.list': () => current().searches.list(),
    'sql.schema': () => sqlSchema(current().file.db),
    'sql.run': (args: Args<'sql.run'>) => runs.run(current().file.path, args),
    'sql.export': (args: Args<'sql.export'>) => {
      const { file } = current();
      return runs.export(file.path, args, async (written) => {
        const detail = { ...written, format: args.format, query: args.query };
        await write('case', () => file.record({ action: 'export', outcome: 'done', detail }), file);
      });
    },
    'sql.cancel': ({ id }: Args<'sql.cancel'>) => {
      runs.cancel(id);
      return {};
    },
  };
}
