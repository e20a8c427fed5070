// From filter text to a tree. Either all of it is understood, or the first problem is told with its column and how to mend it.
import { BOOKMARK_COLOURS } from '../domain.ts';
import { ALL_NAMES, fieldNamed, fieldOfPath, IS_VALUES, isTimeField, printField, quote, RECORD_FIELDS, type TermField } from './fields.ts';
import { Lexer, type Name } from './lexer.ts';
import { looksLikeNetwork, parseNetwork } from './network.ts';
import { FilterFault, type FilterProblem } from './problem.ts';
import { fieldLike, nearest } from './suggest.ts';
import { checkTime } from './times.ts';
import { and, type FilterTerm, type FilterTree, not, or, plainTerms, type TermNode, termsOf } from './tree.ts';

/** Parentheses and NOTs within one another. */
const DEEPEST = 100;
/** Terms of one filter: SQLite takes some thousand. */
const MOST_TERMS = 1000;

export interface ParsedFilter {
  tree: FilterTree;
  /** The terms, when the filter is a plain conjunction of them; else null. */
  terms: FilterTerm[] | null;
  /** Where each term of the tree begins in the text, from 0, and where it ends. */
  places: ReadonlyMap<TermNode, { from: number; to: number }>;
}

/** Parses filter text. */
export function parseFilter(text: string): ParsedFilter | { problem: FilterProblem } {
  try {
    const parser = new Parser(text);
    const tree = parser.whole();
    return { tree, terms: plainTerms(tree), places: parser.places };
  } catch (error) {
    if (error instanceof FilterFault) return { problem: error.problemIn(text) };
    throw error;
  }
}

class Parser {
  readonly places = new Map<TermNode, { from: number; to: number }>();
  private readonly lexer: Lexer;
  private depth = 0;

  constructor(text: string) {
    this.lexer = new Lexer(text);
  }

  whole(): FilterTree {
    const { lexer } = this;
    lexer.skipSpace();
    const tree = lexer.peek() === undefined ? and([]) : this.alternatives(null);
    if (lexer.peek() === ')') {
      throw new FilterFault(lexer.at, lexer.at + 1, 'This parenthesis was never opened', 'take it away, or open it before', '');
    }
    const most = [...termsOf(tree)][MOST_TERMS];
    const place = most && this.places.get(most);
    if (place)
      throw new FilterFault(
        place.from,
        place.to,
        `A filter takes at most ${MOST_TERMS} terms`,
        'use * or a network where values have something in common',
      );
    return tree;
  }

  /** Alternatives joined by OR. Ends before a closing parenthesis or at the end. */
  private alternatives(field: Field | null): FilterTree {
    const parts = [this.conjunction(field)];
    while (this.lexer.takeWord('OR')) parts.push(this.conjunction(field));
    return or(parts);
  }

  /** Terms side by side, or joined by AND. */
  private conjunction(field: Field | null): FilterTree {
    const { lexer } = this;
    const parts = [this.part(field)];
    for (;;) {
      lexer.skipSpace();
      const next = lexer.peek();
      if (next === undefined || next === ')' || lexer.word() === 'OR') return and(parts);
      lexer.takeWord('AND');
      parts.push(this.part(field));
    }
  }

  /** A term or a group, perhaps negated. */
  private part(field: Field | null): FilterTree {
    const { lexer } = this;
    lexer.skipSpace();
    const start = lexer.at;
    if (++this.depth > DEEPEST)
      throw new FilterFault(start, start + 1, `Groups go at most ${DEEPEST} deep`, 'write it with fewer parentheses');
    try {
      const word = lexer.word();
      if (word === 'NOT' || (lexer.peek() === '-' && /[^\s]/.test(lexer.text[start + 1] ?? ' ') && field === null)) {
        lexer.at += word === 'NOT' ? 3 : 1;
        return not(this.part(field));
      }
      if (word !== null) this.misplaced(word, start);
      if (lexer.peek() === '(') return this.group(field);
      if (lexer.peek() === undefined || lexer.peek() === ')') this.missing(start);
      return field === null ? this.term(start) : this.ofField(field, start, lexer.value(start));
    } finally {
      this.depth--;
    }
  }

  private group(field: Field | null): FilterTree {
    const { lexer } = this;
    const open = lexer.at++;
    lexer.skipSpace();
    if (lexer.peek() === ')') throw new FilterFault(open, lexer.at + 1, 'There is nothing between these parentheses', 'take them away', '');
    const tree = this.alternatives(field);
    if (!lexer.take(')')) {
      const { text } = lexer;
      throw new FilterFault(open, text.length, 'The parenthesis is never closed', 'close it with )', `${text.slice(open).trimEnd()})`);
    }
    return tree;
  }

