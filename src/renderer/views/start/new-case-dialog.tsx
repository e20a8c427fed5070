// Asks for the facts of a new case and for the place of its file.
import { Button, Dialog, DialogBody, DialogFooter, FormGroup, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useMemo, useState } from 'react';
import { zoned } from '../../../shared/time.ts';
import { ErrorCallout } from '../../components/states.tsx';
import { plural } from '../../components/texts.tsx';
import { call } from '../../data/bridge.ts';
import { acquireStore } from '../../state/acquire.ts';
import { type AppState, useSession } from '../../state/session.tsx';
import { fileNameOf } from './file-name.ts';
import { zoneNames } from './zones.ts';

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
  const zones = useMemo(() => {
    const now = Date.now();
    return zoneNames(app.timezone).map((zone) => ({ value: zone, label: `${zone} (UTC${zoned(now, zone).offset})` }));
  }, [app.timezone]);
  const set = (field: keyof typeof facts) => (value: string) => setFacts({ ...facts, [field]: value });

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
  const field = (name: keyof typeof facts, label: string, placeholder: string, autoFocus = false) => (
    <FormGroup label={label} labelFor={`new-${name}`}>
      <InputGroup
        id={`new-${name}`}
        value={facts[name]}
        placeholder={placeholder}
        autoFocus={autoFocus}
        onValueChange={set(name)}
        data-testid={`new-${name}`}
      />
    </FormGroup>
  );
  return (
    <Dialog isOpen onClose={close} title={titleOf(paths.length, thenAcquire)}>
      <form onSubmit={submit} data-testid="new-case">
        <DialogBody>
          {field('title', 'Title', 'What happened, in a few words', true)}
          <div className="tc-two">
            {field('number', 'Case number', 'e.g. IR-2026-014')}
            {field('examiner', 'Examiner', 'Who works on it')}
          </div>
          {field('organisation', 'Organisation', 'For whom')}
          <FormGroup
            label="Time zone"
            labelFor="new-timezone"
            helperText="Times are stored in UTC and shown in this zone, with its offset."
          >
            <HTMLSelect
              id="new-timezone"
              fill
              options={zones}
              value={facts.timezone}
              onChange={(event) => set('timezone')(event.target.value)}
              data-testid="new-timezone"
            />
          </FormGroup>
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

function titleOf(dropped: number, thenAcquire: boolean): string {
  if (dropped > 0) return `New case from ${plural(dropped, 'dropped item')}`;
  return thenAcquire ? 'New case, with evidence from AWS' : 'New case';
}
