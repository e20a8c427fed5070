// What was probably meant by a word that is none: of a command, an option, a list.
import { nearest } from '../../shared/filter/suggest.ts';

/**
 * The only word that begins so, or else the nearest by edits, as the beginning of an advice; '' where none is near.
 * @param mark before the word, as it is typed
 */
export function meant(word: string, words: readonly string[], mark = ''): string {
  if (word === '') return '';
  const begun = words.filter((one) => one.toLowerCase().startsWith(word.toLowerCase()));
  const near = begun.length === 1 ? begun[0] : nearest(word, words);
  return near ? `Did you mean ${mark}${near}? ` : '';
}
