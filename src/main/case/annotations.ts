// Reading the investigator's work: of every bookmark the newest version counts, older ones stay.
import type { Bookmark } from '../../shared/domain.ts';
import { BookmarkColour } from '../../shared/domain.ts';
import type { ReadConnection } from './open.ts';

const NEWEST = `
  SELECT a.event, a.colour, a.note, a.author, a.at, n.versions
  FROM annotations a
  JOIN (SELECT max(id) AS id, count(*) AS versions FROM annotations WHERE kind = 'bookmark' GROUP BY event) n ON n.id = a.id
  WHERE a.removed = 0`;

interface Row {
  event: string;
  colour: string;
  note: string;
  author: string;
  at: number;
  versions: number;
}

function toBookmark(row: Row): Bookmark {
  const { event, colour, ...rest } = row;
  return { eventId: event, colour: BookmarkColour.catch('yellow').parse(colour), ...rest };
}

/** Current bookmarks in the order in which they were last changed, the event's id deciding ties. */
export function currentBookmarks(db: ReadConnection): Bookmark[] {
  return (db.prepare(`${NEWEST} ORDER BY a.at, a.event`).all() as Row[]).map(toBookmark);
}

/** The current bookmark of one event, or null. */
export function bookmarkOf(db: ReadConnection, eventId: string): Bookmark | null {
  const row = db.prepare(`${NEWEST} AND a.event = ?`).get(eventId) as Row | undefined;
  return row ? toBookmark(row) : null;
}
