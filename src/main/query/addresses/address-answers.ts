// What the window and the command line ask about addresses: the list of them, the marks of watch lists, and what is known of one.
import type { AddressSort } from '../../../shared/addresses.ts';
import type { Result } from '../../../shared/channels.ts';
import { parseAddress } from '../../../shared/filter/network.ts';
import { AddressBook } from '../../addresses/address-book.ts';
import { notedAddressData } from '../../case/address-data.ts';
import type { ReadConnection } from '../../case/open.ts';
import { currentWatchLists } from '../../case/watch-lists.ts';
import type { Bits } from '../columns/bits.ts';
import { type CaseEvents, eventsOf } from '../columns/case-events.ts';
import type { Select } from '../columns/select.ts';
import type { Selection } from '../columns/selections.ts';
import { type AddressRow, addressTable, sorted } from './address-table.ts';
import { listsOf } from './case-lists.ts';
import { addressFactsOf, listNamesOf } from './fields.ts';

/** Marks that are handed to the window at once: as many addresses on lists are no exception any more. */
const MOST_MARKS = 20_000;

interface AddressQuestion {
  filter: string;
  sort: AddressSort;
  descending: boolean;
  offset: number;
  limit: number;
}

/** Errors: FILTER_INVALID. */
export async function addressList(db: ReadConnection, question: AddressQuestion, select: Select): Promise<Result<'addresses.list'>> {
  const { offset, limit, ...order } = question;
  const rows = addressesInOrder(eventsOf(db), await select(question.filter), order);
  return { total: rows.length, rows: rows.slice(offset, offset + limit) };
}

interface Kept {
  rows: AddressRow[];
  order: string;
  inOrder: AddressRow[];
}

/** The table of a selection is made once for all its pages, and goes with the selection. */
const tables = new WeakMap<Bits, Kept>();

export function addressesInOrder(
  events: CaseEvents,
  selection: Selection,
  { sort, descending }: Pick<AddressQuestion, 'sort' | 'descending'>,
): AddressRow[] {
  const order = `${sort} ${descending}`;
  let kept = tables.get(selection.bits);
  if (!kept) {
    kept = { rows: addressTable(events, selection), order: '', inOrder: [] };
    tables.set(selection.bits, kept);
  }
  if (kept.order !== order) {
    kept.inOrder = sorted(kept.rows, sort, descending);
    kept.order = order;
  }
  return kept.inOrder;
}

export function addressMarks(db: ReadConnection): Result<'addresses.marks'> {
  const lists = currentWatchLists(db).map(({ name, date, at }) => ({ name, date, at }));
  // Without a list, nothing is loaded for it.
  if (lists.length === 0) return { lists, rows: [], more: 0 };
  const events = eventsOf(db);
  const dimension = events.dimension('sourceIPAddress');
  const listsOn = listNamesOf(events);
  const lookUp = addressFactsOf(events);
  const indexOf = new Map(lists.map(({ name }, index) => [name, index]));
  const marked: Result<'addresses.marks'>['rows'] = [];
  for (let number = 1; number < dimension.size; number++) {
    const names = listsOn(number);
    if (names.length === 0) continue;
    const address = dimension.text(number);
    marked.push({ address, country: lookUp(address).country, lists: names.map((name) => indexOf.get(name) as number) });
  }
  marked.sort((a, b) => (a.address < b.address ? -1 : 1));
  return { lists, rows: marked.slice(0, MOST_MARKS), more: Math.max(0, marked.length - MOST_MARKS) };
}

/** @param address any text that is not empty */
export function aboutAddress(db: ReadConnection, address: string): Result<'addresses.about'> {
  const events = eventsOf(db);
  const parsed = parseAddress(address);
  const lists = parsed === null ? [] : listsOf(events).usable.filter(({ ranges }) => ranges.has(parsed));
  return { ...addressFactsOf(events)(address), lists: lists.map(({ list }) => ({ name: list.name, date: list.date, at: list.at })) };
}

/** Which data tell countries and networks, and what of it, or of the watch lists, is not as the case notes it. */
export function addressData(db: ReadConnection): Result<'addresses.data'> {
  const noted = notedAddressData(db);
  const book = new AddressBook(noted);
  return { noted, used: book.used(), differences: [...book.allDifferences(), ...listsOf(eventsOf(db)).differences] };
}
