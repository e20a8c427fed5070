// What the examiner tells, as several sections of a report need it: findings with all their versions, the storyline, review marks, and what each cites. Read once.
import { type FindingBody, type FindingVersion, FRAME, type ReviewMark, type StorylineVersion } from '../../shared/findings.ts';
import { compareCited } from '../case/cited-order.ts';
import { type StoredRow, storedRow } from '../case/event-rows.ts';
import {
  currentReviews,
  findingVersions,
  newestOfEach,
  reviewMark,
  type Side,
  shownStoryline,
  shownVersion,
  storylineVersions,
} from '../case/findings.ts';
import type { ReadConnection } from '../case/open.ts';
import { recordPlaces } from '../case/record-places.ts';
import { type ReportText, type TextOrigin, textOrigins } from '../case/report-texts.ts';
import type { ReportContext } from './context.ts';
import { withKeyedTies } from './item-order.ts';

/** An event that a finding cites. */
interface ToldEvent {
  side: Side;
  id: string;
  reason: string;
  /** null: the case lacks it. */
  row: StoredRow | null;
}

export interface ToldFinding {
  id: string;
  /** `A`, `B`, … in the order in which they are told: exhibits have numbers. */
  letter: string;
  version: FindingVersion;
  /** Newest first, of every origin. */
  versions: readonly FindingVersion[];
  /** Of other origins, as each has it now: those that say something else, or took it away. In order of the origin's name. */
  others: readonly FindingVersion[];
  reviews: readonly ReviewMark[];
  /** In order of time; undated ones and those that the case lacks last. */
  events: readonly ToldEvent[];
  /** From the first to the last dated event that speaks for it, ms UTC; null where there is none. */
  span: { from: number; to: number } | null;
}

/** A finding that whoever wrote it took away again: it is not told, and not passed over in silence. */
interface TakenAway {
  id: string;
  /** The version that took it away; its body is what it said last. */
  version: FindingVersion;
  /** Of other origins that still have it. */
  others: readonly FindingVersion[];
}

/** What of a finding can differ between versions. */
export type Differing = Exclude<keyof FindingBody, 'version'>;

const DIFFERING: readonly Differing[] = [
  'title',
  'state',
  'severity',
  'confidence',
  'reason',
  'narrative',
  'questions',
  'techniques',
  'supporting',
  'contradicting',
  'entities',
];

interface Told {
  /** Those that were not taken away, by id: in the order of the storyline; then others in that of their first version, rejected hypotheses last. */
  findings: ReadonlyMap<string, ToldFinding>;
  /** In order of their first version. */
  takenAway: readonly TakenAway[];
  story: StorylineVersion | null;
  /** Of other origins, as each has it now: those that tell it otherwise. */
  otherStories: readonly StorylineVersion[];
  /** Of the texts for reports that are not empty: whose, and since when as they stand. */
  texts: ReadonlyMap<ReportText, TextOrigin>;
}

/** By what every context of one report shares: volumes have contexts of their own. */
const known = new WeakMap<ReportContext['custody'], Told>();

/** Read once for all sections of a report. */
export function toldOf(context: Pick<ReportContext, 'db' | 'custody' | 'byEvent'> & Partial<Pick<ReportContext, 'redaction'>>): Told {
  let told = known.get(context.custody);
  if (!told) {
    told = read(context);
    known.set(context.custody, told);
  }
  return told;
}

function read(context: Parameters<typeof toldOf>[0]): Told {
  const { db } = context;
  const story = shownStoryline(db);
  const all = findingVersions(db);
  const inStory = (story?.body.parts ?? []).flatMap((part) => (part.kind === 'finding' ? [part.id] : []));
  const isRejected = (id: string): boolean => shownVersion(all.get(id) ?? []).body.state === 'rejected';
  const others = [...all.keys()];
  const reviews = currentReviews(db);
  const findings = new Map<string, ToldFinding>();
  for (const id of new Set([...inStory, ...others.filter((id) => !isRejected(id)), ...others])) {
    const versions = all.get(id);
    const version = versions && shownVersion(versions);
    if (!version || version.removed) continue;
    const others = newestOfEach(versions).filter((one) => one.origin !== version.origin && saysElse(one, version));
    const marks = reviews.filter(({ body }) => body.finding === id).map((review) => reviewMark(review, versions));
    findings.set(id, { id, letter: lettered(findings.size), version, versions, others, reviews: marks, ...eventsOf(context, version) });
  }
  const takenAway = [...all].flatMap(([id, versions]): TakenAway[] => {
    const version = shownVersion(versions);
    return version.removed ? [{ id, version, others: newestOfEach(versions).filter(({ removed }) => !removed) }] : [];
  });
  return { findings, takenAway, story, otherStories: otherStories(db, story), texts: textOrigins(db) };
}

