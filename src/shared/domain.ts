// The words of the product as types and schemas: what crosses every border (CLI --json, window, workers).
// Units: times are ms since the epoch, UTC; sizes and offsets are bytes; hashes are lower-case hex SHA-256.
import { z } from 'zod';
import { AcquiredSummary } from './acquired.ts';
import { ExportSummary } from './exports.ts';
import { Chain, KeyAbsent, KeyUse, SealSummary, SealVerdict, Verdicts } from './integrity.ts';
import { PackSummary, ReportCheck, ReportSummary } from './report.ts';

/** What an evidence item was recognised as, by content. */
export const ITEM_KINDS = [
  'log',
  'insight',
  'container',
  'digest',
  'sidecar',
  'keys',
  'config',
  'sign',
  'unknownJson',
  'unknownCsv',
  'notCloudTrail',
  'unreadable',
] as const;
export const ItemKind = z.enum(ITEM_KINDS);
export type ItemKind = z.infer<typeof ItemKind>;

/**
 * The public id of an event: item hash + location. `itemSha256@offset+length`, offset and length counted in the
 * decompressed content; decoding steps, where a record is wrapped, follow after `/` (see main/decode/steps.ts).
 */
export const EventId = z.string().regex(/^[0-9a-f]{64}@\d+\+\d+(\/[a-z0-9.:+-]+)*$/);

/** How the record's bytes relate to the original record: 2 = the record itself, 1 = a reduced copy (a row of a CSV export). */
export const Fidelity = z.union([z.literal(1), z.literal(2)]);
export type Fidelity = z.infer<typeof Fidelity>;

/** One event as listed. Keys are those of the command line's contract; a value the record lacks is null. */
export const EventRow = z.object({
  id: z.string(),
  /** ISO 8601 UTC, as `2026-02-21T18:17:12Z`; null when the record has no readable eventTime. */
  time: z.string().nullable(),
  eventName: z.string().nullable(),
  eventSource: z.string().nullable(),
  awsRegion: z.string().nullable(),
  accountId: z.string().nullable(),
  actor: z.string().nullable(),
  accessKeyId: z.string().nullable(),
  sourceIPAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  errorCode: z.string().nullable(),
  eventID: z.string().nullable(),
  /** SHA-256 of the evidence item that holds the record. */
  evidence: z.string(),
  offset: z.number(),
  length: z.number(),
});
export type EventRow = z.infer<typeof EventRow>;

/** What the window lists: the row, plus what only a screen needs. */
export const WindowEventRow = EventRow.extend({
  timeMs: z.number().nullable(),
  actorType: z.string().nullable(),
  readOnly: z.boolean().nullable(),
  eventCategory: z.string().nullable(),
  fidelity: Fidelity,
  /** A sign-in that failed, which has no errorCode; left out of every other. */
  failedSignIn: z.boolean().optional(),
  /** A sign-in without an errorCode of which the record does not say how it ended, or cannot be read; left out of every other. */
  untoldSignIn: z.boolean().optional(),
  /** What an Insight or an aggregated event, which is no call, says of calls, in a line; left out of every other. */
  aboutCalls: z.string().optional(),
  /** Colour of the event's current bookmark, or null. */
  bookmark: z.string().nullable(),
  /** Label of that bookmark, and the event's tags in order of name; left out where there is none. */
  bookmarkLabel: z.string().optional(),
  tags: z.array(z.string()).optional(),
});
export type WindowEventRow = z.infer<typeof WindowEventRow>;

export const Count = z.object({ value: z.string(), count: z.number() });
export type Count = z.infer<typeof Count>;

/** Problems of one code: see problems.ts. */
export const ProblemCount = z.object({ code: z.string(), count: z.number() });
export type ProblemCount = z.infer<typeof ProblemCount>;

/** A value with how often and when it was seen. `first`/`last`: ms UTC, null when only undated events have it. */
export const SeenCount = z.object({
  value: z.string(),
  count: z.number(),
  first: z.number().nullable(),
  last: z.number().nullable(),
});
export type SeenCount = z.infer<typeof SeenCount>;