  private misplaced(word: string, start: number): never {
    const { lexer } = this;
    lexer.at += word.length;
    lexer.skipSpace();
    throw new FilterFault(
      start,
      start + word.length,
      `${word} stands between two terms, and there is none before it`,
      'write a term before it, or take it away',
      '',
    );
  }

  /** A term should stand here. */
  private missing(start: number): never {
    const { text } = this.lexer;
    const before = /(AND|OR|NOT|-)\s*$/i.exec(text.slice(0, start));
    const from = before ? before.index : start;
    const word = before?.[1] ?? '';
    throw new FilterFault(
      from,
      before ? from + word.length : Math.min(start + 1, text.length),
      `A term is missing${word ? ` after ${word}` : ''}`,
      'write a term like api:RunInstances there',
      before ? '' : null,
    );
  }

  private term(start: number): FilterTree {
    const { lexer } = this;
    const name = lexer.name();
    if (name === null) return this.bare(start);
    const field = this.field(name, start);
    if (lexer.peek() !== '(') return this.ofField(field, start, lexer.value(start));
    return this.group(field);
  }

  private field(name: Name, start: number): Field {
    const end = start + name.text.length;
    if (name.segments.length === 1 && !name.quoted) {
      const word = name.segments[0] as string;
      if (/^bookmarked$/i.test(word)) return { field: 'is', bookmarked: true };
      const found = fieldNamed(word);
      if (found) return { field: found, bookmarked: false };
      // An IPv6 address begins like a field.
      this.lexer.at = start;
      const whole = this.lexer.rest();
      if (fieldLike(whole) !== 'api') return this.noField(start, whole);
      const near = nearest(word, ALL_NAMES);
      const mend = near
        ? `did you mean ${near}:?`
        : `fields are ${ALL_NAMES.slice(0, 24).join(', ')} …, or a path like requestParameters.bucketName`;
      throw new FilterFault(start, end, `No field is called "${word}"`, mend, near);
    }
    const found = fieldOfPath(name.segments, name.quoted);
    if (found) return { field: found, bookmarked: false };
    const [first = ''] = name.segments;
    const near = nearest(first, RECORD_FIELDS);
    const mend = near
      ? `did you mean ${near}?`
      : `paths begin with a field of the record, as requestParameters; for another one write "${first}" in quotes`;
    throw new FilterFault(start, start + first.length, `A record has no field "${first}"`, mend, near);
  }

