// What the bytes of a record must hold for a term to say something else of it than of no record at all: then the others need not be parsed.
// Sound, not exact: more records than fulfil a term may hold its literals, never fewer.
import { matcher } from '../../../shared/filter/glob.ts';
import { fieldOfHas, pathOf, type TermNode } from '../../../shared/filter.ts';
import type { Found } from '../item-reader.ts';
import { type Form, formsOf, isPlain, literal } from '../search-forms.ts';
import { Needle } from '../search-needle.ts';
import { heldBy } from './resource-term.ts';

/** Part of a string in JSON: of its value, and whether its quotes stand around that. */
interface Literal {
  opening: boolean;
  text: string;
  closing: boolean;
}

/** With fewer characters, quotes counted, it would stand in nearly every record. */
const SHORTEST = 3;

/** No part of what is looked for: any text; and what bytes that are not UTF-8, or half of a character beyond the first plane, are read as. */
const NOT_LITERAL = /\*|\p{Surrogate}|\ufffd/u;
const NOT_LITERAL_IN_NAME = /\p{Surrogate}|\ufffd/u;

/**
 * Needles of which each is in the JSON of every record that fulfils a term, or, for a term that asks for nothing, of every record that does
 * not; the rarest is probably the first. None where nothing can be said. They do not know escapes that nobody writes: see oddEscapes.
 */
export function needlesOf({ field, value }: TermNode): Needle[] {
  if (field === 'has') return needlesOf({ kind: 'term', field: fieldOfHas(value), value: '' });
  const path = pathOf(field);
  if (path === null) return value === '' ? [] : needlesOfResource(value);
  const found = [...(value === '' || mayBeNoText(value) ? [] : longest(value.split(NOT_LITERAL))), ...nameIn(path)];
  return found.map(needleOf);
}

/** Other texts may stand around these. */
function needlesOfResource(value: string): Needle[] {
  const parts = heldBy(value).flatMap(({ text, ignoreCase }) => text.split(NOT_LITERAL).map((part) => ({ part, ignoreCase })));
  const long = parts.filter(({ part }) => part.length >= SHORTEST).sort((a, b) => b.part.length - a.part.length);
  return long.map(({ part, ignoreCase }) => new Needle(part, ignoreCase));
}

/** Whether a number, `true` or `false` may fit: JSON writes numbers in many ways. */
function mayBeNoText(value: string): boolean {
  const fits = matcher(value);
  if (['true', 'false', 'Infinity', '-Infinity'].some(fits)) return true;
  // What JavaScript makes of any other number.
  return /^[-+.\de*]*$/.test(value);
}

/** The last name of a path that is no place in a list. */
function nameIn(path: readonly string[]): Literal[] {
  for (const name of path.toReversed()) {
    const found = name === '*' || /^\d+$/.test(name) ? [] : longest(name.split(NOT_LITERAL_IN_NAME));
    if (found.length > 0) return found;
  }
  return [];
}

/** The longest of the parts that a whole string was split into, if it is long enough. */
function longest(parts: readonly string[]): Literal[] {
  const literals = parts.map((text, i): Literal => ({ opening: i === 0, text, closing: i === parts.length - 1 }));
  const length = ({ opening, text, closing }: Literal): number => text.length + Number(opening) + Number(closing);
  const best = literals.reduce((a, b) => (length(b) > length(a) ? b : a));
  return best.text !== '' && length(best) >= SHORTEST ? [best] : [];
}

/** Quotes around a string of JSON are never escaped. */
const QUOTE: Form[] = [literal('"')];

function needleOf({ opening, text, closing }: Literal): Needle {
  const [before, after] = [opening ? [QUOTE] : [], closing ? [QUOTE] : []];
  return new Needle(`${opening ? '"' : ''}${text}${closing ? '"' : ''}`, false, [...before, ...formsOf(text, false), ...after]);
}

const ESCAPE_OF_ASCII = '\\u00';

/** Finds characters that are escaped though no serialiser does so, and which needles look for as themselves only: `\u0061` for `a`. */
export function oddEscapes(bytes: Buffer): (from: number) => Found | null {
  return (from) => {
    for (let at = bytes.indexOf(ESCAPE_OF_ASCII, from); at !== -1; at = bytes.indexOf(ESCAPE_OF_ASCII, at + 1)) {
      const end = at + ESCAPE_OF_ASCII.length + 2;
      const code = Number.parseInt(bytes.toString('latin1', at + ESCAPE_OF_ASCII.length, end), 16);
      if (!Number.isNaN(code) && isPlain(String.fromCharCode(code))) return { start: at, end, next: at + 1 };
    }
    return null;
  };
}
