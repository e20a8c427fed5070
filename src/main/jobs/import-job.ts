// Import: joins acquire, ingest and case. Every file met ends up in the inventory, and the counts add up.
import { realpathSync, rmSync } from 'node:fs';
import type { AcquiredSummary } from '../../shared/acquired.ts';
import type { ImportSummary, ItemKind, ProblemCount } from '../../shared/domain.ts';
import { TrailcaseError, toErrorValue } from '../../shared/errors.ts';
import type { S3Import } from '../../shared/s3.ts';
import { DEFAULT_LIMITS, type Limits } from '../acquire/containers/limits.ts';
import { type LocalSource, listNames, measured } from '../acquire/folder.ts';
import { type HandoverList, readHandoverList } from '../acquire/handover-list.ts';
import { KnownHashes } from '../acquire/known-hashes.ts';
import { isAddress } from '../acquire/s3/address.ts';
import type { CaseFile } from '../case/case-file.ts';
import { storeHandover } from '../case/handovers.ts';
import { problemCounts, problemsSince } from '../case/problem-counts.ts';
import { completeColumns } from '../case/record-columns.ts';
import { countNewRepeats, resolveRepeats } from '../case/repeats.ts';
import { rootsNow } from '../case/roots.ts';
import type { WorkerFailure, WorkerItem, WorkerRequest, WorkerResult, WorkerSetup } from '../ingest/file-reader.ts';
import { unpackedItems } from '../ingest/packed-items.ts';
import { TOOL } from '../version.ts';
import { workerFile } from '../worker-file.ts';
import { compareHandover, furtherAlgorithms } from './handover.ts';
import { type FileAt, ImportStore, type PendingItem } from './import-store.ts';
import { sizesOf, tasks } from './import-tasks.ts';
import { deriveOutdated } from './outdated.ts';
import type { JobControl, Progress } from './progress.ts';
import { Remainder, spoolOf } from './remainder.ts';
import type { LooksBefore } from './s3-looks.ts';
import { WorkerPool } from './worker-pool.ts';

export interface ImportOptions {
  /** Keep the bytes of files that are not CloudTrail, or are not opened, and of containers, too. */
  keepAll?: boolean | undefined;
  /** Further hashes to compute of everything delivered. */
  md5?: boolean | undefined;
  sha1?: boolean | undefined;
  /** Path of a handover list with which to compare what was delivered. */
  expect?: string | undefined;
  limits?: Partial<Limits> | undefined;
  /** Nobody reads the case until the import ends: large files are then written in half the time. */
  alone?: boolean | undefined;
  /** How addresses among the paths are reached, and what of them is taken. */
  s3?: S3Import | undefined;
  /** What was asked of their buckets before, in this session. */
  looks?: readonly LooksBefore[] | undefined;
}

export interface ImportOutcome {
  summary: ImportSummary;
  cancelled: boolean;
  /** New problems of whole items or of bytes that became no event: input that could not be read as it should. */
  damaged: number;
  /** Every file was in the case already, in the same place. */
  nothingNew: boolean;
}

/**
 * Imports files, folders, archives and addresses (`s3://bucket/prefix`) into an open case.
 * Killed at any moment, the case holds whole items only, and importing the same paths again completes it.
 * Errors: IMPORT_PATH_MISSING and MANIFEST_UNREADABLE before anything is stored; STORAGE_FULL, S3_* and others with what was stored kept.
 */
export async function importPaths(
  file: CaseFile,
  paths: readonly string[],
  options: ImportOptions = {},
  control: JobControl = {},
): Promise<ImportOutcome> {
  const started = performance.now();
  const list = options.expect === undefined ? null : readHandoverList(options.expect);
  // Threads take a while to start: they do so while files are listed.
  const pool: ImportPool = new WorkerPool(workerFile('ingest/import-worker'), null);
  let feed: Feed | null = null;
  try {
    const addresses = paths.filter(isAddress);
    // Loaded only when it is needed: with AWS's SDK, it is larger than all the rest.
    if (addresses.length > 0) {
      const { openFeeds } = await import('./feeds.ts');
      feed = await openFeeds(file, addresses, options, control).catch((error) => {
        const isService = error instanceof TrailcaseError && error.code.startsWith('S3_');
        throw isService ? together([{ error, what: '' }], 'nothing was stored') : error;
      });
    }
    return await importWith(pool, file, paths, list, feed, options, control, started);
  } finally {
    await feed?.close();
    await pool.close();
  }
}

