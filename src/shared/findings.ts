// What the examiner makes of the case: findings and hypotheses, the storyline that puts them in order, and review marks. docs/findings.md describes the stored form.
import { z } from 'zod';
import { EventId, WindowEventRow } from './domain.ts';
import { PIVOT_KINDS } from './pivots.ts';
import { REFERENCE_KINDS } from './references.ts';

export const SEVERITIES = ['informational', 'low', 'medium', 'high', 'critical'] as const;
const Severity = z.enum(SEVERITIES);

export const CONFIDENCES = ['low', 'medium', 'high'] as const;
const Confidence = z.enum(CONFIDENCES);

/** Of a finding: draft, asserted. Of a hypothesis: open, kept, rejected. */
export const FINDING_STATES = ['draft', 'asserted', 'open', 'kept', 'rejected'] as const;
export const FindingState = z.enum(FINDING_STATES);
export type FindingState = z.infer<typeof FindingState>;

export function isHypothesis(state: FindingState): boolean {
  return state === 'open' || state === 'kept' || state === 'rejected';
}

/** The five questions of the frame, in their order. */
export const FRAME = ['who', 'what', 'when', 'where', 'how'] as const;
export type FrameQuestion = (typeof FRAME)[number];

/** Made in the case that first has it; the same in every examiner's copy. */
export const FindingId = z.string().regex(/^f[0-9a-f]{12}$/);

const oneLine = /^[^\p{Cc}\u2028\u2029]*$/u;
const Line = (longest: number) => z.string().trim().max(longest).regex(oneLine);
const Answer = z.string().max(20_000);

/** ATT&CK's number of a technique: `T1078`, `T1078.004`. */
const TechniqueId = z.string().regex(/^T\d{4}(\.\d{3})?$/);

/** A technique as it was chosen, complete in itself: it reads the same when the data are another version. */
export const ChosenTechnique = z.object({
  id: TechniqueId,
  name: Line(200),
  tactics: z.array(Line(100)).max(20),
  /** Which data it was chosen from: `ATT&CK 17.1`; empty where only the number was given. */
  data: Line(100),
});
export type ChosenTechnique = z.infer<typeof ChosenTechnique>;

/** An event that speaks for or against, and why. */
export const CitedEvent = z.object({ id: EventId, reason: z.string().max(2000) });
export type CitedEvent = z.infer<typeof CitedEvent>;

/** Longer bodies, as JSON text, are not written: an exchange file has to carry them. */
export const LONGEST_BODY = 4_000_000;

/** More are an export, not a finding. */
const MOST_EVENTS = 2000;

export const FindingBody = z
  .object({
    /** Shape of this object; raised when it changes. */
    version: z.literal(1),
    title: Line(200).min(1),
    severity: Severity,
    confidence: Confidence,
    state: FindingState,
    /** Why a hypothesis was kept or rejected. */
    reason: z.string().max(10_000),
    /** Markdown with references. */
    narrative: z.string().max(100_000),
    questions: z.object({ who: Answer, what: Answer, when: Answer, where: Answer, how: Answer }),
    techniques: z.array(ChosenTechnique).max(100),
    supporting: z.array(CitedEvent).max(MOST_EVENTS),
    contradicting: z.array(CitedEvent).max(MOST_EVENTS),
    entities: z.array(z.object({ kind: z.enum(PIVOT_KINDS), value: z.string().min(1).max(4000) })).max(500),
  })
  .refine(({ state, reason }) => state !== 'rejected' || reason.trim() !== '', {
    message: 'a rejected hypothesis needs a reason',
    path: ['reason'],
  });
export type FindingBody = z.infer<typeof FindingBody>;

/** What a new finding begins as. */
export const EMPTY_FINDING: FindingBody = {
  version: 1,
  title: 'Untitled finding',
  severity: 'medium',
  confidence: 'medium',
  state: 'draft',
  reason: '',
  narrative: '',
  questions: { who: '', what: '', when: '', where: '', how: '' },
  techniques: [],
  supporting: [],
  contradicting: [],
  entities: [],
};

/** A part of the storyline: a finding, a heading, or a short text (Markdown with references) between them. */
export const StoryPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('finding'), id: FindingId }),
  z.object({ kind: z.literal('heading'), text: Line(200) }),
  z.object({ kind: z.literal('text'), text: z.string().max(20_000) }),
]);
export type StoryPart = z.infer<typeof StoryPart>;

export const StorylineBody = z.object({ version: z.literal(1), parts: z.array(StoryPart).max(1000) });
export type StorylineBody = z.infer<typeof StorylineBody>;

export const REVIEW_VERDICTS = ['agree', 'differ', 'needsWork'] as const;
export const ReviewVerdict = z.enum(REVIEW_VERDICTS);
export type ReviewVerdict = z.infer<typeof ReviewVerdict>;

