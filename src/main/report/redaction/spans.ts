// Stretches of a text that are to be hidden, and their union: what any rule would hide is hidden whole.
import type { Kind } from './kinds.ts';

/** A stretch that stands for something. */
export interface Span {
  from: number;
  to: number;
  kind: Kind;
  /** In the one spelling that all its spellings are brought to: pseudonyms hang on it. */
  value: string;
}

/** In order, none overlapping another. Of overlapping ones a secret says what it is, else the longest, of equally long ones the first. */
export function united(spans: readonly Span[]): Span[] {
  const sorted = [...spans].filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from || b.to - a.to);
  const out: Span[] = [];
  let longest = 0;
  for (const span of sorted) {
    const last = out.at(-1);
    if (last === undefined || span.from >= last.to) {
      out.push({ ...span });
      longest = span.kind === 'secret' ? Number.POSITIVE_INFINITY : span.to - span.from;
      continue;
    }
    const length = span.kind === 'secret' ? Number.POSITIVE_INFINITY : span.to - span.from;
    if (length > longest) {
      [last.kind, last.value] = [span.kind, span.value];
      longest = length;
    }
    last.to = Math.max(last.to, span.to);
  }
  return out;
}
