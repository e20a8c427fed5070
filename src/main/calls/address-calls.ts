// What the window writes of addresses: the data that interpret them, and watch lists. Part of a session's channels.
import type { Args } from '../../shared/channels.ts';
import { addressDataWith } from '../addresses/address-book.ts';
import { readListFile } from '../addresses/lists/read-list.ts';
import { noteAddressData } from '../case/address-data.ts';
import { addWatchList, removeWatchList } from '../case/watch-lists.ts';
import type { SessionHost } from './session-host.ts';

export function addressCalls({ current, write }: SessionHost) {
  return {
    'addresses.setData': async ({ paths }: Args<'addresses.setData'>) => {
      current();
      const data = addressDataWith(paths);
      await write('lists', (file) => noteAddressData(file, data));
      return {};
    },
    'lists.preview': ({ path }: Args<'lists.preview'>) => readListFile(path).preview,
    'lists.add': async ({ path, name, date }: Args<'lists.add'>) => {
      current();
      const { bytes, preview } = readListFile(path);
      await write('lists', (file) => addWatchList(file, { ...preview, name, date, bytes }));
      return {};
    },
    'lists.remove': async ({ name }: Args<'lists.remove'>) => {
      await write('lists', (file) => removeWatchList(file, name));
      return {};
    },
  };
}
