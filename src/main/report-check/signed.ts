// Whether a detached signature is one of this report, and by whose key.
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { TrailcaseError } from '../../shared/errors.ts';
import type { SealVerdict } from '../../shared/integrity.ts';
import type { ReportCheck } from '../../shared/report.ts';
import { LONGEST_SIGNATURE, readReportSignature, signaturePath } from '../seal/report-signature.ts';
import type { ReportFile } from './report-file.ts';
import { QUESTIONS, SIGNED } from './words.ts';

export interface SignatureAsked {
  /** Path of the signature; null: `FILE.sig`, where there is one. */
  signature: string | null;
  /** Of the examiner's key, as it was noted elsewhere; null when it was not. */
  fingerprint: string | null;
}

type Line = ReportCheck['lines'][number];

/** The line of the check; null where there is no signature, and none was asked for. Errors: REPORT_UNREADABLE. */
export function signatureLine(file: ReportFile, seals: readonly SealVerdict[], { signature, fingerprint }: SignatureAsked): Line | null {
  const line = (verdict: Line['verdict'], reason: string): Line => ({ what: QUESTIONS.signature, verdict, reason });
  const path = signature ?? signaturePath(file.path);
  if (signature === null && !existsSync(path)) return fingerprint === null ? null : line('differs', SIGNED.missing);
  const signed = readReportSignature(textOf(path));
  if (signed === null) return line('differs', SIGNED.none);
  if (!signed.isGenuine) return line('differs', SIGNED.forged);
  if (signed.sha256 !== file.sha256) return line('differs', SIGNED.otherFile);
  if (signed.caseId !== file.identity.caseId || signed.entry !== file.identity.entry) return line('differs', SIGNED.otherCase);
  if (fingerprint !== null && signed.fingerprint !== fingerprint) return line('differs', SIGNED.otherKey(signed.fingerprint));
  // Anybody can make a key: it speaks for somebody where its fingerprint is known, or where it sealed this case.
  const seal = seals.find((one) => one.ok && !one.oneTimeKey && one.fingerprint === signed.fingerprint);
  const isKnown = fingerprint !== null || seal !== undefined;
  const words = SIGNED.holds(signed.fingerprint, seal?.number ?? null, fingerprint !== null);
  return isKnown ? line('holds', words) : line('unknown', seals.length > 0 ? `${words} ${SIGNED.otherSeals}` : words);
}

function textOf(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(LONGEST_SIGNATURE + 1);
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new TrailcaseError(
      'REPORT_UNREADABLE',
      `The signature ${path} cannot be read: ${(cause as Error).message}`,
      'Give the file that was written beside the report.',
      { cause },
    );
  }
}
