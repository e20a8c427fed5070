// One search of the window: runs on a connection of its own, keeps what it finds, and gives any part of that at any time.
import type { HitOrder, SearchAsked, SearchHit, SearchSummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import type { JobControl, Progress } from '../jobs/progress.ts';
import { eventsOf } from './columns/case-events.ts';
import type { Selection } from './columns/selections.ts';
import { publicOrder } from './public-order.ts';
import { type Searched, searchCase } from './search.ts';
import { SearchList } from './search-list.ts';
import type { SearchPages } from './search-pages.ts';
import { snippets } from './search-snippet.ts';

/** Hashes of items that could not be read, named in a summary. */
const NAMED = 20;

export class SearchRun {
  private readonly path: string;
  private readonly asked: SearchAsked;
  private cut: ReturnType<typeof snippets> | null = null;
  private readonly list = new SearchList();
  private readonly orders = new Map<'asc' | 'desc', Uint32Array>();
  private running = true;

  /** @param path of the case */
  constructor(path: string, asked: SearchAsked) {
    this.path = path;
    this.asked = asked;
  }

  /**
   * Searches once. What was found until it is cancelled stays.
   * @returns null when it was cancelled
   * Errors: those of opening a case for reading, FILTER_INVALID, PATTERN_INVALID.
   */
  async run({ signal, onProgress }: JobControl = {}): Promise<SearchSummary | null> {
    let newest: Progress | null = null;
    const tell = (progress: Progress): void => {
      newest = progress;
      onProgress?.({ ...progress, hits: this.list.length });
    };
    const db = openForReading(this.path);
    try {
      const { text, regex, ignoreCase } = this.asked;
      const filter = await eventsAsked(db, this.asked.filter, signal);
      const question = { text, regex, ignoreCase, filter };
      const searched = await searchCase(db, this.path, question, (hits) => this.list.add(hits), { signal, onProgress: tell });
      if (newest) tell(newest);
      return searched.cancelled ? null : summaryOf(db, searched, this.list.length);
    } catch (error) {
      if (error instanceof TrailcaseError && error.code === 'CANCELLED') return null;
      throw error;
    } finally {
      this.running = false;
      db.close();
    }
  }

  /**
   * Rows `offset` … `offset + limit` of what was found, fewer at the end; while the search runs, more are added behind them.
   * Errors: BAD_REQUEST for an order in time while it runs.
   */
  page(db: ReadConnection, pages: SearchPages, order: HitOrder, offset: number, limit: number): SearchHit[] {
    const { list } = this;
    const indexes = order === 'found' ? null : this.inTime(db, order);
    const rows = Math.max(0, Math.min(limit, list.length - offset));
    const hits = Array.from({ length: rows }, (_, i) => list.at(indexes ? (indexes[offset + i] as number) : offset + i));
    this.cut ??= snippets(this.asked);
    return pages.of(hits, this.cut);
  }

  private inTime(db: ReadConnection, order: 'asc' | 'desc'): Uint32Array {
    if (this.running) throw new TrailcaseError('BAD_REQUEST', 'A search can be listed by time once it has ended');
    const known = this.orders.get(order) ?? publicOrder(db, this.list.events, order);
    this.orders.set(order, known);
    return known;
  }
}

/** The events that a filter leaves, with what it needs of the records read; null for all events. Errors: FILTER_INVALID, CANCELLED. */
async function eventsAsked(db: ReadConnection, text: string, signal: AbortSignal | undefined): Promise<Selection | null> {
  return text.trim() === '' ? null : await eventsOf(db).selections.select(text, { signal });
}

function summaryOf(db: ReadConnection, { cancelled: _, unreadable, ...searched }: Searched, hits: number): SearchSummary {
  const count = (sql: string): number => db.prepare(sql).pluck().get() as number;
  return {
    hits,
    ...searched,
    unreadable: unreadable.length,
    unreadableItems: unreadable.slice(0, NAMED),
    withoutEvents: count('SELECT count(*) FROM evidence WHERE kept = 0 AND records = 0'),
    recordProblems: count('SELECT count(*) FROM problems WHERE is_record = 1'),
  };
}
