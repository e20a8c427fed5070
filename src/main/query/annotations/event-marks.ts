// Bookmarks and tags by the events that lists show: an annotation cites one record, and a later import may have made another one the primary.
import { type Target, tagKey } from '../../../shared/annotations.ts';
import type { BookmarkColour, Count, WindowEventRow } from '../../../shared/domain.ts';
import { matcher } from '../../../shared/filter/glob.ts';
import { type AnnotationBook, annotationBook, type BookEntry, colourOf, liveBookmark, liveTags } from '../../case/annotation-book.ts';
import { storedRow, toWindowRow } from '../../case/event-rows.ts';
import type { ReadConnection } from '../../case/open.ts';
import { type RecordPlaces, recordPlaces } from '../../case/record-places.ts';

/** What is put on one event, in this case: other examiners' annotations mark nothing. */
interface EventAnnotations {
  /** Of its bookmarks the newest; null: it has tags only. */
  colour: BookmarkColour | null;
  label: string;
  /** In order of name. */
  tags: string[];
  /** Of every record of the event. */
  colours: BookmarkColour[];
  labels: string[];
}

/** What a term asks of the annotations of an event; `''` as a value asks for events without. */
export interface AnnotationAsk {
  of: 'tag' | 'bookmark' | 'label';
  value: string;
}

interface Marks {
  book: AnnotationBook;
  version: number;
  places: RecordPlaces;
  byRecord: Map<number, EventAnnotations>;
  /** By public id of the event that lists show; made when it is asked for. */
  byId: Map<string, EventAnnotations> | null;
}

const remembered = new WeakMap<ReadConnection, Marks>();

/** By number of the record that lists show. */
export function eventAnnotations(db: ReadConnection): ReadonlyMap<number, EventAnnotations> {
  return marksOf(db).byRecord;
}

/** Marks of the rows of lists. They are as they were when the first was asked for, until they are to be forgotten. */
export class EventMarks {
  private readonly db: ReadConnection;
  private marks: Marks | null = null;

  constructor(db: ReadConnection) {
    this.db = db;
  }

  /** Annotations or records have changed. */
  forget(): void {
    this.marks = null;
  }

  /** Colour, label and tags of one event, by the public id that lists show; null where there are none. */
  of(id: string): EventAnnotations | null {
    this.marks ??= marksOf(this.db);
    this.marks.byId ??= byId(this.db, this.marks);
    return this.marks.byId.get(id) ?? null;
  }

  /** Puts what is known of an event onto its row. */
  onto<Row extends WindowEventRow>(row: Row): Row {
    const found = this.of(row.id);
    if (!found) return row;
    row.bookmark = found.colour;
    if (found.label !== '') row.bookmarkLabel = found.label;
    if (found.tags.length > 0) row.tags = found.tags;
    return row;
  }
}

/** Events that a term asks for, by number of the record that lists show; of an empty value those that have any. */
export function* recordsAsked(db: ReadConnection, { of, value }: AnnotationAsk): Generator<number> {
  const fits = value === '' ? () => true : matcher(tagKey(value));
  for (const [record, { tags, colours, labels }] of eventAnnotations(db)) {
    const held: readonly string[] = of === 'tag' ? tags : of === 'bookmark' ? colours : labels;
    if (held.some((one) => fits(tagKey(one)))) yield record;
  }
}

/** Tags or labels with their number of events, most first; each is called as it was first met. */
export function countsOfEvents(db: ReadConnection, of: 'tag' | 'label'): Count[] {
  const found = new Map<string, Count>();
  for (const { tags, labels } of eventAnnotations(db).values()) {
    for (const value of of === 'tag' ? tags : labels) {
      const known = found.get(tagKey(value));
      if (known) known.count++;
      else found.set(tagKey(value), { value, count: 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function marksOf(db: ReadConnection): Marks {
  const book = annotationBook(db);
  const places = recordPlaces(db);
  const known = remembered.get(db);
  if (known?.book === book && known.version === book.version && known.places === places) return known;
  const marks = { book, version: book.version, places, byRecord: byRecord(book, places), byId: null };
  remembered.set(db, marks);
  return marks;
}

function byRecord(book: AnnotationBook, places: RecordPlaces): Map<number, EventAnnotations> {
  const found = new Map<number, EventAnnotations>();
  const newest = new Map<number, BookEntry['bookmark']>();
  for (const entry of book.all()) {
    if (entry.origin !== '' || isOther(entry.target)) continue;
    const bookmark = liveBookmark(entry);
    const tags = liveTags(entry).map(({ note }) => note);
    if (!bookmark && tags.length === 0) continue;
    const record = places.eventAt(entry.target);
    if (record === null) continue;
    const mark = found.get(record) ?? { colour: null, label: '', tags: [], colours: [], labels: [] };
    found.set(record, mark);
    if (bookmark) {
      mark.colours.push(colourOf(bookmark));
      if (bookmark.label !== '') mark.labels.push(bookmark.label);
      const before = newest.get(record);
      if (!before || bookmark.id > before.id) {
        newest.set(record, bookmark);
        mark.colour = colourOf(bookmark);
        mark.label = bookmark.label;
      }
    }
    mark.tags = mark.tags.length === 0 ? tags : united(mark.tags, tags);
  }
  return found;
}

const OTHERS = ['entity', 'span', 'view'] as const satisfies readonly Target['kind'][];

function isOther(target: string): boolean {
  return OTHERS.some((kind) => target.startsWith(`${kind}:`));
}

function united(a: readonly string[], b: readonly string[]): string[] {
  const keys = new Set(a.map(tagKey));
  return [...a, ...b.filter((name) => !keys.has(tagKey(name)))].sort((x, y) => (tagKey(x) < tagKey(y) ? -1 : 1));
}

function byId(db: ReadConnection, { byRecord, book, places }: Marks): Map<string, EventAnnotations> {
  const found = new Map<string, EventAnnotations>();
  const named = new Set<number>();
  for (const { target, origin } of book.all()) {
    const record = origin === '' && !isOther(target) ? places.at(target) : null;
    const mark = record === null ? undefined : byRecord.get(record);
    if (record === null || !mark) continue;
    found.set(target, mark);
    named.add(record);
  }
  // Cited are only records that repeat these.
  for (const [record, mark] of byRecord) if (!named.has(record)) found.set(toWindowRow(storedRow(db, record), null).id, mark);
  return found;
}
