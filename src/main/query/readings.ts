// Filters that need the records themselves, for the window: what is certain so far is answered at once, while the rest is being read.
import { setTimeout } from 'node:timers/promises';
import type { FilterReading } from '../../shared/filter-reading.ts';
import type { ReadConnection } from '../case/open.ts';
import { eventsOf } from './columns/case-events.ts';
import type { Selection } from './columns/selections.ts';
import { NewestReading } from './newest-reading.ts';

/** ms between two tellings of how far it is. */
const TOLD_EVERY = 400;

/** What is read within so many ms is waited for. */
const PATIENCE = 80;

export class Readings {
  private readonly db: ReadConnection;
  private readonly patience: number;
  private readonly tell: (reading: FilterReading) => void;
  private readonly newest = new NewestReading('filter');
  /** What was certain when it was last told of: several questions follow each telling. */
  private sofar: Selection | null = null;
  private toldAt = 0;

  /**
   * @param tell how far it is: some times a second, and at the end
   * @param patience ms after which an answer is given that is not whole; 0: at once
   */
  constructor(db: ReadConnection, tell: (reading: FilterReading) => void, patience = PATIENCE) {
    this.db = db;
    this.tell = tell;
    this.patience = patience;
  }

  /** What a filter leaves, as far as it is known; what is missing begins to be read, unless it was stopped. Errors: FILTER_INVALID. */
  async current(filter: string): Promise<Selection> {
    const { selections } = eventsOf(this.db);
    const ready = selections.ready(filter);
    if (ready) {
      // What was told in part before is asked for again.
      const settled = this.newest.settle(filter);
      if (settled) this.say(settled);
      return ready;
    }
    if (this.newest.of(filter) === null) {
      const read = this.read(filter);
      if (this.patience > 0) await Promise.race([read, setTimeout(this.patience)]);
    }
    if (this.newest.of(filter) === null) return selections.ready(filter) ?? selections.sofar(filter);
    this.sofar ??= selections.sofar(filter);
    return this.sofar;
  }

  /** How far the reading for a filter is; null when nothing is left to be read. */
  of(filter: string): FilterReading | null {
    return this.newest.of(filter);
  }

  /** Stops reading; what was found stays. */
  stop(): void {
    this.newest.stop();
  }

  /** What was stored changed: what is asked for is read anew. */
  forget(): void {
    this.newest.forget();
  }

  /** Stops, and resolves when nothing is read any more. */
  async end(): Promise<void> {
    await this.newest.end();
  }

  /** Reads on after a stop or a failure. Resolves at the end, however it ends. */
  read(filter: string): Promise<void> {
    this.sofar = null;
    this.toldAt = 0;
    return this.newest.start(
      filter,
      (control) => eventsOf(this.db).selections.select(filter, control),
      (reading) => this.say(reading),
    );
  }

  private say(reading: FilterReading): void {
    const now = performance.now();
    if (reading.state === 'running' && now - this.toldAt < TOLD_EVERY) return;
    this.toldAt = now;
    this.sofar = null;
    this.tell(reading);
  }
}
