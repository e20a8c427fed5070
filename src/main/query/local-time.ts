// The clock of a zone for many instants: the offset is asked once for each day on which it does not change.
import { zoned } from '../../shared/time.ts';

const QUARTER = 900_000;
const DAY = 86_400_000;

export class LocalTime {
  private readonly zone: string;
  /** By day of UTC the offset that holds all through it, null where it changes. */
  private readonly ofDay = new Map<number, number | null>();
  private readonly ofQuarter = new Map<number, number>();

  /** @param zone IANA name */
  constructor(zone: string) {
    this.zone = zone;
  }

  /** What the clock shows, as ms since 1970 by that clock. @param instant ms UTC */
  at(instant: number): number {
    return instant + (this.offsetOfDay(Math.floor(instant / DAY)) ?? this.offsetOfQuarter(Math.floor(instant / QUARTER)));
  }

  private offsetOfDay(day: number): number | null {
    let offset = this.ofDay.get(day);
    if (offset === undefined) {
      const begin = offsetAt(day * DAY, this.zone);
      offset = begin === offsetAt((day + 1) * DAY, this.zone) ? begin : null;
      this.ofDay.set(day, offset);
    }
    return offset;
  }

  /** Zones change their offset on whole quarters of an hour. */
  private offsetOfQuarter(quarter: number): number {
    let offset = this.ofQuarter.get(quarter);
    if (offset === undefined) {
      offset = offsetAt(quarter * QUARTER, this.zone);
      this.ofQuarter.set(quarter, offset);
    }
    return offset;
  }
}

/** Offset of a zone in ms at an instant, ms UTC. */
function offsetAt(instant: number, zone: string): number {
  const { date, clock } = zoned(instant, zone);
  return Date.parse(`${date}T${clock}Z`) - Math.floor(instant / 1000) * 1000;
}
