// The result of a verification: what was tested, in words and numbers, and what was contradicted, worst first.
import { Callout, HTMLTable, Intent } from '@blueprintjs/core';
import type { Finding, VerifyScope, VerifySummary } from '../../../shared/domain.ts';
import { durationText, grouped } from '../../../shared/text.ts';
import { Door, Hash, plural, Time } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { useView } from '../../state/view-context.tsx';
import { findingsPatch, integrityPatch } from '../../state/view-state.ts';
import { VERDICT_WORDS } from '../evidence/words.ts';

/** Findings drawn; the engine cuts its own list as well. */
const MOST_FINDINGS = 500;

const SCOPE_WORDS: Readonly<Record<VerifyScope, string>> = {
  all: 'everything',
  hashes: 'hashes only',
  digests: 'what AWS’s digests say',
};

export function VerdictOf({ summary, at }: { summary: VerifySummary; at: number | null }) {
  const { evidence, events, custody, digests, logs, seals, scope, items = [] } = summary;
  const { go } = useView();
  const broken = seals.filter(({ ok }) => !ok).length;
  return (
    <div data-testid="verify-result" data-ok={summary.ok} data-scope={scope}>
      <Callout
        intent={summary.ok ? Intent.SUCCESS : Intent.DANGER}
        title={summary.ok ? 'Nothing was contradicted' : 'The proof failed'}
        className="tc-block"
      >
        <Time ms={at} />, {durationText(summary.seconds)}; tested: {SCOPE_WORDS[scope]}
      </Callout>
      <HTMLTable compact className="tc-verdicts">
        <tbody>
          {scope !== 'digests' && (
            <>
              <Line
                what="Evidence items"
                bad={evidence.altered}
                good={`${grouped(evidence.checked)} of ${grouped(evidence.checked)} still have the SHA-256 they had at import`}
                wrong={`${grouped(evidence.altered)} of ${grouped(evidence.checked)} no longer have the SHA-256 they had at import`}
              />
              {scope === 'all' && (
                <Line
                  what="Events"
                  bad={events.differing}
                  good={`${grouped(events.checked)} were read out of the evidence anew, and equal what is stored`}
                  wrong={`${grouped(events.differing)} of ${grouped(events.checked)} differ from what the evidence says`}
                />
              )}
              <Line
                what="Custody log"
                bad={custody.broken}
                good={`the chain of ${plural(custody.entries, 'entry', 'entries')} is unbroken`}
                wrong={`the chain of ${plural(custody.entries, 'entry', 'entries')} is broken in ${plural(custody.broken, 'place')}`}
              />
              {seals.length > 0 && (
                <Line
                  what="Seals"
                  bad={broken}
                  good={`${grouped(seals.length)} of ${grouped(seals.length)} hold`}
                  wrong={`${grouped(broken)} of ${grouped(seals.length)} do not hold`}
                />
              )}
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
            </>
          )}
          {scope !== 'hashes' && (
            <>
              {digests.invalid + logs.invalid > 0 && (
                <Line
                  what="Digests and logs"
                  bad={digests.invalid + logs.invalid}
                  good=""
                  wrong={`${plural(digests.invalid, 'digest')} and ${plural(logs.invalid, 'log file')} contradict what AWS signed`}
                />
              )}
              <tr>
                <td className={summary.attestation === 'full' ? 'tc-verdict-valid' : 'tc-verdict-unverifiable'}>
                  {summary.attestation === 'full' ? '✓' : '?'}
                </td>
                <th>Before import</th>
                <td>
                  {attestationWords(summary)}{' '}
                  <Door title="One strip per trail, account and region" onOpen={() => go(integrityPatch('chains'))}>
                    chains
                  </Door>{' '}
                  ·{' '}
                  <Door title="Everything that is not valid" onOpen={() => go(findingsPatch(null))}>
                    what is not valid
                  </Door>
                </td>
              </tr>
            </>
          )}
        </tbody>
      </HTMLTable>
      {scope === 'all' && (
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
      )}
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
    else if (finding.kind === 'custody') go(integrityPatch('custody'));
    else if (finding.kind === 'seal') go(integrityPatch('seals'));
    else if (finding.kind !== 'schema' && finding.kind !== 'count') go(findingsPatch(null));
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
