// What stands in a list and is no record. Between its commas each is a problem. Amid damage it is noise, of which nobody can say how many records
// it was: then all of it, up to the next record or the end, is one problem, and not one for each word.
import type { EventCollector } from './event-collector.ts';

/** A problem that is told once it is clear whether it is all that is wrong. Its place counts in bytes into the content. */
interface Waiting {
  code: string;
  detail: string;
  offset: number;
  length: number;
  isRecord: boolean;
}

export class Damage {
  private readonly into: EventCollector;
  /** What was met since the damage began, as far as it is needed to tell of it. */
  private readonly waiting: Waiting[] = [];
  /** Where that begins and ends, in bytes into the content. */
  private from = 0;
  private to = 0;
  private elements = 0;

  constructor(into: EventCollector) {
    this.into = into;
  }

  /**
   * Takes an element that is no record.
   * @param inPlace whether it stands between commas or brackets, and not amid damage
   * @param isOthers whether it is of another source then, and none that was lost
   */
  element(code: string, detail: string, at: number, length: number, inPlace: boolean, isOthers: boolean): void {
    if (inPlace && this.elements === 0) {
      this.end();
      if (isOthers) this.into.other(code, detail, at, length);
      else this.into.problem(code, detail, at, length, null, true);
      return;
    }
    this.add({ code, detail, offset: at + this.into.base, length, isRecord: true });
    this.elements++;
  }

  /** Takes what is missing, or there without need, between two elements. */
  between(detail: string, at: number): void {
    this.add({ code: 'RECORD_NOT_JSON', detail, offset: at + this.into.base, length: 0, isRecord: false });
  }

  /**
   * A record came, or the end: tells what was met before it.
   * @param index how many problems there were before the record, where that was added already
   */
  end(index?: number): void {
    if (this.waiting.length === 0) return;
    const told = this.elements > 1 ? [this.stretch()] : this.waiting;
    for (const [i, { code, detail, offset, length, isRecord }] of told.entries())
      this.into.problem(code, detail, offset - this.into.base, length, null, isRecord, index === undefined ? null : index + i);
    this.waiting.length = 0;
    this.elements = 0;
  }

  private stretch(): Waiting {
    const first = this.waiting.find(({ isRecord }) => isRecord) as Waiting;
    return { code: 'RECORDS_DAMAGED', detail: first.detail, offset: this.from, length: this.to - this.from, isRecord: true };
  }

  private add(problem: Waiting): void {
    if (this.waiting.length === 0) this.from = problem.offset;
    this.to = problem.offset + problem.length;
    if (this.elements < 2) this.waiting.push(problem);
  }
}
