// The open case of an engine: the writer, the query thread and the jobs, and what each channel does with them.
import type { Answer, Args, EngineChannel, Push, PushValue } from '../shared/channels.ts';
import { TrailcaseError, toErrorValue } from '../shared/errors.ts';
import { CaseFile } from './case/case-file.ts';
import { recordAt } from './case/event-rows.ts';
import { openForReading } from './case/open.ts';
import { importPaths } from './jobs/import-job.ts';
import { previewImport } from './jobs/import-preview.ts';
import { JobList } from './jobs/job-list.ts';
import { openCase } from './jobs/open-case.ts';
import { QueryThread } from './query-thread.ts';
import { writeReportFile } from './report/write-report.ts';
import { verifyCase } from './verify/verify-case.ts';

export type PushFunction = <P extends Push>(push: P, value: PushValue<P>) => void;

interface OpenCase {
  file: CaseFile;
  queries: QueryThread;
}

export class CaseSession {
  private open: OpenCase | null = null;
  private previews = 0;
  private readonly jobs: JobList;
  private readonly push: PushFunction;

  constructor(push: PushFunction) {
    this.push = push;
    this.jobs = new JobList((status) => push('job', status));
  }

  /** Answers one call whose arguments were parsed with the channel's schema. Never throws. */
  async answer(channel: EngineChannel, args: unknown): Promise<Answer<unknown>> {
    try {
      const own = this.own[channel as keyof typeof this.own] as ((args: never) => unknown) | undefined;
      if (own) return { ok: true, value: await own(args as never) };
      return await this.current().queries.ask(channel, args);
    } catch (error) {
      return { ok: false, error: toErrorValue(error) };
    }
  }

  /** Ends jobs and closes the case cleanly. */
  async close(): Promise<void> {
    await this.jobs.stop();
    const open = this.open;
    this.open = null;
    if (!open) return;
    await open.queries.close();
    open.file.close();
  }

  /** Channels that are not plain questions. */
  private readonly own = {
    'case.create': async ({ path, facts }: Args<'case.create'>) => {
      await this.close();
      return await this.use(CaseFile.create(path, facts));
    },
    'case.open': async ({ path }: Args<'case.open'>) => {
      // After a restart of the engine both main and the window ask for it: the second finds it open.
      if (this.open?.file.path === path) return await this.infoOf(this.open);
      await this.close();
      return await this.use(openCase(path));
    },
    'case.close': async () => {
      await this.close();
      return {};
    },
    'import.start': ({ paths, ...options }: Args<'import.start'>) => {
      const { file } = this.current();
      this.refuseSecond('import');
      const jobId = this.jobs.start('import', async (control) => {
        try {
          return await importPaths(file, paths, options, control);
        } finally {
          await this.changed('evidence');
        }
      });
      return { jobId };
    },
    'import.preview': async ({ paths }: Args<'import.preview'>) => {
      // Only the newest question is worth an answer.
      const number = ++this.previews;
      return await previewImport(paths, () => number !== this.previews);
    },
    'verify.start': () => {
      const { file } = this.current();
      this.refuseSecond('import', 'verify');
      const jobId = this.jobs.start('verify', async (control) => {
        const { summary, cancelled } = await verifyCase(file.path, control);
        const { items, itemsCut: _, seconds: __, unproven: ___, ...counts } = summary;
        file.record({
          action: 'verify',
          outcome: cancelled ? 'cancelled' : summary.ok ? 'ok' : 'found something wrong',
          detail: { ...counts, findings: items?.length ?? 0 },
        });
        await this.changed('case');
        return { summary, cancelled };
      });
      return { jobId };
    },
    'report.start': ({ path, overwrite }: Args<'report.start'>) => {
      const { file } = this.current();
      this.refuseSecond('import');
      const jobId = this.jobs.start('report', async (control) => {
        const { summary: verification, cancelled } = await verifyCase(file.path, control);
        if (cancelled) throw new TrailcaseError('CANCELLED', 'The report was cancelled');
        const db = openForReading(file.path);
        try {
          const summary = writeReportFile(db, verification, path, { overwrite });
          file.record({ action: 'report', outcome: 'done', detail: { ...summary } });
          await this.changed('case');
          return { summary, cancelled: false };
        } finally {
          db.close();
        }
      });
      return { jobId };
    },
    'job.cancel': ({ jobId }: Args<'job.cancel'>) => {
      this.jobs.cancel(jobId);
      return {};
    },
    'job.list': () => ({ jobs: this.jobs.list() }),
    'bookmarks.put': async ({ eventId, colour, note, remove }: Args<'bookmarks.put'>) => {
      const { file } = this.current();
      if (recordAt(file.db, eventId) === null) throw new TrailcaseError('EVENT_MISSING', `The case has no event ${eventId}`);
      await file.idle();
      file.putBookmark({ event: eventId, colour, note, removed: remove === true });
      await this.changed('bookmarks');
      return {};
    },
  };

  private async use(file: CaseFile): Promise<unknown> {
    this.open = { file, queries: new QueryThread(file.path) };
    return await this.infoOf(this.open);
  }

  private async infoOf({ queries }: OpenCase): Promise<unknown> {
    const info = await queries.ask('case.info', {});
    if (!info.ok) throw new TrailcaseError(info.error.code, info.error.message, info.error.advice);
    return info.value;
  }

  private current(): OpenCase {
    if (!this.open) throw new TrailcaseError('CASE_NOT_OPEN', 'No case is open', 'Open or create a case first.');
    return this.open;
  }

  private refuseSecond(...kinds: string[]): void {
    const running = this.jobs.running().find((job) => kinds.includes(job.kind));
    if (running) throw new TrailcaseError('JOB_RUNNING', `The ${running.kind} is still running`, 'Wait for it or cancel it.');
  }

  private async changed(what: PushValue<'changed'>['what']): Promise<void> {
    await this.open?.queries.ask('forget', {});
    this.push('changed', { what });
  }
}
