// The only way to make markup: a template tag that escapes whatever is put into it. Text in a log is written by the attacker.

/** What may stand in an html`…` template. Strings and numbers are escaped; null is nothing; arrays are joined. A bare string is ours: text of the case is `caseText`. */
export type HtmlValue = string | number | Markup | null | readonly HtmlValue[];

/** What a text of the case is, for those who redact: a note is what a person wrote. */
export type TextKind = 'text' | 'hash' | 'note';

/** A text of the case as a redacted report shows it, in pieces: what stands there, and what stands in the place of something else. */
export type ShownPiece = { shown: string } | { hidden: string };

/** Decides what of the case a redacted report shows. */
export interface Redactor {
  /** A text of several parts, such as a narrative, is hidden whole. */
  hidesNotes: boolean;
  pieces(raw: string, kind: TextKind): readonly ShownPiece[];
  /** What stands in place of things in a text, without counting it. */
  marksIn(text: string): readonly string[];
  /** In place of a whole note. */
  noteMark(): ShownPiece;
}

interface CaseText {
  raw: string;
  kind: TextKind;
  /** line: unseen characters are marked, line feeds too; lines: line feeds and tabs stay; plain: as line, where no element may stand. */
  mode: 'line' | 'lines' | 'plain';
  /** Where only its beginning has room. */
  cut?: Cut | undefined;
}

/** How a text that is too long for its place is shortened: after it was redacted as a whole, and with how much there is. */
export interface Cut {
  /** Characters (code points) up to which a text is shown whole. */
  most: number;
  /** Of one that is longer: how many of them are shown. */
  shown: number;
  /** What stands behind these. @param all characters of the text as this copy shows it */
  says(all: number): string;
}

/** A note as it is set, and as the one text that it is. */
interface SetNote {
  note: string;
  set: Markup;
}

type Part = string | CaseText | SetNote;

/** Markup that is known to be safe. Only this file makes it: from literal template text and escaped values. Text of the case stays apart until it is written, so that it can be redacted. */
export class Markup {
  private readonly parts: readonly Part[];

  private constructor(parts: readonly Part[]) {
    this.parts = parts;
  }

  /** For this file alone; everything else goes through html`…`, `ours`, `caseText`, `multiline` or `recordText`. */
  static trusted(text: string): Markup {
    return new Markup([text]);
  }

  /** For this file alone. */
  static of(parts: readonly Part[]): Markup {
    return new Markup(parts);
  }

  /** For this file alone. */
  appendTo(out: Part[]): void {
    out.push(...this.parts);
  }

  /** As HTML, with nothing hidden. */
  get text(): string {
    return this.render(null);
  }