type ImportPool = WorkerPool<WorkerRequest, WorkerResult>;

/** What brings files that stand nowhere on this machine. */
export interface Feed {
  /** Words for the custody entry with which an import begins. */
  readonly about: Record<string, unknown>;
  /** What is to be read, in tasks that are stored whole. Its files are added to those of the import. */
  tasks(parts: FeedParts, signal: AbortSignal | undefined): AsyncGenerator<WorkerRequest>;
  /** What is to be told of it while it runs. */
  live(): Pick<Progress, 'acquired' | 'waiting'>;
  /** Makes files of what has to wait. */
  park(...lists: readonly PendingItem[][]): void;
  /** Has what is under way fail, so that nobody waits for it. */
  stop(): void;
  /** Has what is written beside the case stand on its disk; why it does not, where it does not. */
  settle(): TrailcaseError | null;
  /** Words for the custody entry with which an import ends. */
  summary(): Record<string, unknown>;
  /** The same for whoever waits for the end. */
  told(): AcquiredSummary;
  close(): Promise<void>;
}

export interface FeedParts {
  file: CaseFile;
  store: ImportStore;
  files: FileAt[];
  progress: Progress;
  tell(): void;
}

async function importWith(
  pool: ImportPool,
  file: CaseFile,
  paths: readonly string[],
  list: HandoverList | null,
  feed: Feed | null,
  options: ImportOptions,
  control: JobControl,
  started: number,
): Promise<ImportOutcome> {
  const sources = paths.filter((path) => !isAddress(path)).map((path) => withoutCaseFile(listNames(path), file.path));
  const files: FileAt[] = sources.flatMap((source) => source.files.map((found) => ({ source, found })));
  const listed = files.length;
  const known = KnownHashes.forCount(files.length + itemCount(file));
  for (const hash of file.db.prepare('SELECT sha256 FROM evidence WHERE kept = 1').pluck().iterate() as IterableIterator<Buffer>)
    known.add(hash);

  resolveRepeats(file.db);
  const before = totals(file);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const hashes = new Set(list ? furtherAlgorithms(list) : []);
  if (options.md5) hashes.add('md5');
  if (options.sha1) hashes.add('sha1');
  const setup: WorkerSetup = { known: known.shared, hashes: [...hashes].sort() };
  const store = new ImportStore(file, known, {
    paths,
    keepAll: options.keepAll === true,
    limits,
    remember: list !== null,
    hashes: setup.hashes,
    alone: options.alone === true,
    about: feed?.about,
  });
  const progress: Progress = {
    phase: 'Reading files',
    bytes: 0,
    totalBytes: 0,
    files: 0,
    totalFiles: files.length,
    events: 0,
  };
  const tell = () => control.onProgress?.({ ...progress, shapes: [...store.shapes.values()], ...feed?.live() });
  tell();

  const measureAll = async (): Promise<void> => {
    for (const { found } of files) progress.totalBytes += measured(found).size;
    const refused = files.filter(({ found }) => found.refused);
    store.storeRefused(refused);
    progress.files += refused.length;
    tell();
  };

  pool.tell(setup);
  const run = (source: Iterator<WorkerRequest> | AsyncIterator<WorkerRequest>): Promise<void> =>
    pool.run(
      source,
      (result, worker) => {
        const items = [...unpackedItems(result.items)];
        store.storeResult({ items, fresh: result.fresh }, worker, (item) => placeOf(files, item));
        for (const item of items) {
          progress.files++;
          if (!('tooLarge' in item && item.tooLarge)) progress.bytes += files[item.index]?.found.size ?? 0;
          if ('parsed' in item && item.parsed) progress.events += item.parsed.events.count;
          // Nobody asks for it any more, and there may be millions.
          if (feed !== null && item.index >= listed) files[item.index] = STORED;
        }
        feed?.park(store.large, store.containers);
        tell();
      },
      control.signal,
      ({ files: some }) => some.flatMap(({ bytes }) => (bytes && bytes.length > 0 ? [bytes.buffer as ArrayBuffer] : [])),
    );
  const failures: Failure[] = [];
  try {
    // Files are measured while workers read the first of them.
    await Promise.all([run(tasks(files, sizesOf(file))), measureAll()]);
    if (feed !== null && control.signal?.aborted !== true) {
      const delivered = feed.tasks({ file, store, files, progress, tell }, control.signal);
      // Whoever asked for tasks may have stopped asking.
      await run(delivered)
        .catch((error) => {
          feed.stop();
          throw error;
        })
        .finally(() => delivered.return(undefined));
    }
    const rest = new Remainder({ file, store, files, limits, run, progress, tell, signal: control.signal });
    await rest.read();
  } catch (error) {
    failures.push({ error, what: 'not all was read' });
  } finally {
    await pool.close();
    rmSync(spoolOf(file.path), { recursive: true, force: true });
  }

  const unwritten = feed?.settle() ?? null;
  if (unwritten !== null && !failures.some(({ error }) => error === unwritten))
    failures.push({ error: unwritten, what: 'what was asked is not all written' });

  progress.phase = 'Comparing repeated deliveries';
  tell();
  let compared = true;
  let repeats = { sightings: 0, conflicts: 0 };
  try {
    resolveRepeats(file.db);
    completeColumns(file.db);
    repeats = countNewRepeats(file.db, before.nextRecord);
    if (store.outdated.any) repeats = deriveOutdated(file, repeats);
  } catch (error) {
    // Where storage is full: the next opening for writing makes up for it.
    compared = false;
    failures.push({ error, what: 'repeated deliveries could not be compared' });
  }
  const failure = together(failures);
  const cancelled = failure === null && control.signal?.aborted === true;
  const after = totals(file);
  const summary = summarise(before, after, repeats, store, (performance.now() - started) / 1000);
  let handoverRoot = '';
  if (list !== null && failure === null && !cancelled) {
    const { result, lines } = compareHandover(list, store.delivered);
    handoverRoot = storeHandover(file.db, { path: list.path, sha256: list.sha256, lines: list.files.length }, lines);
    summary.expected = result;
  }
  const outcome = failure !== null ? `failed: ${toErrorValue(failure).message}` : cancelled ? 'cancelled' : 'done';
  const { seconds: _, eventsPerSecond: __, shapes: ___, problemCodes: ____, expected, ...counts } = summary;
  if (feed !== null) summary.acquired = feed.told();
  const handover = expected && {
    list: expected.manifest,
    sha256: expected.sha256,
    matched: expected.matched,
    ...expected.counts,
    root: handoverRoot,
  };
  const detail = {
    paths,
    tool: TOOL,
    ...counts,
    handover,
    ...feed?.summary(),
    nothingNew: !store.wrote,
    // Said for `verify`, which takes undecided repeats for that alone.
    ...(!compared && { compared }),
    items: itemCount(file),
    ...rootsNow(file.db),
  };
  try {
    if (failure === null || store.wrote) file.record({ action: 'import', outcome, detail });
  } catch (error) {
    // Where storage is full the log cannot grow either.
    failures.push({ error, what: 'the custody log has no entry of its end' });
  }
  if (failures.length > 0) throw together(failures, feed === null ? '' : storedText(summary));
  return { summary, cancelled, damaged: after.damaged - before.damaged, nothingNew: !store.wrote };
}

