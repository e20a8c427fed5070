// Resources of a filter's events, for the window: what was read so far is answered at once, while the rest is being read.
import { setTimeout } from 'node:timers/promises';
import type { Args, FilterReading, Result } from '../../../shared/channels.ts';
import type { ReadConnection } from '../../case/open.ts';
import { type CaseEvents, eventsOf } from '../columns/case-events.ts';
import type { Select } from '../columns/select.ts';
import type { Selection } from '../columns/selections.ts';
import { NewestReading } from '../newest-reading.ts';
import { isToRead, readResources, resourceSets } from './read-resources.ts';
import { countResources, type ResourceFacet } from './resource-facet.ts';

/** ms for which a reading is waited for. */
const PATIENCE = 80;

/** While records are read, counting takes at most one part in so many of the time: putting many values in order blocks other questions. */
const SHARE = 10;

type Question = Pick<Args<'events.resources'>, 'top' | 'order' | 'search'>;

interface LastCount {
  /** Of the filter and the question. */
  key: string;
  facet: ResourceFacet;
  /** ms of performance.now() from which on it is counted anew. */
  until: number;
}

export class ResourceReadings {
  private readonly db: ReadConnection;
  private readonly select: Select;
  private readonly ofFilter: (filter: string) => FilterReading | null;
  private readonly patience: number;
  private readonly newest = new NewestReading();
  private last: LastCount | null = null;

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
    if (this.newest.of(filter) === null) this.newest.forget();
    const selection = await this.select(filter);
    const first = this.ofFilter(filter);
    const isMissing = first === null && isToRead(eventsOf(this.db), selection);
    if (isMissing && this.newest.of(filter) === null) {
      const read = this.newest.start(filter, (control) => readResources(eventsOf(this.db), selection, control));
      if (this.patience > 0) await Promise.race([read, setTimeout(this.patience)]);
    }
    const events = eventsOf(this.db);
    return {
      total: selection.count,
      ...this.counted(events, selection, filter, { top, order, search }),
      unreadable: resourceSets(events).unreadable.size,
      reading: first ?? this.newest.of(filter),
    };
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

  private counted(events: CaseEvents, selection: Selection, filter: string, question: Question): ResourceFacet {
    const key = JSON.stringify([filter, question]);
    const begun = performance.now();
    if (this.newest.of(filter)?.state === 'running' && this.last?.key === key && begun < this.last.until) return this.last.facet;
    const facet = countResources(events, selection, question);
    const ended = performance.now();
    this.last = { key, facet, until: ended + SHARE * (ended - begun) };
    return facet;
  }
}
