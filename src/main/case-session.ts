// The open case of an engine: its writer, its query thread and its jobs, and who answers which channel. One case is open at a time.
import type { Answer, Args, EngineChannel, Push, PushValue } from '../shared/channels.ts';
import { TrailcaseError, toErrorValue } from '../shared/errors.ts';
import { addressCalls } from './calls/address-calls.ts';
import { annotationCalls } from './calls/annotation-calls.ts';
import { athenaCalls } from './calls/athena-calls.ts';
import { exportCalls } from './calls/export-calls.ts';
import { factCalls } from './calls/fact-calls.ts';
import { findingCalls } from './calls/finding-calls.ts';
import { importCalls } from './calls/import-calls.ts';
import { integrityCalls } from './calls/integrity-calls.ts';
import { reportCalls } from './calls/report-calls.ts';
import { s3Calls } from './calls/s3-calls.ts';
import { searchCalls } from './calls/search-calls.ts';
import type { Changed, OpenCase, SessionHost } from './calls/session-host.ts';
import { CaseFile } from './case/case-file.ts';
import { JobList } from './jobs/job-list.ts';
import { openCase } from './jobs/open-case.ts';
import { Looks } from './jobs/s3-looks.ts';
import { SearchJobs } from './jobs/search-jobs.ts';
import { QueryThread } from './query-thread.ts';
import { ReportPreviews } from './report-previews.ts';
import { SqlRuns } from './sql/sql-runs.ts';
import { Attestations } from './verify/attestations.ts';
import { isSameFile } from './whole-file.ts';

type PushFunction = <P extends Push>(push: P, value: PushValue<P>) => void;

export class CaseSession {
  private open: OpenCase | null = null;
  /** When the last change from one case to another has come to its end: there is one at a time. */
  private turn: Promise<unknown> = Promise.resolve();
  /** Whether the open case is being left: nothing new is started in it. */
  private leaving = false;
  /** Work that is no job and that a case is not left before the end of. */
  private readonly undone = new Set<Promise<unknown>>();
  private readonly jobs: JobList;
  private readonly looks = new Looks();
  private readonly sql = new SqlRuns(() => this.mayStart());
  private readonly push: PushFunction;
  /** What answers a channel. Those that are not here are plain questions to the query thread. */
  private readonly own: Partial<Record<EngineChannel, (args: never) => unknown>>;

  constructor(push: PushFunction) {
    this.push = push;
    this.jobs = new JobList(
      (status) => push('job', status),
      () => this.mayStart(),
    );
    const host = this.host();
    this.own = {
      ...this.caseCalls(),
      ...factCalls(host),
      ...importCalls(host, this.looks),
      ...s3Calls({ ...host, looks: this.looks, push: (value) => push('looking', value) }),
      ...athenaCalls({ ...host, openFile: () => this.open?.file ?? null, changed: () => host.changed('case') }),
      ...integrityCalls(host),
      ...searchCalls(host, this.sql),
      ...annotationCalls(host),
      ...findingCalls(host),
      ...addressCalls(host),
      ...exportCalls(host),
      ...reportCalls({ ...host, changed: () => host.changed('case') }),
    };
  }

  /** Answers one call whose arguments were parsed with the channel's schema. Never throws. */
  async answer(channel: EngineChannel, args: unknown): Promise<Answer<unknown>> {
    try {
      const own = this.own[channel];
      if (own) return { ok: true, value: await own(args as never) };
      return await this.current().queries.ask(channel, args);
    } catch (error) {
      return { ok: false, error: toErrorValue(error) };
    }
  }

  /** Ends jobs and closes the case cleanly. */
  async close(): Promise<void> {
    await this.inTurn(() => this.changeTo(null));
  }

  private caseCalls() {
    return {
      'case.create': ({ path, facts }: Args<'case.create'>) => this.inTurn(() => this.enter(CaseFile.create(path, facts))),
      'case.open': ({ path }: Args<'case.open'>) =>
        this.inTurn(async () => {
          // After a restart of the engine both main and the window ask for it: the second finds it open.
          if (this.open && isOf(this.open.file, path)) {
            if (this.open.file.place.isHere()) return await infoOf(this.open);
            // Moved, deleted or replaced: opened beside itself a file would be damaged.
            return await this.openAnew(this.open.file, path);
          }
          return await this.enter(openCase(path));
        }),
      'case.close': async () => {
        await this.close();
        return {};
      },
      'job.cancel': ({ jobId }: Args<'job.cancel'>) => {
        this.jobs.cancel(jobId);
        return {};
      },
      'job.list': () => ({ jobs: this.jobs.list() }),
      'query.drop': ({ ticket }: Args<'query.drop'>) => {
        this.open?.queries.drop(ticket);
        return {};
      },
    };
  }

