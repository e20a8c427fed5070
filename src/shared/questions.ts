// The five questions that a case must answer in under a minute (design.md), and what an answer to one is: candidates with their evidence, or why
// there is none. Times are ms since the epoch, UTC. Logs identify credentials: "who" is always an actor, never a person.
import { z } from 'zod';
import { WindowEventRow } from './domain.ts';
import { EmptyAnswer } from './empty.ts';
import { grouped } from './text.ts';

export const QUESTIONS = [
  {
    number: 1,
    id: 'bucket',
    title: 'Who deleted the production bucket?',
    none: 'No event of the case deletes a bucket.',
    focus: ['bucket'],
  },
  {
    number: 2,
    id: 'instances',
    title: 'Who launched the expensive GPU instances at 3 AM?',
    none: 'No event of the case launches accelerated or very large machines.',
    focus: [],
  },
  {
    number: 3,
    id: 'key',
    title: 'Since when was a leaked access key used, by whom and from where?',
    none: 'No access key of the case was used in a way that departs from its earlier use.',
    focus: ['key'],
  },
  {
    number: 4,
    id: 'securityGroup',
    title: 'Who changed the database’s security group?',
    none: 'No event of the case changes a security group that anything ties to a database.',
    focus: [],
  },
  {
    number: 5,
    id: 'call',
    title: 'Was this call made by our code or by an attacker?',
    none: 'No key or role of the case was used in two ways that differ. Name a key or an event to compare its calls with the others.',
    focus: ['event', 'key'],
  },
] as const;

export const QuestionId = z.enum(['bucket', 'instances', 'key', 'securityGroup', 'call']);
export type QuestionId = z.infer<typeof QuestionId>;

export function isQuestionId(value: unknown): value is QuestionId {
  return QUESTIONS.some(({ id }) => id === value);
}

/** What a person may narrow a question to. */
export const QuestionFocus = z.object({
  /** Of questions 3 and 5: an access key. */
  key: z.string().max(2000).optional(),
  /** Of question 1: a bucket. */
  bucket: z.string().max(2000).optional(),
  /** Of question 5: an eventID, or the public id of an event. */
  event: z.string().max(2000).optional(),
});
export type QuestionFocus = z.infer<typeof QuestionFocus>;

/** An event that supports a candidate; `role` says in a few words what for. */
export const EvidenceEvent = z.object({ role: z.string(), row: WindowEventRow });
export type EvidenceEvent = z.infer<typeof EvidenceEvent>;

/** A credential that acted. */
export const WhoActed = z.object({
  /** The resolved actor, as `ACCOUNT:TYPE/NAME`. */
  who: z.string(),
  accessKeyId: z.string().nullable(),
  sessionName: z.string().nullable(),
  arn: z.string().nullable(),
  /** Whether the call came from a session of the console, as the record says it. */
  console: z.boolean(),
  /** Begin of the session, and whether it was made with MFA, where the record says so. */
  began: z.number().nullable(),
  mfa: z.boolean().nullable(),
});
export type WhoActed = z.infer<typeof WhoActed>;

/** Where it came from. */
export const CameFrom = z.object({
  address: z.string(),
  network: z.string().nullable(),
  country: z.string().nullable(),
  tool: z.string().nullable(),
  platform: z.string().nullable(),
  /** Watch lists of the case that the address is on. */
  lists: z.array(z.string()),
  /** Of the events that did what the candidate tells of, those from there; the filter leaves exactly these, null where they are too many to be named. */
  count: z.number(),
  filter: z.string().nullable(),
});
export type CameFrom = z.infer<typeof CameFrom>;

/** Who issued the credentials of a candidate: proven, since the response of each event hands out the key. */
export const IssuedBy = z.object({
  key: z.string(),
  by: WhoActed,
  /** One, or two where both accounts logged it. */
  events: z.array(EvidenceEvent),
});
export type IssuedBy = z.infer<typeof IssuedBy>;

/** Words that may open events. */
const Fact = z.object({ text: z.string(), filter: z.string().nullable() });
export type Fact = z.infer<typeof Fact>;

/** The filters of two sets, and what is asked of them. */
const ComparePair = z.object({ label: z.string(), a: z.string(), b: z.string() });

export const Candidate = z.object({
  /** What was done to what, in one line. */
  title: z.string(),
  /** Whether it is what the question asks for; else it only looks alike, and `cautions` say why. */
  fits: z.boolean(),
  first: z.number().nullable(),
  last: z.number().nullable(),
  who: z.array(WhoActed),
  /** Further credentials that are not named, and further places. */
  moreWho: z.number(),
  from: z.array(CameFrom),
  moreFrom: z.number(),
  /** `done`: at least one call succeeded; `refused`: all failed. */
  outcome: z.enum(['done', 'refused']),
  /** By which it was ranked, and what else can be counted. */
  facts: z.array(Fact),
  cautions: z.array(z.string()),
  issuedBy: z.array(IssuedBy),
  /** In order of time; of many, the first. */
  events: z.array(EvidenceEvent),
  moreEvents: z.number(),
  /** Opens all events of the candidate. */
  filter: z.string(),
  compare: ComparePair.nullable(),
});
export type Candidate = z.infer<typeof Candidate>;

export const Answer = z.object({
  question: QuestionId,
  /** What it was narrowed to; then candidates that do not fit were asked for, and are no look-alikes. */
  focus: QuestionFocus,
  /** `answered`: at least one candidate fits. */
  state: z.enum(['answered', 'none']),
  /** Those that fit first, in the order that docs/questions.md gives. */
  candidates: z.array(Candidate),
  /** Further ones that are not listed. */
  more: z.number(),
  /** What was looked through: the filter and its events; how many records were read, and of how many of these events the record was not. */
  searched: z.object({ filter: z.string(), events: z.number(), read: z.number(), unread: z.number() }),
  /** Other events worth a look. */
  beside: z.array(z.object({ label: z.string(), filter: z.string(), count: z.number() })),
  /** Of an answer without candidates that fit: whether the logs could have shown one. */
  empty: EmptyAnswer.nullable(),
  /** What to collect next, where nothing fits or something is missing. */
  collect: z.array(z.string()),
  /** Hashes of items of which records were asked that could not be read. */
  unreadable: z.array(z.string()),
});
export type Answer = z.infer<typeof Answer>;

/** What is said where no candidate fits: that there is none, only where every record that could say so was read. */
export function noneWords({ question, focus, searched: { events, unread } }: Answer): string {
  if (unread > 0)
    return `Not known: of ${grouped(events)} such events the records of ${grouped(unread)} were not read, and none of the others fits.`;
  if (events === 0 && question === 'bucket' && focus.bucket !== undefined) return 'No event of the case deletes this bucket.';
  if (events === 0 && (question === 'key' || question === 'call') && focus.key !== undefined)
    return 'No event of the case has this access key.';
  return QUESTIONS.find(({ id }) => id === question)?.none ?? '';
}

/** Whether a person narrowed the question. */
export function isFocused({ focus }: Answer): boolean {
  return Object.keys(focus).length > 0;
}
