// What the window asks about addresses and watch lists: part of the channel map.
import { z } from 'zod';
import { ADDRESS_KINDS, ADDRESS_SORTS, AddressDataState } from '../addresses.ts';
import { ListDate, ListName, ListPreview, WatchList } from '../watch-lists.ts';
import { Filter, nothing, Page, Path } from './parts.ts';

/** What the data say of one address. */
const Facts = {
  kind: z.enum(ADDRESS_KINDS),
  /** ISO 3166-1 code; null where none is known. */
  country: z.string().nullable(),
  /** `AS60729 Stiftung Erneuerbare Freiheit`; null where none is known. */
  network: z.string().nullable(),
};

const ListMark = WatchList.pick({ name: true, date: true, at: true });

export const addressChannels = {
  /** Source addresses among the events of a filter, with what is known of each. */
  'addresses.list': {
    args: z.object({
      filter: Filter,
      sort: z.enum(ADDRESS_SORTS),
      descending: z.boolean(),
      ...Page,
    }),
    result: z.object({
      total: z.number(),
      rows: z.array(
        z.object({
          address: z.string(),
          ...Facts,
          /** Names of the watch lists that it is on. */
          lists: z.array(z.string()),
          events: z.number(),
          /** ms UTC; null where only undated events came from it. */
          first: z.number().nullable(),
          last: z.number().nullable(),
          /** Different ones among these events. */
          actors: z.number(),
          keys: z.number(),
        }),
      ),
    }),
  },
  /** Every address of the case that is on a watch list, in order of address: what is marked on all screens. */
  'addresses.marks': {
    args: nothing,
    result: z.object({
      lists: z.array(ListMark),
      /** `lists`: indexes of the lists above. */
      rows: z.array(z.object({ address: z.string(), country: z.string().nullable(), lists: z.array(z.number()) })),
      /** Addresses that are on a list and not among these, because they are too many. */
      more: z.number(),
    }),
  },
  /** All that is known of one address, be it in the case or not. */
  'addresses.about': {
    args: z.object({ address: z.string().min(1).max(10_000) }),
    result: z.object({ ...Facts, lists: z.array(ListMark) }),
  },
  /** Which data tell countries and networks, and whether the case notes others. */
  'addresses.data': { args: nothing, result: AddressDataState },
  /** From now on these MaxMind-format files are asked first; none: only what Trailcase brings along. It enters the custody log. Errors: ADDRESS_DATA_UNREADABLE. */
  'addresses.setData': { args: z.object({ paths: z.array(Path).max(10) }), result: nothing },
  /** Watch lists that count, by name. */
  'lists.list': { args: nothing, result: z.object({ lists: z.array(WatchList) }) },
  /** What a file would be loaded as. Changes nothing. Errors: WATCH_LIST_UNREADABLE. */
  'lists.preview': { args: z.object({ path: Path }), result: ListPreview },
  /** Loads a list, in place of the one with this name if there is one. Errors: WATCH_LIST_UNREADABLE. */
  'lists.add': { args: z.object({ path: Path, name: ListName, date: ListDate }), result: nothing },
  /** Takes a list away; its bytes and its history stay in the case. Errors: WATCH_LIST_MISSING. */
  'lists.remove': { args: z.object({ name: z.string() }), result: nothing },
} as const;
