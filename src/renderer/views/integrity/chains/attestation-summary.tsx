// What the digests say altogether, each number leading to what it counts; shown while no span is chosen.
import { HTMLTable } from '@blueprintjs/core';
import type { Attestation, Verdict } from '../../../../shared/integrity.ts';
import { VERDICT_SIGNS } from '../../../../shared/integrity-words.ts';
import { grouped } from '../../../../shared/text.ts';
import { Door, plural, Time } from '../../../components/texts.tsx';
import { useView } from '../../../state/view-context.tsx';
import { integrityPatch } from '../../../state/view-state.ts';

const COLUMNS: readonly Verdict[] = ['valid', 'invalid', 'missing', 'unverifiable', 'unattested'];

/** The attestation in one sentence. */
function attestationSentence({ attestation, digests, logs }: Pick<Attestation, 'attestation' | 'digests' | 'logs'>): string {
  if (attestation === 'full')
    return `Every log file of this case is attested by signed digests, if the keys named below are AWS’s: ${plural(logs.valid, 'log file')}.`;
  if (attestation === 'partial')
    return `Signed digests attest ${plural(logs.valid, 'log file')} of this case, if the keys named below are AWS’s; the rest is not proven by them.`;
  return digests.unverifiable > 0
    ? 'Digests are here, but nothing proves or contradicts them: public keys or signatures are absent. That the log files were unchanged before the import is not proven.'
    : 'No signed digest of AWS attests a log file of this case. That the log files were unchanged before the import is not proven.';
}

export function AttestationSummary({ attestation, near }: { attestation: Attestation; near: boolean }) {
  const { go } = useView();
  const cell = (n: number, verdict: Verdict) =>
    n === 0 ? (
      <span className="tc-none">0</span>
    ) : (
      <Door
        title={`The ${verdict} ones`}
        className={verdict === 'valid' ? '' : `tc-verdict-${VERDICT_SIGNS[verdict].tone}`}
        onOpen={() => go({ ...integrityPatch('findings'), integrityChain: null, integrityFindings: verdict })}
      >
        {grouped(n)}
      </Door>
    );
  const line = (what: string, counts: Partial<Record<Verdict, number>>) => (
    <tr>
      <th>{what}</th>
      {COLUMNS.map((verdict) => (
        <td key={verdict} className="tc-right">
          {counts[verdict] === undefined ? '' : cell(counts[verdict], verdict)}
        </td>
      ))}
    </tr>
  );
  const { attestation: whole } = attestation;
  return (
    <section className="tc-pad" aria-label="What the digests say" data-testid="attestation" data-attestation={whole}>
      <p>
        <strong className={whole === 'full' ? 'tc-verdict-valid' : 'tc-verdict-unverifiable'}>{whole === 'full' ? '✓' : '?'}</strong>{' '}
        {attestationSentence(attestation)}
      </p>
      <HTMLTable compact className="tc-counts">
        <thead>
          <tr>
            <th />
            {COLUMNS.map((verdict) => (
              <th key={verdict} className="tc-right">
                {VERDICT_SIGNS[verdict].sign} {verdict}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {line('Digests', attestation.digests)}
          {line('Log files', attestation.logs)}
        </tbody>
      </HTMLTable>
      <p className="tc-note">
        Judged <Time ms={attestation.at} />, offline, with the keys under “Keys”. The axis is time of delivery: events lie some minutes
        before. {near ? 'Each mark is a digest; the number is that of its log files.' : 'Nearer, each digest is drawn by itself.'} Click a
        span for all about it; wheel or + − nearer and farther, drag or ← → to move, h l from span to span, n p only to what is not proven.
      </p>
    </section>
  );
}
