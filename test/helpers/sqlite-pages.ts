// What every byte of a SQLite file is for, read from the file format alone. Source: https://www.sqlite.org/fileformat2.html
// Only where nothing is kept may a byte change and nobody notice.

/** `cell`: rows, or entries of an index. `structure`: headers and pointers of pages. */
export type Use = 'header' | 'structure' | 'cell' | 'unused';

const USES: readonly Use[] = ['unused', 'header', 'structure', 'cell'];

export interface Uses {
  at(byte: number): Use;
  /** Every byte of the rows, or entries, of a table or index. */
  cellsOf(name: string): number[];
}

/** Kinds of b-tree pages. */
const INDEX_INTERIOR = 2;
const TABLE_INTERIOR = 5;
const TABLE_LEAF = 13;

/** @param roots number of the page at which a table or index begins, by its name; without that of the schema */
export function usesOf(file: Buffer, roots: ReadonlyMap<string, number>): Uses {
  const map = new PageMap(file);
  map.mark(0, 100, 'header');
  const cells = new Map<string, number[]>();
  for (const [name, root] of [['sqlite_schema', 1] as const, ...roots]) {
    map.cells = [];
    map.tree(root);
    cells.set(name, map.cells);
  }
  map.freeList(file.readUInt32BE(32));
  return {
    at: (byte) => USES[map.uses[byte] as number] as Use,
    cellsOf: (name) => cells.get(name) ?? [],
  };
}

class PageMap {
  readonly uses: Uint8Array;
  /** Bytes of the cells met. */
  cells: number[] = [];
  private readonly file: Buffer;
  private readonly size: number;

  constructor(file: Buffer) {
    this.file = file;
    this.uses = new Uint8Array(file.length);
    const stated = file.readUInt16BE(16);
    this.size = stated === 1 ? 65_536 : stated;
  }

  mark(from: number, length: number, use: Use): void {
    this.uses.fill(USES.indexOf(use), from, from + length);
    if (use === 'cell') for (let at = from; at < from + length; at++) this.cells.push(at);
  }

  tree(page: number): void {
    const start = (page - 1) * this.size;
    const header = page === 1 ? 100 : start;
    const kind = this.file[header] as number;
    const interior = kind === INDEX_INTERIOR || kind === TABLE_INTERIOR;
    const cells = this.file.readUInt16BE(header + 3);
    const pointers = header + (interior ? 12 : 8);
    this.mark(header, pointers - header + cells * 2, 'structure');
    for (let i = 0; i < cells; i++) this.cell(start + this.file.readUInt16BE(pointers + i * 2), kind);
    for (let free = this.file.readUInt16BE(header + 1); free !== 0; free = this.file.readUInt16BE(start + free))
      this.mark(start + free, 4, 'structure');
    if (interior) this.tree(this.file.readUInt32BE(header + 8));
  }

  private cell(from: number, kind: number): void {
    let at = from;
    if (kind === INDEX_INTERIOR || kind === TABLE_INTERIOR) {
      this.tree(this.file.readUInt32BE(at));
      at += 4;
    }
    if (kind === TABLE_INTERIOR) {
      this.mark(from, this.varint(at).end - from, 'cell');
      return;
    }
    const { value: payload, end } = this.varint(at);
    at = kind === TABLE_LEAF ? this.varint(end).end : end;
    const local = this.local(payload, kind);
    at += local;
    if (local < payload) {
      this.overflow(this.file.readUInt32BE(at), payload - local);
      at += 4;
    }
    this.mark(from, at - from, 'cell');
  }

  /** Bytes of a payload that stand in the page itself. */
  private local(payload: number, kind: number): number {
    const most = kind === TABLE_LEAF ? this.size - 35 : Math.floor(((this.size - 12) * 64) / 255) - 23;
    if (payload <= most) return payload;
    const least = Math.floor(((this.size - 12) * 32) / 255) - 23;
    const wanted = least + ((payload - least) % (this.size - 4));
    return wanted <= most ? wanted : least;
  }

  private overflow(first: number, payload: number): void {
    let left = payload;
    for (let page = first; page !== 0; page = this.file.readUInt32BE((page - 1) * this.size)) {
      const here = Math.min(left, this.size - 4);
      this.mark((page - 1) * this.size, 4 + here, 'cell');
      left -= here;
    }
  }

  /** Pages that hold nothing: their list is structure, what is in them is not used. */
  freeList(first: number): void {
    for (let trunk = first; trunk !== 0; trunk = this.file.readUInt32BE((trunk - 1) * this.size))
      this.mark((trunk - 1) * this.size, 8 + 4 * this.file.readUInt32BE((trunk - 1) * this.size + 4), 'structure');
  }

  private varint(from: number): { value: number; end: number } {
    let value = 0;
    for (let i = 0; i < 8; i++) {
      const byte = this.file[from + i] as number;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return { value, end: from + i + 1 };
    }
    return { value: value * 256 + (this.file[from + 8] as number), end: from + 9 };
  }
}
