// The one filter of all event views: text while it is edited, removable chips at rest; what is wrong is told with its column.
import { Button } from '@blueprintjs/core';
import { Cross, Filter } from '@blueprintjs/icons';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type FilterProblem, IS_VALUES, parseFilter, problemInCase } from '../../shared/filter.ts';
import { oneLine } from '../components/visible-text.ts';
import { timesOf, useCase } from '../data/queries.ts';
import { useView } from '../state/view-context.tsx';
import { searchPatch, usesFilter } from '../state/view-state.ts';
import { FilterChips } from './filter-chips.tsx';
import { SuggestionList, useSuggestions } from './filter-suggestions.tsx';
import { MAIN_ID } from './skip-link.tsx';

/** After this long without a key (ms), text that parses is applied without Enter. */
const REST_MS = 900;

export function FilterBar() {
  const { state, go, adjust } = useView();
  const [draft, setDraft] = useState(state.filter);
  const [focused, setFocused] = useState(false);
  // Where the next suggestion belongs; null until something is typed.
  const [cursor, setCursor] = useState<number | null>(null);
  const suggestions = useSuggestions(draft, focused ? cursor : null);
  // Where the cursor belongs after text was put in.
  const moveTo = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (moveTo.current !== null) input.current?.setSelectionRange(moveTo.current, moveTo.current);
    moveTo.current = null;
  });
  const input = useRef<HTMLInputElement>(null);
  // The filter that was applied while typing, so that further typing does not add a step of history each time.
  const typed = useRef<string | null>(null);
  // The field is left because it was cleared: what stood in it is not applied.
  const isCleared = useRef(false);
  useEffect(() => setDraft(state.filter), [state.filter]);

  const parsed = parseFilter(draft);
  const info = useCase();
  const times = timesOf(info);
  const problem = 'problem' in parsed ? parsed.problem : problemInCase(parsed, times);

  const apply = (text: string) => {
    const understood = parseFilter(text);
    if ('problem' in understood || problemInCase(understood, times)) return;
    const trimmed = text.trim();
    if (trimmed === state.filter) return;
    const patch = { filter: trimmed, view: usesFilter(state.view) ? state.view : ('events' as const) };
    if (typed.current !== null && typed.current === state.filter) adjust(patch);
    else go(patch);
    typed.current = trimmed;
  };
  const latest = useRef(apply);
  latest.current = apply;
  useEffect(() => {
    // `eventName:` alone would mean "has no eventName": surely not yet what is meant.
    if (!focused || /:$/.test(draft)) return;
    const timer = setTimeout(() => latest.current(draft), REST_MS);
    return () => clearTimeout(timer);
  }, [draft, focused]);

  const chips = !focused && !problem && 'tree' in parsed && draft.trim() !== '';
  const put = (text: string, at: number) => {
    setDraft(text);
    setCursor(at);
    moveTo.current = at;
    input.current?.focus();
  };
  const take = (index: number) => {
    const taken = suggestions.taken(index);
    if (taken) put(taken.text, taken.cursor);
  };
  const searchFor = (text: string) => {
    setDraft(state.filter);
    input.current?.blur();
    go(searchPatch(state, text));
  };
  const clear = () => {
    setDraft('');
    typed.current = null;
    if (state.filter !== '') go({ filter: '' });
    // On to what is shown now: the help of a field that has the keyboard would lie over it.
    isCleared.current = true;
    input.current?.blur();
    isCleared.current = false;
    document.getElementById(MAIN_ID)?.focus({ preventScroll: true });
  };
  return (
    <search className={`tc-filter${problem ? ' tc-filter-bad' : ''}${state.filter !== '' ? ' tc-filter-on' : ''}`} aria-label="Filter">
      <Filter size={12} className="tc-filter-icon" />
      <input
        ref={input}
        className={`tc-filter-input${chips ? ' tc-filter-covered' : ''}`}
        value={draft}
        title={chips ? oneLine(draft) : undefined}
        placeholder="Filter: api:RunInstances ip:185.220.101.0/24 -actor:alice (is:denied OR is:write)"
        spellCheck={false}
        autoComplete="off"
        aria-label="Filter"
        aria-invalid={problem !== null}
        aria-describedby="filter-help"
        data-testid="filter-input"
        onFocus={() => {
          typed.current = null;
          setFocused(true);
        }}
        onBlur={() => {
          setFocused(false);
          setCursor(null);
          if (!isCleared.current) apply(draft);
        }}
        role="combobox"
        aria-expanded={suggestions.items.length > 0}
        aria-controls="filter-suggestions"
        aria-autocomplete="list"
        aria-activedescendant={suggestions.chosen >= 0 ? `filter-suggestion-${suggestions.chosen}` : undefined}
        onChange={(event) => {
          setDraft(event.target.value);
          setCursor(event.target.selectionStart);
        }}
        onKeyDown={(event) => {
          const { chosen, items } = suggestions;
          if (items.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))
            suggestions.move(event.key === 'ArrowDown' ? 1 : -1);
          else if (items.length > 0 && event.key === 'Tab' && !event.shiftKey) take(Math.max(0, chosen));
          else if (event.key === 'Enter' && chosen >= 0) take(chosen);
          else if (event.key === 'Escape' && items.length > 0) {
            setCursor(null);
            suggestions.close();
          } else if (event.key === 'Enter') {
            apply(draft);
            // On to the rows, so that j and k move at once.
            if (!problem) event.currentTarget.blur();
          } else if (event.key === 'Escape') {
            if (draft !== state.filter) setDraft(state.filter);
            else event.currentTarget.blur();
          } else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {chips && <FilterChips tree={parsed.tree} change={(filter) => go({ filter })} />}
      {(draft !== '' || state.filter !== '') && (
        <Button
          variant="minimal"
          size="small"
          icon={<Cross size={12} />}
          aria-label="Clear the filter"
          title="Clear the filter"
          data-testid="filter-clear"
          // The field would lose the keyboard, and apply what is about to be cleared.
          onMouseDown={(event) => event.preventDefault()}
          onClick={clear}
        />
      )}
      {(focused || problem) && (
        <div className="tc-filter-help" id="filter-help" role={problem ? 'alert' : undefined} data-testid="filter-help">
          {focused && suggestions.items.length > 0 && <SuggestionList suggestions={suggestions} take={take} />}
          {problem ? (
            <Problem text={draft} problem={problem} mend={(text) => put(text, text.length)} search={() => searchFor(draft.trim())} />
          ) : (
            <Help />
          )}
        </div>
      )}
    </search>
  );
}

