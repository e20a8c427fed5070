// The one map from channel to signature: the whole contract between window and engine.
// Main parses arguments and results of every call with these schemas; types are inferred, never written twice.
import { z } from 'zod';
import { addressChannels } from './channels/addresses.ts';
import { annotationChannels } from './channels/annotations.ts';
import { athenaChannels } from './channels/athena.ts';
import { compareChannels } from './channels/compare.ts';
import { exportChannels } from './channels/exports.ts';
import { findingChannels } from './channels/findings.ts';
import { lineageChannels } from './channels/lineage.ts';
import { pictureChannels, pictureDialogs } from './channels/pictures.ts';
import { pivotChannels } from './channels/pivots.ts';
import { questionChannels } from './channels/questions.ts';
import { reportChannels, reportDialogs } from './channels/report.ts';
import { resourceChannels } from './channels/resources.ts';
import { s3Channels } from './channels/s3.ts';
import { timelineChannels } from './channels/timeline.ts';
import { unusualChannels } from './channels/unusual.ts';
import { MenuPush, windowChannels } from './channels/windows.ts';
import {
  Bookmark,
  BookmarkColour,
  CaseFacts,
  CaseInfo,
  Count,
  CustodyRow,
  EvidenceRow,
  HitOrder,
  ItemKind,
  JobStatus,
  ProblemRow,
  SearchAsked,
  SearchHit,
  SeenCount,
  VerifyScope,
  WindowEventRow,
} from './domain.ts';
import { EmptyAnswer } from './empty.ts';
import { COLUMN_FACETS } from './facets.ts';
import { FilterReading } from './filter-reading.ts';
import { Attestation, ChainSpan, Judged, SealVerdict, Verdict } from './integrity.ts';
import { S3Import, S3Looking } from './s3.ts';
import { SavedView, ViewDisplay, ViewName } from './saved-views.ts';
import { SQL_FORMATS, SqlExport, SqlQuery, SqlResult, SqlSchema } from './sql.ts';

const nothing = z.object({});
const Path = z.string().min(1).max(4096);
/** Filter text: see docs/filters.md and shared/filter.ts. */
const Filter = z.string().max(10_000);
const Order = z.enum(['asc', 'desc']);
/** ms UTC, half-open [from, to). */
const Span = { from: z.number(), to: z.number() };

/** Hours of one account and region that have events, for the coverage strip. `hours[i]` counts from `start`. */
const CoverageStrip = z.object({
  account: z.string(),
  region: z.string(),
  events: z.number(),
  /** ms UTC of the first bin; the same for every strip. */
  start: z.number(),
  /** Width of a bin in ms; the same for every strip. */
  binMs: z.number(),
  counts: z.array(z.number()),
});

/** Names a question, so that it can be dropped: see `query.drop`. */
const Ticket = z.string().max(64).optional();
const ColumnFacet = z.enum(COLUMN_FACETS);

export { FilterReading };

