// The only way to make markup: a template tag that escapes whatever is put into it. Text in a log is written by the attacker.

/** What may stand in an html`…` template. Strings and numbers are escaped; null is nothing; arrays are joined. */
export type HtmlValue = string | number | Markup | null | readonly HtmlValue[];

/** Markup that is known to be safe. Only this file makes it: from literal template text and escaped values. */
export class Markup {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** For this file alone; everything else goes through html`…`, `ours`, `multiline` or `recordText`. */
  static trusted(text: string): Markup {
    return new Markup(text);
  }
}

// Invisible and direction-changing characters would let a log rearrange or hide what a reader sees (Unicode TR 36, "Trojan
// Source"): C0 and C1 controls, soft hyphen, bidi marks and overrides, zero-width characters, line separators, tag characters.
// The opening mark itself is marked too, so that no log can imitate a mark and every original can be restored.
const UNSEEN =
  '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u27e6\\u{e0000}-\\u{e007f}';
const LONE_SURROGATE = '[\\ud800-\\udfff]';
// Joiners belong to words in Persian, Telugu and other scripts, and to emoji: left alone between two characters beyond ASCII.
const JOINER = '(?<![^\\u0000-\\u007f])[\\u200c\\u200d]|[\\u200c\\u200d](?![^\\u0000-\\u007f])';
const MARKED = new RegExp(`[${UNSEEN}]|${LONE_SURROGATE}|${JOINER}`, 'gu');
const MARKED_IN_LINE = new RegExp(`[\\t\\n${UNSEEN}]|${LONE_SURROGATE}|${JOINER}`, 'gu');

function mark(character: string): string {
  return `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The one escape function: fit for element content and for double-quoted attribute values. */
function entities(text: string): string {
  // Most texts of a large inventory are hashes and plain names: looking is several times cheaper than replacing.
  return !/[&<>"']/.test(text) ? text : text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

function inLine(text: string): string {
  return /[^ -~]/.test(text) ? text.replace(MARKED_IN_LINE, mark) : text;
}

function append(out: string[], value: HtmlValue): void {
  if (value === null) return;
  if (value instanceof Markup) out.push(value.text);
  else if (typeof value === 'string') out.push(entities(inLine(value)));
  else if (typeof value === 'number') out.push(entities(String(value)));
  else for (const one of value) append(out, one);
}

/**
 * Template tag: literal text is markup, values are escaped and their unseen characters (line feeds and tabs too) made visible.
 * Values may stand in element content and in double-quoted attribute values, nowhere else.
 */
export function html(literals: TemplateStringsArray, ...values: HtmlValue[]): Markup {
  const out: string[] = [];
  for (const [i, literal] of literals.entries()) {
    out.push(literal);
    if (i < values.length) append(out, values[i] as HtmlValue);
  }
  return Markup.trusted(out.join(''));
}

/** A sentence of ours, escaped but not marked: it may speak of the marks. Never for text out of a case. */
export function ours(text: string): Markup {
  return Markup.trusted(entities(text));
}

/** Text of several lines, such as a note: line feeds and tabs stay. */
export function multiline(text: string): Markup {
  return Markup.trusted(entities(text.replace(/\r\n/g, '\n').replace(MARKED, mark)));
}

/**
 * Bytes of a record for a `<pre>`. Reversible: ⟦U+XXXX⟧ stands for that character and ⟦0xXX⟧ for a byte that is not UTF-8;
 * all else is the record's own text. Restored, it has the record's SHA-256.
 */
export function recordText(bytes: Buffer): Markup {
  const parts: string[] = [];
  let from = 0;
  while (from < bytes.length) {
    const bad = firstBadByte(bytes, from);
    parts.push(bytes.toString('utf8', from, bad).replace(MARKED, mark));
    if (bad < bytes.length) parts.push(`⟦0x${(bytes[bad] as number).toString(16).toUpperCase().padStart(2, '0')}⟧`);
    from = bad + 1;
  }
  return Markup.trusted(entities(parts.join('')));
}

/** Whether `recordText` had to put marks into a record. */
export function hasMarks(markup: Markup): boolean {
  return markup.text.includes('⟦');
}

/** Index of the first byte from `from` on that is not part of well-formed UTF-8; the length when all is well. Source: Unicode table 3-7. */
function firstBadByte(bytes: Buffer, from: number): number {
  let i = from;
  while (i < bytes.length) {
    const b = bytes[i] as number;
    const next = bytes[i + 1] ?? 0;
    let more: number;
    if (b < 0x80) more = 0;
    else if (b >= 0xc2 && b <= 0xdf) more = 1;
    else if (b >= 0xe0 && b <= 0xef) more = (b === 0xe0 && next < 0xa0) || (b === 0xed && next > 0x9f) ? -1 : 2;
    else if (b >= 0xf0 && b <= 0xf4) more = (b === 0xf0 && next < 0x90) || (b === 0xf4 && next > 0x8f) ? -1 : 3;
    else more = -1;
    if (more < 0 || i + more >= bytes.length) return i;
    for (let k = 1; k <= more; k++) if (((bytes[i + k] as number) & 0xc0) !== 0x80) return i;
    i += more + 1;
  }
  return i;
}
