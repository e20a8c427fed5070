// Acts on annotations: bookmarks put on, changed and taken away, tags, notes; taken back and made to count again. Each writes versions, all or none.
import {
  type AnnotationAct,
  type AnnotationChange,
  type AnnotationStep,
  parseTarget,
  type RevertStep,
  tagKey,
  targetText,
} from '../../shared/annotations.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import {
  ANNOTATION_COLUMNS,
  AnnotationBook,
  type BookEntry,
  liveBookmark,
  liveNote,
  type StoredAnnotation,
  subjectOf,
  toStored,
} from './annotation-book.ts';
import { type AnnotationVersion, putAnnotations } from './annotations.ts';
import type { CaseFile } from './case-file.ts';
import type { ReadConnection } from './open.ts';
import { recordPlaces } from './record-places.ts';
import { currentView } from './saved-views.ts';
import { otherRecords, recordsOfTarget } from './target-records.ts';
import { storable } from './term-store.ts';

/**
 * Does something to targets, in their order; what is so already is left.
 * Errors: EVENT_MISSING, VIEW_MISSING, ANNOTATION_INVALID.
 */
export function annotate(file: CaseFile, changes: readonly AnnotationChange[], at = Date.now()): AnnotationStep {
  const { db } = file;
  const homes = homesOf(db, changes);
  const book = AnnotationBook.read(
    db,
    homes.flatMap(({ names }) => names),
  );
  for (const { names, missing } of homes) if (missing && !names.some((name) => book.of(name))) throw missing;
  const versions: AnnotationVersion[] = [];
  for (const [i, { act }] of changes.entries()) {
    for (const target of placesOf(act, (homes[i] as Home).names, book)) {
      const version = versionOf(target, act, book.of(target));
      if (version === null) continue;
      versions.push(version);
      book.take({ ...version, id: book.version + 1, at, author: '', origin: '' });
    }
  }
  return written(file, versions, at);
}

/**
 * Takes the versions [first, last] back: what held before them holds again. What says something else now than they said was changed since, and is left;
 * it is compared by what it says, since what was taken back and done again has versions of its own.
 */
export function revertAnnotations(file: CaseFile, { first, last }: { first: number; last: number }, at = Date.now()): RevertStep {
  const { db } = file;
  const undone = storedBetween(db, first, last);
  const targets = undone.map(({ event }) => event);
  const before = AnnotationBook.read(db, targets, first);
  const now = AnnotationBook.read(db, targets);
  const versions: AnnotationVersion[] = [];
  const left = new Set<string>();
  // Of each annotation what the act said of it last.
  const said = new Map(undone.map((version) => [`${subjectOf(version)}\0${version.event}`, version]));
  for (const version of said.values()) {
    const { event } = version;
    const subject = subjectOf(version);
    const newest = newestOf(now.of(event), subject);
    const former = newestOf(before.of(event), subject);
    if (!newest || !isSame(newest, version) || (former && isOverwritten(db, former, last))) {
      left.add(event);
      continue;
    }
    const next = former && !former.removed ? { ...former, removed: false } : { ...newest, removed: true };
    if (!isSame(newest, next)) versions.push(next);
  }
  return { ...written(file, versions, at), of: new Set(targets).size, left: left.size };
}

/** Whether a bookmark would come back beside a newer one, which stands on another record of its event. */
function isOverwritten(db: ReadConnection, { kind, removed, event }: StoredAnnotation, last: number): boolean {
  if (kind !== 'bookmark' || removed) return false;
  const [, ...others] = recordsOfTarget(db, event);
  if (others.length === 0) return false;
  const book = AnnotationBook.read(db, others);
  return others.some((other) => (liveBookmarkOf(book, other)?.id ?? 0) > last);
}

/** Makes a version count again. Errors: ANNOTATION_MISSING. */
export function restoreAnnotation(file: CaseFile, id: number, at = Date.now()): AnnotationStep {
  const { db } = file;
  const [version] = storedBetween(db, id, id, 'any');
  if (!version)
    throw new TrailcaseError('ANNOTATION_MISSING', `The case has no version ${id} of an annotation`, 'Choose one from the history.');
  const subject = subjectOf(version);
  const names = recordsOfTarget(db, version.event);
  const book = AnnotationBook.read(db, names);
  const event = standing(names, subject, book) ?? version.event;
  const newest = newestOf(book.of(event), subject);
  if (newest ? isSame(newest, version) : version.removed) return written(file, [], at);
  return written(file, [{ ...version, event }], at);
}

function written(file: CaseFile, versions: readonly AnnotationVersion[], at: number): AnnotationStep {
  const ids = versions.length === 0 ? null : putAnnotations(file, versions, at);
  return { written: versions.length, targets: new Set(versions.map(({ event }) => event)).size, versions: ids };
}

