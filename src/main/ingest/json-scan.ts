// Finds where JSON values begin and end without building them. Works on bytes: what structures JSON is
// ASCII, and in UTF-8 no other character holds such a byte.
// JSON.parse remains the judge of validity: this only proposes boundaries, and it never recurses (depth is data).

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;

/** Index of the first byte at or after `at` that is not JSON white space; `bytes.length` when there is none. */
export function skipSpace(bytes: Buffer, at: number): number {
  let i = at;
  for (; i < bytes.length; i++) {
    const c = bytes[i];
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) break;
  }
  return i;
}

/** Whether a byte order mark stands at `at`, as before each of several files that were joined. */
export function isByteOrderMark(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;
}

/** Index just after the string that opens at `at`, or -1 when it does not end. */
export function endOfString(bytes: Buffer, at: number): number {
  let i = at + 1;
  for (;;) {
    const quote = bytes.indexOf(QUOTE, i);
    if (quote < 0) return -1;
    // A quote ends the string unless an odd number of backslashes stands before it.
    let slashes = 0;
    while (bytes[quote - 1 - slashes] === BACKSLASH && quote - 1 - slashes > at) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    i = quote + 1;
  }
}

/**
 * Index just after the value that begins at `at`, or -1 when the content ends before the value does.
 * Brackets are balanced by count per kind of nesting, not matched by kind: a wrong one makes JSON.parse fail later.
 */
export function endOfValue(bytes: Buffer, at: number): number {
  const first = bytes[at];
  if (first === QUOTE) return endOfString(bytes, at);
  if (first !== OPEN_OBJECT && first !== OPEN_ARRAY) return endOfScalar(bytes, at);
  let depth = 0;
  let i = at;
  while (i < bytes.length) {
    const c = bytes[i];
    if (c === QUOTE) {
      i = endOfString(bytes, i);
      if (i < 0) return -1;
      continue;
    }
    if (c === OPEN_OBJECT || c === OPEN_ARRAY) depth++;
    else if (c === CLOSE_OBJECT || c === CLOSE_ARRAY) {
      depth--;
      if (depth === 0) return i + 1;
    }
    i++;
  }
  return -1;
}

/**
 * A number, word or garbage: up to the next comma, bracket, quote or white space; at least one character, and control characters (a
 * zeroed block of a disk) as one run.
 */
function endOfScalar(bytes: Buffer, at: number): number {
  let i = at;
  for (; i < bytes.length; i++) {
    const c = bytes[i] as number;
    if (c === 44 || c === CLOSE_OBJECT || c === CLOSE_ARRAY || c === OPEN_OBJECT || c === OPEN_ARRAY || c === QUOTE || c <= 32) break;
  }
  if (i > at) return i;
  i = at + 1;
  if ((bytes[at] as number) < 32) while ((bytes[i] as number) < 32) i++;
  return i;
}

/** The parsed value, or undefined when the text is not one JSON value. */
export function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True for a JSON object: not null, not an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
