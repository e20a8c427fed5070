// From a query in Athena's dialect to a syntax tree, through node-sql-parser.
//
// The parser's grammar is PostgreSQL's, the nearest to Trino's that it has in full (its Athena grammar lacks FILTER and TRY_CAST, its Trino grammar EXISTS and
// EXCEPT). What differs is brought into its form first, token by token: texts and names with dots become placeholders (the parser would take a
// backslash for an escape), CAST and typed literals become calls, subscripts and fields of results too. So nothing it does not know reaches it.
import type { AST } from 'node-sql-parser';
import postgresql from 'node-sql-parser/build/postgresql.js';
import type { Place } from '../../shared/errors.ts';
import { bracketed, withCases } from './brackets.ts';
import { type Group, grouped, type Item, invalid, isSign, isWord, placeText, type Token, unsupported } from './tokens.ts';

/** What a placeholder stands for. */
export interface Names {
  texts: string[];
  /** Names with dots, taken apart. */
  chains: string[][];
}

/** A node of the syntax tree. Its types say less than the parser gives: every part is looked at before it is used. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Tree = Record<string, any>;

interface Parsed {
  tree: Tree;
  names: Names;
}

const PLACEHOLDER = /^tc_c(\d+)_$/;

/** The parts of a name in the tree. */
export function partsOf(name: string, names: Names): string[] {
  const found = PLACEHOLDER.exec(name);
  return found ? (names.chains[Number(found[1])] ?? [name]) : [name];
}

export function textOf(value: string, names: Names): string {
  const found = /^tc_s(\d+)_$/.exec(value);
  return found ? (names.texts[Number(found[1])] ?? value) : value;
}

/** Words that cannot be translated, wherever they stand as words. */
const REFUSED: Record<string, string> = {
  tablesample: 'TABLESAMPLE gives another answer each time: a case answers the same question in the same way',
  match_recognize: 'MATCH_RECOGNIZE is not translated',
  ordinality: 'WITH ORDINALITY is not translated',
  lateral: 'LATERAL is not translated',
  rollup: 'ROLLUP is not translated',
  cube: 'CUBE is not translated',
  grouping: 'GROUPING is not translated',
  recursive: 'WITH RECURSIVE is not translated; over the tables of the case themselves it runs as SQLite runs it',
};

/** Where the right side of LIKE ends. */
const AFTER_LIKE = ['and', 'or', 'escape', 'then', 'else', 'end', 'when', 'group', 'order', 'having', 'limit', 'union', 'as', 'on', 'join'];
const AFTER_LIKE_ALSO = [
  'inner',
  'left',
  'right',
  'full',
  'cross',
  'where',
  'intersect',
  'except',
  'offset',
  'window',
  'asc',
  'desc',
  'fetch',
];

class Rewriter {
  readonly names: Names = { texts: [], chains: [] };
  private readonly query: string;
  /** Whether a comment before each piece says where in the query it stands. */
  private readonly marks: boolean;

  constructor(query: string, marks = false) {
    this.query = query;
    this.marks = marks;
  }

  text(value: string): string {
    return `'tc_s${this.names.texts.push(value) - 1}_'`;
  }

  name(parts: string[]): string {
    return `"tc_c${this.names.chains.push(parts) - 1}_"`;
  }

  rewrite(written: readonly Item[]): string {
    return this.pieces(bracketed(withCases(written)));
  }

  private pieces(items: readonly Item[]): string {
    const out: string[] = [];
    for (let i = 0; i < items.length; ) {
      const [piece, next] = this.piece(items, i);
      out.push(this.marks ? `/*${items[i]?.from}*/${piece}` : piece);
      i = next;
    }
    return out.join(' ');
  }

  /** One thing of the query in the parser's form, and where the next begins. */
  private piece(items: readonly Item[], i: number): [string, number] {
    const item = items[i] as Item;
    const next = items[i + 1];
    if (item.kind === 'group' && item.open === 'case') return [this.pieces(bracketed(item.items)), i + 1];
    if (item.kind === 'group') return this.after(`(${this.rewrite(item.items)})`, items, i + 1, false);
    if (item.kind === 'text') return [this.text(item.value), i + 1];
    if (item.kind === 'number') return [item.value, i + 1];
    if (item.kind === 'sign') {
      if (item.value === '->')
        throw unsupported(`The function with "->" at ${placeText(this.query, item.from)} is not translated`, undefined, item);
      if (item.value === ';')
        throw invalid(`A second statement begins at ${placeText(this.query, item.from)}; one query runs at a time`, '', item);
      return [item.value, i + 1];
    }
    if (item.kind === 'word') {
      const special = this.special(items, i);
      if (special) return special;
      if (next?.kind === 'group' && next.open === '(') return this.after(`${item.value} (${this.rewrite(next.items)})`, items, i + 2, true);
    }
    return this.chain(items, i);
  }

