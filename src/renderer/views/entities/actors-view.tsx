// Who acted: every actor of the filter's events under whatever form records name it, with what its events come to.
import { useMemo, useState } from 'react';
import type { ActorRow, ActorSort } from '../../../shared/entities.ts';
import { addTerm } from '../../../shared/filter.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { ShortTime } from '../../components/short-time.tsx';
import { ErrorCallout, Skeleton } from '../../components/states.tsx';
import { Door } from '../../components/texts.tsx';
import { UnreadableLine } from '../../components/unreadable-line.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { usePaged } from '../../data/paged.ts';
import { useZone } from '../../data/queries.ts';
import { type Navigator, useView } from '../../state/view-context.tsx';
import { NoEvents } from '../events/no-events.tsx';
import { CHANGED_TITLE, ChangedWords, useChanged } from './changed.tsx';
import { changedState, orderFor } from './changed-state.ts';
import { EntityBar } from './entity-bar.tsx';
import { type EntityColumn, type EntityOrder, EntityTable } from './entity-table.tsx';

type Column = EntityColumn<ActorRow, ActorSort>;

const MIN_WIDTH = 1190;

export function ActorsView() {
  const view = useView();
  const { filter } = view.state;
  const zone = useZone();
  const [order, setOrder] = useState<EntityOrder<ActorSort>>({ sort: 'unusual', descending: false });
  const [search, setSearch] = useState('');
  const changed = useChanged();
  const { data, error } = changed;
  const [isHeld, setHeld] = useState(false);
  const { asked, note } = orderFor(order, changed, isHeld);
  const list = usePaged('actors.list', { filter, search, ...asked });
  const columns = useMemo<Column[]>(
    () => columnsOf(view, (row) => <ChangedWords state={changedState({ data, error }, 'actor', row.who, row)} />),
    [view, data, error],
  );
  return (
    <section className="tc-view tc-view-table" aria-label="Actors" data-testid="actors-view">
      <EntityBar
        text={list.first ? `${plural(list.total, 'actor')} · times by the clock of ${zone}${note}` : 'Actors'}
        placeholder="Actors whose name holds …"
        search={setSearch}
        testid="actors"
      />
      <UnreadableLine items={list.first?.unreadable ?? 0} missing="failed sign-ins" />
      {list.error !== null && <ErrorCallout error={list.error} retry={list.retry} title="The actors could not be listed" />}
      {!list.first && list.error === null && <Skeleton rows={14} />}
      {list.first && list.total === 0 && search === '' && <NoEvents filter={filter} clear={() => view.openEvents('')} />}
      {list.first && (list.total > 0 || search !== '') && (
        <EntityTable
          label="Actors"
          testid="actors"
          columns={columns}
          minWidth={MIN_WIDTH}
          list={list}
          order={asked}
          setOrder={(next) => {
            setHeld(false);
            setOrder(next);
          }}
          hold={() => setHeld(asked !== order)}
          open={(row) => view.pivot('actor', row.who)}
        />
      )}
    </section>
  );
}

function columnsOf({ state, openEvents }: Navigator, whatChanged: Column['cell']): Column[] {
  const door = (row: ActorRow, n: number, more: string, title: string) =>
    n === 0 ? (
      <span className="tc-number tc-dim">0</span>
    ) : (
      <Door
        title={title}
        onOpen={() => openEvents(`${addTerm(state.filter, { field: 'who', value: row.who, negated: false })} ${more}`.trim())}
      >
        {grouped(n)}
      </Door>
    );
  const time = (id: 'first' | 'last', title: string): Column => ({
    id,
    title,
    width: '118px',
    sort: id,
    descending: id === 'last',
    cell: (row) => <ShortTime ms={row[id]} />,
  });
  return [
    { id: 'type', title: 'Type', width: '96px', sort: 'type', cell: (row) => oneLine(row.type) },
    {
      id: 'name',
      title: 'Name',
      width: 'minmax(150px, 2fr)',
      sort: 'who',
      cell: (row) => <Value field="who" value={row.who} text={row.name || row.type} inRow />,
    },
    {
      id: 'account',
      title: 'Account',
      width: '112px',
      sort: 'account',
      cell: (row) => <Value field="accountId" value={row.account} inRow />,
    },
    { id: 'changed', title: CHANGED_TITLE, sort: 'unusual', width: 'minmax(260px, 2fr)', cell: whatChanged },
    {
      id: 'keys',
      title: 'Keys',
      width: '50px',
      right: true,
      sort: 'keys',
      descending: true,
      cell: (row) => <span className="tc-number">{grouped(row.keys)}</span>,
    },
    {
      id: 'events',
      title: 'Events',
      width: '62px',
      right: true,
      sort: 'events',
      descending: true,
      cell: (row) => door(row, row.events, '', 'These events'),
    },
    {
      id: 'denied',
      title: 'Denied',
      width: '60px',
      right: true,
      sort: 'denied',
      descending: true,
      cell: (row) => door(row, row.denied, 'is:denied', 'Those that AWS denied'),
    },
    {
      id: 'writes',
      title: 'Writes',
      width: '60px',
      right: true,
      sort: 'writes',
      descending: true,
      cell: (row) => door(row, row.writes, 'is:write', 'Those that change something'),
    },
    time('first', 'First'),
    time('last', 'Last'),
  ];
}
