// The life of a key on one line: issued, first used, switched off and on, deleted, last used.
import type { LifeEvent } from '../../../shared/lineage.ts';
import { hasBit } from '../columns/bits.ts';
import type { LineageIndex } from './lineage-index.ts';

/** Changes of a key, and calls that hand it out, that a life lists. */
const MOST = 500;

/** A moment, by its record. */
export interface Moment {
  what: LifeEvent['what'];
  record: number;
}

/** Moments in public order. @param key row id of the key in `terms` @returns with how many others are left out: early changes, late calls that hand it out */
export function lifeOf(index: LineageIndex, key: number): { moments: Moment[]; leftOut: number } {
  const { events } = index;
  const places = events.places();
  const place = (record: number): number => places[record] as number;
  const named = events.db.prepare('SELECT DISTINCT record FROM key_events WHERE key = ? AND issued = 0').pluck().all(key) as number[];
  const changing = named.filter((record) => hasBit(events.all, record) && isChange(index, record)).sort((a, b) => place(a) - place(b));
  const changes = changing.slice(-MOST).flatMap((record): Moment[] => {
    const what = changeBy(index, record);
    return what === null ? [] : [{ what, record }];
  });
  const calls = index.issued.callsFor(key);
  const issued = calls.slice(0, MOST).map(([record]): Moment => ({ what: wordFor(index, record as number), record: record as number }));
  const [first, last] = uses(index, key, place);
  // In one second, what makes a key comes before its use, and what ends it after: the log does not tell their order.
  const moments = [
    ...issued,
    ...changes,
    ...(first === undefined ? [] : [{ what: 'first-use' as const, record: first }]),
    ...(last === undefined || last === first ? [] : [{ what: 'last-use' as const, record: last }]),
  ].sort((a, b) => timeOf(index, a.record) - timeOf(index, b.record) || RANK[a.what] - RANK[b.what] || place(a.record) - place(b.record));
  return { moments, leftOut: Math.max(0, changing.length - MOST) + Math.max(0, calls.length - MOST) };
}

const RANK: Record<LifeEvent['what'], number> = {
  created: 0,
  issued: 0,
  activated: 1,
  'first-use': 2,
  'last-use': 3,
  deactivated: 4,
  deleted: 5,
};

/** Undated records stand last. */
function timeOf(index: LineageIndex, record: number): number {
  const time = index.time(record);
  return Number.isNaN(time) ? Number.MAX_VALUE : time;
}

function wordFor(index: LineageIndex, record: number): 'created' | 'issued' {
  return index.apiOf(record) === 'CreateAccessKey' ? 'created' : 'issued';
}

/** APIs that change a key of IAM: other services have some of the same name. */
function isChange(index: LineageIndex, record: number): boolean {
  const sources = index.events.dimension('eventSource');
  const source = sources.text(sources.numbers[index.events.columns.call[record] as number] as number);
  return source === 'iam.amazonaws.com' && ['DeleteAccessKey', 'UpdateAccessKey'].includes(index.apiOf(record));
}

/** AWS, IAM API reference: UpdateAccessKey sets the status Active or Inactive. Null for what changes nothing. */
function changeBy(index: LineageIndex, record: number): LifeEvent['what'] | null {
  if (index.apiOf(record) === 'DeleteAccessKey') return 'deleted';
  const status = index.raw.text(record, 'requestParameters', 'status');
  return status === 'Inactive' ? 'deactivated' : status === 'Active' ? 'activated' : null;
}

/** Records of the first and the last event made with a key. */
function uses(index: LineageIndex, key: number, place: (record: number) => number): [number | undefined, number | undefined] {
  const { events, credentials } = index;
  const flags = new Uint8Array(credentials.keyOf.length);
  for (const identity of credentials.identitiesWith(credentials.keyOf, key)) flags[identity] = 1;
  let first: number | undefined;
  let last: number | undefined;
  events.recordsOf('identity', flags.length).forEach(flags, (record) => {
    if (!hasBit(events.all, record) || Number.isNaN(index.time(record))) return;
    if (first === undefined || place(record) < place(first)) first = record;
    if (last === undefined || place(record) > place(last)) last = record;
  });
  return [first, last];
}
