// Question 5: was this call made by our code or by an attacker. The logs cannot say; they can say what it has in common with the other calls of the
// same key or role, and what not: so a candidate is a pair of sets, compared.
import { compareFacts } from '../../../shared/compare-words.ts';
import { plainSentence } from '../../../shared/empty-words.ts';
import { TrailcaseError } from '../../../shared/errors.ts';
import type { QuestionFocus } from '../../../shared/questions.ts';
import { formatTime } from '../../../shared/time.ts';
import { recordAt } from '../../case/event-rows.ts';
import { hasBit } from '../columns/bits.ts';
import { compare } from '../compare/compare.ts';
import { type Asking, term } from './asking.ts';
import { type Draft, fact, type Support } from './candidate.ts';
import { textAt } from './credentials.ts';
import { type Departed, departuresOf } from './departures.ts';
import type { Found, Question } from './question.ts';
import { noveltyCount, type SplitFilters, splitFilters } from './uses.ts';

/** Pairs that are proposed where nobody named a call. */
const PROPOSED = 4;

/** Values of a group that a summary needs. */
const TOP = 5;

const TEMPORARY = 'ASIA';

/** When a session began. Source: AWS, "CloudTrail userIdentity element". */
const CREATED = ['userIdentity', 'sessionContext', 'attributes', 'creationDate'];

/** Two sets of one key or role, and why they are set side by side. */
interface Sides extends SplitFilters {
  title: string;
  label: string;
  /** The call that was asked for. */
  record: number | null;
  rank: readonly number[];
}

export const call: Question = {
  id: 'call',
  async ask(asking: Asking, focus: QuestionFocus): Promise<Found> {
    const sides =
      focus.event !== undefined
        ? [ofEvent(asking, focus.event)]
        : focus.key !== undefined
          ? await ofKey(asking, focus.key)
          : await proposed(asking);
    const drafts: Draft[] = [];
    for (const one of sides) drafts.push(await draftOf(asking, one));
    return {
      drafts,
      searched: focus.key !== undefined ? term('accessKeyId', focus.key) : focus.event !== undefined ? term('eventID', focus.event) : '',
      unread: 0,
      beside: [],
      collect: [
        'The logs of your own code around the call: deployments and jobs that should have made it.',
        'The addresses from which your code runs, and its versions of AWS’s tools: what is usual is then known, not concluded.',
      ],
    };
  },
};

