// Outcome and effect of an event: always a sign and a word, never colour alone.
import type { WindowEventRow } from '../../shared/domain.ts';
import { isOwnCall, OWN_CALL_SIGN, OWN_CALL_WORDS } from '../../shared/own-calls.ts';
import { effectOf, outcomeOf } from './outcome.ts';
import { oneLine } from './visible-text.ts';

const OUTCOME_WORDS = { ok: 'no error', denied: 'denied', error: 'error' } as const;

type Ended = Pick<WindowEventRow, 'errorCode' | 'failedSignIn' | 'untoldSignIn' | 'aboutCalls'>;

function wordOf(row: Ended): string {
  // What is no call cannot have gone well.
  if (row.aboutCalls !== undefined && row.errorCode === null) return 'no call';
  if (row.untoldSignIn) return 'outcome not told';
  return row.failedSignIn ? 'sign-in failed' : OUTCOME_WORDS[outcomeOf(row)];
}

/** Gutter of a row: ✖ denied, ! error, ● write; empty for a read without error. */
export function OutcomeGlyph({ row }: { row: Ended & Pick<WindowEventRow, 'readOnly'> }) {
  const outcome = outcomeOf(row);
  const effect = effectOf(row.readOnly);
  const words = [wordOf(row), effect === 'unknown' ? '' : effect].filter(Boolean).join(', ');
  return (
    <span className="tc-glyphs" title={words} role="img" aria-label={words}>
      <span className={`tc-glyph-effect tc-effect-${effect}`}>{effect === 'write' ? '●' : ''}</span>
      <span className={`tc-glyph tc-outcome-${outcome}`}>{outcome === 'denied' ? '✖' : outcome === 'error' ? '!' : ''}</span>
    </span>
  );
}

export function OutcomeWord({ row }: { row: Ended }) {
  const outcome = outcomeOf(row);
  return (
    <span className={`tc-outcome-${outcome}`}>
      {outcome === 'denied' ? '✖ ' : outcome === 'error' ? '! ' : ''}
      {wordOf(row)}
    </span>
  );
}

/** Bookmark flag in its colour; the word is in the tooltip, with the label where there is one. */
export function BookmarkMark({ colour, label = '' }: { colour: string | null; label?: string | undefined }) {
  if (colour === null) return null;
  const words = `bookmarked ${colour}${label === '' ? '' : `: ${oneLine(label)}`}`;
  return (
    <span className={`tc-bookmark tc-bm-${colour}`} title={words} role="img" aria-label={words}>
      ⚑
    </span>
  );
}

/** The examiner's own footprint. */
export function OwnCallMark({ userAgent }: { userAgent: string | null }) {
  if (!isOwnCall(userAgent)) return null;
  return (
    <span className="tc-tag-mark" title={OWN_CALL_WORDS} role="img" aria-label={OWN_CALL_WORDS} data-testid="own-call">
      {OWN_CALL_SIGN}
    </span>
  );
}

/** A sign for tags, which the tooltip names. */
export function TagMark({ tags = [] }: { tags?: readonly string[] | undefined }) {
  if (tags.length === 0) return null;
  const words = `tagged ${tags.map(oneLine).join(', ')}`;
  return (
    <span className="tc-tag-mark" title={words} role="img" aria-label={words}>
      #
    </span>
  );
}
