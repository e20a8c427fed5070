// One filter of a comparison: text with the completion of the filter bar, applied by Enter or on leaving; what is wrong is told with its column.
import { useEffect, useRef, useState } from 'react';
import { parseFilter, problemInCase } from '../../../shared/filter.ts';
import { SuggestionList, useSuggestions } from '../../app/filter-suggestions.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { timesOf, useCase } from '../../data/queries.ts';

interface FilterFieldProps {
  /** A or B. */
  name: string;
  value: string;
  /** Only with text that parses. */
  apply: (filter: string) => void;
}

export function FilterField({ name, value, apply }: FilterFieldProps) {
  const [draft, setDraft] = useState(value);
  const [cursor, setCursor] = useState<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const suggestions = useSuggestions(draft, cursor);
  const times = timesOf(useCase());
  useEffect(() => setDraft(value), [value]);

  const parsed = parseFilter(draft);
  const problem = 'problem' in parsed ? parsed.problem : problemInCase(parsed, times);
  const leave = () => {
    setCursor(null);
    if (!problem && draft.trim() !== value) apply(draft.trim());
  };
  const take = (index: number) => {
    const taken = suggestions.taken(index);
    if (!taken) return;
    setDraft(taken.text);
    setCursor(taken.cursor);
    input.current?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    const { items, chosen } = suggestions;
    if (items.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) suggestions.move(event.key === 'ArrowDown' ? 1 : -1);
    else if (items.length > 0 && event.key === 'Tab' && !event.shiftKey) take(Math.max(0, chosen));
    else if (event.key === 'Enter' && chosen >= 0) take(chosen);
    else if (event.key === 'Enter') leave();
    else if (event.key === 'Escape' && items.length > 0) suggestions.close();
    else if (event.key === 'Escape') setDraft(value);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const side = name.toLowerCase();
  return (
    <div className={`tc-compare-field tc-compare-${side}`}>
      <span className="tc-compare-name" aria-hidden="true">
        {name}
      </span>
      <input
        ref={input}
        className="tc-compare-input"
        value={draft}
        title={oneLine(draft)}
        placeholder="a filter: key:AKIA… or who:111122223333:role/deploy-role before:2026-02-21"
        spellCheck={false}
        autoComplete="off"
        aria-label={`Filter ${name}`}
        aria-invalid={problem !== null}
        data-testid={`compare-${side}`}
        onChange={(event) => {
          setDraft(event.target.value);
          setCursor(event.target.selectionStart);
        }}
        onKeyDown={onKeyDown}
        onBlur={leave}
      />
      {cursor !== null && suggestions.items.length > 0 && (
        <div className="tc-filter-help tc-compare-help">
          <SuggestionList suggestions={suggestions} take={take} />
        </div>
      )}
      {problem && (
        <div className="tc-verdict-invalid" role="alert" data-testid={`compare-problem-${side}`}>
          ✖ Column {problem.column}: {oneLine(problem.message)}
        </div>
      )}
    </div>
  );
}
