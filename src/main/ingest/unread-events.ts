// Whether content of which nothing was read tells of CloudTrail's events all the same: in a form that is not read, it must not pass for something else.
// Rules, templates and code name the fields, too: so what is asked for is the fields with values as one event has them, near one another.
import { decodeContent } from '../content.ts';

/** What the names of the fields that are asked for have in common: found natively; in UTF-16 and UTF-32, whichever byte of a character is first. */
const LETTERS = 4;
const COMMON = ['vent', 'VENT'];
const NARROW = COMMON.map((word) => Buffer.from(word));
const WIDE = [2, 4].flatMap((size) => COMMON.map((word) => ({ size, word: Buffer.from([...word].join('\0'.repeat(size - 1))) })));

/** Words like "event" in a block that are asked one by one: where there are more, all of it is asked at once. */
const FEW = 440;

/** Bytes behind such a word in which a field has its value. */
const FIELD = 64;

const SPACE = 32;
const DASH = 45;
const ZERO = 48;
const NINE = 57;
const UNDERSCORE = 95;
const LOWER_A = 97;
const LOWER_D = 100;
const LOWER_E = 101;
const LOWER_F = 102;
const LOWER_I = 105;
const LOWER_V = 118;

/** Bytes before and behind a name in which the other fields are looked for. */
const NEAR = 4096;

/** Bytes of the head that are asked whether they are a table, or base64. */
const HEAD = 65_536;

/** From a name to its value there are marks, tags or spaces, whatever the form. */
const valued = (name: string, value: string): RegExp => new RegExp(String.raw`${name}(?![a-z])[\s\S]{0,40}?(?:${value})`, 'gi');

const DATE = String.raw`\d{4}-\d\d-\d\d|\d\d?[/.]\d\d?[/.]\d{4}|\d{4}/\d\d?/\d|datetime\(\d{4}|1\d{9}`;
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const VERSION = valued('event_?version', String.raw`(?<!\.)1\.[01]\d(?![\d.])`);
const ID = valued('event[_ ]?id', UUID);
const TIME = valued('event[_ ]?time', DATE);
const SOURCE = valued('event[_ ]?source', String.raw`[a-z][\w-]*\.amazonaws\.com`);

/** Fields of which one must be near: of those that queries and rules do not ask for, one is asked. Events of many services have an id and a time. */
const ASKED: readonly (readonly [field: RegExp, near: readonly RegExp[]])[] = [
  [VERSION, [ID, TIME, SOURCE]],
  [SOURCE, [ID]],
];

/** Other systems have names, times and ids, too. */
const AWS = /[aA][wW][sS]_?[rR]egion|\.amazonaws\.com|[cC]loud[tT]rail/g;

/** In the first line of a table. */
const COLUMNS = [
  /event[_ ]?(?:time|id)(?![a-z])/i,
  /event[_ ]?name(?![a-z])|event[_ ]?source(?![a-z])|user[_ ]?identity|aws[_ ]?region|source[_ ]?ip/i,
];
const ROWS = [new RegExp(`${DATE}|${UUID}`, 'i'), /[a-z][\w-]*\.amazonaws\.com/i];

/** Characters of the place that are told. */
const SHOWN = 200;

/** A run of base64, over lines too, of the size of a small record. */
const CODED = 400;
const RUNS = 5;
const OF_BASE64 = Uint8Array.from({ length: 256 }, (_, byte) => (/[A-Za-z0-9+/_\r\n-]/.test(String.fromCharCode(byte)) ? 1 : 0));

/**
 * Content is looked at in blocks, each with the end of the one before: so what is found does not depend on the pieces in which it comes. A string as
 * long as one costs V8 little; of longer ones each would take memory of its own.
 */
const BLOCK = 110_000;
const OVERLAP = 2 * NEAR;

interface UnreadPlace {
  /** Bytes into the content. */
  offset: number;
  /** What stands there. */
  text: string;
}

/** Looks through content that comes in pieces, until it has found such a place. */
export class UnreadEvents {
  private place: UnreadPlace | null = null;
  private block: Buffer | null = null;
  private readonly size: number;
  /** Bytes in the block, of which the first are the end of the one before. */
  private filled = 0;
  private before = 0;
  /** Where the block begins in the content, in bytes. */
  private base = 0;

  /** @param length of the content in bytes, where it is known */
  constructor(length = Number.POSITIVE_INFINITY) {
    this.size = Math.min(length, BLOCK + OVERLAP);
  }

  /** Bytes that were looked at. */
  get length(): number {
    return this.base + this.filled;
  }

  /** To be asked once, after the last piece. */
  end(): UnreadPlace | null {
    if (this.block !== null) this.search(this.block.subarray(0, this.filled));
    return this.place;
  }

  push(piece: Buffer): void {
    for (let at = 0; at < piece.length; ) {
      this.block ??= Buffer.allocUnsafe(this.size);
      const taken = piece.copy(this.block, this.filled, at, at + BLOCK + this.before - this.filled);
      this.filled += taken;
      at += taken;
      if (this.filled === BLOCK + this.before) this.next(this.block);
    }
  }

  private next(block: Buffer): void {
    this.search(block.subarray(0, this.filled));
    block.copyWithin(0, this.filled - OVERLAP, this.filled);
    this.base += this.filled - OVERLAP;
    this.filled = OVERLAP;
    this.before = OVERLAP;
  }

