// `trailcase seal`: a signed statement of the case's state, kept in the case and written out beside it.
import { existsSync } from 'node:fs';
import { openForReading } from '../case/open.ts';
import { openCase } from '../jobs/open-case.ts';
import { sealCase } from '../seal/seal-case.ts';
import { makeKey, needsPassphrase, oneTimeKey, readKey, type SigningKey } from '../seal/signing-key.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { checkTarget } from '../whole-file.ts';
import { type Command, casePath, type Invocation, option, outPath, usage } from './command.ts';
import { terminalText } from './output.ts';
import { PASSPHRASE_VARIABLE, passphraseFrom } from './passphrase.ts';

export const seal: Command = {
  name: 'seal',
  usage: 'CASE [--key FILE [--make-key]] [--note TEXT] [--out FILE] [--timestamp SERVER] [--no-verify]',
  summary: 'sign a statement of what the case holds now; keep the file that it writes apart from the case',
  help: [
    '--key FILE              sign with this Ed25519 key (PKCS#8, PEM); without it, with one made for this seal only and thrown away',
    '--make-key              make that key first, protected by a passphrase',
    `--passphrase-file FILE  passphrase of the key, its first line; otherwise from ${PASSPHRASE_VARIABLE}, or asked for`,
    '--note TEXT             goes into the statement',
    '--out FILE              where the detached seal is written; otherwise beside the case',
    '--overwrite             replace an existing file',
    '--timestamp SERVER      have the signature time-stamped (RFC 3161) by the server of that address',
    '--no-verify             do not verify the case first; the statement says so',
  ],
  options: {
    key: { type: 'string' },
    'make-key': { type: 'boolean' },
    'passphrase-file': { type: 'string' },
    note: { type: 'string' },
    out: { type: 'string' },
    overwrite: { type: 'boolean' },
    timestamp: { type: 'string' },
    'no-verify': { type: 'boolean' },
  },
  async run(invocation) {
    const path = casePath(invocation, seal);
    if (invocation.positionals.length > 1) throw usage('seal takes one case file', seal);
    const { values, output, signal } = invocation;
    // A key is not made for a case that is not there; whatever else can fail without the case fails before it is opened.
    if (!existsSync(path)) openForReading(path);
    const out = outPath(values, seal) ?? null;
    const overwrite = values.overwrite === true;
    if (out !== null) checkTarget(out, { overwrite, notOver: path });
    const key = await keyOf(invocation);
    if (!key.oneTime && !key.isProtected)
      output.warn(
        'No passphrase protects this key: who has the file can seal in your name. `openssl pkcs8 -topk8 -v2 aes-256-cbc` protects it.',
      );
    const file = openCase(path);
    try {
      const verified = values['no-verify'] === true ? null : await verifyCase(path, { signal, onProgress: output.progress.bind(output) });
      output.endProgress();
      if (verified?.cancelled) return 130;
      const summary = await sealCase(file, key, {
        out,
        overwrite,
        note: option(values, 'note') ?? '',
        timestampServer: option(values, 'timestamp') ?? null,
        verification: verified?.summary ?? null,
        signal,
      });
      if (output.json) await output.object(summary);
      else
        await output.write(
          [
            `Sealed ${terminalText(path)}: seal ${summary.seal.number}, written to ${terminalText(summary.path)}`,
            `key         ${summary.seal.fingerprint}${summary.seal.oneTimeKey ? ' (made for this seal only)' : ''}`,
            `evidence    ${summary.seal.evidenceRoot}`,
            `events      ${summary.seal.eventsRoot}`,
            `custody     ${summary.seal.custodyHead}`,
            ...(verified && !verified.summary.ok
              ? ['The case is contradicted by a verification: the seal says so. See `trailcase verify`.']
              : []),
            'Keep that file and the fingerprint of the key apart from the case: only they show that a seal was removed or made anew.',
            '',
          ].join('\n'),
        );
      return verified && !verified.summary.ok ? 1 : 0;
    } finally {
      file.close();
    }
  },
};

async function keyOf({ values }: Invocation): Promise<SigningKey> {
  const path = option(values, 'key');
  const passphraseFile = option(values, 'passphrase-file');
  if (path === undefined) {
    if (values['make-key'] === true) throw usage('--make-key needs --key FILE: where the key is to be kept', seal);
    return oneTimeKey();
  }
  if (values['make-key'] === true) return makeKey(path, await passphraseFrom(passphraseFile, 'Passphrase of the new key', true));
  return readKey(path, needsPassphrase(path) ? await passphraseFrom(passphraseFile, `Passphrase of ${path}`, false) : '');
}
