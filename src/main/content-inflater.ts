// One compressed layer of an item's content, portion by portion: every member or frame of it, and of damaged data what the longest prefix
// that decodes gives, to the byte. The same bytes always give the same, whatever the portions.
import { Gunzip, type ZlibError, ZstdDecompress } from 'minizlib';

export type Compression = 'gzip' | 'zstd';

/** What was wrong with the encoding of an item. */
export interface ContentProblem {
  code: ProblemCode;
  /** The layer that it is about; 0 is the outermost. */
  layer: number;
  /** Counts in the bytes of the layer: those delivered, for the outermost. */
  at: number | null;
  detail: string;
}

type ProblemCode =
  | 'GZIP_DAMAGED'
  | 'GZIP_TRUNCATED'
  | 'GZIP_TRAILING_BYTES'
  | 'ZSTD_DAMAGED'
  | 'ZSTD_TRUNCATED'
  | 'ZSTD_TRAILING_BYTES'
  | 'TEXT_NOT_UTF16'
  | 'CONTENT_TOO_LARGE'
  | 'CONTENT_LAYERS';

export interface Sink {
  push(bytes: Buffer): void;
  end(): void;
}

/** Gives a layer's bytes once more from their beginning, in any portions, until `take` answers false. */
export type Again = (take: (bytes: Buffer) => boolean) => void;

/**
 * Bytes given to a decompressor at a time. Zstandard's are fewer: four of its bytes can stand for 128 KB, and what a slice
 * expands to is in memory at once.
 */
const SLICE: Record<Compression, number> = { gzip: 16 * 1024, zstd: 2 * 1024 };

const OUTPUT = 1024 * 1024;

/** Bytes by which the beginning of a Zstandard frame is known. */
const MARK = 4;

const NOTHING = Buffer.alloc(0);

/** How a gzip member begins. RFC 1952, 2.3.1. */
const GZIP_MARK = 0x1f;

/** What zlib says where a member should begin and something else does: the one before ended, with its checksum right. */
const NO_HEADER = 'incorrect header check';

const ZERO = Buffer.alloc(1);

/** Whether a Zstandard frame begins here, or may, as far as there are bytes: one with data, or one to be skipped. Source: RFC 8878, 3.1. */
export function mayBeginFrame(bytes: Buffer): boolean {
  const [a = 0x28, b, c, d] = bytes;
  const is = (byte: number | undefined, wanted: number): boolean => byte === undefined || byte === wanted;
  if (a === 0x28) return is(b, 0xb5) && is(c, 0x2f) && is(d, 0xfd);
  return (a & 0xf0) === 0x50 && is(b, 0x2a) && is(c, 0x4d) && is(d, 0x18);
}

export class Inflater implements Sink {
  private readonly name: Compression;
  private readonly layer: number;
  private readonly problems: ContentProblem[];
  private readonly out: Sink;
  private readonly again: Again | null;
  private readonly decoder: Decoder;
  private waiting: Buffer = NOTHING;
  /** The first bytes of what should be a further frame: too few to tell. */
  private beginning: Buffer = NOTHING;
  /** Bytes of this layer that were decoded, that were given by the decoder, and that there are. */
  private used = 0;
  private given = 0;
  private taken = 0;
  private stopped = false;
  private ending = false;
  private truncated = false;
  /** The last byte that there is. */
  private last = 0;
  private damagedAt: number | null = null;

  /** @param again null: of damaged data the last slice is lost, since no decompressor tells what it gave before an error */
  constructor(name: Compression, layer: number, problems: ContentProblem[], out: Sink, again: Again | null) {
    this.name = name;
    this.layer = layer;
    this.problems = problems;
    this.out = out;
    this.again = again;
    this.decoder = new Decoder(name, (bytes) => {
      this.given += bytes.length;
      out.push(bytes);
    });
  }

  push(bytes: Buffer): void {
    this.taken += bytes.length;
    this.last = bytes.at(-1) ?? this.last;
    const size = SLICE[this.name];
    let at = 0;
    // Slices of one length, whatever the portions in which the bytes come.
    if (this.waiting.length > 0) {
      at = Math.min(bytes.length, size - this.waiting.length);
      this.waiting = Buffer.concat([this.waiting, bytes.subarray(0, at)]);
      if (this.waiting.length < size) return;
      this.inflate(this.waiting);
      this.waiting = NOTHING;
    }
    for (; bytes.length - at >= size && !this.stopped; at += size) this.inflate(bytes.subarray(at, at + size));
    if (!this.stopped) this.waiting = Buffer.from(bytes.subarray(at));
  }

  end(): void {
    this.ending = true;
    this.inflate(this.waiting);
    if (!this.stopped) this.finish();
    const { failure } = this.decoder;
    if (this.damagedAt !== null) this.problem('DAMAGED', this.damagedAt, failure ?? '');
    else if (this.truncated) this.problem('TRUNCATED', null, 'unexpected end of file');
    else if (this.used < this.taken)
      this.problem('TRAILING_BYTES', this.used, `${this.taken - this.used} bytes after the ${this.name} data, not read`);
    this.decoder.close();
    this.out.end();
  }

