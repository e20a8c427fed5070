// Whether lengths in ASN.1 fit into one another. asn1js takes a value that is longer than the one around it, so that bytes of a
// signed structure could be changed without a trace. Source: X.690, 8.1 (basic encoding; DER is one form of it).

/** No structure of ours has a larger tag number, or nests deeper. */
const HIGH_TAG = 0x1f;
const DEEPEST = 50;

/** Whether the bytes are one value and nothing else, and every value in it ends where the one around it does or before. */
export function isOneValue(bytes: Buffer): boolean {
  return endOf(bytes, 0, bytes.length, 0) === bytes.length;
}

/** Where the value at `at` ends; -1 where it is none, or reaches over `limit`. */
function endOf(bytes: Buffer, at: number, limit: number, depth: number): number {
  if (depth > DEEPEST || at + 2 > limit) return -1;
  const tag = bytes[at] as number;
  const short = bytes[at + 1] as number;
  if ((tag & HIGH_TAG) === HIGH_TAG) return -1;
  const constructed = (tag & 0x20) !== 0;
  if (short === 0x80) return constructed ? endOfOpen(bytes, at + 2, limit, depth + 1) : -1;
  const size = short > 0x80 ? short & 0x7f : 0;
  const from = at + 2 + size;
  if (size > 4 || from > limit) return -1;
  const end = from + (size > 0 ? bytes.readUIntBE(at + 2, size) : short);
  if (end > limit) return -1;
  for (let child = from; constructed && child < end; ) {
    child = endOf(bytes, child, end, depth + 1);
    if (child < 0) return -1;
  }
  return end;
}

/** A value without a length, up to its end mark of two zeros: authorities may write the wrapping so. */
function endOfOpen(bytes: Buffer, from: number, limit: number, depth: number): number {
  let at = from;
  while (at >= 0 && at + 2 <= limit) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return at + 2;
    at = endOf(bytes, at, limit, depth);
  }
  return -1;
}
