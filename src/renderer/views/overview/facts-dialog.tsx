// Changes the facts of the case: only what was changed in the form, so that nothing is taken back that another window has changed meanwhile.
import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { CaseFacts } from '../../../shared/domain.ts';
import { FACT_NAMES, factsNamed } from '../../../shared/facts.ts';
import { noticeDone } from '../../components/notices.tsx';
import { ErrorCallout } from '../../components/states.tsx';
import { call } from '../../data/bridge.ts';
import { useCase } from '../../data/queries.ts';
import { FactFields } from '../start/fact-fields.tsx';

export function FactsDialog({ close }: { close: () => void }) {
  const now = useCase().case;
  /** As they were when the dialog was opened. */
  const [before] = useState<CaseFacts>(() => ({
    title: now.title,
    number: now.number,
    examiner: now.examiner,
    organisation: now.organisation,
    timezone: now.timezone,
  }));
  const [facts, setFacts] = useState(before);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  /** Escape, or a click beside it, while something is changed: asked first. */
  const [leaving, setLeaving] = useState(false);
  const differing = FACT_NAMES.filter((name) => facts[name] !== before[name]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (differing.length === 0 || busy) return;
    setLeaving(false);
    setError(null);
    setBusy(true);
    (async () => {
      const { changed } = await call('case.setFacts', { facts: Object.fromEntries(differing.map((name) => [name, facts[name]])) });
      close();
      noticeDone(changed.length === 0 ? 'Nothing changed' : `Changed: ${factsNamed(changed)}`);
    })()
      .catch(setError)
      .finally(() => setBusy(false));
  };
  const leave = () => {
    if (differing.length === 0) close();
    else setLeaving(!leaving);
  };
  return (
    <Dialog isOpen onClose={leave} title="Facts of the case">
      <form onSubmit={submit} data-testid="facts-dialog">
        <DialogBody>
          <FactFields
            prefix="facts"
            facts={facts}
            ownZone={before.timezone}
            zoneHelp="Every view shows times in it, and times in filters that name no zone are read in it. Stored times stay as they are."
            change={(next) => {
              setLeaving(false);
              setFacts(next);
            }}
          />
          <p className="tc-note">
            The custody log keeps the old value and the new one. Reports of earlier entries say what was stated then.
          </p>
          {error !== null && <ErrorCallout error={error} title="The facts were not changed" />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text={leaving ? 'Throw away' : 'Cancel'} onClick={close} data-testid="facts-cancel" />
              <Button
                type="submit"
                intent="primary"
                text="Change"
                loading={busy}
                disabled={differing.length === 0}
                data-testid="facts-change"
              />
            </>
          }
        >
          <span className={leaving ? undefined : 'tc-dim'} role="status" data-testid="facts-state">
            {differing.length === 0
              ? 'Nothing is changed yet'
              : leaving
                ? `Not saved: ${factsNamed(differing)}`
                : `Changes ${factsNamed(differing)}`}
          </span>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