function storedBetween(db: ReadConnection, first: number, last: number, origin: 'own' | 'any' = 'own'): StoredAnnotation[] {
  const own = origin === 'own' ? "AND origin = ''" : '';
  const rows = db.prepare(`SELECT ${ANNOTATION_COLUMNS} FROM annotations WHERE id >= ? AND id <= ? ${own} ORDER BY id`).all(first, last);
  return (rows as Parameters<typeof toStored>[0][]).map(toStored);
}

function newestOf(entry: BookEntry | undefined, subject: string): StoredAnnotation | null {
  if (!entry) return null;
  if (subject === 'bookmark') return entry.bookmark;
  return subject === 'note' ? entry.note : (entry.tags.get(subject.slice('tag '.length)) ?? null);
}

function isSame(a: AnnotationVersion, b: AnnotationVersion): boolean {
  return a.removed === b.removed && (a.removed || (a.colour === b.colour && a.label === b.label && a.note === b.note));
}

/** What a change is about. */
interface Home {
  /** Texts as stored: the target, and of an event every record of it, since a list shows one of them. */
  names: string[];
  /** The case has no such event or view: to be thrown unless it was annotated once, which can be taken away all the same. */
  missing: TrailcaseError | null;
}

function homesOf(db: ReadConnection, changes: readonly AnnotationChange[]): Home[] {
  const places = recordPlaces(db);
  const hasRepeats = db.prepare('SELECT 1 FROM repeats WHERE primary_record = ?').pluck();
  return changes.map(({ target: text, act }) => {
    const target = parseTarget(text);
    if (!target) throw new TrailcaseError('ANNOTATION_INVALID', `"${text.slice(0, 200)}" is no event, entity, span of time or view`);
    if (act.kind === 'note' && target.kind !== 'entity') {
      throw new TrailcaseError('ANNOTATION_INVALID', 'A note of its own has an entity only', 'Write it into the note of a bookmark.');
    }
    const own = storable(targetText(target));
    const isTakenAway = act.kind === 'note' ? act.note === '' : act.remove === true;
    const lacks = (error: TrailcaseError): Home => {
      if (isTakenAway) return { names: [own], missing: error };
      throw error;
    };
    if (target.kind === 'view' && !currentView(db, target.name)) {
      return lacks(new TrailcaseError('VIEW_MISSING', `The case has no view called "${target.name}"`, 'Save the view first.'));
    }
    if (target.kind !== 'event') return { names: [own], missing: null };
    const event = places.eventAt(target.id);
    if (event === null) {
      return lacks(new TrailcaseError('EVENT_MISSING', `The case has no event ${target.id}`, 'It may belong to another case.'));
    }
    return { names: hasRepeats.get(event) === undefined ? [own] : [own, ...otherRecords(db, event, own)], missing: null };
  });
}

/** On which record of an event an annotation counts: where it was written last, of those where it was not taken away; null: on none. */
function standing(names: readonly string[], subject: string, book: AnnotationBook): string | null {
  let found: StoredAnnotation | null = null;
  for (const name of names) {
    const newest = newestOf(book.of(name), subject);
    if (newest && !newest.removed && (!found || newest.id > found.id)) found = newest;
  }
  return found?.event ?? null;
}

function liveBookmarkOf(book: AnnotationBook, target: string): StoredAnnotation | null {
  const entry = book.of(target);
  return entry ? liveBookmark(entry) : null;
}

/** On which of an event's records something is done: where it stands already, and everywhere when it is taken away; else on the one that was named. */
function placesOf(act: AnnotationAct, names: readonly string[], book: AnnotationBook): readonly string[] {
  if (names.length === 1 || (act.kind !== 'note' && act.remove)) return names;
  return [standing(names, subjectOf({ kind: act.kind, note: act.kind === 'tag' ? act.name : '' }), book) ?? (names[0] as string)];
}

/** The version that an act adds to a target; null where everything is so already. */
function versionOf(event: string, act: AnnotationAct, entry: BookEntry | undefined): AnnotationVersion | null {
  const empty = { event, kind: act.kind, colour: '', label: '', note: '', removed: false };
  if (act.kind === 'note') {
    const held = entry ? (liveNote(entry)?.note ?? '') : '';
    const note = storable(act.note);
    return note === held ? null : { ...empty, note, removed: note === '' };
  }
  if (act.kind === 'tag') {
    const held = entry?.tags.get(tagKey(act.name));
    const is = held?.removed === false;
    if (act.remove) return is ? { ...empty, note: held.note, removed: true } : null;
    return is ? null : { ...empty, note: act.name };
  }
  const held = entry ? liveBookmark(entry) : null;
  if (act.remove) return held ? { ...empty, colour: held.colour, label: held.label, note: held.note, removed: true } : null;
  // An empty note alone takes one away, and is no reason for a bookmark.
  if (!held && act.note === '' && act.colour === undefined && act.label === undefined) return null;
  const next = {
    ...empty,
    colour: act.colour ?? held?.colour ?? 'yellow',
    label: storable(act.label ?? held?.label ?? ''),
    note: storable(act.note ?? held?.note ?? ''),
  };
  return held && isSame(held, next) ? null : next;
}
