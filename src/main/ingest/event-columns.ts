// Columns of events as they are filled: see EventColumns for what they hold.
import type { EventColumns } from '../../shared/parsed-item.ts';

export type ColumnArrays = Pick<EventColumns, 'offset' | 'length' | 'time' | 'call' | 'identity' | 'origin' | 'uuid' | 'idKind'>;

/** Bytes of one event in all columns. */
const EVENT_BYTES = 3 * 8 + 3 * 4 + 16 + 1;

/** Columns in one piece of memory, which crosses threads as one. */
export function newColumns(n: number): ColumnArrays {
  return columnsIn(new ArrayBuffer(n * EVENT_BYTES), 0, n);
}

/** Memory in which the columns of several small items stand: of a message, a few large pieces cross threads instead of a thousand small ones. */
const PIECE = 128 * 1024;

export class ColumnMemory {
  private piece: ArrayBuffer | null = null;
  private used = 0;

  columns(n: number): ColumnArrays {
    const bytes = Math.ceil((n * EVENT_BYTES) / 8) * 8;
    if (bytes > PIECE / 4) return newColumns(n);
    if (this.piece === null || this.used + bytes > PIECE) {
      this.piece = new ArrayBuffer(PIECE);
      this.used = 0;
    }
    const columns = columnsIn(this.piece, this.used, n);
    this.used += bytes;
    return columns;
  }

  /** To be called before the columns move to another thread: their memory goes with them. */
  end(): void {
    this.piece = null;
  }
}

function columnsIn(memory: ArrayBuffer, from: number, n: number): ColumnArrays {
  let at = from;
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

/** Events copied one by one, since the views that copying them all at once takes would cost more. */
export const FEW_EVENTS = 50;

/** Copies the first `count` events from one set of columns to another, there from `at` on. */
export function copyColumns(from: ColumnArrays, to: ColumnArrays, count: number, at = 0): void {
  if (count <= FEW_EVENTS) {
    for (let i = 0; i < count; i++) copyEvent(from, i, to, at + i);
    return;
  }
  to.offset.set(first(from.offset, count), at);
  to.length.set(first(from.length, count), at);
  to.time.set(first(from.time, count), at);
  to.call.set(first(from.call, count), at);
  to.identity.set(first(from.identity, count), at);
  to.origin.set(first(from.origin, count), at);
  to.uuid.set(first(from.uuid, count * 16), at * 16);
  to.idKind.set(first(from.idKind, count), at);
}

function copyEvent(from: ColumnArrays, i: number, to: ColumnArrays, at: number): void {
  to.offset[at] = from.offset[i] as number;
  to.length[at] = from.length[i] as number;
  to.time[at] = from.time[i] as number;
  to.call[at] = from.call[i] as number;
  to.identity[at] = from.identity[i] as number;
  to.origin[at] = from.origin[i] as number;
  to.idKind[at] = from.idKind[i] as number;
  copyUuid(from.uuid, i, to.uuid, at);
}

/** Copies the 16 bytes of event `i` to those of event `at`. */
export function copyUuid(from: Uint8Array, i: number, to: Uint8Array, at: number): void {
  for (let byte = 0; byte < 16; byte++) to[at * 16 + byte] = from[i * 16 + byte] as number;
}

function first<T extends Float64Array | Uint32Array | Uint8Array>(column: T, count: number): T {
  return column.length === count ? column : (column.subarray(0, count) as T);
}
