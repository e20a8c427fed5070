// Members of a zip archive.
import yauzl from 'yauzl';
import { shown } from '../names.ts';
import type { Member } from './member.ts';

/** Bit 11 of an entry's flags: its name is UTF-8. */
const UTF8_NAME = 0x800;

/** MS-DOS time stamps have no zone: those of archives made by Unix tools carry UTC in an extra field, and only these are taken. */
const UNIX_TIME = 0x5455;

/** Errors: whatever the library finds wrong with the archive's directory; members before it have been given. */
export async function* zipMembers(path: string): AsyncGenerator<Member> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true, decodeStrings: false, autoClose: false, validateEntrySizes: true });
  try {
    for await (const entry of zip.eachEntry()) {
      const raw = entry.fileNameRaw ?? (entry.fileName as unknown as Buffer);
      const name = nameOf(raw, entry);
      if (name.endsWith('/')) continue;
      const encrypted = entry.isEncrypted();
      const known = entry.compressionMethod === 0 || entry.compressionMethod === 8;
      yield {
        name,
        modified: unixTime(entry),
        compressed: entry.compressedSize,
        crc: entry.crc32,
        refused: encrypted
          ? { code: 'CONTAINER_MEMBER_ENCRYPTED', detail: '' }
          : known
            ? null
            : { code: 'CONTAINER_MEMBER_UNREADABLE', detail: `compression method ${entry.compressionMethod}` },
        open: () => zip.openReadStreamPromise(entry),
      };
    }
  } finally {
    zip.close();
  }
}

function nameOf(raw: Buffer, entry: yauzl.Entry): string {
  if ((entry.generalPurposeBitFlag & UTF8_NAME) === 0) {
    // Tools set no flag and write UTF-8 all the same; what is not UTF-8 is read as the format says.
    const text = shown(raw);
    if (!text.includes('\\x')) return text;
  }
  return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, true);
}

function unixTime(entry: yauzl.Entry): number | null {
  const field = entry.extraFields.find(({ id }) => id === UNIX_TIME)?.data;
  return field && field.length >= 5 && ((field[0] as number) & 1) === 1 ? field.readInt32LE(1) * 1000 : null;
}
