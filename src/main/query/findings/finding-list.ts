// Findings as lists and pages show them: the version that counts, what other examiners have instead, review marks, and the span that their events cover.

import type { WindowEventRow } from '../../../shared/domain.ts';
import type { Exhibit, FindingEntry, FindingVersion, StorylineVersion } from '../../../shared/findings.ts';
import { compareCited } from '../../case/cited-order.ts';
import { storedRow } from '../../case/event-rows.ts';
import {
  currentReviews,
  findingMissing,
  findingVersions,
  newestOfEach,
  reviewMark,
  type StoredReview,
  shownVersion,
  storylineVersions,
  versionsOfFinding,
} from '../../case/findings.ts';
import type { ReadConnection } from '../../case/open.ts';
import { recordPlaces } from '../../case/record-places.ts';
import { windowRow } from '../window-row.ts';
import { citedOf } from './cited.ts';

/** Puts what is annotated onto a row. */
type Marked = (row: WindowEventRow) => WindowEventRow;
const asIs: Marked = (row) => row;

/** Every finding, in the order in which they were first written. */
export function findingList(db: ReadConnection): FindingEntry[] {
  const reviews = currentReviews(db);
  return [...findingVersions(db)].map(([id, versions]) => entryOf(db, id, versions, reviews));
}

interface FindingPage {
  entry: FindingEntry;
  exhibits: Exhibit[];
  /** Newest first, of every origin. */
  history: FindingVersion[];
}

/** Errors: FINDING_MISSING. */
export function findingPage(db: ReadConnection, id: string, marked: Marked = asIs): FindingPage {
  const history = versionsOfFinding(db, id);
  if (history.length === 0) throw findingMissing(id);
  const entry = entryOf(db, id, history, currentReviews(db));
  return { entry, exhibits: exhibitsOf(db, entry.current, marked), history };
}

function entryOf(db: ReadConnection, id: string, versions: readonly FindingVersion[], reviews: readonly StoredReview[]): FindingEntry {
  const current = shownVersion(versions);
  const others = newestOfEach(versions).filter(
    (one) => one.origin !== current.origin && (one.sha256 !== current.sha256 || one.removed !== current.removed),
  );
  const times = timesOf(db, current);
  const dated = times.flatMap(({ side, time }) => (side === 'supporting' && typeof time === 'number' ? [time] : []));
  return {
    id,
    current,
    others,
    versions: versions.length,
    span: dated.length === 0 ? null : { from: Math.min(...dated), to: Math.max(...dated) },
    lost: times.filter(({ time }) => time === undefined).length,
    reviews: reviews.filter(({ body }) => body.finding === id).map((review) => reviewMark(review, versions)),
  };
}

/** Times of the cited events: null where undated, undefined where the case has none such. */
function timesOf(db: ReadConnection, version: FindingVersion): { side: string; time: number | null | undefined }[] {
  const places = recordPlaces(db);
  const timeOf = db.prepare('SELECT time FROM records WHERE id = ?').pluck();
  return citedOf(version).map(({ id, side }) => {
    const record = places.at(id);
    return { side, time: record === null ? undefined : (timeOf.get(record) as number | null) };
  });
}

/** In order of time, the address deciding ties; undated and lost ones last. */
function exhibitsOf(db: ReadConnection, version: FindingVersion, marked: Marked = asIs): Exhibit[] {
  const places = recordPlaces(db);
  return citedOf(version)
    .map(({ id, reason, side }): Exhibit => {
      const record = places.at(id);
      return { id, side, reason, row: record === null ? null : marked(windowRow(db, storedRow(db, record))) };
    })
    .sort(compareCited);
}

/** The case's own storyline with its versions, and those of other examiners that say something else. */
export function storylinePage(db: ReadConnection): { history: StorylineVersion[]; others: StorylineVersion[] } {
  const versions = storylineVersions(db);
  const history = versions.filter(({ origin }) => origin === '');
  const own = JSON.stringify(history[0]?.body ?? null);
  const others = newestOfEach(versions).filter(({ origin, body }) => origin !== '' && JSON.stringify(body) !== own);
  return { history, others };
}
