// The six colours of bookmarks as buttons, each with the digit that stands for it.
import { BOOKMARK_COLOURS, type BookmarkColour } from '../../../shared/domain.ts';

interface ColoursProps {
  /** Null: none is chosen. */
  value: BookmarkColour | null;
  pick: (colour: BookmarkColour) => void;
  label?: string;
}

export function Colours({ value, pick, label = 'Colour' }: ColoursProps) {
  return (
    <fieldset className="tc-colours" aria-label={label}>
      {BOOKMARK_COLOURS.map((name, i) => (
        <button
          key={name}
          type="button"
          className={`tc-colour tc-bm-bg-${name}`}
          aria-pressed={value === name}
          aria-label={name}
          title={`${name} (${i + 1})`}
          data-testid={`bookmark-colour-${name}`}
          onClick={() => pick(name)}
        >
          {value === name ? '✓' : ''}
        </button>
      ))}
    </fieldset>
  );
}

/** Keys 1 to 6. */
export function colourKeys(pick: (colour: BookmarkColour) => void): Record<string, () => void> {
  return Object.fromEntries(BOOKMARK_COLOURS.map((name, i) => [String(i + 1), () => pick(name)]));
}

/** The colour after one; the first after none. */
export function nextColour(colour: BookmarkColour | null): BookmarkColour {
  const at = colour === null ? -1 : BOOKMARK_COLOURS.indexOf(colour);
  return BOOKMARK_COLOURS[(at + 1) % BOOKMARK_COLOURS.length] ?? 'yellow';
}
