// The head of a table of events: the chosen columns, with the order in time on the first of them.
import { ArrowDown, ArrowUp } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import { type Column, gridTemplate } from './columns.tsx';

interface EventsHeaderProps {
  columns: readonly Column[];
  /** Null: not in order of time. */
  order: 'asc' | 'desc' | null;
  /** Turns the order around. */
  sort: () => void;
  testid: string;
  /** Marks all events of the list; left out where none can be marked. */
  markAll?: () => void;
}

export function EventsHeader({ columns, order, sort, testid, markAll }: EventsHeaderProps) {
  const words = order === null ? 'not sorted' : order === 'asc' ? 'oldest first' : 'newest first';
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the sort button inside takes the focus
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    <div className="tc-row tc-row-header" role="row" style={{ gridTemplateColumns: gridTemplate(columns) }}>
      <HeaderCell>
        <span className="tc-offscreen">Outcome, effect, bookmark, tags</span>
        {markAll && (
          <button
            type="button"
            className="tc-mark-all"
            onClick={markAll}
            title="Mark all events of the list, to bookmark or tag them (Ctrl-A; x marks one)"
            aria-label="Mark all events of the list"
            data-testid="mark-all"
          >
            ☐
          </button>
        )}
      </HeaderCell>
      {columns.map((column) =>
        column.id === 'time' ? (
          <HeaderCell key={column.id} sorted={order === null ? 'none' : order === 'asc' ? 'ascending' : 'descending'}>
            <button
              type="button"
              className="tc-sort"
              onClick={sort}
              title={order === null ? 'Sort by time (s)' : `Sorted by time, ${words}. Click to turn round (s)`}
              data-testid={testid}
              aria-label={`Time, ${words}`}
            >
              Time {order === 'asc' ? <ArrowUp size={12} /> : order === 'desc' ? <ArrowDown size={12} /> : null}
            </button>
          </HeaderCell>
        ) : (
          <HeaderCell key={column.id} right={column.right ?? false}>
            {column.title}
          </HeaderCell>
        ),
      )}
    </div>
  );
}

interface HeaderCellProps {
  right?: boolean;
  sorted?: 'ascending' | 'descending' | 'none';
  children: ReactNode;
}

function HeaderCell({ right = false, sorted, children }: HeaderCellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    // biome-ignore lint/a11y/useFocusableInteractive: where it does something, the button inside takes the focus
    <span role="columnheader" aria-sort={sorted} className={right ? 'tc-right' : undefined}>
      {children}
    </span>
  );
}
