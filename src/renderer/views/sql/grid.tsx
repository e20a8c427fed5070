// The rows of a result. A cell has the keyboard; a row that is an event opens it.
import { MenuDivider, MenuItem } from '@blueprintjs/core';
import { Duplicate, EyeOpen, Maximize } from '@blueprintjs/icons';
import { type CSSProperties, useMemo, useRef, useState } from 'react';
import type { SqlResult } from '../../../shared/sql.ts';
import { copyText } from '../../components/copy.tsx';
import { useKeys } from '../../components/keys.ts';
import { useListKeys } from '../../components/list-keys.ts';
import { useMenu } from '../../components/menu.tsx';
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useView } from '../../state/view-context.tsx';
import { Cell } from './cell.tsx';
import { cellText, columnWidth, fieldOfOrigin, isNumeric, rowJson } from './cell-text.ts';
import { ColumnBorder } from './column-border.tsx';

/** Column with the mark of rows that are events, px. */
const MARK = 26;

export interface CellPlace {
  row: number;
  column: number;
}

interface GridProps {
  result: SqlResult;
  /** Shows a value as a whole. */
  open: (place: CellPlace) => void;
}

export function ResultGrid({ result, open }: GridProps) {
  const { columns, rows, events, origins } = result;
  const { state, select } = useView();
  const openMenu = useMenu();
  const handle = useRef<VirtualRowsHandle>(null);
  const [cursor, setCursor] = useState<CellPlace | null>(null);
  const first = useMemo(
    () =>
      columns.map((name, i) =>
        columnWidth(
          name,
          rows.map((row) => row[i] ?? null),
        ),
      ),
    [columns, rows],
  );
  const [changed, setChanged] = useState<Record<number, number>>({});
  const widths = first.map((width, i) => changed[i] ?? width);
  const fields = useMemo(() => origins.map(fieldOfOrigin), [origins]);
  const isRight = useMemo(() => columns.map((_, i) => rows.some((row) => isNumeric(row[i] ?? null))), [columns, rows]);
  const template = [`${MARK}px`, ...widths.map((width) => `${width}px`)].join(' ');

  const textAt = ({ row, column }: CellPlace): string => cellText(rows[row]?.[column] ?? null) ?? '';
  const openEvent = (row: number) => {
    const id = events[row] ?? null;
    if (id !== null) select(id);
  };
  const put = (place: CellPlace) => {
    setCursor(place);
    // An open event follows. To open one by every click would move the rows away under a double click.
    if (state.selectedEventId !== null) openEvent(place.row);
  };
  const moveTo = (row: number, column: number) => {
    const place = { row: within(row, rows.length), column: within(column, columns.length) };
    put(place);
    handle.current?.reveal(place.row);
  };
  const at = cursor ?? { row: -1, column: 0 };
  // Before the keys of every list: Enter opens the event here.
  useKeys(
    {
      left: () => moveTo(at.row, at.column - 1),
      right: () => moveTo(at.row, at.column + 1),
      enter: () => openEvent(at.row),
      ' ': () => cursor && open(cursor),
      c: () => cursor && void copyText(textAt(cursor)),
    },
    { isActive: (event) => event.target === handle.current?.element() },
  );
  useListKeys({ at: at.row, total: rows.length, moveTo: (row) => moveTo(row, at.column), handle });

  const menuAt = (x: number, y: number, place: CellPlace) =>
    openMenu(
      x,
      y,
      <>
        {events[place.row] && <MenuItem icon={<EyeOpen />} text="Open the event" label="Enter" onClick={() => openEvent(place.row)} />}
        <MenuItem icon={<Maximize />} text="Whole value" label="Space" onClick={() => open(place)} />
        <MenuDivider />
        <MenuItem icon={<Duplicate />} text="Copy value" label="c" onClick={() => void copyText(textAt(place))} />
        <MenuItem icon={<Duplicate />} text="Copy row as JSON" onClick={() => void copyText(rowJson(columns, rows[place.row] ?? []))} />
      </>,
    );

  const header = (
    // biome-ignore lint/a11y/useFocusableInteractive: the borders inside take the focus
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    <div className="tc-row tc-row-header tc-sql-row" role="row" style={{ gridTemplateColumns: template }}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <span role="columnheader">
        <span className="tc-offscreen">Event</span>
      </span>
      {columns.map((name, i) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <span key={name} role="columnheader" className={`tc-sql-head${isRight[i] ? ' tc-right' : ''}`} title={oneLine(name)}>
          <span className="tc-ellipsis">{oneLine(name)}</span>
          <ColumnBorder name={oneLine(name)} width={widths[i] ?? 0} onWidth={(width) => setChanged({ ...changed, [i]: width })} />
        </span>
      ))}
    </div>
  );

  const renderRow = (index: number, place: CSSProperties) => {
    const id = events[index] ?? null;
    const isChosen = id !== null && id === state.selectedEventId;
    return (
      // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
      // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the cell is its active descendant
      <div
        key={index}
        className={`tc-row tc-sql-row${isChosen ? ' tc-selected' : ''}${index % 2 ? ' tc-odd' : ''}`}
        style={{ ...place, gridTemplateColumns: template }}
        role="row"
        aria-rowindex={index + 1}
        aria-selected={isChosen}
        data-testid="sql-row"
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
        <span role="gridcell">
          {id !== null && (
            <button
              type="button"
              className="tc-sql-open"
              tabIndex={-1}
              title="Open the event (Enter)"
              aria-label="Open the event"
              data-testid="sql-open-event"
              onClick={() => {
                setCursor({ row: index, column: at.column });
                openEvent(index);
              }}
            >
              <EyeOpen size={12} />
            </button>
          )}
        </span>
        {columns.map((name, column) => {
          const here = { row: index, column };
          const hasKeys = cursor?.row === index && cursor.column === column;
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's keys do the same
            <span
              key={name}
              id={`sql-cell-${index}-${column}`}
              role="gridcell"
              className={`tc-cell tc-sql-cell${isRight[column] ? ' tc-right' : ''}${hasKeys ? ' tc-sql-cursor' : ''}`}
              data-testid="sql-cell"
              data-column={name}
              onClick={() => put(here)}
              onDoubleClick={() => open(here)}
              onContextMenu={(event) => {
                event.preventDefault();
                setCursor(here);
                menuAt(event.clientX, event.clientY, here);
              }}
            >
              <Cell cell={rows[index]?.[column] ?? null} field={fields[column] ?? null} />
            </span>
          );
        })}
      </div>
    );
  };

  return (
    <VirtualRows
      count={rows.length}
      header={header}
      minWidth={widths.reduce((sum, width) => sum + width, MARK)}
      handle={handle}
      label="Result"
      activeId={cursor ? `sql-cell-${cursor.row}-${cursor.column}` : undefined}
      testid="sql-grid"
      renderRow={renderRow}
    />
  );
}

/** An index that is there. */
function within(index: number, count: number): number {
  return Math.min(Math.max(0, index), Math.max(0, count - 1));
}
