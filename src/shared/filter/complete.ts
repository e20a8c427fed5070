// Completion: what may stand where the cursor is, as fields or as values of one. Pure: the values of a case come from outside.
import { BOOKMARK_COLOURS } from '../domain.ts';
import { FILTER_FIELDS, fieldNamed, fieldOfPath, IS_VALUES, isTimeField, RECORD_FIELDS, type TermField, TIME_FIELDS } from './fields.ts';
import { Lexer } from './lexer.ts';
import { printValue } from './print.ts';

interface Suggestion {
  /** What stands in place of [from, to). */
  text: string;
  label: string;
  /** Events with it; null where that is not counted. */
  count: number | null;
}

interface Completion {
  /** Range of the text that a suggestion replaces, from 0. */
  from: number;
  to: number;
  items: Suggestion[];
}

/** Values of a field that begin with something, most events first. */
type ValuesOf = (field: TermField, prefix: string) => readonly { value: string; count: number | null }[];

const MOST = 20;

/** Names offered for a term, the common ones first: where a short alias exists, it is offered instead of the long name. */
export const COMPLETED_FIELDS: readonly string[] = [
  ...Object.entries(FILTER_FIELDS).map(([name, aliases]) => (aliases as readonly string[])[0] ?? name),
  ...Object.keys(TIME_FIELDS),
  'has',
  ...RECORD_FIELDS.filter((name) => fieldNamed(name)?.startsWith('path:')),
];

/** The term in which the cursor stands. */
interface Place {
  /** Where its name, or without one its text, begins. */
  from: number;
  /** The field of the parentheses around it, as in `key:(a OR b)`. */
  of: string | null;
}

/**
 * What may stand at the cursor.
 * @param fields names to offer
 */
export function complete(text: string, cursor: number, fields: readonly string[], valuesOf: ValuesOf): Completion {
  const place = placeOf(text.slice(0, cursor));
  const typed = text.slice(place.from, cursor);
  const rest = /^[^\s()]*/.exec(text.slice(cursor))?.[0].length ?? 0;
  const colon = place.of === null ? colonIn(typed) : -1;
  if (place.of === null && colon === -1) {
    const wanted = typed.toLowerCase();
    const names = [
      ...fields.filter((name) => name.toLowerCase().startsWith(wanted)),
      ...fields.filter((name) => name.toLowerCase().indexOf(wanted) > 0),
    ];
    return {
      from: place.from,
      to: cursor + rest,
      items: [...new Set(names)].slice(0, MOST).map((name) => ({ text: `${name}:`, label: name, count: null })),
    };
  }
  const name = place.of ?? typed.slice(0, colon);
  const from = place.from + colon + 1;
  const field = fieldOf(name);
  if (field === null) return { from, to: cursor + rest, items: [] };
  const prefix = text.slice(from, cursor).replace(/^"/, '').replace(/\\(.)/gs, '$1');
  const items = values(field, prefix, fields, valuesOf).map(({ value, count }) => ({ text: printValue(value), label: value, count }));
  // An open quote reaches to the end: what follows is not known to belong to it.
  return { from, to: cursor + (text[from] === '"' ? 0 : rest), items: items.slice(0, MOST) };
}

function values(
  field: TermField,
  prefix: string,
  fields: readonly string[],
  valuesOf: ValuesOf,
): readonly { value: string; count: number | null }[] {
  const fixed = (list: readonly string[]) =>
    list.filter((value) => value.toLowerCase().startsWith(prefix.toLowerCase())).map((value) => ({ value, count: null }));
  if (field === 'is') return fixed(IS_VALUES);
  if (field === 'bookmark') return fixed(BOOKMARK_COLOURS);
  if (field === 'has') return fixed(fields.filter((name) => !['is', 'has'].includes(name) && !isTimeField(name as TermField)));
  if (field === 'last' || field === 'first') return fixed(['1h', '6h', '24h', '7d']);
  return isTimeField(field) ? [] : valuesOf(field, prefix);
}

function fieldOf(name: string): TermField | null {
  const parsed = new Lexer(`${name}:`).name();
  if (!parsed) return null;
  const { segments, quoted } = parsed;
  return segments.length === 1 && !quoted ? fieldNamed(segments[0] as string) : fieldOfPath(segments, quoted);
}

/** The first colon outside quotes, or -1. */
function colonIn(text: string): number {
  let quote = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') quote = !quote;
    else if (text[i] === ':' && !quote) return i;
  }
  return -1;
}

/** Walks to the cursor, remembering where the last term began and which parentheses are open. */
function placeOf(before: string): Place {
  const open: (string | null)[] = [];
  let from = 0;
  let quote = false;
  for (let i = 0; i < before.length; i++) {
    const c = before[i] as string;
    if (quote && c === '\\') i++;
    else if (c === '"') quote = !quote;
    else if (quote) continue;
    else if (/\s/.test(c) || c === ')') {
      if (c === ')') open.pop();
      from = i + 1;
    } else if (c === '(' && (i === from || before[i - 1] === ':')) {
      open.push(i === from ? (open.at(-1) ?? null) : before.slice(from, i - 1));
      from = i + 1;
    } else if (c === '-' && i === from) from = i + 1;
  }
  return { from, of: open.at(-1) ?? null };
}
