// Resources of a filter's events, for the window: what was read so far is answered at once, while the rest is being read.
import { setTimeout } from 'node:timers/promises';
import type { Args, FilterReading, Result } from '../../../shared/channels.ts';
import { toErrorValue } from '../../../shared/errors.ts';
import type { ReadConnection } from '../../case/open.ts';
import { type CaseEvents, eventsOf } from '../columns/case-events.ts';
import type { Select } from '../columns/select.ts';
import type { Selection } from '../columns/selections.ts';
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

interface Reading extends FilterReading {
  stop: AbortController;
}

export class ResourceReadings {
  private readonly db: ReadConnection;
  private readonly select: Select;
  private readonly ofFilter: (filter: string) => FilterReading | null;
  private readonly patience: number;
  /** The newest one: of an older filter nobody waits for the rest. */
  private reading: Reading | null = null;
  private readonly running = new Set<Promise<void>>();
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
    if (this.reading?.filter !== filter) this.forget();
    const selection = await this.select(filter);
    const first = this.ofFilter(filter);
    const isMissing = first === null && isToRead(eventsOf(this.db), selection);
    if (isMissing && this.reading === null) {
      const read = this.readNow(filter, selection);
      if (this.patience > 0) await Promise.race([read, setTimeout(this.patience)]);
    }
    const events = eventsOf(this.db);
    return {
      total: selection.count,
      ...this.counted(events, selection, { top, order, search }),
      unreadable: resourceSets(events).unreadable.size,
      reading: first ?? this.of(filter),
    };
  }

  /** Stops reading; what was read stays. */
  stop(): void {
    this.reading?.stop.abort();
  }

  /** What was stopped or failed is read on when it is asked for next. */
  forget(): void {
    this.stop();
    this.reading = null;
  }

  /** Stops, and resolves when nothing is read any more. */
  async end(): Promise<void> {
    this.stop();
    await Promise.all(this.running);
  }

  private counted(events: CaseEvents, selection: Selection, question: Question): ResourceFacet {
    const key = JSON.stringify([this.reading?.filter, question]);
    const begun = performance.now();
    if (this.reading?.state === 'running' && this.last?.key === key && begun < this.last.until) return this.last.facet;
    const facet = countResources(events, selection, question);
    const ended = performance.now();
    this.last = { key, facet, until: ended + SHARE * (ended - begun) };
    return facet;
  }

  private of(filter: string): FilterReading | null {
    if (this.reading?.filter !== filter) return null;
    const { stop: _, ...told } = this.reading;
    return told;
  }

  private readNow(filter: string, selection: Selection): Promise<void> {
    const reading: Reading = { filter, done: 0, total: 0, state: 'running', error: null, stop: new AbortController() };
    this.reading = reading;
    const running = this.readAll(reading, selection).finally(() => this.running.delete(running));
    this.running.add(running);
    return running;
  }

  /** Resolves at the end, however it ends. */
  private async readAll(reading: Reading, selection: Selection): Promise<void> {
    try {
      await readResources(eventsOf(this.db), selection, {
        signal: reading.stop.signal,
        onProgress: ({ bytes, totalBytes }) => {
          reading.done = bytes;
          reading.total = totalBytes;
        },
      });
      if (this.reading === reading) this.reading = null;
    } catch (error) {
      const { code, message, advice } = toErrorValue(error);
      reading.state = code === 'CANCELLED' ? 'stopped' : 'failed';
      if (reading.state === 'failed') reading.error = { code, message, advice };
    }
  }
}
