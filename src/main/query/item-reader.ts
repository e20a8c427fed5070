// The content of a stretch of records, decoded once, and where in it each record stands. Wrapped records are decoded one by one.
import type { Statement } from 'better-sqlite3';
import { STEPS } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { decodeContent } from '../content.ts';
import { applySteps } from '../decode/steps.ts';
import { isAsked, type Stretch } from './stretch.ts';

/** A record's place in the content of its item. */
export interface Row {
  id: number;
  offset: number;
  length: number;
  /** '' for none. */
  steps: string;
}

/** The last row that begins at or before a place in the content of the item; undefined where that is not asked for. */
type RowAt = (at: number) => Row | undefined;

/** Content that is looked through at once. Cut between records, so that no record is. */
export interface Piece {
  evidence: number;
  content: Buffer;
  /** Where it begins in the content of the item. */
  base: number;
  /** Among records without decoding steps. */
  rowAt: RowAt;
  /** Records whose bytes have to be decoded first. */
  wrapped: readonly Row[];
  /** All records, in order of offset. */
  rows(): readonly Row[];
  /** The content ends before its records do. */
  incomplete: boolean;
}

/** Where something stands in bytes, and where to look on when that does not count. */
export interface Found {
  start: number;
  end: number;
  next: number;
}

/** Rows of an item that are asked for one by one: each walks over the numbers of all, without making them values. */
const FEW = 3;

/** Bytes of large content that make one piece. */
const WINDOW_BYTES = 16 * 1024 * 1024;

/** Bytes between two records from which on they are not read together. */
const GAP_BYTES = 1024 * 1024;

export class ItemReader {
  private readonly evidence: EvidenceReader;
  private readonly rows: Statement;
  private readonly rowAt: Statement;
  private readonly places: Statement;
  private readonly anyWrapped: Statement | null;
  private readonly windowBytes: number;
  /** What the steps before the last `at:` gave: many records may stand in one wrapped text. */
  private outer: { key: string; bytes: Buffer } = { key: '', bytes: Buffer.alloc(0) };

  constructor(db: ReadConnection, windowBytes = WINDOW_BYTES) {
    this.evidence = new EvidenceReader(db);
    this.windowBytes = windowBytes;
    this.rows = db.prepare(
      `SELECT r.id, r.offset, r.length, CASE r.steps WHEN 0 THEN '' ELSE ${STEPS} END AS steps FROM records r WHERE r.id >= ? AND r.id < ? ORDER BY r.offset, r.id`,
    );
    this.rowAt = db.prepare(
      "SELECT id, offset, length, '' AS steps FROM records WHERE id >= ? AND id < ? AND offset <= ? ORDER BY offset DESC, id DESC LIMIT 1",
    );
    this.places = db
      .prepare(
        'SELECT json_group_array(offset), json_group_array(length) FROM (SELECT offset, length FROM records WHERE id >= ? AND id < ? ORDER BY id)',
      )
      .raw();
    const steps = db.prepare('SELECT EXISTS (SELECT 1 FROM decoding_steps)').pluck().get() === 1;
    this.anyWrapped = steps ? db.prepare('SELECT EXISTS (SELECT 1 FROM records WHERE id >= ? AND id < ? AND steps <> 0)').pluck() : null;
  }

  /** The content of a stretch, all of it at once unless it is large. Throws when the evidence cannot be read. */
  *pieces(stretch: Stretch): Generator<Piece> {
    if (!stretch.large) {
      yield this.whole(stretch);
      return;
    }
    const { evidence } = stretch;
    for (const rows of windows(this.rowsOf(stretch), this.windowBytes)) {
      const base = (rows[0] as Row).offset;
      const length = endOf(rows) - base;
      const content = this.evidence.contentRange(evidence, base, length);
      yield { evidence, content, base, ...divided(rows), incomplete: content.length < length };
    }
  }

  /** The record's own bytes; of a reduced copy the row or entry as it stands. */
  bytesOf({ evidence, content, base }: Piece, row: Row): Buffer {
    const bytes = content.subarray(row.offset - base, row.offset - base + row.length);
    return row.steps === '' ? bytes : this.unwrapped(evidence, row, bytes);
  }

  /** The record as a value: see EvidenceReader.value. */
  valueOf({ evidence }: Piece, { steps }: Row, bytes: Buffer): unknown {
    return this.evidence.valueOf(evidence, bytes, steps);
  }

