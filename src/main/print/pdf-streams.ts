// Where the objects of a PDF are, when its cross-reference table is a stream and objects lie packed in others, as newer programs write them. Chromium does not
// so far; a file that another tool saved again may. Source: ISO 32000-1, 7.5.7 and 7.5.8.
import { inflateSync } from 'node:zlib';

/** Bytes that one stream may unpack to: far beyond what any report needs, and a limit for a file that means harm. */
const LARGEST = 1 << 28;

/** Where an object is: bytes in the file from `offset` on, or the `index`-th of a stream of objects. */
export type PackedPlace = { offset: number } | { stream: number; index: number };

export interface PackedTable {
  places: Map<number, PackedPlace>;
  /** The dictionary, which stands in for a trailer. */
  dictionary: string;
}

interface Stream {
  dictionary: string;
  bytes: Buffer;
}

/** A stream at a place in the file, unpacked; null where there is none that can be read. */
export function streamAt(file: Buffer, from: number): Stream | null {
  const head = file.toString('latin1', from, Math.min(file.length, from + 4096));
  const [whole, dictionary] = /^\d{1,9} \d{1,5} obj\s*<<(.*?)>>\s*stream\r?\n/s.exec(head) ?? [];
  const [, length] = /\/Length (\d{1,10})(?! \d+ R)/.exec(dictionary ?? '') ?? [];
  if (whole === undefined || dictionary === undefined || length === undefined) return null;
  const start = from + whole.length;
  const stored = file.subarray(start, start + Number(length));
  if (!dictionary.includes('/Filter')) return { dictionary, bytes: stored };
  if (!/\/Filter\s*\[?\s*\/FlateDecode\s*\]?/.test(dictionary)) return null;
  try {
    return { dictionary, bytes: unpredicted(dictionary, inflateSync(stored, { maxOutputLength: LARGEST })) };
  } catch {
    return null;
  }
}

/** Rows of a table may be written as differences from the row above (PNG's "up"). */
function unpredicted(dictionary: string, bytes: Buffer): Buffer {
  const [, predictor] = /\/Predictor (\d+)/.exec(dictionary) ?? [];
  if (predictor === undefined || predictor === '1') return bytes;
  const columns = Number(/\/Columns (\d{1,6})/.exec(dictionary)?.[1] ?? 1);
  const rows = Math.floor(bytes.length / (columns + 1));
  const out = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row++) {
    const kind = bytes[row * (columns + 1)];
    if (kind !== 0 && kind !== 2) throw new Error(`a predictor that is not read: ${kind}`);
    for (let column = 0; column < columns; column++) {
      const above = kind === 2 && row > 0 ? (out[(row - 1) * columns + column] as number) : 0;
      out[row * columns + column] = (bytes[row * (columns + 1) + 1 + column] as number) + above;
    }
  }
  return out;
}

export function readPackedTable(file: Buffer, at: number): PackedTable | null {
  const stream = streamAt(file, at);
  if (!stream || !/\/Type\s*\/XRef\b/.test(stream.dictionary)) return null;
  const { dictionary, bytes } = stream;
  const widths = numbers(/\/W\s*\[([\d\s]*)\]/.exec(dictionary)?.[1]);
  const size = Number(/\/Size (\d{1,9})/.exec(dictionary)?.[1] ?? 0);
  const index = numbers(/\/Index\s*\[([\d\s]*)\]/.exec(dictionary)?.[1] ?? `0 ${size}`);
  const [kindWidth = 0, firstWidth = 0, secondWidth = 0] = widths;
  if (widths.length !== 3 || widths.some((width) => width > 6)) return null;
  const places = new Map<number, PackedPlace>();
  let from = 0;
  const field = (width: number): number => {
    const value = width === 0 ? 0 : bytes.readUIntBE(from, width);
    from += width;
    return value;
  };
  for (let i = 0; i + 1 < index.length; i += 2)
    for (let k = 0; k < (index[i + 1] as number); k++) {
      if (from + kindWidth + firstWidth + secondWidth > bytes.length) return null;
      const kind = kindWidth === 0 ? 1 : field(kindWidth);
      const first = field(firstWidth);
      const second = field(secondWidth);
      const number = (index[i] as number) + k;
      if (kind === 1) places.set(number, { offset: first });
      else if (kind === 2) places.set(number, { stream: first, index: second });
    }
  return { places, dictionary };
}

/** Bodies of the objects in a stream of objects, by number, one character a byte. */
export function packedObjects({ dictionary, bytes }: Stream): Map<number, string> {
  const count = Number(/\/N (\d{1,9})/.exec(dictionary)?.[1] ?? 0);
  const first = Number(/\/First (\d{1,9})/.exec(dictionary)?.[1] ?? 0);
  const pairs = numbers(bytes.toString('latin1', 0, first)).slice(0, count * 2);
  const found = new Map<number, string>();
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const next = pairs[i + 3];
    const body = bytes.toString('latin1', first + (pairs[i + 1] as number), next === undefined ? bytes.length : first + next);
    found.set(pairs[i] as number, body.trim());
  }
  return found;
}

function numbers(text: string | undefined): number[] {
  return [...(text ?? '').matchAll(/\d+/g)].map(([digits]) => Number(digits));
}
