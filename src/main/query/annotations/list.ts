// Everything that is annotated, as the Bookmarks view and the command line list it; and all that counts on single targets.
import { type Annotated, type AnnotatedRow, parseTarget, tagKey, targetKindOf } from '../../../shared/annotations.ts';
import type { Args, Result } from '../../../shared/channels.ts';
import type { Count, WindowEventRow } from '../../../shared/domain.ts';
import {
  AnnotationBook,
  annotationBook,
  type BookEntry,
  colourOf,
  isAnnotated,
  liveBookmark,
  liveNote,
  liveTags,
} from '../../case/annotation-book.ts';
import type { ReadConnection } from '../../case/open.ts';
import { type RecordPlaces, recordPlaces } from '../../case/record-places.ts';
import { currentViews } from '../../case/saved-views.ts';
import { recordsOfTarget } from '../../case/target-records.ts';
import { storable } from '../../case/term-hash.ts';
import { hasBit } from '../columns/bits.ts';
import type { Select } from '../columns/select.ts';
import { type RowOfItem, RowsByNumber } from '../search-pages.ts';
import { windowRow } from '../window-row.ts';
import { EventMarks } from './event-marks.ts';

type Asked = Args<'annotations.list'>;

/** A target of the list, before its row is read. */
interface Listed {
  annotated: Annotated;
  /** Number of the event that lists show; null: it is none, or not in the case. */
  record: number | null;
  time: number | null;
}

function toAnnotated(entry: BookEntry): Annotated {
  const [bookmark, note] = [liveBookmark(entry), liveNote(entry)];
  return {
    target: entry.target,
    origin: entry.origin,
    bookmark: bookmark && {
      colour: colourOf(bookmark),
      label: bookmark.label,
      note: bookmark.note,
      author: bookmark.author,
      at: bookmark.at,
    },
    tags: liveTags(entry).map(({ note: name, author, at }) => ({ name, author, at })),
    note: note && { note: note.note, author: note.author, at: note.at },
    at: entry.at,
    versions: entry.versions,
  };
}

/** Errors: FILTER_INVALID. */
export async function annotationList(db: ReadConnection, asked: Asked, select: Select): Promise<Result<'annotations.list'>> {
  const selection = asked.filter.trim() === '' ? null : await select(asked.filter);
  const places = recordPlaces(db);
  const timeOf = db.prepare('SELECT time FROM records WHERE id = ?').pluck();
  const all: Listed[] = byEvent(annotationBook(db).all(), places).map(({ entries, record }) => {
    const annotated = joined(shownOf(entries).target, entries);
    const time = record === null ? startOf(annotated.target) : ((timeOf.get(record) as number | null | undefined) ?? null);
    return { annotated, record, time };
  });
  const fits = conditions(asked);
  let found = all.filter(
    ({ annotated, record }) =>
      fits(annotated) &&
      (selection === null || targetKindOf(annotated.target) !== 'event' || (record !== null && hasBit(selection.bits, record))),
  );
  const rows = new Rows(db);
  if (asked.search.trim() !== '') {
    rows.read(found);
    found = found.filter((one) => says(one, rows.of(one), asked.search));
  }
  found.sort(asked.order === 'time' ? byTime : byChange);
  const page = found.slice(asked.offset, asked.offset + asked.limit);
  rows.read(page);
  const views = new Set(currentViews(db).map(({ name }) => storable(name)));
  return { total: found.length, rows: page.map((one) => toRow(one, rows.of(one), views)), counts: countsOf(all) };
}

/** What is annotated, by whom: each target once, an event with all its records that are, in the order of the first. */
function byEvent(all: Iterable<BookEntry>, places: RecordPlaces): { entries: BookEntry[]; record: number | null }[] {
  const found: { entries: BookEntry[]; record: number | null }[] = [];
  const ofEvent = new Map<string, BookEntry[]>();
  for (const entry of all) {
    if (!isAnnotated(entry)) continue;
    const record = targetKindOf(entry.target) === 'event' ? places.eventAt(entry.target) : null;
    const key = `${record} ${entry.origin}`;
    const others = record === null ? undefined : ofEvent.get(key);
    if (others) {
      others.push(entry);
      continue;
    }
    const entries = [entry];
    if (record !== null) ofEvent.set(key, entries);
    found.push({ entries, record });
  }
  return found;
}

/** Of an event's records that with the bookmark that counts, the newest; else the first. */
function shownOf(entries: readonly BookEntry[]): BookEntry {
  let shown = entries[0] as BookEntry;
  for (const entry of entries) if ((liveBookmark(entry)?.id ?? 0) > (liveBookmark(shown)?.id ?? 0)) shown = entry;
  return shown;
}

/** All that counts on targets: see the channel. Of an event, what stands on any record of it. */
export function annotationsOf(db: ReadConnection, targets: readonly string[]): Annotated[] {
  return targets.flatMap((text) => {
    const names = recordsOfTarget(db, text);
    const entries = [...AnnotationBook.read(db, names).all()];
    const mine = entries.filter(({ origin }) => origin === '').sort((a, b) => names.indexOf(a.target) - names.indexOf(b.target));
    const theirs = entries.filter((entry) => entry.origin !== '' && isAnnotated(entry));
    return [joined(names[0] as string, mine), ...theirs.map(toAnnotated)];
  });
}

