// Whether a text is what AWS writes into the fields of a record that are its own: which call, of which service, with which error. A forged record, or an event of
// somebody's own, may have anything there: only what is made of words that AWS uses is shown.
import { API_WORDS, VERBS, WHOLE_NAMES } from './api-words.ts';
import { isRegion, isServiceName } from './aws-names.ts';
import { isOpenValue, isVocabulary } from './vocabulary.ts';

/** Numbers of versions and days, times with or without a zone, hashes and identifiers that hide by their own form. */
const FORMS: readonly RegExp[] = [
  /^$/,
  /^\d{1,3}(?:\.\d{1,3}){0,2}$/,
  /^\d{4}[-_]\d{2}[-_]\d{2}$/,
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/,
  /^(?:true|false)$/i,
  // These are hidden by their own form.
  /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/,
  /^[0-9a-f]{64}@\d+\+\d+(?:\/[a-z0-9:+/@-]+)?$/,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
];

/** `DescribeInstances`, `Client.UnauthorizedOperation`, `CreateFunction20150331v2`. */
const NAME = /^[A-Za-z][A-Za-z0-9]{1,80}(?:\.[A-Z][A-Za-z0-9]{1,80})*(?:_\d{2}_\d{2})?$/;
/** What some names of calls end with: the day of their version. */
const DAY = /(?:19|20)\d{2}(?:\d{4}|_\d{2}_\d{2})(?:v\d)?$/;

/** The parts of a name, in small letters: each begins with a capital, or is all of capitals. */
function wordsOf(name: string): string[] {
  return (name.match(/[A-Z]+s?(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
}

const isWord = (word: string): boolean => API_WORDS.has(word) || /^\d{1,3}$/.test(word) || isVocabulary(word);

/** The name of a call. */
function isCallName(text: string): boolean {
  if (!NAME.test(text)) return false;
  const name = text.replace(DAY, '');
  if (WHOLE_NAMES.has(name)) return true;
  const [first = '', ...rest] = wordsOf(name);
  return rest.length > 0 && VERBS.has(first) && rest.every(isWord);
}

/** The name of an error, of a kind of events, of a kind of caller. */
export function isKnownName(text: string): boolean {
  return NAME.test(text) && text.split('.').flatMap(wordsOf).every(isWord);
}

/** What a field of AWS's own may hold. @param isCall whether the name of a call is looked for: others need not begin with what is done */
export function isOpenWord(text: string, isCall = false): boolean {
  if (FORMS.some((form) => form.test(text)) || isRegion(text) || isServiceName(text)) return true;
  if (/\.amazonaws\.com/.test(text)) return false;
  return isCall ? isCallName(text) : isOpenValue(text) || isKnownName(text);
}
