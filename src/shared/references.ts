// References in the examiner's texts: `[[event:ID]]`, `[[key:AKIA…]]`, `[[view:NAME]]`, `[[finding:ID]]`. How they are written and read; what they point to is looked up.
import { PIVOT_KINDS, type PivotKind } from './pivots.ts';

export const REFERENCE_KINDS = ['event', 'view', 'finding', ...PIVOT_KINDS] as const;
export type ReferenceKind = 'event' | 'view' | 'finding' | PivotKind;

export interface Reference {
  kind: ReferenceKind;
  value: string;
}

/** A piece of a text: plain, or a reference as it stands there. */
type TextPiece = { text: string; reference: null } | { text: string; reference: Reference };

// Inside, a backslash takes the next character as it is; `\n`, `\r` and `\0` are what Markdown does not leave as it is. Values come from logs and may hold
// anything. What is longer than that is text.
const REFERENCE = /\[\[([A-Za-z]{1,20}):((?:\\[^\n]|[^\\\][\n]){1,4000})\]\]/;
const ANYWHERE = new RegExp(REFERENCE, 'g');
const HERE = new RegExp(REFERENCE, 'y');
const WHOLE = new RegExp(`^${REFERENCE.source}$`);

const ESCAPED: Record<string, string> = { '\n': 'n', '\r': 'r', '\0': '0' };
const MEANT: Record<string, string> = { n: '\n', r: '\r', '0': '\0' };

/** The text in pieces, in order: together they are the text. A kind that nobody knows is text. */
export function textPieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(ANYWHERE)) {
    const reference = referenceIn(match[0]);
    if (!reference) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), reference: null });
    pieces.push({ text: match[0], reference });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), reference: null });
  return pieces;
}

/** The `[[…]]` that begins at a place of a text, whatever its kind; empty where none does. */
export function writtenAt(text: string, at: number): string {
  HERE.lastIndex = at;
  return HERE.exec(text)?.[0] ?? '';
}

/** What a whole `[[…]]` refers to; null where it is none. Kinds are read in any letter case. */
export function referenceIn(written: string): Reference | null {
  const match = WHOLE.exec(written);
  const kind = REFERENCE_KINDS.find((one) => one.toLowerCase() === match?.[1]?.toLowerCase());
  if (!match || !kind) return null;
  return { kind, value: (match[2] as string).replace(/\\(.)/gs, (_, c: string) => MEANT[c] ?? c) };
}

/** `[[kind:value]]`, such that it is read back. */
export function printReference({ kind, value }: Reference): string {
  return `[[${kind}:${value.replace(/[\\[\]\n\r\0]/g, (c) => `\\${ESCAPED[c] ?? c}`)}]]`;
}

/** Every reference of some texts, each once, in the order in which they stand there. */
export function referencesOf(texts: readonly string[]): Reference[] {
  const found = new Map<string, Reference>();
  for (const text of texts) {
    for (const { reference } of textPieces(text)) if (reference) found.set(referenceKey(reference), reference);
  }
  return [...found.values()];
}

export function referenceKey({ kind, value }: Reference): string {
  return `${kind}:${value}`;
}