  private search(block: Buffer): void {
    if (this.place !== null) return;
    const at = this.base === 0 && isHead(block.subarray(0, HEAD)) ? 0 : placeIn(block);
    // Of wide characters nobody can jump to the place.
    if (at >= 0) this.place = { offset: this.base + at, text: block.toString('utf8', at, at + SHOWN).replaceAll('\0', '') };
    else if (block.includes(0)) this.place = placeInWide(block);
  }
}

function isHead(bytes: Buffer): boolean {
  const head = isWide(bytes.subarray(0, NEAR)) ? narrow(bytes) : bytes;
  return isTable(latin1(head)) || isCoded(head);
}

function placeIn(bytes: Buffer): number {
  return mayName(bytes) ? placeInText(latin1(bytes)) : -1;
}

/** Whether a field that queries and rules do not ask for may have its value there: most content ends here. */
function mayName(bytes: Buffer): boolean {
  return NARROW.some((common) => {
    let at = bytes.indexOf(common);
    for (let asked = 0; at >= 0; asked++) {
      if (asked === FEW || mayBeField(bytes, at)) return true;
      at = bytes.indexOf(common, at + 1);
    }
    return false;
  });
}

/** Whether a word goes on as the name of such a field, and what may be its value follows. Asked of bytes: there are very many. */
function mayBeField(bytes: Buffer, at: number): boolean {
  let i = at + LETTERS;
  if (bytes[i] === UNDERSCORE || bytes[i] === SPACE) i++;
  const first = lower(bytes[i]);
  const second = lower(bytes[i + 1]);
  if (first === LOWER_I && second === LOWER_D) return mayHaveId(bytes, i);
  return first === LOWER_V && second === LOWER_E && bytes.subarray(i, i + FIELD).includes('1.');
}

/** Whether as many digits as a UUID begins with stand there. */
function mayHaveId(bytes: Buffer, at: number): boolean {
  let digits = 0;
  for (let i = at; i < at + FIELD; i++) {
    const byte = bytes[i] as number;
    if (byte === DASH && digits >= 8) return true;
    const isDigit = (byte >= ZERO && byte <= NINE) || (lower(byte) >= LOWER_A && lower(byte) <= LOWER_F);
    digits = isDigit ? digits + 1 : 0;
  }
  return false;
}

/** A letter in lower case. */
function lower(byte: number | undefined): number {
  return (byte as number) | 32;
}

/** Index of a field of an event with its value, with another near it, and a word that says that it is one of AWS; -1 when there is none. */
function placeInText(text: string): number {
  if (new Places(AWS, text).from(0) > text.length) return -1;
  for (const [field, near] of ASKED) {
    const fields = new Places(field, text);
    const others = near.map((other) => new Places(other, text));
    const marks = new Places(AWS, text);
    for (let at = fields.from(0); at < text.length; at = fields.from(at + 1))
      if (others.some((other) => other.isNear(at)) && marks.isNear(at)) return at;
  }
  return -1;
}

/** Where a field stands in a text: asked from further and further on, so that no part of the text is looked through twice. */
class Places {
  private readonly field: RegExp;
  private readonly text: string;
  private place = -1;

  constructor(field: RegExp, text: string) {
    this.field = field;
    this.text = text;
  }

  from(at: number): number {
    if (this.place < at) {
      this.field.lastIndex = at;
      this.place = this.field.exec(this.text)?.index ?? Number.POSITIVE_INFINITY;
    }
    return this.place;
  }

  isNear(at: number): boolean {
    return this.from(Math.max(0, at - NEAR)) < at + NEAR;
  }
}

/** The same where each character takes several bytes: UTF-32, or UTF-16 without its mark. */
function placeInWide(bytes: Buffer): UnreadPlace | null {
  for (const { size, word } of WIDE) {
    let at = bytes.indexOf(word);
    while (at >= 0) {
      const isField = mayBeField(narrow(bytes.subarray(at, at + size * FIELD)), 0);
      const text = isField ? latin1(narrow(bytes.subarray(Math.max(0, at - size * NEAR), at + size * NEAR))) : '';
      const found = placeInText(text);
      if (found >= 0) return { offset: 0, text: text.slice(found, found + SHOWN) };
      at = bytes.indexOf(word, at + (isField ? NEAR : 1));
    }
  }
  return null;
}

/** Whether the first line names columns of events, and the rows have values of them. */
function isTable(text: string): boolean {
  const end = text.search(/[\r\n]/);
  const header = end < 0 ? '' : text.slice(0, end);
  return COLUMNS.every((column) => column.test(header)) && ROWS.every((value) => value.test(text.slice(end, end + 2 * NEAR)));
}

function isCoded(head: Buffer): boolean {
  let runs = 0;
  // Each run that is long enough has such a byte.
  for (let at = CODED - 1; at < head.length && runs < RUNS; at += CODED) {
    let from = at;
    while (from > 0 && OF_BASE64[head[from - 1] as number] === 1) from--;
    while (at < head.length && OF_BASE64[head[at] as number] === 1) at++;
    if (at - from < CODED) continue;
    const { bytes } = decodeContent(Buffer.from(latin1(head.subarray(from, at)), 'base64'));
    if (bytes !== null && placeIn(bytes.subarray(0, HEAD)) >= 0) return true;
    runs++;
  }
  return false;
}

function isWide(bytes: Buffer): boolean {
  return bytes.includes(0) && narrow(bytes).length < 0.6 * bytes.length;
}

/** Bytes without those that are zero. */
function narrow(bytes: Buffer): Buffer {
  const kept = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (const byte of bytes) if (byte !== 0) kept[length++] = byte;
  return kept.subarray(0, length);
}

function latin1(bytes: Buffer): string {
  return bytes.toString('latin1');
}
