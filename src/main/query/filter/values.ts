// Values of the case's columns with their number of events, for completion.
import type { TermField } from '../../../shared/filter.ts';
import type { ReadConnection } from '../../case/open.ts';
import { eventsOf } from '../columns/case-events.ts';
import { facets } from '../facets.ts';
import { type ColumnField, columnOf } from './columns.ts';

/** Values of one field that are remembered, most frequent first. */
const REMEMBERED = 50_000;

const MOST = 20;

interface Value {
  value: string;
  count: number;
}

export class CaseValues {
  private readonly db: ReadConnection;
  private readonly lists = new Map<string, Value[]>();

  constructor(db: ReadConnection) {
    this.db = db;
  }

  forget(): void {
    this.lists.clear();
  }

  /** Values that begin with a prefix, in any letter case; most events first, then by text. */
  beginning(field: TermField, prefix: string): Value[] {
    if (!columnOf(field)) return [];
    const wanted = prefix.toLowerCase();
    const found: Value[] = [];
    for (const one of this.list(field as ColumnField)) {
      if (!one.value.toLowerCase().startsWith(wanted)) continue;
      found.push(one);
      if (found.length === MOST) break;
    }
    return found;
  }

  private list(field: ColumnField): Value[] {
    const ready = this.lists.get(field);
    if (ready) return ready;
    const events = eventsOf(this.db);
    const counted = facets(events, events.selections.everything(), [field], REMEMBERED)[field] ?? [];
    const list = counted.filter(({ value }) => value !== '').map(({ value, count }) => ({ value, count }));
    this.lists.set(field, list);
    return list;
  }
}