function saysElse(one: FindingVersion, than: FindingVersion): boolean {
  return one.removed || one.sha256 !== than.sha256;
}

function otherStories(db: ReadConnection, story: StorylineVersion | null): StorylineVersion[] {
  if (story === null) return [];
  const own = JSON.stringify(story.body);
  return newestOfEach(storylineVersions(db)).filter((one) => one.origin !== story.origin && JSON.stringify(one.body) !== own);
}

/** Versions of one origin, in the order in which they were written. */
export function lineOf({ versions }: Pick<ToldFinding, 'versions'>, origin: string): FindingVersion[] {
  return versions.filter((one) => one.origin === origin).sort((a, b) => (origin === '' ? 0 : a.at - b.at) || a.version - b.version);
}

/** What differs between two versions, in a fixed order. */
export function differences(one: FindingBody, other: FindingBody): Differing[] {
  return DIFFERING.filter((name) => JSON.stringify(told(one, name)) !== JSON.stringify(told(other, name)));
}

/** The answers in their order, however they were stored. */
function told(body: FindingBody, name: Differing): unknown {
  return name === 'questions' ? FRAME.map((question) => body.questions[question]) : body[name];
}

/** Of drafts nobody says anything; open and rejected hypotheses are not put forward. */
export function isAsserted({ version }: Pick<ToldFinding, 'version'>): boolean {
  return version.body.state === 'asserted' || version.body.state === 'kept';
}

/** How many findings of each kind a report tells of. */
export function countsOf(told: Told): { asserted: number; drafts: number; open: number; rejected: number; takenAway: number } {
  const of = [...told.findings.values()];
  const held = (state: FindingBody['state']): number => of.filter(({ version }) => version.body.state === state).length;
  return {
    asserted: of.filter(isAsserted).length,
    drafts: held('draft'),
    open: held('open'),
    rejected: held('rejected'),
    takenAway: told.takenAway.length,
  };
}

/** `A` to `Z`, then `AA`, `AB` and so on. */
function lettered(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : lettered(Math.floor(index / 26) - 1) + last;
}

function eventsOf(
  { db, byEvent, redaction }: Parameters<typeof toldOf>[0],
  { body }: FindingVersion,
): Pick<ToldFinding, 'events' | 'span'> {
  const places = recordPlaces(db);
  const cited = (['supporting', 'contradicting'] as const).flatMap((side) =>
    body[side].map(({ id, reason }) => {
      const record = places.at(id);
      if (record === null) return { side, id, reason, row: null };
      // As a rule it is the exhibit's own row; of an event that is bookmarked at another place it is not.
      const exhibit = byEvent.get(id)?.row;
      return { side, id, reason, row: exhibit?.record === record ? exhibit : storedRow(db, record) };
    }),
  );
  const at = ({ row }: { row: StoredRow | null }): number => (row === null ? Number.MAX_VALUE : (row.timeMs ?? Number.MAX_SAFE_INTEGER));
  // The public order is one of hashes, which a redacted report hides.
  const events = redaction
    ? withKeyedTies(
        { redaction },
        cited,
        ({ id }) => id,
        (a, b) => at(a) - at(b),
      )
    : cited.sort(compareCited);
  const times = events.flatMap(({ side, row }) => (side === 'supporting' && row && row.timeMs !== null ? [row.timeMs] : []));
  const first = times[0];
  return { events, span: first === undefined ? null : { from: first, to: times.at(-1) as number } };
}