/** Channels answered by the engine. */
export const engineChannels = {
  'case.create': { args: z.object({ path: Path, facts: CaseFacts.partial() }), result: CaseInfo },
  'case.open': { args: z.object({ path: Path }), result: CaseInfo },
  'case.close': { args: nothing, result: nothing },
  'case.info': { args: nothing, result: CaseInfo },
  'case.overview': {
    args: nothing,
    result: z.object({
      coverage: z.array(CoverageStrip),
      categories: z.array(Count),
      topApis: z.array(SeenCount),
      topAddresses: z.array(SeenCount),
      topErrors: z.array(SeenCount),
    }),
  },
  'import.start': {
    args: z.object({
      paths: z.array(Path).min(1),
      keepAll: z.boolean().optional(),
      md5: z.boolean().optional(),
      sha1: z.boolean().optional(),
      /** Path of a handover list. */
      expect: Path.optional(),
      /** How addresses among the paths (`s3://bucket/prefix`) are reached, and what of them is taken. */
      s3: S3Import.optional(),
    }),
    result: z.object({ jobId: z.string() }),
  },
  /** What is there to import, recognised from the beginning of files; `looked` of `files` were looked at. Changes nothing. */
  'import.preview': {
    args: z.object({ paths: z.array(Path).min(1) }),
    result: z.object({
      files: z.number(),
      bytes: z.number(),
      looked: z.number(),
      groups: z.array(z.object({ kind: ItemKind, shape: z.string(), files: z.number(), bytes: z.number(), examples: z.array(z.string()) })),
    }),
  },
  /**
   * Starts a verification: of everything; of the stored bytes against their hashes only (nothing is derived anew); or only the question what
   * AWS's digests say (`digests`), which the window asks by itself and which no custody entry tells of.
   */
  'verify.start': {
    args: z.object({
      scope: VerifyScope.optional(),
      /** Files of AWS's public keys, beside those in the evidence; remembered while the case is open. */
      keys: z.array(Path).optional(),
    }),
    result: z.object({ jobId: z.string() }),
  },
  /** What AWS's signed digests say of the case, as last judged since it was opened; null before that, and after an import. */
  'integrity.get': { args: nothing, result: z.object({ attestation: Attestation.nullable() }) },
  /** Judged digests and logs, worst first (invalid, missing, unverifiable, unattested, valid), with where they were found. */
  'integrity.items': {
    args: z.object({
      /** Empty: all but the valid ones. */
      verdicts: z.array(Verdict),
      /** Only digests of this chain, and logs that they name. */
      chain: z.string().nullable(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(1000),
    }),
    result: z.object({
      total: z.number(),
      counts: z.record(z.string(), z.number()),
      rows: z.array(Judged.extend({ path: z.string().nullable() })),
    }),
  },
  /** The single digests of a chain, and the spans between them, that touch [from, to); `total` of them, the first `limit` in order of time. */
  'integrity.digests': {
    args: z.object({ chain: z.string(), ...Span, limit: z.number().int().min(1).max(2000) }),
    result: z.object({ total: z.number(), spans: z.array(ChainSpan) }),
  },
  /** What the digests say of one item; null when they were not judged yet, or the item is of a kind that no digest names. */
  'integrity.item': {
    args: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    result: z.object({
      judged: Judged.nullable(),
      /** Item hash and object of the digest that names it, and its own verdict. */
      digest: z.object({ sha256: z.string(), object: z.string(), verdict: Verdict }).nullable(),
    }),
  },
  /** Every seal, each checked as this is read. */
  'seals.list': { args: nothing, result: z.object({ rows: z.array(SealVerdict) }) },
  /** Seals the case, and writes the seal also to `out`. Without a key, one is made for this seal only and thrown away. */
  'seal.start': {
    args: z.object({
      out: Path,
      overwrite: z.boolean(),
      note: z.string().max(10_000),
      key: z.object({ path: Path, passphrase: z.string().max(1000), make: z.boolean() }).nullable(),
      /** Address of an RFC 3161 time stamp server; null for none. */
      timestampServer: z.string().max(2000).nullable(),
    }),
    result: z.object({ jobId: z.string() }),
  },
  /** The examiner has taken note, in writing, that the last verification failed: it enters the custody log. */
  'proof.acknowledge': { args: z.object({ text: z.string().trim().min(1).max(10_000) }), result: nothing },
  'job.cancel': { args: z.object({ jobId: z.string() }), result: nothing },
  'job.list': { args: nothing, result: z.object({ jobs: z.array(JobStatus) }) },
  /** What may stand at the cursor of the filter's text, from 0: fields, or values of one in the case, most events first. */
  'filter.complete': {
    args: z.object({ text: Filter, cursor: z.number().int().min(0) }),
    result: z.object({
      /** Range of the text that an item replaces. */
      from: z.number(),
      to: z.number(),
      items: z.array(z.object({ text: z.string(), label: z.string(), count: z.number().nullable() })),
    }),
  },
  /** Stops reading records for a filter: what was found stays. */
  'filter.stop': { args: nothing, result: nothing },
  /** Reads on for a filter, after it was stopped or failed. */
  'filter.read': { args: z.object({ filter: Filter }), result: nothing },
  /** `reading`: records are still to be read for the filter; this and every other answer says what is certain so far. */
  'events.count': {
    args: z.object({ filter: Filter }),
    result: z.object({
      total: z.number(),
      undated: z.number(),
      first: z.number().nullable(),
      last: z.number().nullable(),
      reading: FilterReading.nullable(),
      /** Items of which the filter asks records that could not be read, or not wholly. */
      unreadable: z.number(),
    }),
  },
  /**
   * Why a filter gives no event, or none of a text search that is over: what was searched, and whether the logs could have shown it. Its
   * attestation is what AWS's digests were last judged to say.
   */
  'empty.explain': {
    args: z.object({ filter: Filter, search: z.object({ text: z.string().max(10_000), events: z.number() }).optional() }),
    result: EmptyAnswer,
  },
  /** Rows `offset`…`offset+limit` of the filtered list in public order (time, item hash, location); undated last. */
  'events.page': {
    args: z.object({ filter: Filter, order: Order, offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) }),
    result: z.object({ rows: z.array(WindowEventRow) }),
  },
  /** Where an event stands in the filtered list: row number from 0, or null when the filter leaves it out. */
  'events.position': {
    args: z.object({ filter: Filter, order: Order, id: z.string() }),
    result: z.object({ position: z.number().nullable() }),
  },
  /** The first event of the list at or after an instant (`desc`: at or before it), and its row number; id null when there is none. */
  'events.at': {
    args: z.object({ filter: Filter, order: Order, ms: z.number() }),
    result: z.object({ id: z.string().nullable(), position: z.number() }),
  },
  'events.detail': {
    args: z.object({ id: z.string() }),
    result: z.object({
      row: WindowEventRow,
      /** The original record, byte for byte, decoded as UTF-8 for the screen. */
      raw: z.string(),
      /** Of a reduced copy (fidelity 1), where `raw` is a row or an entry: what it says of the record, as JSON text. */
      reduced: z.string().nullable(),
      proof: z.object({
        evidence: z.string(),
        kind: ItemKind,
        size: z.number(),
        encoding: z.string(),
        paths: z.array(z.string()),
        offset: z.number(),
        length: z.number(),
        /** Decoding steps where the record is wrapped: see main/decode/steps.ts. */
        steps: z.string(),
        /** SHA-256 of the record's bytes. */
        recordSha256: z.string(),
        /** Whether the stored bytes of the item still have its SHA-256, checked as this was read; null when it is too large for that. */
        intact: z.boolean().nullable(),
      }),
      sightings: z.array(z.object({ id: z.string(), relation: z.enum(['primary', 'sighting', 'conflict']), paths: z.array(z.string()) })),
      problems: z.array(ProblemRow),
      bookmark: Bookmark.nullable(),
    }),
  },
  /**
   * Counts per value of each named field, among the events of the filter: the first `top` of those whose text holds `search`, in any letter case.
   * Events without the field are not counted.
   */
  'events.facets': {
    args: z.object({
      filter: Filter,
      names: z.array(ColumnFacet).max(COLUMN_FACETS.length),
      top: z.number().int().min(0).max(1000),
      order: z.enum(['most', 'rarest']),
      search: z.string().max(1000),
      ticket: Ticket,
    }),
    result: z.object({
      /** Events of the filter. */
      total: z.number(),
      /** `distinct`: how many values there are; `found`: how many of them hold the text that was searched for. */
      facets: z.partialRecord(ColumnFacet, z.object({ distinct: z.number(), found: z.number(), values: z.array(SeenCount) })),
    }),
  },
  /**
   * Counts per resource that the events of the filter name, as `events.facets`; an event that names several counts for each. Their records are
   * read for it: until that is done (`reading`) it counts those that were read so far, and is to be asked again.
   */
  'events.resources': {
    args: z.object({
      filter: Filter,
      top: z.number().int().min(0).max(1000),
      order: z.enum(['most', 'rarest']),
      search: z.string().max(1000),
      ticket: Ticket,
    }),
    result: z.object({
      /** Events of the filter; `read`: those of which the records were read; `none`: of these, those that name no resource. */
      total: z.number(),
      read: z.number(),
      none: z.number(),
      /** Events that name one which is not told apart, because the case names too many: in no value and no number of values. */
      untold: z.number(),
      distinct: z.number(),
      found: z.number(),
      values: z.array(SeenCount),
      /** Items that could not be read, or not wholly. */
      unreadable: z.number(),
      reading: FilterReading.nullable(),
    }),
  },
  /** Stops reading records for resources: what was read stays. */
  'resources.stop': { args: nothing, result: nothing },
  /** After a stop or a failure: the next question reads on. */
  'resources.read': { args: nothing, result: nothing },
  /** Events over time; `from`, `to` are ms UTC, half-open, null: from the first event, to the last. Steps follow the clock of the case's zone. */
  'events.histogram': {
    args: z.object({
      filter: Filter,
      from: z.number().nullable(),
      to: z.number().nullable(),
      binning: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('parts'), count: z.number().int().min(1).max(2000) }),
        z.object({ kind: z.literal('every'), ms: z.number().int().min(1000) }),
        z.object({ kind: z.literal('auto') }),
      ]),
      by: ColumnFacet.nullable(),
      /** Of which field the different values in each bin are counted. */
      distinct: ColumnFacet.nullable().optional(),
      ticket: Ticket,
    }),
    result: z.object({
      /** `by[i]` counts the events with `values[i]`; what is left of `count` has another value, or none. */
      bins: z.array(
        z.object({ from: z.number(), to: z.number(), count: z.number(), by: z.array(z.number()), distinct: z.number().nullable() }),
      ),
      values: z.array(z.string()),
      total: z.number(),
      /** Events of the filter without a time: in no bin. */
      undated: z.number(),
    }),
  },
  /** A question whose answer nobody waits for any more: if it has not begun, it is answered CANCELLED. */
  'query.drop': { args: z.object({ ticket: z.string().max(64) }), result: nothing },
  /** Every saved view with all its versions, also those that were removed; by name. */
  'views.list': { args: nothing, result: z.object({ views: z.array(SavedView) }) },
  /** Adds a version of a view; nothing is erased. `remove: true` takes the view away, as it last was. Errors: FILTER_INVALID, VIEW_MISSING. */
  'views.put': {
    args: z.object({ name: ViewName, filter: Filter, display: ViewDisplay, remove: z.boolean().optional() }),
    result: nothing,
  },
  /** The view goes on under another name. Errors: VIEW_MISSING, VIEW_EXISTS. */
  'views.rename': { args: z.object({ from: z.string().max(1000), to: ViewName }), result: nothing },
  /**
   * Starts a search in the raw records: see docs/search.md. One that still runs is cancelled: the newest question is the one that counts.
   * What was found is kept in the engine, for the newest few searches.
   */
  'search.start': { args: SearchAsked, result: z.object({ jobId: z.string() }) },
  /** Rows of what a search found so far; fewer at the end. */
  'search.page': {
    args: z.object({
      jobId: z.string(),
      order: HitOrder,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
    result: z.object({ rows: z.array(SearchHit) }),
  },
  /** The searches that are kept, newest last. `stale`: evidence was added since it began. */
  'search.list': {
    args: nothing,
    result: z.object({ searches: z.array(SearchAsked.extend({ jobId: z.string(), stale: z.boolean() })) }),
  },
  'bookmarks.list': {
    args: nothing,
    result: z.object({ bookmarks: z.array(z.object({ bookmark: Bookmark, row: WindowEventRow.nullable() })) }),
  },
  /** Adds a version; nothing is erased. `remove: true` supersedes the bookmark by none. */
  'bookmarks.put': {
    args: z.object({ eventId: z.string(), colour: BookmarkColour, note: z.string().max(100_000), remove: z.boolean().optional() }),
    result: nothing,
  },
  'evidence.list': {
    args: z.object({ kind: ItemKind.nullable(), offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) }),
    result: z.object({ total: z.number(), rows: z.array(EvidenceRow) }),
  },
  'evidence.problems': {
    args: z.object({ code: z.string().nullable(), offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) }),
    result: z.object({ total: z.number(), byCode: z.array(Count), rows: z.array(ProblemRow) }),
  },
  /** A part of an item: as delivered, or its decoded content. `mark`: a range of which the hash is wanted. */
  'evidence.bytes': {
    args: z.object({
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      of: z.enum(['delivered', 'content']),
      offset: z.number().int().min(0),
      length: z.number().int().min(1).max(65_536),
      mark: z.object({ offset: z.number().int().min(0), length: z.number().int().min(0) }).nullable(),
    }),
    result: z.object({
      /** Of the whole item, in bytes. */
      size: z.number(),
      encoding: z.string(),
      /** Lower-case hex of the part, shorter at the end of the item. */
      hex: z.string(),
      /** SHA-256 of the marked range; null when none was asked for or it is too long. */
      markSha256: z.string().nullable(),
    }),
  },
  'custody.list': { args: nothing, result: z.object({ rows: z.array(CustodyRow) }) },
  /** What a query may name. */
  'sql.schema': { args: nothing, result: SqlSchema },
  /** Runs a query in a process of its own. Ends with CANCELLED when `sql.cancel` is called with its id meanwhile. Leaves no custody entry. */
  'sql.run': { args: SqlQuery.extend({ maxRows: z.number().int().min(1).max(10_000) }), result: SqlResult },
  /** Runs a query and writes all its rows to a file, which enters the custody log. Cancelled as `sql.run`; then no file is left. */
  'sql.export': { args: SqlQuery.extend({ format: z.enum(SQL_FORMATS), out: Path, overwrite: z.boolean() }), result: SqlExport },
  'sql.cancel': { args: z.object({ id: z.string() }), result: nothing },
  ...lineageChannels,
  ...compareChannels,
  ...exportChannels,
  ...findingChannels,
  ...questionChannels,
  ...addressChannels,
  ...annotationChannels,
  ...pictureChannels,
  ...pivotChannels,
  ...reportChannels,
  ...resourceChannels,
  ...s3Channels,
  ...athenaChannels,
  ...timelineChannels,
  ...unusualChannels,
} as const;

