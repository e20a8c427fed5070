// Content too large to be decoded at once: the same decoding as content.ts, in pieces. The same bytes always give the same pieces.
import { type Encoding, LAYERS, layerOf, tooManyLayers } from './content.ts';
import { type Again, type Compression, type ContentProblem, Inflater, type Sink } from './content-inflater.ts';
import { Utf16 } from './content-utf16.ts';

/** Bytes of decoded content per piece; the last is shorter. */
export const PIECE_BYTES = 4 * 1024 * 1024;

/** Bytes by which a layer is known. */
const MARK = 4;

/** Bytes that are decoded once more before it is asked whether that is enough. */
const PORTION = 64 * 1024;

const NOTHING = Buffer.alloc(0);

/** What was found so far of how an item is encoded. */
interface Found {
  layers: string[];
  problems: ContentProblem[];
}

/** Takes an item's bytes as delivered, in any portions, and gives its content in pieces of PIECE_BYTES. */
export class ContentStream {
  private readonly found: Found = { layers: [], problems: [] };
  private readonly first: Sink;

  /**
   * @param again the same bytes once more, from their beginning: asked for when compressed data is damaged, since the last bytes before the
   *   damage can only be had by decoding it a second time. Without it they are lost, and with them up to 16 KB of the compressed data.
   */
  constructor(onPiece: (piece: Buffer) => void, again: (() => Iterable<Buffer>) | null = null) {
    this.first = new Layer(this.found, new Cutter(onPiece), again && repeated(again));
  }

  /** Whether no layer has been found: told by the first bytes. */
  get plain(): boolean {
    return this.found.layers.length === 0;
  }

  /** The layers found so far. */
  get encoding(): Encoding {
    return this.found.layers.join('+') || 'identity';
  }

  push(bytes: Buffer): void {
    this.first.push(bytes);
  }

  /** To be called once, after the last byte. */
  end(): { encoding: Encoding; problems: ContentProblem[] } {
    this.first.end();
    const { problems } = this.found;
    return { encoding: this.encoding, problems: problems.sort((a, b) => a.layer - b.layer) };
  }
}

function repeated(again: () => Iterable<Buffer>): Again {
  return (take) => {
    for (const bytes of again()) if (!take(bytes)) return;
  };
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
  private readonly found: Found;
  private readonly cutter: Cutter;
  private readonly again: Again | null;
  private head: Buffer = NOTHING;
  private next: Sink | null = null;

  constructor(found: Found, cutter: Cutter, again: Again | null) {
    this.found = found;
    this.cutter = cutter;
    this.again = again;
  }

  push(bytes: Buffer): void {
    if (this.next) {
      this.next.push(bytes);
      return;
    }
    const head = Buffer.concat([this.head, bytes]);
    this.head = head;
    if (head.length >= MARK) this.decide(head).push(head);
  }

  end(): void {
    const { head } = this;
    if (!this.next) this.decide(head).push(head);
    this.next?.end();
  }

  private decide(head: Buffer): Sink {
    this.head = NOTHING;
    const { layers, problems } = this.found;
    const name = layerOf(head);
    const number = layers.length;
    if (name !== null && number === LAYERS) problems.push(tooManyLayers());
    if (name === null || number === LAYERS) this.next = this.cutter;
    else {
      layers.push(name);
      if (name === 'gzip' || name === 'zstd') {
        const inner = new Layer(this.found, this.cutter, this.again && inflatedAgain(name, this.again));
        this.next = new Inflater(name, number, problems, inner, this.again);
      } else this.next = new Utf16(name, number, problems, this.cutter);
    }
    return this.next;
  }
}

/** What a layer gives to the one inside it, once more. */
function inflatedAgain(name: Compression, again: Again): Again {
  return (take) => {
    let wanted = true;
    const push = (bytes: Buffer): void => {
      wanted &&= take(bytes);
    };
    const inflater = new Inflater(name, 0, [], { push, end: () => {} }, again);
    again((bytes) => {
      for (let at = 0; at < bytes.length && wanted; at += PORTION) inflater.push(bytes.subarray(at, at + PORTION));
      return wanted;
    });
    inflater.end();
  };
}
