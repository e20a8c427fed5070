// What AWS's digests say of the item that holds an event: a sign, a tone, and words. Pure, tested.
import type { Result } from '../../../shared/channels.ts';
import type { ItemKind } from '../../../shared/domain.ts';
import { type Tone, VERDICT_SIGNS, verdictMeaning } from '../../../shared/integrity-words.ts';
import { KIND_WORDS } from '../evidence/words.ts';

export interface Delivered {
  sign: string;
  word: string;
  tone: Tone;
  /** What it means and why; '' where the word says it all. */
  why: string;
}

/** What no digest was asked about yet. */
export const NOT_JUDGED: Delivered = { sign: '?', word: 'not judged yet', tone: 'unverifiable', why: '' };

/**
 * @param answer of `integrity.item`
 * @param judged whether the digests of the case were judged at all
 */
export function delivered(answer: Result<'integrity.item'>, judged: boolean, kind: ItemKind): Delivered {
  const { judged: item, digest } = answer;
  if (!item) {
    return judged
      ? { sign: '–', word: `no digest names files of this kind (${KIND_WORDS[kind]})`, tone: 'unverifiable', why: '' }
      : NOT_JUDGED;
  }
  const { sign, tone } = VERDICT_SIGNS[item.verdict];
  const name = digest ? digest.object.slice(digest.object.lastIndexOf('/') + 1) : '';
  if (item.verdict === 'valid') return { sign, word: `attested${name === '' ? '' : ` by digest ${name}`}`, tone, why: '' };
  const { consequence } = verdictMeaning(item);
  return { sign, word: item.verdict, tone, why: `${sentence(item.reason)}${consequence}` };
}

const sentence = (reason: string): string => (reason === '' ? '' : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}. `);
