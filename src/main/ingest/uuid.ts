// A UUID as text to its 16 bytes, as columns keep eventIDs.

const HEX = new Int8Array(128).fill(-1);
for (let i = 0; i < 16; i++) HEX['0123456789abcdef'.charCodeAt(i)] = i;

/** Writes a canonical lower-case UUID as 16 bytes. False, with nothing meant by the bytes, when it is not one. */
export function writeUuid(text: string, into: Uint8Array, at: number): boolean {
  let from = 0;
  for (let byte = 0; byte < 16; byte++) {
    if (byte === 4 || byte === 6 || byte === 8 || byte === 10) {
      if (text.charCodeAt(from) !== 45) return false;
      from++;
    }
    const a = text.charCodeAt(from);
    const b = text.charCodeAt(from + 1);
    const high = a < 128 ? (HEX[a] as number) : -1;
    const low = b < 128 ? (HEX[b] as number) : -1;
    if (high < 0 || low < 0) return false;
    into[at + byte] = high * 16 + low;
    from += 2;
  }
  return true;
}
