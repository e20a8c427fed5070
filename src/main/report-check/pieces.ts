// Finds the exhibits, the custody log and the roots in a report's file, one after the other, whatever the size of the file.
import type { ReportFile } from './report-file.ts';

export type Piece =
  /** `text` null: it is longer than any exhibit, or does not end. */
  | { kind: 'exhibit'; text: string | null }
  | { kind: 'custody'; text: string }
  | { kind: 'roots'; text: string }
  /** What began there does not end: nothing after it is read. */
  | { kind: 'unreadable'; at: number };

/** Bytes; AWS's records are at most 256 KB, and an exhibit shows what differs from it, too. */
const LONGEST = 64 * 1024 ** 2;
const WINDOW = 4 * 1024 ** 2;

const KINDS = [
  { kind: 'exhibit', begin: '<article class="exhibit', end: '</article>' },
  { kind: 'custody', begin: '<tr class="entry" id="custody-', end: '</td></tr>\n<tr class="detail">' },
  { kind: 'roots', begin: '<section id="section-roots">', end: '</section>' },
] as const;

type Kind = (typeof KINDS)[number];

/** Longest beginning: so much of a window is looked at again with the next. */
const OVERLAP = Math.max(...KINDS.map(({ begin }) => begin.length));

export function* piecesOf(file: ReportFile): Generator<Piece> {
  const beginnings = new Beginnings(file);
  for (let at = 0; ; ) {
    const next = beginnings.from(at);
    if (next === null) return;
    const length = lengthOf(file, next.at, next.kind);
    const text = length === null ? null : file.read(next.at, length).toString('utf8');
    if (next.kind.kind === 'exhibit') yield { kind: 'exhibit', text };
    else if (text !== null) yield { kind: next.kind.kind, text };
    // What does not end is looked at once.
    if (length === null) {
      yield { kind: 'unreadable', at: next.at };
      return;
    }
    at = next.at + length;
  }
}

/** Where pieces begin, in order. A part of the file is read once, and looked through once for each kind. */
class Beginnings {
  private readonly file: ReportFile;
  private start = 0;
  private window: Buffer = Buffer.alloc(0);
  /** Of each kind the next one in the window, from the beginning of the file; Infinity: there is none. */
  private known = new Map<Kind, number>();

  constructor(file: ReportFile) {
    this.file = file;
  }

  /** The first piece that begins there or later; null where there is none. */
  from(at: number): { at: number; kind: Kind } | null {
    for (let place = at; place < this.file.size; ) {
      if (place < this.start || place >= this.start + this.window.length - OVERLAP) this.read(place);
      const [first] = KINDS.map((kind) => ({ kind, at: this.next(kind, place) })).sort((a, b) => a.at - b.at);
      if (first && first.at < Number.POSITIVE_INFINITY) return first;
      if (this.window.length < WINDOW) return null;
      place = this.start + this.window.length - OVERLAP;
    }
    return null;
  }

  private read(place: number): void {
    this.start = place;
    this.window = this.file.read(place, WINDOW);
    this.known.clear();
  }

  private next(kind: Kind, place: number): number {
    const known = this.known.get(kind);
    if (known !== undefined && known >= place) return known;
    const index = this.window.indexOf(kind.begin, place - this.start);
    const found = index < 0 ? Number.POSITIVE_INFINITY : this.start + index;
    this.known.set(kind, found);
    return found;
  }
}

/** Bytes from the beginning of a piece to the end of its last element. */
function lengthOf(file: ReportFile, from: number, { kind, end }: Kind): number | null {
  for (let size = 16 * 1024; size <= LONGEST; size *= 4) {
    const bytes = file.read(from, size);
    const at = bytes.indexOf(end);
    if (at >= 0) {
      if (kind !== 'custody') return at + end.length;
      // Two rows: the entry, and what its hash is taken over.
      const last = bytes.indexOf('</td></tr>', at + end.length);
      if (last >= 0) return last + '</td></tr>'.length;
    }
    if (bytes.length < size) return null;
  }
  return null;
}
