// Verification: starts it, shows its progress, and says its result in words and numbers, findings worst first.
import { Button, Callout, HTMLTable, Intent, ProgressBar } from '@blueprintjs/core';
import type { Finding, VerifySummary } from '../../../shared/domain.ts';
import { durationText, grouped } from '../../../shared/text.ts';
import { attempt } from '../../components/notices.tsx';
import { ErrorCallout } from '../../components/states.tsx';
import { Door, Hash, plural, Time } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { useJobs, useLatestJob, verifySummary } from '../../state/jobs.ts';
import { useProof } from '../../state/proof.ts';
import { useView } from '../../state/view-context.tsx';
import { VERDICT_WORDS } from './words.ts';

/** Findings drawn; the engine cuts its own list as well. */
const MOST_FINDINGS = 500;

export function Verification() {
  const { jobs, endedAt } = useJobs();
  const job = useLatestJob('verify');
  const proof = useProof();
  const running = job?.state === 'running';
  const done = jobs.findLast((j) => verifySummary(j) !== null);
  const summary = verifySummary(done);
  const start = () => attempt(call('verify.start', {}));
  return (
    <div className="tc-scroll tc-pad">
      <div className="tc-verify-head">
        <Button intent="primary" text={summary ? 'Verify again' : 'Verify'} disabled={running} onClick={start} data-testid="verify-start" />
        <p className="tc-note">
          Reads every evidence item kept in the case again and compares it with the SHA-256 it had at import, reads every event out of it
          anew and compares, and follows the chain of the custody log. It changes nothing of what it tests.
        </p>
      </div>
      {running && (
        <div className="tc-block" data-testid="verify-running">
          <div className="tc-import-line">
            <span>{job.phase}</span>
            <span className="tc-grow" />
            <span className="tc-number">
              {job.totalFiles > 0 && `${grouped(job.files)} of ${grouped(job.totalFiles)} items`}
              {job.secondsLeft !== null && ` · ${durationText(job.secondsLeft)} left`}
            </span>
            <Button size="small" text="Cancel" onClick={() => attempt(call('job.cancel', { jobId: job.id }))} data-testid="verify-cancel" />
          </div>
          <ProgressBar intent="primary" animate={false} stripes={job.fraction === null} value={job.fraction ?? 1} />
        </div>
      )}
      {job?.state === 'failed' && job.error && (
        <ErrorCallout title="The verification could not be carried out" error={job.error} retry={start} />
      )}
      {job?.state === 'cancelled' && (
        <Callout intent={Intent.WARNING}>The verification was cancelled: it says nothing about what it had not reached.</Callout>
      )}
      {summary && done && !running && <Verdict summary={summary} at={endedAt[done.id] ?? null} />}
      {!summary && !running && (
        <p data-testid="verify-none">
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

function Verdict({ summary, at }: { summary: VerifySummary; at: number | null }) {
  const { evidence, events, custody, items = [] } = summary;
  return (
    <div data-testid="verify-result" data-ok={summary.ok}>
      <Callout
        intent={summary.ok ? Intent.SUCCESS : Intent.DANGER}
        title={summary.ok ? 'Nothing was contradicted' : 'The proof failed'}
        className="tc-block"
      >
        <Time ms={at} />, {durationText(summary.seconds)}
      </Callout>
      <HTMLTable compact className="tc-verdicts">
        <tbody>
          <Line
            what="Evidence items"
            bad={evidence.altered}
            good={`${grouped(evidence.checked)} of ${grouped(evidence.checked)} still have the SHA-256 they had at import`}
            wrong={`${grouped(evidence.altered)} of ${grouped(evidence.checked)} no longer have the SHA-256 they had at import`}
          />
          <Line
            what="Events"
            bad={events.differing}
            good={`${grouped(events.checked)} were read out of the evidence anew, and equal what is stored`}
            wrong={`${grouped(events.differing)} of ${grouped(events.checked)} differ from what the evidence says`}
          />
          <Line
            what="Custody log"
            bad={custody.broken}
            good={`the chain of ${plural(custody.entries, 'entry', 'entries')} is unbroken`}
            wrong={`the chain of ${plural(custody.entries, 'entry', 'entries')} is broken in ${plural(custody.broken, 'place')}`}
          />
          {evidence.notKept > 0 && (
            <tr>
              <td className="tc-verdict-unverifiable">?</td>
              <th>Not kept</th>
              <td>
                The bytes of {plural(evidence.notKept, 'item')} are not in the case: their hash was taken at import and cannot be tested
                here.
              </td>
            </tr>
          )}
          <tr>
            <td className={summary.attestation === 'full' ? 'tc-verdict-valid' : 'tc-verdict-unverifiable'}>
              {summary.attestation === 'full' ? '✓' : '?'}
            </td>
            <th>Before import</th>
            <td>{attestationWords(summary)}</td>
          </tr>
        </tbody>
      </HTMLTable>
      <dl className="tc-fields">
        <dt>Evidence root</dt>
        <dd>
          <Hash hex={summary.roots.evidence} what="root of the evidence" whole />
        </dd>
        <dt>Events root</dt>
        <dd>
          <Hash hex={summary.roots.events} what="root of the events" whole />
        </dd>
      </dl>
      {items.length > 0 && <Findings items={items} cut={summary.itemsCut ?? false} />}
    </div>
  );
}

function attestationWords(summary: VerifySummary): string {
  const { logs, digests } = summary;
  if (summary.attestation === 'full')
    return `${plural(digests.valid, 'signed digest')} attest all ${grouped(logs.valid)} logs, with keys from ${summary.keysFrom?.join(', ') ?? 'unknown'}. They fit together; that AWS issued these keys is to be checked with AWS.`;
  if (summary.attestation === 'partial')
    return `Signed digests of AWS attest ${grouped(logs.valid)} logs; ${grouped(logs.unattested)} are unattested, ${grouped(logs.missing)} that they name are missing.`;
  const why =
    digests.unverifiable > 0
      ? `${plural(digests.unverifiable, 'signed digest')} could not be checked: no public key or no signature of it is in the case.`
      : 'No signed digest of AWS is in the case.';
  return `${why} That the logs were unchanged before the import is not proven.`;
}

function Line({ what, bad, good, wrong }: { what: string; bad: number; good: string; wrong: string }) {
  return (
    <tr>
      <td className={bad === 0 ? 'tc-verdict-valid' : 'tc-verdict-invalid'}>{bad === 0 ? '✓' : '✖'}</td>
      <th>{what}</th>
      <td>{bad === 0 ? good : wrong}</td>
    </tr>
  );
}

function Findings({ items, cut }: { items: readonly Finding[]; cut: boolean }) {
  const { select, openEvents, go } = useView();
  const open = (finding: Finding) => {
    if (finding.kind === 'event') select(finding.key);
    else if (finding.kind === 'evidence') openEvents(`evidence:${finding.key}`);
    else if (finding.kind === 'custody') go({ evidenceTab: 'custody' });
  };
  const shown = items.slice(0, MOST_FINDINGS);
  return (
    <section className="tc-block" aria-label="Findings">
      <h3>
        {plural(items.length, 'contradiction')}
        {(cut || shown.length < items.length) && <span className="tc-dim"> the first {grouped(shown.length)} are listed</span>}
      </h3>
      <HTMLTable compact interactive className="tc-findings">
        <thead>
          <tr>
            <th>Verdict</th>
            <th>What</th>
            <th>Which</th>
            <th>Why</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((finding) => {
            const verdict = VERDICT_WORDS[finding.verdict];
            return (
              <tr key={`${finding.kind} ${finding.key} ${finding.reason}`} data-testid="verify-finding">
                <td className={`tc-verdict-${verdict.tone}`}>
                  {verdict.sign} {verdict.word}
                </td>
                <td>{finding.kind}</td>
                <td>
                  <Door title={finding.key} onOpen={() => open(finding)} className="tc-mono">
                    {finding.key.length > 22 ? `${finding.key.slice(0, 12)}…${finding.key.slice(-8)}` : finding.key}
                  </Door>
                </td>
                <td>{visibleText(finding.reason)}</td>
              </tr>
            );
          })}
        </tbody>
      </HTMLTable>
    </section>
  );
}
