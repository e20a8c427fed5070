// The keys that some identities have themselves, each with the event that shows it best.
import { actorsOf } from '../actors/actors.ts';
import { hasBit } from '../columns/bits.ts';
import type { Credentials } from './credentials.ts';

interface OwnKey {
  /** Row id of the key in `terms`. */
  key: number;
  /** Row id of the first event made with it by one of the identities, if possible by one that says itself whose it is. */
  record: number;
  /** No event says itself whose the key is: the case learnt it elsewhere, from a principal id. */
  isLearnt: boolean;
}

/** @param identities row ids */
export function ownKeys({ events, keyOf }: Credentials, identities: readonly number[]): OwnKey[] {
  const { all, columns } = events;
  const places = events.places();
  const actors = actorsOf(events);
  const flags = new Uint8Array(keyOf.length);
  for (const identity of identities) flags[identity] = keyOf[identity] === 0 ? 0 : 1;
  const found = new Map<number, OwnKey>();
  events.recordsOf('identity', flags.length).forEach(flags, (record) => {
    if (!hasBit(all, record)) return;
    const identity = columns.identity[record] as number;
    const one: OwnKey = { key: keyOf[identity] as number, record, isLearnt: actors.isLearnt(identity) };
    const known = found.get(one.key);
    if (known === undefined || isBetter(one, known, places)) found.set(one.key, one);
  });
  return [...found.values()];
}

function isBetter(one: OwnKey, other: OwnKey, places: Uint32Array): boolean {
  if (one.isLearnt !== other.isLearnt) return other.isLearnt;
  return (places[one.record] as number) < (places[other.record] as number);
}