/** What went wrong, and what came of it. */
interface Failure {
  error: unknown;
  what: string;
}

/** What of an import that failed is in the case all the same: who asks a service does not see it on a disk. */
function storedText({ files, events }: ImportSummary): string {
  const stored = files.total - files.alreadyPresent - files.unreadable;
  return stored === 0
    ? 'nothing was stored'
    : `stored until then: ${stored} file${stored === 1 ? '' : 's'}, ${events} event${events === 1 ? '' : 's'}`;
}

/**
 * The first one, which is the reason, with what went wrong after it; null where there is none.
 * @param stored what is to be said beside it
 */
function together([first, ...others]: readonly Failure[], stored = ''): unknown {
  if (first === undefined) return null;
  if (others.length === 0 && stored === '') return first.error;
  const { code, message, advice } = toErrorValue(first.error);
  // Mostly for the same reason, which is said once.
  const beside = others.map(({ error, what }) => {
    const why = error instanceof Error ? error.message : String(error);
    return message.includes(why) ? what : `${what}: ${why}`;
  });
  return new TrailcaseError(code, [message.replace(/\.$/, ''), ...beside, ...(stored === '' ? [] : [stored])].join('; '), advice, {
    cause: first.error,
  });
}

/** In the place of a file that was stored. */
const STORED: FileAt = {
  source: { kind: 'file', path: '', files: [] },
  found: { absolute: '', path: '', size: 0, refused: null },
};