/** Channels answered by Electron's main process. Each `pick` returns an empty list when the person cancels. */
export const mainChannels = {
  'app.state': {
    args: nothing,
    result: z.object({
      version: z.string(),
      platform: z.string(),
      recent: z.array(z.object({ path: z.string(), title: z.string(), at: z.number() })),
      /** Case to open at once, given on the command line; null for the start screen. */
      openCase: z.string().nullable(),
      /** Paths to import into `openCase` at once. */
      importPaths: z.array(z.string()),
      examiner: z.string(),
      theme: z.enum(['system', 'light', 'dark']),
      timezone: z.string(),
    }),
  },
  ...windowChannels,
  ...pictureDialogs,
  ...reportDialogs,
  'app.setTheme': { args: z.object({ theme: z.enum(['system', 'light', 'dark']) }), result: nothing },
  'app.pickCase': { args: nothing, result: z.object({ paths: z.array(z.string()) }) },
  'app.pickNewCase': { args: z.object({ suggested: z.string() }), result: z.object({ paths: z.array(z.string()) }) },
  'app.pickImport': { args: z.object({ what: z.enum(['files', 'folder']) }), result: z.object({ paths: z.array(z.string()) }) },
  'app.pickList': { args: nothing, result: z.object({ paths: z.array(z.string()) }) },
  'app.pickWatchList': { args: nothing, result: z.object({ paths: z.array(z.string()) }) },
  'app.pickAddressData': { args: nothing, result: z.object({ paths: z.array(z.string()) }) },
  'app.pickKeys': { args: z.object({ what: z.enum(['publicKeys', 'sealKey']) }), result: z.object({ paths: z.array(z.string()) }) },
  'app.pickNewKey': { args: z.object({ suggested: z.string() }), result: z.object({ paths: z.array(z.string()) }) },
  'app.pickSeal': { args: z.object({ suggested: z.string() }), result: z.object({ paths: z.array(z.string()) }) },
  'app.pickResult': { args: z.object({ suggested: z.string() }), result: z.object({ paths: z.array(z.string()) }) },
  'app.pickAttack': { args: nothing, result: z.object({ paths: z.array(z.string()) }) },
  'app.pickAnnotations': { args: nothing, result: z.object({ paths: z.array(z.string()) }) },
  'app.pickNewAnnotations': { args: z.object({ suggested: z.string() }), result: z.object({ paths: z.array(z.string()) }) },
} as const;

