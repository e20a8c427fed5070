// Findings, the storyline and review marks as the workbench stores them, read with their shapes.
import { createHash } from 'node:crypto';
import { TrailcaseError } from '../../shared/errors.ts';
import {
  EMPTY_FINDING,
  FindingBody,
  FindingId,
  type FindingVersion,
  ReviewBody,
  type ReviewMark,
  StorylineBody,
  type StorylineVersion,
} from '../../shared/findings.ts';
import type { ReadConnection } from './open.ts';
import { allWork, type WorkRow, workHistory } from './workbench.ts';

/** Which side of a finding an event is cited on. */
export type Side = 'supporting' | 'contradicting';

/** SHA-256 of a stored body: by it a review mark knows what was reviewed. */
function bodyHash(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

/** A version as it is read; one that this version of Trailcase cannot read says so and keeps its text. */
function toFinding({ id, at, author, removed, origin, body }: WorkRow): FindingVersion {
  return { version: id, at, author, removed, origin, sha256: bodyHash(body), body: readBody(body) };
}

function readBody(text: string): FindingBody {
  try {
    return FindingBody.parse(JSON.parse(text));
  } catch {
    return { ...EMPTY_FINDING, title: 'This finding cannot be read by this version', narrative: text.slice(0, 100_000) };
  }
}

/** Every version of every finding, by its id, newest first; findings in the order in which they were first written. What has no such id was put there by no Trailcase. */
export function findingVersions(db: ReadConnection): Map<string, FindingVersion[]> {
  const found = new Map<string, FindingVersion[]>();
  for (const row of allWork(db, 'finding')) {
    if (!FindingId.safeParse(row.subject).success) continue;
    const versions = found.get(row.subject);
    if (versions) versions.unshift(toFinding(row));
    else found.set(row.subject, [toFinding(row)]);
  }
  return found;
}

/** Every version of one finding, newest first, of every origin. */
export function versionsOfFinding(db: ReadConnection, id: string): FindingVersion[] {
  return workHistory(db, 'finding', id).map(toFinding);
}

/**
 * The version that is shown first: the case's own; where it has none, the newest of another examiner.
 * @param versions of one finding, newest first; not empty
 */
export function shownVersion<T extends Placed>(versions: readonly T[]): T {
  const lines = newestOfEach(versions);
  return lines.find(({ origin }) => origin === '') ?? lines.reduce((newest, one) => (one.at > newest.at ? one : newest));
}

interface Placed {
  /** Number in this case. */
  version: number;
  at: number;
  origin: string;
}

/**
 * Of two versions of one line, which counts: in the case's own the one that was written here last; in another examiner's the later one, since files may
 * be taken over in any order.
 */
function isNewer(one: Placed, than: Placed): boolean {
  return one.origin !== '' && one.at !== than.at ? one.at > than.at : one.version > than.version;
}

/** Of each origin the version that counts, the case's own first, then by name. */
export function newestOfEach<T extends Placed>(versions: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const version of versions) {
    const held = newest.get(version.origin);
    if (!held || isNewer(version, held)) newest.set(version.origin, version);
  }
  return [...newest.values()].sort((a, b) => (a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : 0));
}

/** Findings that were not taken away, as they are shown. */
export function currentFindings(db: ReadConnection): { id: string; version: FindingVersion }[] {
  return [...findingVersions(db)].flatMap(([id, versions]) => {
    const version = shownVersion(versions);
    return version.removed ? [] : [{ id, version }];
  });
}

/** Every version of the storyline, newest first, of every origin. */
export function storylineVersions(db: ReadConnection): StorylineVersion[] {
  return workHistory(db, 'storyline', '').map(({ id, at, author, removed, origin, body }) => ({
    version: id,
    at,
    author,
    removed,
    origin,
    body: readStoryline(body),
  }));
}

function readStoryline(text: string): StorylineBody {
  try {
    return StorylineBody.parse(JSON.parse(text));
  } catch {
    return { version: 1, parts: [{ kind: 'text', text: 'This storyline cannot be read by this version.' }] };
  }
}

/** The storyline that counts: the case's own; where it has none, the newest of another examiner; null where there is none at all. */
export function shownStoryline(db: ReadConnection): StorylineVersion | null {
  const versions = storylineVersions(db);
  return versions.length === 0 ? null : shownVersion(versions);
}

export interface StoredReview {
  at: number;
  reviewer: string;
  origin: string;
  body: ReviewBody;
}

/** Review marks that count, in the order of their time: of each reviewer and origin the newest, if it was not taken away. */
export function currentReviews(db: ReadConnection): StoredReview[] {
  const marks = new Map<string, (WorkRow & Placed)[]>();
  for (const row of allWork(db, 'review')) {
    const mark = { ...row, version: row.id };
    const versions = marks.get(row.subject);
    if (versions) versions.push(mark);
    else marks.set(row.subject, [mark]);
  }
  return [...marks.values()]
    .flatMap(newestOfEach)
    .flatMap(({ at, author, origin, body, removed }) => {
      const read = removed ? null : readReview(body);
      return read ? [{ at, reviewer: author, origin, body: read }] : [];
    })
    .sort((a, b) => a.at - b.at || (a.reviewer < b.reviewer ? -1 : 1));
}

/**
 * How a review mark stands to what was reviewed.
 * @param versions of the finding, of every origin; not empty
 */
export function reviewMark({ at, reviewer, origin, body }: StoredReview, versions: readonly FindingVersion[]): ReviewMark {
  const lines = newestOfEach(versions);
  const shown = shownVersion(versions);
  const said = versions.filter(({ sha256 }) => sha256 === body.of);
  // The same text may stand in several lines: first in the one that is shown, then in one that still says it.
  const reviewed = said.find((one) => one.origin === shown.origin) ?? lines.find(({ sha256 }) => sha256 === body.of) ?? said[0] ?? null;
  const line = reviewed?.origin ?? shown.origin;
  const now = lines.find((one) => one.origin === line) ?? shown;
  return {
    reviewer,
    at,
    origin,
    verdict: body.verdict,
    note: body.note,
    of: body.of,
    reviewed: reviewed && { author: reviewed.author, origin: reviewed.origin, at: reviewed.at },
    changed: body.of !== now.sha256,
    // Of the same line, or of the same text: another examiner's own version of it is no reason not to review this one.
    byAuthor: versions.some(
      (one) => one.author === reviewer && (one.origin === line || one.sha256 === body.of || one.sha256 === now.sha256),
    ),
  };
}

export function readReview(text: string): ReviewBody | null {
  try {
    return ReviewBody.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function findingMissing(id: string): TrailcaseError {
  return new TrailcaseError('FINDING_MISSING', `The case has no finding ${id}`, 'Choose one from the list.');
}
