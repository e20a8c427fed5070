// Whether a text has the form of what AWS writes into a record's own fields: a forged record may have anything there.
import { isRegion } from './addresses.ts';
import { isOpenValue, isVocabulary } from './vocabulary.ts';

/** Numbers of versions and days, times with or without a zone, hashes and identifiers that hide by their own form. */
const FORMS: readonly RegExp[] = [
  /^$/,
  /^\d{1,3}(?:\.\d{1,3}){0,2}$/,
  /^\d{4}[-_]\d{2}[-_]\d{2}$/,
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/,
  /^(?:true|false)$/i,
  /^[a-z][a-z0-9-]{1,40}\.amazonaws\.com$/,
  /^TLSv1(?:\.[0-3])?$/,
  /^(?:TLS_|ECDHE-|DHE-|AES)[A-Z0-9_-]{3,60}$/,
  /^(?:[0-9a-f]{32,128})(?:@[\d+]+\S*)?$/,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
];

/** `DescribeInstances`, `Client.UnauthorizedOperation`: words in capitals, each of AWS's language. */
const WORDS = /^[A-Z][A-Za-z0-9]{1,80}(?:\.[A-Z][A-Za-z0-9]{1,80})?$/;

export function isOpenWord(text: string): boolean {
  return FORMS.some((form) => form.test(text)) || isRegion(text) || isOpenValue(text) || isVocabulary(text) || WORDS.test(text);
}
