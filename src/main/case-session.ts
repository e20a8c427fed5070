// The open case of an engine: the writer, the query thread and the jobs, and what each channel does with them.
import type { AnnotationStep } from '../shared/annotations.ts';
import type { Answer, Args, EngineChannel, Push, PushValue } from '../shared/channels.ts';
import { TrailcaseError, toErrorValue } from '../shared/errors.ts';
import { addressDataWith } from './addresses/address-book.ts';
import { readListFile } from './addresses/lists/read-list.ts';
import { athenaCalls } from './athena-calls.ts';
import { readAttackFile } from './attack/read-file.ts';
import { noteAddressData } from './case/address-data.ts';
import { annotate, restoreAnnotation, revertAnnotations } from './case/annotate.ts';
import { bookmarkOf } from './case/annotations.ts';
import { noteAttackData } from './case/attack-data.ts';
import { CaseFile } from './case/case-file.ts';
import { putNote } from './case/entity-notes.ts';
import { recordAt } from './case/event-rows.ts';
import { citeEvents, putFinding, putReview, putStoryline } from './case/findings-writer.ts';
import { openForReading } from './case/open.ts';
import { removeView, renameView, saveView } from './case/saved-views.ts';
import { addWatchList, removeWatchList } from './case/watch-lists.ts';
import { lookAtExchange, takeOver } from './exchange/take-over.ts';
import { annotations as annotationExport } from './export/annotations.ts';
import { writePicture } from './export/picture.ts';
import { exportInThread } from './export-thread.ts';
import { type ImportOutcome, importPaths } from './jobs/import-job.ts';
import { previewImport } from './jobs/import-preview.ts';
import { JobList } from './jobs/job-list.ts';
import { openCase } from './jobs/open-case.ts';
import type { JobControl } from './jobs/progress.ts';
import { Looks } from './jobs/s3-looks.ts';
import { SearchJobs } from './jobs/search-jobs.ts';
import { QueryThread } from './query-thread.ts';
import { reportCalls } from './report-calls.ts';
import { ReportPreviews } from './report-previews.ts';
import { s3Calls } from './s3-calls.ts';
import { checkSeals } from './seal/check-seals.ts';
import { sealCase } from './seal/seal-case.ts';
import { makeKey, oneTimeKey, readKey } from './seal/signing-key.ts';
import { sqlSchema } from './sql/schema.ts';
import { SqlRuns } from './sql/sql-runs.ts';
import { Attestations } from './verify/attestations.ts';
import { readKeyFile } from './verify/key-files.ts';
import { verifyCase } from './verify/verify-case.ts';
import type { KeyFile } from './verify/verify-worker.ts';
import { checkTarget } from './whole-file.ts';

export type PushFunction = <P extends Push>(push: P, value: PushValue<P>) => void;

interface OpenCase {
  file: CaseFile;
  queries: QueryThread;
  searches: SearchJobs;
  previews: ReportPreviews;
  /** What AWS's digests were last judged to say. */
  attestations: Attestations;
  /** Public keys that the examiner named since the case was opened, by path. */
  keys: Map<string, KeyFile>;
}

