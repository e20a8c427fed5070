// Takes over what another examiner wrote: versions that are not here yet, each with its author and time; nothing that is here changes.
import type { ExchangeContent, ExchangeSummary } from '../../shared/exchange.ts';
import { canonicalFilter, parseFilter } from '../../shared/filter.ts';
import { ViewDisplay, ViewName } from '../../shared/saved-views.ts';
import { type AnnotationVersion, putAnnotations, type TakenOver } from '../case/annotations.ts';
import type { CaseFile } from '../case/case-file.ts';
import { findingVersions, newestOfEach } from '../case/findings.ts';
import type { ReadConnection } from '../case/open.ts';
import { evidenceRoot } from '../case/roots.ts';
import { type NewViewVersion, putViews, savedViews } from '../case/saved-views.ts';
import { storable } from '../case/term-hash.ts';
import { putWork, type WorkVersion } from '../case/workbench.ts';
import { type ExchangeFile, readExchange } from './read-file.ts';

/** The action of custody entries that tell of taking a file over. */
const TAKE_OVER_ACTION = 'take over';

interface Plan {
  annotations: { versions: AnnotationVersion[]; from: TakenOver[] };
  work: { versions: WorkVersion[]; from: TakenOver[] };
  views: NewViewVersion[];
  summary: ExchangeSummary;
}

/** What taking a file over would add. Errors: ANNOTATIONS_UNREADABLE, ANNOTATIONS_OTHER_EVIDENCE. */
export function lookAtExchange(db: ReadConnection, path: string): ExchangeSummary {
  return planOf(db, readExchange(path, evidenceRoot(db))).summary;
}

/** All or nothing. Errors: as above. */
export function takeOver(file: CaseFile, path: string, at = Date.now()): ExchangeSummary {
  const read = readExchange(path, evidenceRoot(file.db));
  return file.db.transaction(() => {
    const { annotations, work, views, summary } = planOf(file.db, read);
    const { versions, present, from, sha256, evidenceRoot: root } = summary;
    const added = annotations.versions.length + work.versions.length + views.length;
    const { custody } = read.content;
    file.record(
      {
        action: TAKE_OVER_ACTION,
        outcome: added === 0 ? 'nothing new' : 'done',
        detail: { from: storable(from), sha256, evidenceRoot: root, custody, versions, present, added },
      },
      at,
    );
    putAnnotations(file, annotations.versions, at, annotations.from);
    putWork(file, work.versions, at, work.from);
    putViews(file, views, at);
    return { ...summary, differing: differingFindings(file.db) };
  })();
}

function planOf(db: ReadConnection, { content, sha256 }: ExchangeFile): Plan {
  const here = versionsHere(db);
  const origin = lineOf(content, here);
  const annotations: Plan['annotations'] = { versions: [], from: [] };
  const work: Plan['work'] = { versions: [], from: [] };
  let present = 0;
  for (const row of content.annotations) {
    if (isHere(here, annotationKey(row))) {
      present++;
      continue;
    }
    const { target: event, kind, colour, label, note, removed } = row;
    annotations.versions.push({ event, kind, colour, label, note, removed });
    annotations.from.push({ author: storable(row.author), at: row.at, origin: storable(row.origin || origin) });
  }
  for (const row of content.work) {
    if (isHere(here, workKey(row))) {
      present++;
      continue;
    }
    const { kind, subject, body, removed } = row;
    work.versions.push({ kind, subject, body: JSON.parse(body) as unknown, removed });
    work.from.push({ author: storable(row.author), at: row.at, origin: storable(row.origin || origin) });
  }
  const { taken, left } = viewsOf(db, content);
  const count = (kind: string): number => work.versions.filter((one) => one.kind === kind).length;
  return {
    annotations,
    work,
    views: taken,
    summary: {
      from: content.from,
      sha256,
      evidenceRoot: content.evidenceRoot,
      title: content.case.title,
      versions: content.annotations.length + content.work.length,
      present,
      annotations: annotations.versions.length,
      findings: count('finding'),
      storylines: count('storyline'),
      reviews: count('review'),
      views: taken.length,
      viewsLeft: left,
      differing: differingFindings(db),
    },
  };
}

interface Here {
  /** Versions that the case has, by what they say, who said it and when; and in whose line they stand. The same one twice counts once. */
  lines: Map<string, string>;
  /** The newest version of each line. */
  newest: Map<string, { key: string; at: number }>;
}

