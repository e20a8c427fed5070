// The one filter of all event views: text while it is edited, removable chips at rest; what is wrong is told with its column.
import { Button } from '@blueprintjs/core';
import { Cross, Filter } from '@blueprintjs/icons';
import { useEffect, useRef, useState } from 'react';
import { type FilterTerm, IS_VALUES, parseFilter, printFilter, printTerm } from '../../shared/filter.ts';
import { FIELD_WORDS } from '../components/value.tsx';
import { oneLine } from '../components/visible-text.ts';
import { useView } from '../state/view-context.tsx';
import { usesFilter } from '../state/view-state.ts';

/** After this long without a key (ms), text that parses is applied without Enter. */
const REST_MS = 900;

export function FilterBar() {
  const { state, go, adjust } = useView();
  const [draft, setDraft] = useState(state.filter);
  const [focused, setFocused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // The filter that was applied while typing, so that further typing does not add a step of history each time.
  const typed = useRef<string | null>(null);
  useEffect(() => setDraft(state.filter), [state.filter]);

  const parsed = parseFilter(draft);
  const problem = 'problem' in parsed ? parsed.problem : null;
  const terms = 'terms' in parsed ? parsed.terms : [];

  const apply = (text: string) => {
    if ('problem' in parseFilter(text)) return;
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

  const chips = !focused && !problem && terms.length > 0;
  const remove = (gone: FilterTerm) => go({ filter: printFilter(terms.filter((term) => term !== gone)) });
  const clear = () => {
    setDraft('');
    typed.current = null;
    if (state.filter !== '') go({ filter: '' });
    input.current?.focus();
  };
  return (
    <search className={`tc-filter${problem ? ' tc-filter-bad' : ''}${state.filter !== '' ? ' tc-filter-on' : ''}`} aria-label="Filter">
      <Filter size={12} className="tc-filter-icon" />
      <input
        ref={input}
        className={`tc-filter-input${chips ? ' tc-filter-covered' : ''}`}
        value={draft}
        placeholder="Filter: eventName:RunInstances ip:185.220.101.34 -actor:alice is:denied"
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
          apply(draft);
        }}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
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
      {chips && (
        <div className="tc-chips" data-testid="filter-chips">
          {terms.map((term) => (
            <Chip key={printTerm(term)} term={term} remove={() => remove(term)} />
          ))}
        </div>
      )}
      {(draft !== '' || state.filter !== '') && (
        <Button
          variant="minimal"
          size="small"
          icon={<Cross size={12} />}
          aria-label="Clear the filter"
          title="Clear the filter"
          data-testid="filter-clear"
          onClick={clear}
        />
      )}
      {(focused || problem) && (
        <div className="tc-filter-help" id="filter-help" role={problem ? 'alert' : undefined} data-testid="filter-help">
          {problem ? (
            <span className="tc-verdict-invalid" data-testid="filter-problem">
              ✖ Column {problem.column}: {problem.message}
            </span>
          ) : (
            <Help />
          )}
        </div>
      )}
    </search>
  );
}

function Chip({ term, remove }: { term: FilterTerm; remove: () => void }) {
  const value = term.value === '' ? '(absent)' : oneLine(term.value);
  return (
    <span className={`tc-term${term.negated ? ' tc-term-not' : ''}`} title={printTerm(term)} data-testid="filter-chip">
      <span className="tc-term-field">
        {term.negated ? 'not ' : ''}
        {FIELD_WORDS[term.field]}
      </span>
      <span className="tc-term-value">{value}</span>
      <button type="button" aria-label={`Remove ${printTerm(term)}`} onClick={remove}>
        ✕
      </button>
    </span>
  );
}

function Help() {
  return (
    <>
      <div>
        Terms side by side mean <em>and</em>; <code>-</code> in front means <em>not</em>; <code>*</code> stands for any text; quotes hold
        spaces. <kbd>Enter</kbd> applies.
      </div>
      <div className="tc-dim">
        api · service · region · account · actor · actorType · key · ip · agent · error · eventID · category · eventType · readOnly · item ·
        is:
        {IS_VALUES.join('|')}
      </div>
    </>
  );
}
