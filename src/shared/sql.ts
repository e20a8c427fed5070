// What the SQL console sends and gets: a query with its limits, a result, and what a query may name.
import { z } from 'zod';

/** Limits that the console offers; the first of each is what it begins with. */
export const ROW_LIMITS = [1000, 100, 10_000] as const;
export const SECOND_LIMITS = [30, 10, 120, 600] as const;

/** A query as the window runs it. `id`: the window's own, by which it can be cancelled. */
export const SqlQuery = z.object({
  id: z.string().min(1).max(100),
  query: z.string().max(100_000),
  /** Seconds after which it is stopped. */
  seconds: z.number().int().min(1).max(3600),
});
export type SqlQuery = z.infer<typeof SqlQuery>;

/** A value: text, number, NULL; a number that JavaScript does not hold exactly is kept as it is written. BLOBs are texts, `x'…'`. */
export const SqlCell = z.union([z.string(), z.number(), z.null(), z.object({ number: z.string() })]);
export type SqlCell = z.infer<typeof SqlCell>;

export const SqlResult = z.object({
  /** No name twice. */
  columns: z.array(z.string()),
  /** Per column, the field of events that it holds, by the name that filters know; null where it is made of something else. */
  origins: z.array(z.string().nullable()),
  rows: z.array(z.array(SqlCell)),
  /** Public ids of the events that the rows are; null for a row that is none. */
  events: z.array(z.string().nullable()),
  /** At which limit it was cut: rows, characters of all cells (`size`), or time; null when it is whole. */
  cut: z.enum(['rows', 'size', 'time']).nullable(),
  /** Where the query may not mean what it says. */
  hints: z.array(z.string()),
  /** The query of SQLite that it became; null when it ran as it was written. */
  translated: z.string().nullable(),
  /** From asking to the last row. */
  seconds: z.number(),
});
export type SqlResult = z.infer<typeof SqlResult>;

/** A column, or a field of a struct. */
export interface SqlColumn {
  /** As AWS writes it, or as the case has it. */
  name: string;
  type: string;
  /** What it holds; may be empty. */
  note: string;
  /** Fields of a struct, or of the elements of a list; empty where there are none, or none that are known. */
  fields: SqlColumn[];
}
export const SqlColumn: z.ZodType<SqlColumn> = z.object({
  name: z.string(),
  type: z.string(),
  note: z.string(),
  get fields() {
    return z.array(SqlColumn);
  },
});

export const SqlTable = z.object({ name: z.string(), note: z.string(), columns: z.array(SqlColumn) });
export type SqlTable = z.infer<typeof SqlTable>;

/** A function of Athena's dialect: `json_extract_scalar`, `json_extract_scalar(json, path)`, what it gives. */
export const SqlFunction = z.object({ name: z.string(), group: z.string(), call: z.string(), note: z.string() });
export type SqlFunction = z.infer<typeof SqlFunction>;

/** What a query may name; cloudtrail_logs stands first. */
export const SqlSchema = z.object({ tables: z.array(SqlTable), functions: z.array(SqlFunction) });
export type SqlSchema = z.infer<typeof SqlSchema>;

/** A written result. */
export const SqlExport = z.object({ path: z.string(), sha256: z.string(), rows: z.number() });
export type SqlExport = z.infer<typeof SqlExport>;

export const SQL_FORMATS = ['csv', 'jsonl'] as const;
export type SqlFormat = (typeof SQL_FORMATS)[number];
