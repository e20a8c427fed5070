// A watch list before it is loaded: what the file was recognised as, what is left out, and under which name and day it will stand.
import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { bytesText, plural } from '../../../shared/text.ts';
import { LIST_FORMAT_WORDS, ListDate, ListName, type ListPreview, leftOutWords, type WatchList } from '../../../shared/watch-lists.ts';
import { noticeDone } from '../../components/notices.tsx';
import { ErrorCallout } from '../../components/states.tsx';
import { Hash } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';

/** A file that was chosen, and what it would be loaded as. */
export interface ChosenList {
  path: string;
  read: ListPreview;
}

/** @param loaded lists that are in the case */
export function ListDialog({ chosen, loaded, close }: { chosen: ChosenList; loaded: readonly WatchList[]; close: () => void }) {
  return (
    <Dialog isOpen onClose={close} title="Load a watch list">
      <Form {...chosen} loaded={loaded} close={close} />
    </Dialog>
  );
}

interface FormProps extends ChosenList {
  loaded: readonly WatchList[];
  close: () => void;
}

function Form({ path, read, loaded, close }: FormProps) {
  const [name, setName] = useState(read.name);
  const [date, setDate] = useState(read.date);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const isName = ListName.safeParse(name).success;
  const isDate = ListDate.safeParse(date.trim()).success;
  const replaces = loaded.some((list) => list.name === name.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isName || !isDate || busy) return;
    setBusy(true);
    call('lists.add', { path, name: name.trim(), date: date.trim() })
      .then(() => {
        noticeDone(`Loaded ${oneLine(name.trim())}`);
        close();
      })
      .catch(setError)
      .finally(() => setBusy(false));
  };
  return (
    <form onSubmit={submit} data-testid="list-form">
      <DialogBody>
        <Recognised read={read} />
        <FormGroup
          label="Name"
          labelFor="list-name"
          helperText={
            replaces ? 'There is a list of this name: this one takes its place, its history stays.' : 'Hits bear this name on every screen.'
          }
        >
          <InputGroup id="list-name" value={name} onValueChange={setName} maxLength={200} autoFocus data-testid="list-name" />
        </FormGroup>
        <FormGroup
          label="Day of the list"
          labelFor="list-date"
          helperText={isDate ? 'As 2026-02-20. Who was on a list on one day need not have been on another.' : 'Write it as 2026-02-20.'}
        >
          <InputGroup
            id="list-date"
            value={date}
            onValueChange={setDate}
            intent={isDate ? 'none' : 'danger'}
            placeholder="not stated by the list"
            data-testid="list-date"
          />
        </FormGroup>
        {error !== null && <ErrorCallout error={error} title="The list was not loaded" />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={close} />
            <Button type="submit" intent="primary" text="Load" disabled={!isName || !isDate} loading={busy} data-testid="list-load" />
          </>
        }
      />
    </form>
  );
}

function Recognised({ read }: { read: ListPreview }) {
  return (
    <div className="tc-block" data-testid="list-recognised">
      <p>
        {plural(read.entries, 'address or network', 'addresses and networks')}, read as {LIST_FORMAT_WORDS[read.format]}
        {read.from !== '' && `, ${oneLine(read.from)}`}. {bytesText(read.bytes)}, <Hash hex={read.sha256} />
      </p>
      {read.leftOut > 0 && (
        <p className="tc-note" data-testid="list-left-out">
          {leftOutWords(read)}
          {read.examples.length > 0 && `: ${read.examples.map(oneLine).join(' · ')}${read.leftOut > read.examples.length ? ' …' : ''}`}
        </p>
      )}
    </div>
  );
}
