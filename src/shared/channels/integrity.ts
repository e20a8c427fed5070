// Whether a case is what it was: verification, what AWS's digests say, and seals. Part of the channel map.
import { z } from 'zod';
import { VerifyScope } from '../domain.ts';
import { Attestation, ChainSpan, Judged, SealVerdict, Verdict } from '../integrity.ts';
import { JobStarted, nothing, Page, Path, Sha256, Span } from './parts.ts';

/** Answered by the engine. */
export const integrityChannels = {
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
    result: JobStarted,
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
      ...Page,
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
    args: z.object({ sha256: Sha256 }),
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
    result: JobStarted,
  },
  /** The examiner has taken note, in writing, that the last verification failed: it enters the custody log. */
  'proof.acknowledge': { args: z.object({ text: z.string().trim().min(1).max(10_000) }), result: nothing },
} as const;
