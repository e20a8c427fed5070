// Structures as DuckDB prints them where it writes a column of them to a table: `{'type': IAMUser, 'arn': 'arn:aws:iam::…', 'sessioncontext': NULL}`.
// Names stand in quotes, values where they hold a mark of the form: nothing is left open. A value in quotes that needs none is another's form.

const TOKEN = /'((?:[^'\\]|\\.)*)'(\s*:)?|([{}[\],])|(\s+)|([^'"\\{}[\],:\s](?:[^'"\\{}[\],:]*[^'"\\{}[\],:\s])?)/sy;

/** What a value holds that stands in quotes. */
const NEEDS = /[\s:,;'"\\{}[\]()=]|^$|^null$/i;

/** A record is no longer than 256 KB; what is, no regular expression is asked. */
const LONGEST = 262_144;

/** The value that a text prints; undefined where it is not of this form. */
export function parseDuckDb(text: string): unknown {
  if (text.length > LONGEST || !/^\[?\{'/.test(text)) return undefined;
  const parts: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    if (token === null) return undefined;
    const [, quoted, colon, mark = '', , word] = token;
    if (quoted !== undefined) {
      if (colon === undefined && !NEEDS.test(quoted)) return undefined;
      parts.push(JSON.stringify(quoted.replace(/\\(.)/gs, '$1')), colon === undefined ? '' : ':');
    } else if (word !== undefined) parts.push(word === 'NULL' ? 'null' : JSON.stringify(word));
    else parts.push(mark);
  }
  try {
    return JSON.parse(parts.join(''));
  } catch {
    return undefined;
  }
}
