// Text anywhere in the raw records: which items have to be searched, the workers that do it, and which event each hit belongs to.

import { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { byAddress, groupMembers } from '../case/repeats.ts';
import type { JobControl, Progress } from '../jobs/progress.ts';
import { breathe } from '../jobs/progress.ts';
import { WorkerPool } from '../jobs/worker-pool.ts';
import { workerFile } from '../worker-file.ts';
import type { SqlFilter } from './filter-sql.ts';
import type { Stretch } from './search-item.ts';
import { type SearchedItem, searchScope } from './search-scope.ts';
import { type SearchData, type SearchResult, SearchRunner, type SearchTask } from './search-worker.ts';

/** An event that says the text. */
export interface Hit {
  /** Number of the record that is shown as the event. */
  event: number;
  /** Number of the record in which the text stands: another one only when the event itself does not say it. */
  record: number;
  relation: 'event' | 'sighting' | 'conflict';
}

/** What was searched, so that an empty answer can say so. Times in ms UTC. */
export interface Searched {
  items: number;
  /** As delivered. */
  bytes: number;
  /** Of content. */
  contentBytes: number;
  /** Events that the filter leaves, the dated ones among them from `first` to `last`. */
  events: number;
  undated: number;
  first: number | null;
  last: number | null;
  /** Items with events whose bytes the case does not have. */
  notKept: number;
  /** Hashes of items that could not be read, or not wholly. */
  unreadable: string[];
  cancelled: boolean;
}

export interface SearchQuestion {
  /** Not empty. */
  text: string;
  ignoreCase: boolean;
  /** Null: all events. */
  filter: SqlFilter | null;
}

/** Enough work to outweigh a message. */
const TASK_BYTES = 2_000_000;
const TASK_ITEMS = 64;
/** Records of a large item per task. */
const TASK_RECORDS = 20_000;

/** With less to read, as delivered, threads would take longer to start than the work does. */
const WORTH_THREADS = 4_000_000;

/**
 * Searches a case.
 * @param onHits given the hits of each task in order of the tasks, so that it does not vary with the number of workers; a hit in a repeat
 *   of an event that does not say the text itself comes last. The search waits for it.
 * Errors: those of opening a case for reading.
 */
export async function searchCase(
  db: ReadConnection,
  path: string,
  question: SearchQuestion,
  onHits: (hits: Hit[]) => void | Promise<void>,
  control: JobControl = {},
): Promise<Searched> {
  const scope = searchScope(db, question.filter);
  const { items } = scope;
  const bytes = items.reduce((sum, { size }) => sum + size, 0);
  const progress: Progress = { phase: 'Searching', bytes: 0, totalBytes: bytes, files: 0, totalFiles: items.length, events: 0 };
  const hits = new Hits(db, scope.includes);
  const unreadable = new Set<number>();
  let contentBytes = 0;
  let told: Promise<void> = Promise.resolve();
  const inOrder = new InOrder<SearchResult>((result) => {
    const events = hits.of(result.records);
    if (events.length > 0) told = told.then(() => onHits(events));
  });
  const tasks = tasksOf(items, new EvidenceReader(db));
  const sizes: { files: number; bytes: number; records: number }[] = [];
  const take = (result: SearchResult): void => {
    contentBytes += result.bytes;
    for (const item of result.unreadable) unreadable.add(item);
    const { files, bytes: size, records } = sizes[result.number] as { files: number; bytes: number; records: number };
    progress.files += files;
    progress.bytes += size;
    progress.events += records;
    control.onProgress?.(progress);
    inOrder.take(result.number, result);
  };
  async function* given(): AsyncGenerator<SearchTask> {
    for (const { task, ...size } of tasks) {
      // A slow reader of the hits holds the search up, instead of memory filling.
      await told;
      sizes.push(size);
      yield task;
    }
  }
  const data: SearchData = { path, text: question.text, ignoreCase: question.ignoreCase };
  control.onProgress?.(progress);
  if (bytes < WORTH_THREADS) await here(data, given(), take, control.signal);
  else {
    const pool = new WorkerPool<SearchTask, SearchResult>(workerFile('query/search-worker'), data);
    try {
      await pool.run(given(), take, control.signal);
    } finally {
      await pool.close();
    }
  }
  await told;
  const cancelled = control.signal?.aborted === true;
  if (!cancelled) {
    const last = hits.onlyInRepeats();
    if (last.length > 0) await onHits(last);
  }
  const sha256 = db.prepare('SELECT lower(hex(sha256)) FROM evidence WHERE id = ?').pluck();
  const { events, undated, first, last, notKept } = scope;
  return {
    items: items.length,
    bytes,
    contentBytes,
    events,
    undated,
    first,
    last,
    notKept,
    unreadable: [...unreadable].map((id) => sha256.get(id) as string).sort(),
    cancelled,
  };
}

/** The same work in this thread. */
async function here(
  data: SearchData,
  tasks: AsyncGenerator<SearchTask>,
  take: (result: SearchResult) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const runner = new SearchRunner(data);
  try {
    for await (const task of tasks) {
      await breathe();
      if (signal?.aborted) return;
      take(runner.run(task));
    }
  } finally {
    runner.close();
  }
}

interface Sized {
  task: SearchTask;
  files: number;
  bytes: number;
  records: number;
}

/** Large items in several tasks, small ones together. */
function* tasksOf(items: readonly SearchedItem[], evidence: EvidenceReader): Generator<Sized> {
  let number = 0;
  const sized = (stretches: Stretch[], files: number, bytes: number): Sized => ({
    task: { number: number++, stretches },
    files,
    bytes,
    records: stretches.reduce((sum, { records }) => sum + records, 0),
  });
  let waiting: Stretch[] = [];
  let bytes = 0;
  for (const { id, size, first, records } of items) {
    const large = evidence.isLarge(id);
    if (waiting.length > 0 && (large || bytes + size > TASK_BYTES || waiting.length >= TASK_ITEMS)) {
      yield sized(waiting, waiting.length, bytes);
      waiting = [];
      bytes = 0;
    }
    if (!large) {
      waiting.push({ evidence: id, first, records, large });
      bytes += size;
      continue;
    }
    for (let done = 0; done < records; done += TASK_RECORDS) {
      const some = Math.min(TASK_RECORDS, records - done);
      const last = done + some === records;
      const stretch = { evidence: id, first: first + done, records: some, large };
      yield sized([stretch], last ? 1 : 0, Math.floor((size * (done + some)) / records) - Math.floor((size * done) / records));
    }
  }
  if (waiting.length > 0) yield sized(waiting, waiting.length, bytes);
}

/** Hands on what comes in any order in the order of its numbers. */
class InOrder<T> {
  private readonly waiting = new Map<number, T>();
  private readonly give: (one: T) => void;
  private next = 0;

  constructor(give: (one: T) => void) {
    this.give = give;
  }

  take(number: number, one: T): void {
    this.waiting.set(number, one);
    for (let ready = this.waiting.get(this.next); ready !== undefined; ready = this.waiting.get(this.next)) {
      this.waiting.delete(this.next++);
      this.give(ready);
    }
  }
}

/** From records to the events that they belong to. */
class Hits {
  private readonly db: ReadConnection;
  private readonly includes: (event: number) => boolean;
  private readonly repeats: Map<number, { event: number; relation: Hit['relation'] }> | null;
  /** Events that say the text themselves, where repeats exist. */
  private readonly direct = new Set<number>();
  private readonly inRepeats = new Map<number, number[]>();

  constructor(db: ReadConnection, includes: (event: number) => boolean) {
    this.db = db;
    this.includes = includes;
    const rows = db.prepare('SELECT record, primary_record, relation FROM repeats').raw().all() as [number, number, string][];
    this.repeats =
      rows.length === 0
        ? null
        : new Map(
            rows.map(([record, event, relation]) => [record, { event, relation: relation === 'conflict' ? 'conflict' : 'sighting' }]),
          );
    this.repeated = new Set(rows.map(([, event]) => event));
  }

  /** Events with repeats. */
  private readonly repeated: ReadonlySet<number>;

  /** Hits in records that are shown as events; the others are kept for the end. */
  of(records: readonly number[]): Hit[] {
    const found: Hit[] = [];
    for (const record of records) {
      const repeat = this.repeats?.get(record);
      const event = repeat?.event ?? record;
      if (!this.includes(event)) continue;
      if (!repeat) {
        if (this.repeated.has(event)) this.direct.add(event);
        found.push({ event, record, relation: 'event' });
      } else this.inRepeats.set(event, [...(this.inRepeats.get(event) ?? []), record]);
    }
    return found;
  }

  /** Events that do not say the text, but a repeat of them does: of several, a conflict before a sighting, then by address. */
  onlyInRepeats(): Hit[] {
    const found: Hit[] = [];
    for (const [event, records] of this.inRepeats) {
      if (this.direct.has(event)) continue;
      const relationOf = (record: number): Hit['relation'] => this.repeats?.get(record)?.relation ?? 'event';
      const holders = groupMembers(this.db, event).filter(({ record }) => records.includes(record));
      const [first] = holders.sort(
        (a, b) => Number(relationOf(b.record) === 'conflict') - Number(relationOf(a.record) === 'conflict') || byAddress(a, b),
      );
      if (first) found.push({ event, record: first.record, relation: relationOf(first.record) });
    }
    return found.sort((a, b) => a.event - b.event);
  }
}
