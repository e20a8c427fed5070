// Words about seals. Pure, tested.
import type { SealVerdict } from '../../../../shared/integrity.ts';
import type { Tone } from '../../../../shared/integrity-words.ts';
import { plural } from '../../../../shared/text.ts';

/** What was added since a seal. */
export function sinceWords({ items, records, custodyEntries }: SealVerdict['since']): string {
  const parts = [
    items > 0 ? plural(items, 'evidence item') : '',
    records > 0 ? plural(records, 'record') : '',
    custodyEntries > 0 ? plural(custodyEntries, 'custody entry', 'custody entries') : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'nothing was added' : `added: ${parts.join(', ')}`;
}

interface StampWords {
  sign: string;
  word: string;
  tone: Tone;
  why: string;
}

/** Null: there is no time stamp. */
export function timestampWords(timestamp: SealVerdict['timestamp']): StampWords | null {
  if (!timestamp) return null;
  return timestamp.ok
    ? { sign: '✓', word: 'fits', tone: 'valid', why: timestamp.reason }
    : { sign: '✖', word: 'does not fit', tone: 'invalid', why: timestamp.reason };
}

export interface SealForm {
  note: string;
  key: 'once' | 'file' | 'new';
  keyPath: string;
  passphrase: string;
  again: string;
  out: string;
  timestampServer: string;
}

/** What is still to be given before the case can be sealed; '' when nothing is. */
export function sealProblem(form: SealForm): string {
  if (form.key !== 'once' && form.keyPath.trim() === '')
    return form.key === 'file' ? 'Choose the key file.' : 'Say where the new key is to be saved.';
  if (form.key === 'new' && form.passphrase === '') return 'Give the new key a passphrase.';
  if (form.key === 'new' && form.passphrase !== form.again) return 'The two passphrases differ.';
  const server = form.timestampServer.trim();
  if (server !== '' && !/^https?:\/\/\S+$/i.test(server)) return 'The address of a time stamp server begins with http:// or https://.';
  return '';
}
