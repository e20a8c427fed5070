// Which stretches of a text are hidden: by form, by the values of the case, by secrets, by what the author named; in every spelling, also where it is encoded.
import { RE2JS } from 're2js';
import type { RedactionOptions } from '../../../shared/report.ts';
import { patternOf } from '../../query/search-pattern.ts';
import type { Dictionary } from './dictionary.ts';
import { encodedIn } from './encoded.ts';
import { layersOf, placeOf } from './fold.ts';
import { anyHostsIn } from './hosts.ts';
import { groupOf, hides, type Kind } from './kinds.ts';
import { secretsIn } from './secrets.ts';
import { shapesIn } from './shapes.ts';
import { type Span, united } from './spans.ts';

/** Texts whose stretches are remembered, and characters of all of them: a record repeats its own, and a report its records. */
const REMEMBERED = 8_000;
const CHARACTERS = 4_000_000;

/** Encodings within encodings are opened so many times. */
const DEPTH = 3;

/** Twelve digits, however they are divided: only of an account that is known. */
const DIVIDED = /(?<!\d)\d(?:[\s.,_/·–—‐-]{0,2}\d){11}(?!\d)/g;

export class Texts {
  readonly dictionary: Dictionary;
  private readonly options: RedactionOptions;
  private readonly isOwn: (text: string) => boolean;
  private readonly patterns: readonly RE2JS[];
  private readonly known = new Map<string, readonly Span[]>();
  private characters = 0;

  /**
   * @param isOwn what is shown although it looks like something that is hidden
   * Errors: PATTERN_INVALID.
   */
  constructor(options: RedactionOptions, dictionary: Dictionary, isOwn: (text: string) => boolean) {
    this.options = options;
    this.dictionary = dictionary;
    this.isOwn = isOwn;
    for (const pattern of options.patterns) patternOf(pattern, false);
    this.patterns = options.patterns.map((pattern) => RE2JS.compile(pattern));
  }

  /** In order, none overlapping. @param isWhole the text is one value: an ARN in it goes to its end */
  spansIn(text: string, isWhole = false): readonly Span[] {
    if (text === '') return [];
    const key = isWhole ? `=${text}` : ` ${text}`;
    const ready = this.known.get(key);
    if (ready) return ready;
    const found = this.found(text, isWhole, 0);
    this.characters += text.length;
    if (this.known.size >= REMEMBERED || this.characters > CHARACTERS) {
      this.known.clear();
      this.characters = text.length;
    }
    this.known.set(key, found);
    return found;
  }

  /** In order, none overlapping: only what the author named, as texts, as values of fields, or by expressions. */
  namedIn(text: string): readonly Span[] {
    return this.dictionary.hasNamed || this.hasPatterns ? this.foundNamed(text, 0) : [];
  }

  /** What the author's expressions match. */
  matchesIn(text: string): Span[] {
    return this.patterns.flatMap((pattern) => {
      const found: Span[] = [];
      const matcher = pattern.matcher(text);
      while (matcher.find()) {
        const [from, to] = [matcher.start(), matcher.end()];
        if (to > from) found.push({ from, to, kind: 'match', value: text.slice(from, to) });
      }
      return found;
    });
  }

  get hasPatterns(): boolean {
    return this.patterns.length > 0;
  }

  hides(kind: Kind): boolean {
    return hides(this.options, groupOf(kind));
  }

  private found(text: string, isWhole: boolean, depth: number): Span[] {
    const spans: Span[] = [];
    for (const layer of layersOf(text)) {
      const own = [
        ...shapesIn(layer.text, this.isOwn, isWhole),
        ...secretsIn(layer.text),
        ...this.dictionary.spansIn(layer),
        ...this.accountsIn(layer.text),
        ...this.matchesIn(layer.text),
        ...anyHostsIn(layer.text),
        ...(depth < DEPTH ? this.encodedIn(layer.text, depth) : []),
      ];
      for (const span of own) if (this.hides(span.kind)) spans.push({ ...span, ...placeOf(layer, span.from, span.to) });
    }
    return united(spans);
  }

  private foundNamed(text: string, depth: number): Span[] {
    const spans: Span[] = [];
    for (const layer of layersOf(text)) {
      const own = [...this.dictionary.spansIn(layer, true), ...this.matchesIn(layer.text)];
      if (depth < DEPTH)
        for (const { from, to, texts } of encodedIn(layer.text))
          if (texts?.some((inner) => inner !== text && this.foundNamed(inner, depth + 1).length > 0))
            own.push({ from, to, kind: 'hidden', value: layer.text.slice(from, to) });
      for (const span of own) spans.push({ ...span, ...placeOf(layer, span.from, span.to) });
    }
    return united(spans);
  }

  /** What is written in another alphabet and holds something hidden, or cannot be opened: hidden whole. */
  private encodedIn(text: string, depth: number): Span[] {
    return encodedIn(text)
      .filter(({ texts }) => texts === null || texts.some((inner) => inner !== text && this.found(inner, false, depth + 1).length > 0))
      .map(({ from, to }) => ({ from, to, kind: 'hidden', value: text.slice(from, to) }));
  }

  private accountsIn(text: string): Span[] {
    const found: Span[] = [];
    for (const { 0: run, index } of text.matchAll(DIVIDED)) {
      const known = this.dictionary.whole(run.replace(/\D/g, ''));
      if (known) found.push({ from: index, to: index + run.length, ...known });
    }
    return found;
  }
}
