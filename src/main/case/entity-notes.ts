// The examiner's notes on entities: annotations like bookmarks, versioned, each with its entry in the custody log; the newest counts.
import type { EntityNote } from '../../shared/domain.ts';
import type { PivotKind } from '../../shared/pivots.ts';
import { putAnnotations } from './annotations.ts';
import type { CaseFile } from './case-file.ts';
import type { ReadConnection } from './open.ts';
import { storable } from './term-store.ts';

/** What stands in place of an event's address: no address begins like it. */
function placeOf(kind: PivotKind, value: string): string {
  return storable(`entity:${kind}:${value}`);
}

/** Adds a version of the note on an entity; an empty text takes the note away. Its versions stay. */
export function putNote(file: CaseFile, kind: PivotKind, value: string, text: string, at = Date.now()): void {
  putAnnotations(file, [{ kind: 'note', event: placeOf(kind, value), colour: '', label: '', note: text, removed: text === '' }], at);
}

/** Every version of the note on an entity, newest first. */
export function notesOf(db: ReadConnection, kind: PivotKind, value: string): EntityNote[] {
  const rows = db
    .prepare("SELECT note, author, at, removed FROM annotations WHERE event = ? AND kind = 'note' AND origin = '' ORDER BY id DESC")
    .all(placeOf(kind, value)) as (Omit<EntityNote, 'removed'> & { removed: number })[];
  return rows.map((row) => ({ ...row, removed: row.removed === 1 }));
}