/** What stands on several records of one event, as one: of bookmarks the newest. */
function joined(target: string, entries: readonly BookEntry[]): Annotated {
  const [only, second] = entries;
  if (only && !second && only.target === target) return toAnnotated(only);
  const shown = only ? toAnnotated(shownOf(entries)) : null;
  const parts = entries.map(toAnnotated);
  const tags = new Map(parts.flatMap((part) => part.tags).map((tag) => [tagKey(tag.name), tag]));
  return {
    target,
    origin: only?.origin ?? '',
    bookmark: shown?.bookmark ?? null,
    tags: [...tags].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag),
    note: parts.find(({ note }) => note !== null)?.note ?? null,
    at: Math.max(0, ...parts.map(({ at }) => at)),
    versions: parts.reduce((sum, { versions }) => sum + versions, 0),
  };
}

/** Tags in use, the most used first. */
export function tagsInUse(db: ReadConnection): Count[] {
  const counter = new Counter();
  for (const entry of annotationBook(db).all()) {
    if (entry.origin === '') for (const { note } of liveTags(entry)) counter.add(note, tagKey(note));
  }
  return counter.counts();
}

function conditions({ kinds, colours, tags, authors }: Asked): (annotated: Annotated) => boolean {
  const keys = new Set(tags.map(tagKey));
  return ({ target, bookmark, tags: held, note }) =>
    (kinds.length === 0 || kinds.includes(targetKindOf(target))) &&
    (colours.length === 0 || (bookmark !== null && colours.includes(bookmark.colour))) &&
    (keys.size === 0 || held.some(({ name }) => keys.has(tagKey(name)))) &&
    (authors.length === 0 || [bookmark, note, ...held].some((part) => part !== null && authors.includes(part.author)));
}

/** Every word of a text stands in the target, what is written of it, or what its event says. */
function says({ annotated }: Listed, row: WindowEventRow | null, search: string): boolean {
  const { target, bookmark, tags, note } = annotated;
  const text = [
    targetKindOf(target) === 'event' ? '' : target,
    bookmark?.label,
    bookmark?.note,
    bookmark?.author,
    note?.note,
    ...tags.map(({ name }) => name),
    row?.eventName,
    row?.actor,
    row?.sourceIPAddress,
    row?.awsRegion,
    row?.errorCode,
    row?.eventSource,
  ]
    .join('\n')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function startOf(text: string): number | null {
  const target = parseTarget(text);
  return target?.kind === 'span' ? target.from : null;
}

function byTime(a: Listed, b: Listed): number {
  if (a.time !== b.time) return a.time === null ? 1 : b.time === null ? -1 : a.time - b.time;
  return a.annotated.target < b.annotated.target ? -1 : a.annotated.target > b.annotated.target ? 1 : 0;
}

function byChange(a: Listed, b: Listed): number {
  return b.annotated.at - a.annotated.at || byTime(a, b);
}

/** Rows of events, read once each. */
class Rows {
  private readonly db: ReadConnection;
  private readonly marks: EventMarks;
  private readonly byRecord = new Map<number, RowOfItem>();

  constructor(db: ReadConnection) {
    this.db = db;
    this.marks = new EventMarks(db);
  }

  read(listed: readonly Listed[]): void {
    const missing = listed.flatMap(({ record }) => (record !== null && !this.byRecord.has(record) ? [record] : []));
    if (missing.length === 0) return;
    for (const [record, row] of new RowsByNumber(this.db).of([...new Set(missing)])) this.byRecord.set(record, row);
  }

  of({ record }: Listed): WindowEventRow | null {
    const row = record === null ? undefined : this.byRecord.get(record);
    return row ? this.marks.onto(windowRow(this.db, row)) : null;
  }
}

function toRow({ annotated, time }: Listed, row: WindowEventRow | null, views: ReadonlySet<string>): AnnotatedRow {
  const kind = targetKindOf(annotated.target);
  const missing = kind === 'event' ? row === null : kind === 'view' && !views.has(annotated.target.slice('view:'.length));
  return { ...annotated, row, missing, time };
}

function countsOf(all: readonly Listed[]): Result<'annotations.list'>['counts'] {
  const [kinds, colours, tags, authors] = [new Counter(), new Counter(), new Counter(), new Counter()];
  const own = all.filter(({ annotated }) => annotated.origin === '');
  for (const { annotated } of own) {
    kinds.add(targetKindOf(annotated.target));
    if (annotated.bookmark) colours.add(annotated.bookmark.colour);
    for (const { name } of annotated.tags) tags.add(name, tagKey(name));
  }
  for (const { annotated } of all) {
    const { bookmark, note } = annotated;
    const by = [bookmark, note, ...annotated.tags].flatMap((part) => (part === null ? [] : [part.author]));
    for (const author of new Set(by)) authors.add(author);
  }
  return { all: own.length, kinds: kinds.counts(), colours: colours.counts(), tags: tags.counts(), authors: authors.counts() };
}

/** Counts by a key; each is called as it was first met. */
class Counter {
  private readonly found = new Map<string, Count>();

  add(value: string, key = value): void {
    const known = this.found.get(key);
    if (known) known.count++;
    else this.found.set(key, { value, count: 1 });
  }

  /** Most first, then by text. */
  counts(): Count[] {
    return [...this.found.values()].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }
}
