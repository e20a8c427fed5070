// A name of several parts in its other spellings: `bob.smith` is also `Bob Smith`, `bob_smith`, `smith, bob` and `bobsmith`. All of them have the pseudonym of the
// name. One part alone is another name, or a word.
import type { Layer } from './fold.ts';
import { groupOf, type Kind } from './kinds.ts';
import type { Span } from './spans.ts';
import { isVocabulary } from './vocabulary.ts';

interface Name {
  /** In the order in which they are looked for, the first one included. */
  parts: readonly string[];
  kind: Kind;
  value: string;
}

/** Names that begin alike are an attacker's. */
const MOST_ALIKE = 40;
const MOST_PARTS = 4;
/** Letters of all parts together, of which a name is looked for without dividers. */
const SHORTEST_JOINED = 6;
const DIVIDER = /[\s._,+\-‐‑–/]/;
const FILTER_BITS = 14;

/** Letters and digits. */
function isWordAt(low: string, i: number): boolean {
  const code = low.charCodeAt(i);
  return (code > 96 && code < 123) || (code > 47 && code < 58) || (code > 127 && /[\p{L}\p{N}\p{M}]/u.test(low[i] as string));
}

export class Spellings {
  private readonly byFirst = new Map<string, Name[]>();
  private readonly filter = new Uint8Array(1 << FILTER_BITS);

  /** @param low in small letters */
  add(kind: Kind, low: string): void {
    if (!isOfParts(kind)) return;
    const local = /^[^@]+(?=@)/.exec(low)?.[0] ?? low;
    const parts = local.split(/[\s._,+-]+/).filter((part) => part !== '');
    if (parts.length < 2 || parts.length > MOST_PARTS || parts.some((part) => !/^[\p{L}\p{N}]+$/u.test(part))) return;
    const joined = parts.join('');
    // `prod-data` is also what a sentence says.
    if (joined.length < SHORTEST_JOINED || /^\d+$/.test(joined) || parts.every((part) => isVocabulary(part) || /^\d+$/.test(part))) return;
    const name = (all: string[]): void => this.put({ parts: all, kind, value: low });
    name(parts);
    name([joined]);
    if (parts.length === 2) {
      const turned = [...parts].reverse();
      name(turned);
      name([turned.join('')]);
    }
  }

  private put(name: Name): void {
    const first = name.parts[0] as string;
    const alike = this.byFirst.get(first);
    if (!alike) this.byFirst.set(first, [name]);
    else if (alike.length < MOST_ALIKE) alike.push(name);
    else return;
    this.filter[hashOf(first, 0)] = 1;
  }

  spansIn({ low }: Layer): Span[] {
    const found: Span[] = [];
    if (this.byFirst.size === 0) return found;
    let wasWord = false;
    for (let i = 0; i < low.length; i++) {
      const isWord = isWordAt(low, i);
      const begins = isWord && !wasWord;
      wasWord = isWord;
      if (!begins || this.filter[hashOf(low, i)] === 0) continue;
      let end = i + 1;
      while (end < low.length && isWordAt(low, end)) end++;
      for (const { parts, kind, value } of this.byFirst.get(low.slice(i, end)) ?? []) {
        const to = endOf(low, end, parts);
        if (to > 0) found.push({ from: i, to, kind, value });
      }
    }
    return found;
  }
}

/** Where the other parts end; 0 where they do not follow. */
function endOf(low: string, from: number, parts: readonly string[]): number {
  let at = from;
  for (const part of parts.slice(1)) {
    let dividers = 0;
    while (dividers < 3 && at < low.length && DIVIDER.test(low[at] as string)) {
      at++;
      dividers++;
    }
    if (dividers === 0 || !low.startsWith(part, at)) return 0;
    at += part.length;
  }
  return at < low.length && isWordAt(low, at) ? 0 : at;
}

/** Names of people and things; of files and objects the whole path is the name. */
function isOfParts(kind: Kind): boolean {
  const group = groupOf(kind);
  if (kind === 'file' || kind === 'folder' || kind === 'object' || kind === 'role') return false;
  return group === 'names' || group === 'resources' || kind === 'hidden' || kind === 'field' || kind === 'organisation';
}

/** Of two letters: a first part may be as short. */
function hashOf(low: string, i: number): number {
  return ((low.charCodeAt(i) * 131) ^ low.charCodeAt(i + 1)) & ((1 << FILTER_BITS) - 1);
}
