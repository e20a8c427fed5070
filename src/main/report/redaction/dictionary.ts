// The values of a case that are hidden, and where they stand in a text. A hundred thousand of them cost no more per character than a few: only where the
// first letters of one stand is it looked for.
import { foldedValue, type Layer } from './fold.ts';
import type { Kind } from './kinds.ts';
import type { Span } from './spans.ts';
import { Spellings } from './spellings.ts';

/** Letters by which values are found. */
const HEAD = 3;
const FILTER_BITS = 16;

/** A value of so many characters is hidden inside longer words, too; shorter ones only where they stand for themselves. */
const LONG = 8;
const LONG_WITH_SIGNS = 5;

/** Letters of a value at the end of a text that was cut. */
const CUT_HEAD = 4;
/** Longer beginnings than this are not looked for. */
const LONGEST_CUT = 512;

/** Of one beginning at most so many different lengths are looked for: names that differ only behind it are an attacker's. */
interface Heads {
  /** Longest first. */
  lengths: number[];
}

interface Known {
  kind: Kind;
  /** In the spelling that pseudonyms hang on. */
  value: string;
  /** Hidden inside longer words. */
  isLoose: boolean;
  /** By the author: as a text, or as the value of a field. */
  isNamed: boolean;
}

export class Dictionary {
  private readonly known = new Map<string, Known>();
  private readonly heads = new Map<string, Heads>();
  private readonly filter = new Uint8Array(1 << FILTER_BITS);
  private readonly spellings = new Spellings();
  private longest = 0;
  /** Whether the author named any of them. */
  hasNamed = false;

  /**
   * The first kind that a value is given stays.
   * @param value as it is written; in small letters it is the same value
   * @param loose hidden inside longer words, however short
   */
  add(kind: Kind, value: string, loose = false): void {
    const low = foldedValue(value).trim();
    if (low === '') return;
    const before = this.known.get(low);
    const isNamed = kind === 'hidden' || kind === 'field';
    this.hasNamed ||= isNamed;
    if (before) {
      before.isLoose ||= loose;
      before.isNamed ||= isNamed;
      return;
    }
    // A number of a few digits is part of many others.
    const isLoose = loose || low.length >= LONG || (low.length >= LONG_WITH_SIGNS && /[^a-z]/.test(low) && !/^\d+$/.test(low));
    this.known.set(low, { kind, value: low, isLoose, isNamed });
    this.spellings.add(kind, low);
    this.longest = Math.max(this.longest, low.length);
    if (low.length < HEAD && !loose) return;
    const head = low.slice(0, HEAD);
    const heads = this.heads.get(head);
    if (!heads) this.heads.set(head, { lengths: [low.length] });
    else if (!heads.lengths.includes(low.length)) heads.lengths = [...heads.lengths, low.length].sort((a, b) => b - a);
    this.filter[hashOf(low, 0)] = 1;
  }

  get size(): number {
    return this.known.size;
  }

  /** What a whole text is; undefined for none of the values. */
  whole(text: string): { kind: Kind; value: string } | undefined {
    return this.known.get(foldedValue(text).trim());
  }

  /** In places of the layer. @param onlyNamed those alone that the author named */
  spansIn({ text, low }: Layer, onlyNamed = false): Span[] {
    const found: Span[] = [];
    if (this.known.size === 0) return found;
    const end = low.length;
    // Shorter than any head: only where it is the whole text.
    const only = end < HEAD + 4 ? this.known.get(low.trim()) : undefined;
    if (only && only.value.length < HEAD && (only.isNamed || !onlyNamed))
      found.push({ from: 0, to: end, kind: only.kind, value: only.value });
    for (let i = 0; i < end; i++) {
      if (this.filter[hashOf(low, i)] === 0) continue;
      const heads = this.heads.get(low.slice(i, i + HEAD));
      if (heads === undefined) continue;
      for (const length of heads.lengths) {
        if (i + length > end) continue;
        const known = this.known.get(low.slice(i, i + length));
        if (known === undefined || (onlyNamed && !known.isNamed) || !(known.isLoose || standsAlone(text, i, i + length))) continue;
        found.push({ from: i, to: i + length, kind: known.kind, value: known.value });
        break;
      }
    }
    const others = [...this.spellings.spansIn({ text, low, at: null }), ...this.cutIn(low)];
    for (const span of others) if (!onlyNamed || this.known.get(span.value)?.isNamed) found.push(span);
    return found;
  }

  /** A value of which only the beginning stands at the end of a text that was cut, or only its end at the beginning. */
  private cutIn(low: string): Span[] {
    const found: Span[] = [];
    const tail = /(?:…|\.\.\.)[\s)"'\]]{0,8}$/.exec(low);
    if (tail && tail.index > 0) {
      const from = Math.max(0, tail.index - Math.min(this.longest, LONGEST_CUT));
      for (let i = from; i <= tail.index - CUT_HEAD; i++) {
        const value = beginningWith(this.sorted().forth, low.slice(i, tail.index));
        if (value === null) continue;
        found.push(this.spanOf(i, tail.index, value));
        break;
      }
    }
    if (/^\s*["'([]?(?:…|\.\.\.)/.test(low)) {
      const from = low.search(/[^\s"'([….]/);
      const end = from < 0 ? 0 : from + low.slice(from, from + LONGEST_CUT).search(/[\s"'),;]|$/);
      for (let to = end; from >= 0 && to - from >= CUT_HEAD; to--) {
        const value = beginningWith(this.sorted().back, reversed(low.slice(from, to)));
        if (value === null) continue;
        found.push(this.spanOf(from, to, reversed(value)));
        break;
      }
    }
    return found;
  }

  private spanOf(from: number, to: number, low: string): Span {
    const { kind, value } = this.known.get(low) as Known;
    return { from, to, kind, value };
  }

  /** All values in order, and in order of their ends. */
  private sorted(): { forth: readonly string[]; back: readonly string[] } {
    if (this.order === null || this.order.forth.length !== this.known.size) {
      const all = [...this.known.keys()];
      this.order = { forth: [...all].sort(), back: all.map(reversed).sort() };
    }
    return this.order;
  }

  private order: { forth: string[]; back: string[] } | null = null;
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}

/** The first of sorted texts that begins with a text; null for none. */
function beginningWith(sorted: readonly string[], head: string): string | null {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < head) low = middle + 1;
    else high = middle;
  }
  const found = sorted[low];
  return found?.startsWith(head) ? found : null;
}

function hashOf(low: string, i: number): number {
  // Beyond the end, charCodeAt gives NaN, which is 0 here.
  return ((low.charCodeAt(i) * 961) ^ (low.charCodeAt(i + 1) * 31) ^ low.charCodeAt(i + 2)) & ((1 << FILTER_BITS) - 1);
}

/** Whether no letter or digit continues a word at either end; a capital after a small letter begins a new one. */
function standsAlone(text: string, from: number, to: number): boolean {
  return isEdge(text, from) && isEdge(text, to);
}

function isEdge(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  const [before, after] = [text.charAt(at - 1), text.charAt(at)];
  if (!/[\p{L}\p{N}]/u.test(before) || !/[\p{L}\p{N}]/u.test(after)) return true;
  return (/\p{Ll}/u.test(before) && /\p{Lu}/u.test(after)) || /\p{N}/u.test(before) !== /\p{N}/u.test(after);
}
