// Of the events of a candidate: which credentials acted, from where, and who had issued them.
import type { CameFrom, EvidenceEvent, IssuedBy, WhoActed } from '../../../shared/questions.ts';
import { storable, TERM_IDS, termHash } from '../../case/term-hash.ts';
import { parseEventTime } from '../../decode/event-time.ts';
import { at } from '../../decode/record-path.ts';
import { listNamesOf } from '../addresses/fields.ts';
import { type Bits, forEachBit, hasBit } from '../columns/bits.ts';
import { tallyCombination } from '../columns/tally.ts';
import { issuingCalls } from '../lineage/issuing.ts';
import { windowRow } from '../window-row.ts';
import { type Asking, term } from './asking.ts';

/** Credentials, and places, that are named of one candidate. */
const NAMED = 12;

/** What tells one place from another. */
const PLACE = ['sourceIPAddress', 'tool', 'platform'] as const;

/** The text at a path of a record; null for anything else. */
export function textAt(record: unknown, ...path: string[]): string | null {
  let found: string | null = null;
  at(record, path, (value) => {
    if (typeof value === 'string') found = value;
    return found !== null;
  });
  return found;
}

function whoActed(asking: Asking, record: number): WhoActed {
  const raw = asking.raw(record);
  const session = ['userIdentity', 'sessionContext', 'attributes'];
  const began = textAt(raw, ...session, 'creationDate');
  const mfa = textAt(raw, ...session, 'mfaAuthenticated');
  const ms = began === null ? Number.NaN : parseEventTime(began);
  return {
    who: asking.value('who', record) ?? asking.value('actor', record) ?? '',
    accessKeyId: asking.value('accessKeyId', record),
    sessionName: asking.value('sessionName', record),
    arn: asking.value('arn', record),
    console: textAt(raw, 'sessionCredentialFromConsole') === 'true',
    began: Number.isNaN(ms) ? null : ms,
    mfa: mfa === null ? null : mfa === 'true',
  };
}

/** Each actor with each of its keys once, in order of their first event; how many there are beyond those named. */
export function everyWho(asking: Asking, bits: Bits): { who: WhoActed[]; more: number } {
  const { events } = asking;
  const [places, { ids }] = [events.places(), events.publicOrder()];
  const [actors, keys] = [events.dimension('who').numbers, events.dimension('accessKeyId').numbers];
  const firstOf = new Uint32Array(keys.length).fill(ids.length);
  forEachBit(bits, (record) => {
    const identity = events.columns.identity[record] as number;
    const place = places[record] as number;
    if (place < (firstOf[identity] as number)) firstOf[identity] = place;
  });
  const found = new Map<string, number>();
  firstOf.forEach((place, identity) => {
    if (place === ids.length) return;
    const key = `${actors[identity]} ${keys[identity]}`;
    found.set(key, Math.min(place, found.get(key) ?? ids.length));
  });
  const firsts = [...found.values()].sort((a, b) => a - b).slice(0, NAMED);
  return { who: firsts.map((place) => whoActed(asking, ids[place] as number)), more: found.size - firsts.length };
}

/**
 * Each address with each tool and platform, most events first; how many there are beyond those named.
 * @param filter of the events; null where there is none
 */
export function everyPlace(asking: Asking, bits: Bits, filter: string | null): { from: CameFrom[]; more: number } {
  const { events } = asking;
  const { numbers: addresses } = events.dimension('sourceIPAddress');
  const { count } = tallyCombination(events, 'origin', addresses.length, bits);
  const [tools, platforms] = [events.dimension('tool').numbers, events.dimension('platform').numbers];
  const found = new Map<string, { origin: number; count: number }>();
  count.forEach((times, origin) => {
    if (times === 0) return;
    const key = `${addresses[origin]} ${tools[origin]} ${platforms[origin]}`;
    const known = found.get(key);
    if (known) known.count += times;
    else found.set(key, { origin, count: times });
  });
  const text = (field: (typeof PLACE)[number] | 'network' | 'country', origin: number): string | null => {
    const dimension = events.dimension(field);
    return dimension.text(dimension.numbers[origin] as number) || null;
  };
  const there = (origin: number): string => PLACE.map((field) => term(field, text(field, origin) ?? '')).join(' ');
  const sorted = [...found.values()].sort(
    (a, b) => b.count - a.count || PLACE.reduce((order, field) => order || inOrder(text(field, a.origin), text(field, b.origin)), 0),
  );
  const from = sorted.slice(0, NAMED).map(
    ({ origin, count: times }): CameFrom => ({
      address: text('sourceIPAddress', origin) ?? '',
      network: text('network', origin),
      country: text('country', origin),
      tool: text('tool', origin),
      platform: text('platform', origin),
      lists: listNamesOf(events)(addresses[origin] as number),
      count: times,
      filter: filter === null ? null : `${filter} ${there(origin)}`,
    }),
  );
  return { from, more: found.size - from.length };
}

function inOrder(a: string | null, b: string | null): number {
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;
}

export function evidence(asking: Asking, record: number, role: string): EvidenceEvent {
  const row = windowRow(asking.events.db, asking.row(record));
  return { role, row: { ...row, bookmark: asking.colourOf(row.id) } };
}

/** Events that name an access key beside their caller's own, in public order. @param issued those that hand it out, or those that are about it */
export function eventsAbout(asking: Asking, key: string, issued: boolean): number[] {
  const { db, all, last } = asking.events;
  const stored = storable(key);
  const terms = db.prepare(TERM_IDS).pluck().all(termHash(stored), stored) as number[];
  const named = db.prepare('SELECT record FROM key_events WHERE key = ? AND issued = ?').pluck();
  const records = new Set(terms.flatMap((term) => named.all(term, issued ? 1 : 0) as number[]));
  // A key in the answer of a call that issues none was put there by whoever made the call.
  const issuing = issued ? issuingCalls(asking.events) : null;
  const counts = (record: number): boolean => issuing === null || issuing[asking.events.columns.call[record] as number] === 1;
  return asking.sorted([...records].filter((record) => record <= last && hasBit(all, record) && counts(record)));
}

/** Who issued a key, as the events prove that hand it out; null where the case has none. */
export function issuedBy(asking: Asking, key: string): IssuedBy | null {
  const records = eventsAbout(asking, key, true);
  if (records.length === 0) return null;
  // One call across accounts is logged in both: only the caller's own account names the key that called.
  const caller = records.find((record) => asking.number('accessKeyId', record) !== 0) ?? (records[0] as number);
  const role = (record: number): string =>
    `issued ${key}${records.length > 1 ? `, logged in ${asking.value('accountId', record) ?? 'no account'}` : ''}`;
  return { key, by: whoActed(asking, caller), events: records.slice(0, NAMED).map((record) => evidence(asking, record, role(record))) };
}
