// A text in the spellings in which a hidden value may stand in it: as it is, and with its escapes undone; every character knows from where in the text it came.

/** One spelling of a text. */
export interface Layer {
  /** Without unseen characters; wide letters and the like as plain ones. */
  text: string;
  /** The same in small letters, character by character. */
  low: string;
  /** Index in the text of each character, and of the end behind the last; null: the same. */
  at: Int32Array | null;
}

/** Escapes within escapes are undone so many times. */
const ROUNDS = 3;

// What a reader does not see between two letters, or what is shown as a mark there.
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{DI}\ufff9-\ufffb]/u;

const ESCAPES =
  /%[0-9a-f]{2}|\\["\\/bfnrtuxU.@_0-7-]|%u[0-9a-f]{4}|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|period|commat|lowbar|colon|sol|hyphen|nbsp);|[^\s+]\+\w/i;

/** The text itself first. */
export function layersOf(text: string): Layer[] {
  const layers = [folded(text, null), ...composed(text, null)];
  let [last, at]: [string, Int32Array | null] = [text, null];
  for (let round = 0; round < ROUNDS && ESCAPES.test(last); round++) {
    const undone = unescaped(last);
    if (undone.text === last) break;
    at = through(undone.at, at);
    last = undone.text;
    layers.push(folded(last, at), ...composed(last, at));
  }
  if (DEFANGED.test(last)) {
    const plain = replaced(last, REFANG, (found) => {
      if (/x/i.test(found)) return found.replace(/xx/i, 'tt');
      if (found.includes(':')) return ':';
      return /at|@/i.test(found) ? '@' : '.';
    });
    layers.push(folded(plain.text, through(plain.at, at)));
  }
  return layers;
}

/** A letter and its accent, written as two, as one. */
function composed(text: string, at: Int32Array | null): Layer[] {
  if (!/\p{M}/u.test(text)) return [];
  const whole = replaced(text, /\P{M}\p{M}+/gu, (found) => found.normalize('NFC'));
  return whole.text === text ? [] : [folded(whole.text, through(whole.at, at))];
}

/** Addresses as analysts write them, so that nobody follows them: `198[.]51[.]100[.]7`, `hxxp://evil[.]example`. */
const DEFANGED = /[[({]\s*(?:\.|dot|:|:\/\/|at|@)\s*[\])}]|hxxps?:?/i;
const REFANG = /\s?[[({]\s*(?:\.|dot|at|@)\s*[\])}]\s?|[[({]:[\])}]|(?<![a-z])hxxp(?=s?(?:\[?:))/gi;

/** A text with each match replaced. */
function replaced(text: string, pattern: RegExp, by: (found: string) => string): { text: string; at: Int32Array } {
  const out: string[] = [];
  const places: number[] = [];
  let from = 0;
  const copy = (to: number): void => {
    out.push(text.slice(from, to));
    for (let i = from; i < to; i++) places.push(i);
  };
  for (const { 0: found, index } of text.matchAll(pattern)) {
    copy(index);
    const plain = by(found);
    out.push(plain);
    for (let k = 0; k < plain.length; k++) places.push(index);
    from = index + found.length;
  }
  copy(text.length);
  places.push(text.length);
  return { text: out.join(''), at: Int32Array.from(places) };
}

/** A value as the small letters of a layer have it. */
export function foldedValue(text: string): string {
  return folded(text, null).low;
}

function through(inner: Int32Array, outer: Int32Array | null): Int32Array {
  return outer === null ? inner : inner.map((place) => outer[place] as number);
}

function folded(text: string, at: Int32Array | null): Layer {
  if (/^[\t\n\r\x20-\x7e]*$/.test(text)) return { text, low: text.toLowerCase(), at };
  const out: string[] = [];
  const low: string[] = [];
  const places: number[] = [];
  let i = 0;
  for (const character of text) {
    if (!UNSEEN.test(character)) {
      const plain = (character.codePointAt(0) as number) > 0x7f ? digitOf(character.normalize('NFKC')) : character;
      const shown = plain.length === 1 ? plain : character;
      const small = shown.toLowerCase();
      out.push(shown);
      low.push(small.length === shown.length ? small : shown);
      for (let k = 0; k < shown.length; k++) places.push(i);
    }
    i += character.length;
  }
  places.push(text.length);
  return { text: out.join(''), low: low.join(''), at: through(Int32Array.from(places), at) };
}

/** Digits of other scripts as ours; every script has its ten in a row, from a code that ends with 0 or 6. */
function digitOf(character: string): string {
  if (!/^\p{Nd}$/u.test(character)) return character;
  const code = character.codePointAt(0) as number;
  const row = code - (code % 16);
  return String(code - (/\p{Nd}/u.test(String.fromCodePoint(row)) ? row : row + 6));
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  period: '.',
  commat: '@',
  lowbar: '_',
  colon: ':',
  sol: '/',
  hyphen: '-',
  nbsp: ' ',
};
const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** One round of undoing: `%2F`, `\u002f`, `&#47;`, and `+` for a blank. */
function unescaped(text: string): { text: string; at: Int32Array } {
  const out: string[] = [];
  const places: number[] = [];
  const put = (plain: string, from: number): void => {
    out.push(plain);
    for (let k = 0; k < plain.length; k++) places.push(from);
  };
  const pattern =
    /((?:%[0-9a-f]{2})+)|(?:\\u|%u|\\U0{4})([0-9a-f]{4})|\\u\{0{0,4}([0-9a-f]{1,6})\}|\\x([0-9a-f]{2})|\\([0-7]{3})|\\(["\\/bfnrt.@_-])|&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|period|commat|lowbar|colon|sol|hyphen|nbsp));|(?<=[^\s+])\+(?=\w)/gi;
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    for (let i = from; i < found.index; i++) put(text[i] as string, i);
    const [whole, percent, unicode, braced, byte, octal, letter, decimal, hex, named] = found;
    const code = unicode ?? braced ?? byte ?? hex;
    if (percent !== undefined) percentDecoded(percent, found.index, put);
    else if (code !== undefined) put(characterOf(Number.parseInt(code, 16)), found.index);
    else if (octal !== undefined) put(characterOf(Number.parseInt(octal, 8)), found.index);
    else if (letter !== undefined) put(LETTERS[letter] ?? letter, found.index);
    else if (decimal !== undefined) put(characterOf(Number(decimal)), found.index);
    else if (named !== undefined) put(NAMED[named.toLowerCase()] ?? '', found.index);
    else put(' ', found.index);
    from = found.index + whole.length;
  }
  for (let i = from; i < text.length; i++) put(text[i] as string, i);
  places.push(text.length);
  return { text: out.join(''), at: Int32Array.from(places) };
}

function characterOf(code: number): string {
  return code > 0x10ffff ? '' : String.fromCodePoint(code);
}

/** UTF-8; a byte that is none stands for the character of its number. */
function percentDecoded(run: string, from: number, put: (plain: string, from: number) => void): void {
  const bytes = Buffer.from(run.replace(/%/g, ''), 'hex');
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] as number;
    const length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const character = bytes.toString('utf8', i, i + length);
    const isWhole = length === 1 ? first < 0x80 : !character.includes('\ufffd') && i + length <= bytes.length;
    put(isWhole ? character : characterOf(first), from + i * 3);
    i += isWhole ? length : 1;
  }
}

/** Where a stretch of a layer stands in the text. */
export function placeOf({ at }: Layer, from: number, to: number): { from: number; to: number } {
  if (at === null) return { from, to };
  // The end is where the next character begins: an escape is hidden whole.
  return { from: at[from] as number, to: at[to] as number };
}
