// Findings, the storyline, review marks, ATT&CK's techniques, and what examiners exchange: part of the channel map.
import { z } from 'zod';
import { ExchangeSummary } from '../exchange.ts';
import {
  AttackData,
  Exhibit,
  FindingBody,
  FindingEntry,
  FindingId,
  FindingVersion,
  FRAME,
  ResolvedReference,
  ReviewVerdict,
  StorylineBody,
  StorylineVersion,
} from '../findings.ts';
import { REFERENCE_KINDS } from '../references.ts';
import { Filter, nothing, Path } from './parts.ts';

const EventIds = z.array(z.string().max(400)).max(2000);
/** The version that whoever writes has seen: 0 for none. Another one meanwhile is told as FINDING_CHANGED, and nothing is written. */
const Seen = z.number().int().min(0).nullable();

export const findingChannels = {
  /** Every finding and hypothesis, also rejected and removed ones, in the order in which they were first written. */
  'findings.list': { args: nothing, result: z.object({ findings: z.array(FindingEntry) }) },
  /** One finding with its events in order of time, every version of it, newest first, and what its texts refer to. Errors: FINDING_MISSING. */
  'findings.get': {
    args: z.object({ id: FindingId }),
    result: z.object({
      entry: FindingEntry,
      exhibits: z.array(Exhibit),
      history: z.array(FindingVersion),
      references: z.array(ResolvedReference),
    }),
  },
  /** Adds a version; nothing is erased. `id` null: a new finding. Errors: FINDING_MISSING, FINDING_CHANGED. */
  'findings.put': {
    args: z.object({ id: FindingId.nullable(), body: FindingBody, seen: Seen, remove: z.boolean().optional() }),
    result: z.object({ id: FindingId, version: z.number() }),
  },
  /** Cites events in a finding, after those that are there; one that is cited on the other side is moved. Errors: FINDING_MISSING, EVENT_MISSING; FINDING_INVALID where it was taken away. */
  'findings.cite': {
    args: z.object({
      id: FindingId,
      side: z.enum(['supporting', 'contradicting']),
      ids: EventIds,
      reason: z.string().max(2000),
      /** Also refers to them at the end of its narrative. */
      mention: z.boolean().optional(),
    }),
    /** `former` and `next`: the finding before and after, for undoing; `seen` and `version`: the numbers of the case's own versions, 0 for none. */
    result: z.object({ added: z.number(), former: FindingBody, next: FindingBody, seen: z.number(), version: z.number() }),
  },
  /** What the events say to the questions of the frame: facts with counts, as Markdown; never a person. */
  'findings.suggest': { args: z.object({ ids: EventIds }), result: z.object({ questions: z.record(z.enum(FRAME), z.string()) }) },
  /** What some texts refer to, as it is now. */
  'findings.references': {
    args: z.object({ references: z.array(z.object({ kind: z.enum(REFERENCE_KINDS), value: z.string().max(4000) })).max(2000) }),
    result: z.object({ references: z.array(ResolvedReference) }),
  },
  /** What may stand after `[[`: events of the bookmarks and of `ids`, findings, views, and values of entities, most events first. */
  'findings.complete': {
    args: z.object({ text: z.string().max(4000), ids: EventIds }),
    result: z.object({ items: z.array(ResolvedReference.extend({ detail: z.string() })) }),
  },
  /** The findings that cite an event, or another delivery of it. */
  'findings.ofEvent': {
    args: z.object({ id: z.string().max(400) }),
    result: z.object({ findings: z.array(z.object({ id: FindingId, title: z.string(), side: z.enum(['supporting', 'contradicting']) })) }),
  },
  /** The case's own storyline, every version, newest first; of other examiners, as each has it now. What it refers to. */
  'storyline.get': {
    args: nothing,
    result: z.object({
      history: z.array(StorylineVersion),
      others: z.array(StorylineVersion),
      references: z.array(ResolvedReference),
    }),
  },
  /** Errors: FINDING_CHANGED. */
  'storyline.put': { args: z.object({ body: StorylineBody, seen: Seen }), result: z.object({ version: z.number() }) },
  /**
   * Sets the review mark of whoever writes on a finding as it is now, or as another examiner has it (`origin`). `of`: SHA-256 of what was on screen; null:
   * whatever it is. A mark that they set before is set again whatever was written since. Errors: FINDING_MISSING, FINDING_CHANGED, FINDING_INVALID.
   */
  'reviews.put': {
    args: z.object({
      finding: FindingId,
      origin: z.string().max(1000),
      verdict: ReviewVerdict,
      note: z.string().max(20_000),
      of: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
      remove: z.boolean().optional(),
    }),
    /** The mark that this one takes the place of; null where there was none. */
    result: z.object({ former: z.object({ verdict: ReviewVerdict, note: z.string(), of: z.string() }).nullable() }),
  },
  /** The techniques that one can choose from. */
  'attack.data': { args: nothing, result: AttackData },
  /** Takes the official data from a file (STIX 2.1). Errors: ATTACK_DATA_UNREADABLE. */
  'attack.load': { args: z.object({ path: Path }), result: z.object({ data: z.string(), techniques: z.number() }) },
  /** Writes everything annotated, for another examiner. Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE, FILTER_INVALID. */
  'exchange.export': {
    args: z.object({ path: Path, overwrite: z.boolean(), filter: Filter }),
    result: z.object({ path: z.string(), sha256: z.string(), rows: z.number() }),
  },
  /** What taking a file over would add. Changes nothing. Errors: ANNOTATIONS_OTHER_EVIDENCE, ANNOTATIONS_UNREADABLE. */
  'exchange.look': { args: z.object({ path: Path }), result: ExchangeSummary },
  /** Takes over what another examiner wrote; nothing of one's own changes. Errors: as `exchange.look`. */
  'exchange.import': { args: z.object({ path: Path }), result: ExchangeSummary },
} as const;
