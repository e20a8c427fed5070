// Values of the case's columns with their number of events, for completion.
import type { TermField } from '../../../shared/filter.ts';
import { currentFindings } from '../../case/findings.ts';
import type { ReadConnection } from '../../case/open.ts';
import { countsOfEvents } from '../annotations/event-marks.ts';
import { eventsOf } from '../columns/case-events.ts';
import { facets } from '../facets.ts';
import { citedOf } from '../findings/cited.ts';
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
    const wanted = prefix.toLowerCase();
    if (field === 'finding') return this.findings(wanted);
    if (!columnOf(field) && field !== 'tag' && field !== 'label') return [];
    const found: Value[] = [];
    for (const one of this.list(field as ColumnField | 'tag' | 'label')) {
      if (!one.value.toLowerCase().startsWith(wanted)) continue;
      found.push(one);
      if (found.length === MOST) break;
    }
    return found;
  }

  /** Titles of findings, which the filter finds by their beginning, with how many events each cites; most first, then by text. */
  private findings(wanted: string): Value[] {
    return currentFindings(this.db)
      .map(({ version }) => ({ value: version.body.title, count: citedOf(version).length }))
      .filter(({ value }) => value.toLowerCase().startsWith(wanted))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, MOST);
  }

  private list(field: ColumnField | 'tag' | 'label'): Value[] {
    const ready = this.lists.get(field);
    if (ready) return ready;
    if (field === 'tag' || field === 'label') {
      const list = countsOfEvents(this.db, field);
      this.lists.set(field, list);
      return list;
    }
    const events = eventsOf(this.db);
    const counted = facets(events, events.selections.everything(), [field], REMEMBERED)[field] ?? [];
    const list = counted.filter(({ value }) => value !== '').map(({ value, count }) => ({ value, count }));
    this.lists.set(field, list);
    return list;
  }
}
