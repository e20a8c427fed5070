// What AWS's signed digests attest, in one sentence that names the condition on which all of it rests: whose the public keys are. Wherever the
// verdict is stated it is this sentence. Without markup and without names, so that it may stand in a redacted report as well.
import type { VerifySummary } from '../../shared/domain.ts';
import { VERIFICATION } from './wording/index.ts';

/** Where the public keys are from that signatures were found to fit. */
type KeyOrigin = 'evidence' | 'given' | 'both' | 'unknown';

/** As verify/digests/gather.ts and verify/key-files.ts tell of keys. */
const FROM_EVIDENCE = 'the evidence itself';

/** Of keys that a digest names, where that is known; else of all that were at hand. */
export function keyOrigin({ keys = [], keysFrom = [] }: Pick<VerifySummary, 'keys' | 'keysFrom'>): KeyOrigin {
  const used = keys.filter(({ digests }) => digests > 0).map(({ origin }) => origin);
  const origins = used.length > 0 ? used : keysFrom;
  const inEvidence = origins.some((origin) => origin.startsWith(FROM_EVIDENCE));
  const given = origins.some((origin) => !origin.startsWith(FROM_EVIDENCE));
  return inEvidence && given ? 'both' : inEvidence ? 'evidence' : given ? 'given' : 'unknown';
}

/** `All log files are named by digests whose signatures fit public keys that lie in the evidence itself. That AWS issued these keys was not checked …` */
export function attestedText(verification: Pick<VerifySummary, 'attestation' | 'keys' | 'keysFrom'>): string {
  const { attestation } = verification;
  if (attestation === 'none') return VERIFICATION.attestation.none;
  return VERIFICATION.attestation[attestation](VERIFICATION.keyOrigins[keyOrigin(verification)]);
}