export const ReviewBody = z.object({
  version: z.literal(1),
  finding: FindingId,
  verdict: ReviewVerdict,
  note: z.string().max(20_000),
  /** SHA-256 of the finding's stored text that was reviewed: so it is known when it changed afterwards. */
  of: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ReviewBody = z.infer<typeof ReviewBody>;

/** A stored version of anything on the workbench. */
const stored = <T extends z.ZodType>(body: T) =>
  z.object({
    /** Number of the version in this case, rising. */
    version: z.number(),
    /** ms UTC, and who wrote it. */
    at: z.number(),
    author: z.string(),
    removed: z.boolean(),
    /** Empty: written in this case. Else whose export it was taken over from. */
    origin: z.string(),
    body,
  });

export const FindingVersion = stored(FindingBody).extend({
  /** SHA-256 of the stored text of the body. */
  sha256: z.string(),
});
export type FindingVersion = z.infer<typeof FindingVersion>;

export const StorylineVersion = stored(StorylineBody);
export type StorylineVersion = z.infer<typeof StorylineVersion>;

/** A review mark, and how it stands to what was reviewed as that is now. */
export const ReviewMark = z.object({
  reviewer: z.string(),
  at: z.number(),
  /** Empty: set in this case. Else whose export it was taken over from. */
  origin: z.string(),
  verdict: ReviewVerdict,
  note: z.string(),
  /** SHA-256 of the text that was reviewed. */
  of: z.string(),
  /** Whose version that is: as the case itself has it (`origin` empty), or as another examiner does; null: it is not in the case. */
  reviewed: z.object({ author: z.string(), origin: z.string(), at: z.number() }).nullable(),
  /** Whoever's version was reviewed has it otherwise now. */
  changed: z.boolean(),
  /** Whoever reviewed it wrote it, or a version that led to it. */
  byAuthor: z.boolean(),
});
export type ReviewMark = z.infer<typeof ReviewMark>;

/** From the first to the last of the supporting events that are in the case and dated; null where there is none. */
const SpanOfTime = z.object({ from: z.number(), to: z.number() });

/** A finding with everything that a list needs. */
export const FindingEntry = z.object({
  id: FindingId,
  /** The case's own, or the only one there is; never null: what was taken away is told of by `removed`. */
  current: FindingVersion,
  /** Of other examiners, as each has it now: those that say something else than `current`. */
  others: z.array(FindingVersion),
  versions: z.number(),
  span: SpanOfTime.nullable(),
  /** Events cited that the case does not have. */
  lost: z.number(),
  reviews: z.array(ReviewMark),
});
export type FindingEntry = z.infer<typeof FindingEntry>;

/** A cited event as it is shown: in order of time, undated and lost ones last. */
export const Exhibit = z.object({
  id: z.string(),
  side: z.enum(['supporting', 'contradicting']),
  reason: z.string(),
  /** Null: the case has no such event. */
  row: WindowEventRow.nullable(),
});
export type Exhibit = z.infer<typeof Exhibit>;

/** What a reference points to, as it is now. */
export const ResolvedReference = z.object({
  kind: z.enum(REFERENCE_KINDS),
  value: z.string(),
  /**
   * `missing`: the case has no such event, entity, view or finding. `removed`: it was taken away. `unread`: only the records could tell, and they
   * were not read for it.
   */
  state: z.enum(['there', 'missing', 'removed', 'unread']),
  /** Its name now. */
  label: z.string(),
  /** Of an event. */
  timeMs: z.number().nullable(),
});
export type ResolvedReference = z.infer<typeof ResolvedReference>;

/** A technique of ATT&CK, as choosing needs it. */
export const AttackTechnique = z.object({
  id: TechniqueId,
  name: z.string(),
  tactics: z.array(z.string()),
  /** Applies to infrastructure as a service, as AWS is. */
  cloud: z.boolean(),
  /** No longer part of ATT&CK. */
  retired: z.enum(['', 'revoked', 'deprecated']),
});
export type AttackTechnique = z.infer<typeof AttackTechnique>;

export const AttackData = z.object({
  /** `ATT&CK 17.1`. */
  data: z.string(),
  /** `loaded`: from the official file, of this name and SHA-256. `shipped`: the small table that comes with Trailcase. */
  from: z.enum(['loaded', 'shipped']),
  file: z.string(),
  sha256: z.string(),
  /** When MITRE made them, as 2025-04-22, or the year alone; absent where the data do not say, and in cases of earlier versions. */
  made: z.string().optional(),
  techniques: z.array(AttackTechnique),
});
export type AttackData = z.infer<typeof AttackData>;

/** The words of severities and the like, the same on screen, in the report and in the terminal. */
export const STATE_WORDS: Record<FindingState, string> = {
  draft: 'draft',
  asserted: 'asserted',
  open: 'hypothesis, open',
  kept: 'hypothesis, kept',
  rejected: 'hypothesis, rejected',
};
export const VERDICT_WORDS: Record<ReviewVerdict, string> = { agree: 'agrees', differ: 'differs', needsWork: 'needs work' };
export const FRAME_WORDS: Record<FrameQuestion, string> = {
  who: 'Who',
  what: 'What',
  when: 'When',
  where: 'From where',
  how: 'How do we know',
};
