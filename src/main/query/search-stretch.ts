// The records of a stretch in which something is found, whatever that is.
import type { ReadConnection } from '../case/open.ts';
import { ItemReader, type Piece, type Row } from './item-reader.ts';
import type { Stretch } from './stretch.ts';

interface StretchHits {
  /** Numbers of records, ascending. */
  records: number[];
  /** Bytes of content that were searched. */
  bytes: number;
  /** The content ends before its records do: what is there was searched. */
  incomplete: boolean;
}

export abstract class StretchSearcher {
  protected readonly reader: ItemReader;

  constructor(db: ReadConnection, windowBytes?: number) {
    this.reader = new ItemReader(db, windowBytes);
  }

  /** Throws when the evidence cannot be read. */
  search(stretch: Stretch): StretchHits {
    const hits: StretchHits = { records: [], bytes: 0, incomplete: false };
    for (const piece of this.reader.pieces(stretch)) {
      hits.bytes += piece.content.length;
      hits.incomplete ||= piece.incomplete;
      this.searchPiece(piece, ({ id }) => hits.records.push(id));
    }
    hits.records.sort((a, b) => a - b);
    return hits;
  }

  /** Tells each record once. */
  protected abstract searchPiece(piece: Piece, hit: (row: Row) => void): void;
}
