// A JSON text taken apart without changing anything in it: what is written again piece by piece is the same text, but for the pieces that were replaced.

type Token =
  /** Brackets, commas, blanks. */
  | { is: 'form'; text: string }
  /** A member's name, with its quotes; path ends with it. */
  | { is: 'name'; text: string; value: string }
  | { is: 'string'; text: string; value: string }
  /** A number, true, false, null. */
  | { is: 'scalar'; text: string };

interface Level {
  isList: boolean;
  /** Position in a list. */
  at: number;
  expectsName: boolean;
}

/** Whether a text is JSON: then jsonTokens takes it apart. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The tokens of a JSON text in order.
 * @param text valid: see isJson
 * @param visit path: names of members and positions in lists; the same array every time, to be read at once. from: where the token stands
 */
export function jsonTokens(text: string, visit: (token: Token, path: readonly string[], from: number) => void): void {
  const levels: Level[] = [];
  const path: string[] = [];
  let at = 0;
  while (at < text.length) {
    const from = at;
    const level = levels.at(-1);
    const character = text[at] as string;
    if (character === '"') {
      at = endOfString(text, at);
      const slice = text.slice(from, at);
      const value = slice.includes('\\') ? (JSON.parse(slice) as string) : slice.slice(1, -1);
      if (level && !level.isList && level.expectsName) {
        path[levels.length - 1] = value;
        level.expectsName = false;
        visit({ is: 'name', text: slice, value }, path, from);
      } else visit({ is: 'string', text: slice, value }, path, from);
    } else if (/[-0-9tfn]/.test(character)) {
      while (at < text.length && /[-+.0-9a-zA-Z]/.test(text[at] as string)) at++;
      visit({ is: 'scalar', text: text.slice(from, at) }, path, from);
    } else {
      at++;
      if (character === '{' || character === '[') {
        const isList = character === '[';
        levels.push({ isList, at: 0, expectsName: !isList });
        path.push(isList ? '0' : '');
      } else if (character === '}' || character === ']') {
        levels.pop();
        path.pop();
      } else if (character === ',' && level) {
        if (level.isList) path[levels.length - 1] = String(++level.at);
        else level.expectsName = true;
      }
      visit({ is: 'form', text: character }, path, from);
    }
  }
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}
