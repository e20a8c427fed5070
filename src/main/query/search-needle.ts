// Finds a text in bytes, however JSON wrote it: natively by a part of it, then by comparing what stands around that part.
import { casesOf, type Form, formsOf, unescaped } from './search-forms.ts';

/** A place that may be the text: the shortest that matches there. */
export interface Place {
  start: number;
  end: number;
  /** Where to look on when this one does not count. */
  next: number;
  /** Byte for byte the text as it was given. */
  exact: boolean;
}

/** Characters that the native search is given at most where it has to know their forms: more would not make it quicker. */
const MOST_FORMS = 12;

/** An unescaped part of this length or longer finds few places that are none. */
const GOOD_PART = 4;

interface Part {
  /** Place in the text, in characters: from inclusive, to exclusive. */
  from: number;
  to: number;
}

export class Needle {
  readonly text: string;
  private readonly ignoreCase: boolean;
  private readonly utf8: Buffer;
  private readonly forms: Form[][];
  private readonly part: Part;
  /** The part's bytes where it is written in one way only; else a pattern over Latin-1 text, a character a byte. */
  private readonly bytes: Buffer | null;
  private readonly pattern: RegExp | null;
  private readonly folded: RegExp | null;

  /**
   * @param text not empty
   * @param forms how each character of it may be written
   */
  constructor(text: string, ignoreCase: boolean, forms = formsOf(text, ignoreCase)) {
    this.text = text;
    this.ignoreCase = ignoreCase;
    this.utf8 = Buffer.from(text, 'utf8');
    this.forms = forms;
    const plain = longestPlain(this.forms);
    const whole = plain.to - plain.from === this.forms.length;
    const usable = whole || plain.to - plain.from >= GOOD_PART || (!ignoreCase && plain.to > plain.from);
    this.part = usable ? plain : { from: 0, to: Math.min(MOST_FORMS, this.forms.length) };
    const partForms = forms.slice(this.part.from, this.part.to);
    this.bytes = usable ? Buffer.concat(partForms.map(([only]) => (only as Form).bytes)) : null;
    this.pattern = usable ? null : new RegExp(partForms.map(patternOf).join(''), 'g');
    this.folded = ignoreCase ? new RegExp(Array.from(text, (one) => foldedPattern(one)).join(''), 'u') : null;
  }

  /** A finder over some bytes. */
  over(bytes: Buffer): (from: number) => Place | null {
    const { bytes: part, pattern } = this;
    const latin1 = pattern ? bytes.toString('latin1') : '';
    return (from) => {
      for (let at = from; at < bytes.length; at++) {
        let end: number;
        if (pattern) {
          pattern.lastIndex = at;
          const found = pattern.exec(latin1);
          if (!found) return null;
          at = found.index;
          end = at;
        } else {
          at = bytes.indexOf(part as Buffer, at);
          if (at === -1) return null;
          end = at + (part as Buffer).length;
        }
        const place = this.around(bytes, at, end, pattern ? this.part.from : this.part.to);
        if (place) return place;
      }
      return null;
    };
  }

  /** Whether a record says the text: in its bytes as they stand, or with its escapes resolved once or twice. */
  isIn(record: Buffer): boolean {
    if (!this.ignoreCase && record.includes(this.utf8)) return true;
    let text = record.toString('utf8');
    for (let depth = 0; ; depth++) {
      if (this.folded ? this.folded.test(text) : text.includes(this.text)) return true;
      const next = depth < 2 ? unescaped(text) : text;
      if (next === text) return false;
      text = next;
    }
  }

  /** Compares what stands before `at` and from `end` on, where the characters from number `rest` on have to follow. */
  private around(bytes: Buffer, at: number, end: number, rest: number): Place | null {
    const { forms, part, utf8 } = this;
    let ends = [end];
    for (let i = rest; i < forms.length && ends.length > 0; i++) ends = after(bytes, ends, forms[i] as Form[]);
    if (ends.length === 0) return null;
    let starts = [at];
    for (let i = part.from - 1; i >= 0 && starts.length > 0; i--) starts = before(bytes, starts, forms[i] as Form[]);
    if (starts.length === 0) return null;
    const start = Math.max(...starts);
    const last = Math.min(...ends);
    const exact = !this.ignoreCase && last - start === utf8.length && bytes.compare(utf8, 0, utf8.length, start, last) === 0;
    return { start, end: last, next: at + 1, exact };
  }
}

/** The longest run of characters that are written in one way only. */
function longestPlain(forms: readonly Form[][]): Part {
  let best: Part = { from: 0, to: 0 };
  let from = 0;
  forms.forEach((ways, i) => {
    if (ways.length > 1 || (ways[0] as Form).fold.some((bit) => bit !== 0)) from = i + 1;
    else if (i + 1 - from > best.to - best.from) best = { from, to: i + 1 };
  });
  return best;
}

function after(bytes: Buffer, ends: readonly number[], forms: readonly Form[]): number[] {
  const next: number[] = [];
  for (const end of ends) {
    for (const form of forms) {
      const to = end + form.bytes.length;
      if (!next.includes(to) && standsAt(bytes, end, form)) next.push(to);
    }
  }
  return next;
}

function before(bytes: Buffer, starts: readonly number[], forms: readonly Form[]): number[] {
  const next: number[] = [];
  for (const start of starts) {
    for (const form of forms) {
      const from = start - form.bytes.length;
      if (!next.includes(from) && standsAt(bytes, from, form)) next.push(from);
    }
  }
  return next;
}

function standsAt(content: Buffer, at: number, { bytes, fold }: Form): boolean {
  if (at < 0 || at + bytes.length > content.length) return false;
  for (let i = 0; i < bytes.length; i++) if (((content[at + i] as number) | (fold[i] as number)) !== bytes[i]) return false;
  return true;
}

/** A pattern over Latin-1 text for any of the forms. */
function patternOf(forms: readonly Form[]): string {
  const one = ({ bytes, fold }: Form): string =>
    Array.from(bytes, (byte, i) => (fold[i] ? `[${escaped(byte)}${escaped(byte & ~(fold[i] as number))}]` : escaped(byte))).join('');
  return forms.length === 1 ? one(forms[0] as Form) : `(?:${forms.map(one).join('|')})`;
}

function escaped(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

function foldedPattern(character: string): string {
  return `[${casesOf(character, true)
    .map((one) => `\\u{${(one.codePointAt(0) as number).toString(16)}}`)
    .join('')}]`;
}
