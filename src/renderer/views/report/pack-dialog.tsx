// A pack, the report with all that is needed to check it without this software; or a report with its signature.
import { Button, Checkbox, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup, Radio, RadioGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { ErrorCallout } from '../../components/states.tsx';
import { call } from '../../data/bridge.ts';
import type { PackChoices } from './write-report.ts';

type WrittenAs = 'zip' | 'folder' | 'html' | 'pdf';

const PACK = 'The report, each exhibit as a file, evidence, proof, SHA256SUMS, and instructions to check all of it with common tools.';
const ABOUT: Record<WrittenAs, string> = {
  zip: PACK,
  folder: PACK,
  html: 'The report alone, with its signature in a file of the same name that ends in .sig.',
  pdf: 'The report alone, with its signature in a file of the same name that ends in .sig; of volumes each has one.',
};

interface DialogProps {
  close: () => void;
  /** Whether it was begun. */
  write: (kind: WrittenAs, choices: PackChoices) => Promise<boolean>;
  isRedacted: boolean;
}

export function PackDialog({ close, write, isRedacted }: DialogProps) {
  const [kind, setKind] = useState<WrittenAs>('zip');
  const [pdf, setPdf] = useState(true);
  const [allEvidence, setAllEvidence] = useState(false);
  const [isSigned, setSigned] = useState(false);
  const [keyPath, setKeyPath] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const isPack = kind === 'zip' || kind === 'folder';
  const withKey = isSigned || !isPack;
  const problem = withKey && keyPath.trim() === '' ? 'Choose the key file.' : '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem !== '' || busy) return;
    setError(null);
    setBusy(true);
    write(kind, { pdf, allEvidence, key: withKey ? { path: keyPath.trim(), passphrase } : null })
      .then((begun) => begun && close())
      .catch(setError)
      .finally(() => setBusy(false));
  };
  const pick = async () => {
    const { paths } = await call('app.pickKeys', { what: 'sealKey' });
    if (paths[0] !== undefined) setKeyPath(paths[0]);
  };
  return (
    <Dialog isOpen onClose={close} title="A pack, or a signed report" className="tc-seal-dialog">
      <form onSubmit={submit} data-testid="pack-dialog">
        <DialogBody>
          <p className="tc-note">
            {ABOUT[kind]} {isRedacted && 'It is redacted: commitments stand in place of hashes, and there is no raw evidence.'}
          </p>
          <RadioGroup label="As" selectedValue={kind} onChange={({ currentTarget }) => setKind(currentTarget.value as WrittenAs)}>
            <Radio label="A pack in one zip file" value="zip" />
            <Radio label="A pack in a new folder" value="folder" />
            <Radio label="HTML, signed" value="html" data-testid="pack-html" />
            <Radio label="PDF, signed" value="pdf" />
          </RadioGroup>
          {isPack && <Checkbox checked={pdf} onChange={() => setPdf(!pdf)} label="The report as PDF, too" data-testid="pack-pdf" />}
          {isPack && !isRedacted && (
            <Checkbox checked={allEvidence} onChange={() => setAllEvidence(!allEvidence)} data-testid="pack-evidence">
              All items that exhibits lie in, whatever their size
            </Checkbox>
          )}
          {isPack && (
            <Checkbox checked={isSigned} onChange={() => setSigned(!isSigned)} data-testid="pack-sign">
              Signed with a key of yours
            </Checkbox>
          )}
          {withKey && (
            <>
              <FormGroup
                label="Key file"
                labelFor="pack-key"
                helperText="As for seals. Whoever knows its fingerprint from you can tell that this key signed it."
              >
                <InputGroup
                  id="pack-key"
                  value={keyPath}
                  spellCheck={false}
                  onValueChange={setKeyPath}
                  rightElement={<Button size="small" text="Choose …" onClick={() => void pick().catch(setError)} />}
                  data-testid="pack-key"
                />
              </FormGroup>
              <FormGroup label="Its passphrase" labelFor="pack-passphrase">
                <InputGroup
                  id="pack-passphrase"
                  type="password"
                  autoComplete="off"
                  value={passphrase}
                  onValueChange={setPassphrase}
                  data-testid="pack-passphrase"
                />
              </FormGroup>
            </>
          )}
          {error !== null && (
            <div ref={(element) => element?.scrollIntoView({ block: 'nearest' })}>
              <ErrorCallout error={error} title="It was not begun" />
            </div>
          )}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text="Cancel" onClick={close} />
              <Button type="submit" intent="primary" text="Write …" loading={busy} disabled={problem !== ''} data-testid="pack-go" />
            </>
          }
        >
          <span className="tc-dim">{problem}</span>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
