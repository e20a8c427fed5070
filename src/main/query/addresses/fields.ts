// The fields that follow from source addresses: kind, country and network, and the watch lists that an address is on.
import { parseAddress } from '../../../shared/filter/network.ts';
import { AddressBook, type AddressFacts } from '../../addresses/address-book.ts';
import { notedAddressData } from '../../case/address-data.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { type Dimension, derivedDimension } from '../columns/dimension.ts';
import { listsOf } from './case-lists.ts';
import { ListDimension } from './list-dimension.ts';

const books = new WeakMap<CaseEvents, (text: string) => AddressFacts>();

/** What is known of the source addresses of a case, each asked once. */
export function addressFactsOf(events: CaseEvents): (text: string) => AddressFacts {
  let lookUp = books.get(events);
  if (!lookUp) {
    const book = new AddressBook(notedAddressData(events.db));
    const known = new Map<string, AddressFacts>();
    lookUp = (text) => {
      const facts = known.get(text) ?? book.lookUp(text);
      known.set(text, facts);
      return facts;
    };
    books.set(events, lookUp);
  }
  return lookUp;
}

export function addressDimension(events: CaseEvents, fact: keyof AddressFacts): Dimension {
  const lookUp = addressFactsOf(events);
  return derivedDimension(events.dimension('sourceIPAddress'), (text) => (text === '' ? null : lookUp(text)[fact]));
}

/** Names of the lists that an address is on, by its number in the dimension of sourceIPAddress. */
export function listNamesOf(events: CaseEvents): (number: number) => string[] {
  const lists = events.dimension('list') as ListDimension;
  return (number) => lists.ofAddress(number).map((list) => lists.text(list));
}

export function listDimension(events: CaseEvents): ListDimension {
  const lists = listsOf(events).usable;
  const of = events.dimension('sourceIPAddress');
  return new ListDimension(
    lists.map(({ list }) => list.name),
    of,
    (text) => {
      const address = parseAddress(text);
      return address === null ? [] : lists.flatMap(({ ranges }, index) => (ranges.has(address) ? [index] : []));
    },
  );
}