export class CaseSession {
  private open: OpenCase | null = null;
  private previews = 0;
  /** The verification that the window started by itself, to know what the digests say; empty before the first. */
  private asked = '';
  private readonly jobs: JobList;
  private readonly looks = new Looks();
  private readonly sql = new SqlRuns();
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
    await this.sql.stop();
    await open.searches.close();
    await open.previews.close();
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
      this.current();
      this.refuseSecond('import', 'seal');
      return this.startImport((file, control) =>
        this.looks.counted(file, paths, (looks) => importPaths(file, paths, { ...options, looks }, control)),
      );
    },
    ...athenaCalls({
      jobs: { start: (...args) => this.jobs.start(...args) },
      refuseSecond: (...kinds) => this.refuseSecond(...kinds),
      current: () => this.current(),
      openFile: () => this.open?.file ?? null,
      startImport: (work) => this.startImport(work),
      changed: () => this.changed('case'),
    }),
    ...s3Calls({
      current: () => this.current(),
      jobs: { running: () => this.jobs.running() },
      looks: this.looks,
      push: (value) => this.push('looking', value),
    }),
    'import.preview': async ({ paths }: Args<'import.preview'>) => {
      // Only the newest question is worth an answer.
      const number = ++this.previews;
      return await previewImport(paths, () => number !== this.previews);
    },
    'verify.start': async ({ scope = 'all', keys: named = [] }: Args<'verify.start'>) => {
      const { file, attestations, keys } = this.current();
      const asked = scope === 'digests' && named.length === 0;
      if (!asked) await this.stepAside(scope !== 'hashes');
      this.refuseSecond('import', 'verify', 'seal');
      for (const path of named) keys.set(path, readKeyFile(path));
      const jobId = this.jobs.start(
        'verify',
        async (control) => {
          const { state } = attestations;
          const { summary, judgement, cancelled } = await verifyCase(file.path, control, { scope, keys: [...keys.values()] });
          if (!cancelled && scope !== 'hashes') attestations.take(judgement, state);
          // A question that the window asks by itself is no act of the examiner's.
          if (!asked) {
            await file.idle();
            const { items, itemsCut: _, seconds: __, unproven: ___, chains: ____, keys: _____, ...counts } = summary;
            file.record({
              action: 'verify',
              outcome: cancelled ? 'cancelled' : summary.ok ? 'ok' : 'found something wrong',
              detail: { ...counts, findings: items?.length ?? 0 },
            });
          }
          await this.changed('case');
          return { summary, cancelled };
        },
        { scope },
      );
      if (asked) this.asked = jobId;
      return { jobId };
    },
    'integrity.get': () => ({ attestation: this.current().attestations.whole() }),
    'empty.explain': async (args: Args<'empty.explain'>) => {
      const { queries, attestations } = this.current();
      return valueIn(await queries.ask('empty.explain', { ...args, attestation: attestations.whole() }));
    },
    'questions.get': async (args: Args<'questions.get'>) => {
      const { queries, attestations } = this.current();
      return valueIn(await queries.ask('questions.get', { ...args, attestation: attestations.whole() }));
    },
    'timeline.backgrounds': async (args: Args<'timeline.backgrounds'>) => {
      const { queries, attestations } = this.current();
      return valueIn(await queries.ask('timeline.backgrounds', { ...args, attestation: attestations.whole() }));
    },
    'integrity.items': (args: Args<'integrity.items'>) => this.current().attestations.items(args),
    'integrity.digests': (args: Args<'integrity.digests'>) => this.current().attestations.digests(args),
    'integrity.item': ({ sha256 }: Args<'integrity.item'>) => this.current().attestations.item(sha256),
    'seals.list': async () => ({ rows: (await checkSeals(this.current().file.db, { roots: false })).seals }),
    'seal.start': async ({ out, overwrite, note, key, timestampServer }: Args<'seal.start'>) => {
      const { file, keys, attestations } = this.current();
      await this.stepAside(true);
      this.refuseSecond('import', 'verify', 'report', 'pack', 'seal');
      checkTarget(out, { overwrite, notOver: file.path });
      const signing = key === null ? oneTimeKey() : key.make ? makeKey(key.path, key.passphrase) : readKey(key.path, key.passphrase);
      const jobId = this.jobs.start('seal', async (control) => {
        const { state } = attestations;
        const { summary: verification, judgement, cancelled } = await verifyCase(file.path, control, { keys: [...keys.values()] });
        if (cancelled) throw new TrailcaseError('CANCELLED', 'The sealing was cancelled');
        attestations.take(judgement, state);
        const summary = await sealCase(file, signing, { out, overwrite, note, timestampServer, verification, signal: control.signal });
        await this.changed('case');
        return { summary, cancelled: false };
      });
      return { jobId };
    },
    'proof.acknowledge': async ({ text }: Args<'proof.acknowledge'>) => {
      const { file } = this.current();
      await file.idle();
      const seq = file.db.prepare("SELECT max(seq) FROM custody WHERE action = 'verify'").pluck().get() as number | null;
      file.record({ action: 'acknowledge', outcome: 'noted in writing', detail: { text, verification: seq } });
      await this.changed('case');
      return {};
    },
    ...reportCalls({
      current: () => this.current(),
      jobs: { start: (kind, work) => this.jobs.start(kind, work) },
      refuseSecond: (...kinds) => this.refuseSecond(...kinds),
      changed: () => this.changed('case'),
    }),
    'search.start': (asked: Args<'search.start'>) => ({ jobId: this.current().searches.start(asked) }),
    'search.page': (args: Args<'search.page'>) => this.current().searches.page(args),
    'search.list': () => this.current().searches.list(),
    'sql.schema': () => sqlSchema(this.current().file.db),
    'sql.run': (args: Args<'sql.run'>) => this.sql.run(this.current().file.path, args),
    'sql.export': (args: Args<'sql.export'>) => {
      const { file } = this.current();
      return this.sql.export(file.path, args, async (written) => {
        await file.idle();
        file.record({ action: 'export', outcome: 'done', detail: { ...written, format: args.format, query: args.query } });
        await this.changed('case');
      });
    },
    'picture.save': async ({ path, overwrite, format, bytes, shows }: Args<'picture.save'>) => {
      const { file } = this.current();
      const written = writePicture(path, bytes, { overwrite, notOver: file.path });
      await file.idle();
      file.record({ action: 'export', outcome: 'done', detail: { ...written, format, shows } });
      await this.changed('case');
      return written;
    },
    'sql.cancel': ({ id }: Args<'sql.cancel'>) => {
      this.sql.cancel(id);
      return {};
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
      const label = bookmarkOf(file.db, eventId)?.label ?? '';
      file.putBookmark({ event: eventId, colour, label, note, removed: remove === true });
      await this.changed('bookmarks');
      return {};
    },
    'annotations.put': async ({ changes }: Args<'annotations.put'>) => this.annotated((file) => annotate(file, changes)),
    'annotations.putAll': async ({ filter, act }: Args<'annotations.putAll'>) => {
      const ids = valueIn(await this.current().queries.ask('ids', { filter })) as string[];
      const step = await this.annotated((file) =>
        annotate(
          file,
          ids.map((target) => ({ target, act })),
        ),
      );
      return { ...step, events: ids.length };
    },
    'export.start': ({ ids, filter, format, out, overwrite }: Args<'export.start'>) => {
      const { file } = this.current();
      this.refuseSecond('import');
      checkTarget(out, { overwrite, notOver: file.path });
      const jobId = this.jobs.start('export', async (control) => {
        const order = { path: file.path, format, ids, filter, out, overwrite };
        const done = await exportInThread(order, control).catch(unlessCancelled);
        if (done === null) return { summary: null, cancelled: true };
        const { leftOut = 0, unreadable = [], ...written } = done;
        const summary = { ...written, format, leftOut, unreadable: unreadable.length };
        await file.idle();
        file.record({ action: 'export', outcome: 'done', detail: { ...summary, ...(ids === null && { filter }) } });
        await this.changed('case');
        return { summary, cancelled: false };
      });
      return { jobId };
    },
    'annotations.revert': async (range: Args<'annotations.revert'>) => this.annotated((file) => revertAnnotations(file, range)),
    'annotations.restore': async ({ id }: Args<'annotations.restore'>) => this.annotated((file) => restoreAnnotation(file, id)),
    'notes.put': async ({ kind, value, note }: Args<'notes.put'>) => {
      const { file } = this.current();
      await file.idle();
      putNote(file, kind, value, note);
      await this.changed('bookmarks');
      return {};
    },
    'views.put': async ({ name, filter, display, remove }: Args<'views.put'>) => {
      const { file } = this.current();
      await file.idle();
      if (remove) removeView(file, name);
      else saveView(file, { name, filter, display });
      await this.changed('views');
      return {};
    },
    'views.rename': async ({ from, to }: Args<'views.rename'>) => {
      const { file } = this.current();
      await file.idle();
      const { annotated } = renameView(file, from, to);
      await this.changed('views');
      if (annotated) await this.changed('bookmarks');
      return {};
    },
    'findings.put': async ({ remove, ...finding }: Args<'findings.put'>) => {
      const { file } = this.current();
      await file.idle();
      const written = putFinding(file, { ...finding, removed: remove === true });
      await this.changed('findings');
      return written;
    },
    'findings.cite': async (args: Args<'findings.cite'>) => {
      const { file } = this.current();
      const lost = args.ids.find((id) => recordAt(file.db, id) === null);
      if (lost !== undefined) throw new TrailcaseError('EVENT_MISSING', `The case has no event ${lost}`);
      await file.idle();
      const cited = citeEvents(file, args);
      await this.changed('findings');
      return cited;
    },
    'storyline.put': async ({ body, seen }: Args<'storyline.put'>) => {
      const { file } = this.current();
      await file.idle();
      const written = putStoryline(file, body, seen);
      await this.changed('findings');
      return written;
    },
    'reviews.put': async ({ remove, ...review }: Args<'reviews.put'>) => {
      const { file } = this.current();
      await file.idle();
      const former = putReview(file, { ...review, removed: remove === true });
      await this.changed('findings');
      return { former };
    },
    'attack.load': async ({ path }: Args<'attack.load'>) => {
      const { file } = this.current();
      const data = await readAttackFile(path);
      await file.idle();
      noteAttackData(file, data);
      await this.changed('findings');
      return { data: data.data, techniques: data.techniques.length };
    },
    'exchange.export': async ({ path, overwrite, filter }: Args<'exchange.export'>) => {
      const { file } = this.current();
      await file.idle();
      const db = openForReading(file.path);
      try {
        db.prepare('BEGIN').run();
        const { unreadable: _, ...written } = await annotationExport.write({ db, out: path, overwrite, filter, keys: [], control: {} });
        file.record({ action: 'export', outcome: 'done', detail: { ...written, format: 'annotations', filter } });
        await this.changed('case');
        return written;
      } finally {
        db.close();
      }
    },
    'exchange.look': ({ path }: Args<'exchange.look'>) => lookAtExchange(this.current().file.db, path),
    'exchange.import': async ({ path }: Args<'exchange.import'>) => {
      const { file } = this.current();
      await file.idle();
      const summary = takeOver(file, path);
      for (const what of ['findings', 'bookmarks', 'views'] as const) await this.changed(what);
      return summary;
    },
    'addresses.setData': async ({ paths }: Args<'addresses.setData'>) => {
      const { file } = this.current();
      const data = addressDataWith(paths);
      await file.idle();
      noteAddressData(file, data);
      await this.changed('lists');
      return {};
    },
    'lists.preview': ({ path }: Args<'lists.preview'>) => readListFile(path).preview,
    'lists.add': async ({ path, name, date }: Args<'lists.add'>) => {
      const { file } = this.current();
      const { bytes, preview } = readListFile(path);
      await file.idle();
      addWatchList(file, { ...preview, name, date, bytes });
      await this.changed('lists');
      return {};
    },
    'lists.remove': async ({ name }: Args<'lists.remove'>) => {
      const { file } = this.current();
      await file.idle();
      removeWatchList(file, name);
      await this.changed('lists');
      return {};
    },
    'query.drop': ({ ticket }: Args<'query.drop'>) => {
      this.open?.queries.drop(ticket);
      return {};
    },
  };

  private async annotated<Step extends AnnotationStep>(act: (file: CaseFile) => Step): Promise<Step> {
    const { file } = this.current();
    await file.idle();
    const step = act(file);
    if (step.written > 0) await this.changed('bookmarks');
    return step;
  }

  private async use(file: CaseFile): Promise<unknown> {
    this.open = {
      file,
      queries: new QueryThread(file.path, (reading) => this.push('reading', reading)),
      searches: new SearchJobs(file.path, this.jobs),
      previews: new ReportPreviews(file.path),
      attestations: new Attestations(file.db),
      keys: new Map(),
    };
    return await this.infoOf(this.open);
  }

  private async infoOf({ queries }: OpenCase): Promise<unknown> {
    return valueIn(await queries.ask('case.info', {}));
  }

  private current(): OpenCase {
    if (!this.open) throw new TrailcaseError('CASE_NOT_OPEN', 'No case is open', 'Open or create a case first.');
    return this.open;
  }

  /**
   * What the window asks the digests by itself steps aside for what the examiner starts.
   * @param answered whether that answers the question, too: else it is waited for
   */
  private async stepAside(answered: boolean): Promise<void> {
    if (!this.jobs.running().some(({ id }) => id === this.asked)) return;
    if (answered) this.jobs.cancel(this.asked);
    await this.jobs.ended(this.asked);
  }

  private startImport(work: (file: CaseFile, control: JobControl) => Promise<ImportOutcome>): { jobId: string } {
    const { file } = this.current();
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

  private async changed(what: PushValue<'changed'>['what']): Promise<void> {
    await this.open?.queries.ask('forget', {});
    this.open?.searches.changed(what);
    this.push('changed', { what });
  }
}

/** For what ended because it was cancelled. */
function unlessCancelled(error: unknown): null {
  if (error instanceof TrailcaseError && error.code === 'CANCELLED') return null;
  throw error;
}

/** Errors: that of the answer. */
function valueIn(answer: Answer<unknown>): unknown {
  if (!answer.ok) throw new TrailcaseError(answer.error.code, answer.error.message, answer.error.advice);
  return answer.value;
}
