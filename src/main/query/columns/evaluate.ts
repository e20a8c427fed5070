// Evaluates the plan of a filter over columns: each part narrows a set of events down.

import { parseNetwork } from '../../../shared/filter/network.ts';
import type { TermNode } from '../../../shared/filter.ts';
import type { ReadConnection } from '../../case/open.ts';
import { eventIdPrefix } from '../../case/record-columns.ts';
import { COMBINATIONS, type Condition } from '../filter/condition.ts';
import { invalid, type Plan } from '../filter/plan.ts';
import { type Bits, hasBit, noBits, setBit, setRange, unite, without } from './bits.ts';
import type { CaseEvents } from './case-events.ts';

/**
 * The records that fulfil a term which needs the record: those known to at least.
 * @param isBelowNot then at most
 */
export type RawAnswers = (term: TermNode, isBelowNot: boolean) => Bits;

/** Those events of `within` that fulfil a plan. `within` stays as it is; the answer may be the same object. */
export function restrict(events: CaseEvents, plan: Plan, within: Bits, raw: RawAnswers, isBelowNot = false): Bits {
  switch (plan.kind) {
    case 'and':
      return plan.of.reduce((left, part) => restrict(events, part, left, raw, isBelowNot), within);
    case 'or': {
      const found = noBits(events.last);
      for (const part of plan.of) unite(found, restrict(events, part, within, raw, isBelowNot));
      return found;
    }
    case 'not':
      return without(within, restrict(events, plan.of, within, raw, !isBelowNot));
    case 'combination':
      return withFlags(events.columns[plan.of], flagsOf(events.db, plan), within);
    case 'network':
      return withFlags(events.columns.origin, originsIn(events, plan.text), within);
    case 'span':
      return inSpan(events.columns.time, plan.from ?? Number.NEGATIVE_INFINITY, plan.to ?? Number.POSITIVE_INFINITY, within);
    case 'dated':
      return inSpan(events.columns.time, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, within);
    case 'eventId':
      return common(within, withEventId(events, plan.stored, within));
    case 'items':
      return common(within, ofItems(events, plan.glob));
    case 'records':
      return common(within, ofRecords(events, plan));
    case 'raw':
      return common(within, raw(plan.term, isBelowNot));
  }
}

function common(a: Bits, b: Bits): Bits {
  const both = new Uint32Array(a.length);
  for (let i = 0; i < both.length; i++) both[i] = (a[i] as number) & (b[i] as number);
  return both;
}

/** For each id of the combination whether it fulfils the condition. */
function flagsOf(db: ReadConnection, { of, where, params }: Condition): Uint8Array {
  const table = COMBINATIONS[of];
  const last = (db.prepare(`SELECT max(id) FROM ${table}`).pluck().get() as number | null) ?? 0;
  const flags = new Uint8Array(last + 1);
  const ids = prepared(db, `SELECT x.id FROM ${table} x WHERE ${where}`)
    .pluck()
    .iterate(...params) as IterableIterator<number>;
  for (const id of ids) flags[id] = 1;
  return flags;
}

/** SQLite limits how much one statement may hold. */
function prepared(db: ReadConnection, sql: string): ReturnType<ReadConnection['prepare']> {
  try {
    return db.prepare(sql);
  } catch (error) {
    throw invalid(1, `This filter is too large: ${(error as Error).message}`, 'use * or a network where values have something in common');
  }
}

/** For each id of an origin whether its address is in a network; one that cannot be read has none. */
function originsIn(events: CaseEvents, text: string): Uint8Array {
  const { numbers } = events.dimension('sourceIPAddress');
  const network = parseNetwork(text);
  if (typeof network === 'string') return new Uint8Array(numbers.length);
  const flags = events.addresses().flagsOf(network);
  return Uint8Array.from(numbers, (number) => flags[number] as number);
}

function withFlags(column: Uint32Array, flags: Uint8Array, within: Bits): Bits {
  const found = new Uint32Array(within.length);
  for (let i = 0; i < found.length; i++) {
    const asked = within[i] as number;
    if (asked === 0) continue;
    const base = i << 5;
    const end = Math.min(32, column.length - base);
    let word = 0;
    for (let bit = 0; bit < end; bit++) word |= (flags[column[base + bit] as number] as number) << bit;
    found[i] = word & asked;
  }
  return found;
}

function inSpan(time: Float64Array, from: number, to: number, within: Bits): Bits {
  const found = new Uint32Array(within.length);
  for (let i = 0; i < found.length; i++) {
    const asked = within[i] as number;
    if (asked === 0) continue;
    const base = i << 5;
    const end = Math.min(32, time.length - base);
    let word = 0;
    for (let bit = 0; bit < end; bit++) {
      const at = time[base + bit] as number;
      // Undated: neither holds.
      if (at >= from && at < to) word |= 1 << bit;
    }
    found[i] = word & asked;
  }
  return found;
}

/** Records whose prefix is that of the id are few: they are asked. */
function withEventId({ db, columns, last }: CaseEvents, stored: Buffer | string, within: Bits): Bits {
  const prefix = eventIdPrefix(stored);
  const found = noBits(last);
  const isIt = db.prepare('SELECT 1 FROM records WHERE id = ? AND event_id = ?').pluck();
  const ids = columns.eventId;
  for (let id = 1; id < ids.length; id++) if (ids[id] === prefix && hasBit(within, id) && isIt.get(id, stored) === 1) setBit(found, id);
  return found;
}

function ofItems({ db, last }: CaseEvents, glob: string): Bits {
  const found = noBits(last);
  const items = db.prepare('SELECT first_record, records FROM evidence WHERE records > 0 AND lower(hex(sha256)) GLOB ?').raw();
  for (const [first, records] of items.iterate(glob) as IterableIterator<[number, number]>)
    setRange(found, first, Math.min(first + records, last + 1));
  return found;
}

function ofRecords({ db, last }: CaseEvents, { where, params }: Extract<Plan, { kind: 'records' }>): Bits {
  const found = noBits(last);
  const ids = db
    .prepare(`SELECT r.id FROM records r WHERE ${where}`)
    .pluck()
    .iterate(...params) as IterableIterator<number>;
  for (const id of ids) if (id <= last) setBit(found, id);
  return found;
}
