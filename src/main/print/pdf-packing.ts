// Small objects of a PDF packed into streams, and the table of where everything is as a stream. Source: ISO 32000-1, 7.5.7 and 7.5.8.
import { deflateSync } from 'node:zlib';
import type { PackedPlace } from './pdf-streams.ts';

/** Objects in a stream: a reader unpacks all of them for one. */
const TOGETHER = 200;

/** Bytes of an offset in the table: files up to 1 TiB. */
const OFFSET = 5;

/** Gathers objects, and hands out a stream of objects whenever one is full. */
export class Packing {
  /** The number that the next stream gets. */
  next: number;
  private readonly write: (number: number, body: Buffer) => void;
  private numbers: number[] = [];
  private bodies: string[] = [];

  /** @param first number of the first stream, @param write takes each stream and its number */
  constructor(first: number, write: (number: number, body: Buffer) => void) {
    this.next = first;
    this.write = write;
  }

  /** @param body one character a byte; @returns where the object will be found */
  add(number: number, body: string): PackedPlace {
    const place = { stream: this.next, index: this.numbers.length };
    this.numbers.push(number);
    this.bodies.push(body);
    if (this.numbers.length === TOGETHER) this.end();
    return place;
  }

  /** Writes what is left. */
  end(): void {
    if (this.numbers.length === 0) return;
    let at = 0;
    const index = this.bodies.map((body, i) => {
      const entry = `${this.numbers[i]} ${at}`;
      at += body.length + 1;
      return entry;
    });
    const head = `${index.join(' ')}\n`;
    const bytes = Buffer.from(`${head}${this.bodies.join('\n')}`, 'latin1');
    this.write(this.next, stream(`/Type /ObjStm\n/N ${index.length}\n/First ${head.length}`, bytes));
    this.next++;
    this.numbers = [];
    this.bodies = [];
  }
}

/** The body of the table's own object. @param entries of its dictionary besides */
export function packedTable(places: ReadonlyMap<number, PackedPlace>, size: number, entries: string): Buffer {
  const width = 1 + OFFSET + 2;
  const rows = Buffer.alloc(size * width);
  // Object 0, and every number that no object has, is free; the list of free ones is not used.
  rows.writeUInt16BE(0xffff, 1 + OFFSET);
  for (const [number, place] of places) {
    const at = number * width;
    rows[at] = 'offset' in place ? 1 : 2;
    rows.writeUIntBE('offset' in place ? place.offset : place.stream, at + 1, OFFSET);
    rows.writeUInt16BE('offset' in place ? 0 : place.index, at + 1 + OFFSET);
  }
  return stream(`/Type /XRef\n/Size ${size}\n/W [1 ${OFFSET} 2]\n${entries}`, rows);
}

function stream(entries: string, bytes: Buffer): Buffer {
  const packed = deflateSync(bytes);
  const head = `<<${entries}\n/Filter /FlateDecode\n/Length ${packed.length}>>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), packed, Buffer.from('\nendstream', 'latin1')]);
}