  /** Text without a field. */
  private bare(start: number): FilterTree {
    const { lexer } = this;
    const { text } = lexer;
    if (lexer.peek() === '"') {
      const from = lexer.at;
      const quoted = lexer.quoted();
      if (quoted === null)
        throw new FilterFault(start, text.length, 'The quote is never closed', 'close it with "', `${text.slice(from).trimEnd()}"`);
      throw new FilterFault(
        start,
        lexer.at,
        'This text has no field',
        'a value needs one, as agent:"aws-cli *"; text anywhere in the records is what the search is for',
      );
    }
    const word = /[^\s()"]*/y;
    word.lastIndex = start;
    const found = word.exec(text)?.[0] ?? '';
    if (/^bookmarked$/i.test(found)) {
      lexer.at = start + found.length;
      return this.remember({ kind: 'term', field: 'is', value: 'bookmarked' }, start);
    }
    return this.noField(start, found === '' ? (text[start] as string) : found);
  }

  private noField(start: number, word: string): never {
    const field = fieldLike(word);
    const suggested = `${field}:${word}`;
    const search = field === 'api' ? ' Text anywhere in the records is what the search is for' : '';
    throw new FilterFault(
      start,
      start + word.length,
      `"${word}" has no field`,
      `did you mean ${suggested}?${search}`,
      /^[^":()\\]+$/.test(word) || field === 'ip' ? suggested : null,
    );
  }

  private ofField({ field, bookmarked }: Field, start: number, value: string): FilterTree {
    const end = this.lexer.at;
    if (bookmarked) {
      const no = /^(no|false)$/i.test(value);
      if (!no && !/^(yes|true|)$/i.test(value))
        throw new FilterFault(start, end, 'bookmarked: takes yes or no', 'write is:bookmarked', 'is:bookmarked');
      const term = this.remember({ kind: 'term', field: 'is', value: 'bookmarked' }, start);
      return no ? not(term) : term;
    }
    return this.remember({ kind: 'term', field, value: this.checked(field, value, start, end) }, start);
  }

  private remember(term: TermNode, from: number): TermNode {
    this.places.set(term, { from, to: this.lexer.at });
    return term;
  }

  /** The value in canonical form. */
  private checked(field: TermField, value: string, start: number, end: number): string {
    if (field === 'is') {
      const word = value.toLowerCase();
      if ((IS_VALUES as readonly string[]).includes(word)) return word;
      const near = nearest(word, IS_VALUES);
      throw new FilterFault(
        start,
        end,
        `is: takes one of ${IS_VALUES.join(', ')}`,
        near ? `did you mean is:${near}?` : 'write one of these',
        near && `is:${near}`,
      );
    }
    if (field === 'has') return this.checkedHas(value, start, end);
    if (field === 'bookmark') return checkedColour(value, start, end);
    if (isTimeField(field)) {
      if (value === '')
        throw new FilterFault(
          start,
          end,
          `${field}: needs a value`,
          `events without a time are is:undated; else write ${EXAMPLES[field]}`,
          null,
        );
      const wrong = checkTime(field, value);
      if (wrong) throw new FilterFault(start, end, `${field}: ${wrong.message}`, wrong.mend, replacement(field, wrong.mend));
    } else if (field === 'sourceIPAddress' && looksLikeNetwork(value)) {
      const network = parseNetwork(value);
      if (typeof network === 'string')
        throw new FilterFault(start, end, `ip: ${network}`, 'write it like 185.220.101.0/24 or 2001:db8::/32');
    }
    return value;
  }

  /** `has:` takes a field. */
  private checkedHas(value: string, start: number, end: number): string {
    if (value === '') throw new FilterFault(start, end, 'has: needs a field', 'write has:errorCode or has:requestParameters.bucketName');
    const lexer = new Lexer(`${value}:`);
    const name = lexer.name();
    let field: TermField | null = null;
    if (name && lexer.at === value.length + 1) {
      field = name.segments.length === 1 && !name.quoted ? fieldNamed(name.segments[0] as string) : fieldOfPath(name.segments, name.quoted);
    }
    if (field !== null && field !== 'is' && field !== 'has' && (!isTimeField(field) || field === 'time')) return printField(field);
    const near = nearest(name?.segments[0] ?? value, ALL_NAMES);
    const mend = near && field === null ? [near, ...(name?.segments.slice(1) ?? [])].join('.') : null;
    throw new FilterFault(
      start,
      end,
      `has: takes a field, and "${value}" is none`,
      mend ? `did you mean has:${mend}?` : 'write has:errorCode or has:requestParameters.bucketName',
      mend && `has:${mend}`,
    );
  }
}

/** `bookmark:` takes a colour, or nothing. */
function checkedColour(value: string, start: number, end: number): string {
  const colour = value.toLowerCase();
  if (colour === '' || (BOOKMARK_COLOURS as readonly string[]).includes(colour)) return colour;
  const near = nearest(colour, BOOKMARK_COLOURS);
  throw new FilterFault(
    start,
    end,
    `bookmark: takes one of ${BOOKMARK_COLOURS.join(', ')}`,
    near ? `did you mean bookmark:${near}?` : 'events with any bookmark are is:bookmarked',
    near ? `bookmark:${near}` : 'is:bookmarked',
  );
}

/** A mended date in words, as the mended term. */
function replacement(field: TermField, mend: string): string | null {
  const date = /^write ("?\d{4}-\d\d-\d\d( [\d:]+)?"?)$/.exec(mend)?.[1];
  return date === undefined ? null : `${field}:${date}`;
}

const EXAMPLES = {
  after: 'after:2026-02-21',
  before: 'before:"2026-02-21 23:00"',
  on: 'on:2026-02-21',
  time: 'time:2026-02-21..2026-02-22',
  last: 'last:6h',
  first: 'first:6h',
} as const;

interface Field {
  field: TermField;
  /** `bookmarked:yes` is short for is:bookmarked. */
  bookmarked: boolean;
}

/** The field that `has:` asks for, from its value in canonical form. */
export function fieldOfHas(value: string): TermField {
  const name = new Lexer(`${value}:`).name();
  const found =
    name && (name.segments.length === 1 && !name.quoted ? fieldNamed(name.segments[0] as string) : fieldOfPath(name.segments, name.quoted));
  if (!found) throw new Error(`has:${quote(value)} was not parsed`);
  return found;
}
