// Questions about resources, for the window: of what was read so far they are answered at once, while the rest is being read.
import { setTimeout } from 'node:timers/promises';
import type { Args, Result } from '../../../shared/channels.ts';
import type { FilterReading } from '../../../shared/filter-reading.ts';
import type { ReadConnection } from '../../case/open.ts';
import { type CaseEvents, eventsOf } from '../columns/case-events.ts';
import type { Select } from '../columns/select.ts';
import type { Selection } from '../columns/selections.ts';
import { NewestReading } from '../newest-reading.ts';
import { historyAmong, historyFilter } from './history.ts';
import { isToRead, readResources, resourceSets } from './read-resources.ts';
import { countResources } from './resource-facet.ts';
import { listResources } from './resource-list.ts';

/** ms for which a reading is waited for. */
const PATIENCE = 80;

/** While records are read, counting takes at most one part in so many of the time: putting many values in order blocks other questions. */
const SHARE = 10;

interface LastAnswer {
  /** Of the question. */
  key: string;
  answer: unknown;
  /** ms of performance.now() from which on it is found anew. */
  until: number;
}

/** How far the records of a filter's events are read. */
interface Ready {
  events: CaseEvents;
  selection: Selection;
  reading: FilterReading | null;
}

export class ResourceReadings {
  private readonly db: ReadConnection;
  private readonly select: Select;
  private readonly ofFilter: (filter: string) => FilterReading | null;
  private readonly patience: number;
  private readonly newest = new NewestReading('resources');
  private last: LastAnswer | null = null;

  /**
   * @param ofFilter how far the reading of records is that the filter itself needs: it goes first, so that only one goes on at a time
   * @param patience ms after which an answer is given that is not whole; 0: at once
   */
  constructor(db: ReadConnection, select: Select, ofFilter: (filter: string) => FilterReading | null, patience = PATIENCE) {
    this.db = db;
    this.select = select;
    this.ofFilter = ofFilter;
    this.patience = patience;
  }

  /** Counts as far as records were read; what is missing begins to be read, unless it was stopped. Errors: FILTER_INVALID. */
  async counts({ filter, top, order, search }: Args<'events.resources'>): Promise<Result<'events.resources'>> {
    const { events, selection, reading } = await this.ready(filter);
    const facet = this.paced(['counts', filter, top, order, search], reading, () =>
      countResources(events, selection, { top, order, search }),
    );
    return { total: selection.count, ...facet, unreadable: resourceSets(events).unreadable.size, reading };
  }

  /** As counts, with what became of each resource. */
  async list({ filter, ticket: _, ...question }: Args<'resources.list'>): Promise<Result<'resources.list'>> {
    const { events, selection, reading } = await this.ready(filter);
    const list = this.paced(['list', filter, question], reading, () => listResources(events, selection, question));
    return { total: selection.count, ...list, unreadable: resourceSets(events).unreadable.size, reading };
  }

  /** As counts, of one resource; null while no record that was read names it. */
  async history({ value }: Args<'resources.history'>): Promise<Result<'resources.history'>> {
    const filter = historyFilter(value);
    const { events, selection, reading } = await this.ready(filter);
    return { history: this.paced(['history', value], reading, () => historyAmong(events, selection, value)), reading };
  }

  /** Begins to read what is missing, and says how far that is. Errors: FILTER_INVALID. */
  async reading(filter: string): Promise<FilterReading | null> {
    return (await this.ready(filter)).reading;
  }

  /** Stops reading; what was read stays. */
  stop(): void {
    this.newest.stop();
  }

  /** What was stopped or failed is read on when it is asked for next. */
  forget(): void {
    this.newest.forget();
  }

  /** Stops, and resolves when nothing is read any more. */
  async end(): Promise<void> {
    await this.newest.end();
  }

  /** Begins to read what is missing of a filter's events. */
  private async ready(filter: string): Promise<Ready> {
    if (this.newest.of(filter) === null) this.newest.forget();
    const selection = await this.select(filter);
    const first = this.ofFilter(filter);
    const isMissing = first === null && isToRead(eventsOf(this.db), selection);
    if (isMissing && this.newest.of(filter) === null) {
      const read = this.newest.start(filter, (control) => readResources(eventsOf(this.db), selection, control));
      if (this.patience > 0) await Promise.race([read, setTimeout(this.patience)]);
    }
    return { events: eventsOf(this.db), selection, reading: first ?? this.newest.of(filter) };
  }

  /** An answer, or while records are read the last one to the same question, if that took long. */
  private paced<T>(question: unknown, reading: FilterReading | null, find: () => T): T {
    const key = JSON.stringify(question);
    const begun = performance.now();
    if (reading?.state === 'running' && this.last?.key === key && begun < this.last.until) return this.last.answer as T;
    const answer = find();
    const ended = performance.now();
    this.last = { key, answer, until: ended + SHARE * (ended - begun) };
    return answer;
  }
}