/** The facts an examiner enters about a case. Empty string: not given. */
export const CaseFacts = z.object({
  title: z.string(),
  number: z.string(),
  examiner: z.string(),
  organisation: z.string(),
  /** IANA zone in which times are shown, e.g. `Asia/Kolkata`. */
  timezone: z.string(),
});
export type CaseFacts = z.infer<typeof CaseFacts>;

export const CaseInfo = z.object({
  case: CaseFacts.extend({
    path: z.string(),
    caseId: z.string(),
    created: z.string(),
    schema: z.number(),
    /** Size of the case file in bytes. */
    bytes: z.number(),
  }),
  evidence: z.object({ items: z.number(), bytes: z.number() }),
  /** Items per kind. */
  kinds: z.array(Count),
  /** Distinct events: one per group of sightings. */
  events: z.number(),
  sightings: z.number(),
  conflicts: z.number(),
  /** All problems; `recordProblems` of them are records that could not become an event. */
  problems: z.number(),
  /** Per code, most first. */
  problemCodes: z.array(ProblemCount),
  recordProblems: z.number(),
  /** Events without a readable eventTime. */
  undated: z.number(),
  firstEvent: z.string().nullable(),
  lastEvent: z.string().nullable(),
  accounts: z.array(z.string()),
  regions: z.array(z.string()),
  custody: z.object({ entries: z.number(), head: z.string() }),
});
export type CaseInfo = z.infer<typeof CaseInfo>;

/** Newly stored items of one kind and shape. */
const ShapeCount = z.object({ kind: ItemKind, shape: z.string(), items: z.number(), events: z.number() });

/** A delivery compared with its handover list. The lists hold the first 1,000 paths, sorted; the counts count all. */
export const HandoverResult = z.object({
  manifest: z.string(),
  /** Of the list itself. */
  sha256: z.string(),
  listed: z.number(),
  matched: z.number(),
  counts: z.object({ missing: z.number(), different: z.number(), extra: z.number() }),
  missing: z.array(z.string()),
  different: z.array(z.object({ path: z.string(), expected: z.string(), found: z.string() })),
  extra: z.array(z.string()),
});
export type HandoverResult = z.infer<typeof HandoverResult>;

