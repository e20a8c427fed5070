// Views saved under a name: each change adds a version with its entry in the custody log; of a name the newest version counts.
import { targetText } from '../../shared/annotations.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { parseFilter, printTree } from '../../shared/filter.ts';
import { currentVersion, PLAIN_DISPLAY, type SavedView, ViewDisplay, type ViewVersion } from '../../shared/saved-views.ts';
import { AnnotationBook, liveBookmark, liveNote, liveTags, type StoredAnnotation } from './annotation-book.ts';
import { type AnnotationVersion, putAnnotations } from './annotations.ts';
import type { CaseFile } from './case-file.ts';
import type { ReadConnection } from './open.ts';
import { storable } from './term-store.ts';

/** The action of custody entries that tell of views. */
export const VIEW_ACTION = 'view';

export interface NewViewVersion {
  name: string;
  filter: string;
  display: ViewDisplay;
  removed: boolean;
}

/** Adds versions, each with its custody entry, all or none. */
export function putViews(file: CaseFile, versions: readonly NewViewVersion[], at = Date.now()): void {
  const { who } = file.actor();
  file.db.transaction(() => {
    const insert = file.db.prepare('INSERT INTO saved_views (at, author, name, filter, state, removed) VALUES (?, ?, ?, ?, ?, ?)');
    for (const { name, filter, display, removed } of versions) {
      const row = { name: storable(name), filter: storable(filter), state: storable(JSON.stringify(display)) };
      insert.run(at, who, row.name, row.filter, row.state, removed ? 1 : 0);
      file.record({ action: VIEW_ACTION, outcome: removed ? 'removed' : 'saved', detail: { ...row, removed } }, at);
    }
  })();
}

/** Saves a view, or a new version of it; the filter is stored in canonical form. Errors: FILTER_INVALID. */
export function saveView(file: CaseFile, { name, filter, display }: Omit<NewViewVersion, 'removed'>, at = Date.now()): void {
  const parsed = parseFilter(filter);
  if ('problem' in parsed) {
    const { column, message, mend } = parsed.problem;
    throw new TrailcaseError('FILTER_INVALID', `Column ${column}: ${message}`, mend);
  }
  putViews(file, [{ name, filter: printTree(parsed.tree), display, removed: false }], at);
}

/** Takes a view away: its versions stay. Errors: VIEW_MISSING. */
export function removeView(file: CaseFile, name: string, at = Date.now()): void {
  const { filter, display } = existing(file, name);
  putViews(file, [{ name, filter, display, removed: true }], at);
}

/**
 * The view goes on under another name, and what is annotated on it with it. @returns whether anything was. Errors: VIEW_MISSING, VIEW_EXISTS.
 */
export function renameView(file: CaseFile, from: string, to: string, at = Date.now()): { annotated: boolean } {
  const { filter, display } = existing(file, from);
  if (storable(to) === storable(from)) return { annotated: false };
  if (currentView(file.db, to)) throw new TrailcaseError('VIEW_EXISTS', `There is a view called "${to}" already`, 'Choose another name.');
  return file.db.transaction(() => {
    putViews(
      file,
      [
        { name: from, filter, display, removed: true },
        { name: to, filter, display, removed: false },
      ],
      at,
    );
    return { annotated: putAnnotations(file, moved(file.db, from, to), at) !== null };
  })();
}

/** What takes the annotations of one view to another, which then has these and no others: what was left there by a removed view of its name is taken away. */
function moved(db: ReadConnection, from: string, to: string): AnnotationVersion[] {
  const [old, now] = [from, to].map((name) => storable(targetText({ kind: 'view', name }))) as [string, string];
  const book = AnnotationBook.read(db, [old, now]);
  const live = (target: string): StoredAnnotation[] => {
    const entry = book.of(target);
    return entry ? [liveBookmark(entry), liveNote(entry), ...liveTags(entry)].filter((one) => one !== null) : [];
  };
  return [
    ...[...live(old), ...live(now)].map((version) => ({ ...version, removed: true })),
    ...live(old).map((version) => ({ ...version, event: now })),
  ];
}

function existing(file: CaseFile, name: string): ViewVersion {
  const view = currentView(file.db, name);
  if (!view) throw new TrailcaseError('VIEW_MISSING', `The case has no view called "${name}"`, 'Choose one from the list.');
  return view;
}

interface Row {
  name: string;
  filter: string;
  state: string;
  author: string;
  at: number;
  removed: number;
}

/** Every view with its versions, newest first, also removed ones; in order of name. */
export function savedViews(db: ReadConnection): SavedView[] {
  const rows = db.prepare('SELECT name, filter, state, author, at, removed FROM saved_views ORDER BY name, id DESC').all() as Row[];
  const views: SavedView[] = [];
  for (const row of rows) {
    let view = views.at(-1);
    if (view?.name !== row.name) {
      view = { name: row.name, versions: [] };
      views.push(view);
    }
    view.versions.push(toVersion(row));
  }
  return views;
}

/** Views that were not removed, with the version that counts; in order of name. */
export function currentViews(db: ReadConnection): { name: string; view: SavedView; version: ViewVersion }[] {
  return savedViews(db).flatMap((view) => {
    const version = currentVersion(view);
    return version ? [{ name: view.name, view, version }] : [];
  });
}

/** The version of a view that counts; null where there is none of that name, or it was removed. */
export function currentView(db: ReadConnection, name: string): ViewVersion | null {
  const row = db
    .prepare('SELECT name, filter, state, author, at, removed FROM saved_views WHERE name = ? ORDER BY id DESC LIMIT 1')
    .get(storable(name)) as Row | undefined;
  return row && row.removed === 0 ? toVersion(row) : null;
}

function toVersion({ filter, state, author, at, removed }: Row): ViewVersion {
  return { filter, display: readDisplay(state), author, at, removed: removed === 1 };
}

/** A display that a newer version or another tool wrote still leaves the filter. */
function readDisplay(state: string): ViewDisplay {
  return ViewDisplay.catch(PLAIN_DISPLAY).parse(JSON.parse(state));
}