  /** Forms that the parser lacks, or reads in another way. */
  private special(items: readonly Item[], i: number): [string, number] | null {
    const item = items[i] as Token;
    const next = items[i + 1];
    const word = item.value.toLowerCase();
    const isNamePart = isSign(items[i - 1], '.') || isSign(next, '.');
    if (isNamePart) return null;
    const refused = REFUSED[word];
    if (refused && !isWord(items[i - 1], 'as')) throw unsupported(`${refused} (${placeText(this.query, item.from)})`, undefined, item);
    if (word === 'at' && isWord(next, 'time') && isWord(items[i + 2], 'zone'))
      throw unsupported(
        `AT TIME ZONE at ${placeText(this.query, item.from)} is not translated`,
        'Times are in UTC here, as CloudTrail writes them; shift them with date_add if need be.',
        item,
      );
    if ((word === 'timestamp' || word === 'date') && next?.kind === 'text') return [`ct_${word}(${this.text(next.value)})`, i + 2];
    if (word === 'interval') return this.interval(items, i);
    if ((word === 'cast' || word === 'try_cast') && next?.kind === 'group') return this.cast(word, next, items, i + 2);
    if (word === 'array' && next?.kind === 'group' && next.open === '[')
      return this.after(`ct_array(${this.rewrite(next.items)})`, items, i + 2, true);
    if (word === 'cross' && isWord(next, 'join')) return ['INNER JOIN', i + 2];
    if (word === 'fetch' && isWord(next, 'first', 'next')) {
      const count = items[i + 2];
      if (count?.kind === 'number' && isWord(items[i + 3], 'row', 'rows') && isWord(items[i + 4], 'only'))
        return [`LIMIT ${count.value}`, i + 5];
    }
    // The parser takes `NOT (a) = b` for `(NOT a) = b`.
    if (word === 'not' && next?.kind === 'group') return [`NOT ct_same (${this.rewrite(next.items)})`, i + 2];
    if (word === 'like' && next) return this.like(items, i);
    return null;
  }

  private interval(items: readonly Item[], i: number): [string, number] | null {
    const minus = isSign(items[i + 1], '-') ? 1 : 0;
    const amount = items[i + 1 + minus];
    const unit = items[i + 2 + minus];
    if (amount?.kind !== 'text' || unit?.kind !== 'word') return null;
    return [`ct_interval(${this.text(`${minus ? '-' : ''}${amount.value}`)}, ${this.text(unit.value.toLowerCase())})`, i + 3 + minus];
  }

  /** `CAST(x AS t)` as a call with the type as a text. */
  private cast(word: string, group: Group, items: readonly Item[], next: number): [string, number] {
    const at = group.items.findLastIndex((inner) => isWord(inner, 'as'));
    const type = group.items[at + 1];
    if (at < 1 || !type) throw invalid(`${word.toUpperCase()} at ${placeText(this.query, group.from)} lacks its AS and type`, '', group);
    const typeText = this.query
      .slice(type.from, group.to - 1)
      .trim()
      .toLowerCase();
    return this.after(`ct_${word}(${this.rewrite(group.items.slice(0, at))}, ${this.text(typeText)})`, items, next, true);
  }

  /** The parser takes `a LIKE b || c` for `(a LIKE b) || c`. */
  private like(items: readonly Item[], i: number): [string, number] {
    let end = i + 1;
    while (end < items.length) {
      const one = items[end] as Item;
      if (isWord(one, ...AFTER_LIKE, ...AFTER_LIKE_ALSO) || isSign(one, ',') || isSign(one, ';')) break;
      end++;
    }
    const pattern = items.slice(i + 1, end);
    const text = this.rewrite(pattern);
    return [pattern.length > 1 ? `LIKE (${text})` : `LIKE ${text}`, end];
  }

