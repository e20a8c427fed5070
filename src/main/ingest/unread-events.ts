// Whether content of which nothing was read tells of CloudTrail's events all the same: in a form that is not read, it must not pass for something else.
// Rules, templates and code name the fields, too: so what is asked for is the fields with values as one event has them, near one another.
import { decodeContent } from '../content.ts';

/** What all names of the fields that are asked for have in common: found natively. */
const COMMON = 'vent';
const NAME = /^event[_ ]?(?:time|version|id)(?![a-z])/i;

/** Bytes before and behind a name in which the other fields are looked for. */
const NEAR = 4096;

/** Bytes of the head that are asked whether they are a table, or base64. */
const HEAD = 65_536;

/** From a name to its value there are marks, tags or spaces, whatever the form. */
const valued = (name: string, value: string): RegExp => new RegExp(String.raw`${name}(?![a-z])[\s\S]{0,40}?(?:${value})`, 'i');

const DATE = String.raw`\d{4}-\d\d-\d\d|\d\d?[/.]\d\d?[/.]\d{4}|\d{4}/\d\d?/\d|datetime\(\d{4}|1\d{9}`;
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** What queries and rules do not ask for. */
const OWN = [valued('event_?version', String.raw`(?<!\.)1\.[01]\d(?![\d.])`), valued('event[_ ]?id', UUID)];
const VALUES = [...OWN, valued('event[_ ]?time', DATE), valued('event[_ ]?source', String.raw`[a-z][\w-]*\.amazonaws\.com`)];

/** Other systems have names, times and ids, too. */
const AWS = /aws_?region|\.amazonaws\.com|cloudtrail/i;

/** In the first line of a table. */
const COLUMNS = [
  /event[_ ]?(?:time|id)(?![a-z])/i,
  /event[_ ]?name(?![a-z])|event[_ ]?source(?![a-z])|user[_ ]?identity|aws[_ ]?region|source[_ ]?ip/i,
];
const ROWS = [new RegExp(`${DATE}|${UUID}`, 'i'), /[a-z][\w-]*\.amazonaws\.com/i];

/** Characters of the place that are told. */
const SHOWN = 200;

/** A run of base64, of the size of a small record. */
const CODED = /[A-Za-z0-9+/_-]{400,}/g;
const RUNS = 5;

/** Content is looked at in blocks, each with the end of the one before: so what is found does not depend on the pieces in which it comes. */
const BLOCK = 1_000_000;
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
  /** Each character takes several bytes: UTF-32, or UTF-16 without its mark. */
  private wide = false;

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
    if (this.base === 0) this.wide = zeros(block.subarray(0, NEAR)) > 0.4;
    const bytes = this.wide ? Buffer.from(block.filter((byte) => byte !== 0)) : block;
    const head = this.base === 0 ? latin1(bytes.subarray(0, HEAD)) : '';
    const at = head !== '' && (isTable(head) || isCoded(head)) ? 0 : placeIn(bytes);
    // Of wide characters nobody can jump to the place.
    if (at >= 0) this.place = { offset: this.wide ? 0 : this.base + at, text: bytes.toString('utf8', at, at + SHOWN) };
  }
}

function placeIn(bytes: Buffer): number {
  let at = bytes.indexOf(COMMON, 1);
  while (at >= 0) {
    const isName = NAME.test(bytes.toString('latin1', at - 1, at + 15));
    if (isName && tells(latin1(bytes.subarray(Math.max(0, at - NEAR), at + NEAR)))) return at - 1;
    at = bytes.indexOf(COMMON, isName ? at + NEAR : at + 1);
  }
  return -1;
}

/** Whether a text has two fields of an event with their values, and says that it is one of AWS. */
function tells(text: string): boolean {
  return AWS.test(text) && OWN.some((value) => value.test(text)) && VALUES.filter((value) => value.test(text)).length >= 2;
}

/** Whether the first line names columns of events, and the rows have values of them. */
function isTable(text: string): boolean {
  const end = text.search(/[\r\n]/);
  const header = end < 0 ? '' : text.slice(0, end);
  return COLUMNS.every((column) => column.test(header)) && ROWS.every((value) => value.test(text.slice(end, end + 2 * NEAR)));
}

function isCoded(text: string): boolean {
  let runs = 0;
  for (const [run] of text.replaceAll(/\r?\n/g, '').matchAll(CODED)) {
    const { bytes } = decodeContent(Buffer.from(run, 'base64'));
    if (bytes !== null && tells(latin1(bytes.subarray(0, HEAD)))) return true;
    if (++runs === RUNS) break;
  }
  return false;
}

function zeros(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte === 0) count++;
  return count / bytes.length;
}

function latin1(bytes: Buffer): string {
  return bytes.toString('latin1');
}
