// How the call of each event ended: by its error code, and of a sign-in without one by what its record says.
import { condition } from '../filter/condition.ts';
import { DENIED_CODE } from '../filter/words.ts';
import { type Bits, countBits, forEachBit, hasBit, intersect } from './bits.ts';
import type { CaseEvents } from './case-events.ts';
import type { FailedSignIns } from './failed-sign-ins.ts';
import { flagsOf } from './flags.ts';
import type { Selection } from './selections.ts';

/** Without an error. */
export const ALLOWED = 0;
/** AWS refused the call, or the person who signed in. */
export const DENIED = 1;
/** Any other error. */
export const FAILED = 2;

/** Of a call some of whose records are failed sign-ins: each record tells. */
const BY_RECORD = 3;

/** By row id of a call what its error code says, ALLOWED where it has none. */
export function outcomesByCode(events: CaseEvents): Uint8Array {
  const failed = flagsOf(events, condition('call', { kind: 'any', field: 'errorCode' }));
  const denied = flagsOf(events, condition('call', DENIED_CODE));
  return failed.map((flag, id) => (flag === 0 ? ALLOWED : FAILED - (denied[id] as number)));
}

export class Outcomes {
  private readonly call: Uint32Array;
  private readonly ofCall: Uint8Array;
  private readonly byCode: Uint8Array;
  private readonly failedSignIns: Bits;
  private readonly anyFailed: boolean;
  private readonly signIns: FailedSignIns;

  /** Reads the case's sign-ins, if it has not been done. */
  constructor(events: CaseEvents) {
    this.signIns = events.failedSignIns();
    const { bits, count } = this.signIns.all();
    this.call = events.columns.call;
    this.byCode = events.outcomesByCode();
    this.failedSignIns = bits;
    this.anyFailed = count > 0;
    this.ofCall = this.anyFailed ? this.byCode.slice() : this.byCode;
    if (this.anyFailed) for (const call of callsOf(bits, this.call)) this.ofCall[call] = BY_RECORD;
  }

  /** ALLOWED, DENIED or FAILED. */
  of(record: number): number {
    const outcome = this.ofCall[this.call[record] as number] as number;
    if (outcome !== BY_RECORD) return outcome;
    return hasBit(this.failedSignIns, record) ? DENIED : ALLOWED;
  }

  /** Hashes of the items whose sign-ins among some events could not be read: they are told as ended without an error, and nobody knows. */
  unreadable(among: Bits): readonly string[] {
    return this.signIns.unreadable(among);
  }

  /** Among some events. @param count of each call how many of its events are among them */
  among(bits: Bits, count: Float64Array): { denied: number; errors: number } {
    let [denied, errors] = [0, 0];
    for (let call = 0; call < count.length; call++) {
      const outcome = this.byCode[call];
      if (outcome === ALLOWED) continue;
      errors += count[call] as number;
      if (outcome === DENIED) denied += count[call] as number;
    }
    const signIns = this.anyFailed ? countBits(intersect(bits.slice(), this.failedSignIns)) : 0;
    return { denied: denied + signIns, errors: errors + signIns };
  }
}

/** Hashes of the items that could not be read: of those that the filter of some events asks, and of those that tell how their sign-ins ended. */
export function unreadableOf(events: CaseEvents, { bits, unreadable }: Pick<Selection, 'bits' | 'unreadable'>): string[] {
  return [...new Set([...unreadable, ...events.outcomes().unreadable(bits)])].sort();
}

function callsOf(bits: Bits, call: Uint32Array): Set<number> {
  const found = new Set<number>();
  forEachBit(bits, (record) => found.add(call[record] as number));
  return found;
}
