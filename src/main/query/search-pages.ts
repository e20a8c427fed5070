// Rows of what a search found, as the window shows them: the event, where the text stands, and what stands around it there.
import type { Statement } from 'better-sqlite3';
import type { SearchHit, SearchSnippet } from '../../shared/domain.ts';
import { eventId, FROM_RECORDS, ROW_COLUMNS, type StoredRow } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { EventMarks } from './annotations/event-marks.ts';
import type { Hit } from './search.ts';
import { windowRow } from './window-row.ts';

/** Cuts a snippet out of a record: see search-snippet.ts. */
type Cut = (record: Buffer, steps: string) => SearchSnippet | null;

/** A record as listed, and the item in which it stands. */
export type RowOfItem = StoredRow & { item: number };

/** Reads records by their numbers in one statement: one by one, each would lock the file anew, at fifteen times the cost. */
export class RowsByNumber {
  private readonly rows: Statement;

  constructor(db: ReadConnection) {
    this.rows = db.prepare(
      `SELECT ${ROW_COLUMNS}, r.evidence AS item ${FROM_RECORDS.replace('FROM records r', 'FROM json_each(?) j CROSS JOIN records r ON r.id = j.value')}`,
    );
  }

  /** By number of the record. */
  of(records: readonly number[]): Map<number, RowOfItem> {
    return new Map((this.rows.all(JSON.stringify(records)) as RowOfItem[]).map((row) => [row.record, row]));
  }
}

/** Numbers of the records that a list of hits shows: the event, and where another delivery has the text, that one too. */
export function recordsOf(hits: readonly Hit[]): number[] {
  return hits.flatMap(({ event, record }) => (event === record ? [event] : [event, record]));
}

export class SearchPages {
  private readonly db: ReadConnection;
  private readonly rows: RowsByNumber;
  private readonly evidence: EvidenceReader;
  private readonly marks: EventMarks;

  constructor(db: ReadConnection) {
    this.db = db;
    this.rows = new RowsByNumber(db);
    this.evidence = new EvidenceReader(db);
    this.marks = new EventMarks(db);
  }

  /** Bookmarks or evidence have changed. */
  forget(): void {
    this.marks.forget();
  }

  /** Rows of hits, in their order. */
  of(hits: readonly Hit[], cut: Cut): SearchHit[] {
    const stored = this.rows.of(recordsOf(hits));
    return hits.map(({ event, record, relation }) => {
      const holder = stored.get(record) as RowOfItem;
      const row = windowRow(this.db, stored.get(event) as RowOfItem);
      return {
        row: this.marks.onto(row),
        foundIn: relation === 'event' ? null : { id: eventId({ ...holder, sha256: holder.evidence }), relation },
        snippet: this.snippet(holder, cut),
      };
    });
  }

  /** Null also where the bytes cannot be read any more: the row stands for itself. */
  private snippet(holder: RowOfItem, cut: Cut): SearchSnippet | null {
    try {
      return cut(this.evidence.record(holder.item, holder), holder.steps);
    } catch {
      return null;
    }
  }
}
