// Content too large to be decoded at once: the same decoding as content.ts, in pieces. The same bytes always give the same pieces.
import { TextDecoder } from 'node:util';
import { Gunzip, type ZlibError, ZstdDecompress } from 'minizlib';
import { type ContentProblem, codecOf, type Encoding, isZstd, LAYERS } from './content.ts';

/** Bytes of decoded content per piece; the last is shorter. */
export const PIECE_BYTES = 4 * 1024 * 1024;

/** Bytes given to a decompressor at a time: what it gave before an error in one such slice is lost, always the same. */
const SLICE = 16 * 1024;

const OUTPUT = 1024 * 1024;

interface Sink {
  push(bytes: Buffer): void;
  end(): void;
}

/** Takes an item's bytes as delivered, in any portions, and gives its content in pieces of PIECE_BYTES. */
export class ContentStream {
  private readonly layers: string[] = [];
  private readonly problems: ContentProblem[] = [];
  private readonly first: Sink;

  constructor(onPiece: (piece: Buffer) => void) {
    this.first = new Layer(this.layers, this.problems, new Cutter(onPiece));
  }

  /** Whether no layer has been found: told by the first bytes. */
  get plain(): boolean {
    return this.layers.length === 0;
  }

  push(bytes: Buffer): void {
    this.first.push(bytes);
  }

  /** To be called once, after the last byte. */
  end(): { encoding: Encoding; problems: ContentProblem[] } {
    this.first.end();
    return { encoding: this.layers.join('+') || 'identity', problems: this.problems };
  }
}

/** Cuts what comes in any portions into pieces of one length. */
class Cutter implements Sink {
  private readonly onPiece: (piece: Buffer) => void;
  private waiting: Buffer[] = [];
  private length = 0;

  constructor(onPiece: (piece: Buffer) => void) {
    this.onPiece = onPiece;
  }

  push(bytes: Buffer): void {
    this.waiting.push(bytes);
    this.length += bytes.length;
    if (this.length < PIECE_BYTES) return;
    const all = Buffer.concat(this.waiting);
    let at = 0;
    for (; all.length - at >= PIECE_BYTES; at += PIECE_BYTES) this.onPiece(Buffer.from(all.subarray(at, at + PIECE_BYTES)));
    this.waiting = at < all.length ? [Buffer.from(all.subarray(at))] : [];
    this.length = all.length - at;
  }

  end(): void {
    if (this.length > 0) this.onPiece(Buffer.concat(this.waiting));
  }
}

/** One layer of an encoding, or none: what it is shows in its first bytes. */
class Layer implements Sink {
  private readonly layers: string[];
  private readonly problems: ContentProblem[];
  private readonly cutter: Cutter;
  private head: Buffer = Buffer.alloc(0);
  private next: Sink | null = null;

  constructor(layers: string[], problems: ContentProblem[], cutter: Cutter) {
    this.layers = layers;
    this.problems = problems;
    this.cutter = cutter;
  }

  push(bytes: Buffer): void {
    if (this.next) {
      this.next.push(bytes);
      return;
    }
    this.head = Buffer.concat([this.head, bytes]);
    if (this.head.length >= 4) this.decide();
  }

  end(): void {
    if (!this.next) this.decide();
    this.next?.end();
  }

  private decide(): void {
    const codec = codecOf(this.head);
    if (codec !== null && this.layers.length === LAYERS)
      this.problems.push({ code: 'CONTENT_LAYERS', at: null, detail: `more than ${LAYERS}` });
    if (codec === null || this.layers.length === LAYERS) this.next = this.cutter;
    else {
      this.layers.push(codec.name);
      if (codec.name === 'gzip' || codec.name === 'zstd') {
        this.next = new Inflater(codec.name, this.problems, new Layer(this.layers, this.problems, this.cutter));
      } else this.next = new Utf16(codec.name, this.cutter);
    }
    this.next.push(this.head);
    this.head = Buffer.alloc(0);
  }
}

class Utf16 implements Sink {
  private readonly decoder: TextDecoder;
  private readonly out: Sink;

  constructor(name: string, out: Sink) {
    this.decoder = new TextDecoder(name);
    this.out = out;
  }

  push(bytes: Buffer): void {
    this.out.push(Buffer.from(this.decoder.decode(bytes, { stream: true }), 'utf8'));
  }

  end(): void {
    this.out.push(Buffer.from(this.decoder.decode(), 'utf8'));
    this.out.end();
  }
}

class Inflater implements Sink {
  private readonly name: 'gzip' | 'zstd';
  private readonly problems: ContentProblem[];
  private readonly out: Sink;
  private decompressor: Gunzip | ZstdDecompress;
  private failure: ZlibError | null = null;
  private waiting: Buffer = Buffer.alloc(0);
  private used = 0;
  private taken = 0;
  private stopped = false;
  private ending = false;

  constructor(name: 'gzip' | 'zstd', problems: ContentProblem[], out: Sink) {
    this.name = name;
    this.problems = problems;
    this.out = out;
    this.decompressor = this.begin();
  }

  private begin(): Gunzip | ZstdDecompress {
    // The library passes its options on to zlib; its types name not all of them.
    const options = { chunkSize: OUTPUT } as object;
    const made = this.name === 'gzip' ? new Gunzip(options) : new ZstdDecompress(options);
    made.on('data', (given: Buffer) => this.out.push(Buffer.from(given)));
    made.on('error', (error: unknown) => {
      this.failure = error as ZlibError;
    });
    return made;
  }

  push(bytes: Buffer): void {
    this.taken += bytes.length;
    if (this.stopped) return;
    // Slices of one length, whatever the portions in which the bytes come.
    const all = this.waiting.length > 0 ? Buffer.concat([this.waiting, bytes]) : bytes;
    let at = 0;
    for (; all.length - at >= SLICE && !this.stopped; at += SLICE) this.inflate(all.subarray(at, at + SLICE));
    this.waiting = Buffer.from(all.subarray(at));
  }

  end(): void {
    if (!this.stopped && this.waiting.length > 0) this.inflate(this.waiting);
    const clean = this.failure === null;
    this.ending = true;
    if (clean && !this.stopped) this.decompressor.end();
    const family = this.name === 'gzip' ? 'GZIP' : 'ZSTD';
    if (this.failure !== null) {
      const truncated = clean && this.ending;
      this.problems.push({ code: `${family}_${truncated ? 'TRUNCATED' : 'DAMAGED'}`, at: null, detail: this.failure.message });
    } else if (this.used < this.taken) {
      const detail = `${this.taken - this.used} bytes after the ${this.name} data`;
      this.problems.push({ code: `${family}_TRAILING_BYTES`, at: this.used, detail });
    }
    this.decompressor.close();
    this.out.end();
  }

  private inflate(slice: Buffer): void {
    this.decompressor.write(slice);
    if (this.failure !== null) {
      this.stopped = true;
      return;
    }
    // What the last step left unused stands behind the end of the data.
    const used = (this.decompressor.handle as unknown as { bytesWritten: number }).bytesWritten;
    this.used += used;
    if (used === slice.length) return;
    const rest = slice.subarray(used);
    // Zstandard data may be several frames; gzip's further members are read without a new beginning.
    if (this.name === 'zstd' && isZstd(rest)) {
      this.decompressor.close();
      this.decompressor = this.begin();
      this.inflate(rest);
    } else this.stopped = true;
  }
}
