// Evaluates the plan of a filter over columns: each part narrows a set of events down.

import type { TermNode } from '../../../shared/filter.ts';
import { eventIdPrefix } from '../../case/record-columns.ts';
import { type AnnotationAsk, recordsAsked } from '../annotations/event-marks.ts';
import type { Combination } from '../filter/condition.ts';
import type { Plan } from '../filter/plan.ts';
import { type Bits, hasBit, noBits, setBit, setRange, unite, without } from './bits.ts';
import type { CaseEvents } from './case-events.ts';
import { flagsOf } from './flags.ts';

/**
 * The records that fulfil a term which needs the record: those known to at least.
 * @param isBelowNot then at most
 */
type RawAnswers = (term: TermNode, isBelowNot: boolean) => Bits;

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
      return ofCombinations(events, plan.of, flagsOf(events, plan), within);
    case 'span':
      return inSpan(events.columns.time, plan.from ?? Number.NEGATIVE_INFINITY, plan.to ?? Number.POSITIVE_INFINITY, within);
    case 'dated':
      return common(within, events.dated);
    case 'eventId':
      return common(within, withEventId(events, plan.stored, within));
    case 'items':
      return common(within, ofItems(events, plan.glob));
    case 'records':
      return common(within, ofRecords(events, plan));
    case 'failed-sign-ins':
      return common(within, events.failedSignIns().sofar(isBelowNot));
    case 'annotated':
      return common(within, annotated(events, plan.ask));
    case 'raw':
      return common(within, raw(plan.term, isBelowNot));
  }
}

function common(a: Bits, b: Bits): Bits {
  const both = new Uint32Array(a.length);
  for (let i = 0; i < both.length; i++) both[i] = (a[i] as number) & (b[i] as number);
  return both;
}

/** Of all records, of which one in so many is few: they are listed, instead of asking each. */
const FEW = 16;

/** Those whose combination is flagged. */
function ofCombinations(events: CaseEvents, of: Combination, flags: Uint8Array, within: Bits): Bits {
  const index = events.recordsOf(of, flags.length);
  if (index.count(flags) * FEW > events.last) return withFlags(events.columns[of], flags, within);
  const found = noBits(events.last);
  index.forEach(flags, (record) => {
    if (hasBit(within, record)) setBit(found, record);
  });
  return found;
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
    let word = 0;
    for (let left = asked; left !== 0; left &= left - 1) {
      const bit = 31 - Math.clz32(left & -left);
      const at = time[base + bit] as number;
      // Undated: neither holds.
      if (at >= from && at < to) word |= 1 << bit;
    }
    found[i] = word;
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

function annotated({ db, last }: CaseEvents, ask: AnnotationAsk): Bits {
  const found = noBits(last);
  for (const record of recordsAsked(db, ask)) if (record <= last) setBit(found, record);
  return found;
}
