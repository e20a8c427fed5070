// Queries that were run in this case on this computer, newest first.
import { Button, InputGroup } from '@blueprintjs/core';
import { Play } from '@blueprintjs/icons';
import { useState } from 'react';
import { plural, Time } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { matching, type PastQuery } from '../../state/sql-history.ts';

/** Drawn at once: the others are found by searching. */
const SHOWN = 50;

interface HistoryProps {
  history: readonly PastQuery[];
  take: (query: string) => void;
  run: (query: string) => void;
  forget: () => void;
}

export function HistoryList({ history, take, run, forget }: HistoryProps) {
  const [wanted, setWanted] = useState('');
  const found = matching(history, wanted);
  if (history.length === 0) return <p className="tc-note">No query was run in this case yet.</p>;
  return (
    <>
      <div className="tc-sql-find">
        <InputGroup
          size="small"
          type="search"
          fill
          placeholder="Find a query"
          aria-label="Find a query"
          value={wanted}
          onValueChange={setWanted}
          data-testid="sql-history-find"
        />
        <Button
          size="small"
          variant="minimal"
          text="Forget all"
          title="Queries are kept on this computer only, never in the case"
          onClick={forget}
        />
      </div>
      <div className="tc-scroll tc-grow-y">
        {found.slice(0, SHOWN).map((past) => (
          <div key={past.query} className="tc-sql-past" data-testid="sql-past">
            <button type="button" className="tc-sql-take" title="Click: into the editor" onClick={() => take(past.query)}>
              <code>{visibleText(past.query)}</code>
            </button>
            <div className="tc-sql-past-foot">
              <Time ms={past.at} />
              <span className="tc-dim">{past.rows === null ? 'no result' : plural(past.rows, 'row')}</span>
              <Button size="small" variant="minimal" icon={<Play size={12} />} text="Run again" onClick={() => run(past.query)} />
            </div>
          </div>
        ))}
        {found.length > SHOWN && <p className="tc-note">{plural(found.length - SHOWN, 'more query', 'more queries')}: search for them.</p>}
        {found.length === 0 && <p className="tc-note">No query holds this.</p>}
      </div>
    </>
  );
}
