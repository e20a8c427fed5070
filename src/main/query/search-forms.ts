// How JSON may have written each character of a text: as itself, escaped, or escaped again where JSON stands in a string of JSON, as
// policies do. Characters that no serialiser of CloudTrail's escapes (letters, digits, most of ASCII) are looked for as themselves only.

/** One way to write a character: byte i matches when `(byte | fold[i]) === bytes[i]`, so that letters may have either case. */
export interface Form {
  bytes: Uint8Array;
  fold: Uint8Array;
}

/** What may be escaped though it need not be: `/` by many, the others by those that write JSON for HTML. */
const ESCAPED_BY_SOME = '/<>&\'="\\';

const SHORT: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };

const CASE_BIT = 0x20;
const BACKSLASH = '\\'.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const SLASH = '/'.charCodeAt(0);

/** The forms of every character of a text, the unescaped one first. */
export function formsOf(text: string, ignoreCase: boolean): Form[][] {
  const known = new Map<string, Form[]>();
  return Array.from(text, (character) => {
    const ready = known.get(character) ?? formsOfCharacter(character, ignoreCase);
    known.set(character, ready);
    return ready;
  });
}

/** A character and, where case is to be ignored, its other cases that are one character, too. */
export function casesOf(character: string, ignoreCase: boolean): string[] {
  if (!ignoreCase) return [character];
  const others = [character, character.toLowerCase(), character.toUpperCase()];
  return [...new Set(others.filter((one) => Array.from(one).length === 1))];
}

function formsOfCharacter(character: string, ignoreCase: boolean): Form[] {
  const forms: Form[] = [];
  if (ignoreCase && /^[a-z]$/i.test(character)) return [{ bytes: Buffer.from(character.toLowerCase()), fold: Uint8Array.of(CASE_BIT) }];
  for (const one of casesOf(character, ignoreCase)) {
    forms.push(literal(one));
    const once = escapes(one);
    forms.push(...once, ...once.flatMap(escapedAgain));
    if (one === '"' || one === '\\') forms.push(...escapedAgain(literal(one)));
  }
  return distinct(forms);
}

/** A text as it stands, in one form. */
export function literal(text: string): Form {
  const bytes = Buffer.from(text, 'utf8');
  return { bytes, fold: new Uint8Array(bytes.length) };
}

/** Whether a character is looked for as itself only. */
export function isPlain(character: string): boolean {
  const code = character.codePointAt(0) as number;
  return code >= 0x20 && code < 0x7f && !ESCAPED_BY_SOME.includes(character);
}

function escapes(character: string): Form[] {
  if (isPlain(character)) return [];
  const short = SHORT[character];
  return [...(short === undefined ? [] : [literal(`\\${short}`)]), hex(character)];
}

/** `\uXXXX`, twice for a character beyond the first plane, with hexadecimal letters of either case. */
function hex(character: string): Form {
  const text = Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
  const form = literal(text);
  // Of six bytes, the first two are no digits.
  for (let i = 0; i < text.length; i++) if (i % 6 > 1 && (form.bytes[i] as number) > 0x60) form.fold[i] = CASE_BIT;
  return form;
}

/** The form as a string of JSON may hold it: each of its quotes, backslashes and slashes in any way that those are written. */
function escapedAgain({ bytes, fold }: Form): Form[] {
  let written: Form[] = [{ bytes: new Uint8Array(), fold: new Uint8Array() }];
  bytes.forEach((byte, i) => {
    const same: Form = { bytes: Uint8Array.of(byte), fold: Uint8Array.of(fold[i] as number) };
    const ways = byte === SLASH ? [same, ...escapes('/')] : byte === BACKSLASH ? escapes('\\') : byte === QUOTE ? escapes('"') : [same];
    written = written.flatMap((before) => ways.map((way) => joined(before, way)));
  });
  return written;
}

function joined(a: Form, b: Form): Form {
  return { bytes: Buffer.concat([a.bytes, b.bytes]), fold: Buffer.concat([a.fold, b.fold]) };
}

function distinct(forms: Form[]): Form[] {
  return [...new Map(forms.map((form) => [Buffer.from(form.bytes).toString('latin1') + form.fold.join(), form])).values()];
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/g;
const PLAIN: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** JSON text with its escapes resolved, everything else as it stands. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (_, code: string | undefined, short: string) =>
    code === undefined ? (PLAIN[short] ?? short) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
