// The beginning of a section for a preview: an inventory may have a hundred thousand rows, and what is open where it is cut is closed.
import { html, type Markup, type Redactor } from './html.ts';
import { PREVIEW } from './wording/index.ts';

/** Elements that have no end. */
const VOID = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
/** Of our own markup: every `>` and `<` in a value is escaped. */
const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(\/?)>/g;

/**
 * The pieces of a section as HTML, until there are about `most` characters of them; the rest is neither made nor read.
 * @param redactor as for Markup.render
 */
export function* beginningOf(pieces: Iterable<Markup>, most: number, redactor: Redactor | null): Generator<string> {
  const open: string[] = [];
  let size = 0;
  for (const piece of pieces) {
    if (size >= most) {
      yield `${open
        .reverse()
        .map((name) => `</${name}>`)
        .join('')}\n${html`<p class="box">${PREVIEW.cut}</p>\n`.text}`;
      return;
    }
    const text = piece.render(redactor);
    size += text.length;
    follow(open, text);
    yield text;
  }
}

/** Notes what a text opens and closes. */
function follow(open: string[], text: string): void {
  for (const [, end, name = '', empty] of text.matchAll(TAG)) {
    if (empty || VOID.has(name)) continue;
    if (!end) open.push(name);
    else {
      const last = open.lastIndexOf(name);
      if (last >= 0) open.splice(last);
    }
  }
}
