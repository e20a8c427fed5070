// What Markdown in notes and findings may say: a tree of few kinds of parts, made from the tokens of markdown-it. There is no part for HTML or for
// an image: whoever draws the tree cannot let a text load, run or open anything. The parser itself is built by the window and by the report.

import { writtenAt } from './references.ts';

export type MarkdownPart =
  | { kind: 'paragraph' | 'quote' | 'item' | 'strong' | 'emphasis' | 'struck'; of: MarkdownPart[] }
  | { kind: 'heading'; level: number; of: MarkdownPart[] }
  /** `start`: number of the first item; null: not numbered. Its parts are items. */
  | { kind: 'list'; start: number | null; of: MarkdownPart[] }
  /** Cells in rows; the first row is the head. */
  | { kind: 'table'; rows: MarkdownPart[][][] }
  /** Shown as its text and its address; never followed. */
  | { kind: 'link'; address: string; of: MarkdownPart[] }
  /** Never loaded: its description and address. */
  | { kind: 'image'; address: string; text: string }
  | { kind: 'text' | 'code' | 'block'; text: string }
  /** What stands in `[[…]]`. */
  | { kind: 'reference'; text: string }
  | { kind: 'break' | 'rule' };

/** How the parser is set up: no HTML, no guessing at addresses or typography; a line break is one. */
export const MARKDOWN_OPTIONS = { html: false, linkify: false, typographer: false, breaks: true } as const;

/** Parts of a text at most; one with more is shown as it is written. */
export const MOST_MARKDOWN_PARTS = 5000;

/** Brackets that may open a link, at most: the parser's time grows with the square of their number. */
const MOST_BRACKETS = 10_000;

/** Whether a text is to be shown as it is written, without asking the parser: no note that a person wrote is like this. */
export function isTangled(text: string): boolean {
  let brackets = 0;
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) if (++brackets > MOST_BRACKETS) return true;
  return false;
}

/** What is used of markdown-it's tokens. */
export interface MarkdownToken {
  type: string;
  tag: string;
  content: string;
  children: MarkdownToken[] | null;
  attrGet(name: string): string | null;
}

/** What is used of markdown-it's state while it reads a line. */
interface InlineState {
  src: string;
  pos: number;
  posMax: number;
  push(type: string, tag: string, nesting: 0): { content: string };
}

/** What is set up of markdown-it. */
interface Parser {
  inline: { ruler: { before(rule: string, name: string, added: (state: InlineState, silent: boolean) => boolean): void } };
  block: { ruler: { disable(rule: string): unknown } };
}

/** The parser as texts are read by it: it knows `[[…]]`, and has no link reference definitions, which would vanish from the text. */
export function withReferences<P extends Parser>(parser: P): P {
  parser.inline.ruler.before('link', 'reference', referenceRule);
  parser.block.ruler.disable('reference');
  return parser;
}

/** The rule by which the parser finds `[[…]]`. */
function referenceRule(state: InlineState, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src[pos] !== '[' || src[pos + 1] !== '[') return false;
  const written = writtenAt(src, pos);
  if (written === '' || pos + written.length > posMax) return false;
  if (!silent) state.push('reference', '', 0).content = written.slice(2, -2);
  state.pos = pos + written.length;
  return true;
}

const CONTAINERS: Record<string, 'paragraph' | 'quote' | 'item' | 'strong' | 'emphasis' | 'struck'> = {
  paragraph_open: 'paragraph',
  blockquote_open: 'quote',
  list_item_open: 'item',
  strong_open: 'strong',
  em_open: 'emphasis',
  s_open: 'struck',
};

/** The parts of a text from the parser's tokens; null where there are more than MOST_MARKDOWN_PARTS. */
export function markdownTree(tokens: readonly MarkdownToken[]): MarkdownPart[] | null {
  const root: MarkdownPart[] = [];
  /** Where the next part goes, innermost last. */
  const open: MarkdownPart[][] = [root];
  const tables: MarkdownPart[][][][] = [];
  let parts = 0;
  const add = (part: MarkdownPart): void => {
    parts++;
    open.at(-1)?.push(part);
  };
  const enter = <P extends MarkdownPart & { of: MarkdownPart[] }>(part: P): void => {
    add(part);
    open.push(part.of);
  };
  const walk = (list: readonly MarkdownToken[]): void => {
    for (const token of list) {
      if (parts > MOST_MARKDOWN_PARTS) return;
      const container = CONTAINERS[token.type];
      if (container) enter({ kind: container, of: [] });
      else if (token.type === 'heading_open') enter({ kind: 'heading', level: Number(token.tag.slice(1)), of: [] });
      else if (token.type === 'bullet_list_open') enter({ kind: 'list', start: null, of: [] });
      else if (token.type === 'ordered_list_open') enter({ kind: 'list', start: Number(token.attrGet('start') ?? 1), of: [] });
      else if (token.type === 'link_open') enter({ kind: 'link', address: token.attrGet('href') ?? '', of: [] });
      else if (token.type === 'table_open') {
        const rows: MarkdownPart[][][] = [];
        add({ kind: 'table', rows });
        tables.push(rows);
      } else if (token.type === 'table_close') tables.pop();
      else if (token.type === 'tr_open') tables.at(-1)?.push([]);
      else if (token.type === 'th_open' || token.type === 'td_open') {
        const cell: MarkdownPart[] = [];
        parts++;
        tables.at(-1)?.at(-1)?.push(cell);
        open.push(cell);
      } else if (/^t(r|head|body)_(open|close)$/.test(token.type)) continue;
      else if (token.type.endsWith('_close')) open.pop();
      else if (token.type === 'inline') walk(token.children ?? []);
      else if (token.type === 'image') add({ kind: 'image', address: token.attrGet('src') ?? '', text: token.content });
      else if (token.type === 'fence' || token.type === 'code_block') add({ kind: 'block', text: token.content.replace(/\n$/, '') });
      else if (token.type === 'code_inline') add({ kind: 'code', text: token.content });
      else if (token.type === 'softbreak' || token.type === 'hardbreak') add({ kind: 'break' });
      else if (token.type === 'hr') add({ kind: 'rule' });
      else if (token.type === 'reference') add({ kind: 'reference', text: token.content });
      else if (token.content !== '') add({ kind: 'text', text: token.content });
    }
  };
  walk(tokens);
  return parts > MOST_MARKDOWN_PARTS ? null : root;
}
