// Reading evidence back: the bytes as delivered, their content, and the exact bytes of a record.
import type { Statement } from 'better-sqlite3';
import { decodeContent } from '../content.ts';
import { reducedLookup, reducedRow } from '../decode/reduced.ts';
import { applySteps, fidelityOf, headerPlace } from '../decode/steps.ts';
import { cellsOf, separatorOf } from '../decode/table.ts';
import type { ReadConnection } from './open.ts';

/** Decoded items kept ready, in bytes: events that people look at together mostly lie in few items. */
const CACHE_BYTES = 96 * 1024 * 1024;

/** Where a record stands in an item's content, and how its bytes are decoded. */
export interface Location {
  /** Bytes. */
  offset: number;
  length: number;
  /** As in a public id; '' for none. */
  steps: string;
}

export class EvidenceReader {
  private readonly chunks: Statement;
  private readonly cache = new Map<number, Buffer>();
  private cached = 0;

  constructor(db: ReadConnection) {
    this.chunks = db.prepare('SELECT bytes FROM evidence_bytes WHERE evidence = ? ORDER BY seq').pluck();
  }

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
    const content = (bytes && decodeContent(bytes).bytes) ?? Buffer.alloc(0);
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
    return applySteps(this.content(evidence).subarray(offset, offset + length), steps);
  }

  /** The record as a value; of a reduced copy what it says of one. Undefined when the bytes give none. */
  value(evidence: number, at: Location): unknown {
    const bytes = this.record(evidence, at);
    if (fidelityOf(at.steps) === 2) return parsed(bytes);
    const header = headerPlace(at.steps.slice(at.steps.lastIndexOf('reduced:')));
    if (header === null) {
      const entry = parsed(bytes);
      return typeof entry === 'object' && entry !== null ? reducedLookup(entry as Record<string, unknown>).record : undefined;
    }
    const text = this.content(evidence).toString('utf8', header.offset, header.offset + header.length);
    const separator = separatorOf(text);
    return reducedRow(cellsOf(text, separator), cellsOf(bytes.toString('utf8'), separator)).record;
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