export const channels = { ...engineChannels, ...mainChannels } as const;

export type EngineChannel = keyof typeof engineChannels;
export type MainChannel = keyof typeof mainChannels;
export type Channel = EngineChannel | MainChannel;
export type Args<C extends Channel> = z.infer<(typeof channels)[C]['args']>;
export type Result<C extends Channel> = z.infer<(typeof channels)[C]['result']>;

/** What a call answers: never an exception across a border. */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: import('./errors.ts').ErrorValue };

/** Pushed from the engine to the window, unasked. */
export const pushes = {
  /** A job's newest status. */
  job: JobStatus,
  /** What was stored changed: cached answers are stale. */
  changed: z.object({ what: z.enum(['evidence', 'bookmarks', 'views', 'lists', 'findings', 'case']) }),
  /** Records are being read for a filter: answers about it may have changed. */
  reading: FilterReading,
  /** How far the look at a bucket has come: see `s3.scope`. */
  looking: S3Looking,
  /** Chosen in the application's menu; to the window in front only. */
  menu: MenuPush,
  /** The engine process died or came back. */
  engine: z.object({ state: z.enum(['stopped', 'running']), message: z.string() }),
} as const;
export type Push = keyof typeof pushes;
export type PushValue<P extends Push> = z.infer<(typeof pushes)[P]>;

/** What the preload script puts on `window.trailcase`: nothing else reaches the renderer. */
export interface Bridge {
  call<C extends Channel>(channel: C, args: Args<C>): Promise<Answer<Result<C>>>;
  /** Returns the function that stops listening. */
  on<P extends Push>(push: P, listener: (value: PushValue<P>) => void): () => void;
  /** Absolute path of a dropped file; empty when it has none. */
  pathOf(file: File): string;
}
