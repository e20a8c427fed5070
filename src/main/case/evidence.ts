// Reading evidence back: the bytes as delivered, their content, and the exact bytes of a record.

import { zstdDecompressSync } from 'node:zlib';
import type { Statement } from 'better-sqlite3';
import { CONTENT_LIMIT, decodeContent } from '../content.ts';
import { PIECE_BYTES } from '../content-stream.ts';
import { readEntry, reducedRow, type Table, tableBy } from '../decode/reduced.ts';
import { applySteps, fidelityOf, headerPlace } from '../decode/steps.ts';
import type { ReadConnection } from './open.ts';

const NOTHING = Buffer.alloc(0);

/** Decoded items kept ready, in bytes: events that people look at together mostly lie in few items. */
const CACHE_BYTES = 96 * 1024 * 1024;

/** Where a record stands in an item's content, and how its bytes are decoded. */
interface Location {
  /** Bytes. */
  offset: number;
  length: number;
  /** As in a public id; '' for none. */
  steps: string;
}

export class EvidenceReader {
  private readonly chunks: Statement;
  private readonly chunk: Statement;
  private readonly chunkLength: Statement;
  private readonly item: Statement;
  private readonly block: Statement;
  private readonly lastBlock: Statement;
  private readonly cache = new Map<number, Buffer>();
  private cached = 0;

  constructor(db: ReadConnection) {
    this.chunks = db.prepare('SELECT bytes FROM evidence_bytes WHERE evidence = ? ORDER BY seq').pluck();
    this.chunk = db.prepare('SELECT bytes FROM evidence_bytes WHERE evidence = ? AND seq = ?').pluck();
    this.chunkLength = db.prepare('SELECT length(bytes) FROM evidence_bytes WHERE evidence = ? AND seq = 0').pluck();
    this.item = db.prepare('SELECT size, encoding FROM evidence WHERE id = ?');
    this.block = db.prepare('SELECT bytes FROM content_blocks WHERE evidence = ? AND seq = ?').pluck();
    this.lastBlock = db.prepare('SELECT max(seq) FROM content_blocks WHERE evidence = ?').pluck();
  }

  /** Whether an item's content is too large to be decoded at once: then it is reached by ranges only. */
  isLarge(evidence: number): boolean {
    const item = this.item.get(evidence) as { size: number; encoding: string } | undefined;
    return item !== undefined && (item.size > CONTENT_LIMIT || (item.encoding !== 'identity' && this.lastBlock.get(evidence) !== null));
  }

  /** Length of an item's bytes as delivered. */
  deliveredSize(evidence: number): number {
    return (this.item.get(evidence) as { size: number } | undefined)?.size ?? 0;
  }

  /** Length of an item's content. */
  contentSize(evidence: number): number {
    if (!this.isLarge(evidence)) return this.content(evidence).length;
    const last = this.lastBlock.get(evidence) as number | null;
    return last === null ? this.deliveredSize(evidence) : last * PIECE_BYTES + this.pieceAt(evidence, last).length;
  }

  /** A part of an item's bytes as delivered, as far as they were kept. */
  deliveredRange(evidence: number, offset: number, length: number): Buffer {
    const chunkBytes = (this.chunkLength.get(evidence) as number | undefined) ?? 0;
    if (chunkBytes === 0) return NOTHING;
    return joined(offset, length, chunkBytes, (seq) => (this.chunk.get(evidence, seq) as Buffer | undefined) ?? NOTHING);
  }

  /** A part of an item's content. */
  contentRange(evidence: number, offset: number, length: number): Buffer {
    if (!this.isLarge(evidence)) return this.content(evidence).subarray(offset, offset + length);
    if (this.lastBlock.get(evidence) === null) return this.deliveredRange(evidence, offset, length);
    return joined(offset, length, PIECE_BYTES, (seq) => this.pieceAt(evidence, seq));
  }

