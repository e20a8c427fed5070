// Checksums as S3 states them of an object: base64, of the whole object or of its parts.
import { createHash, type Hash, hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What takes bytes, which stay as they are until the end, and says their checksum as S3 writes it. */
interface Sum {
  update(bytes: Uint8Array): void;
  text(): string;
}

/** Bytes that are looked up at a time; of so many a CRC is the sum of what each gives where it stands. */
const SLICE = 8;

/** What each byte gives, by how many bytes of a slice follow it: of CRC-32C, and the low and high half of CRC-64/NVME. All reflected. */
const crc32cTable = new Uint32Array(SLICE * 256);
const crc64Low = new Uint32Array(SLICE * 256);
const crc64High = new Uint32Array(SLICE * 256);

for (let byte = 0; byte < 256; byte++) {
  let c = byte;
  let low = byte;
  let high = 0;
  for (let at = byte; at < SLICE * 256; at += 256) {
    // Eight bits on: that is one byte more behind it.
    for (let bit = 0; bit < 8; bit++) {
      c = c & 1 ? (c >>> 1) ^ 0x82f63b78 : c >>> 1;
      const out = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (out) {
        low ^= 0xac4bc9b5;
        high ^= 0x9a6c9329;
      }
    }
    crc32cTable[at] = c;
    crc64Low[at] = low;
    crc64High[at] = high;
  }
}

function base64Of(...words: number[]): string {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [i, word] of words.entries()) bytes.writeUInt32BE(word >>> 0, i * 4);
  return bytes.toString('base64');
}

function crc32Sum(): Sum {
  let value = 0;
  return {
    update: (bytes) => {
      value = crc32(bytes, value);
    },
    text: () => base64Of(value),
  };
}

function crc32cSum(): Sum {
  let value = 0xffffffff;
  const table = crc32cTable;
  return {
    update: (bytes) => {
      let i = 0;
      for (; i + SLICE <= bytes.length; i += SLICE) {
        const first = value ^ wordAt(bytes, i);
        const second = wordAt(bytes, i + 4);
        value = sliceOf(table, first, second);
      }
      for (; i < bytes.length; i++) value = (value >>> 8) ^ (table[(value ^ (bytes[i] as number)) & 255] as number);
    },
    text: () => base64Of(~value),
  };
}

function crc64Sum(): Sum {
  let low = 0xffffffff;
  let high = 0xffffffff;
  return {
    update: (bytes) => {
      let i = 0;
      for (; i + SLICE <= bytes.length; i += SLICE) {
        const first = low ^ wordAt(bytes, i);
        const second = high ^ wordAt(bytes, i + 4);
        low = sliceOf(crc64Low, first, second);
        high = sliceOf(crc64High, first, second);
      }
      for (; i < bytes.length; i++) {
        const at = (low ^ (bytes[i] as number)) & 255;
        low = ((low >>> 8) | (high << 24)) ^ (crc64Low[at] as number);
        high = (high >>> 8) ^ (crc64High[at] as number);
      }
    },
    text: () => base64Of(~high, ~low),
  };
}

/** Four bytes, the first the lowest. */
function wordAt(bytes: Uint8Array, i: number): number {
  return (bytes[i] as number) | ((bytes[i + 1] as number) << 8) | ((bytes[i + 2] as number) << 16) | ((bytes[i + 3] as number) << 24);
}

function sliceOf(table: Uint32Array, first: number, second: number): number {
  return (
    (table[1792 + (first & 255)] as number) ^
    (table[1536 + ((first >>> 8) & 255)] as number) ^
    (table[1280 + ((first >>> 16) & 255)] as number) ^
    (table[1024 + (first >>> 24)] as number) ^
    (table[768 + (second & 255)] as number) ^
    (table[512 + ((second >>> 8) & 255)] as number) ^
    (table[256 + ((second >>> 16) & 255)] as number) ^
    (table[second >>> 24] as number)
  );
}

function hashSum(name: string, form: 'base64' | 'hex' = 'base64'): Sum {
  // Of one piece, as most objects come, a hash without a state takes half the time.
  let first: Uint8Array | null = null;
  let state: Hash | null = null;
  return {
    update: (bytes) => {
      if (state === null && first === null) first = bytes;
      else {
        if (first !== null) state = createHash(name).update(first);
        first = null;
        state?.update(bytes);
      }
    },
    text: () => state?.digest(form) ?? hash(name, first ?? new Uint8Array(), form),
  };
}

/** By their names in S3, the strongest first. */
export const CHECKSUMS = {
  SHA256: () => hashSum('sha256'),
  SHA1: () => hashSum('sha1'),
  CRC64NVME: crc64Sum,
  CRC32C: crc32cSum,
  CRC32: crc32Sum,
} satisfies Record<string, () => Sum>;

export type ChecksumName = keyof typeof CHECKSUMS;

export interface StatedChecksum {
  name: ChecksumName | 'MD5';
  /** base64, or hex for MD5, which is the ETag. */
  value: string;
}

interface Stated {
  ETag?: string | undefined;
  ServerSideEncryption?: string | undefined;
  SSECustomerAlgorithm?: string | undefined;
  ChecksumType?: string | undefined;
  [checksum: `Checksum${string}`]: string | undefined;
}

/**
 * The strongest checksum that the answer states of the whole object; null where it states none that can be computed from the bytes alone. A
 * checksum of parts (`COMPOSITE`, `…-3`) cannot. The ETag is an MD5 only of an object that came in one piece and is not encrypted, or is so by S3's
 * own keys: with KMS or keys of the customer's it is none, and in a directory bucket never.
 */
export function statedChecksum(head: Stated, inDirectoryBucket = false): StatedChecksum | null {
  for (const name of Object.keys(CHECKSUMS) as ChecksumName[]) {
    const value = head[`Checksum${name}`];
    if (value && !value.includes('-') && head.ChecksumType !== 'COMPOSITE') return { name, value };
  }
  if (inDirectoryBucket) return null;
  const md5 = /^"?([0-9a-f]{32})"?$/.exec(head.ETag ?? '')?.[1];
  const encryption = head.ServerSideEncryption;
  if (md5 && head.SSECustomerAlgorithm === undefined && (encryption === undefined || encryption === 'AES256'))
    return { name: 'MD5', value: md5 };
  return null;
}

/** Computes what was stated, of bytes as they come. */
export class ChecksumCheck {
  private readonly stated: StatedChecksum | null;
  private readonly sum: Sum | null;

  constructor(stated: StatedChecksum | null) {
    this.stated = stated;
    if (stated === null) this.sum = null;
    else this.sum = stated.name === 'MD5' ? hashSum('md5', 'hex') : CHECKSUMS[stated.name]();
  }

  update(bytes: Uint8Array): void {
    this.sum?.update(bytes);
  }

  /** @returns null when it is what was stated, or nothing was; else both in words. To be asked once. */
  difference(): string | null {
    if (this.stated === null) return null;
    const found = this.sum?.text() ?? '';
    return found === this.stated.value ? null : `${this.stated.name} stated ${this.stated.value}, of the bytes ${found}`;
  }
}
