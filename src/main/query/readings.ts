// Filters that need the records themselves, for the window: what is certain so far is answered at once, while the rest is being read.
import { setTimeout } from 'node:timers/promises';
import type { FilterReading } from '../../shared/channels.ts';
import { toErrorValue } from '../../shared/errors.ts';
import type { ReadConnection } from '../case/open.ts';
import { eventsOf } from './columns/case-events.ts';
import type { Selection } from './columns/selections.ts';

/** ms between two tellings of how far it is. */
const TOLD_EVERY = 400;

/** What is read within so many ms is waited for. */
const PATIENCE = 80;

interface Reading extends FilterReading {
  stop: AbortController;
  /** What was certain when it was last told of: several questions follow each telling. */
  sofar: Selection | null;
}

export class Readings {
  private readonly db: ReadConnection;
  private readonly patience: number;
  private readonly tell: (reading: FilterReading) => void;
  /** The newest one: of an older filter nobody waits for the rest. */
  private reading: Reading | null = null;
  private readonly running = new Set<Promise<void>>();

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
    if (ready) return ready;
    if (this.reading?.filter !== filter) {
      const read = this.read(filter);
      if (this.patience > 0) await Promise.race([read, setTimeout(this.patience)]);
    }
    const reading = this.reading;
    if (reading?.filter !== filter) return selections.ready(filter) ?? selections.sofar(filter);
    reading.sofar ??= selections.sofar(filter);
    return reading.sofar;
  }

  /** How far the reading for a filter is; null when nothing is left to be read. */
  of(filter: string): FilterReading | null {
    if (this.reading?.filter !== filter) return null;
    const { stop: _, sofar: __, ...told } = this.reading;
    return told;
  }

  /** Stops reading; what was found stays. */
  stop(): void {
    this.reading?.stop.abort();
  }

  /** What was stored changed: what is asked for is read anew. */
  forget(): void {
    this.stop();
    this.reading = null;
  }

  /** Stops, and resolves when nothing is read any more. */
  async end(): Promise<void> {
    this.stop();
    await Promise.all(this.running);
  }

  /** Reads on after a stop or a failure. Resolves at the end, however it ends. */
  read(filter: string): Promise<void> {
    this.stop();
    const running = this.readNow(filter).finally(() => this.running.delete(running));
    this.running.add(running);
    return running;
  }

  private async readNow(filter: string): Promise<void> {
    const reading: Reading = { filter, done: 0, total: 0, state: 'running', error: null, stop: new AbortController(), sofar: null };
    this.reading = reading;
    let told = 0;
    try {
      await eventsOf(this.db).selections.select(filter, {
        signal: reading.stop.signal,
        onProgress: ({ bytes, totalBytes }) => {
          reading.done = bytes;
          reading.total = totalBytes;
          const now = performance.now();
          if (now - told < TOLD_EVERY) return;
          told = now;
          this.say(reading);
        },
      });
      if (this.reading === reading) this.reading = null;
      reading.state = 'done';
    } catch (error) {
      const { code, message, advice } = toErrorValue(error);
      reading.state = code === 'CANCELLED' ? 'stopped' : 'failed';
      if (reading.state === 'failed') reading.error = { code, message, advice };
    }
    this.say(reading);
  }

  private say(reading: Reading): void {
    reading.sofar = null;
    const { stop: _, sofar: __, ...told } = reading;
    // Of one that was followed by another nobody wants to know.
    if (this.reading === null || this.reading.filter === told.filter) this.tell(told);
  }
}
