// JSON values of many megabytes, which no record has unless someone made it so: what JSON.parse builds of them can be twenty times as long, and
// ends the process. They are checked without being built, and of a record only the members that are asked for are.
import { endOfString, endOfValue, skipSpace } from './json-scan.ts';

/** Longest value that is built without a thought, in bytes. */
export const LONGEST_BUILT = 8_000_000;

/** Numbers, strings, lists and objects that are built of one longer value, some 40 bytes each: of what holds more, the outline. */
export const MOST_BUILT = 16_000_000;

/** Members of one object that an outline has. */
const MOST_MEMBERS = 100_000;

/** Longest number, word or string that an outline holds, in bytes; what is longer is read when it is asked for. */
const SHORT = 1000;

/** What stands in an outline for a list that is too long. */
const TOO_LONG: readonly string[] = ['(too long to be shown)'];

const QUOTE = 34;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** The brackets that are open, a bit each: of what is made to be deep there are as many as bytes. */
export class Brackets {
  private bits = new Uint32Array(64);
  depth = 0;

  open(isObject: boolean): void {
    const word = this.depth >> 5;
    if (word === this.bits.length) {
      const more = new Uint32Array(word * 2);
      more.set(this.bits);
      this.bits = more;
    }
    const bit = 1 << (this.depth & 31);
    this.bits[word] = isObject ? (this.bits[word] as number) | bit : (this.bits[word] as number) & ~bit;
    this.depth++;
  }

  /** Whether the innermost is an object's. */
  get inObject(): boolean {
    const last = this.depth - 1;
    return (((this.bits[last >> 5] as number) >>> (last & 31)) & 1) === 1;
  }
}

/** Numbers, words, strings, lists and objects in a JSON value, names of members not counted; -1 when the bytes are no such value. RFC 8259. */
export function countValues(bytes: Buffer): number {
  const open = new Brackets();
  let count = 0;
  let at = skipSpace(bytes, 0);
  for (;;) {
    // A value begins here, or in an object a member.
    if (open.depth > 0 && open.inObject) {
      at = bytes[at] === QUOTE ? afterString(bytes, at) : -1;
      if (at < 0) return -1;
      at = skipSpace(bytes, at);
      if (bytes[at] !== COLON) return -1;
      at = skipSpace(bytes, at + 1);
    }
    if (at >= bytes.length) return -1;
    count++;
    const first = bytes[at] as number;
    if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
      open.open(first === OPEN_OBJECT);
      at = skipSpace(bytes, at + 1);
      if (bytes[at] !== (first === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY)) continue;
    } else {
      at = first === QUOTE ? afterString(bytes, at) : afterScalar(bytes, at);
      if (at < 0) return -1;
      at = skipSpace(bytes, at);
    }
    // Behind a value, or at the bracket that closes an empty one.
    while (open.depth > 0 && bytes[at] === (open.inObject ? CLOSE_OBJECT : CLOSE_ARRAY)) {
      open.depth--;
      at = skipSpace(bytes, at + 1);
    }
    if (open.depth === 0) return at >= bytes.length ? count : -1;
    if (bytes[at] !== COMMA) return -1;
    at = skipSpace(bytes, at + 1);
  }
}

/** Index after the string that begins at `at`, or -1. Bytes that are no UTF-8 are text like any other: they are told elsewhere. */
function afterString(bytes: Buffer, at: number): number {
  for (let i = at + 1; i < bytes.length; i++) {
    const c = bytes[i] as number;
    if (c === QUOTE) return i + 1;
    if (c < 32) return -1;
    if (c !== BACKSLASH) continue;
    i++;
    if (bytes[i] === 0x75) {
      for (let digit = 0; digit < 4; digit++) if (!isHex(bytes[++i])) return -1;
    } else if (!'"\\/bfnrt'.includes(String.fromCharCode(bytes[i] ?? 0))) return -1;
  }
  return -1;
}

function isHex(c = 0): boolean {
  return isDigit(c) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102);
}

function isDigit(c = 0): boolean {
  return c >= ZERO && c <= NINE;
}

/** Index after the number or word that begins at `at`, or -1. */
function afterScalar(bytes: Buffer, at: number): number {
  for (const word of ['true', 'false', 'null']) {
    if (bytes[at] === word.charCodeAt(0)) return bytes.toString('latin1', at, at + word.length) === word ? at + word.length : -1;
  }
  let i = at;
  const digits = (): boolean => {
    const before = i;
    while (isDigit(bytes[i])) i++;
    return i > before;
  };
  if (bytes[i] === MINUS) i++;
  if (bytes[i] === ZERO) i++;
  else if (!digits()) return -1;
  if (bytes[i] === DOT) {
    i++;
    if (!digits()) return -1;
  }
  if (bytes[i] === 0x65 || bytes[i] === 0x45) {
    i++;
    if (bytes[i] === PLUS || bytes[i] === MINUS) i++;
    if (!digits()) return -1;
  }
  return i;
}

/**
 * What a reader may ask of a long object without its being built: its members, the long ones of which are read when they are asked for.
 * @param from where a JSON object begins that was checked
 * @param parse gives the value in a range
 */
export function outline(bytes: Buffer, from: number, parse: (from: number, to: number) => unknown): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  let members = 0;
  let at = skipSpace(bytes, from + 1);
  while (bytes[at] === QUOTE) {
    const nameEnd = endOfString(bytes, at);
    const name = parse(at, nameEnd) as string;
    const begin = skipSpace(bytes, skipSpace(bytes, nameEnd) + 1);
    const end = endOfValue(bytes, begin);
    // Of two members of one name the last counts, as for JSON.parse.
    if (members < MOST_MEMBERS || Object.hasOwn(object, name) || isAsked(name)) {
      const common = { configurable: true, enumerable: true };
      const short = end - begin <= SHORT && bytes[begin] !== OPEN_OBJECT && bytes[begin] !== OPEN_ARRAY;
      if (short) Object.defineProperty(object, name, { ...common, value: parse(begin, end) });
      else Object.defineProperty(object, name, { ...common, get: () => member(bytes, begin, end, parse) });
      members++;
    }
    at = skipSpace(bytes, end);
    if (bytes[at] !== COMMA) break;
    at = skipSpace(bytes, at + 1);
  }
  return object;
}

function member(bytes: Buffer, from: number, to: number, parse: (from: number, to: number) => unknown): unknown {
  if (to - from <= LONGEST_BUILT) return parse(from, to);
  if (bytes[from] === OPEN_OBJECT) return outline(bytes, from, parse);
  return bytes[from] === OPEN_ARRAY ? TOO_LONG : parse(from, to);
}

/** Names of which a member counts however many stand before it: those that a record is known by, or that columns are made of. */
const ASKED =
  /^(event(Version|Time|Source|Name|ID|Id|Type|Category)|userIdentity|awsRegion|sourceIPAddress|userAgent|errorCode|readOnly|recipientAccountId|accountId|timeWindow|insightDetails|type|arn|principalId|accessKeyId|invokedBy|userName|sessionContext)$/;

function isAsked(name: string): boolean {
  return ASKED.test(name);
}
