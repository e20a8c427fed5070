// Access keys: whose they are, what was done with them, by which event they were handed out, and what happened to them since.
import { useMemo, useState } from 'react';
import type { KeyRow, KeySort, NamingEvent } from '../../../shared/entities.ts';
import { addTerm } from '../../../shared/filter.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
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
import { actorText } from '../pivot/words.ts';
import { CHANGED_TITLE, ChangedWords, useChanged } from './changed.tsx';
import { changedState, orderFor } from './changed-state.ts';
import { EntityBar } from './entity-bar.tsx';
import { type EntityColumn, type EntityOrder, EntityTable } from './entity-table.tsx';

type Column = EntityColumn<KeyRow, KeySort>;

const MIN_WIDTH = 1410;

const WHOLE_CASE = 'Of the whole case, whatever the filter leaves';

export function KeysView() {
  const view = useView();
  const { filter } = view.state;
  const zone = useZone();
  const [order, setOrder] = useState<EntityOrder<KeySort>>({ sort: 'unusual', descending: false });
  const [search, setSearch] = useState('');
  const changed = useChanged();
  const { data, error } = changed;
  const [isHeld, setHeld] = useState(false);
  const { asked, note } = orderFor(order, changed, isHeld);
  const list = usePaged('keys.list', { filter, search, ...asked });
  const columns = useMemo<Column[]>(
    () => columnsOf(view, (row) => <ChangedWords state={changedState({ data, error }, 'key', row.key, row)} />),
    [view, data, error],
  );
  return (
    <section className="tc-view tc-view-table" aria-label="Access keys" data-testid="keys-view">
      <EntityBar
        text={list.first ? `${plural(list.total, 'access key')} · times by the clock of ${zone}${note}` : 'Access keys'}
        placeholder="Keys that hold …"
        search={setSearch}
        testid="keys"
      />
      <UnreadableLine items={list.first?.unreadable ?? 0} missing="failed sign-ins" />
      {list.error !== null && <ErrorCallout error={list.error} retry={list.retry} title="The access keys could not be listed" />}
      {!list.first && list.error === null && <Skeleton rows={14} />}
      {list.first && list.total === 0 && search === '' && <NoEvents filter={filter} clear={() => view.openEvents('')} />}
      {list.first && (list.total > 0 || search !== '') && (
        <EntityTable
          label="Access keys"
          testid="keys"
          columns={columns}
          minWidth={MIN_WIDTH}
          list={list}
          order={asked}
          setOrder={(next) => {
            setHeld(false);
            setOrder(next);
          }}
          hold={() => setHeld(asked !== order)}
          open={(row) => view.pivot('key', row.key)}
        />
      )}
    </section>
  );
}

/** An event that names the key, as a door to it. */
function Naming({ event }: { event: NamingEvent | null }) {
  const { select } = useView();
  const zone = useZone();
  if (!event) return <span className="tc-none">–</span>;
  const title = `${oneLine(event.eventName ?? '(no eventName)')}, ${formatTime(event.time, zone)}\nby ${oneLine(event.who ?? 'nobody that the record names')}\nclick: the event`;
  return (
    <Door title={title} onOpen={() => select(event.id)}>
      {oneLine(event.eventName ?? '(no eventName)')}
    </Door>
  );
}

function columnsOf({ state, openEvents }: Navigator, whatChanged: Column['cell']): Column[] {
  const number = (id: 'events' | 'denied' | 'writes', title: string, more: string): Column => ({
    id,
    title,
    width: '60px',
    right: true,
    sort: id,
    descending: true,
    cell: (row) =>
      row[id] === 0 ? (
        <span className="tc-number tc-dim">0</span>
      ) : (
        <Door
          title={title}
          onOpen={() => openEvents(`${addTerm(state.filter, { field: 'accessKeyId', value: row.key, negated: false })} ${more}`.trim())}
        >
          {grouped(row[id])}
        </Door>
      ),
  });
  return [
    {
      id: 'key',
      title: 'Access key',
      width: '180px',
      sort: 'key',
      cell: (row) => (
        <span className="tc-mono">
          <Value field="accessKeyId" value={row.key} inRow />
        </span>
      ),
    },
    { id: 'type', title: 'Type', width: '76px', sort: 'type', cell: (row) => row.type ?? <span className="tc-dim">unknown</span> },
    {
      id: 'who',
      title: 'Used by',
      hint: WHOLE_CASE,
      width: 'minmax(140px, 1fr)',
      cell: (row) => (
        <>
          {row.who === null ? (
            <span className="tc-dim" title={row.used ? 'Its events name nobody' : 'No event of the case is made with it'}>
              {row.used ? 'nobody named' : 'never used'}
            </span>
          ) : (
            <Value field="who" value={row.who} text={actorText(row.who)} inRow />
          )}
          {row.others > 0 && <span className="tc-dim"> and {plural(row.others, 'other')}</span>}
        </>
      ),
    },
    { id: 'changed', title: CHANGED_TITLE, sort: 'unusual', width: 'minmax(260px, 2fr)', cell: whatChanged },
    { id: 'issued', title: 'Handed out by', hint: WHOLE_CASE, width: '116px', cell: (row) => <Naming event={row.issued} /> },
    {
      id: 'named',
      title: 'Later about it',
      hint: WHOLE_CASE,
      width: '116px',
      sort: 'named',
      descending: true,
      cell: (row) => <Naming event={row.lastNamed} />,
    },
    number('events', 'Events', ''),
    { id: 'first', title: 'First', width: '118px', sort: 'first', cell: (row) => <ShortTime ms={row.first} undated="–" /> },
    { id: 'last', title: 'Last', width: '118px', sort: 'last', descending: true, cell: (row) => <ShortTime ms={row.last} undated="–" /> },
    number('denied', 'Denied', 'is:denied'),
    number('writes', 'Writes', 'is:write'),
  ];
}
