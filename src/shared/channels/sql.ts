// Questions in SQL: part of the channel map. See docs/sql.md.
import { z } from 'zod';
import { SQL_FORMATS, SqlExport, SqlQuery, SqlResult, SqlSchema } from '../sql.ts';
import { nothing, Path } from './parts.ts';

/** Answered by the engine. */
export const sqlChannels = {
  /** What a query may name. */
  'sql.schema': { args: nothing, result: SqlSchema },
  /** Runs a query in a process of its own. Ends with CANCELLED when `sql.cancel` is called with its id meanwhile. Leaves no custody entry. */
  'sql.run': { args: SqlQuery.extend({ maxRows: z.number().int().min(1).max(10_000) }), result: SqlResult },
  /** Runs a query and writes all its rows to a file, which enters the custody log. Cancelled as `sql.run`; then no file is left. */
  'sql.export': { args: SqlQuery.extend({ format: z.enum(SQL_FORMATS), out: Path, overwrite: z.boolean() }), result: SqlExport },
  'sql.cancel': { args: z.object({ id: z.string() }), result: nothing },
} as const;