  /** As HTML. */
  render(redactor: Redactor | null): string {
    return this.parts
      .map((part) => (typeof part === 'string' ? part : 'set' in part ? setNote(part, redactor) : written(part, redactor)))
      .join('');
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

function escapedIn(mode: CaseText['mode'], text: string): string {
  return entities(mode === 'lines' ? text.replace(/\r\n/g, '\n').replace(MARKED, mark) : inLine(text));
}

function written({ raw, kind, mode, cut }: CaseText, redactor: Redactor | null): string {
  if (redactor === null && (cut === undefined || raw.length <= cut.most)) return escapedIn(mode, raw);
  const pieces = redactor === null ? [{ shown: raw }] : redactor.pieces(raw, kind);
  return cut === undefined ? writtenPieces(pieces, mode) : shortened(pieces, mode, cut);
}

/** A mark in place of something hidden is never cut. */
function shortened(pieces: readonly ShownPiece[], mode: CaseText['mode'], { most, shown, says }: Cut): string {
  const texts = pieces.map((piece) => [...('shown' in piece ? piece.shown : piece.hidden)]);
  const all = texts.reduce((sum, { length }) => sum + length, 0);
  if (all <= most) return writtenPieces(pieces, mode);
  const kept: ShownPiece[] = [];
  let left = shown;
  for (const [i, piece] of pieces.entries()) {
    if (left <= 0) break;
    const characters = texts[i] ?? [];
    kept.push('shown' in piece ? { shown: characters.slice(0, left).join('') } : piece);
    left -= characters.length;
  }
  return `${writtenPieces(kept, mode)}<span class="aside">${entities(says(all))}</span>`;
}

function writtenPieces(pieces: readonly ShownPiece[], mode: CaseText['mode']): string {
  return pieces
    .map((piece) => {
      if ('shown' in piece) return escapedIn(mode, piece.shown);
      return mode === 'plain' ? entities(`‹${piece.hidden}›`) : `<span class="redacted">‹${entities(piece.hidden)}›</span>`;
    })
    .join('');
}

function setNote({ note, set }: SetNote, redactor: Redactor | null): string {
  if (redactor === null) return set.render(null);
  const whole = (): string => `<p>${writtenPieces([redactor.noteMark()], 'line')}</p>\n`;
  if (redactor.hidesNotes) return whole();
  const text = set.render(redactor);
  // `ali**ce**` is no name in any of its parts, and one to whoever reads them: then nothing of the note is shown.
  const isSeen = (plain: string): boolean => redactor.marksIn(plain).every((mark) => text.includes(entities(`‹${mark}›`)));
  return [/[*~`\\]/g, /[*~`\\_[\]]/g].every((signs) => isSeen(note.replace(signs, ''))) ? text : whole();
}

function append(out: Part[], value: HtmlValue): void {
  if (value === null) return;
  if (value instanceof Markup) value.appendTo(out);
  else if (typeof value === 'string') out.push(entities(inLine(value)));
  else if (typeof value === 'number') out.push(entities(String(value)));
  else for (const one of value) append(out, one);
}

/**
 * Template tag: literal text is markup, values are escaped and their unseen characters (line feeds and tabs too) made visible.
 * Values may stand in element content and in double-quoted attribute values, nowhere else.
 */
export function html(literals: TemplateStringsArray, ...values: HtmlValue[]): Markup {
  const out: Part[] = [];
  for (const [i, literal] of literals.entries()) {
    out.push(literal);
    if (i < values.length) append(out, values[i] as HtmlValue);
  }
  return Markup.of(joined(out));
}

/** What stands beside each other and is no text of the case as one: a report has millions of parts. */
function joined(parts: readonly Part[]): Part[] {
  const out: Part[] = [];
  let waiting: string[] = [];
  for (const part of parts) {
    if (typeof part === 'string') waiting.push(part);
    else {
      out.push(waiting.join(''), part);
      waiting = [];
    }
  }
  out.push(waiting.join(''));
  return out;
}

/** Text that comes from logs, files or people, in one line. */
export function caseText(text: string, kind: TextKind = 'text', cut?: Cut): Markup {
  return Markup.of([{ raw: text, kind, mode: 'line', cut }]);
}

/** As `plainCaseText` is read, for what is no markup: a title, a line on every printed page. */
export function shownText(text: string, kind: TextKind, redactor: Redactor | null): string {
  if (redactor === null) return inLine(text);
  return redactor
    .pieces(text, kind)
    .map((piece) => ('shown' in piece ? inLine(piece.shown) : `‹${piece.hidden}›`))
    .join('');
}

/** A text of the case that was redacted already, as it is in a redacted report alone. */
export function shownPieces(pieces: readonly ShownPiece[], mode: 'line' | 'lines' = 'line'): Markup {
  return Markup.trusted(writtenPieces(pieces, mode));
}

/** A note with its headings and lists; where notes are hidden, one mark stands for all of it. @param set as html`…` gives it */
export function noteSet(note: string, set: Markup): Markup {
  return Markup.of([{ note, set }]);
}

/** The same where no element may stand: in a title or an attribute. */
export function plainCaseText(text: string, kind: TextKind = 'text'): Markup {
  return Markup.of([{ raw: text, kind, mode: 'plain' }]);
}

/** A sentence of ours, escaped but not marked: it may speak of the marks. Never for text out of a case. */
export function ours(text: string): Markup {
  return Markup.trusted(entities(text));
}

/** Text of several lines, such as a note: line feeds and tabs stay. */
export function multiline(text: string, kind: TextKind = 'note'): Markup {
  return Markup.of([{ raw: text, kind, mode: 'lines' }]);
}

/**
 * Bytes of a record for a `<pre>`; never in a redacted report, where nothing may stand unseen by the redactor. Reversible: ⟦U+XXXX⟧ stands for that character and ⟦0xXX⟧ for a byte that is not UTF-8;
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
