// `--key FILE` of commands that sign a report with a key that the examiner has: `seal --make-key` makes one.
import { needsPassphrase, readKey, type SigningKey } from '../seal/signing-key.ts';
import { type Command, type Invocation, option, usage } from './command.ts';
import { PASSPHRASE_VARIABLE, passphraseFrom } from './passphrase.ts';

export const KEY_OPTIONS = { key: { type: 'string' }, 'passphrase-file': { type: 'string' } } as const;

export const KEY_HELP: readonly string[] = [
  `--passphrase-file FILE  passphrase of the key, its first line; otherwise from ${PASSPHRASE_VARIABLE}, or asked for`,
];

/** The key that was given; null where none was. Errors: USAGE, SEAL_KEY_UNUSABLE. */
export async function signingKey({ values }: Invocation, command: Command): Promise<SigningKey | null> {
  const path = option(values, 'key');
  if (path === undefined) {
    if (values.sign === true) throw usage('--sign needs --key FILE', command);
    return null;
  }
  const file = option(values, 'passphrase-file');
  return readKey(path, needsPassphrase(path) ? await passphraseFrom(file, `Passphrase of ${path}`, false) : '');
}
