// A table of the events that a filter gives: any number of rows, sortable by time, driven by keyboard.
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { dragSource } from '../../components/drag-events.ts';
import { useListKeys } from '../../components/list-keys.ts';
import { useEventMenu } from '../../components/of-event.tsx';
import { ErrorCallout } from '../../components/states.tsx';
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx';
import { call } from '../../data/bridge.ts';
import { useCall } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { type Column, gridTemplate, minimumWidth } from './columns.tsx';
import { EventCells, LoadingCell } from './event-cells.tsx';
import { EventsHeader } from './events-header.tsx';
import { useEventRows } from './pages.ts';
import { SelectionBar } from './selection-bar.tsx';
import { isMarked, isSelecting } from './selection-model.ts';
import { draggedWith, markByClick, markKeys, useMarkAll, useSelection } from './use-selection.ts';

interface EventsTableProps {
  filter: string;
  columns: readonly Column[];
  empty: ReactNode;
  label: string;
}

/** Which row has the keyboard, and for which list that was true. */
interface Cursor {
  index: number;
  /** Null while the row is still on its way. */
  id: string | null;
  list: string;
}

export function EventsTable({ filter, columns, empty, label }: EventsTableProps) {
  const { state, adjust, select } = useView();
  const openEventMenu = useEventMenu();
  const order = state.order;
  const list = `${order} ${filter}`;
  const count = useCall('events.count', { filter }, { keep: true });
  const total = count.data?.total ?? 0;
  const [range, setRange] = useState({ first: 0, end: 60 });
  const rows = useEventRows(filter, order, range, total);
  const handle = useRef<VirtualRowsHandle>(null);
  const [cursor, setCursor] = useState<Cursor | null>(null);

  // Another list starts at its first row, unless the chosen event stands in it (below).
  const drawn = useRef(list);
  useEffect(() => {
    if (drawn.current !== list) handle.current?.toTop();
    drawn.current = list;
  }, [list]);

  // Someone else chose the event, or the list changed around it: ask where it stands now and go there.
  const known = cursor !== null && cursor.list === list && (cursor.id === null || cursor.id === state.selectedEventId);
  const position = useCall(
    'events.position',
    { filter, order, id: state.selectedEventId ?? '' },
    { enabled: state.selectedEventId !== null && !known },
  );
  const place = state.selectedEventId !== null && !known && !position.isFetching ? (position.data?.position ?? null) : null;
  useEffect(() => {
    if (place === null || total === 0) return;
    setCursor({ index: place, id: state.selectedEventId, list });
    handle.current?.centre(place);
  }, [place, total, state.selectedEventId, list]);

  // The keyboard ran ahead of the data: select as soon as the row is there.
  const waiting = cursor && cursor.list === list && cursor.id === null ? rows.row(cursor.index) : undefined;
  useEffect(() => {
    if (!waiting) return;
    setCursor((now) => (now ? { ...now, id: waiting.id } : now));
    select(waiting.id);
  }, [waiting, select]);

  const moveTo = useCallback(
    (wanted: number) => {
      if (total === 0) return;
      const index = Math.min(Math.max(0, wanted), total - 1);
      setCursor({ index, id: null, list });
      handle.current?.reveal(index);
    },
    [total, list],
  );
  const at = cursor?.list === list ? cursor.index : -1;
  const sort = () => adjust({ order: order === 'asc' ? 'desc' : 'asc' });
  const selecting = useSelection({
    key: list,
    total,
    rowAt: (index) => rows.row(index),
    page: (offset, limit) => call('events.page', { filter, order, offset, limit }).then((answer) => answer.rows),
    pageRows: 1000,
  });
  const { selection } = selecting;
  const marking = { selecting, at, total, moveTo, screen: () => handle.current?.pageRows() ?? 10 };
  useListKeys({ at, total, moveTo, handle }, { s: sort, ...markKeys(marking) });
  useMarkAll(selecting);

  const onRange = useCallback((first: number, end: number) => setRange({ first, end }), []);
  const template = gridTemplate(columns);
  if (count.error) return <ErrorCallout error={count.error} retry={() => void count.refetch()} title="The events could not be counted" />;
  if (count.data && total === 0 && !count.isPlaceholderData) return empty;
  return (
    <>
      {isSelecting(selection) && <SelectionBar selecting={selecting} filter={filter} total={total} />}
      {rows.error !== null && <ErrorCallout error={rows.error} retry={rows.retry} title="Some rows could not be read" />}
      <VirtualRows
        count={total}
        header={<EventsHeader columns={columns} order={order} sort={sort} testid="sort-time" markAll={selecting.all} />}
        minWidth={minimumWidth(columns)}
        handle={handle}
        onRange={onRange}
        label={label}
        activeId={at >= 0 ? `event-row-${at}` : undefined}
        className={count.isPlaceholderData ? 'tc-stale' : ''}
        testid="events-table"
        renderRow={(index, place) => {
          const row = rows.row(index);
          const selected = row ? row.id === state.selectedEventId : index === at;
          const marked = isMarked(selection, row?.id);
          return (
            // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the row is its active descendant
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's keys do the same
            <div
              key={index}
              id={`event-row-${index}`}
              className={`tc-row tc-row-event${selected ? ' tc-selected' : ''}${marked ? ' tc-marked' : ''}${index % 2 ? ' tc-odd' : ''}`}
              style={{ ...place, gridTemplateColumns: template }}
              role="row"
              aria-rowindex={index + 1}
              aria-selected={isSelecting(selection) ? marked : selected}
              data-testid="event-row"
              data-index={index}
              data-event-id={row?.id}
              data-marked={marked}
              {...dragSource(() => draggedWith(selection, row))}
              onMouseDown={(event) => {
                // A stretch of rows is meant, not of their text.
                if (event.shiftKey) event.preventDefault();
              }}
              onClick={(event) => {
                // On its way: it is chosen as soon as it is there.
                if (!row) return moveTo(index);
                if (!markByClick(marking, index, event)) return;
                setCursor({ index, id: row.id, list });
                select(row.id);
              }}
              onContextMenu={(pointer) => row && openEventMenu(pointer, row)}
            >
              {row ? <EventCells row={row} columns={columns} /> : <LoadingCell />}
            </div>
          );
        }}
      />
    </>
  );
}
