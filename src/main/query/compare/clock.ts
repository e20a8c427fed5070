// At which hours, and on which days of the week, events happened by the clock of a zone.
import { isoUtc } from '../../../shared/time.ts';
import { type Bits, IdBatches } from '../columns/bits.ts';
import { newTally, type Tally } from '../columns/tally.ts';
import { LocalTime } from '../local-time.ts';

/** No zone has an offset that is not whole quarters of an hour since 1972 (tz database), so that within one neither hour nor day changes. */
const QUARTER = 900_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Parts of a filter that name a value of the clock: one with more would be no filter to read. */
const MOST_SPANS = 40;

export interface ClockTally {
  /** By hour of the day + 1; 0 counts undated events. */
  hour: Tally;
  /** By day of the week + 1, Monday first. */
  weekday: Tally;
  /** First instants of quarters of an hour with events, ms UTC. */
  quarters: Set<number>;
}

interface Place {
  hour: number;
  weekday: number;
}

export class Clock {
  private readonly local: LocalTime;

  /** @param zone IANA name */
  constructor(zone: string) {
    this.local = new LocalTime(zone);
  }

  /** Hour (0 to 23) and day of the week (0 is Monday) of an instant, ms UTC. */
  at(ms: number): Place {
    const shown = this.local.at(ms);
    const day = Math.floor(shown / DAY);
    // 1 January 1970 was a Thursday.
    return { hour: Math.floor((shown - day * DAY) / HOUR), weekday: (((day + 3) % 7) + 7) % 7 };
  }

  /** One walk over a set of events. @param time by row id of the record, ms UTC, NaN for none */
  tally(time: Float64Array, bits: Bits): ClockTally {
    const [hour, weekday] = [newTally(HOURS.length + 1), newTally(WEEKDAYS.length + 1)];
    const quarters = new Set<number>();
    const batches = new IdBatches(bits);
    const { ids } = batches;
    let [known, place]: [number, Place | null] = [Number.NaN, null];
    for (let n = batches.next(); n > 0; n = batches.next()) {
      for (let i = 0; i < n; i++) {
        const at = time[ids[i] as number] as number;
        const quarter = Math.floor(at / QUARTER);
        if (Number.isNaN(quarter)) {
          count(hour, 0, at);
          count(weekday, 0, at);
          continue;
        }
        // Neighbours mostly fall into the same one.
        if (quarter !== known || place === null) {
          [known, place] = [quarter, this.at(at)];
          quarters.add(quarter * QUARTER);
        }
        count(hour, place.hour + 1, at);
        count(weekday, place.weekday + 1, at);
      }
    }
    return { hour, weekday, quarters };
  }

  /** The filter for events at an hour or on a day among some quarters; null where it would be too long. @param place as in `at` */
  filter(quarters: Iterable<number>, field: keyof Place, place: number): string | null {
    const spans: { from: number; to: number }[] = [];
    const fitting = [...quarters].filter((quarter) => this.at(quarter)[field] === place).sort((a, b) => a - b);
    for (const from of fitting) {
      const last = spans.at(-1);
      if (last?.to === from) last.to = from + QUARTER;
      else spans.push({ from, to: from + QUARTER });
    }
    if (spans.length === 0 || spans.length > MOST_SPANS) return null;
    const terms = spans.map(({ from, to }) => `time:${isoUtc(from)}..${isoUtc(to)}`);
    return terms.length === 1 ? (terms[0] as string) : `(${terms.join(' OR ')})`;
  }
}

function count({ count, first, last }: Tally, place: number, at: number): void {
  count[place] = (count[place] as number) + 1;
  if (at < (first[place] as number)) first[place] = at;
  if (at > (last[place] as number)) last[place] = at;
}