/** `import --json`: what this import read and added. Always records = events + sightings + conflicts + recordProblems. */
export const ImportSummary = z.object({
  files: z.object({
    total: z.number(),
    log: z.number(),
    digest: z.number(),
    insight: z.number(),
    other: z.number(),
    notCloudTrail: z.number(),
    unreadable: z.number(),
    alreadyPresent: z.number(),
  }),
  bytes: z.number(),
  records: z.number(),
  events: z.number(),
  sightings: z.number(),
  conflicts: z.number(),
  recordProblems: z.number(),
  problems: z.number(),
  /** Per code, most first. */
  problemCodes: z.array(ProblemCount),
  seconds: z.number(),
  eventsPerSecond: z.number(),
  /** What was recognised as what: newly stored items per shape (`''`: holds no events) and kind. */
  shapes: z.array(ShapeCount).optional(),
  /** How the delivery compares with its handover list; only when one was given. */
  expected: HandoverResult.optional(),
  /** What came from addresses; only when one was named. */
  acquired: AcquiredSummary.optional(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

export const Finding = z.object({
  kind: z.enum(['evidence', 'event', 'custody', 'schema', 'count', 'seal', 'digest', 'log', 'sign', 'result']),
  /** Which item, event or entry: item hash, event id, custody entry number, or the key of an object that is missing. */
  key: z.string(),
  verdict: z.enum(['altered', 'invalid', 'differing', 'broken', 'missing', 'extra', 'unverifiable', 'unattested']),
  reason: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** What a verification tests: everything; hashes of the stored bytes, custody log and seals; or AWS's digests only. */
export const VerifyScope = z.enum(['all', 'hashes', 'digests']);
export type VerifyScope = z.infer<typeof VerifyScope>;

/** `verify --json`. `ok`: nothing was contradicted by what was tested. */
export const VerifySummary = z.object({
  ok: z.boolean(),
  /** What was tested; counts of what was not are 0. */
  scope: VerifyScope,
  evidence: z.object({ checked: z.number(), altered: z.number(), notKept: z.number() }),
  events: z.object({ checked: z.number(), differing: z.number() }),
  custody: z.object({ entries: z.number(), broken: z.number() }),
  seals: z.array(SealVerdict),
  digests: Verdicts,
  logs: Verdicts.extend({ unattested: z.number() }),
  /** Sign files of CloudTrail Lake and the results that they name, where there are any. */
  lake: Verdicts.extend({ unattested: z.number() }).optional(),
  attestation: z.enum(['full', 'partial', 'none']),
  /** Spans of delivery time (never of event time) that the digests leave open. ISO 8601. */
  gaps: z.array(z.object({ chain: z.string(), from: z.string(), to: z.string(), reason: z.string() })),
  roots: z.object({ evidence: z.string(), events: z.string() }),
  seconds: z.number(),
  /** Where the public keys came from by which digests were checked. */
  keysFrom: z.array(z.string()).optional(),
  /** Per trail, account and region: what holds for which span of delivery time. Only with --details. */
  chains: z.array(Chain).optional(),
  keys: z.array(KeyUse).optional(),
  keysAbsent: z.array(KeyAbsent).optional(),
  /** Digests and logs that are missing or could not be checked: not contradicted, not proven. Only with --details. */
  unproven: z.array(Finding).optional(),
  /** What was contradicted; only with --details, the window always asks for them. Worst first. */
  items: z.array(Finding).optional(),
  /** True when `items` was cut at its limit. */
  itemsCut: z.boolean().optional(),
});
export type VerifySummary = z.infer<typeof VerifySummary>;

export const EvidenceRow = z.object({
  sha256: z.string(),
  kind: ItemKind,
  /** In which shape the data comes, as `event-history-csv`; empty when the item holds no events. See shared/shapes.ts. */
  shape: z.string(),
  size: z.number(),
  encoding: z.string(),
  kept: z.boolean(),
  records: z.number(),
  problems: z.number(),
  /** Where it was found: paths relative to their source; the first few. */
  paths: z.array(z.string()),
});
export type EvidenceRow = z.infer<typeof EvidenceRow>;

export const ProblemRow = z.object({
  id: z.number(),
  code: z.string(),
  /** A sentence: what is wrong. */
  message: z.string(),
  evidence: z.string().nullable(),
  path: z.string().nullable(),
  /** Byte range in the decompressed content; null when it concerns the whole item. */
  offset: z.number().nullable(),
  length: z.number().nullable(),
  /** The event it is attached to, if it became one. */
  eventId: z.string().nullable(),
  isRecord: z.boolean(),
});
export type ProblemRow = z.infer<typeof ProblemRow>;

export const CustodyRow = z.object({
  seq: z.number(),
  at: z.number(),
  who: z.string(),
  action: z.string(),
  tool: z.string(),
  outcome: z.string(),
  /** JSON text. */
  detail: z.string(),
  previous: z.string(),
  hash: z.string(),
});
export type CustodyRow = z.infer<typeof CustodyRow>;

export const BOOKMARK_COLOURS = ['red', 'orange', 'yellow', 'green', 'blue', 'violet'] as const;
export const BookmarkColour = z.enum(BOOKMARK_COLOURS);
export type BookmarkColour = z.infer<typeof BookmarkColour>;

export const Bookmark = z.object({
  eventId: z.string(),
  colour: BookmarkColour,
  /** A few words beside the colour; empty for none. */
  label: z.string(),
  note: z.string(),
  author: z.string(),
  /** When this version was written, ms UTC. */
  at: z.number(),
  /** How many versions there are, this one included. */
  versions: z.number(),
});
export type Bookmark = z.infer<typeof Bookmark>;

/** A version of the note on an entity. Removed: there is no note since. */
export const EntityNote = z.object({ note: z.string(), author: z.string(), at: z.number(), removed: z.boolean() });
export type EntityNote = z.infer<typeof EntityNote>;

/** What a search of the window is about. */
export const SearchAsked = z.object({
  text: z.string().min(1).max(10_000),
  /** The text is a regular expression: see docs/search.md. */
  regex: z.boolean(),
  /** Letters in either case. */
  ignoreCase: z.boolean(),
  /** Only events of this filter; empty for all. */
  filter: z.string().max(10_000),
});
export type SearchAsked = z.infer<typeof SearchAsked>;

/** How the events of a search are listed: as found, that is by item, which is the only order while it runs; or by time, undated ones last. */
export const HitOrder = z.enum(['found', 'asc', 'desc']);
export type HitOrder = z.infer<typeof HitOrder>;

/** What a finished search found, and what it read for that: an empty answer can say so. */
export const SearchSummary = z.object({
  /** Events that say the text. */
  hits: z.number(),
  /** Items that were read: how many, as delivered, and their content in bytes. */
  items: z.number(),
  bytes: z.number(),
  contentBytes: z.number(),
  /** Events that were asked about; the dated ones among them from `first` to `last`, ms UTC. */
  events: z.number(),
  undated: z.number(),
  first: z.number().nullable(),
  last: z.number().nullable(),
  /** Items with such events whose bytes the case does not have. */
  notKept: z.number(),
  /** Items that could not be read, or not wholly, and the hashes of the first of them. */
  unreadable: z.number(),
  unreadableItems: z.array(z.string()),
  /** In the whole case: items listed without bytes, of which no events are known, and records that could not become an event. Neither is searched. */
  withoutEvents: z.number(),
  recordProblems: z.number(),
});
export type SearchSummary = z.infer<typeof SearchSummary>;

/** What stands around a text in a raw record; `cut…`: the record goes on there. */
export const SearchSnippet = z.object({
  before: z.string(),
  match: z.string(),
  after: z.string(),
  cutBefore: z.boolean(),
  cutAfter: z.boolean(),
});
export type SearchSnippet = z.infer<typeof SearchSnippet>;

/** One event that says the text. */
export const SearchHit = z.object({
  row: WindowEventRow,
  /** Where the text is only in another delivery of the event: that record. */
  foundIn: z.object({ id: EventId, relation: z.enum(['sighting', 'conflict']) }).nullable(),
  /** Null when the bytes cannot be read any more. */
  snippet: SearchSnippet.nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** Progress of long work. Sent at most 10 times a second, the latest wins. */
export const JobStatus = z.object({
  id: z.string(),
  kind: z.enum(['import', 'verify', 'report', 'seal', 'search', 'export', 'pack', 'check', 'scope']),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Of a verification: what it tests. */
  scope: VerifyScope.optional(),
  /** What it is doing now, in words. */
  phase: z.string(),
  /** 0 to 1, or null while the size of the work is not known. */
  fraction: z.number().nullable(),
  bytes: z.number(),
  totalBytes: z.number(),
  files: z.number(),
  totalFiles: z.number(),
  events: z.number(),
  /** Events a second since the start. */
  rate: z.number(),
  /** Seconds left, or null. */
  secondsLeft: z.number().nullable(),
  /** Of an import: what was recognised as what so far. */
  shapes: z.array(ShapeCount).optional(),
  /** Of a search: events found so far. */
  hits: z.number().optional(),
  /** Of an import from addresses: objects fetched, in the case before, and not to be had, of those that are known to be wanted so far; and what it waits for, of a person. */
  acquired: z.object({ fetched: z.number(), known: z.number(), notFetched: z.number(), bytes: z.number(), planned: z.number() }).optional(),
  waiting: z.string().nullable().optional(),
  summary: z
    .union([ImportSummary, VerifySummary, PackSummary, ReportSummary, ReportCheck, SealSummary, SearchSummary, ExportSummary])
    .nullable(),
  error: z.object({ code: z.string(), message: z.string(), advice: z.string() }).nullable(),
});
export type JobStatus = z.infer<typeof JobStatus>;
