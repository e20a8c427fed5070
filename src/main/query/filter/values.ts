// Values of the case's columns with their number of events, for completion: counted once, on the first question.
import type { FilterField, TermField } from '../../../shared/filter.ts';
import type { ReadConnection } from '../../case/open.ts';
import { idsOf } from '../scan.ts';
import { COLUMNS } from './columns.ts';
import { COMBINATIONS, type Combination } from './condition.ts';
import { NOT_A_REPEAT } from './context.ts';

/** So many records are counted: of a larger case the first ones say enough about what is frequent, and no count is told. */
const COUNTED = 2_000_000;
/** Values of one field that are remembered, most frequent first. */
const REMEMBERED = 50_000;

const MOST = 20;

interface Value {
  value: string;
  count: number | null;
}

export class CaseValues {
  private readonly db: ReadConnection;
  private counts: Record<Combination, Float64Array> | null = null;
  private isWhole = true;
  private readonly lists = new Map<string, Value[]>();

  constructor(db: ReadConnection) {
    this.db = db;
  }

  forget(): void {
    this.counts = null;
    this.lists.clear();
  }

  /** Values that begin with a prefix, in any letter case; most events first, then by text. */
  beginning(field: TermField, prefix: string): Value[] {
    const place = COLUMNS[field as FilterField];
    if (!place) return [];
    const wanted = prefix.toLowerCase();
    const found: Value[] = [];
    for (const one of this.list(field, place)) {
      if (!one.value.toLowerCase().startsWith(wanted)) continue;
      found.push(one);
      if (found.length === MOST) break;
    }
    return found;
  }

  private list(field: string, { of, column }: { of: Combination; column: string }): Value[] {
    const ready = this.lists.get(field);
    if (ready) return ready;
    this.counts ??= this.counted();
    const byValue = new Map<string, number>();
    const rows = this.db.prepare(`SELECT x.id, t.value FROM ${COMBINATIONS[of]} x JOIN terms t ON t.id = x.${column}`).raw();
    for (const [id, value] of rows.iterate() as IterableIterator<[number, string]>) {
      const count = this.counts[of][id] ?? 0;
      if (count > 0 && value !== '') byValue.set(value, (byValue.get(value) ?? 0) + count);
    }
    const list = [...byValue]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, REMEMBERED)
      .map(([value, count]) => ({ value, count: this.isWhole ? count : null }));
    this.lists.set(field, list);
    return list;
  }

  private counted(): Record<Combination, Float64Array> {
    const counts = {
      call: new Float64Array(idsOf(this.db, 'call')),
      identity: new Float64Array(idsOf(this.db, 'identity')),
      origin: new Float64Array(idsOf(this.db, 'origin')),
    };
    const add = (column: Float64Array, id: number): void => {
      column[id] = (column[id] as number) + 1;
    };
    let records = 0;
    const rows = this.db
      .prepare(`SELECT r.call, r.identity, r.origin FROM records r WHERE ${NOT_A_REPEAT} LIMIT ${COUNTED + 1}`)
      .raw()
      .iterate() as IterableIterator<[number, number, number]>;
    for (const [call, identity, origin] of rows) {
      records++;
      add(counts.call, call);
      add(counts.identity, identity);
      add(counts.origin, origin);
    }
    this.isWhole = records <= COUNTED;
    return counts;
  }
}
