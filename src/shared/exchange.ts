// What examiners exchange: annotations, findings, the storyline and review marks, bound to the evidence root. docs/findings.md describes the file.
import { z } from 'zod';

export const EXCHANGE_FORMAT = 'trailcase-annotations';
/** Shape of the file; raised when it changes. */
export const EXCHANGE_VERSION = 1;

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Instant = z.number().int().min(-8.64e15).max(8.64e15);
/** An author or an origin: names stand in lists. */
const Name = z.string().max(1000);
const By = { author: Name, at: Instant, removed: z.boolean(), origin: Name };

const ExchangedAnnotation = z.strictObject({
  ...By,
  /** Public id of an event, or another target: see docs/case-format.md. */
  target: z.string().min(1).max(20_000),
  kind: z.string().min(1).max(64),
  colour: z.string().max(64),
  label: z.string().max(10_000),
  note: z.string().max(200_000),
});

const ExchangedWork = z.strictObject({
  ...By,
  kind: z.enum(['finding', 'storyline', 'review']),
  subject: z.string().max(4000),
  /** JSON text, as it is stored. */
  body: z.string().max(64_000_000),
});

const ExchangedView = z.strictObject({
  name: z.string().min(1).max(1000),
  filter: z.string().max(100_000),
  /** JSON text. */
  display: z.string().max(100_000),
  author: Name,
  at: Instant,
  removed: z.boolean(),
});

export const ExchangeContent = z.strictObject({
  format: z.literal(EXCHANGE_FORMAT),
  version: z.literal(EXCHANGE_VERSION),
  case: z.strictObject({
    caseId: z.string().max(200),
    title: z.string().max(10_000),
    number: z.string().max(10_000),
    schema: z.number().int(),
  }),
  evidenceRoot: Hash,
  /** Head of the custody log when it was written, and the number of its entries. */
  custody: z.strictObject({ head: Hash, entries: z.number().int().min(0) }),
  /** Whose export it is, and what wrote it. */
  from: Name,
  tool: z.string().max(200),
  /** Of which events; empty for all. Findings, storyline, reviews and views are always all of them. */
  filter: z.string().max(100_000),
  /** In the order in which they were written. */
  annotations: z.array(ExchangedAnnotation),
  work: z.array(ExchangedWork),
  views: z.array(ExchangedView),
});
export type ExchangeContent = z.infer<typeof ExchangeContent>;

/** What is in a file, and what taking it over adds. */
export const ExchangeSummary = z.object({
  from: z.string(),
  sha256: z.string(),
  evidenceRoot: z.string(),
  title: z.string(),
  /** Versions in the file, those that are here already, and those that are added. */
  versions: z.number(),
  present: z.number(),
  annotations: z.number(),
  findings: z.number(),
  storylines: z.number(),
  reviews: z.number(),
  views: z.number(),
  /** Views of the file whose name here means something else, or that this version cannot show: they are left. */
  viewsLeft: z.array(z.string()),
  /** Ids of findings that both have and that differ. */
  differing: z.array(z.string()),
});
export type ExchangeSummary = z.infer<typeof ExchangeSummary>;
