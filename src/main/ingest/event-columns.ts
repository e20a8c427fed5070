// Columns of events as they are filled: see EventColumns for what they hold.
import type { EventColumns } from '../../shared/parsed-item.ts';

export type ColumnArrays = Pick<EventColumns, 'offset' | 'length' | 'time' | 'call' | 'identity' | 'origin' | 'uuid' | 'idKind'>;

/** Bytes of one event in all columns. */
const EVENT_BYTES = 3 * 8 + 3 * 4 + 16 + 1;

/** Columns in one piece of memory, which crosses threads as one. */
export function newColumns(n: number): ColumnArrays {
  const memory = new ArrayBuffer(n * EVENT_BYTES);
  let at = 0;
  const next = (bytes: number): number => {
    const here = at;
    at += n * bytes;
    return here;
  };
  return {
    offset: new Float64Array(memory, next(8), n),
    length: new Float64Array(memory, next(8), n),
    time: new Float64Array(memory, next(8), n),
    call: new Uint32Array(memory, next(4), n),
    identity: new Uint32Array(memory, next(4), n),
    origin: new Uint32Array(memory, next(4), n),
    uuid: new Uint8Array(memory, next(16), n * 16),
    idKind: new Uint8Array(memory, next(1), n),
  };
}

/** Copies the first `count` events from one set of columns to another. */
export function copyColumns(from: ColumnArrays, to: ColumnArrays, count: number): void {
  to.offset.set(from.offset.subarray(0, count));
  to.length.set(from.length.subarray(0, count));
  to.time.set(from.time.subarray(0, count));
  to.call.set(from.call.subarray(0, count));
  to.identity.set(from.identity.subarray(0, count));
  to.origin.set(from.origin.subarray(0, count));
  to.uuid.set(from.uuid.subarray(0, count * 16));
  to.idKind.set(from.idKind.subarray(0, count));
}