/** Keys and roles that were used from places that depart from their earlier ones, most kinds of novelty first. */
async function proposed(asking: Asking): Promise<Sides[]> {
  const keys = (await departuresOf(asking, 'accessKeyId', null)).filter(({ value }) => !value.startsWith(TEMPORARY));
  // A role stands for all of its sessions: each session has a key of its own.
  const actors = (await departuresOf(asking, 'who', null)).filter(({ value }) => /:role\//.test(value));
  const sides = [
    ...keys.map((one) => departedSides(asking, one, term('accessKeyId', one.value), 'key')),
    ...actors.map((one) => departedSides(asking, one, term('who', one.value), 'role')),
  ];
  return sides
    .sort(
      (a, b) =>
        (b.rank[0] as number) - (a.rank[0] as number) || (b.rank[1] as number) - (a.rank[1] as number) || (a.title < b.title ? -1 : 1),
    )
    .slice(0, PROPOSED);
}

function departedSides(asking: Asking, departed: Departed, own: string, kind: 'key' | 'role'): Sides {
  const first = departed.strange[0]?.first ?? Number.POSITIVE_INFINITY;
  const since = Number.isFinite(first) ? `, since ${formatTime(first, asking.zone)}` : '';
  return {
    ...splitFilters(own, departed),
    title: `${departed.value}: the same ${kind}, used in two ways${since}`,
    label: `Usual and strange use of the ${kind}`,
    record: null,
    rank: [noveltyCount(departed), departed.strange.reduce((sum, use) => sum + use.count, 0)],
  };
}

/** None where no event has the key. */
async function ofKey(asking: Asking, key: string): Promise<Sides[]> {
  const own = term('accessKeyId', key);
  const { first: record } = asking.ends(await asking.select(own));
  if (record === undefined) return [];
  const [departed] = await departuresOf(asking, 'accessKeyId', key);
  if (departed && departed.strange.length > 0) return [departedSides(asking, departed, own, 'key')];
  return [
    {
      usual: `${actorOf(asking, record)} -${own}`,
      strange: own,
      title: `${key}, beside the other calls of its actor`,
      label: 'This key and the actor’s other calls',
      record: null,
      rank: [0, 0],
    },
  ];
}

/** Errors: EVENT_MISSING. */
function ofEvent(asking: Asking, id: string): Sides {
  const record = recordOf(asking, id);
  const title = `${asking.value('eventName', record) ?? 'A call'} on ${formatTime(asking.time(record), asking.zone)}`;
  const actor = actorOf(asking, record);
  const key = asking.value('accessKeyId', record);
  const session = sessionOf(asking, record, key);
  if (session !== null)
    return {
      usual: `${actor} -${session}`,
      strange: key === null ? `${actor} ${session}` : session,
      title: `${title}, beside the other sessions of its actor`,
      label: 'This session and all others',
      record,
      rank: [0, 0],
    };
  const own = key === null ? `${actor} ${term('accessKeyId', '')}` : term('accessKeyId', key);
  const there = term('sourceIPAddress', asking.value('sourceIPAddress', record) ?? '');
  return {
    usual: `${own} -${there}`,
    strange: `${own} ${there}`,
    title: `${title}, beside the calls of its ${key === null ? 'actor without a key' : 'key'} from other addresses`,
    label: `This address and all others of the ${key === null ? 'actor’s calls without a key' : 'key'}`,
    record,
    rank: [0, 0],
  };
}

/** The filter of an event's actor; of one without, of all events without. */
function actorOf(asking: Asking, record: number): string {
  return term('who', asking.value('who', record) ?? '');
}

/**
 * What tells the session of an event from others of its actor, as a filter: its temporary key; without a key, its name or when it began.
 * Null where it has no session.
 */
function sessionOf(asking: Asking, record: number, key: string | null): string | null {
  if (key !== null) return key.startsWith(TEMPORARY) ? term('accessKeyId', key) : null;
  const name = asking.value('sessionName', record);
  if (name !== null) return term('sessionName', name);
  const began = textAt(asking.raw(record), ...CREATED);
  return began === null ? null : term(`path:${JSON.stringify(CREATED)}`, began);
}

/** By public id or by eventID. Errors: EVENT_MISSING. */
function recordOf(asking: Asking, id: string): number {
  const { db, all, last } = asking.events;
  const found = recordAt(db, id) ?? withEventId(asking, id);
  if (found === undefined || found > last || !hasBit(all, found))
    throw new TrailcaseError('EVENT_MISSING', `The case has no event ${id}`, 'Give its eventID, or its id as the list of events shows it.');
  return found;
}

function withEventId(asking: Asking, id: string): number | undefined {
  const named = asking.events.selections.ready(term('eventID', id));
  const first = named === null ? undefined : asking.ends(named).first;
  // In a filter, `*` is any text.
  return first !== undefined && asking.eventId(first) === id ? first : undefined;
}

async function draftOf(asking: Asking, { usual, strange, title, label, record, rank }: Sides): Promise<Draft> {
  const comparison = await compare(asking.events, { a: usual, b: strange, top: TOP });
  const known = asking.ends(await asking.select(usual));
  const other = asking.ends(await asking.select(strange));
  const support: Support[] = [];
  const add = (one: number | undefined, role: string, beside: boolean): void => {
    if (one !== undefined && !support.some((is) => is.record === one)) support.push({ record: one, role, beside });
  };
  if (record !== null) add(record, 'the call', false);
  add(other.first, 'first of B', false);
  add(other.last, 'last of B', false);
  add(known.first, 'first of A', true);
  add(known.last, 'last of A', true);
  return {
    title,
    // Beside nothing, nothing can be said.
    fits: comparison.a.events > 0 && comparison.b.events > 0,
    support,
    facts: compareFacts(comparison).map((sentence) => fact(plainSentence(sentence))),
    cautions: ['The logs say what the two sets share and what not. Whose hand it was they do not say.'],
    filter: strange,
    acts: strange,
    compare: { label, a: usual, b: strange },
    rank,
  };
}
