// The objects of a PDF as Chromium writes it: found by its cross-reference table, replaced or added to, and written again. Everything that is
// not replaced stays byte for byte: tags, bookmarks and fonts cannot be lost on the way. Source: ISO 32000-1, 7.5.
import { createHash } from 'node:crypto';
import { Packing, packedTable } from './pdf-packing.ts';
import { type PackedPlace, type PackedTable, packedObjects, readPackedTable, streamAt } from './pdf-streams.ts';

/** Bytes of one entry of the table. */
const ENTRY = 20;
const MARKER = /startxref\s+(\d{1,15})\s+%%EOF\s*$/;

export interface PdfObject {
  number: number;
  /** Bytes, with the line `n 0 obj`: [from, to). */
  from: number;
  to: number;
  /** Its body, where it lay packed in a stream: then it has no bytes of its own. */
  packed?: string;
}

export interface PdfFile {
  bytes: Buffer;
  /** Bytes before the first object. */
  header: number;
  /** In the order in which they stand, those that lay packed at the end. */
  objects: PdfObject[];
  root: number;
  info: number | null;
}

/** @returns null where this is no PDF, or one that was added to after it was written, or one that is locked */
export function readPdf(bytes: Buffer): PdfFile | null {
  if (bytes.toString('latin1', 0, 5) !== '%PDF-') return null;
  const [, marked] = MARKER.exec(bytes.toString('latin1', Math.max(0, bytes.length - 200))) ?? [];
  const at = Number(marked ?? Number.NaN);
  if (!(at < bytes.length)) return null;
  const table = readTable(bytes, at) ?? readPackedTable(bytes, at);
  const root = table && reference(table.dictionary, 'Root');
  // An earlier state of the file would stay in it.
  if (!table || root === null || /\/(Prev|Encrypt)\b/.test(table.dictionary)) return null;
  const offsets = new Map<number, number>();
  const streams = new Map<number, number[]>();
  for (const [number, place] of table.places) {
    if ('offset' in place) offsets.set(number, place.offset);
    else if (streams.has(place.stream)) streams.get(place.stream)?.push(number);
    else streams.set(place.stream, [number]);
  }
  const objects = [...offsets].map(([number, from]): PdfObject => ({ number, from, to: at })).sort((one, other) => one.from - other.from);
  for (const [i, object] of objects.entries()) object.to = objects[i + 1]?.from ?? Math.max(at, object.from);
  const file: PdfFile = { bytes, header: objects[0]?.from ?? 0, objects, root, info: reference(table.dictionary, 'Info') };
  if (!objects.every((object) => opening(file, object) !== null)) return null;
  const packed: PdfObject[] = [];
  for (const [stream, numbers] of streams) {
    const held = streamAt(bytes, offsets.get(stream) ?? bytes.length);
    const bodies = held && packedObjects(held);
    for (const number of numbers) {
      const body = bodies?.get(number);
      if (body === undefined) return null;
      packed.push({ number, from: at, to: at, packed: body });
    }
  }
  // What was unpacked is packed anew, and so is the table: the streams in which they lay would say it twice.
  file.objects = [...objects.filter(({ number, from }) => !streams.has(number) && from !== at), ...packed];
  return file;
}

/** The plain table, and its trailer. */
function readTable(bytes: Buffer, at: number): PackedTable | null {
  const [line, count] = /^xref\r?\n0 (\d{1,9})\s*\n/.exec(bytes.toString('latin1', at, at + 40)) ?? [];
  if (line === undefined || count === undefined) return null;
  const table = at + line.length;
  const end = table + Number(count) * ENTRY;
  if (end > bytes.length) return null;
  const places: PackedTable['places'] = new Map();
  for (let from = table; from < end; from += ENTRY) {
    const [, offset, use] = /^(\d{10}) \d{5} ([nf])/.exec(bytes.toString('latin1', from, from + ENTRY)) ?? [];
    if (offset === undefined) return null;
    if (use === 'n') places.set((from - table) / ENTRY, { offset: Number(offset) });
  }
  const dictionary = bytes.toString('latin1', end);
  return dictionary.startsWith('trailer') ? { places, dictionary } : null;
}

/** The number in `/Key n 0 R`. */
export function reference(dictionary: string, key: string): number | null {
  const [, number] = new RegExp(`/${key} (\\d{1,9}) 0 R\\b`).exec(dictionary) ?? [];
  return number === undefined ? null : Number(number);
}

function opening({ bytes }: PdfFile, { number, from }: PdfObject): string | null {
  const start = `${number} 0 obj`;
  return bytes.toString('latin1', from, from + start.length) === start ? start : null;
}

