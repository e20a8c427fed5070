// What was hidden in a report: by rule, by pseudonym, and where. Filled while the report is written once for nobody, so that the list can stand anywhere in it.
import { type Group, groupOf, type Kind } from './kinds.ts';

/** Exhibits named for each pseudonym. */
const MOST_EXHIBITS = 12;

/** Pseudonyms of which each is counted; what comes later is counted by its kind. */
const MOST_COUNTED = 50_000;

/** Of these, only how often they were hidden is told: each is another, or all look the same. */
const BY_KIND: ReadonlySet<Kind> = new Set(['commitment', 'id', 'file', 'secret', 'note', 'options', 'logo']);

export interface Entry {
  /** Empty for all others of the kind. */
  label: string;
  kind: Kind;
  /** Lower-case hex; empty where the label is. */
  commitment: string;
  times: number;
  /** Numbers, ascending; the first ones. */
  exhibits: number[];
  moreExhibits: number;
  /** Times outside of all exhibits. */
  elsewhere: number;
}

export class Ledger {
  private readonly entries = new Map<string, Entry>();
  private readonly groups = new Map<Group, number>();
  private exhibit: number | null = null;
  private isComplete = false;

  /** From here on, what is hidden is hidden in this exhibit; null: in none. */
  enter(exhibit: number | null): void {
    this.exhibit = exhibit;
  }

  /** From here on nothing is counted: the report that is written now is the one that was counted. */
  complete(): void {
    this.isComplete = true;
    this.exhibit = null;
  }

  get isFull(): boolean {
    return this.isComplete;
  }

  add(label: string, kind: Kind, commitment: string): void {
    if (this.isComplete) return;
    const group = groupOf(kind);
    this.groups.set(group, (this.groups.get(group) ?? 0) + 1);
    const isSingle = !BY_KIND.has(kind) && (this.entries.size < MOST_COUNTED || this.entries.has(label));
    const key = isSingle ? label : `${kind} `;
    let entry = this.entries.get(key);
    if (!entry) {
      entry = {
        label: isSingle ? label : '',
        kind,
        commitment: isSingle ? commitment : '',
        times: 0,
        exhibits: [],
        moreExhibits: 0,
        elsewhere: 0,
      };
      this.entries.set(key, entry);
    }
    entry.times++;
    if (this.exhibit === null) entry.elsewhere++;
    else if (entry.exhibits.at(-1) !== this.exhibit) {
      // An exhibit is written at once: the last one is the only one that may be met again. Beyond the named ones the last is kept apart.
      if (entry.exhibits.length < MOST_EXHIBITS) entry.exhibits.push(this.exhibit);
      else if (this.lastOf.get(key) !== this.exhibit) entry.moreExhibits++;
      this.lastOf.set(key, this.exhibit);
    }
  }

  private readonly lastOf = new Map<string, number>();

  /** In order of kind, then of label. */
  list(): Entry[] {
    return [...this.entries.values()].sort((a, b) => (a.kind !== b.kind ? (a.kind < b.kind ? -1 : 1) : a.label < b.label ? -1 : 1));
  }

  /** How often something of a group was hidden. */
  times(group: Group): number {
    return this.groups.get(group) ?? 0;
  }
}
