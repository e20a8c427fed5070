// Every version of annotations, newest first: of one target or of the whole case.
import type { Args, Result } from '../../../shared/channels.ts';
import type { Count } from '../../../shared/domain.ts';
import {
  ANNOTATION_COLUMNS,
  AnnotationBook,
  type BookEntry,
  liveBookmark,
  type StoredAnnotation,
  subjectOf,
  toStored,
} from '../../case/annotation-book.ts';
import type { ReadConnection } from '../../case/open.ts';
import { recordPlaces } from '../../case/record-places.ts';
import { recordsOfTarget } from '../../case/target-records.ts';
import { RowsByNumber } from '../search-pages.ts';
import { windowRow } from '../window-row.ts';
import { EventMarks } from './event-marks.ts';

export function annotationHistory(db: ReadConnection, asked: Args<'annotations.history'>): Result<'annotations.history'> {
  const targets = asked.target === null ? null : recordsOfTarget(db, asked.target);
  const ofTarget = 'event IN (SELECT value FROM json_each(@targets))';
  const where = [
    "kind IN ('bookmark', 'tag', 'note')",
    ...(targets === null ? [] : [ofTarget]),
    ...(asked.author === null ? [] : ['author = @author']),
  ].join(' AND ');
  const bound = { targets: JSON.stringify(targets ?? []), author: asked.author ?? '', limit: asked.limit, offset: asked.offset };
  const total = db.prepare(`SELECT count(*) FROM annotations WHERE ${where}`).pluck().get(bound) as number;
  const versions = (
    db
      .prepare(`SELECT ${ANNOTATION_COLUMNS} FROM annotations WHERE ${where} ORDER BY id DESC LIMIT @limit OFFSET @offset`)
      .all(bound) as Parameters<typeof toStored>[0][]
  ).map(toStored);
  const authors = db
    .prepare(
      `SELECT author AS value, count(*) AS count FROM annotations ${targets === null ? '' : `WHERE ${ofTarget}`} GROUP BY author ORDER BY count DESC, author`,
    )
    .all(bound) as Count[];
  const book = AnnotationBook.read(
    db,
    versions.map(({ event }) => event),
  );
  const places = recordPlaces(db);
  const records = new Map(versions.map(({ event }) => [event, places.eventAt(event)]));
  const hasRepeats = db.prepare('SELECT 1 FROM repeats WHERE primary_record = ?').pluck();
  /** Of bookmarks on several records of an event the newest counts. */
  const isOvershadowed = ({ event, kind, origin, removed, id }: StoredAnnotation): boolean => {
    if (kind !== 'bookmark' || removed || hasRepeats.get(records.get(event) ?? 0) === undefined) return false;
    const [, ...others] = recordsOfTarget(db, event);
    const there = AnnotationBook.read(db, others);
    return others.some((other) => {
      const entry = there.of(other, origin);
      return entry !== undefined && (liveBookmark(entry)?.id ?? 0) > id;
    });
  };
  const rows = new RowsByNumber(db).of([...new Set([...records.values()].filter((record) => record !== null))]);
  const marks = new EventMarks(db);
  return {
    total,
    authors,
    rows: versions.map((version) => {
      const row = rows.get(records.get(version.event) ?? 0);
      return {
        id: version.id,
        at: version.at,
        author: version.author,
        origin: version.origin,
        target: version.event,
        kind: version.kind as 'bookmark' | 'tag' | 'note',
        colour: version.colour,
        label: version.label,
        note: version.note,
        removed: version.removed,
        current: newestIn(book.of(version.event, version.origin), subjectOf(version)) === version.id && !isOvershadowed(version),
        row: row ? marks.onto(windowRow(db, row)) : null,
      };
    }),
  };
}

function newestIn(entry: BookEntry | undefined, subject: string): number | null {
  if (!entry) return null;
  if (subject === 'bookmark') return entry.bookmark?.id ?? null;
  return (subject === 'note' ? entry.note : entry.tags.get(subject.slice('tag '.length)))?.id ?? null;
}
