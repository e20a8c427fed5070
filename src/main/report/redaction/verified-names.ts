// What a verification names beside the tables of a case: buckets and trails out of digests, files of keys, people who sealed.
import type { VerifySummary } from '../../../shared/domain.ts';
import type { Kind } from './kinds.ts';

export interface NamedValue {
  kind: Kind;
  text: string;
}

/** Of the files that keys came from, as verify/key-files.ts tells them. */
const KEY_FILE = /^the file (.*), SHA-256 [0-9a-f]{64}$/s;

export function namedByVerification({ keys = [], keysFrom = [], chains = [], seals, items = [] }: VerifySummary): NamedValue[] {
  const named = (kind: Kind, texts: readonly string[]): NamedValue[] => texts.map((text) => ({ kind, text }));
  return [
    ...named(
      'file',
      [...keys.map(({ origin }) => origin), ...keysFrom].flatMap((origin) => KEY_FILE.exec(origin)?.[1] ?? []),
    ),
    ...chains.flatMap(({ buckets, trail, account }) => [
      ...named('bucket', buckets),
      ...named('trail', [trail]),
      ...named('account', [account]),
    ]),
    ...seals.flatMap(({ examiner, note }) => [...named('person', [examiner]), ...named('label', [note])]),
    // Objects that digests name and the case has not.
    ...items.flatMap(({ key }) => (key.includes('/') && !/^[0-9a-f]{64}@/.test(key) ? named('object', [key]) : [])),
  ].filter(({ text }) => text !== '');
}
