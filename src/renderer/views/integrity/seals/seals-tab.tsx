// The seals of the case: who stated what when, whether it still holds, and what was added since; and the way to a new one.
import { Button, Callout, Intent } from '@blueprintjs/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { Result } from '../../../../shared/channels.ts';
import type { SealVerdict } from '../../../../shared/integrity.ts';
import { grouped } from '../../../../shared/text.ts';
import { Answered, Empty } from '../../../components/states.tsx';
import { Hash, plural, Time } from '../../../components/texts.tsx';
import { visibleText } from '../../../components/visible-text.ts';
import { useJobs } from '../../../state/jobs.ts';
import { SealDialog } from './seal-dialog.tsx';
import { SealJob } from './seal-job.tsx';
import { sinceWords, timestampWords } from './seal-words.ts';

export function SealsTab({ asked }: { asked: UseQueryResult<Result<'seals.list'>> }) {
  const [open, setOpen] = useState(false);
  const busy = useJobs().jobs.some((job) => job.state === 'running');
  const button = <Button intent="primary" text="Seal the case …" disabled={busy} onClick={() => setOpen(true)} data-testid="seal-open" />;
  return (
    <div className="tc-scroll tc-pad">
      <div className="tc-verify-head">
        {button}
        <p className="tc-note">
          A seal signs the state of the case: its evidence, its events and its custody log. Whoever has the detached copy, or its
          fingerprint, can tell later whether anything of that state was changed.
        </p>
      </div>
      <SealJob />
      <Answered asked={asked}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title="Not sealed yet" testid="seals-none">
              Seal the case when it is handed over, or whenever its state should be fixed.
            </Empty>
          ) : (
            <div data-testid="seals-list">
              {rows.toReversed().map((seal) => (
                <Seal key={seal.number} seal={seal} />
              ))}
            </div>
          )
        }
      </Answered>
      {open && <SealDialog close={() => setOpen(false)} />}
    </div>
  );
}

function Seal({ seal }: { seal: SealVerdict }) {
  const { ok, reasons, timestamp } = seal;
  const stamp = timestampWords(timestamp);
  return (
    <section className="tc-seal" aria-label={`Seal ${seal.number}`} data-testid="seal" data-number={seal.number} data-ok={ok}>
      <header className="tc-block-head">
        <h3>Seal {grouped(seal.number)}</h3>
        <strong className={ok ? 'tc-verdict-valid' : 'tc-verdict-invalid'}>{ok ? '✓ holds' : '✖ does not hold'}</strong>
      </header>
      {!ok && (
        <Callout intent={Intent.DANGER} className="tc-block">
          {reasons.length === 1 ? (
            visibleText(reasons[0] ?? '')
          ) : (
            <ul className="tc-list">
              {reasons.map((reason) => (
                <li key={reason}>{visibleText(reason)}</li>
              ))}
            </ul>
          )}
        </Callout>
      )}
      <dl className="tc-fields">
        <dt>Sealed</dt>
        <dd>
          <Time ms={seal.at} /> by {visibleText(seal.examiner) || <span className="tc-dim">an examiner who gave no name</span>}{' '}
          <span className="tc-dim">(as the statement says)</span>
        </dd>
        {seal.note !== '' && (
          <>
            <dt>Note</dt>
            <dd className="tc-pre">{visibleText(seal.note)}</dd>
          </>
        )}
        <dt>Fingerprint</dt>
        <dd>
          <Hash hex={seal.fingerprint} what="fingerprint of the key" whole testid="seal-fingerprint" />
          <div className="tc-dim">
            {seal.oneTimeKey
              ? 'A key made for this seal only and thrown away: it says nothing of who sealed. The fingerprint, kept elsewhere, is what counts.'
              : 'SHA-256 of the public key: compare it with the one that its owner gives.'}
          </div>
        </dd>
        <dt>Since then</dt>
        <dd data-testid="seal-since">{sinceWords(seal.since)}</dd>
        {stamp && (
          <>
            <dt>Time stamp</dt>
            <dd>
              <span className={`tc-verdict-${stamp.tone}`}>
                {stamp.sign} {stamp.word}
              </span>{' '}
              {timestamp && timestamp.at !== null && <Time ms={timestamp.at} />} {timestamp && visibleText(timestamp.authority)}
              {stamp.why !== '' && <span className="tc-dim"> {visibleText(stamp.why)}</span>}
              {timestamp?.certificateSha256 && (
                <div>
                  certificate <Hash hex={timestamp.certificateSha256} what="SHA-256 of the authority’s certificate" />
                </div>
              )}
            </dd>
          </>
        )}
      </dl>
      {ok && seal.since.items + seal.since.records > 0 && (
        <p className="tc-note">{plural(seal.since.items, 'item')} added after it are not covered by this seal.</p>
      )}
    </section>
  );
}