  private host(): SessionHost {
    return {
      current: () => this.current(),
      jobs: this.jobs,
      refuseSecond: (...kinds) => this.refuseSecond(...kinds),
      startImport: (work) => this.startImport(work),
      changed: (what) => this.changed(what),
      idle: (file) => this.idle(file),
      whole: (work) => this.whole(work),
      write: async (what, act, file = this.current().file) => {
        await this.idle(file);
        const written = act(file);
        await this.changed(what);
        return written;
      },
    };
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => {});
    return await done;
  }

  /** Whoever has it on screen is told where it does not open any more. */
  private async openAnew(former: CaseFile, path: string): Promise<unknown> {
    await this.changeTo(null);
    try {
      return await this.enter(openCase(path));
    } catch (error) {
      this.push('lost', { path: former.path, error: toErrorValue(error) });
      throw error;
    }
  }

  /** Changes to a case once it answers: until then, and where it does not, the one that was open stays open as it was. */
  private async enter(file: CaseFile): Promise<unknown> {
    const next = this.around(file);
    try {
      const info = await infoOf(next);
      await this.changeTo(next);
      return info;
    } catch (error) {
      if (this.open !== next) await closeAll(next);
      throw error;
    }
  }

  private around(file: CaseFile): OpenCase {
    try {
      const attestations = new Attestations(file.db);
      return {
        file,
        queries: new QueryThread(file.path, (reading) => this.push('reading', reading)),
        searches: new SearchJobs(file.path, this.jobs),
        previews: new ReportPreviews(file.path),
        attestations,
        keys: new Map(),
      };
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Ends all work of the case that is open, closes it, and puts another in its place. Meanwhile none answers: views of the former ask on. */
  private async changeTo(next: OpenCase | null): Promise<void> {
    this.leaving = true;
    try {
      await this.jobs.stop();
      await this.sql.stop();
      await Promise.allSettled(this.undone);
      const former = this.open;
      this.open = null;
      if (former) await closeAll(former);
      this.open = next;
    } finally {
      this.leaving = false;
    }
  }

  /** Errors: CASE_NOT_OPEN. */
  private mayStart(): void {
    if (this.leaving)
      throw new TrailcaseError('CASE_NOT_OPEN', 'The open case is being left: nothing new is started', 'Try again in a moment.');
  }

  private async idle(file: CaseFile): Promise<void> {
    await file.idle();
    if (file !== this.open?.file) throw new TrailcaseError('CANCELLED', 'That was asked of another case, which is no longer open');
  }

  private async whole<T>(work: () => Promise<T>): Promise<T> {
    this.mayStart();
    const done = work();
    this.undone.add(done);
    try {
      return await done;
    } finally {
      this.undone.delete(done);
    }
  }

  private current(): OpenCase {
    if (!this.open) throw new TrailcaseError('CASE_NOT_OPEN', 'No case is open', 'Open or create a case first.');
    return this.open;
  }

  private startImport(work: Parameters<SessionHost['startImport']>[0]): { jobId: string } {
    const { file } = this.current();
    file.mustBeHere();
    const jobId = this.jobs.start('import', async (control) => {
      try {
        return await work(file, control);
      } finally {
        this.open?.attestations.forget();
        await this.changed('evidence');
      }
    });
    return { jobId };
  }

  private refuseSecond(...kinds: string[]): void {
    const running = this.jobs.running().find((job) => kinds.includes(job.kind));
    if (running) throw new TrailcaseError('JOB_RUNNING', `The ${running.kind} is still running`, 'Wait for it or cancel it.');
  }

  private async changed(what: Changed): Promise<void> {
    await this.open?.queries.ask('forget', {});
    this.open?.searches.changed(what);
    this.push('changed', { what });
  }
}

/** Whether a path leads to the file of an open case, or did when that was opened. */
function isOf({ path, place }: CaseFile, other: string): boolean {
  return path === other || isSameFile(path, other) || place.isAt(other);
}

function infoOf({ queries }: OpenCase): Promise<unknown> {
  return queries.valueOf('case.info', {});
}

/** Readers first, so that the writer can leave a single file. What does not close keeps neither the rest open nor another case from being opened. */
async function closeAll({ searches, previews, queries, file }: OpenCase): Promise<void> {
  for (const part of [searches, previews, queries, file]) {
    try {
      await part.close();
    } catch (error) {
      console.error(`${file.path} was not closed cleanly: ${error instanceof Error ? error.message : error}`);
    }
  }
}
