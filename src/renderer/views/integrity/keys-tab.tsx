// The public keys by which digests were checked: which, from where, for how long, for how many; and those that nobody has given.
import { Button, Callout, HTMLTable, Intent } from '@blueprintjs/core';
import type { Attestation } from '../../../shared/integrity.ts';
import { grouped } from '../../../shared/text.ts';
import { CopyButton } from '../../components/copy.tsx';
import { attempt } from '../../components/notices.tsx';
import { Hash, IsoTime, plural } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { startWithKeys } from '../../state/verify.ts';

const COMMAND = 'aws cloudtrail list-public-keys --region REGION --start-time FROM --end-time TO';

export function KeysTab({ attestation, busy }: { attestation: Attestation; busy: boolean }) {
  const { keys, keysAbsent } = attestation;
  const absent = keysAbsent.reduce((sum, { digests }) => sum + digests, 0);
  return (
    <div className="tc-scroll tc-pad">
      {keysAbsent.length > 0 && (
        <Callout intent={Intent.WARNING} className="tc-block" data-testid="keys-absent">
          {plural(absent, 'digest')} {absent === 1 ? 'names' : 'name'} a key that is not here: give AWS’s public keys. Until then{' '}
          {absent === 1 ? 'it is' : 'they are'} unverifiable, not invalid.
          <ul className="tc-list">
            {keysAbsent.map(({ fingerprint, digests }) => (
              <li key={fingerprint}>
                <Hash hex={fingerprint} what="fingerprint" whole /> named by {plural(digests, 'digest')}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      <div className="tc-verify-head">
        <Button
          intent={keysAbsent.length > 0 ? 'primary' : 'none'}
          text="Choose AWS’s public keys …"
          disabled={busy}
          onClick={() => attempt(startWithKeys())}
          data-testid="keys-choose"
        />
        <p className="tc-note">
          A file as <code className="tc-code">aws cloudtrail list-public-keys</code> prints it. It is used beside the keys in the evidence
          while this case is open.
        </p>
      </div>
      {keys.length === 0 ? (
        <p className="tc-block" data-testid="keys-none">
          No public key was there to check digests with.
        </p>
      ) : (
        <HTMLTable compact className="tc-custody" data-testid="keys-table">
          <thead>
            <tr>
              <th>Fingerprint (MD5)</th>
              <th>Origin</th>
              <th>Valid from</th>
              <th>Valid to</th>
              <th className="tc-right">Digests that name it</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={`${key.fingerprint} ${key.origin}`} data-testid="key-row">
                <td>
                  <Hash hex={key.fingerprint} what="fingerprint" whole />
                </td>
                <td className="tc-wrap">{visibleText(key.origin)}</td>
                <td>{key.validFrom === null ? <span className="tc-dim">not stated</span> : <IsoTime iso={key.validFrom} />}</td>
                <td>{key.validTo === null ? <span className="tc-dim">not stated</span> : <IsoTime iso={key.validTo} />}</td>
                <td className="tc-right">{grouped(key.digests)}</td>
              </tr>
            ))}
          </tbody>
        </HTMLTable>
      )}
      <section className="tc-block" aria-label="Origin of the keys">
        <h3>What a key proves</h3>
        <p>
          That digests, log files and key fit together. It does not prove that AWS issued the key: whoever could replace the digests could
          have put a key of their own beside them. Ask AWS itself, from an account that you trust, and compare the fingerprints:
        </p>
        <p>
          <code className="tc-code tc-break">{COMMAND}</code> <CopyButton text={COMMAND} what="command" />
        </p>
        <p className="tc-note">
          Keys are issued per region. The list holds those that were valid in the time asked for: ask for the time of the digests.
        </p>
      </section>
    </div>
  );
}