/** A case may lie in the folder that is imported into it: its own files are no evidence. */
function withoutCaseFile(source: LocalSource, casePath: string): LocalSource {
  const own = realpathSync(casePath);
  const companions = new Set(['', '-wal', '-shm', '-lock', '-journal'].map((suffix) => own + suffix));
  const spool = `${spoolOf(own)}/`;
  const isOwn = (absolute: string): boolean => absolute.startsWith(own) && (companions.has(absolute) || absolute.startsWith(spool));
  return { ...source, files: source.files.filter(({ absolute }) => !isOwn(String(absolute))) };
}

function placeOf(files: readonly FileAt[], item: WorkerItem | WorkerFailure): FileAt {
  const place = files[item.index];
  if (!place) throw new Error(`worker answered for file ${item.index}, which was not asked`);
  return place;
}

interface Totals {
  /** Number that the next record gets. */
  nextRecord: number;
  records: number;
  problemCodes: ProblemCount[];
  recordProblems: number;
  damaged: number;
}

function totals(file: CaseFile): Totals {
  const one = (sql: string): number => file.db.prepare(sql).pluck().get() as number;
  return {
    nextRecord: one('SELECT coalesce(max(id), 0) + 1 FROM records'),
    records: one('SELECT coalesce(sum(records), 0) FROM evidence'),
    problemCodes: problemCounts(file.db),
    recordProblems: one('SELECT count(*) FROM problems WHERE is_record = 1'),
    damaged: one("SELECT count(*) FROM problems WHERE record IS NULL AND code <> 'BYTE_ORDER_MARK'"),
  };
}

function itemCount(file: CaseFile): number {
  return file.db.prepare('SELECT count(*) FROM evidence').pluck().get() as number;
}

const CLASS: Record<ItemKind, keyof ImportSummary['files']> = {
  log: 'log',
  insight: 'insight',
  digest: 'digest',
  container: 'other',
  sidecar: 'other',
  keys: 'other',
  config: 'other',
  sign: 'other',
  unknownJson: 'notCloudTrail',
  unknownCsv: 'notCloudTrail',
  notCloudTrail: 'notCloudTrail',
  unreadable: 'unreadable',
};

function summarise(
  before: Totals,
  after: Totals,
  repeats: ReturnType<typeof countNewRepeats>,
  store: ImportStore,
  seconds: number,
): ImportSummary {
  const files = { total: 0, log: 0, digest: 0, insight: 0, other: 0, notCloudTrail: 0, unreadable: 0, alreadyPresent: 0 };
  const shapes = [...store.shapes.values()].sort((a, b) => (`${a.kind} ${a.shape}` < `${b.kind} ${b.shape}` ? -1 : 1));
  for (const { kind, items } of shapes) files[CLASS[kind]] += items;
  files.unreadable += store.unreadable;
  files.alreadyPresent = store.alreadyPresent;
  files.total = files.log + files.digest + files.insight + files.other + files.notCloudTrail + files.unreadable + files.alreadyPresent;
  const events = after.records - before.records;
  const { sightings, conflicts } = repeats;
  const recordProblems = after.recordProblems - before.recordProblems;
  const problemCodes = problemsSince(before.problemCodes, after.problemCodes);
  return {
    files,
    bytes: store.bytes,
    records: events + recordProblems,
    events: events - sightings - conflicts,
    sightings,
    conflicts,
    recordProblems,
    problems: problemCodes.reduce((sum, { count }) => sum + count, 0),
    problemCodes,
    seconds: Math.round(seconds * 1000) / 1000,
    eventsPerSecond: seconds > 0 ? Math.round(events / seconds) : 0,
    shapes,
  };
}
