// The records that say a text: content is searched as it stands, wrapped records one by one.
import type { ReadConnection } from '../case/open.ts';
import { type Piece, type Row, recordsWith } from './item-reader.ts';
import type { Needle } from './search-needle.ts';
import { singleQuotes } from './search-readings.ts';
import { StretchSearcher } from './search-stretch.ts';

export class ItemSearcher extends StretchSearcher {
  private readonly needle: Needle;

  constructor(db: ReadConnection, needle: Needle, windowBytes?: number) {
    super(db, windowBytes);
    this.needle = needle;
  }

  protected searchPiece(piece: Piece, hit: (row: Row) => void): void {
    const { needle, reader } = this;
    // Once for a record: it says the text or does not, wherever in it the place is.
    recordsWith(piece, needle.over(piece.content), (row, place) => {
      if (place.exact || needle.isIn(reader.bytesOf(piece, row))) hit(row);
    });
    for (const row of piece.wrapped) {
      const record = reader.bytesOf(piece, row);
      const cells = singleQuotes(record, row.steps);
      if (this.says(record) || (cells && this.says(cells))) hit(row);
    }
  }

  private says(record: Buffer): boolean {
    const place = this.needle.over(record)(0);
    return place !== null && (place.exact || this.needle.isIn(record));
  }
}
