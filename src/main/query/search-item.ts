// The records of one item that say a text: its content is decoded once and searched as it stands; wrapped records are decoded one by one.
import type { Statement } from 'better-sqlite3';
import { STEPS } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { decodeContent } from '../content.ts';
import { applySteps } from '../decode/steps.ts';
import type { Needle } from './search-needle.ts';

/** Records of an item, all of them or, of a large one, some. */
export interface Stretch {
  evidence: number;
  /** Number of the first record, and how many. */
  first: number;
  records: number;
  /** Its content is not decoded at once. */
  large: boolean;
}

export interface StretchHits {
  /** Numbers of records, ascending. */
  records: number[];
  /** Bytes of content that were searched. */
  bytes: number;
  /** The content ends before its records do: what is there was searched. */
  incomplete: boolean;
}

interface Row {
  id: number;
  offset: number;
  length: number;
  steps: string;
}

/** The last row that begins at or before a place in the content. */
type RowAt = (at: number) => Row | undefined;

/** Rows of an item that are asked for one by one: each walks over the numbers of all, without making them values. */
const FEW = 3;

/** Bytes of large content searched at once. Cut between records, so that no text is. */
export const WINDOW_BYTES = 16 * 1024 * 1024;

export class ItemSearcher {
  private readonly needle: Needle;
  private readonly evidence: EvidenceReader;
  private readonly rows: Statement;
  private readonly rowAt: Statement;
  private readonly places: Statement;
  private readonly anyWrapped: Statement | null;
  private readonly windowBytes: number;
  /** What the steps before the last `at:` gave: many records may stand in one wrapped text. */
  private outer: { key: string; bytes: Buffer } = { key: '', bytes: Buffer.alloc(0) };

  constructor(db: ReadConnection, needle: Needle, windowBytes = WINDOW_BYTES) {
    this.needle = needle;
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

  /** Throws when the evidence cannot be read. */
  search(stretch: Stretch): StretchHits {
    const found = stretch.large ? this.large(stretch) : this.whole(stretch);
    found.records.sort((a, b) => a - b);
    return found;
  }

  private whole(stretch: Stretch): StretchHits {
    const delivered = this.evidence.bytes(stretch.evidence);
    const content = delivered && decodeContent(delivered).bytes;
    if (!content) throw new Error('its bytes cannot be read');
    const wrapped = this.hasWrapped(stretch);
    // Most items hold no hit, and most others few: then their rows are not all read.
    const rows = wrapped ? this.rowsOf(stretch) : null;
    const rowAt = rows ? among(rows.filter(({ steps }) => steps === '')) : this.fewRowsOf(stretch);
    const last = this.rows.all(stretch.first + stretch.records - 1, stretch.first + stretch.records)[0] as Row | undefined;
    const incomplete = last !== undefined && last.offset + last.length > content.length;
    const records = this.hitsIn(content, 0, rowAt);
    for (const row of rows ?? []) {
      if (row.steps !== '' && this.wrappedSays(stretch.evidence, row, content.subarray(row.offset, row.offset + row.length)))
        records.push(row.id);
    }
    return { records, bytes: content.length, incomplete };
  }

  private large(stretch: Stretch): StretchHits {
    const { evidence } = this;
    const records: number[] = [];
    let bytes = 0;
    let incomplete = false;
    for (const window of windows(this.rowsOf(stretch), this.windowBytes)) {
      const from = (window[0] as Row).offset;
      const to = endOf(window);
      const content = evidence.contentRange(stretch.evidence, from, to - from);
      bytes += content.length;
      incomplete ||= content.length < to - from;
      const plain = window.filter(({ steps }) => steps === '');
      if (plain.length > 0) for (const record of this.hitsIn(content, from, among(plain))) records.push(record);
      for (const row of window) {
        if (
          row.steps !== '' &&
          this.wrappedSays(stretch.evidence, row, content.subarray(row.offset - from, row.offset - from + row.length))
        )
          records.push(row.id);
      }
    }
    return { records, bytes, incomplete };
  }

  /** In order of offset. */
  private rowsOf(stretch: Stretch): Row[] {
    return (
      (this.hasWrapped(stretch) ? null : this.plainRowsOf(stretch)) ??
      (this.rows.all(stretch.first, stretch.first + stretch.records) as Row[])
    );
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

  /** Finds the rows of a stretch one by one, and reads them all once that is quicker. */
  private fewRowsOf(stretch: Stretch): RowAt {
    const { first, records } = stretch;
    let asked = 0;
    let all: RowAt | null = null;
    return (at) => {
      if (!all && ++asked > FEW) all = among(this.rowsOf(stretch));
      return all ? all(at) : (this.rowAt.get(first, first + records, at) as Row | undefined);
    };
  }

  /** Numbers of the records that say the text in content that begins at `base`. */
  private hitsIn(content: Buffer, base: number, rowAt: RowAt): number[] {
    const { needle } = this;
    const find = needle.over(content);
    const hits: number[] = [];
    for (let place = find(0); place; ) {
      const row = rowAt(base + place.start);
      let from = place.next;
      if (row && base + place.end <= row.offset + row.length) {
        const at = row.offset - base;
        // Once for a record: it says the text or does not, wherever in it the place is.
        if (place.exact || needle.isIn(content.subarray(at, at + row.length))) {
          hits.push(row.id);
          from = at + row.length;
        } else from = Math.max(from, at + row.length);
      }
      place = find(from);
    }
    return hits;
  }

  private wrappedSays(evidence: number, row: Row, bytes: Buffer): boolean {
    const record = this.unwrapped(evidence, row, bytes);
    if (this.says(record)) return true;
    // A row of a table stands as it was delivered: within a quoted cell, quotes are doubled.
    const table = row.steps.includes('reduced:csv') && record.includes('""');
    return table && this.says(Buffer.from(record.toString('latin1').replaceAll('""', '"'), 'latin1'));
  }

  private unwrapped(evidence: number, { offset, length, steps }: Row, bytes: Buffer): Buffer {
    const cut = steps.lastIndexOf('at:');
    if (cut <= 0) return applySteps(bytes, steps);
    const before = steps.slice(0, cut - 1);
    const key = `${evidence}@${offset}+${length}/${before}`;
    if (this.outer.key !== key) this.outer = { key, bytes: applySteps(bytes, before) };
    return applySteps(this.outer.bytes, steps.slice(cut));
  }

  private says(record: Buffer): boolean {
    const place = this.needle.over(record)(0);
    return place !== null && (place.exact || this.needle.isIn(record));
  }
}

/** Rows in order of offset, in groups that reach over about `bytes` of content. */
function* windows(rows: readonly Row[], bytes: number): Generator<Row[]> {
  let window: Row[] = [];
  for (const row of rows) {
    if (window.length > 0 && row.offset + row.length - (window[0] as Row).offset > bytes) {
      yield window;
      window = [];
    }
    window.push(row);
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
