// Cuts filter text into pieces: parentheses, words that join, names with their colon, and values.
import { FilterFault } from './problem.ts';

type Word = 'AND' | 'OR' | 'NOT';

/** A name before a colon. */
export interface Name {
  segments: string[];
  /** Whether the first segment stood in quotes. */
  quoted: boolean;
  /** As written, without the colon. */
  text: string;
}

/** A plain segment of a path. */
const SEGMENT = /[\w$@*-]+/y;
const SPACE = /\s/;

export class Lexer {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  skipSpace(): void {
    while (this.at < this.text.length && SPACE.test(this.text[this.at] as string)) this.at++;
  }

  peek(): string | undefined {
    return this.text[this.at];
  }

  take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  /** AND, OR or NOT in any letter case, if one stands here as a word of its own: no field and no value is meant by it. */
  word(): Word | null {
    const found = /(AND|OR|NOT)(?=[\s()"]|$)/iy;
    found.lastIndex = this.at;
    return (found.exec(this.text)?.[1]?.toUpperCase() as Word | undefined) ?? null;
  }

  takeWord(word: Word): boolean {
    if (this.word() !== word) return false;
    this.at += word.length;
    return true;
  }

  /** A name and its colon, if they stand here; otherwise null, and nothing is taken. */
  name(): Name | null {
    const start = this.at;
    const segments: string[] = [];
    const quoted = this.peek() === '"';
    if (!quoted && !/[A-Za-z_]/.test(this.peek() ?? '')) return null;
    do {
      const segment = this.segment();
      if (segment === null) break;
      segments.push(segment);
      if (this.peek() === ':') {
        const name = { segments, quoted, text: this.text.slice(start, this.at) };
        this.at++;
        return name;
      }
    } while (this.take('.'));
    this.at = start;
    return null;
  }

  private segment(): string | null {
    if (this.peek() === '"') return this.quoted();
    SEGMENT.lastIndex = this.at;
    const found = SEGMENT.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }

  /** Quoted text, in which \" and \\ stand for a quote and a backslash; null when the quote never ends. */
  quoted(): string | null {
    const found = /"((?:[^"\\]|\\.)*)"/sy;
    found.lastIndex = this.at;
    const parts = found.exec(this.text);
    if (!parts) return null;
    this.at = found.lastIndex;
    return (parts[1] as string).replace(/\\(.)/gs, '$1');
  }

  /**
   * A value: quoted, or up to white space or a parenthesis that it did not open.
   * @param start where the term began, for the fault
   */
  value(start: number): string {
    if (this.peek() === '"') {
      const from = this.at;
      const value = this.quoted();
      if (value === null) {
        throw new FilterFault(
          start,
          this.text.length,
          'The quote is never closed',
          'close it with "',
          `${this.text.slice(start).trimEnd()}"`,
        );
      }
      const next = this.peek();
      if (next !== undefined && !SPACE.test(next) && next !== ')') {
        this.plain();
        const whole = this.text.slice(from, this.at);
        throw new FilterFault(
          start,
          this.at,
          `Something follows the closing quote: ${whole}`,
          'put a space after it, or \\" for a quote within',
        );
      }
      return value;
    }
    const value = this.plain();
    if (this.peek() === '"') {
      const from = this.at;
      this.rest();
      const whole = this.text.slice(from - value.length, this.at);
      const mended = `"${whole.replace(/["\\]/g, '\\$&')}"`;
      throw new FilterFault(
        start,
        this.at,
        'A quote stands within a value',
        `put the whole value in quotes: ${mended}`,
        this.text.slice(start, from - value.length) + mended,
      );
    }
    return value;
  }

  /** Text up to white space, a quote, or a parenthesis that it did not open. */
  private plain(): string {
    const start = this.at;
    let open = 0;
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at] as string;
      if (SPACE.test(c) || c === '"') break;
      if (c === '(') open++;
      else if (c === ')' && --open < 0) break;
    }
    return this.text.slice(start, this.at);
  }

  /** Moves on to the next white space, and says what it passed. */
  rest(): string {
    const start = this.at;
    while (this.at < this.text.length && !SPACE.test(this.text[this.at] as string)) this.at++;
    return this.text.slice(start, this.at);
  }
}
