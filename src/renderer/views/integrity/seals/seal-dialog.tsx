// Seals the case: with which key, with what note, and where the detached seal is to be kept.
import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup, Radio, RadioGroup, TextArea } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { ErrorCallout } from '../../../components/states.tsx';
import { call } from '../../../data/bridge.ts';
import { useCase } from '../../../data/queries.ts';
import { fileNameOf } from '../../start/file-name.ts';
import { type SealForm, sealProblem } from './seal-words.ts';

const EMPTY: SealForm = { note: '', key: 'once', keyPath: '', passphrase: '', again: '', out: '', timestampServer: '' };

const KEY_WORDS: Readonly<Record<SealForm['key'], string>> = {
  once: 'Made for this seal only, and thrown away. It proves nothing about who sealed: what counts are the detached copy and the fingerprint, kept elsewhere.',
  file: 'A key that you keep. Whoever knows its fingerprint from you can tell that this key sealed the case.',
  new: 'A new key, kept in a file under a passphrase, for this and later seals. Tell others its fingerprint in advance.',
};

export function SealDialog({ close }: { close: () => void }) {
  const info = useCase();
  const [form, setForm] = useState(EMPTY);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  /** The place that the system's dialog named. */
  const [asked, setAsked] = useState<string | null>(null);
  const set = (patch: Partial<SealForm>) => setForm((before) => ({ ...before, ...patch }));
  const name = fileNameOf(info.case.title || 'case').replace(/\.trailcase$/, '');
  const problem = sealProblem(form);

  const pickKey = async () => {
    const { paths } =
      form.key === 'file'
        ? await call('app.pickKeys', { what: 'sealKey' })
        : await call('app.pickNewKey', { suggested: `${name}-seal-key.pem` });
    if (paths[0] !== undefined) set({ keyPath: paths[0] });
  };
  const pickOut = async (): Promise<string> => {
    const { paths } = await call('app.pickSeal', { suggested: `${name}-seal.txt` });
    if (paths[0] !== undefined) {
      set({ out: paths[0] });
      setAsked(paths[0]);
    }
    return paths[0] ?? '';
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem !== '') return;
    setError(null);
    setBusy(true);
    (async () => {
      const typed = form.out.trim();
      const out = typed || (await pickOut());
      if (out === '') return;
      await call('seal.start', {
        out,
        // The system's own dialog has asked before naming a file that exists.
        overwrite: out !== typed || out === asked,
        note: form.note.trim(),
        key: form.key === 'once' ? null : { path: form.keyPath.trim(), passphrase: form.passphrase, make: form.key === 'new' },
        timestampServer: form.timestampServer.trim() || null,
      });
      close();
    })()
      .catch(setError)
      .finally(() => setBusy(false));
  };
  const passphrase = (field: 'passphrase' | 'again', label: string) => (
    <FormGroup label={label} labelFor={`seal-${field}`}>
      <InputGroup
        id={`seal-${field}`}
        type="password"
        autoComplete="off"
        value={form[field]}
        onValueChange={(value) => set({ [field]: value })}
        data-testid={`seal-${field}`}
      />
    </FormGroup>
  );
  return (
    <Dialog isOpen onClose={close} title="Seal the case" className="tc-seal-dialog">
      <form onSubmit={submit} data-testid="seal-dialog">
        <DialogBody>
          <FormGroup label="Note" labelFor="seal-note" helperText="It is signed with the rest: what the seal is for.">
            <TextArea
              id="seal-note"
              fill
              value={form.note}
              maxLength={10_000}
              autoFocus
              onChange={(event) => set({ note: event.target.value })}
              data-testid="seal-note"
            />
          </FormGroup>
          <RadioGroup
            label="Key"
            inline
            selectedValue={form.key}
            onChange={(event) => set({ key: event.currentTarget.value as SealForm['key'], keyPath: '', passphrase: '', again: '' })}
          >
            <Radio label="For this seal only" value="once" />
            <Radio label="A key file" value="file" />
            <Radio label="A new key file" value="new" />
          </RadioGroup>
          <p className="tc-note tc-seal-key" data-testid="seal-key-words">
            {KEY_WORDS[form.key]}
          </p>
          {form.key !== 'once' && (
            <>
              <PathField
                id="seal-key"
                label={form.key === 'file' ? 'Key file' : 'New key file'}
                value={form.keyPath}
                change={(keyPath) => set({ keyPath })}
                pick={() => void pickKey().catch(setError)}
              />
              <div className="tc-two">
                {passphrase('passphrase', form.key === 'file' ? 'Its passphrase' : 'Passphrase')}
                {form.key === 'new' && passphrase('again', 'Passphrase again')}
              </div>
            </>
          )}
          <PathField
            id="seal-out"
            label="Detached seal"
            helper="A file of text, for the handover or a safe: not beside the case."
            value={form.out}
            change={(out) => set({ out })}
            pick={() => void pickOut().catch(setError)}
            placeholder={`${name}-seal.txt`}
          />
          <FormGroup
            label="Time stamp server"
            labelInfo="(optional)"
            labelFor="seal-server"
            helperText="Only a hash leaves this computer, for that server to sign with the time. Needs a network."
          >
            <InputGroup
              id="seal-server"
              value={form.timestampServer}
              spellCheck={false}
              placeholder="none"
              onValueChange={(timestampServer) => set({ timestampServer })}
              data-testid="seal-server"
            />
          </FormGroup>
          {error !== null && (
            // The dialog may be higher than the window: what went wrong must be seen.
            <div ref={(element) => element?.scrollIntoView({ block: 'nearest' })}>
              <ErrorCallout error={error} title="The case was not sealed" />
            </div>
          )}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text="Cancel" onClick={close} />
              <Button
                type="submit"
                intent="primary"
                text="Seal"
                loading={busy}
                disabled={problem !== ''}
                title={problem}
                data-testid="seal-go"
              />
            </>
          }
        >
          <span className="tc-dim">{problem}</span>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

interface PathFieldProps {
  id: string;
  label: string;
  helper?: string;
  value: string;
  placeholder?: string;
  change: (value: string) => void;
  pick: () => void;
}

function PathField({ id, label, helper, value, placeholder, change, pick }: PathFieldProps) {
  return (
    <FormGroup label={label} labelFor={id} helperText={helper}>
      <InputGroup
        id={id}
        value={value}
        spellCheck={false}
        placeholder={placeholder}
        onValueChange={change}
        rightElement={<Button size="small" text="Choose …" onClick={pick} data-testid={`${id}-choose`} />}
        data-testid={id}
      />
    </FormGroup>
  );
}
