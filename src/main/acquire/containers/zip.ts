// Members of a zip archive: those that its directory lists, then those that it does not.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import yauzl from 'yauzl';
import { HARMLESS } from './limits.ts';
import { ContainerTrouble, type Member } from './member.ts';
import { range } from './range.ts';
import { nameOf, refusalOf, unixTime } from './zip-header.ts';
import { ZipRemains } from './zip-remains.ts';

/** Bytes of the record that ends an archive, and of the longest comment behind it. */
const END = 22;
const COMMENT = 0xffff;

/** Bytes before a member, without its name and extra fields. */
const HEADER = 30;

/** Compressed bytes that are read in one go. */
const SMALL = 1_000_000;

/** Bytes of the directory that are read at a time. */
const AHEAD = 64 * 1024;

/** Bytes that no content takes, deflated. */
const NOTHING = 2;

/**
 * Members stand in the order of the directory; what the directory lost, or does not list, is found by the header before each member.
 * Errors: ContainerTrouble, after all members.
 */
export async function* zipMembers(path: string): AsyncGenerator<Member> {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const end = endOf(descriptor, size);
    const remains = new ZipRemains(descriptor, size);
    const troubles: string[] = [];
    try {
      yield* listed(descriptor, end, remains);
    } catch (error) {
      troubles.push((error as Error).message);
    }
    yield* remains.members();
    troubles.push(...remains.troubles());
    if (end < size) troubles.push(`${size - end} bytes follow the end of the archive`);
    if (troubles.length > 0) throw new ContainerTrouble('CONTAINER_DAMAGED', troubles.join('; '));
  } finally {
    closeSync(descriptor);
  }
}

/** Members as the directory lists them. Errors: whatever the library finds wrong with it. */
async function* listed(descriptor: number, end: number, remains: ZipRemains): AsyncGenerator<Member> {
  // Neither names nor sizes are judged by the library: one that it finds wrong would end the reading of all behind it.
  const options = { decodeStrings: false, autoClose: false, validateEntrySizes: false };
  const zip = await yauzl.fromRandomAccessReaderPromise(new Reader(descriptor), end, options);
  for await (const entry of zip.eachEntry()) {
    const { compressedSize, uncompressedSize, relativeOffsetOfLocalHeader, compressionMethod } = entry;
    remains.note(relativeOffsetOfLocalHeader, compressedSize);
    const name = nameOf(entry.fileNameRaw, entry.generalPurposeBitFlag, entry.extraFields, entry.versionMadeBy);
    // A folder; with content it would be a place to hide some.
    if (name.endsWith('/') && uncompressedSize === 0 && compressedSize <= NOTHING) continue;
    yield {
      name,
      modified: unixTime(entry.extraFields),
      compressed: compressedSize,
      size: uncompressedSize,
      crc: entry.crc32,
      refused: refusalOf(entry.isEncrypted(), compressionMethod),
      open: async () => (compressedSize <= SMALL ? atOnce(descriptor, entry) : null) ?? zip.openReadStreamPromise(entry),
    };
  }
}

/**
 * Content that is read in one go: streams take longer to be set up than most logs to be read. Null where it becomes too large for that.
 * Errors: when it cannot be read.
 */
function atOnce(descriptor: number, entry: yauzl.Entry): [Buffer] | null {
  const { relativeOffsetOfLocalHeader: at, compressedSize, compressionMethod } = entry;
  const header = Buffer.alloc(HEADER);
  if (readSync(descriptor, header, 0, HEADER, at) < HEADER || header.readUInt32LE(0) !== 0x04034b50)
    throw new Error('no member stands where the directory says so');
  const bytes = Buffer.allocUnsafe(compressedSize);
  const start = at + HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (readSync(descriptor, bytes, 0, compressedSize, start) < compressedSize) throw new Error('the archive ends before the member does');
  if (compressionMethod === 0) return [bytes];
  try {
    return [inflateRawSync(bytes, { maxOutputLength: HARMLESS })];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw error;
  }
}

/** The library's way to the file. Its own takes a file to its end, and reads it twice for every line of the directory. */
class Reader extends yauzl.RandomAccessReader {
  private readonly descriptor: number;
  /** Bytes of the directory that were read ahead, and where they stand. */
  private ahead: Buffer = Buffer.alloc(0);
  private at = 0;

  constructor(descriptor: number) {
    super();
    this.descriptor = descriptor;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(range(this.descriptor, start, end), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, read?: number) => void,
  ): void {
    let read: number;
    try {
      if (position < this.at || position + length > this.at + this.ahead.length) {
        const bytes = Buffer.allocUnsafe(Math.max(length, AHEAD));
        this.ahead = bytes.subarray(0, readSync(this.descriptor, bytes, 0, bytes.length, position));
        this.at = position;
      }
      read = this.ahead.copy(buffer, offset, position - this.at, position - this.at + length);
    } catch (error) {
      callback(error as Error);
      return;
    }
    callback(null, read);
  }
}

/** Where the archive ends: the end of the file, unless bytes follow it. */
function endOf(descriptor: number, size: number): number {
  const tail = Buffer.alloc(Math.min(size, END + COMMENT));
  readSync(descriptor, tail, 0, tail.length, size - tail.length);
  let end = size;
  for (let at = tail.length - END; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    const behind = at + END + tail.readUInt16LE(at + 20);
    if (behind === tail.length) return size;
    if (behind < tail.length && end === size) end = size - tail.length + behind;
  }
  return end;
}
