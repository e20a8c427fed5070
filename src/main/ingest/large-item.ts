// One item too large to be decoded at once, portion by portion: its events in parts, and its content as blocks for random access.
// Whoever has the bytes hashes them: an import does that in a thread of its own.
import { zstdCompressSync } from 'node:zlib';
import type { ItemKind } from '../../shared/domain.ts';
import type { ItemProblem } from '../../shared/parsed-item.ts';
import type { ShapeName } from '../../shared/shapes.ts';
import { type Encoding, layerOf } from '../content.ts';
import { ContentStream } from '../content-stream.ts';
import type { Dictionaries } from './dictionaries.ts';
import { encodingProblems, kindOfDamaged } from './parse-item.ts';
import { LargeContentReader, type Part } from './read-large.ts';

/** Bytes by which an encoding is known. */
const MARKS = 4;

export interface LargeEnd {
  kind: ItemKind;
  shape: ShapeName | '';
  encoding: Encoding;
  /** Problems of the encoding; those of the content came with the parts. */
  problems: ItemProblem[];
  /** Of the bytes as delivered. */
  size: number;
}

export interface LargeSink {
  part(part: Part): void;
  /** A piece of content that is encoded, PIECE_BYTES long but for the last. */
  piece(piece: Buffer): void;
}

export class LargeItem {
  /** Null once it shows that the bytes as delivered are the content. */
  private stream: ContentStream | null;
  private readonly reader: LargeContentReader;
  private size = 0;

  /** @param again the item's bytes once more, from their beginning: see ContentStream */
  constructor(dictionaries: Dictionaries, sink: LargeSink, again: (() => Iterable<Buffer>) | null = null) {
    this.reader = new LargeContentReader(dictionaries, sink.part);
    this.stream = new ContentStream((piece) => {
      sink.piece(piece);
      this.reader.push(piece);
    }, again);
  }

  /** What the item is as far as its beginning tells; null before that. */
  get kind(): ItemKind | null {
    return this.reader.kind;
  }

  /** Bytes as delivered that it was given so far. */
  get taken(): number {
    return this.size;
  }

  /** Whether the bytes as delivered are the content: then it needs no blocks. */
  get plain(): boolean {
    return this.stream === null || this.stream.plain;
  }

  /**
   * Takes the next bytes as delivered. Nothing keeps hold of them.
   * @param room bytes before them, in the same memory, that may be written over
   */
  push(bytes: Buffer, room = 0): void {
    // What is not encoded needs no stream, which would copy all of it.
    if (this.size === 0 && bytes.length >= MARKS && layerOf(bytes) === null) this.stream = null;
    this.size += bytes.length;
    if (this.stream === null) this.reader.push(bytes, room);
    else this.stream.push(bytes);
  }

  end(): LargeEnd {
    const { encoding, problems: wrong } = this.stream?.end() ?? { encoding: 'identity', problems: [] };
    const { kind, shape } = this.reader.end();
    const problems = encodingProblems(wrong);
    return { kind: kindOfDamaged(kind, problems), shape, encoding, problems, size: this.size };
  }
}

/** A piece of content as it is stored for random access. */
export function toBlock(piece: Buffer): Buffer {
  return zstdCompressSync(piece);
}
