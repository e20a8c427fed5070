// The calls that a question did not read, by API: an answer says of them that they may tell more.
import { plural } from '../../../shared/text.ts';

export class Unread {
  private readonly calls = new Map<string, Set<number>>();

  /** @param what the API; @param records row ids */
  add(what: string, records: Iterable<number>): void {
    for (const record of records) {
      const known = this.calls.get(what) ?? new Set();
      this.calls.set(what, known.add(record));
    }
  }

  addAll(other: Unread): void {
    for (const [what, records] of other.calls) this.add(what, records);
  }

  /** The first `most` of some records; the others stay unread. */
  take(what: string, records: readonly number[], most: number): readonly number[] {
    if (records.length <= most) return records;
    this.add(what, records.slice(most));
    return records.slice(0, most);
  }

  /** `12 calls of SwitchRole`, in order of their names. */
  texts(): string[] {
    return [...this.calls.keys()].sort().map((what) => `${plural((this.calls.get(what) as Set<number>).size, 'call')} of ${what}`);
  }
}
