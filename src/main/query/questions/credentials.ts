// Of the events of a candidate: which credentials acted, from where, and who had issued them.
import type { CameFrom, EvidenceEvent, IssuedBy, WhoActed } from '../../../shared/questions.ts';
import { toWindowRow } from '../../case/event-rows.ts';
import { storable, TERM_IDS, termHash } from '../../case/term-hash.ts';
import { parseEventTime } from '../../decode/event-time.ts';
import { at } from '../../decode/record-path.ts';
import { listNamesOf } from '../addresses/fields.ts';
import { hasBit } from '../columns/bits.ts';
import type { Asking } from './asking.ts';

/** Credentials, and places, that are named of one candidate. */
const NAMED = 12;

/** The text at a path of a record; null for anything else. */
export function textAt(record: unknown, ...path: string[]): string | null {
  let found: string | null = null;
  at(record, path, (value) => {
    if (typeof value === 'string') found = value;
    return found !== null;
  });
  return found;
}

export function whoActed(asking: Asking, record: number): WhoActed {
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

/** Each actor with each of its keys once, in order of their first event. */
export function everyWho(asking: Asking, records: readonly number[]): WhoActed[] {
  const found = new Map<string, WhoActed>();
  for (const record of records) {
    if (found.size >= NAMED) break;
    const key = `${asking.number('who', record)} ${asking.number('accessKeyId', record)}`;
    if (!found.has(key)) found.set(key, whoActed(asking, record));
  }
  return [...found.values()];
}

/** Each address with each tool, most events first. */
export function everyPlace(asking: Asking, records: readonly number[]): CameFrom[] {
  const found = new Map<string, CameFrom>();
  for (const record of records) {
    const key = `${asking.number('sourceIPAddress', record)} ${asking.number('tool', record)} ${asking.number('platform', record)}`;
    const known = found.get(key);
    if (known) known.count++;
    else
      found.set(key, {
        address: asking.value('sourceIPAddress', record) ?? '',
        network: asking.value('network', record),
        country: asking.value('country', record),
        tool: asking.value('tool', record),
        platform: asking.value('platform', record),
        lists: listNamesOf(asking.events)(asking.number('sourceIPAddress', record)),
        count: 1,
      });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.address < b.address ? -1 : 1)).slice(0, NAMED);
}

export function evidence(asking: Asking, record: number, role: string): EvidenceEvent {
  const row = toWindowRow(asking.row(record), null);
  return { role, row: { ...row, bookmark: asking.colourOf(row.id) } };
}

/** Events that name an access key beside their caller's own, in public order. @param issued those that hand it out, or those that are about it */
export function eventsAbout(asking: Asking, key: string, issued: boolean): number[] {
  const { db, all, last } = asking.events;
  const stored = storable(key);
  const terms = db.prepare(TERM_IDS).pluck().all(termHash(stored), stored) as number[];
  const named = db.prepare('SELECT record FROM key_events WHERE key = ? AND issued = ?').pluck();
  const records = new Set(terms.flatMap((term) => named.all(term, issued ? 1 : 0) as number[]));
  return asking.sorted([...records].filter((record) => record <= last && hasBit(all, record)));
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
