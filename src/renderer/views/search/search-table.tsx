// The events that a search found so far, each with what stands around the text; more are added behind them while it runs.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { HitOrder } from '../../../shared/domain.ts';
import { dragSource } from '../../components/drag-events.ts';
import { useListKeys } from '../../components/list-keys.ts';
import { useEventMenu } from '../../components/of-event.tsx';
import { ErrorCallout } from '../../components/states.tsx';
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx';
import { call } from '../../data/bridge.ts';
import { useView } from '../../state/view-context.tsx';
import { type Column, gridTemplate, minimumWidth } from '../events/columns.tsx';
import { EventCells, LoadingCell } from '../events/event-cells.tsx';
import { EventsHeader } from '../events/events-header.tsx';
import { useRows } from '../events/pages.ts';
import { SelectionBar } from '../events/selection-bar.tsx';
import { isMarked, isSelecting } from '../events/selection-model.ts';
import { draggedWith, markByClick, markKeys, useMarkAll, useSelection } from '../events/use-selection.ts';
import { Snippet } from './snippet.tsx';

/** Two lines: the event, and the record. */
const HIT_HEIGHT = 48;
/** Each row is cut out of its record: few are asked for at once. */
const PAGE = 50;
const AHEAD = 15;

interface SearchTableProps {
  jobId: string;
  /** Rows that there are by now. */
  total: number;
  order: HitOrder;
  columns: readonly Column[];
  /** Turns the order in time around. */
  sort: () => void;
  /** Told when the person has begun to look through the rows. */
  onTouched: () => void;
}

export function SearchTable({ jobId, total, order, columns, sort, onTouched }: SearchTableProps) {
  const { state, select } = useView();
  const openEventMenu = useEventMenu();
  const [range, setRange] = useState({ first: 0, end: 30 });
  const argsOf = (offset: number, limit: number) => ({ jobId, order, offset, limit });
  const rows = useRows('search.page', { range, total, grows: order === 'found', page: PAGE, ahead: AHEAD, argsOf });
  const handle = useRef<VirtualRowsHandle>(null);
  const [cursor, setCursor] = useState(-1);
  /** The keyboard ran ahead of the data: the row is chosen as soon as it is there. */
  const [ahead, setAhead] = useState(false);
  const waiting = ahead ? rows.row(cursor)?.row.id : undefined;
  useEffect(() => {
    if (waiting === undefined) return;
    setAhead(false);
    select(waiting);
  }, [waiting, select]);

  const choose = (index: number, id: string) => {
    setCursor(index);
    setAhead(false);
    select(id);
    onTouched();
  };
  const moveTo = (wanted: number) => {
    if (total === 0) return;
    const index = Math.min(Math.max(0, wanted), total - 1);
    setCursor(index);
    setAhead(true);
    onTouched();
    handle.current?.reveal(index);
  };
  const selecting = useSelection({
    key: jobId,
    total,
    rowAt: (index) => rows.row(index)?.row,
    page: (offset, limit) => call('search.page', argsOf(offset, limit)).then((answer) => answer.rows.map(({ row }) => row)),
    pageRows: 200,
  });
  const { selection } = selecting;
  const marking = { selecting, at: cursor, total, moveTo, screen: () => handle.current?.pageRows() ?? 10 };
  useListKeys({ at: cursor, total, moveTo, handle }, { s: sort, ...markKeys(marking) });
  useMarkAll(selecting);
  const onRange = useCallback(
    (first: number, end: number) => {
      setRange({ first, end });
      if (first > 0) onTouched();
    },
    [onTouched],
  );

  const template = gridTemplate(columns);
  return (
    <>
      {isSelecting(selection) && <SelectionBar selecting={selecting} filter={null} total={total} />}
      {rows.error !== null && <ErrorCallout error={rows.error} retry={rows.retry} title="Some rows could not be read" />}
      <VirtualRows
        count={total}
        rowHeight={HIT_HEIGHT}
        header={
          <EventsHeader
            columns={columns}
            order={order === 'found' ? null : order}
            sort={sort}
            testid="hits-sort-time"
            markAll={selecting.all}
          />
        }
        minWidth={minimumWidth(columns)}
        handle={handle}
        onRange={onRange}
        label="Events that say the text"
        activeId={cursor >= 0 ? `hit-row-${cursor}` : undefined}
        testid="search-table"
        renderRow={(index, place) => {
          const hit = rows.row(index);
          const id = hit?.row.id;
          const selected = id === undefined ? index === cursor : id === state.selectedEventId || hit?.foundIn?.id === state.selectedEventId;
          const marked = isMarked(selection, id);
          return (
            // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the row is its active descendant
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's keys do the same
            <div
              key={index}
              id={`hit-row-${index}`}
              className={`tc-row tc-row-event tc-row-hit${selected ? ' tc-selected' : ''}${marked ? ' tc-marked' : ''}${index % 2 ? ' tc-odd' : ''}`}
              style={{ ...place, gridTemplateColumns: template }}
              role="row"
              aria-rowindex={index + 1}
              aria-selected={isSelecting(selection) ? marked : selected}
              data-testid="hit-row"
              data-event-id={id}
              onMouseDown={(event) => {
                // A stretch of rows is meant, not of their text.
                if (event.shiftKey) event.preventDefault();
              }}
              onClick={(event) => {
                if (id === undefined) return moveTo(index);
                if (markByClick(marking, index, event)) choose(index, id);
              }}
              {...dragSource(() => draggedWith(selection, hit?.row))}
              onContextMenu={(pointer) => hit && openEventMenu(pointer, hit.row)}
            >
              {hit ? (
                <>
                  <EventCells row={hit.row} columns={columns} />
                  <Snippet hit={hit} select={(other) => choose(index, other)} />
                </>
              ) : (
                <LoadingCell />
              )}
            </div>
          );
        }}
      />
    </>
  );
}
