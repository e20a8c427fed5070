// What to search for, whether case matters, and among which events.
import { Button, InputGroup, Switch } from '@blueprintjs/core';
import { Search } from '@blueprintjs/icons';
import { useEffect, useRef, useState } from 'react';
import { plural } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCase } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { type SearchState, searchPatch } from '../../state/view-state.ts';

/** @param again searches once more for what was asked already */
export function SearchForm({ again }: { again: () => void }) {
  const { state, go } = useView();
  const info = useCase();
  const asked = state.search;
  const options: SearchState = asked ?? { text: '', regex: false, matchCase: false, everything: false };
  const [draft, setDraft] = useState(options.text);
  useEffect(() => setDraft(options.text), [options.text]);
  const input = useRef<HTMLInputElement>(null);
  const submit = () => {
    if (draft === '') return;
    // On to the rows, so that j and k move at once.
    input.current?.blur();
    if (draft === options.text) again();
    else go({ ...searchPatch(state, draft), search: { ...options, text: draft } });
  };
  const change = (patch: Partial<SearchState>) => go({ search: { ...options, ...patch } });
  return (
    <form
      className="tc-search-form"
      aria-label="Search the raw records"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="tc-search-line">
        <InputGroup
          className="tc-search-input"
          inputRef={input}
          leftIcon={<Search size={14} />}
          placeholder="Any text: a bucket, a key, an address, a part of a policy …"
          aria-label="Text to search for"
          value={draft}
          maxLength={10_000}
          spellCheck={false}
          autoComplete="off"
          // Where nothing was asked yet, there is nothing else to do here.
          autoFocus={asked === null}
          data-testid="search-input"
          onValueChange={setDraft}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            setDraft(options.text);
            event.currentTarget.blur();
          }}
        />
        <Button type="submit" intent="primary" text="Search" disabled={draft === ''} data-testid="search-go" />
      </div>
      <div className="tc-search-line tc-search-scope">
        <Switch
          label="Match case"
          checked={options.matchCase}
          data-testid="search-case"
          onChange={(event) => change({ matchCase: event.currentTarget.checked })}
        />
        <Switch
          label="Regular expression"
          title="In the language of RE2, over each record as it stands, escapes and all"
          checked={options.regex}
          data-testid="search-regex"
          onChange={(event) => change({ regex: event.currentTarget.checked })}
        />
        {state.filter === '' ? (
          <span className="tc-dim">among all {plural(info.events, 'event')}</span>
        ) : (
          <Switch
            checked={!options.everything}
            data-testid="search-filtered"
            onChange={(event) => change({ everything: !event.currentTarget.checked })}
            labelElement={
              <span className="tc-search-filter">
                Only events of the filter <code title={state.filter}>{oneLine(state.filter)}</code>
              </span>
            }
          />
        )}
      </div>
    </form>
  );
}
