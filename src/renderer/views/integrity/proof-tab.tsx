// Verification: what is to be tested, its progress and its result; and the acknowledgement of a failure.
import { Button, Callout, Intent, SegmentedControl } from '@blueprintjs/core';
import { useState } from 'react';
import type { VerifyScope } from '../../../shared/domain.ts';
import { attempt } from '../../components/notices.tsx';
import { ErrorCallout } from '../../components/states.tsx';
import { Time } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { useJobs, useLatestJob, verifySummary } from '../../state/jobs.ts';
import { useProof } from '../../state/proof.ts';
import { startVerify, startWithKeys } from '../../state/verify.ts';
import { VerdictOf } from './verdict-of.tsx';
import { VerifyProgress } from './verify-progress.tsx';

const SCOPES: Readonly<Record<VerifyScope, { label: string; says: string }>> = {
  all: {
    label: 'Everything',
    says: 'Reads every evidence item kept in the case again and compares it with the SHA-256 it had at import, reads every event out of it anew and compares, follows the chain of the custody log, checks the seals, and judges AWS’s digests. It changes nothing of what it tests.',
  },
  hashes: {
    label: 'Hashes only',
    says: 'Compares every stored item with the SHA-256 it had at import, follows the custody log and checks the seals. No event is read anew and no digest is judged: quicker, and no full verification.',
  },
  digests: {
    label: 'What digests say',
    says: 'Judges the signed digests of AWS and the log files that they name: what can be said of the time before the import. The stored case itself is not tested.',
  },
};

export function ProofTab() {
  const { jobs, endedAt } = useJobs();
  const [scope, setScope] = useState<VerifyScope>('all');
  const job = useLatestJob('verify');
  const proof = useProof();
  const running = job?.state === 'running';
  // What the window asks of the digests by itself steps aside for a verification: it must not take the button away under the pointer.
  const isBusy = running && (job.scope !== 'digests' || scope === 'digests');
  const done = jobs.findLast((j) => verifySummary(j) !== null);
  const summary = verifySummary(done);
  const start = () => attempt(startVerify(scope));
  return (
    <div className="tc-scroll tc-pad">
      <div className="tc-verify-head">
        <SegmentedControl
          size="small"
          value={scope}
          onValueChange={(value) => setScope(value as VerifyScope)}
          options={Object.entries(SCOPES).map(([value, { label }]) => ({ value, label, disabled: isBusy }))}
        />
        <Button intent="primary" text={summary ? 'Verify again' : 'Verify'} disabled={isBusy} onClick={start} data-testid="verify-start" />
        <span className="tc-grow" />
        <Button
          text="Choose AWS’s public keys …"
          title="A file of public keys, beside those in the evidence; the digests are then judged anew"
          disabled={running}
          onClick={() => attempt(startWithKeys())}
          data-testid="verify-keys"
        />
      </div>
      <p className="tc-note">{SCOPES[scope].says}</p>
      {running && <VerifyProgress job={job} />}
      {job?.state === 'failed' && job.error && (
        <ErrorCallout title="The verification could not be carried out" error={job.error} retry={start} />
      )}
      {job?.state === 'cancelled' && (
        <Callout intent={Intent.WARNING}>The verification was cancelled: it says nothing about what it had not reached.</Callout>
      )}
      {proof.name === 'failed' && proof.acknowledged && (
        <p className="tc-block" data-testid="acknowledged">
          ✖ The failure of <Time ms={proof.at} /> was acknowledged by {visibleText(proof.acknowledged.who)} at{' '}
          <Time ms={proof.acknowledged.at} />: “{visibleText(proof.acknowledged.text)}”
        </p>
      )}
      {summary && done && !running && <VerdictOf summary={summary} at={endedAt[done.id] ?? null} />}
      {!summary && !running && (
        <p className="tc-block" data-testid="verify-none">
          {proof.name === 'ok' || proof.name === 'failed' ? (
            <>
              Last verified at <Time ms={proof.at} />: {proof.name === 'ok' ? '✓ nothing was contradicted' : '✖ contradictions were found'}.
              Verify again to see every number.
            </>
          ) : (
            'This case has not been verified yet.'
          )}
        </p>
      )}
    </div>
  );
}
