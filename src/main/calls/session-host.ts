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
  /** Resolves when no job holds the case, and it may be written into. Errors: CANCELLED where it was left meanwhile. */
  idle(file: CaseFile): Promise<void>;
  /** Does work that is no job and that the case is not left before the end of. Errors: those of the work, CASE_NOT_OPEN. */
  whole<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Writes into a case once no job holds it, and tells what changed. Errors: those of the act and of `idle`, CASE_NOT_OPEN.
   * @param file the case that was open when the window asked, where other work came between; left out: the one that is open
   */
  write<T>(what: Changed, act: (file: CaseFile) => T, file?: CaseFile): Promise<T>;
}
