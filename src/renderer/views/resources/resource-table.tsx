// Resources in rows, the most frequent first: a virtual table.
import { type CSSProperties, useRef, useState } from 'react';
import { addTerm } from '../../../shared/filter.ts';
import type { ResourceRow } from '../../../shared/resources.ts';
import { grouped } from '../../../shared/text.ts';
import { Cell } from '../../components/cell.tsx';
import { useListKeys } from '../../components/list-keys.ts';
import { Empty, Skeleton } from '../../components/states.tsx';
import { Door, plural, Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall, useCase } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { NoEvents } from '../events/no-events.tsx';
import { opensItsEvents } from './choices.ts';

const GRID = 'minmax(190px, 2fr) 150px 190px 60px 56px 66px 66px 196px 196px 196px 196px';
const TITLES = [
  'Resource',
  'Kind',
  'Account and region',
  'Events',
  'Actors',
  'Changes',
  'Failed',
  'Created',
  'Deleted',
  'First seen',
  'Last seen',
];
/** Those are numbers. */
const RIGHT: ReadonlySet<string> = new Set(['Events', 'Actors', 'Changes', 'Failed']);

export function ResourceTable({ rows, isReading }: { rows: readonly ResourceRow[]; isReading: boolean }) {
  const { pivot } = useView();
  const [at, setAt] = useState(-1);
  const handle = useRef<VirtualRowsHandle>(null);
  const moveTo = (index: number) => {
    const row = Math.min(Math.max(0, index), rows.length - 1);
    setAt(row);
    handle.current?.reveal(row);
  };
  const open = () => {
    const row = rows[at];
    if (row) pivot('resource', row.value);
  };
  useListKeys({ at, total: rows.length, moveTo, handle }, { o: open });
  if (rows.length === 0) return isReading ? <Skeleton rows={14} /> : <NoResource />;
  return (
    <VirtualRows
      count={rows.length}
      header={<Header />}
      minWidth={1580}
      label="Resources"
      testid="resources-table"
      handle={handle}
      activeId={at < 0 ? undefined : `resource-${at}`}
      renderRow={(index, place) => (
        <Row key={index} index={index} place={place} row={rows[index] as ResourceRow} isCurrent={index === at} />
      )}
    />
  );
}

/** The filter leaves no event, or none of those that it leaves names a resource of the kind and text that were asked for. */
function NoResource() {
  const { state, go, openEvents } = useView();
  const { events } = useCase();
  const count = useCall('events.count', { filter: state.filter });
  if (events === 0 || count.data?.total === 0) return <NoEvents filter={state.filter} clear={() => go({ filter: '' })} />;
  return (
    <Empty title="No resource" testid="no-resource">
      None of{' '}
      <Door title="These events" onOpen={() => openEvents(state.filter)}>
        {count.data ? plural(count.data.total, 'event') : 'the events'}
      </Door>{' '}
      names a resource of this kind and text. Many calls name none; which ones do depends on what AWS records for them.
    </Empty>
  );
}

function Header() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    // biome-ignore lint/a11y/useFocusableInteractive: nothing in it can be done
    <div className="tc-row tc-row-header" role="row" style={{ gridTemplateColumns: GRID }}>
      {TITLES.map((title) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <span key={title} role="columnheader" className={RIGHT.has(title) ? 'tc-right' : undefined}>
          {title}
        </span>
      ))}
    </div>
  );
}

/** Why a count leads nowhere. */
const NO_DOOR = 'A name only: a filter would also find other resources of this name. Its page tells which there are';

interface RowProps {
  index: number;
  place: CSSProperties;
  row: ResourceRow;
  isCurrent: boolean;
}

function Row({ index, place, row, isCurrent }: RowProps) {
  const { state, openEvents, pivot } = useView();
  const events = addTerm(state.filter, { field: 'resource', value: row.value, negated: false });
  const isDoor = opensItsEvents(row);
  const about = () => pivot('resource', row.value);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    // biome-ignore lint/a11y/useFocusableInteractive: the table has the focus
    <div
      id={`resource-${index}`}
      className={`tc-row${index % 2 ? ' tc-odd' : ''}${isCurrent ? ' tc-selected' : ''}`}
      style={{ ...place, gridTemplateColumns: GRID }}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isCurrent}
      data-testid="resource-row"
      data-resource={row.value}
    >
      <Cell className="tc-cell">
        <Value field="resource" value={row.value} text={row.name} inRow />
      </Cell>
      <Cell className="tc-cell tc-dim" title={oneLine(row.kind)}>
        {oneLine(row.kind) || '–'}
      </Cell>
      <Cell className="tc-cell tc-dim">{placeOf(row.value)}</Cell>
      <CountCell count={row.count} title={isDoor ? 'These events' : NO_DOOR} onOpen={isDoor ? () => openEvents(events) : null} />
      <CountCell count={row.actors} title="By whom" onOpen={about} />
      <CountCell count={row.changes} title="What changed it" onOpen={about} />
      <CountCell
        count={row.refused}
        title={isDoor ? 'Denied, or failed otherwise' : NO_DOOR}
        onOpen={isDoor ? () => openEvents(`${events} is:error`) : null}
      />
      <Mark mark={row.created} />
      <Mark mark={row.deleted} />
      <Cell className="tc-cell">
        <Time ms={row.first} />
      </Cell>
      <Cell className="tc-cell">
        <Time ms={row.last} />
      </Cell>
    </div>
  );
}

/** @param onOpen null: a plain number, and the title says why */
function CountCell({ count, title, onOpen }: { count: number; title: string; onOpen: (() => void) | null }) {
  return (
    <Cell className="tc-cell tc-right">
      {count === 0 ? (
        <span className="tc-dim">0</span>
      ) : onOpen === null ? (
        <span title={title}>{grouped(count)}</span>
      ) : (
        <Door title={title} onOpen={onOpen}>
          {grouped(count)}
        </Door>
      )}
    </Cell>
  );
}

function Mark({ mark }: { mark: ResourceRow['created'] }) {
  return <Cell className="tc-cell">{mark ? <Time ms={mark.at} /> : <span className="tc-dim">–</span>}</Cell>;
}

/** Account and region in an ARN: two tables of one name differ by them. */
function placeOf(id: string): string {
  const [, region = '', account = ''] = /^arn:[^:]*:[^:]*:([^:]*):([^:]*):/.exec(id) ?? [];
  return oneLine(`${account} ${region}`.trim()) || '–';
}