  /** Finds out whether all that was decoded is whole. */
  private finish(): void {
    if (this.name === 'zstd') {
      this.decoder.end();
      this.truncated = this.decoder.failure !== null;
      return;
    }
    // Behind a member that ended, zlib takes no zero; behind one odd byte, of which a member may begin, it says that this begins none.
    const used = this.decoder.probe(ZERO);
    if (used === null && this.decoder.failure === NO_HEADER && this.last !== GZIP_MARK) this.used--;
    else this.truncated = used !== 0;
  }

  private problem(what: 'DAMAGED' | 'TRUNCATED' | 'TRAILING_BYTES', at: number | null, detail: string): void {
    this.problems.push({ code: `${this.name === 'gzip' ? 'GZIP' : 'ZSTD'}_${what}`, layer: this.layer, at, detail });
  }

  private inflate(slice: Buffer): void {
    // Behind the end of a frame; where it ended with a slice, the decoder is the first to see what follows.
    let behind = this.beginning.length > 0;
    let rest = behind ? Buffer.concat([this.beginning, slice]) : slice;
    this.beginning = NOTHING;
    while (rest.length > 0 && !this.stopped) {
      if (behind && rest.length < MARK && !this.ending) {
        this.beginning = Buffer.from(rest);
        return;
      }
      // Zstandard data may be several frames; gzip's further members are read by its decoder.
      this.stopped = behind && !(this.name === 'zstd' && mayBeginFrame(rest));
      if (this.stopped) return;
      const used = this.decoder.write(rest);
      if (used === null) {
        this.stopped = true;
        // Not in the first frame, of which the mark was seen: the one before ended, and something else follows it.
        if (!this.decoder.foreign) this.recover();
        return;
      }
      this.used += used;
      rest = rest.subarray(used);
      behind = true;
    }
  }

  /** Gives what the damaged slice decodes to before the damage: its beginning is decoded byte by byte, by a decoder that read all before it. */
  private recover(): void {
    if (this.again === null) {
      this.damagedAt = this.used;
      return;
    }
    let skip = this.given;
    const decoder = new Decoder(this.name, (bytes) => {
      const from = Math.min(skip, bytes.length);
      skip -= from;
      if (from < bytes.length) this.out.push(bytes.subarray(from));
    });
    const size = SLICE[this.name];
    const end = this.used + size;
    let at = 0;
    this.again((bytes) => {
      for (let from = 0; from < bytes.length && at < end; ) {
        const step = at < this.used ? Math.min(size, this.used - at, bytes.length - from) : 1;
        for (let part = bytes.subarray(from, from + step); part.length > 0; ) {
          const used = decoder.write(part);
          if (used === null) return false;
          part = part.subarray(Math.max(used, 1));
        }
        from += step;
        at += step;
      }
      return at < end;
    });
    decoder.close();
    // Two bytes tell that a member begins: the first of them is not part of the one before.
    if (this.name === 'gzip' && this.decoder.failure === NO_HEADER) this.used = at - 1;
    else this.damagedAt = at;
  }
}

/** The library's decompressor, with its outcome as a value. */
class Decoder {
  private readonly decompressor: Gunzip | ZstdDecompress;
  private error: ZlibError | null = null;
  private muted = false;

  constructor(name: Compression, onOutput: (bytes: Buffer) => void) {
    // The library passes its options on to zlib; its types name not all of them.
    const options = { chunkSize: OUTPUT } as object;
    this.decompressor = name === 'gzip' ? new Gunzip(options) : new ZstdDecompress(options);
    this.decompressor.on('data', (given: Buffer) => {
      if (!this.muted) onOutput(Buffer.from(given));
    });
    this.decompressor.on('error', (error: unknown) => {
      this.error = error as ZlibError;
    });
  }

  get failure(): string | null {
    return this.error === null ? null : this.error.message.replace(/^zlib: /, '');
  }

  /** Whether what it failed at is no Zstandard data at all. */
  get foreign(): boolean {
    return this.error?.code === 'ZSTD_error_prefix_unknown';
  }

  /** Bytes used: fewer than given when the data ended before them. Null when they are damaged. */
  write(bytes: Buffer): number | null {
    this.decompressor.write(bytes);
    return this.error === null ? (this.decompressor.handle as unknown as { bytesWritten: number }).bytesWritten : null;
  }

  /** The same for bytes that are not of the data: what they would give is not given. Nothing may be written afterwards. */
  probe(bytes: Buffer): number | null {
    this.muted = true;
    return this.write(bytes);
  }

  end(): void {
    this.decompressor.end();
  }

  close(): void {
    this.decompressor.close();
  }
}
