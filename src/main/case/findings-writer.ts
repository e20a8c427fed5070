// Writes findings, the storyline and review marks: each act a new version, and never over one that was not seen.
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { TrailcaseError } from '../../shared/errors.ts';
import { FindingBody, type FindingVersion, LONGEST_BODY, ReviewBody, StorylineBody } from '../../shared/findings.ts';
import { faultOf } from '../../shared/given.ts';
import { printReference } from '../../shared/references.ts';
import type { CaseFile } from './case-file.ts';
import { findingMissing, newestOfEach, readReview, type Side, shownVersion, storylineVersions, versionsOfFinding } from './findings.ts';
import { putWork, workHistory } from './workbench.ts';

interface NewFinding {
  /** Null: a new finding. */
  id: string | null;
  body: FindingBody;
  /** The own version that whoever writes has seen, 0 for none; null: whichever it is. */
  seen: number | null;
  removed: boolean;
}

/** Adds a version. Errors: FINDING_MISSING, FINDING_CHANGED, FINDING_INVALID. */
export function putFinding(file: CaseFile, { id, body, seen, removed }: NewFinding, at = Date.now()): { id: string; version: number } {
  const versions = id === null ? [] : versionsOfFinding(file.db, id);
  if (id !== null && versions.length === 0) throw findingMissing(id);
  refuseChanged(versions, seen, 'finding');
  const subject = id ?? `f${randomBytes(6).toString('hex')}`;
  putWork(file, [{ kind: 'finding', subject, body: checkedFinding(body), removed }], at);
  return { id: subject, version: versionsOfFinding(file.db, subject)[0]?.version ?? 0 };
}

/** Of an event that is cited twice, the first counts. Errors: FINDING_INVALID. */
export function checkedFinding(body: unknown): FindingBody {
  const read = checked(FindingBody, body, 'finding');
  const seen = new Set<string>();
  const once = <T extends { id: string }>(list: readonly T[]): T[] => list.filter(({ id }) => !seen.has(id) && seen.add(id));
  return { ...read, supporting: once(read.supporting), contradicting: once(read.contradicting) };
}

/** A body as it may be stored. Errors: FINDING_INVALID. */
function checked<T extends z.ZodType>(shape: T, body: unknown, what: string): z.infer<T> {
  const read = shape.safeParse(body);
  if (!read.success) {
    throw new TrailcaseError('FINDING_INVALID', `The ${what} cannot be stored: ${faultOf(read.error, body, what)}`);
  }
  if (JSON.stringify(read.data).length > LONGEST_BODY)
    throw new TrailcaseError(
      'FINDING_INVALID',
      `The ${what} cannot be stored: as a whole it is longer than ${LONGEST_BODY} characters`,
      'Cite fewer events, or give shorter reasons.',
    );
  return read.data;
}

interface Citing {
  id: string;
  side: Side;
  /** Public ids of events. */
  ids: readonly string[];
  reason: string;
  /** Also refers to them at the end of its narrative. */
  mention?: boolean | undefined;
}

interface Cited {
  added: number;
  /** The finding before and after. */
  former: FindingBody;
  next: FindingBody;
  /** Numbers of the case's own versions before and after; 0 for none. */
  seen: number;
  version: number;
}

/** Cites events in a finding, after those that are there; one that is cited on the other side is moved. Errors: FINDING_MISSING, FINDING_INVALID. */
export function citeEvents(file: CaseFile, { id, side, ids, reason, mention = false }: Citing, at = Date.now()): Cited {
  const versions = versionsOfFinding(file.db, id);
  if (versions.length === 0) throw findingMissing(id);
  const { body: former, removed } = shownVersion(versions);
  if (removed)
    throw new TrailcaseError('FINDING_INVALID', `The finding ${id} was taken away`, 'Bring it back first; then events can be put into it.');
  const seen = ownVersion(versions);
  const other: Side = side === 'supporting' ? 'contradicting' : 'supporting';
  const here = new Set(former[side].map((one) => one.id));
  const wanted = [...new Set(ids)];
  const added = wanted.filter((one) => !here.has(one));
  const mentions = mention
    ? wanted.map((value) => printReference({ kind: 'event', value })).filter((one) => !former.narrative.includes(one))
    : [];
  if (added.length === 0 && mentions.length === 0) return { added: 0, former, next: former, seen, version: seen };
  const next = checkedFinding({
    ...former,
    narrative: [former.narrative, ...(mentions.length === 0 ? [] : [mentions.join('\n')])].filter((text) => text !== '').join('\n\n'),
    [side]: [...former[side], ...added.map((one) => ({ id: one, reason }))],
    [other]: former[other].filter((one) => !added.includes(one.id)),
  });
  putWork(file, [{ kind: 'finding', subject: id, body: next, removed: false }], at);
  return { added: added.length, former, next, seen, version: ownVersion(versionsOfFinding(file.db, id)) };
}

