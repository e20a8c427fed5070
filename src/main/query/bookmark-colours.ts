// Colours of the bookmarks, by the event that a list shows.
import { currentBookmarks } from '../case/annotations.ts';
import { recordAt, storedRow, toWindowRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';

export class BookmarkColours {
  private readonly db: ReadConnection;
  private colours: Map<string, string> | null = null;

  constructor(db: ReadConnection) {
    this.db = db;
  }

  /** Colour of an event's bookmark by its public id, or null. */
  of(id: string): string | null {
    this.colours ??= this.read();
    return this.colours.get(id) ?? null;
  }

  /** Bookmarks or evidence have changed. */
  forget(): void {
    this.colours = null;
  }

  /** A bookmark cites a record; the list shows the event's primary, which a later import may have changed. */
  private read(): Map<string, string> {
    const primaryOf = this.db.prepare('SELECT primary_record FROM repeats WHERE record = ?').pluck();
    const colours = new Map<string, string>();
    for (const { eventId, colour } of currentBookmarks(this.db)) {
      const record = recordAt(this.db, eventId);
      const primary = record === null ? undefined : (primaryOf.get(record) as number | undefined);
      colours.set(primary === undefined ? eventId : toWindowRow(storedRow(this.db, primary), null).id, colour);
    }
    return colours;
  }
}