function versionsHere(db: ReadConnection): Here {
  const lines: Here['lines'] = new Map();
  const newest: Here['newest'] = new Map();
  const add = (key: string, origin: string, at: number): void => {
    // What was written in this case itself tells nothing of another one's line.
    if (lines.get(key) !== '') lines.set(key, origin);
    if (at >= (newest.get(origin)?.at ?? Number.NEGATIVE_INFINITY)) newest.set(origin, { key, at });
  };
  const flagged = <T extends { removed: number }>(row: T) => ({ ...row, removed: row.removed === 1 });
  const annotations = db.prepare(
    'SELECT event AS target, kind, colour, label, note, removed, author, at, origin FROM annotations ORDER BY id',
  );
  for (const row of annotations.iterate() as IterableIterator<AnnotationRow & { origin: string; removed: number }>)
    add(annotationKey(flagged(row)), row.origin, row.at);
  const work = db.prepare('SELECT kind, subject, body, removed, author, at, origin FROM workbench ORDER BY id');
  for (const row of work.iterate() as IterableIterator<WorkKeyRow & { origin: string; removed: number }>)
    add(workKey(flagged(row)), row.origin, row.at);
  return { lines, newest };
}

function isHere({ lines }: Here, key: string): boolean {
  if (lines.has(key)) return true;
  lines.set(key, '');
  return false;
}

type AnnotationRow = Omit<ExchangeContent['annotations'][number], 'origin' | 'removed'>;
type WorkKeyRow = Omit<ExchangeContent['work'][number], 'origin' | 'removed'>;

function annotationKey({ target, kind, colour, label, note, removed, author, at }: AnnotationRow & { removed: boolean }): string {
  return JSON.stringify(['annotation', storable(target), kind, colour, storable(label), storable(note), removed, storable(author), at]);
}

function workKey({ kind, subject, body, removed, author, at }: WorkKeyRow & { removed: boolean }): string {
  return JSON.stringify([kind, storable(subject), storable(body), removed, storable(author), at]);
}

/**
 * By which name the exporter's own versions go on here: the name in the file, which is that of the author of the newest of them. Where several people write
 * in one case that name changes from export to export: then the line goes on in which that author's newest version stands, if the file has that line to
 * its end. History that two copies of a case share decides nothing: each goes on by itself.
 */
function lineOf({ from, annotations, work }: ExchangeContent, { lines, newest }: Here): string {
  const own = [
    ...annotations.flatMap((row) => (row.origin === '' ? [{ ...by(row), key: annotationKey(row) }] : [])),
    ...work.flatMap((row) => (row.origin === '' ? [{ ...by(row), key: workKey(row) }] : [])),
  ];
  const mine = own.filter(({ author, key }) => author === from && lines.get(key));
  const last = mine.reduce<(typeof mine)[number] | null>((latest, one) => (latest === null || one.at >= latest.at ? one : latest), null);
  const line = last && lines.get(last.key);
  if (!line || line === storable(from)) return from;
  const end = newest.get(line)?.key;
  return own.some(({ key }) => key === end) ? line : from;
}

const by = ({ author, at }: { author: string; at: number }) => ({ author, at });

/** Views whose name is free here are saved here, by whoever takes the file over; those whose name means something else, or which this version cannot show, are left. */
function viewsOf(db: ReadConnection, { views }: ExchangeContent): { taken: NewViewVersion[]; left: string[] } {
  const newest = new Map(views.map((view) => [storable(view.name), view]));
  const own = new Map(savedViews(db).map((view) => [view.name, view.versions[0]]));
  const taken: NewViewVersion[] = [];
  const left: string[] = [];
  for (const [name, { filter: written, display, removed }] of newest) {
    if (removed) continue;
    const mine = own.get(name);
    const filter = filterOf(written);
    if (mine) {
      if (mine.removed || mine.filter !== filter) left.push(name);
      continue;
    }
    const shown = displayOf(display);
    const named = ViewName.safeParse(name);
    if (shown && filter !== null && named.success && named.data === name) taken.push({ name, filter, display: shown, removed: false });
    else left.push(name);
  }
  return { taken, left };
}

/** In canonical form; null where it is none. */
function filterOf(text: string): string | null {
  return 'problem' in parseFilter(text) ? null : canonicalFilter(text);
}

function displayOf(text: string): ViewDisplay | null {
  try {
    return ViewDisplay.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Findings that the case has otherwise than another examiner. */
function differingFindings(db: ReadConnection): string[] {
  return [...findingVersions(db)].flatMap(([id, versions]) => {
    const lines = newestOfEach(versions);
    return new Set(lines.map(({ sha256, removed }) => `${sha256} ${removed}`)).size > 1 ? [id] : [];
  });
}