/** Number of the newest of the case's own versions; 0 for none. */
function ownVersion(versions: readonly FindingVersion[]): number {
  return versions.find(({ origin }) => origin === '')?.version ?? 0;
}

/** Adds a version of the storyline. Errors: FINDING_CHANGED, FINDING_INVALID. */
export function putStoryline(file: CaseFile, body: StorylineBody, seen: number | null, at = Date.now()): { version: number } {
  refuseChanged(storylineVersions(file.db), seen, 'storyline');
  putWork(file, [{ kind: 'storyline', subject: '', body: checked(StorylineBody, body, 'storyline'), removed: false }], at);
  return { version: storylineVersions(file.db)[0]?.version ?? 0 };
}

interface NewReview {
  finding: string;
  /** As whom it was reviewed: empty for the case's own, or the only one there is. */
  origin: string;
  verdict: ReviewBody['verdict'];
  note: string;
  /** SHA-256 of the text that whoever reviews has seen; null or left out: whatever it is. */
  of?: string | null;
  removed: boolean;
}

type FormerReview = Pick<ReviewBody, 'verdict' | 'note' | 'of'>;

/**
 * Sets the review mark of whoever writes. A mark that they set before is set again as it was, whatever was written since.
 * @returns the mark that counted until now; null where there was none
 * Errors: FINDING_MISSING, FINDING_CHANGED, FINDING_INVALID.
 */
export function putReview(
  file: CaseFile,
  { finding, origin, verdict, note, of = null, removed }: NewReview,
  at = Date.now(),
): FormerReview | null {
  const versions = versionsOfFinding(file.db, finding);
  if (versions.length === 0) throw findingMissing(finding);
  const reviewed = origin === '' ? shownVersion(versions) : newestOfEach(versions).find((one) => one.origin === origin);
  if (!reviewed) throw nobodyHas(finding, origin, versions);
  const subject = `${finding} ${file.actor().who}`;
  const marks = workHistory(file.db, 'review', subject).filter((one) => one.origin === '');
  const held = (row: (typeof marks)[number] | undefined): ReviewBody | null =>
    row === undefined || row.removed ? null : readReview(row.body);
  const isAgain = (row: (typeof marks)[number]): boolean => {
    const mark = held(row);
    return mark?.of === of && mark.verdict === verdict && mark.note === note;
  };
  if (!removed && of !== null && of !== reviewed.sha256 && !marks.some(isAgain))
    throw new TrailcaseError(
      'FINDING_CHANGED',
      `The finding was changed meanwhile by ${reviewed.author}`,
      'Look at it as it is now, then review it.',
    );
  const body = checked(ReviewBody, { version: 1, finding, verdict, note, of: of ?? reviewed.sha256 }, 'review');
  putWork(file, [{ kind: 'review', subject, body, removed }], at);
  const former = held(marks[0]);
  return former && { verdict: former.verdict, note: former.note, of: former.of };
}

function nobodyHas(finding: string, name: string, versions: readonly FindingVersion[]): TrailcaseError {
  const names = newestOfEach(versions).map(({ origin }) => (origin === '' ? 'this case itself' : `"${origin}"`));
  return new TrailcaseError(
    'FINDING_MISSING',
    `No work of "${name}" on the finding ${finding} was taken over`,
    `Those who have it: ${names.join(', ')}.`,
  );
}

/** Whoever writes must have seen the newest of the case's own versions. */
function refuseChanged(versions: readonly { version: number; origin: string; author: string }[], seen: number | null, what: string): void {
  const own = versions.find(({ origin }) => origin === '');
  if (seen === null || (own?.version ?? 0) === seen) return;
  throw new TrailcaseError(
    'FINDING_CHANGED',
    `The ${what} was changed meanwhile by ${own?.author ?? 'somebody'}`,
    'Look at the new version, then save yours again: both stay in the history.',
  );
}
