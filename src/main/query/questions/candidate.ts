// From what a question found to a candidate as it is shown: who, from where, outcome, evidence; and the order of candidates.
import type { Candidate, Fact } from '../../../shared/questions.ts';
import { type Bits, forEachBit, noBits, setBit } from '../columns/bits.ts';
import { ALLOWED } from '../columns/outcomes.ts';
import { timesOf } from '../columns/times.ts';
import { type Asking, anyOf, MOST_READ } from './asking.ts';
import { everyPlace, everyWho, evidence, issuedBy } from './credentials.ts';

/** Events that are listed of one candidate. */
const LISTED = 40;

/** Candidates that are listed of one question. */
export const MOST_CANDIDATES = 12;

/** A record that supports a candidate. */
export interface Support {
  record: number;
  role: string;
  /** What led there or followed from it: it does not say who did it. */
  beside?: boolean;
}

export interface Draft {
  title: string;
  fits: boolean;
  support: readonly Support[];
  facts: readonly Fact[];
  /** Further facts, which take a moment: asked for of candidates that are listed. */
  further?: () => Promise<readonly Fact[]>;
  cautions: readonly string[];
  filter: string;
  /** Filter of all events that did it, where `support` names only some of them. */
  acts?: string;
  compare?: Candidate['compare'];
  /** Larger comes first; the first that differs decides. */
  rank: readonly number[];
}

/** Those that fit first, then by rank, then the earliest, then by title. */
export function ranked(asking: Asking, drafts: readonly Draft[]): Draft[] {
  const firstOf = ({ support }: Draft): number =>
    support.reduce((first, { record }) => Math.min(first, asking.time(record) ?? Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY);
  return [...drafts].sort((a, b) => {
    if (a.fits !== b.fits) return a.fits ? -1 : 1;
    for (let i = 0; i < Math.max(a.rank.length, b.rank.length); i++) {
      const by = (b.rank[i] ?? 0) - (a.rank[i] ?? 0);
      if (by !== 0) return by;
    }
    const [first, other] = [firstOf(a), firstOf(b)];
    return first !== other ? first - other : a.title < b.title ? -1 : 1;
  });
}

/** Errors: CANCELLED. */
export async function candidateOf(asking: Asking, draft: Draft): Promise<Candidate> {
  const { title, fits, facts, cautions, filter, compare = null } = draft;
  const roles = new Map(draft.support.map((one) => [one.record, one]));
  const records = asking.sorted(roles.keys());
  const supporting = records.filter((record) => roles.get(record)?.beside !== true);
  const acts = draft.acts === undefined ? noBits(asking.events.last) : (await asking.select(draft.acts)).bits.slice();
  for (const record of supporting) setBit(acts, record);
  const { first, last } = timesOf(asking.events, acts);
  const { who, more: moreWho } = everyWho(asking, acts);
  const { from, more: moreFrom } = everyPlace(asking, acts, draft.acts ?? oneByOne(asking, supporting));
  return {
    title,
    fits,
    first,
    last,
    who,
    moreWho,
    from,
    moreFrom,
    outcome: isAnyDone(asking, acts) ? 'done' : 'refused',
    facts: [...facts, ...((await draft.further?.()) ?? [])],
    cautions: [...cautions],
    issuedBy: who.flatMap(({ accessKeyId }) => (accessKeyId === null ? [] : (issuedBy(asking, accessKeyId) ?? []))),
    events: records.slice(0, LISTED).map((record) => evidence(asking, record, roles.get(record)?.role ?? '')),
    moreEvents: Math.max(0, records.length - LISTED),
    filter,
    compare,
  };
}

/** A filter of a few events; null where they are too many, or one has no eventID. */
function oneByOne(asking: Asking, records: readonly number[]): string | null {
  const ids = records.slice(0, LISTED + 1).map((record) => asking.eventId(record));
  return ids.length === 0 || ids.length > LISTED || ids.includes('') ? null : anyOf('eventID', ids);
}

function isAnyDone({ events, unreadable }: Asking, acts: Bits): boolean {
  const outcomes = events.outcomes();
  for (const hash of outcomes.unreadable(acts)) unreadable.add(hash);
  let isDone = false;
  forEachBit(acts, (record) => {
    if (outcomes.of(record) === ALLOWED) isDone = true;
  });
  return isDone;
}

export const fact = (text: string, filter: string | null = null): Fact => ({ text, filter });

/** What is said where not every record was read. */
export function readWords(read: number, of: number): string[] {
  if (read >= of) return [];
  return [
    `Only ${read} of ${of} such events were read, at most ${MOST_READ} (those of rare combinations of actor, address and region first): others may matter, too.`,
  ];
}
