// Athena as the engine that finds: part of the channel map. One scoping at a time is held by the engine, the newest; it ends with the engine or the next.
//
// The window's way: `athena.prepare` (asks AWS about workgroup and table, runs nothing) gives what is to be shown before anybody agrees; `athena.start`
// with `agreed` runs it as a job of kind `scope` (status: `phase` is Athena's state in words, `bytes` what was scanned so far; `job.cancel` stops the
// query at Athena, too); then `athena.outcome` and `athena.objects` tell what was named, and `athena.import` fetches it into the open case.
import { z } from 'zod';
import { AthenaAsk, AthenaOutcome, AthenaPlan, AthenaTableAsk, NamedObject } from '../athena.ts';
import { S3Import } from '../s3.ts';
import { JobStarted, nothing, Page } from './parts.ts';

/** Answered by the engine. */
export const athenaChannels = {
  /** The CREATE EXTERNAL TABLE with partition projection for a bucket. Asks nobody, runs nothing; needs no open case. */
  'athena.createTable': { args: AthenaTableAsk, result: z.object({ sql: z.string() }) },
  /**
   * What would be run. Asks STS who asks, and Athena for the workgroup and the table (GetWorkGroup, GetTableMetadata): runs nothing, costs nothing, needs no
   * open case. Errors: FILTER_INVALID; ATHENA_NOT_TRANSLATED (names the term, with its place in the filter); ATHENA_NOT_READING for SQL that is not one
   * SELECT; ATHENA_RESULTS_PLACE; ATHENA_PARTITION_NEEDED; ATHENA_TABLE_MISSING; ATHENA_WORKGROUP_MISSING; ATHENA_ACCESS_DENIED; S3_CREDENTIALS and others.
   */
  'athena.prepare': { args: AthenaAsk, result: AthenaPlan },
  /**
   * Runs it: costs per byte scanned, and writes results to `results`. `agreed` is the query and the place of results that a person was told and agreed to; null:
   * nobody did. Where something else would be run by now, nothing is. A code of MFA holds once: it is given to `athena.prepare` and left out here.
   * Errors at once: ATHENA_NOT_AGREED, JOB_RUNNING; in the job: ATHENA_NOT_AGREED, those of `athena.prepare`, ATHENA_QUERY_FAILED (Athena's own reason), ATHENA_LIMIT, ATHENA_NO_PATH, ATHENA_RESULTS_DENIED, ….
   */
  'athena.start': {
    args: z.object({ ask: AthenaAsk, agreed: AthenaPlan.pick({ sql: true, results: true }).nullable() }),
    result: JobStarted,
  },
  /** What the newest scoping came to; null before the first has ended, and while one runs. */
  'athena.outcome': { args: nothing, result: z.object({ outcome: AthenaOutcome.nullable() }) },
  /** Objects that it named, in order of their bytes. `elsewhere`: those in other buckets than the evidence's. */
  'athena.objects': {
    args: z.object({ elsewhere: z.boolean().optional(), ...Page }),
    result: z.object({ total: z.number(), rows: z.array(NamedObject) }),
  },
  /**
   * Fetches the objects of the newest scoping, whole, and the digests of their days with the neighbours that the chains need, into the open case; the record of
   * the scoping comes along as evidence. Not what was found for another case. A job of kind `import`, like `import.start`. `s3` as there: its `choice` may only say `digests: false`; `access` is
   * that of the scoping where it is left out. Errors: BAD_REQUEST where there is no scoping, it named nothing or was made for another case, JOB_RUNNING.
   */
  'athena.import': { args: z.object({ s3: S3Import.optional() }), result: JobStarted },
} as const;
