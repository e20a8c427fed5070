// Athena as the engine that finds: what it is asked, what it is about to be asked, and what it named. Shared by window, command line and engine.
// Trailcase has no cluster of its own: where an archive outgrows a workstation, the user's Athena names the log files, and these become the evidence.
import { z } from 'zod';
import { S3Access } from './s3.ts';

const Text = z.string().min(1).max(2048);
/** `s3://bucket/prefix`. */
const Address = z
  .string()
  .regex(/^s3:\/\/[^/]+(\/.*)?$/s)
  .max(2048);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Days before the first and behind the last asked for that are looked through, too: see docs/athena.md. */
export const MARGIN_DAYS = 1;

/** What is to be found, and where. Either `filter` or `sql`, never both, and neither left out. */
export const AthenaAsk = z.object({
  /** As for a bucket; `region` is Athena's. Nothing of credentials is stored. */
  access: S3Access.optional(),
  /** `primary` where it is left out. */
  workgroup: Text.optional(),
  /** `AwsDataCatalog` where it is left out. */
  catalog: Text.optional(),
  /** `default` where it is left out. */
  database: Text.optional(),
  /** The CloudTrail table. May be left out for `sql` with `evidence`: then no table is looked up. */
  table: Text.optional(),
  /** Where the logs are, for tables that may not be looked up, and for `sql` over others. Else the table says so itself. */
  evidence: Address.optional(),
  /** Text in the language of docs/filters.md. */
  filter: z.string().max(10_000).optional(),
  /** One SELECT in Athena's dialect, with a column `path` (or `"$path"`) in its result. */
  sql: z.string().max(262_144).optional(),
  /** IANA zone in which times of the filter are read; UTC where it is left out. The window gives the case's. */
  zone: Text.optional(),
  /** Days on both sides of the asked time whose log files are looked through, too; MARGIN_DAYS where it is left out. */
  margin: z.number().int().min(0).max(31).optional(),
  /**
   * Where Athena writes results: a place of the user's choice outside the buckets of the evidence. Not needed to prepare, needed to start (but not for a
   * workgroup in which Athena keeps results itself).
   */
  results: Address.optional(),
  /** An execution that is under way or done is taken up, and nothing is started: `sql` is left out then; of a `filter` that is
   * given, its text has to be that of the execution (ATHENA_EXECUTION), and it stays on record. */
  execution: z
    .string()
    .regex(/^[\w-]{1,128}$/)
    .optional(),
});
export type AthenaAsk = z.infer<typeof AthenaAsk>;

/** What would be run, and what is to be agreed to before it is: costs, and the place of results. */
export const AthenaPlan = z.object({
  /** Exactly what Athena gets. */
  sql: z.string(),
  filter: z.string().nullable(),
  /** What is found beyond the filter, and why; sentences. Empty: exactly what the filter says, as far as the table holds it. */
  notes: z.array(z.string()),
  /** Partition columns of the table, and in words to what each is limited; null: it is not limited, and all of it may be scanned. */
  partitions: z.array(z.object({ column: z.string(), limitedTo: z.string().nullable() })),
  /** Buckets with evidence, as `s3://bucket`: of the table's location, or as they were named. Results never go there. */
  evidence: z.array(z.string()),
  results: z.object({
    /** Where they go; null where Athena keeps them itself, or none was named yet. */
    address: z.string().nullable(),
    /** The workgroup decides this, whatever is asked. */
    enforced: z.boolean(),
    /** Athena keeps them itself for a while, in no bucket of the user's. */
    managed: z.boolean(),
  }),
  workgroup: z.object({
    name: z.string(),
    /** As Athena says it, `Athena engine version 3`; null where it does not. */
    engineVersion: z.string().nullable(),
    /** Bytes scanned after which the workgroup ends a query; null for no limit. */
    cutoffBytes: z.number().nullable(),
  }),
  catalog: z.string(),
  database: z.string(),
  /** Null where none was named. */
  table: z.string().nullable(),
  region: z.string().nullable(),
  /** ARN of who asks, where STS answered. */
  identity: z.string().nullable(),
});
export type AthenaPlan = z.infer<typeof AthenaPlan>;

/** An object of a bucket that Athena named. */
export const NamedObject = z.object({
  bucket: z.string(),
  key: z.string(),
  /** Rows found in it; null where the query did not count them. */
  records: z.number().nullable(),
});
export type NamedObject = z.infer<typeof NamedObject>;

/** What a query came to: with the objects, all that is needed to repeat it. Times are ms UTC, as Athena states them. */
export const AthenaOutcome = z.object({
  executionId: z.string(),
  sql: z.string(),
  filter: z.string().nullable(),
  notes: z.array(z.string()),
  workgroup: z.string(),
  catalog: z.string(),
  database: z.string(),
  table: z.string().nullable(),
  region: z.string().nullable(),
  identity: z.string().nullable(),
  engineVersion: z.string().nullable(),
  submitted: z.number().nullable(),
  completed: z.number().nullable(),
  scannedBytes: z.number(),
  /** Address of the file of results as Athena states it; null where Athena keeps it itself. */
  results: z.string().nullable(),
  evidence: z.array(z.string()),
  /** Distinct objects in the evidence's buckets, and the rows found in them where they were counted. */
  objects: z.number(),
  records: z.number().nullable(),
  /** Objects in other buckets, which are listed and not fetched. */
  elsewhere: z.number(),
  /** Paths that are no address of S3: told, and nothing can be fetched for them; the first of them. */
  unusable: z.array(z.string()),
  /** SHA-256 of the result: the addresses in order of their bytes, each escaped and with a newline, without counts, as docs/athena.md says. */
  resultSha256: z.string(),
});
export type AthenaOutcome = z.infer<typeof AthenaOutcome>;

/** What a CREATE EXTERNAL TABLE is to be over. */
export const AthenaTableAsk = z.object({
  /** Bucket and what stands before `AWSLogs/`. */
  address: Address,
  /** Accounts; left out: any, to be named by every query (an `injected` column). */
  accounts: z.array(z.string().regex(/^\d{12}$/)).optional(),
  /** Regions; left out: any, likewise. */
  regions: z.array(z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/)).optional(),
  /** Id of the organization whose trail delivers there, `o-…`. */
  organization: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/)
    .optional(),
  from: Day,
  /** Left out: to today, whenever it is asked. */
  to: Day.optional(),
  database: Text.optional(),
  table: Text.optional(),
});
export type AthenaTableAsk = z.infer<typeof AthenaTableAsk>;
