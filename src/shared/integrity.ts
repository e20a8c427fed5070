// What AWS's signed digests say of a case, and its seals: verdicts on items, and on spans of delivery time per chain.
// Spans are of delivery, never of event time: a log arrives minutes after the events in it.
import { z } from 'zod';

/** Only a contradiction is invalid; what nobody can check is unverifiable; what no digest names is unattested. */
export const Verdict = z.enum(['valid', 'invalid', 'missing', 'unverifiable', 'unattested']);
export type Verdict = z.infer<typeof Verdict>;

/** A digest, a log, or a sign file or result file of CloudTrail Lake, with what can be said of it. */
export const Judged = z.object({
  kind: z.enum(['digest', 'log', 'sign', 'result']),
  /** Item hash; for what is missing, the object's key. */
  key: z.string(),
  verdict: Verdict,
  reason: z.string(),
});
export type Judged = z.infer<typeof Judged>;

/**
 * What holds for a span of delivery time of one chain.
 * complete: attested, every log that the digests name is here with the stated hash · empty: attested that nothing was delivered ·
 * incomplete: attested, but logs that the digests name are missing · invalid: a digest, or a log that it names, contradicts ·
 * unverifiable: digests are here, and nothing proves or contradicts them · missing: digests that must have been are not here ·
 * stopped: logging or validation was stopped and started again · uncovered: logs were delivered, no digest ever covered them.
 */
export const SPAN_STATES = ['invalid', 'missing', 'incomplete', 'stopped', 'uncovered', 'unverifiable', 'empty', 'complete'] as const;
export const SpanState = z.enum(SPAN_STATES);
export type SpanState = z.infer<typeof SpanState>;

export const ChainSpan = z.object({
  /** ms UTC, half-open [from, to). */
  from: z.number(),
  to: z.number(),
  state: SpanState,
  /** Digests of this span in the case; of a span of missing digests: how many are missing. */
  digests: z.number(),
  /** Log files that they name; in an uncovered span: log files delivered. */
  logs: z.number(),
  logsMissing: z.number(),
  logsInvalid: z.number(),
  /** Item hash of the digest where the span is that of one; null otherwise. */
  digest: z.string().nullable(),
  reason: z.string(),
});
export type ChainSpan = z.infer<typeof ChainSpan>;

/** The digests of one trail, account and region, in order of time. Neighbours of the same state are one span. */
export const Chain = z.object({
  /** Stable name: bucket, account, region, trail, home region, `backfill`; words joined by blanks. */
  id: z.string(),
  /** Buckets, newest first: a trail may have been pointed elsewhere. */
  buckets: z.array(z.string()),
  account: z.string(),
  region: z.string(),
  /** Empty where logs were delivered that no digest in the case covers. */
  trail: z.string(),
  homeRegion: z.string(),
  backfill: z.boolean(),
  spans: z.array(ChainSpan),
});
export type Chain = z.infer<typeof Chain>;

/** A public key by which digests were checked. Its genuineness is for the examiner to check with AWS. */
export const KeyUse = z.object({
  /** MD5 of the DER bytes, lower-case hex: by it a digest names its key. */
  fingerprint: z.string(),
  /** In words: the evidence item, or the file that the examiner named. */
  origin: z.string(),
  /** As the list of keys states it, ISO 8601; null where it does not. */
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  /** Digests that name it. */
  digests: z.number(),
});
export type KeyUse = z.infer<typeof KeyUse>;

/** A key that digests name and nobody gave. */
export const KeyAbsent = z.object({ fingerprint: z.string(), digests: z.number() });

/** How many signed files, or logs that they name, got which verdict. */
export const Verdicts = z.object({ valid: z.number(), invalid: z.number(), missing: z.number(), unverifiable: z.number() });

/** The signed digests of a case, judged. */
export const Attestation = z.object({
  /** When it was judged, ms UTC. */
  at: z.number(),
  digests: Verdicts,
  logs: Verdicts.extend({ unattested: z.number() }),
  attestation: z.enum(['full', 'partial', 'none']),
  chains: z.array(Chain),
  keys: z.array(KeyUse),
  keysAbsent: z.array(KeyAbsent),
});
export type Attestation = z.infer<typeof Attestation>;

/** A seal in the case, and whether it holds. */
export const SealVerdict = z.object({
  /** From 1, in order of sealing. */
  number: z.number(),
  /** ms UTC, as the statement says. */
  at: z.number(),
  examiner: z.string(),
  note: z.string(),
  /** SHA-256 of the public key (DER, SubjectPublicKeyInfo), lower-case hex. */
  fingerprint: z.string(),
  /** Whether the key was made for this seal only and thrown away. */
  oneTimeKey: z.boolean(),
  /** The signature fits, and what it states of the case's past is still so. */
  ok: z.boolean(),
  /** What is wrong, in words; empty when it holds. */
  reasons: z.array(z.string()),
  /** What was added since: all counts 0 when nothing was. */
  since: z.object({ items: z.number(), records: z.number(), custodyEntries: z.number() }),
  /** A time stamp (RFC 3161) over the signature, if there is one. */
  timestamp: z
    /** `at`: ms UTC; null where it cannot be read. */
    .object({
      at: z.number().nullable(),
      authority: z.string(),
      certificateSha256: z.string().nullable(),
      ok: z.boolean(),
      reason: z.string(),
    })
    .nullable(),
});
export type SealVerdict = z.infer<typeof SealVerdict>;

/** `seal --json`. */
export const SealSummary = z.object({
  /** Where the detached seal was written. */
  path: z.string(),
  /** Of that file. */
  sha256: z.string(),
  seal: z.object({
    number: z.number(),
    evidenceRoot: z.string(),
    eventsRoot: z.string(),
    custodyHead: z.string(),
    /** Hex. */
    signature: z.string(),
    fingerprint: z.string(),
    oneTimeKey: z.boolean(),
    at: z.number(),
    /** Of the time stamp, ms UTC; null without one. */
    timestamp: z.number().nullable(),
  }),
});
export type SealSummary = z.infer<typeof SealSummary>;