  private whole(stretch: Stretch): Piece {
    const { evidence, first, records } = stretch;
    const delivered = this.evidence.bytes(evidence);
    const content = delivered && decodeContent(delivered).bytes;
    if (!content) throw new Error('its bytes cannot be read');
    const last = this.rows.all(first + records - 1, first + records)[0] as Row | undefined;
    const incomplete = last !== undefined && last.offset + last.length > content.length;
    // Most items hold nothing that is looked for, and most others little: then their rows are not all read.
    const places = this.hasWrapped(stretch) ? divided(this.rowsOf(stretch)) : this.fewRowsOf(stretch);
    return { evidence, content, base: 0, ...places, incomplete };
  }

  /** In order of offset. */
  private rowsOf(stretch: Stretch): Row[] {
    const { first, records, only } = stretch;
    const all = (this.hasWrapped(stretch) ? null : this.plainRowsOf(stretch)) ?? (this.rows.all(first, first + records) as Row[]);
    return only ? all.filter(({ id }) => isAsked(stretch, id)) : all;
  }

  /** Records of an item are numbered without gaps, so two lists say it all: a fifth of the time that rows take. */
  private plainRowsOf({ first, records }: Stretch): Row[] | null {
    const lists = this.places.get(first, first + records) as [string, string];
    const [offsets, lengths] = lists.map((list) => JSON.parse(list) as number[]) as [number[], number[]];
    const inOrder = offsets.every((offset, i) => i === 0 || offset > (offsets[i - 1] as number));
    if (offsets.length !== records || !inOrder) return null;
    return offsets.map((offset, i) => ({ id: first + i, offset, length: lengths[i] as number, steps: '' }));
  }

  private hasWrapped({ first, records }: Stretch): boolean {
    return this.anyWrapped?.get(first, first + records) === 1;
  }

  /** Finds the rows of a stretch without wrapped records one by one, and reads them all once that is quicker. */
  private fewRowsOf(stretch: Stretch): Pick<Piece, 'rowAt' | 'wrapped' | 'rows'> {
    const { first, records } = stretch;
    let asked = 0;
    let all: Row[] | null = null;
    let rowAt: RowAt | null = null;
    const rows = (): readonly Row[] => {
      all ??= this.rowsOf(stretch);
      return all;
    };
    return {
      wrapped: [],
      rows,
      rowAt: (at) => {
        if (!rowAt && ++asked > FEW) rowAt = among(rows());
        if (rowAt) return rowAt(at);
        const row = this.rowAt.get(first, first + records, at) as Row | undefined;
        return row && isAsked(stretch, row.id) ? row : undefined;
      },
    };
  }

  private unwrapped(evidence: number, { offset, length, steps }: Row, bytes: Buffer): Buffer {
    const cut = steps.lastIndexOf('at:');
    if (cut <= 0) return applySteps(bytes, steps);
    const before = steps.slice(0, cut - 1);
    const key = `${evidence}@${offset}+${length}/${before}`;
    if (this.outer.key !== key) this.outer = { key, bytes: applySteps(bytes, before) };
    return applySteps(this.outer.bytes, steps.slice(cut));
  }
}

/** Visits each record without decoding steps in which something is found, once, with the first place that lies within it. */
export function recordsWith<Place extends Found>(
  { base, rowAt }: Piece,
  find: (from: number) => Place | null,
  visit: (row: Row, place: Place) => void,
): void {
  for (let place = find(0); place; ) {
    const row = rowAt(base + place.start);
    let from = place.next;
    if (row && base + place.end <= row.offset + row.length) {
      visit(row, place);
      from = Math.max(from, row.offset - base + row.length);
    }
    place = find(from);
  }
}

function divided(rows: readonly Row[]): Pick<Piece, 'rowAt' | 'wrapped' | 'rows'> {
  const wrapped = rows.filter(({ steps }) => steps !== '');
  const plain = wrapped.length === 0 ? rows : rows.filter(({ steps }) => steps === '');
  return { wrapped, rowAt: among(plain), rows: () => rows };
}

/** Rows in order of offset, in groups that reach over about `bytes` of content, without long stretches of other records between them. */
function* windows(rows: readonly Row[], bytes: number): Generator<Row[]> {
  let window: Row[] = [];
  let end = 0;
  for (const row of rows) {
    const isFar = row.offset - end > GAP_BYTES || row.offset + row.length - (window[0]?.offset ?? 0) > bytes;
    if (window.length > 0 && isFar) {
      yield window;
      window = [];
    }
    window.push(row);
    end = Math.max(end, row.offset + row.length);
  }
  if (window.length > 0) yield window;
}

function endOf(rows: readonly Row[]): number {
  return rows.reduce((end, { offset, length }) => Math.max(end, offset + length), 0);
}

/** Looks in rows that stand in order of offset. */
function among(rows: readonly Row[]): RowAt {
  return (at) => {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle] as Row).offset <= at) low = middle + 1;
      else high = middle;
    }
    return rows[low - 1];
  };
}
