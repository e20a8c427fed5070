// Outcome and effect of an event: always a sign and a word, never colour alone.
import type { WindowEventRow } from '../../shared/domain.ts';

import { effectOf, outcomeOf } from './outcome.ts';

const OUTCOME_WORDS = { ok: 'no error', denied: 'denied', error: 'error' } as const;

/** Gutter of a row: ✖ denied, ! error, ● write; empty for a read without error. */
export function OutcomeGlyph({ row }: { row: Pick<WindowEventRow, 'errorCode' | 'readOnly'> }) {
  const outcome = outcomeOf(row.errorCode);
  const effect = effectOf(row.readOnly);
  const words = [OUTCOME_WORDS[outcome], effect === 'unknown' ? '' : effect].filter(Boolean).join(', ');
  return (
    <span className="tc-glyphs" title={words} role="img" aria-label={words}>
      <span className={`tc-glyph-effect tc-effect-${effect}`}>{effect === 'write' ? '●' : ''}</span>
      <span className={`tc-glyph tc-outcome-${outcome}`}>{outcome === 'denied' ? '✖' : outcome === 'error' ? '!' : ''}</span>
    </span>
  );
}

export function OutcomeWord({ errorCode }: { errorCode: string | null }) {
  const outcome = outcomeOf(errorCode);
  return (
    <span className={`tc-outcome-${outcome}`}>
      {outcome === 'denied' ? '✖ ' : outcome === 'error' ? '! ' : ''}
      {OUTCOME_WORDS[outcome]}
    </span>
  );
}

/** Bookmark flag in its colour; the word is in the tooltip. */
export function BookmarkMark({ colour }: { colour: string | null }) {
  if (colour === null) return null;
  return (
    <span className={`tc-bookmark tc-bm-${colour}`} title={`bookmarked ${colour}`} role="img" aria-label={`bookmarked ${colour}`}>
      ⚑
    </span>
  );
}
