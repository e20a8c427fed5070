// A virtual table of entities, a page at a time and sorted by the engine: what actors and keys have in common.
import { ArrowDown, ArrowUp } from '@blueprintjs/icons';
import { type ReactNode, useRef, useState } from 'react';
import { Cell, LoadingCell } from '../../components/cell.tsx';
import { useListKeys } from '../../components/list-keys.ts';
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx';

export interface EntityColumn<Row, Sort extends string> {
  id: string;
  title: string;
  /** What is told of the column when pointed at. */
  hint?: string;
  /** As grid-template-columns takes it. */
  width: string;
  right?: boolean;
  /** By what the engine sorts it; none: it cannot. */
  sort?: Sort;
  /** Whether the largest stand first when it is first chosen. */
  descending?: boolean;
  cell: (row: Row) => ReactNode;
}

export interface EntityOrder<Sort extends string> {
  sort: Sort;
  descending: boolean;
}

interface EntityTableProps<Row, Sort extends string> {
  label: string;
  testid: string;
  columns: readonly EntityColumn<Row, Sort>[];
  minWidth: number;
  list: { total: number; row(index: number): Row | undefined; onRange(first: number, end: number): void };
  order: EntityOrder<Sort>;
  setOrder: (order: EntityOrder<Sort>) => void;
  /** Called while somebody points at rows, or moves through them. */
  hold: () => void;
  /** Opens what a row is about. */
  open: (row: Row) => void;
}

export function EntityTable<Row, Sort extends string>(props: EntityTableProps<Row, Sort>) {
  const { label, testid, columns, minWidth, list, order, setOrder, hold, open } = props;
  const [at, setAt] = useState(-1);
  const handle = useRef<VirtualRowsHandle>(null);
  const moveTo = (index: number) => {
    const row = Math.min(Math.max(0, index), list.total - 1);
    hold();
    setAt(row);
    handle.current?.reveal(row);
  };
  const openCurrent = () => {
    const row = list.row(at);
    if (row) open(row);
  };
  useListKeys({ at, total: list.total, moveTo, handle }, { o: openCurrent });
  const template = columns.map(({ width }) => width).join(' ');
  return (
    <VirtualRows
      count={list.total}
      header={<Header columns={columns} template={template} order={order} setOrder={setOrder} testid={testid} />}
      minWidth={minWidth}
      label={label}
      testid={`${testid}-table`}
      handle={handle}
      activeId={at < 0 ? undefined : `${testid}-${at}`}
      onRange={list.onRange}
      renderRow={(index, place) => {
        const row = list.row(index);
        return (
          // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
          // biome-ignore lint/a11y/useFocusableInteractive: the table has the focus, the row is its active descendant
          <div
            key={index}
            id={`${testid}-${index}`}
            className={`tc-row${index % 2 ? ' tc-odd' : ''}${index === at ? ' tc-selected' : ''}`}
            style={{ ...place, gridTemplateColumns: template }}
            role="row"
            aria-rowindex={index + 1}
            aria-selected={index === at}
            onPointerMove={hold}
            data-testid={`${testid}-row`}
          >
            {row ? (
              columns.map(({ id, right, cell }) => (
                <Cell key={id} className={`tc-cell${right ? ' tc-right' : ''}`}>
                  {cell(row)}
                </Cell>
              ))
            ) : (
              <LoadingCell />
            )}
          </div>
        );
      }}
    />
  );
}

interface HeaderProps<Row, Sort extends string> {
  columns: readonly EntityColumn<Row, Sort>[];
  template: string;
  order: EntityOrder<Sort>;
  setOrder: (order: EntityOrder<Sort>) => void;
  testid: string;
}

function Header<Row, Sort extends string>({ columns, template, order, setOrder, testid }: HeaderProps<Row, Sort>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    // biome-ignore lint/a11y/useFocusableInteractive: the buttons inside take the focus
    <div className="tc-row tc-row-header" role="row" style={{ gridTemplateColumns: template }}>
      {columns.map(({ id, title, hint, right, sort, descending = false }) => {
        const isSorted = sort !== undefined && order.sort === sort;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <span
            key={id}
            role="columnheader"
            aria-sort={isSorted ? (order.descending ? 'descending' : 'ascending') : 'none'}
            className={right ? 'tc-right' : undefined}
          >
            {sort === undefined ? (
              <span title={hint}>{title}</span>
            ) : (
              <button
                type="button"
                className="tc-sort"
                title={[`Sort by ${title.toLowerCase()}`, hint ?? []].flat().join('\n')}
                data-testid={`${testid}-sort-${sort}`}
                onClick={() => setOrder(isSorted ? { sort, descending: !order.descending } : { sort, descending })}
              >
                {title} {isSorted && (order.descending ? <ArrowDown size={12} /> : <ArrowUp size={12} />)}
              </button>
            )}
          </span>
        );
      })}
    </div>
  );
}