  /** An item's content, piece by piece. */
  *contentPieces(evidence: number): Generator<Buffer> {
    if (!this.isLarge(evidence)) {
      yield this.content(evidence);
      return;
    }
    const size = this.contentSize(evidence);
    for (let at = 0; at < size; at += PIECE_BYTES) yield this.contentRange(evidence, at, PIECE_BYTES);
  }

  /** An item's bytes as delivered, chunk by chunk. */
  *deliveredChunks(evidence: number): Generator<Buffer> {
    for (let seq = 0; ; seq++) {
      const chunk = this.chunk.get(evidence, seq) as Buffer | undefined;
      if (!chunk) return;
      yield chunk;
    }
  }

  private pieceAt(evidence: number, seq: number): Buffer {
    const block = this.block.get(evidence, seq) as Buffer | undefined;
    if (!block) return NOTHING;
    if (this.piece?.evidence === evidence && this.piece.seq === seq) return this.piece.bytes;
    const bytes = zstdDecompressSync(block);
    this.piece = { evidence, seq, bytes };
    return bytes;
  }

  /** The piece decompressed last: records that are read together stand together. */
  private piece: { evidence: number; seq: number; bytes: Buffer } | null = null;

  /** Bytes of an item as delivered, or null when they were not kept. */
  bytes(evidence: number): Buffer | null {
    const chunks = this.chunks.all(evidence) as Buffer[];
    if (chunks.length === 0) return null;
    return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  }

  /** Decoded content of an item; empty when it was not kept or is too large to decode. */
  content(evidence: number): Buffer {
    const ready = this.cache.get(evidence);
    if (ready) {
      // Last used, last evicted.
      this.cache.delete(evidence);
      this.cache.set(evidence, ready);
      return ready;
    }
    const bytes = this.bytes(evidence);
    const content = (bytes && decodeContent(bytes).bytes) ?? NOTHING;
    this.cache.set(evidence, content);
    this.cached += content.length;
    for (const [oldest, old] of this.cache) {
      if (this.cached <= CACHE_BYTES || oldest === evidence) break;
      this.cache.delete(oldest);
      this.cached -= old.length;
    }
    return content;
  }

  /** The exact bytes of a record; of a reduced copy the row or entry as it stands. */
  record(evidence: number, { offset, length, steps }: Location): Buffer {
    return applySteps(this.contentRange(evidence, offset, length), steps);
  }

  /** The record as a value; of a reduced copy what it says of one. Undefined when the bytes give none. */
  value(evidence: number, at: Location): unknown {
    return this.valueOf(evidence, this.record(evidence, at), at.steps);
  }

  /** The same of a record whose bytes, as `record` gives them, were read already. */
  valueOf(evidence: number, bytes: Buffer, steps: string): unknown {
    if (fidelityOf(steps) === 2) return parsed(bytes);
    const place = headerPlace(steps.slice(steps.lastIndexOf('reduced:')));
    if (place === null) return readEntry(bytes, steps)?.record;
    const { columns, cells } = this.headerAt(evidence, place).table;
    return reducedRow(columns, cells(bytes)).record;
  }

  private headerAt(evidence: number, { offset, length, isJson }: { offset: number; length: number; isJson: boolean }): Header {
    const key = `${evidence}@${offset}+${length}`;
    if (this.header?.key === key) return this.header;
    this.header = { key, table: tableBy(this.contentRange(evidence, offset, length), isJson) };
    return this.header;
  }

  /** The header read last: rows of one table are read together. */
  private header: Header | null = null;
}

/** Header of a table, by its place. */
interface Header {
  key: string;
  table: Table;
}

/** Bytes from `offset` on, out of blocks of one length. */
function joined(offset: number, length: number, size: number, blockAt: (seq: number) => Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = offset; at < offset + length; ) {
    const seq = Math.floor(at / size);
    const part = blockAt(seq).subarray(at - seq * size, offset + length - seq * size);
    if (part.length === 0) break;
    parts.push(part);
    at += part.length;
  }
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
