// A part of an open file. Streams of the standard library close the file with themselves; this does not.
import { readSync } from 'node:fs';

const READ_BYTES = 64 * 1024;

/** The bytes from `start` up to `end`, or to the end of the file, in portions. */
export function* range(descriptor: number, start: number, end: number): Generator<Buffer> {
  for (let at = start; at < end; ) {
    const bytes = Buffer.allocUnsafe(Math.min(READ_BYTES, end - at));
    const read = readSync(descriptor, bytes, 0, bytes.length, at);
    if (read === 0) return;
    at += read;
    yield bytes.subarray(0, read);
  }
}
