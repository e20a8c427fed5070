// Members of a zip archive that its directory does not list: it was cut off with the end of the file, is damaged, or hides them.
// They are found by the header before each member.
import { readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { constants, createInflateRaw } from 'node:zlib';
import yauzl, { type ExtraField } from 'yauzl';
import type { Member } from './member.ts';
import { range } from './range.ts';
import { nameOf, refusalOf, unixTime } from './zip-header.ts';

const HEADER = Buffer.from('PK\x03\x04', 'latin1');
const DESCRIPTOR = Buffer.from('PK\x07\x08', 'latin1');
const HEADER_BYTES = 30;

/** Bit 0: encrypted. Bit 3: checksum and sizes follow the content. */
const ENCRYPTED = 1;
const SIZES_FOLLOW = 8;

/** The highest version of the format that a member may need, times ten: 6.3. What needs more is no member's header. */
const NEWEST = 63;

const WINDOW = 64 * 1024;

interface Header {
  flags: number;
  method: number;
  name: Buffer;
  extra: ExtraField[];
  /** Null where they follow the content. */
  crc: number | null;
  size: number | null;
  compressed: number | null;
  /** Where the content begins. */
  content: number;
}

export class ZipRemains {
  private readonly descriptor: number;
  private readonly size: number;
  /** Of the members that the directory lists: where their headers stand, and the bytes of their contents. */
  private offsets: number[] = [];
  private lengths: number[] = [];
  private overlapping = 0;
  private found = 0;

  constructor(descriptor: number, size: number) {
    this.descriptor = descriptor;
    this.size = size;
  }

  /** Tells of a member that the directory lists. */
  note(offset: number, compressed: number): void {
    this.offsets.push(offset);
    this.lengths.push(compressed);
  }

  /** To be asked when the members have been given. */
  troubles(): string[] {
    return [
      ...(this.found > 0 ? [`${this.found} members were found by the header before each of them`] : []),
      ...(this.overlapping > 0 ? [`${this.overlapping} members share bytes with others`] : []),
    ];
  }

  async *members(): AsyncGenerator<Member> {
    const order = inOrder(this.offsets);
    let at = 0;
    for (let next = 0; at < this.size; ) {
      const listed = next < order.length ? (this.offsets[order[next] as number] as number) : this.size;
      if (listed <= at && next < order.length) {
        if (listed < at) this.overlapping++;
        at = Math.max(at, this.endOfListed(order[next++] as number));
        continue;
      }
      const header = this.find(HEADER, at, Math.min(listed, this.size));
      const read = header < 0 ? null : this.header(header);
      if (header < 0) at = Math.max(listed, at + 1);
      else if (read === null) at = header + HEADER.length;
      else {
        this.found++;
        const { member, end } = this.member(read);
        if (!(member.name.endsWith('/') && member.size === 0)) yield member;
        at = end();
      }
    }
  }

  private endOfListed(index: number): number {
    const offset = this.offsets[index] as number;
    const content = this.header(offset)?.content ?? offset + HEADER_BYTES;
    return content + (this.lengths[index] as number);
  }

  private header(at: number): Header | null {
    const fixed = this.bytes(at, HEADER_BYTES);
    if (fixed.length < HEADER_BYTES || !fixed.subarray(0, 4).equals(HEADER) || fixed.readUInt8(4) > NEWEST) return null;
    const [named, extended] = [fixed.readUInt16LE(26), fixed.readUInt16LE(28)];
    const rest = this.bytes(at + HEADER_BYTES, named + extended);
    if (rest.length < named + extended) return null;
    const flags = fixed.readUInt16LE(6);
    const extra = fields(rest.subarray(named));
    const [size, compressed] = sizes(fixed.readUInt32LE(22), fixed.readUInt32LE(18), extra);
    const known = (flags & SIZES_FOLLOW) === 0 || compressed > 0;
    return {
      flags,
      method: fixed.readUInt16LE(8),
      name: rest.subarray(0, named),
      extra,
      crc: known ? fixed.readUInt32LE(14) : null,
      size: known ? size : null,
      compressed: known ? compressed : null,
      content: at + HEADER_BYTES + named + extended,
    };
  }

  /** @returns also where the member ends: known when it was read, else taken to be where its content begins */
  private member(header: Header): { member: Member; end(): number } {
    const { content, flags, method, size } = header;
    const length = header.compressed ?? (method === 0 ? this.storedLength(content) : null);
    const available = Math.min(this.size - content, length ?? Number.POSITIVE_INFINITY);
    let used: number | null = null;
    const inflated = this.inflated.bind(this);
    const member: Member = {
      name: nameOf(header.name, flags, header.extra, null),
      modified: unixTime(header.extra),
      compressed: available,
      size,
      crc: header.crc,
      refused: refusalOf((flags & ENCRYPTED) !== 0, method),
      open: async () =>
        method === 0
          ? range(this.descriptor, content, content + available)
          : inflated(content, available, (bytes) => {
              used = bytes;
            }),
      cut: () => {
        // With no length stated, data that goes on to the end of the file has lost its own end.
        const cut = length === null ? used === null || content + used === this.size : length > available;
        return cut ? `cut off after ${available} of ${length ?? 'unknown'} bytes; what is there was read` : null;
      },
    };
    return { member, end: () => content + (length ?? used ?? 0) };
  }

  private async *inflated(content: number, length: number, onEnd: (used: number) => void): AsyncGenerator<Buffer> {
    const inflate = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH });
    const source = Readable.from(range(this.descriptor, content, content + length), { objectMode: false });
    source.on('error', (error) => inflate.destroy(error));
    source.pipe(inflate);
    try {
      for await (const bytes of inflate) yield bytes as Buffer;
      onEnd(inflate.bytesWritten);
    } finally {
      source.destroy();
      inflate.destroy();
    }
  }

  /** Bytes of content as it is, of which the length follows it: then a descriptor says as many. */
  private storedLength(content: number): number | null {
    for (let at = content; ; at++) {
      at = this.find(DESCRIPTOR, at, this.size);
      if (at < 0) return null;
      const stated = this.bytes(at + 8, 4);
      if (stated.length === 4 && stated.readUInt32LE() === (at - content) % 2 ** 32) return at - content;
    }
  }

  /** Where a mark stands next, at or after `from` and before `to`; -1 where it does not. */
  private find(mark: Buffer, from: number, to: number): number {
    for (let at = from; at < to; at += WINDOW) {
      const found = this.bytes(at, Math.min(WINDOW + mark.length - 1, to - at + mark.length - 1)).indexOf(mark);
      if (found >= 0) return at + found;
    }
    return -1;
  }

  private bytes(at: number, length: number): Buffer {
    const bytes = Buffer.alloc(Math.max(0, length));
    return bytes.subarray(0, length > 0 ? readSync(this.descriptor, bytes, 0, length, at) : 0);
  }
}

/** Indexes in the order of their values; a directory mostly has them in that order. */
function inOrder(values: readonly number[]): Uint32Array {
  const order = Uint32Array.from(values, (_, index) => index);
  const sorted = values.every((value, index) => index === 0 || (values[index - 1] as number) <= value);
  return sorted ? order : order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}

function fields(extra: Buffer): ExtraField[] {
  try {
    return yauzl.parseExtraFields(extra);
  } catch {
    return [];
  }
}

/** Size and compressed size; where they do not fit into 32 bits an extra field has them. */
function sizes(size: number, compressed: number, extra: readonly ExtraField[]): [number, number] {
  const long = extra.find(({ id }) => id === 1)?.data ?? Buffer.alloc(0);
  let at = 0;
  const whole = (value: number): number => {
    if (value !== 0xffffffff || at + 8 > long.length) return value;
    at += 8;
    return Number(long.readBigUInt64LE(at - 8));
  };
  return [whole(size), whole(compressed)];
}
