// Of which accounts and regions the case has something, and over what time: by the names that AWS gave to log files, and of files without such names
// by what their events say.
import type { Chain } from '../../../shared/integrity.ts';
import { deliveryOf } from '../../verify/digests/places.ts';
import { hasBit, intersect, noBits, setRange } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { tallyColumn } from '../columns/tally.ts';
import type { Span } from './sweep.ts';

/** An account and a region, or a whole account (region ''). */
export interface Place {
  account: string;
  region: string;
  /** From the account's first event or delivery to its last, which is still within; null where there are digests only. */
  own: Span | null;
}

export interface Places {
  /** By account and region, in their order. */
  regions: readonly Place[];
  accounts: readonly Place[];
}

export const placeKey = ({ account, region }: { account: string; region: string }): string => `${account} ${region}`;

const known = new WeakMap<CaseEvents, Places>();

export function placesOf(events: CaseEvents): Places {
  let places = known.get(events);
  if (!places) {
    places = foundPlaces(events);
    known.set(events, places);
  }
  return places;
}

/** With the places of which there are digests only: what they do not prove is missing there as anywhere else. */
export function withChains({ regions, accounts }: Places, chains: readonly Chain[]): Places {
  const byAccount = new Map(accounts.map((place) => [place.account, place]));
  const all = new Map(regions.map((place) => [placeKey(place), place]));
  for (const { account, region } of chains) {
    if (account === '' || region === '') continue;
    const of = byAccount.get(account) ?? { account, region: '', own: null };
    byAccount.set(account, of);
    const key = placeKey({ account, region });
    if (!all.has(key)) all.set(key, { ...of, region });
  }
  return { regions: inOrder(all.values()), accounts: inOrder(byAccount.values()) };
}

function foundPlaces(events: CaseEvents): Places {
  const regions = new Map<string, Place>();
  const accounts = new Map<string, Span>();
  const see = (account: string, region: string, first: number, last: number): void => {
    if (account === '' || region === '' || !(first <= last)) return;
    regions.set(placeKey({ account, region }), { account, region, own: null });
    const of = accounts.get(account) ?? { from: first, to: last + 1 };
    of.from = Math.min(of.from, first);
    of.to = Math.max(of.to, last + 1);
    accounts.set(account, of);
  };
  seeItems(events, see);
  const withTime = [...regions.values()].map((place) => ({ ...place, own: accounts.get(place.account) ?? null }));
  return {
    regions: inOrder(withTime),
    accounts: inOrder([...accounts].map(([account, own]) => ({ account, region: '', own }))),
  };
}

type See = (account: string, region: string, first: number, last: number) => void;

/** A log file has the events of one region's endpoint, some of which name another as theirs: digests speak of the file's. */
function seeItems(events: CaseEvents, see: See): void {
  const { columns, last, all } = events;
  const rows = events.db
    .prepare(
      `SELECT e.id, e.first_record, e.records, e.kind IN ('log', 'insight'), f.path FROM evidence e LEFT JOIN found_at f ON f.evidence = e.id
       WHERE e.records > 0 OR e.kind IN ('log', 'insight') ORDER BY e.id, f.path`,
    )
    .raw()
    .iterate() as IterableIterator<[item: number, firstRecord: number, records: number, isLog: 0 | 1, path: string | null]>;
  const unnamed = noBits(last);
  let item = { id: 0, first: 0, end: 0, isNamed: true };
  const leave = (): void => {
    if (!item.isNamed) setRange(unnamed, item.first, item.end);
  };
  for (const [id, firstRecord, records, isLog, path] of rows) {
    if (item.id !== id) {
      leave();
      item = { id, first: firstRecord, end: Math.min(firstRecord + records, last + 1), isNamed: false };
    }
    const delivery = isLog === 1 && path !== null ? deliveryOf(path) : null;
    if (!delivery) continue;
    const { account, region, at } = delivery;
    see(account, region, at, at);
    if (item.isNamed) continue;
    item.isNamed = true;
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let record = item.first; record < item.end; record++) {
      const time = columns.time[record] as number;
      if (!hasBit(all, record)) continue;
      if (time < from) from = time;
      if (time > to) to = time;
    }
    see(account, region, from, to);
  }
  leave();
  seeEvents(events, intersect(unnamed, all), see);
}

function seeEvents(events: CaseEvents, bits: CaseEvents['all'], see: See): void {
  const [account, region] = [events.dimension('accountId'), events.dimension('awsRegion')];
  const tally = tallyColumn(events, events.columns.call, account.numbers.length, bits);
  const text = (dimension: typeof account, call: number): string => {
    const number = dimension.numbers[call] as number;
    return number === 0 ? '' : dimension.text(number);
  };
  for (let call = 0; call < account.numbers.length; call++) {
    if ((tally.count[call] as number) > 0)
      see(text(account, call), text(region, call), tally.first[call] as number, tally.last[call] as number);
  }
}

function inOrder(places: Iterable<Place>): Place[] {
  return [...places]
    .map((place) => ({ place, key: placeKey(place) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ place }) => place);
}
