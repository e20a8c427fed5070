// Asks for the facts of a new case and for the place of its file.
import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { ErrorCallout } from '../../components/states.tsx';
import { plural } from '../../components/texts.tsx';
import { call } from '../../data/bridge.ts';
import { acquireStore } from '../../state/acquire.ts';
import { type AppState, useSession } from '../../state/session.tsx';
import { FactFields } from './fact-fields.tsx';
import { fileNameOf } from './file-name.ts';

interface NewCaseProps {
  app: AppState;
  /** Imported as soon as the case exists. */
  paths: readonly string[];
  /** What follows once the case is open: evidence is taken from AWS. */
  thenAcquire?: boolean;
  close: () => void;
}

export function NewCaseDialog({ app, paths, thenAcquire = false, close }: NewCaseProps) {
  const { create } = useSession();
  const [facts, setFacts] = useState({ title: '', number: '', examiner: app.examiner, organisation: '', timezone: app.timezone });
  const [path, setPath] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const pickPath = async (): Promise<string> => {
    const picked = (await call('app.pickNewCase', { suggested: fileNameOf(facts.title) })).paths[0] ?? '';
    if (picked !== '') setPath(picked);
    return picked;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    setBusy(true);
    (async () => {
      const at = path.trim() || (await pickPath());
      if (at === '') return;
      await create(at, facts, paths);
      if (thenAcquire) acquireStore.open();
    })()
      .catch(setError)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog isOpen onClose={close} title={titleOf(paths.length, thenAcquire)}>
      <form onSubmit={submit} data-testid="new-case">
        <DialogBody>
          <FactFields
            prefix="new"
            facts={facts}
            ownZone={app.timezone}
            zoneHelp="Times are stored in UTC and shown in this zone, with its offset."
            change={setFacts}
          />
          <FormGroup label="Case file" labelFor="new-path" helperText="One file holds the evidence, the events and your work.">
            <InputGroup
              id="new-path"
              value={path}
              onValueChange={setPath}
              placeholder={fileNameOf(facts.title)}
              rightElement={
                <Button size="small" text="Choose …" onClick={() => void pickPath().catch(setError)} data-testid="new-choose" />
              }
              data-testid="new-path"
            />
          </FormGroup>
          {error !== null && <ErrorCallout error={error} title="The case was not created" />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text="Cancel" onClick={close} />
              <Button type="submit" intent="primary" text="Create" loading={busy} data-testid="new-create" />
            </>
          }
        />
      </form>
    </Dialog>
  );
}

function titleOf(items: number, thenAcquire: boolean): string {
  if (items > 0) return `New case from ${plural(items, 'item')}`;
  return thenAcquire ? 'New case, with evidence from AWS' : 'New case';
}
