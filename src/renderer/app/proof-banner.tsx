// A case whose proof failed says so on every screen, until somebody has acknowledged it in writing.
import { Button, Callout, InputGroup, Intent } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { attempt } from '../components/notices.tsx';
import { Door, Time } from '../components/texts.tsx';
import { call } from '../data/bridge.ts';
import { useProof } from '../state/proof.ts';
import { useView } from '../state/view-context.tsx';
import { integrityPatch } from '../state/view-state.ts';

export function ProofBanner() {
  const proof = useProof();
  const { go } = useView();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  if (proof.name !== 'failed' || proof.acknowledged) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    setBusy(true);
    attempt(
      call('proof.acknowledge', { text: text.trim() })
        .then(() => setText(''))
        .finally(() => setBusy(false)),
    );
  };
  return (
    <Callout intent={Intent.DANGER} className="tc-banner tc-proof-banner" role="alert" data-testid="proof-banner">
      <span>
        <strong>The proof of this case failed</strong> at <Time ms={proof.at} />.{' '}
        <Door title="What was contradicted" onOpen={() => go(integrityPatch('proof'))} testid="proof-banner-findings">
          See the findings
        </Door>
      </span>
      <form onSubmit={submit}>
        <InputGroup
          size="small"
          value={text}
          placeholder="What you make of it, in writing; it enters the custody log"
          aria-label="Acknowledgement"
          maxLength={10_000}
          onValueChange={setText}
          data-testid="acknowledge-text"
        />
        <Button type="submit" size="small" text="Acknowledge" loading={busy} disabled={text.trim() === ''} data-testid="acknowledge" />
      </form>
    </Callout>
  );
}
