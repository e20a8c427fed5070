// Structures as Python prints them, which its tables hold where a column is a structure: `{'type': 'IAMUser', 'mfa': None}`. Source: Python, "repr":
// strings in single quotes, or in double ones where they hold a single quote; unlike Athena's form it leaves nothing open.

const TOKEN = /('[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*")|(None|True|False)(?!\w)|([{}[\],:]|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|\s+)/sy;

/** A record is no longer than 256 KB; what is, no regular expression is asked. */
const LONGEST = 262_144;

const WORDS: Readonly<Record<string, string>> = { None: 'null', True: 'true', False: 'false' };

/** The value that a text prints; undefined where it is not of this form. */
export function parsePython(text: string): unknown {
  if (text.length > LONGEST || !/^[[{]/.test(text)) return undefined;
  const parts: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    if (token === null) return undefined;
    const [, quoted, word, other = ''] = token;
    parts.push(
      quoted !== undefined ? JSON.stringify(unescaped(quoted.slice(1, -1))) : word !== undefined ? (WORDS[word] as string) : other,
    );
  }
  try {
    return JSON.parse(parts.join(''));
  } catch {
    return undefined;
  }
}

const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gs;

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"' };

function unescaped(text: string): string {
  return text.replace(ESCAPE, (all, short?: string, four?: string, eight?: string, one = '') => {
    const code = Number.parseInt(short ?? four ?? eight ?? '', 16);
    if (Number.isNaN(code)) return ESCAPED[one] ?? all;
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