interface ProblemProps {
  text: string;
  problem: FilterProblem;
  mend: (text: string) => void;
  search: () => void;
}

/** What is wrong, where it stands, and what to write instead: a click writes it. Text that is no filter can be searched for. */
function Problem({ text, problem, mend, search }: ProblemProps) {
  const { column, length, mended } = problem;
  const [from, to] = [column - 1, column - 1 + Math.max(1, length)];
  const words = problem.mend.replace(/^./, (c) => c.toUpperCase());
  return (
    <>
      <span className="tc-verdict-invalid" data-testid="filter-problem">
        ✖ Column {column}: {oneLine(problem.message)}
      </span>
      <div className="tc-filter-place" aria-hidden="true">
        {oneLine(text.slice(0, from))}
        <mark>{oneLine(text.slice(from, to)) || ' '}</mark>
        {oneLine(text.slice(to))}
      </div>
      <div className="tc-filter-mend">
        {mended === null ? (
          <span data-testid="filter-mend">{oneLine(words)}</span>
        ) : (
          <button
            type="button"
            className="tc-link"
            data-testid="filter-mend"
            title={oneLine(mended)}
            // Before the input loses the focus.
            onMouseDown={(event) => {
              event.preventDefault();
              mend(mended);
            }}
            onClick={() => mend(mended)}
          >
            {oneLine(words)}
          </button>
        )}
      </div>
      <div className="tc-filter-mend">
        <button
          type="button"
          className="tc-link"
          data-testid="filter-search"
          // Before the input loses the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            search();
          }}
          onClick={search}
        >
          Search the raw records for “{oneLine(text.trim())}”
        </button>
      </div>
    </>
  );
}

function Help() {
  return (
    <>
      <div>
        Terms side by side mean <em>and</em>; <code>OR</code>, <code>NOT</code> or <code>-</code>, and parentheses; <code>*</code> stands
        for any text; quotes hold spaces. <kbd>Tab</kbd> completes, <kbd>Enter</kbd> applies. <kbd>Ctrl-F</kbd> searches for any text in the
        raw records.
      </div>
      <div className="tc-dim">
        api · service · region · account · actor · key · session · ip:185.220.101.0/24 · agent · error · resource · item ·
        requestParameters.bucketName · has:field · after:&quot;2026-02-21 23:00&quot; · before: · on: · time:A..B · last:6h · is:
        {IS_VALUES.join('|')}
      </div>
    </>
  );
}