/** An object without its first and last line, one character a byte; null where it is none or has a stream. */
export function plainObject(file: PdfFile, object: PdfObject): string | null {
  if (object.packed !== undefined) return object.packed;
  // Most bytes of a file are in streams: those are not read.
  if (file.bytes.toString('latin1', Math.max(object.from, object.to - 30), object.to).includes('endstream')) return null;
  const text = file.bytes.toString('latin1', object.from, object.to);
  const [, body] = /^\d+ 0 obj\s+(.*?)\s*endobj\s*$/s.exec(text) ?? [];
  return body ?? null;
}

export function objectOf(file: PdfFile, number: number | null): PdfObject | null {
  return file.objects.find((object) => object.number === number) ?? null;
}

/** What a stream holds; null where it is none, or packed in a way that is not read. */
export function streamOf(file: PdfFile, number: number | null): Buffer | null {
  const object = objectOf(file, number);
  return object && object.packed === undefined ? (streamAt(file.bytes, object.from)?.bytes ?? null) : null;
}

/** Characters gathered before they become bytes: a tagged file has hundreds of thousands of small objects. */
const BATCH = 1 << 16;

/** Bytes in pieces, and how many there are. */
class Pieces {
  readonly done: Buffer[] = [];
  length = 0;
  private text = '';

  /** One character a byte. */
  write(text: string): void {
    this.text += text;
    this.length += text.length;
    if (this.text.length >= BATCH) this.flush();
  }

  append(bytes: Buffer): void {
    this.flush();
    this.done.push(bytes);
    this.length += bytes.length;
  }

  flush(): void {
    if (this.text !== '') this.done.push(Buffer.from(this.text, 'latin1'));
    this.text = '';
  }
}

/**
 * The file with other bodies of some objects, and with further ones. Small objects are packed (most of a tagged file are its tags: a quarter of the size is
 * left), all but the catalogue and the information dictionary, which simple tools look for.
 * @param replacement body of an object without its first and last line, one character a byte; null where it stays as it is
 * @param added bodies of new objects, which get the numbers from the file's highest + 1 on
 */
export function writePdf(file: PdfFile, replacement: (object: PdfObject) => string | null, added: readonly Buffer[]): Buffer {
  const { bytes, objects } = file;
  const out = new Pieces();
  // Packed objects are of version 1.5 on.
  out.write(bytes.toString('latin1', 0, file.header).replace(/^%PDF-1\.[0-4]/, '%PDF-1.5'));
  out.flush();
  const first = nextNumber(file);
  const places = new Map<number, PackedPlace>();
  const packing = new Packing(first + added.length, (number, body) => {
    places.set(number, { offset: out.length });
    out.write(`${number} 0 obj\n`);
    out.append(body);
    out.write('\nendobj\n');
  });
  for (const object of objects) {
    const { number } = object;
    const body = replacement(object) ?? plainObject(file, object);
    if (body !== null && number !== file.root && number !== file.info) {
      places.set(number, packing.add(number, body));
      continue;
    }
    places.set(number, { offset: out.length });
    if (body === null) out.append(bytes.subarray(object.from, object.to));
    else out.write(`${number} 0 obj\n${body}\nendobj\n`);
  }
  packing.end();
  for (const [i, body] of added.entries()) {
    places.set(first + i, { offset: out.length });
    out.write(`${first + i} 0 obj\n`);
    out.append(body);
    out.write('\nendobj\n');
  }
  out.flush();
  // Named by its content, so that the same content has the same name.
  const hash = createHash('sha256');
  for (const piece of out.done) hash.update(piece);
  const id = hash.digest('hex').slice(0, 32).toUpperCase();
  const info = file.info === null ? '' : `\n/Info ${file.info} 0 R`;
  const table = packing.next;
  const at = out.length;
  places.set(table, { offset: at });
  out.write(`${table} 0 obj\n`);
  out.append(packedTable(places, table + 1, `/Root ${file.root} 0 R${info}\n/ID [<${id}> <${id}>]`));
  out.write(`\nendobj\nstartxref\n${at}\n%%EOF\n`);
  out.flush();
  return Buffer.concat(out.done);
}

/** The number that the first added object gets. */
export function nextNumber({ objects }: PdfFile): number {
  return objects.reduce((highest, { number }) => Math.max(highest, number), 0) + 1;
}

/** A text string: as it is where it is plain ASCII, else UTF-16 with its mark. */
export function pdfText(text: string): string {
  if (/^[ -~]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`;
  return `<${Buffer.from(`\ufeff${wellFormed(text)}`, 'utf16le')
    .swap16()
    .toString('hex')
    .toUpperCase()}>`;
}

/** Half a character becomes U+FFFD: no file format of text can hold it. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, '\ufffd');
}