  /** A name, with what stands behind its dots. */
  private chain(items: readonly Item[], i: number): [string, number] {
    const first = items[i] as Token;
    const parts = [first.value];
    let next = i + 1;
    while (isSign(items[next], '.')) {
      const part = items[next + 1];
      if (part?.kind !== 'word' && part?.kind !== 'quoted') break;
      parts.push(part.value);
      next += 2;
    }
    // After AS stands a name, also where the parser's grammar has a keyword of that name.
    const named = isWord(items[i - 1], 'as');
    const plain = !named && parts.length === 1 && first.kind === 'word' && /^[A-Za-z_]\w*$/.test(first.value) && !/^tc_/i.test(first.value);
    const text = plain ? first.value : this.name(parts);
    if (isSign(items[next], '.') && isSign(items[next + 1], '*')) return [`${text}.*`, next + 2];
    return this.after(text, items, next, true);
  }

  /** `x[1]` and `x[1].arn`, `f(x).arn`. */
  private after(text: string, items: readonly Item[], i: number, subscripts: boolean): [string, number] {
    let whole = text;
    let at = i;
    for (;;) {
      const item = items[at];
      if (subscripts && item?.kind === 'group' && item.open === '[') {
        whole = `ct_subscript(${whole}, ${this.rewrite(item.items)})`;
        at++;
        continue;
      }
      const part = items[at + 1];
      if (!isSign(item, '.') || (part?.kind !== 'word' && part?.kind !== 'quoted')) return [whole, at];
      whole = `ct_field(${whole}, ${this.text(part.value)})`;
      at += 2;
    }
  }
}

interface SqlParser {
  astify(query: string, options: { database: string }): AST | AST[];
}

/** A parser's error: where in its text it could not go on. */
interface SyntaxFault {
  location?: { start: { offset: number } };
}

function treesOf(text: string): AST | AST[] {
  const parser = new (postgresql as unknown as { Parser: new () => SqlParser }).Parser();
  return parser.astify(text, { database: 'postgresql' });
}

/** @param tokens of the query without what ends it. Errors: SQL_INVALID, SQL_UNSUPPORTED. */
export function parseQuery(query: string, tokens: readonly Token[]): Parsed {
  const rewriter = new Rewriter(query);
  const text = rewriter.rewrite(grouped(query, tokens));
  const { names } = rewriter;
  let trees: AST | AST[];
  try {
    trees = treesOf(text);
  } catch (error) {
    const { location } = error as SyntaxFault;
    if (!location) throw invalid('The query cannot be read as SQL');
    const rest = asWritten(text.slice(location.start.offset, location.start.offset + 80), names).slice(0, 40);
    const before = asWritten(text.slice(Math.max(0, location.start.offset - 40), location.start.offset), names).slice(-40);
    if (rest.trim() === '')
      throw invalid('The query ends where something is missing', '', { from: tokens.at(-1)?.from ?? 0, to: tokens.at(-1)?.to ?? 0 });
    throw invalid(`The query cannot be read at "${rest}", after "${before}"`, '', syntaxPlace(query, tokens));
  }
  const tree = Array.isArray(trees) ? trees[0] : trees;
  if (!tree || (Array.isArray(trees) && trees.length !== 1)) throw invalid('One query runs at a time');
  return { tree: tree as unknown as Tree, names };
}

/** The word of the query at which the parser cannot go on. What it is given is not what was written, so it is asked again with marks in it. */
function syntaxPlace(query: string, tokens: readonly Token[]): Place | undefined {
  const text = new Rewriter(query, true).rewrite(grouped(query, tokens));
  try {
    treesOf(text);
  } catch (error) {
    const { location } = error as SyntaxFault;
    if (!location) return undefined;
    // At a mark or a blank, what comes next is meant.
    const ahead = /^\s*(?:\/\*\d+\*\/)?/.exec(text.slice(location.start.offset))?.[0].length ?? 0;
    const mark = [...text.slice(0, location.start.offset + ahead).matchAll(/\/\*(\d+)\*\//g)].at(-1);
    const token = tokens.find(({ from }) => from === Number(mark?.[1]));
    return token && { from: token.from, to: token.to };
  }
  return undefined;
}

/** Placeholders turned back, for people. */
function asWritten(text: string, names: Names): string {
  return text
    .replace(/"tc_c(\d+)_"/g, (_, n) => (names.chains[Number(n)] ?? []).join('.'))
    .replace(/'tc_s(\d+)_'/g, (_, n) => `'${names.texts[Number(n)]}'`);
}
