// The columns of the table of addresses: their titles, widths and in which direction each is first sorted.
import type { AddressSort } from '../../../shared/addresses.ts';

export interface AddressColumn {
  sort: AddressSort;
  title: string;
  /** As grid-template-columns takes it. */
  width: string;
  right?: boolean;
  /** Whether the largest stand first when it is first chosen. */
  descending?: boolean;
}

export const COLUMNS: readonly AddressColumn[] = [
  { sort: 'address', title: 'Address', width: 'minmax(168px, 1.4fr)' },
  { sort: 'lists', title: 'Watch lists', width: 'minmax(110px, 1fr)' },
  { sort: 'country', title: 'Country', width: '120px' },
  { sort: 'network', title: 'Network', width: 'minmax(150px, 1.4fr)' },
  { sort: 'kind', title: 'Kind', width: '104px' },
  { sort: 'events', title: 'Events', width: '64px', right: true, descending: true },
  { sort: 'actors', title: 'Actors', width: '60px', right: true, descending: true },
  { sort: 'keys', title: 'Keys', width: '56px', right: true, descending: true },
  { sort: 'first', title: 'First', width: '206px' },
  { sort: 'last', title: 'Last', width: '206px', descending: true },
];

export const GRID = COLUMNS.map(({ width }) => width).join(' ');
