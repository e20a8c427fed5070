// Above a list of entities: how many there are, and a box that narrows them.
import { InputGroup } from '@blueprintjs/core';
import { Search } from '@blueprintjs/icons';
import { useEffect, useState } from 'react';

/** Characters: as many as the engine searches for. */
const MOST_SEARCHED = 1000;

/** After this long without a key (ms) the engine is asked. */
const REST_MS = 150;

interface EntityBarProps {
  /** What stands left: the number of rows, in words. */
  text: string;
  placeholder: string;
  search: (text: string) => void;
  testid: string;
}

export function EntityBar({ text, placeholder, search, testid }: EntityBarProps) {
  const [typed, setTyped] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => search(typed), REST_MS);
    return () => clearTimeout(timer);
  }, [typed, search]);
  return (
    <div className="tc-toolbar">
      <span className="tc-toolbar-text" role="status" data-testid={`${testid}-total`}>
        {text}
      </span>
      <span className="tc-grow" />
      <InputGroup
        size="small"
        leftIcon={<Search />}
        placeholder={placeholder}
        aria-label={placeholder}
        value={typed}
        onValueChange={setTyped}
        spellCheck={false}
        maxLength={MOST_SEARCHED}
        data-testid={`${testid}-search`}
      />
    </div>
  );
}
