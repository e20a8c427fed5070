// Reading records for the newest filter: one at a time, since of an older filter nobody waits for the rest.

import { toErrorValue } from '../../shared/errors.ts';
import type { FilterReading } from '../../shared/filter-reading.ts';
import type { JobControl } from '../jobs/progress.ts';

interface Reading extends FilterReading {
  stop: AbortController;
}

export class NewestReading {
  private reading: Reading | null = null;
  private readonly running = new Set<Promise<void>>();
  private readonly asks: FilterReading['asks'];

  /** @param asks what records are read for */
  constructor(asks: FilterReading['asks']) {
    this.asks = asks;
  }

  /** How far the reading for a filter is; null when there is none, or nothing is left to be read. */
  of(filter: string): FilterReading | null {
    return this.reading?.filter === filter ? told(this.reading) : null;
  }

  /**
   * Stops what is being read for another filter, and begins.
   * @param work reads, stops by its signal, and tells its progress in bytes
   * @param tell called with every progress, and at the end; not for a filter that was followed by another
   * @returns resolves at the end, however it ends
   */
  start(filter: string, work: (control: JobControl) => Promise<unknown>, tell: (reading: FilterReading) => void = () => {}): Promise<void> {
    this.stop();
    const { asks } = this;
    const reading: Reading = { filter, asks, done: 0, total: 0, state: 'running', error: null, stop: new AbortController() };
    this.reading = reading;
    const say = (): void => {
      if (this.reading === null || this.reading.filter === filter) tell(told(reading));
    };
    const running = this.run(reading, work, say).finally(() => this.running.delete(running));
    this.running.add(running);
    return running;
  }

  /** What was stopped, or failed, became known in another way. @returns how the reading for a filter ended by that; null where none had */
  settle(filter: string): FilterReading | null {
    const { reading } = this;
    if (reading?.filter !== filter || reading.state === 'running') return null;
    this.reading = null;
    return told({ ...reading, state: 'done', error: null });
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

  private async run(reading: Reading, work: (control: JobControl) => Promise<unknown>, say: () => void): Promise<void> {
    try {
      await work({
        signal: reading.stop.signal,
        onProgress: ({ bytes, totalBytes }) => {
          reading.done = bytes;
          reading.total = totalBytes;
          say();
        },
      });
      if (this.reading === reading) this.reading = null;
      reading.state = 'done';
    } catch (error) {
      const { code, message, advice } = toErrorValue(error);
      reading.state = code === 'CANCELLED' ? 'stopped' : 'failed';
      if (reading.state === 'failed') reading.error = { code, message, advice };
    }
    say();
  }
}

function told({ stop: _, ...reading }: Reading): FilterReading {
  return reading;
}
