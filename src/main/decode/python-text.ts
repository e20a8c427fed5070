// Structures as Python prints them, which its tables hold where a column is a structure: `{'type': 'IAMUser', 'mfa': None}`. Source: Python, "repr":
// strings in single quotes, or in double ones where they hold a single quote; unlike Athena's form it leaves nothing open.

const TOKEN =
  /('[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*")|(None|True|False)(?!\w)|(datetime\.datetime\([^()]{0,60}(?:\(\))?\))|([{}[\],:]|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|\s+)/sy;

/** A record is no longer than 256 KB; what is, no regular expression is asked. */
const LONGEST = 262_144;

const WORDS: Readonly<Record<string, string>> = { None: 'null', True: 'true', False: 'false' };

/** The value that a text prints; undefined where it is not of this form. */
export function parsePython(text: string): unknown {
  if (text.length > LONGEST || !/^[[{]/.test(text)) return undefined;
  const parts: string[] = [];
  // Strings side by side are one: so pprint writes long ones.
  let before: string | null = null;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    if (token === null) return undefined;
    const [, quoted, word, time, other = ''] = token;
    if (quoted !== undefined) {
      const joined: string = (before ?? '') + unescaped(quoted.slice(1, -1));
      if (before !== null) parts.pop();
      parts.push(JSON.stringify(joined));
      before = joined;
    } else if (/\S/.test(other) || word !== undefined || time !== undefined) {
      const written = time === undefined ? (word === undefined ? other : (WORDS[word] as string)) : timeText(time);
      if (written === null) return undefined;
      parts.push(written);
      before = null;
    } else if (before === null) parts.push(' ');
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

const TIME =
  /^datetime\.datetime\((\d{4}), ?(\d\d?), ?(\d\d?), ?(\d\d?), ?(\d\d?)(?:, ?(\d\d?))?(?:, ?(\d{1,6}))?(?:, ?tzinfo=(tzutc\(\)|datetime\.timezone\.utc|tzlocal\(\)))?\)$/;

/** A time as JSON text, with its zone where that is told: `tzlocal()` is that of the machine that printed it. Null where it has another form. */
function timeText(printed: string): string | null {
  const [, year, month, day, hour, minute, second = '0', micro = '0', zone] = TIME.exec(printed) ?? [];
  if (year === undefined) return null;
  const two = (text: string | undefined): string => String(text).padStart(2, '0');
  const fraction = micro === '0' ? '' : `.${micro.padStart(6, '0')}`;
  const isUtc = zone !== undefined && zone !== 'tzlocal()';
  return `"${year}-${two(month)}-${two(day)}${isUtc ? 'T' : ' '}${two(hour)}:${two(minute)}:${two(second)}${fraction}${isUtc ? 'Z' : ''}"`;
}
