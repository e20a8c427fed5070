// Whether gzip data has more than one member. The content of all members is read as one, as gzip does; but AWS writes one, so that a second,
// even an empty one, was added by someone else.
import { inflateRawSync } from 'node:zlib';

/** How a member begins: RFC 1952, 2.3.1. */
const MARK = Buffer.from([0x1f, 0x8b, 0x08]);

/** Bytes of a member behind its compressed data: checksum and length. */
const TRAILER = 8;

/** More than any content that is read at once. */
const LARGEST = 128_000_000;

export function hasMoreMembers(bytes: Buffer): boolean {
  if (!bytes.subarray(0, MARK.length).equals(MARK)) return false;
  // Rare in compressed data: only then is it decompressed to know where the first member ends.
  if (bytes.indexOf(MARK, MARK.length) < 0) return false;
  const begin = headerLength(bytes);
  if (begin === null) return false;
  try {
    // `info` also tells how many bytes the decoder used; node's types lack that form.
    const { engine } = inflateRawSync(bytes.subarray(begin), { info: true, maxOutputLength: LARGEST } as object) as unknown as {
      engine: { bytesWritten: number };
    };
    return bytes.indexOf(MARK, begin + engine.bytesWritten + TRAILER) >= 0;
  } catch {
    // Damaged data: that is told as such.
    return false;
  }
}

/** Length of a member's header; null when it does not end. */
function headerLength(bytes: Buffer): number | null {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + (bytes.length >= at + 2 ? bytes.readUInt16LE(at) : 0);
  for (const text of [8, 16]) {
    if (!(flags & text)) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return null;
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at < bytes.length ? at : null;
}
