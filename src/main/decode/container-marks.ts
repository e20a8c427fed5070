// By which bytes a container is known: zip and tar. Names play no part.

/** Bytes at the beginning that are enough to tell. */
export const MARKED = 512;

/** What container begins with these bytes, or null. Zip: PKWARE's APPNOTE, 4.3. Tar: POSIX.1-1988 ustar, and the older form by its checksum. */
export function containerType(head: Buffer): 'zip' | 'tar' | null {
  if (head[0] === 0x50 && head[1] === 0x4b) {
    const mark = head.length < 4 ? 0 : head.readUInt16LE(2);
    if (mark === 0x0403 || mark === 0x0605 || mark === 0x0807) return 'zip';
    // What was to be split and fitted into one part begins with a mark of its own: 8.5.4.
    if (head.length >= 8 && mark === 0x3030 && head.readUInt32LE(4) === 0x04034b50) return 'zip';
  }
  return head.length >= MARKED && tarChecksumFits(head) ? 'tar' : null;
}

/** The header's own checksum: the sum of its bytes, with spaces in place of the checksum. */
function tarChecksumFits(head: Buffer): boolean {
  const stated = /^\s*([0-7]{1,7})[\s\0]/.exec(head.toString('latin1', 148, 156));
  if (!stated) return false;
  let sum = 8 * 32;
  for (let i = 0; i < MARKED; i++) if (i < 148 || i >= 156) sum += head[i] as number;
  return sum === Number.parseInt(stated[1] as string, 8);
}
