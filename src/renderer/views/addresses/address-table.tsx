// The source addresses of the filter's events: a virtual table, sorted by the engine.
import { ArrowDown, ArrowUp } from '@blueprintjs/icons';
import { type CSSProperties, useRef, useState } from 'react';
import { ADDRESS_KIND_WORDS, type AddressSort } from '../../../shared/addresses.ts';
import type { Result } from '../../../shared/channels.ts';
import { addTerm } from '../../../shared/filter.ts';
import { grouped } from '../../../shared/text.ts';
import { Cell, LoadingCell } from '../../components/cell.tsx';
import { useListKeys } from '../../components/list-keys.ts';
import { ErrorCallout, Skeleton } from '../../components/states.tsx';
import { Door, Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx';
import { usePaged } from '../../data/paged.ts';
import { useView } from '../../state/view-context.tsx';
import { NoEvents } from '../events/no-events.tsx';
import { type AddressColumn, COLUMNS, GRID } from './columns.ts';
import { countryText } from './country.ts';

type AddressRow = Result<'addresses.list'>['rows'][number];

interface Order {
  sort: AddressSort;
  descending: boolean;
}

export function AddressTable() {
  const { state, openEvents, pivot } = useView();
  const [order, setOrder] = useState<Order>({ sort: 'events', descending: true });
  const [at, setAt] = useState(-1);
  const handle = useRef<VirtualRowsHandle>(null);
  const list = usePaged('addresses.list', { filter: state.filter, ...order });
  const moveTo = (index: number) => {
    const row = Math.min(Math.max(0, index), list.total - 1);
    setAt(row);
    handle.current?.reveal(row);
  };
  const open = () => {
    const row = list.row(at);
    if (row) pivot('ip', row.address);
  };
  useListKeys({ at, total: list.total, moveTo, handle }, { o: open });
  if (list.error !== null) return <ErrorCallout error={list.error} retry={list.retry} title="The addresses could not be listed" />;
  if (!list.first) return <Skeleton rows={14} />;
  if (list.total === 0) return <NoEvents filter={state.filter} clear={() => openEvents('')} />;
  const sortBy = ({ sort, descending = false }: AddressColumn) =>
    setOrder(order.sort === sort ? { sort, descending: !order.descending } : { sort, descending });
  return (
    <VirtualRows
      count={list.total}
      header={<Header order={order} sortBy={sortBy} />}
      minWidth={1320}
      label="Addresses"
      testid="addresses-table"
      handle={handle}
      activeId={at < 0 ? undefined : `address-${at}`}
      onRange={list.onRange}
      renderRow={(index, place) => <Row key={index} index={index} place={place} row={list.row(index)} isCurrent={index === at} />}
    />
  );
}

function Header({ order, sortBy }: { order: Order; sortBy: (column: AddressColumn) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    // biome-ignore lint/a11y/useFocusableInteractive: the buttons inside take the focus
    <div className="tc-row tc-row-header" role="row" style={{ gridTemplateColumns: GRID }}>
      {COLUMNS.map((column) => {
        const isSorted = order.sort === column.sort;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <span
            key={column.sort}
            role="columnheader"
            aria-sort={isSorted ? (order.descending ? 'descending' : 'ascending') : 'none'}
            className={column.right ? 'tc-right' : undefined}
          >
            <button
              type="button"
              className="tc-sort"
              title={`Sort by ${column.title.toLowerCase()}`}
              data-testid={`addresses-sort-${column.sort}`}
              onClick={() => sortBy(column)}
            >
              {column.title} {isSorted && (order.descending ? <ArrowDown size={12} /> : <ArrowUp size={12} />)}
            </button>
          </span>
        );
      })}
    </div>
  );
}

interface RowProps {
  index: number;
  place: CSSProperties;
  row: AddressRow | undefined;
  isCurrent: boolean;
}

function Row({ index, place, row, isCurrent }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    // biome-ignore lint/a11y/useFocusableInteractive: the table has the focus
    <div
      id={`address-${index}`}
      className={`tc-row${index % 2 ? ' tc-odd' : ''}${isCurrent ? ' tc-selected' : ''}`}
      style={{ ...place, gridTemplateColumns: GRID }}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isCurrent}
      data-testid="address-row"
      data-address={row?.address}
    >
      {row ? <Cells row={row} /> : <LoadingCell />}
    </div>
  );
}

function Cells({ row }: { row: AddressRow }) {
  const { state, openEvents, pivot } = useView();
  const events = addTerm(state.filter, { field: 'sourceIPAddress', value: row.address, negated: false });
  return (
    <>
      <Cell className="tc-cell tc-cell-sourceIPAddress">
        <Value field="sourceIPAddress" value={row.address} inRow />
      </Cell>
      <Cell className="tc-cell">
        {row.lists.map((name) => (
          <span key={name} className="tc-address-list">
            <Value field="list" value={name} inRow />
          </span>
        ))}
      </Cell>
      <Cell className="tc-cell">
        <Value field="country" value={row.country} {...(row.country !== null && { text: countryText(row.country) })} inRow />
      </Cell>
      <Cell className="tc-cell">
        <Value field="network" value={row.network} inRow />
      </Cell>
      <Cell className="tc-cell tc-dim" title={ADDRESS_KIND_WORDS[row.kind]}>
        {row.kind}
      </Cell>
      <Cell className="tc-cell tc-right">
        <Door title="These events" onOpen={() => openEvents(events)}>
          {grouped(row.events)}
        </Door>
      </Cell>
      <Cell className="tc-cell tc-right">
        <Door title="Who acted from it" onOpen={() => pivot('ip', row.address)}>
          {grouped(row.actors)}
        </Door>
      </Cell>
      <Cell className="tc-cell tc-right">
        <Door title="Which keys were used from it" onOpen={() => pivot('ip', row.address)}>
          {grouped(row.keys)}
        </Door>
      </Cell>
      <Cell className="tc-cell">
        <Time ms={row.first} />
      </Cell>
      <Cell className="tc-cell">
        <Time ms={row.last} />
      </Cell>
    </>
  );
}
