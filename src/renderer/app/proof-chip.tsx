// The state of proof, on every screen; leads to the verification.
import { formatTime, zoned } from '../../shared/time.ts';
import { useZone } from '../data/queries.ts';
import { useProof } from '../state/proof.ts';
import type { ProofState } from '../state/proof-state.ts';
import { useView } from '../state/view-context.tsx';
import { integrityPatch } from '../state/view-state.ts';

function words(proof: ProofState, zone: string): { sign: string; text: string; long: string; tone: string } {
  switch (proof.name) {
    case 'none':
      return {
        sign: '?',
        text: 'not verified yet',
        long: 'Nothing has tested yet whether this case still is what was imported. Click to verify.',
        tone: 'unverifiable',
      };
    case 'running':
      return {
        sign: '…',
        text: proof.fraction === null ? 'verifying' : `verifying ${Math.floor(proof.fraction * 100)} %`,
        long: 'A verification is running.',
        tone: 'unverifiable',
      };
    case 'failed':
      return {
        sign: '✖',
        text: proof.acknowledged ? 'proof failed (acknowledged)' : 'proof failed',
        long: `The verification of ${formatTime(proof.at, zone)} found contradictions.${
          proof.acknowledged ? ` Acknowledged by ${proof.acknowledged.who} at ${formatTime(proof.acknowledged.at, zone)}.` : ''
        } Click for its findings.`,
        tone: 'invalid',
      };
    case 'ok': {
      const { date, clock } = zoned(proof.at, zone);
      const today = zoned(Date.now(), zone).date === date;
      const when = today ? clock.slice(0, 5) : date;
      return proof.since === 'import'
        ? {
            sign: '?',
            text: 'evidence added since',
            long: `Verified at ${formatTime(proof.at, zone)}; evidence was imported after that. Verify again.`,
            tone: 'unverifiable',
          }
        : {
            sign: '✓',
            text: `verified ${when}`,
            long: `Verified at ${formatTime(proof.at, zone)}: nothing was contradicted.`,
            tone: 'valid',
          };
    }
  }
}

export function ProofChip() {
  const proof = useProof();
  const zone = useZone();
  const { go } = useView();
  const { sign, text, long, tone } = words(proof, zone);
  return (
    <button
      type="button"
      className={`tc-chip tc-chip-proof tc-verdict-${tone}`}
      title={long}
      data-testid="proof-chip"
      data-state={proof.name}
      onClick={() => go(integrityPatch('proof'))}
    >
      <span aria-hidden="true">{sign}</span> {text}
    </button>
  );
}
