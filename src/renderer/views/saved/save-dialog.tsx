// Saves what the window shows under a name.
import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { LONGEST_VIEW_NAME, ViewName } from '../../../shared/saved-views.ts';
import { ErrorCallout } from '../../components/states.tsx';
import { useView } from '../../state/view-context.tsx';
import { FilterText } from './filter-text.tsx';
import { useSavedViews } from './use-saved.ts';

export function SaveDialog({ close }: { close: () => void }) {
  const { state } = useView();
  const { current, save } = useSavedViews();
  const [name, setName] = useState(() => current.find(({ version }) => version.filter === state.filter)?.name ?? '');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const trimmed = name.trim();
  const isNew = !current.some((view) => view.name === trimmed);
  const isName = ViewName.safeParse(name).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isName || busy) return;
    setBusy(true);
    save(trimmed)
      .then(close)
      .catch(setError)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog isOpen onClose={close} title="Save this view">
      <form onSubmit={submit} data-testid="save-view">
        <DialogBody>
          <FormGroup
            label="Name"
            labelFor="view-name"
            helperText={
              isNew
                ? 'The filter, order, columns, facets and split are saved in the case; the custody log says who saved them.'
                : 'There is a view of this name: it gets a new version, the earlier ones stay.'
            }
          >
            <InputGroup
              id="view-name"
              value={name}
              onValueChange={setName}
              maxLength={LONGEST_VIEW_NAME}
              placeholder="e.g. Launches with the leaked key"
              autoFocus
              data-testid="view-name"
            />
          </FormGroup>
          <FilterText filter={state.filter} />
          {error !== null && <ErrorCallout error={error} title="The view was not saved" />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text="Cancel" onClick={close} />
              <Button
                type="submit"
                intent="primary"
                text={isNew ? 'Save' : 'Save a new version'}
                disabled={!isName}
                loading={busy}
                data-testid="view-save"
              />
            </>
          }
        />
      </form>
    </Dialog>
  );
}
