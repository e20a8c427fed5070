// The columns that a table of events can show: one registry, in the order in which they stand.
import type { ReactNode } from 'react';
import type { WindowEventRow } from '../../../shared/domain.ts';
import type { FilterField } from '../../../shared/filter.ts';
import { grouped, shortHash } from '../../../shared/text.ts';
import { ActorValue } from '../../components/actor-value.tsx';
import { TagList } from '../../components/annotations/tags.tsx';
import { outcomeOf } from '../../components/outcome.ts';
import { Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine } from '../../components/visible-text.ts';

export interface Column {
  id: string;
  title: string;
  /** Smallest width in px. */
  width: number;
  /** Share of the space that is left over. */
  grow: number;
  /** Numbers stand right. */
  right?: boolean;
  cell: (row: WindowEventRow) => ReactNode;
}

type TextField = { [K in FilterField & keyof WindowEventRow]: WindowEventRow[K] extends string | null ? K : never }[FilterField &
  keyof WindowEventRow];

const value = (id: TextField, title: string, width: number, grow: number): Column => ({
  id,
  title,
  width,
  grow,
  cell: (row) => <Value field={id} value={row[id]} inRow />,
});

export const COLUMNS: readonly Column[] = [
  { id: 'time', title: 'Time', width: 196, grow: 0, cell: (row) => <Time ms={row.timeMs} /> },
  {
    id: 'eventName',
    title: 'API',
    width: 150,
    grow: 3,
    cell: (row) =>
      row.aboutCalls === undefined ? (
        <Value field="eventName" value={row.eventName} inRow />
      ) : (
        <span title={oneLine(row.aboutCalls)}>{oneLine(row.aboutCalls)}</span>
      ),
  },
  { id: 'actor', title: 'Actor', width: 130, grow: 3, cell: (row) => <ActorValue row={row} inRow /> },
  value('sourceIPAddress', 'Address', 116, 2),
  value('awsRegion', 'Region', 96, 1),
  {
    id: 'errorCode',
    title: 'Error',
    width: 110,
    grow: 2,
    cell: (row) => (
      <span className={`tc-outcome-${outcomeOf(row)}`}>
        <Value field="errorCode" value={row.errorCode} inRow />
      </span>
    ),
  },
  value('eventSource', 'Service', 150, 2),
  value('accountId', 'Account', 106, 1),
  value('accessKeyId', 'Access key', 168, 1),
  value('userAgent', 'User agent', 180, 3),
  value('actorType', 'Actor type', 106, 1),
  value('eventCategory', 'Category', 96, 1),
  {
    id: 'readOnly',
    title: 'Effect',
    width: 70,
    grow: 0,
    cell: (row) => (
      <Value field="readOnly" value={row.readOnly === null ? null : String(row.readOnly)} text={row.readOnly ? 'read' : 'write'} inRow />
    ),
  },
  value('eventID', 'Event ID', 286, 0),
  {
    id: 'evidence',
    title: 'Evidence item',
    width: 140,
    grow: 0,
    cell: (row) => <Value field="evidence" value={row.evidence} text={shortHash(row.evidence)} inRow />,
  },
  {
    id: 'offset',
    title: 'Offset',
    width: 90,
    grow: 0,
    right: true,
    cell: (row) => <span className="tc-number">{grouped(row.offset)}</span>,
  },
  {
    id: 'tags',
    title: 'Label and tags',
    width: 140,
    grow: 2,
    cell: (row) => (
      <>
        {row.bookmarkLabel !== undefined && <b>{oneLine(row.bookmarkLabel)} </b>}
        <TagList tags={row.tags ?? []} inRow />
      </>
    ),
  },
];

export const DEFAULT_COLUMNS: readonly string[] = [
  'time',
  'eventName',
  'actor',
  'sourceIPAddress',
  'awsRegion',
  'errorCode',
  'eventSource',
];

/** The words of what is no call are longer than names: they take the room of its actor, which it has not. */
export function cellsOf(row: WindowEventRow, columns: readonly Column[]): { column: Column; span: number }[] {
  const isWide = row.aboutCalls !== undefined && row.actor === null;
  const names = isWide ? columns.findIndex(({ id }, i) => id === 'eventName' && columns[i + 1]?.id === 'actor') : -1;
  return columns.flatMap((column, i) => (names >= 0 && i === names + 1 ? [] : [{ column, span: i === names ? 2 : 1 }]));
}

/** Ids in the registry's order; unknown ids (from another version) are left out. */
export function columnsOf(ids: readonly string[]): Column[] {
  return COLUMNS.filter((column) => ids.includes(column.id));
}

/** Width of the gutter with outcome, effect and bookmark. */
const GUTTER_PX = 62;

export function gridTemplate(columns: readonly Column[]): string {
  return [`${GUTTER_PX}px`, ...columns.map((c) => (c.grow > 0 ? `minmax(${c.width}px, ${c.grow}fr)` : `${c.width}px`))].join(' ');
}

export function minimumWidth(columns: readonly Column[]): number {
  // 8 px between columns, as in .tc-row.
  return columns.reduce((sum, c) => sum + c.width + 8, GUTTER_PX + 32);
}

export function isColumnList(stored: unknown): stored is readonly string[] {
  return Array.isArray(stored) && stored.length > 0 && stored.every((id) => COLUMNS.some((column) => column.id === id));
}
