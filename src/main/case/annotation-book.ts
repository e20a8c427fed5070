// What counts of all annotations: of each target and origin the newest bookmark, the newest version of each tag, and of an entity the newest note.
import { tagKey } from '../../shared/annotations.ts';
import { BOOKMARK_COLOURS, type BookmarkColour } from '../../shared/domain.ts';
import type { ReadConnection } from './open.ts';

export interface StoredAnnotation {
  id: number;
  at: number;
  author: string;
  /** The target's text as it is stored. */
  event: string;
  kind: string;
  colour: string;
  label: string;
  note: string;
  removed: boolean;
  origin: string;
}

/** The newest versions of one target and origin; removed ones too. */
export interface BookEntry {
  target: string;
  origin: string;
  bookmark: StoredAnnotation | null;
  note: StoredAnnotation | null;
  /** By the tag's key. */
  tags: Map<string, StoredAnnotation>;
  /** When it was last changed, and how many versions there are. */
  at: number;
  versions: number;
}

type Row = Omit<StoredAnnotation, 'removed'> & { removed: number };

export const ANNOTATION_COLUMNS = 'id, at, author, event, kind, colour, label, note, removed, origin';

export function toStored({ removed, ...row }: Row): StoredAnnotation {
  return { ...row, removed: removed === 1 };
}

/** Which annotation of its target and origin a version is of: the newest of them counts. */
export function subjectOf({ kind, note }: Pick<StoredAnnotation, 'kind' | 'note'>): string {
  return kind === 'tag' ? `tag ${tagKey(note)}` : kind;
}

export class AnnotationBook {
  private readonly entries = new Map<string, BookEntry>();
  /** Highest id of a version: it tells whether anything was added. */
  private last = 0;

  get version(): number {
    return this.last;
  }

  /**
   * @param targets texts as they are stored, of which alone it is; null: of all
   * @param before only versions with a lower id
   */
  static read(db: ReadConnection, targets: Iterable<string> | null = null, before: number | null = null): AnnotationBook {
    const book = new AnnotationBook();
    if (targets === null) book.readOn(db, before);
    else {
      const rows = db.prepare(`SELECT ${ANNOTATION_COLUMNS} FROM annotations WHERE event = ? AND id < ? ORDER BY id`);
      for (const target of new Set(targets)) {
        for (const row of rows.all(target, before ?? Number.MAX_SAFE_INTEGER) as Row[]) book.take(toStored(row));
      }
    }
    return book;
  }

  /** Takes in what was added since: rows are only ever added. */
  readOn(db: ReadConnection, before: number | null = null): void {
    const rows = db.prepare(`SELECT ${ANNOTATION_COLUMNS} FROM annotations WHERE id > ? AND id < ? ORDER BY id`);
    for (const row of rows.iterate(this.last, before ?? Number.MAX_SAFE_INTEGER) as IterableIterator<Row>) this.take(toStored(row));
  }

  /** A version that is newer than all before. */
  take(version: StoredAnnotation): void {
    const { event, origin, kind } = version;
    const key = `${origin}\0${event}`;
    let entry = this.entries.get(key);
    if (!entry) {
      entry = { target: event, origin, bookmark: null, note: null, tags: new Map(), at: 0, versions: 0 };
      this.entries.set(key, entry);
    }
    if (kind === 'bookmark') entry.bookmark = version;
    else if (kind === 'note') entry.note = version;
    else if (kind === 'tag') entry.tags.set(tagKey(version.note), version);
    entry.at = version.at;
    entry.versions++;
    this.last = Math.max(this.last, version.id);
  }

  /** Every target that ever was annotated, in the order of its first version. */
  all(): IterableIterator<BookEntry> {
    return this.entries.values();
  }

  of(target: string, origin = ''): BookEntry | undefined {
    return this.entries.get(`${origin}\0${target}`);
  }
}

/** Whether anything of it counts. */
export function isAnnotated(entry: BookEntry): boolean {
  return liveBookmark(entry) !== null || liveNote(entry) !== null || liveTags(entry).length > 0;
}

export function liveBookmark({ bookmark }: Pick<BookEntry, 'bookmark'>): StoredAnnotation | null {
  return bookmark && !bookmark.removed ? bookmark : null;
}

export function liveNote({ note }: Pick<BookEntry, 'note'>): StoredAnnotation | null {
  return note && !note.removed ? note : null;
}

/** In order of name. */
export function liveTags({ tags }: Pick<BookEntry, 'tags'>): StoredAnnotation[] {
  const live = [...tags.values()].filter(({ removed }) => !removed);
  return live.length < 2 ? live : live.sort((a, b) => (tagKey(a.note) < tagKey(b.note) ? -1 : 1));
}

/** A colour that another version wrote is shown as the usual one. */
export function colourOf({ colour }: Pick<StoredAnnotation, 'colour'>): BookmarkColour {
  return BOOKMARK_COLOURS.find((known) => known === colour) ?? 'yellow';
}

const books = new WeakMap<ReadConnection, AnnotationBook>();

/** What counts now, of a connection that only reads: it is read once, and then what was added. */
export function annotationBook(db: ReadConnection): AnnotationBook {
  const book = books.get(db) ?? new AnnotationBook();
  books.set(db, book);
  book.readOn(db);
  return book;
}
