// Words of a query, and the brackets around them. What is in quotes or comments is never taken for anything else after this.
import { type Place, TrailcaseError } from '../../shared/errors.ts';

export interface Token {
  kind: 'word' | 'quoted' | 'text' | 'number' | 'sign';
  /** As meant: without quotes, doubled quotes made one. */
  value: string;
  /** Where it stands in the query, counted from 0. */
  from: number;
  to: number;
}

/** Brackets and what is in them. */
export interface Group {
  kind: 'group';
  open: '(' | '[' | 'case';
  items: Item[];
  from: number;
  to: number;
}
export type Item = Token | Group;

const SPACE = /(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)+/y;
// An event data store of CloudTrail Lake is named by its id, without quotes.
const UUID = /[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/y;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SIGN = /<>|!=|>=|<=|\|\||->|[-+*/%=<>,.;()[\]]/y;
const QUOTED = { "'": /'((?:[^']|'')*)'/y, '"': /"((?:[^"]|"")*)"/y, '`': /`((?:[^`]|``)*)`/y };

/** A name with its dots, or a word that is at fault only where it stands. */
type Named = readonly string[] | { word: string };

/** What of a query is at fault: its place, or what is looked for in it later. */
export type Fault = Place | Named;

/** An error whose place in the query is not known where it is noticed. */
export class NamedFault extends TrailcaseError {
  readonly named: Named;

  constructor(code: 'SQL_INVALID' | 'SQL_UNSUPPORTED', message: string, advice: string, named: Named) {
    super(code, message, advice);
    this.named = named;
  }

  /** The same with the place in the query, where there is one. */
  placed(tokens: readonly Token[]): TrailcaseError {
    const place = 'word' in this.named ? placeOfWord(tokens, this.named.word) : placeOfName(tokens, this.named);
    return new TrailcaseError(this.code, this.message, this.advice, { place });
  }
}

function faulty(code: 'SQL_INVALID' | 'SQL_UNSUPPORTED', message: string, advice: string, fault?: Fault): TrailcaseError {
  return fault && !('from' in fault)
    ? new NamedFault(code, message, advice, fault)
    : new TrailcaseError(code, message, advice, { place: fault && { from: fault.from, to: fault.to } });
}

export function invalid(message: string, advice = '', fault?: Fault): TrailcaseError {
  return faulty('SQL_INVALID', message, advice, fault);
}

export function unsupported(what: string, advice = 'docs/sql.md lists what is translated.', fault?: Fault): TrailcaseError {
  return faulty('SQL_UNSUPPORTED', what, advice, fault);
}

/** Where a name with its dots stands first, in any letter case. */
function placeOfName(tokens: readonly Token[], parts: readonly string[]): Place | undefined {
  const isPart = (token: Token | undefined, part: string | undefined): boolean =>
    (token?.kind === 'word' || token?.kind === 'quoted') && token.value.toLowerCase() === part?.toLowerCase();
  const at = tokens.findIndex((_, i) =>
    parts.every((part, n) => isPart(tokens[i + 2 * n], part) && (n === 0 || isSign(tokens[i + 2 * n - 1], '.'))),
  );
  const [first, last] = [tokens[at], tokens[at + 2 * (parts.length - 1)]];
  return first && last ? { from: first.from, to: last.to } : undefined;
}

/** Where a word or sign stands, if it does so once only. */
function placeOfWord(tokens: readonly Token[], word: string): Place | undefined {
  const [found, second] = tokens.filter(({ kind, value }) => kind !== 'text' && value.toLowerCase() === word.toLowerCase());
  return found && !second ? { from: found.from, to: found.to } : undefined;
}

/** The place of a character as people count: `line 2, column 5`. */
export function placeText(query: string, at: number): string {
  const before = query.slice(0, at).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return before.length === 1 ? `column ${column}` : `line ${before.length}, column ${column}`;
}

/** Errors: SQL_INVALID for a character that no query has, or for quotes without an end. */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(query);
  };
  const add = (kind: Token['kind'], value: string, length: number): void => {
    tokens.push({ kind, value, from: at, to: at + length });
    at += length;
  };
  for (;;) {
    at += match(SPACE)?.[0].length ?? 0;
    const char = query[at];
    if (char === undefined) return tokens;
    if (char === "'" || char === '"' || char === '`') {
      const quoted = match(QUOTED[char]);
      if (!quoted) throw invalid(`The quote at ${placeText(query, at)} has no end`, '', { from: at, to: query.length });
      add(char === "'" ? 'text' : 'quoted', (quoted[1] as string).replaceAll(char + char, char), quoted[0].length);
      continue;
    }
    const uuid = match(UUID);
    const word = match(WORD);
    const number = match(NUMBER);
    const sign = match(SIGN);
    if (uuid) add('quoted', uuid[0], uuid[0].length);
    else if (word) add('word', word[0], word[0].length);
    else if (number) add('number', number[0], number[0].length);
    else if (sign) add('sign', sign[0], sign[0].length);
    else throw invalid(`"${char}" at ${placeText(query, at)} is no part of a query`, '', { from: at, to: at + 1 });
  }
}

/** Puts tokens into their brackets. Errors: SQL_INVALID where they do not match. */
export function grouped(query: string, tokens: readonly Token[]): Item[] {
  const top: Item[] = [];
  const open: Group[] = [];
  for (const token of tokens) {
    const items = open.at(-1)?.items ?? top;
    const sign = token.kind === 'sign' ? token.value : '';
    if (sign === '(' || sign === '[') {
      const group: Group = { kind: 'group', open: sign, items: [], from: token.from, to: token.to };
      items.push(group);
      open.push(group);
      if (open.length > 200) throw invalid('The query has more than 200 brackets within one another');
    } else if (sign === ')' || sign === ']') {
      const group = open.pop();
      if (group?.open !== (sign === ')' ? '(' : '['))
        throw invalid(`The bracket at ${placeText(query, token.from)} closes none`, '', token);
      group.to = token.to;
    } else items.push(token);
  }
  const left = open.at(-1);
  if (left) throw invalid(`The bracket at ${placeText(query, left.from)} is not closed`, '', { from: left.from, to: left.from + 1 });
  return top;
}

/** Whether an item is this word, in any letter case. */
export function isWord(item: Item | undefined, ...words: string[]): boolean {
  return item?.kind === 'word' && words.includes(item.value.toLowerCase());
}

export function isSign(item: Item | undefined, sign: string): boolean {
  return item?.kind === 'sign' && item.value === sign;
}
