// What may stand at the cursor of the filter, as a list under it. Typing never waits for it: an answer that comes late is for what is typed by then.
import { useEffect, useRef, useState } from 'react';
import type { Result } from '../../shared/channels.ts';
import { grouped } from '../../shared/text.ts';
import { oneLine } from '../components/visible-text.ts';
import { call } from '../data/bridge.ts';

type Completion = Result<'filter.complete'>;

/** After this long without a key (ms) the engine is asked. */
const REST_MS = 120;

interface Suggestions {
  items: Completion['items'];
  /** Index of the item that Tab takes; -1 while none is chosen and Enter applies the filter. */
  chosen: number;
  choose(index: number): void;
  /** Moves the choice; past an end it is none. */
  move(step: 1 | -1): void;
  /** The text with an item taken, and where the cursor then stands. */
  taken(index: number): { text: string; cursor: number } | null;
  close(): void;
}

/** @param cursor null while nothing is to be suggested */
export function useSuggestions(text: string, cursor: number | null): Suggestions {
  const [found, setFound] = useState<{ text: string; answer: Completion } | null>(null);
  const [chosen, setChosen] = useState(-1);
  const asked = useRef(0);
  useEffect(() => {
    const number = ++asked.current;
    setChosen(-1);
    if (cursor === null) {
      setFound(null);
      return;
    }
    const timer = setTimeout(() => {
      call('filter.complete', { text, cursor }).then(
        (answer) => {
          if (asked.current === number) setFound({ text, answer });
        },
        // Without suggestions the filter works as well.
        () => {
          if (asked.current === number) setFound(null);
        },
      );
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [text, cursor]);
  const items = found !== null && found.text === text && cursor !== null ? found.answer.items : [];
  return {
    items,
    chosen,
    choose: setChosen,
    move: (step) => setChosen((now) => ((now + 1 + step + items.length + 1) % (items.length + 1)) - 1),
    taken: (index) => {
      const item = items[index];
      if (!item || !found) return null;
      const { from, to } = found.answer;
      // A value is whole: the next term may follow.
      const after = item.text.endsWith(':') || /^[\s)]/.test(text.slice(to)) ? '' : ' ';
      return { text: `${text.slice(0, from)}${item.text}${after}${text.slice(to)}`, cursor: from + item.text.length + after.length };
    },
    close: () => {
      asked.current++;
      setFound(null);
      setChosen(-1);
    },
  };
}

export function SuggestionList({ suggestions, take }: { suggestions: Suggestions; take: (index: number) => void }) {
  return (
    <div className="tc-suggestions" role="listbox" id="filter-suggestions" aria-label="Suggestions" data-testid="filter-suggestions">
      {suggestions.items.map((item, i) => (
        <div
          key={item.text}
          id={`filter-suggestion-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === suggestions.chosen}
          className={`tc-suggestion${i === suggestions.chosen ? ' tc-suggestion-on' : ''}`}
          data-testid="filter-suggestion"
          // The input keeps the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            take(i);
          }}
        >
          <span className="tc-suggestion-text">{oneLine(item.label)}</span>
          {item.count !== null && <span className="tc-dim">{grouped(item.count)}</span>}
        </div>
      ))}
    </div>
  );
}
