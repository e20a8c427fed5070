// Annotations of events, entities, spans of time and views: each change adds a version with its entry in the custody log; the newest version counts.
import type { Bookmark } from '../../shared/domain.ts';
import { BookmarkColour } from '../../shared/domain.ts';
import type { CaseFile } from './case-file.ts';
import { appendAfter, chainEnd } from './custody.ts';
import type { ReadConnection } from './open.ts';
import { storable } from './term-store.ts';

/** The action of custody entries that tell of annotations. */
export const ANNOTATION_ACTION = 'annotate';

/** Where a version stands that was taken over from another examiner's export: who wrote it, when, and from whose export it is. */
export interface TakenOver {
  author: string;
  at: number;
  origin: string;
}

export interface AnnotationVersion {
  /** A public id of an event, or another target in the words of shared/annotations.ts. */
  event: string;
  kind: string;
  colour: string;
  label: string;
  note: string;
  removed: boolean;
}

/**
 * Adds versions, each with its custody entry, all or none.
 * @param from of versions that another examiner wrote; null for the case's own
 * @returns ids of the first and the last version; null where there are none
 */
export function putAnnotations(
  file: CaseFile,
  versions: readonly AnnotationVersion[],
  at = Date.now(),
  from: readonly TakenOver[] | null = null,
): { first: number; last: number } | null {
  // Asked once: twenty thousand versions may be added at a time.
  const actor = file.actor();
  return file.db.transaction(() => {
    const ids: number[] = [];
    let end = chainEnd(file.db);
    const insert = file.db.prepare(
      'INSERT INTO annotations (at, author, event, kind, colour, note, removed, label, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    for (const [i, { event, kind, colour, label, note, removed }] of versions.entries()) {
      const row = { kind, event: storable(event), colour, note: storable(note), removed, ...(label !== '' && { label: storable(label) }) };
      const other = from?.[i];
      const { lastInsertRowid } = insert.run(
        other?.at ?? at,
        other?.author ?? actor.who,
        row.event,
        kind,
        colour,
        row.note,
        removed ? 1 : 0,
        row.label ?? '',
        other?.origin ?? '',
      );
      const entry = { action: ANNOTATION_ACTION, outcome: other ? 'taken over' : 'done', detail: { ...row, ...other } };
      end = appendAfter(file.db, end, actor, entry, at);
      ids.push(Number(lastInsertRowid));
    }
    const [first] = ids;
    return first === undefined ? null : { first, last: ids.at(-1) as number };
  })();
}

const NEWEST = `
  SELECT a.event, a.colour, a.label, a.note, a.author, a.at, n.versions
  FROM annotations a
  JOIN (SELECT max(id) AS id, count(*) AS versions FROM annotations WHERE kind = 'bookmark' AND origin = '' GROUP BY event) n ON n.id = a.id
  WHERE a.removed = 0 AND a.event NOT GLOB 'entity:*' AND a.event NOT GLOB 'span:*' AND a.event NOT GLOB 'view:*'`;

interface Row {
  event: string;
  colour: string;
  label: string;
  note: string;
  author: string;
  at: number;
  versions: number;
}

function toBookmark(row: Row): Bookmark {
  const { event, colour, ...rest } = row;
  return { eventId: event, colour: BookmarkColour.catch('yellow').parse(colour), ...rest };
}

/** Current bookmarks of events in the order in which they were last changed, the event's id deciding ties. */
export function currentBookmarks(db: ReadConnection): Bookmark[] {
  return (db.prepare(`${NEWEST} ORDER BY a.at, a.event`).all() as Row[]).map(toBookmark);
}

/** The current bookmark of one event, or null. */
export function bookmarkOf(db: ReadConnection, eventId: string): Bookmark | null {
  const row = db.prepare(`${NEWEST} AND a.event = ?`).get(eventId) as Row | undefined;
  return row ? toBookmark(row) : null;
}
