// What a filter needs to know of a case: its zone, the time of its first and last event, and functions that SQL calls.
import { inNetwork, type Network, parseNetwork } from '../../../shared/filter/network.ts';
import type { TimeContext } from '../../../shared/filter/times.ts';
import { readFacts } from '../../case/facts.ts';
import type { ReadConnection } from '../../case/open.ts';

export interface FilterContext extends TimeContext {
  db: ReadConnection;
}

/** Sets of record ids kept per connection. */
const REMEMBERED = 32;

/** Record ids as bits. */
export type IdSet = Uint8Array;

export interface ConnectionSets {
  /** By number, as it stands in a compiled filter. */
  sets: Map<number, IdSet>;
  /** Number by what was asked, and of which state of the case. */
  numbers: Map<string, number>;
  next: number;
}

const connections = new WeakMap<ReadConnection, ConnectionSets>();

/** A filter that leaves no repeat of an event. */
export const NOT_A_REPEAT = 'NOT EXISTS (SELECT 1 FROM repeats d WHERE d.record = r.id)';

/** The context of an open case, read anew: it is cheap. Call it while no statement of the connection is being walked. */
export function filterContext(db: ReadConnection): FilterContext {
  setsOf(db);
  const end = (direction: 'ASC' | 'DESC'): number | null =>
    (db
      .prepare(
        `SELECT r.time FROM records r INDEXED BY records_by_time WHERE r.time IS NOT NULL AND ${NOT_A_REPEAT} ORDER BY r.time ${direction} LIMIT 1`,
      )
      .pluck()
      .get() as number | undefined) ?? null;
  return { db, zone: readFacts(db).timezone, firstEvent: end('ASC'), lastEvent: end('DESC') };
}

/** The sets of a connection; its functions are registered with the first call. */
export function setsOf(db: ReadConnection): ConnectionSets {
  const known = connections.get(db);
  if (known) return known;
  const own: ConnectionSets = { sets: new Map(), numbers: new Map(), next: 1 };
  const networks = new Map<string, Network | null>();
  db.function('trailcase_in_network', { deterministic: true }, (address: unknown, text: unknown) => {
    let network = networks.get(text as string);
    if (network === undefined) {
      const parsed = parseNetwork(text as string);
      network = typeof parsed === 'string' ? null : parsed;
      networks.set(text as string, network);
    }
    return network !== null && typeof address === 'string' && inNetwork(address, network) ? 1 : 0;
  });
  db.function('trailcase_in_set', (number: unknown, id: unknown) => {
    const set = own.sets.get(number as number);
    if (!set) throw new Error('the set of a filter is gone');
    return ((set[(id as number) >> 3] ?? 0) >> ((id as number) & 7)) & 1;
  });
  connections.set(db, own);
  return own;
}

/** Keeps a set; the ones kept longest go. */
export function keepSet(own: ConnectionSets, key: string, set: IdSet): number {
  const number = own.next++;
  own.sets.set(number, set);
  own.numbers.set(key, number);
  for (const [oldest, old] of own.numbers) {
    if (own.numbers.size <= REMEMBERED) break;
    own.numbers.delete(oldest);
    own.sets.delete(old);
  }
  return number;
}

/** Gives up what was read for filters: it is read again when it is asked for. */
export function forgetSets(db: ReadConnection): void {
  const own = connections.get(db);
  own?.sets.clear();
  own?.numbers.clear();
}
