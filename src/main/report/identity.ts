// What a report says of itself to a program, in its head: which case, as of which custody entry, with which options; so that it can be written again and compared.
import { z } from 'zod';
import { ReportOptions } from '../../shared/report.ts';
import { canonicalJson } from '../exchange/content.ts';
import { keyFileIn } from '../verify/key-files.ts';
import { TOOL } from '../version.ts';
import type { ReportContext } from './context.ts';

/** `options` and the hashes are told by a commitment in a redacted report: they may name what it hides. */
export const ReportIdentity = z.object({
  format: z.literal('trailcase-report'),
  version: z.literal(1),
  tool: z.string(),
  caseId: z.string(),
  /** Custody entry; 0 for an empty log. */
  entry: z.int().nonnegative(),
  /** Its hash, or the commitment to it. */
  head: z.string(),
  exhibits: z.int().nonnegative(),
  redacted: z.boolean(),
  /** Files of AWS's public keys that were given, beside those in the evidence: with others digests are judged otherwise. Commitments in a redacted report. */
  keyFiles: z.array(z.object({ name: z.string(), sha256: z.string() })).optional(),
  options: ReportOptions.nullable(),
  /** Of the options' canonical JSON; only in a redacted report. */
  optionsCommitment: z.string().optional(),
});
export type ReportIdentity = z.infer<typeof ReportIdentity>;

/** Canonical JSON. The options it tells have their entry and time filled in: with them the same bytes come again at any later time. */
export function identityOf({ options, facts, custody, head, exhibits, redaction, statedTime, verification }: ReportContext): string {
  const entry = custody.at(-1)?.seq ?? 0;
  const settled = { ...options, asOf: entry === 0 ? null : entry, statedTime };
  const identity: ReportIdentity = {
    format: 'trailcase-report',
    version: 1,
    tool: TOOL,
    caseId: facts.caseId,
    entry,
    head: redaction === null ? head : redaction.commitment(head),
    exhibits: exhibits.length,
    redacted: redaction !== null,
    keyFiles: (verification.keysFrom ?? []).flatMap((origin) => {
      const file = keyFileIn(origin);
      if (file === null) return [];
      return redaction === null ? file : { name: redaction.commitment(file.name), sha256: redaction.commitment(file.sha256) };
    }),
    options: redaction === null ? settled : null,
    ...(redaction !== null && { optionsCommitment: redaction.commitment(canonicalJson(settled)) }),
  };
  return canonicalJson(identity);
}
