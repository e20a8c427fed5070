// Text anywhere in the raw records: which items have to be searched, the workers that do it, and which event each hit belongs to.

import type { ReadConnection } from '../case/open.ts';
import { byAddress, groupMembers } from '../case/repeats.ts';
import type { JobControl } from '../jobs/progress.ts';
import type { Selection } from './columns/selections.ts';
import { patternOf } from './search-pattern.ts';
import { SearchRunner } from './search-runner.ts';
import { searchScope } from './search-scope.ts';
import { readStretches } from './stretch-job.ts';

/** An event that says the text. */
export interface Hit {
  /** Number of the record that is shown as the event. */
  event: number;
  /** Number of the record in which the text stands: another one only when the event itself does not say it. */
  record: number;
  relation: 'event' | 'sighting' | 'conflict';
}

/** What was searched, so that an empty answer can say so. Times in ms UTC. */
export interface Searched {
  items: number;
  /** As delivered. */
  bytes: number;
  /** Of content. */
  contentBytes: number;
  /** Events that the filter leaves, the dated ones among them from `first` to `last`. */
  events: number;
  undated: number;
  first: number | null;
  last: number | null;
  /** Items with events whose bytes the case does not have. */
  notKept: number;
  /** Hashes of items that could not be read, or not wholly. */
  unreadable: string[];
  cancelled: boolean;
}

interface SearchQuestion {
  /** Not empty. */
  text: string;
  /** The text is a regular expression, over the records as they stand. */
  regex?: boolean;
  ignoreCase: boolean;
  /** Null: all events. */
  filter: Selection | null;
}

/**
 * Searches a case.
 * @param onHits given the hits of each task in order of the tasks, so that it does not vary with the number of workers; a hit in a repeat
 *   of an event that does not say the text itself comes last. The search waits for it.
 * Errors: those of opening a case for reading; PATTERN_INVALID.
 */
export async function searchCase(
  db: ReadConnection,
  path: string,
  question: SearchQuestion,
  onHits: (hits: Hit[]) => void | Promise<void>,
  control: JobControl = {},
): Promise<Searched> {
  const { text, regex = false, ignoreCase, filter } = question;
  if (regex) patternOf(text, ignoreCase);
  const { items, includes, ...counts } = searchScope(db, filter);
  const hits = new Hits(db, includes);
  const data = { path, text, regex, ignoreCase };
  // Time in proportion to the records may still be long.
  const work = { phase: 'Searching', program: 'query/search-worker', data, Runner: SearchRunner, mayBeSlow: regex };
  const read = await readStretches(
    db,
    items,
    work,
    async ({ records }) => {
      const events = hits.of(records);
      if (events.length > 0) await onHits(events);
    },
    control,
  );
  if (!read.cancelled) {
    const last = hits.onlyInRepeats();
    if (last.length > 0) await onHits(last);
  }
  return { items: items.length, ...counts, ...read };
}

/** From records to the events that they belong to. */
class Hits {
  private readonly db: ReadConnection;
  private readonly includes: (event: number) => boolean;
  private readonly repeats: Map<number, { event: number; relation: Hit['relation'] }> | null;
  /** Events that say the text themselves, where repeats exist. */
  private readonly direct = new Set<number>();
  private readonly inRepeats = new Map<number, number[]>();

  constructor(db: ReadConnection, includes: (event: number) => boolean) {
    this.db = db;
    this.includes = includes;
    const rows = db.prepare('SELECT record, primary_record, relation FROM repeats').raw().all() as [number, number, string][];
    this.repeats =
      rows.length === 0
        ? null
        : new Map(
            rows.map(([record, event, relation]) => [record, { event, relation: relation === 'conflict' ? 'conflict' : 'sighting' }]),
          );
    this.repeated = new Set(rows.map(([, event]) => event));
  }

  /** Events with repeats. */
  private readonly repeated: ReadonlySet<number>;

  /** Hits in records that are shown as events; the others are kept for the end. */
  of(records: readonly number[]): Hit[] {
    const found: Hit[] = [];
    for (const record of records) {
      const repeat = this.repeats?.get(record);
      const event = repeat?.event ?? record;
      if (!this.includes(event)) continue;
      if (!repeat) {
        if (this.repeated.has(event)) this.direct.add(event);
        found.push({ event, record, relation: 'event' });
      } else this.inRepeats.set(event, [...(this.inRepeats.get(event) ?? []), record]);
    }
    return found;
  }

  /** Events that do not say the text, but a repeat of them does: of several, a conflict before a sighting, then by address. */
  onlyInRepeats(): Hit[] {
    const found: Hit[] = [];
    for (const [event, records] of this.inRepeats) {
      if (this.direct.has(event)) continue;
      const relationOf = (record: number): Hit['relation'] => this.repeats?.get(record)?.relation ?? 'event';
      const holders = groupMembers(this.db, event).filter(({ record }) => records.includes(record));
      const [first] = holders.sort(
        (a, b) => Number(relationOf(b.record) === 'conflict') - Number(relationOf(a.record) === 'conflict') || byAddress(a, b),
      );
      if (first) found.push({ event, record: first.record, relation: relationOf(first.record) });
    }
    return found.sort((a, b) => a.event - b.event);
  }
}
