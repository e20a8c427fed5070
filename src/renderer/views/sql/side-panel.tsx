// Beside the editor: what may be named, what was run, and queries to begin with.
import { SegmentedControl } from '@blueprintjs/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { SqlSchema } from '../../../shared/sql.ts';
import { Answered } from '../../components/states.tsx';
import type { PastQuery } from '../../state/sql-history.ts';
import { EXAMPLES } from './examples.ts';
import { HistoryList } from './history-list.tsx';
import { SchemaTree } from './schema-tree.tsx';

const TABS = [
  { value: 'examples', label: 'Examples' },
  { value: 'schema', label: 'Schema' },
  { value: 'history', label: 'History' },
] as const;
type Tab = (typeof TABS)[number]['value'];

interface SidePanelProps {
  schema: UseQueryResult<SqlSchema>;
  history: readonly PastQuery[];
  insert: (text: string, back: number) => void;
  take: (query: string) => void;
  run: (query: string) => void;
  forget: () => void;
}

export function SidePanel({ schema, history, insert, take, run, forget }: SidePanelProps) {
  const [tab, setTab] = useState<Tab>(history.length === 0 ? 'examples' : 'schema');
  return (
    <aside className="tc-sql-side" aria-label="Schema, history, examples">
      <SegmentedControl
        size="small"
        fill
        options={TABS.map(({ value, label }) => ({ value, label, 'data-testid': `sql-side-${value}` }))}
        value={tab}
        onValueChange={(value) => setTab(value as Tab)}
        aria-label="Beside the query"
      />
      {tab === 'schema' && <Answered asked={schema}>{(known) => <SchemaTree schema={known} insert={insert} />}</Answered>}
      {tab === 'history' && <HistoryList history={history} take={take} run={run} forget={forget} />}
      {tab === 'examples' && (
        <div className="tc-scroll tc-grow-y">
          {EXAMPLES.map(({ title, query }) => (
            <button key={title} type="button" className="tc-sql-take" title={query} onClick={() => take(query)} data-testid="sql-example">
              {title}
            </button>
          ))}
        </div>
      )}
    </aside>
  );
}
