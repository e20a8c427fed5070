// "To finding …": which finding, existing or new, takes some events, for or against; opened by f, by a drop, or by a menu.
import { Button, Checkbox, Dialog, DialogBody, DialogFooter, InputGroup, Radio, RadioGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { EMPTY_FINDING, type Exhibit } from '../../../shared/findings.ts';
import { printReference } from '../../../shared/references.ts';
import { ErrorCallout } from '../../components/states.tsx';
import { plural } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { closeChooser, type ToFinding, useToFinding } from '../../state/finding-chooser.ts';
import { useDraftPlace } from '../../state/session.tsx';
import { useView } from '../../state/view-context.tsx';
import { StateMark } from './marks.tsx';
import { addFinding, cite } from './put-finding.ts';

const NEW = 'new';

export function FindingChooser() {
  const wanted = useToFinding();
  return wanted && <Chooser wanted={wanted} />;
}

function Chooser({ wanted: { ids } }: { wanted: ToFinding }) {
  const { state } = useView();
  const asked = useCall('findings.list', {});
  const findings = (asked.data?.findings ?? []).filter(({ current }) => !current.removed).sort((a, b) => b.current.at - a.current.at);
  const newest = findings.find(({ current }) => current.body.state !== 'rejected');
  const [chosen, setChosen] = useState<string | null>(null);
  const open = findings.some(({ id }) => id === state.finding) ? state.finding : null;
  const to = chosen ?? open ?? newest?.id ?? NEW;
  const [side, setSide] = useState<Exhibit['side']>('supporting');
  const [title, setTitle] = useState('');
  const [reason, setReason] = useState('');
  const [mention, setMention] = useState(false);
  const drafts = useDraftPlace();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const existing = findings.find(({ id }) => id === to);
    if (busy || (!existing && title.trim() === '')) return;
    setBusy(true);
    const put = existing
      ? cite(drafts, { id: to, title: existing.current.body.title, side, ids, reason: reason.trim(), mention })
      : addFinding({
          ...EMPTY_FINDING,
          title: title.trim(),
          narrative: mention ? ids.map((value) => printReference({ kind: 'event', value })).join('\n') : '',
          [side]: ids.map((id) => ({ id, reason: reason.trim() })),
        });
    put.then(closeChooser, setError).finally(() => setBusy(false));
  };
  return (
    <Dialog isOpen onClose={closeChooser} title={`${plural(ids.length, 'event')} to a finding`}>
      <form onSubmit={submit} data-testid="finding-chooser">
        <DialogBody>
          <RadioGroup
            name="finding"
            selectedValue={to}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            aria-label="Which finding"
          >
            {findings.map(({ id, current }) => (
              <Radio key={id} value={id}>
                {oneLine(current.body.title)} <StateMark state={current.body.state} />
              </Radio>
            ))}
            <Radio value={NEW} label="A new finding" />
          </RadioGroup>
          {to === NEW && (
            <InputGroup
              value={title}
              onValueChange={setTitle}
              maxLength={200}
              placeholder="What is claimed, in a sentence"
              aria-label="Title of the new finding"
              autoFocus
              data-testid="chooser-title"
            />
          )}
          <RadioGroup
            inline
            name="side"
            selectedValue={side}
            onChange={({ currentTarget }) => setSide(currentTarget.value as Exhibit['side'])}
            aria-label="They speak"
          >
            <Radio value="supporting" label="+ for it" />
            <Radio value="contradicting" label="− against it" />
          </RadioGroup>
          <InputGroup
            value={reason}
            onValueChange={setReason}
            maxLength={2000}
            placeholder="Why (may be left out)"
            aria-label="Why"
            data-testid="chooser-reason"
          />
          <Checkbox
            checked={mention}
            label="Also refer to them in its text"
            onChange={({ currentTarget }) => setMention(currentTarget.checked)}
            data-testid="chooser-mention"
          />
          {error !== null && <ErrorCallout error={error} title="Nothing was stored" />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text="Cancel" onClick={closeChooser} />
              <Button
                type="submit"
                intent="primary"
                text="Put into it"
                disabled={to === NEW && title.trim() === ''}
                loading={busy}
                data-testid="chooser-put"
              />
            </>
          }
        />
      </form>
    </Dialog>
  );
}
