// Archives made in memory: zip by yazl, tar by tar-stream, and what no library writes, by changing bytes of theirs.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { ZipFile } from 'yazl';

/** The time of every member: archives of the same files are the same bytes. */
const MODIFIED = new Date('2026-02-21T10:00:00Z');

export type Files = Record<string, string | Buffer>;

export interface ZipOptions {
  /** Members as they are, not deflated. */
  stored?: boolean;
  /** Sizes and checksum follow the content (bit 3), as where a zip is written to a pipe. */
  descriptors?: boolean;
  /** 64-bit sizes in every header. */
  zip64?: boolean;
  comment?: string;
}

/** A zip of these files; a name that ends in `/` is a folder. */
export async function zipOf(files: Files, { stored = false, descriptors = false, zip64 = false, comment = '' }: ZipOptions = {}) {
  const zip = new ZipFile();
  const options = { mtime: MODIFIED, compress: !stored, forceZip64Format: zip64 };
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    if (name.endsWith('/')) zip.addEmptyDirectory(name, { mtime: MODIFIED });
    else if (descriptors) zip.addReadStream(Readable.from([bytes], { objectMode: false }), name, options);
    else zip.addBuffer(bytes, name, options);
  }
  zip.end({ comment, forceZip64Format: zip64 });
  return buffer(zip.outputStream);
}

export interface RawMember {
  /** Any bytes, of any length. */
  name: string | Buffer;
  content: string | Buffer;
  /** General purpose flags; 0x800: the name is UTF-8. */
  flags?: number;
  /** 0 stored, 8 deflated. */
  method?: number;
  /** Bits of a Unix mode. */
  mode?: number;
  /** What the headers say instead of the truth. */
  stated?: { crc?: number; size?: number; compressed?: number };
  /** Its content stands where that of this member stands. */
  shares?: number;
  /** It is not in the directory. */
  unlisted?: boolean;
  extra?: Buffer;
  /** Host and version of the tool: 3 is Unix, 0 MS-DOS. */
  host?: number;
}

/** A zip with whatever in its headers. Source of the format: PKWARE's APPNOTE, 4.3. */
export function rawZip(members: readonly RawMember[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const member of members) {
    const { content, flags = 0x800, method = 8, mode = 0o100644, stated = {}, extra = Buffer.alloc(0), host = 3 } = member;
    const name = Buffer.from(member.name);
    const bytes = Buffer.from(content);
    const data = method === 8 ? deflateRawSync(bytes) : bytes;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt16LE(0x5455, 8);
    common.writeUInt32LE(stated.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(stated.compressed ?? data.length, 14);
    common.writeUInt32LE(stated.size ?? bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    common.writeUInt16LE(extra.length, 24);
    const offset = member.shares === undefined ? at : (offsets[member.shares] as number);
    offsets.push(offset);
    if (member.shares === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, extra, data]);
      parts.push(local);
      at += local.length;
    }
    if (member.unlisted) continue;
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, host]), common, rest, name, extra);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  const count = members.filter(({ unlisted }) => !unlisted).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

/** Where the directory of a zip begins: cut there, it has lost it. */
export function directoryOf(zip: Buffer): number {
  return zip.readUInt32LE(zip.lastIndexOf('PK\x05\x06') + 16);
}

export interface TarMember extends Partial<Header> {
  name: string;
  content?: string | Buffer;
}

/** A tar of these files, or of members with whatever in their headers; with the end mark that GNU tar writes, or with none. */
export async function tarOf(files: Files | readonly TarMember[], { endless = false } = {}): Promise<Buffer> {
  const archive = pack();
  const members = isList(files) ? files : Object.entries(files).map(([name, content]) => ({ name, content }));
  for (const { content = '', ...header } of members) archive.entry({ mtime: MODIFIED, ...header }, Buffer.from(content));
  archive.finalize();
  const tar = await buffer(archive);
  return endless ? tar.subarray(0, tar.length - 1024) : tar;
}

function isList(files: Files | readonly TarMember[]): files is readonly TarMember[] {
  return Array.isArray(files);
}

/** The bytes with one of them changed. */
export function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] as number) ^ 0xff;
  return copy;
}
