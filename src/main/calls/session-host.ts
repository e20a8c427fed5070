// What the parts of a session's channels (the files *-calls.ts) are lent of it: the open case, its jobs, and how a change is told.
import type { PushValue } from '../../shared/channels.ts';
import type { CaseFile } from '../case/case-file.ts';
import type { ImportOutcome } from '../jobs/import-job.ts';
import type { JobList } from '../jobs/job-list.ts';
import type { JobControl } from '../jobs/progress.ts';
import type { SearchJobs } from '../jobs/search-jobs.ts';
import type { QueryThread } from '../query-thread.ts';
import type { ReportPreviews } from '../report-previews.ts';
import type { Attestations } from '../verify/attestations.ts';
import type { KeyFile } from '../verify/key-files.ts';

export interface OpenCase {
  file: CaseFile;
  queries: QueryThread;
  searches: SearchJobs;
  previews: ReportPreviews;
  /** What AWS's digests were last judged to say. */
  attestations: Attestations;
  /** Public keys that the examiner named since the case was opened, by path. */
  keys: Map<string, KeyFile>;
}

export type Changed = PushValue<'changed'>['what'];

export interface SessionHost {
  /** Errors: CASE_NOT_OPEN. */
  current(): OpenCase;
  jobs: JobList;
  /** Errors: JOB_RUNNING while a job of these kinds runs. */
  refuseSecond(...kinds: string[]): void;
  /** Starts an import as a job. */
  startImport(work: (file: CaseFile, control: JobControl) => Promise<ImportOutcome>): { jobId: string };
  /** Tells the window and the searches that what they know is stale. */
  changed(what: Changed): Promise<void>;
  /**
   * Writes into a case once no job holds it, and tells what changed. Errors: those of the act, CASE_NOT_OPEN.
   * @param file the case that was open when the window asked, where other work came between; left out: the one that is open
   */
  write<T>(what: Changed, act: (file: CaseFile) => T, file?: CaseFile): Promise<T>;
}
