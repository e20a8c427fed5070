// Reads a piece of a report's markup back, strictly: what a report never contains is no report's. Whoever wrote the file may want it to be read wrongly,
// so there is one way to write each thing, and depth and length are bounded.

export interface Element {
  tag: string;
  classes: string[];
  id: string;
  children: (Element | string)[];
}

const TAGS = new Set(
  'article section h2 h3 h4 h5 h6 p br hr a ul ol li dl dt dd blockquote table thead tbody tr th td pre code bdi span div strong em del s'.split(
    ' ',
  ),
);
const VOID = new Set(['br', 'hr']);
const ATTRIBUTES = new Set(['id', 'class', 'href', 'scope', 'colspan', 'rowspan', 'start', 'dir', 'lang', 'role', 'aria-label']);
const DEEPEST = 100;
/** Elements and texts of one piece: far more than any exhibit has. */
const MOST = 500_000;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Text as it is escaped in a report; null where it is escaped otherwise. */
export function plainText(text: string): string | null {
  let bad = false;
  const plain = text.replace(/&([^;&\s]{0,8};?)/g, (whole, name: string) => {
    const found = name.endsWith(';') ? ENTITIES[name.slice(0, -1)] : undefined;
    bad ||= found === undefined;
    return found ?? whole;
  });
  return bad ? null : plain;
}

/** The one element that a piece of markup is; null where it is anything else. */
export function readElement(text: string): Element | null {
  const root: Element = { tag: '', classes: [], id: '', children: [] };
  const open: Element[] = [root];
  const token = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>|[^<>]+/y;
  let parts = 0;
  while (token.lastIndex < text.length) {
    if (++parts > MOST) return null;
    const found = token.exec(text);
    const parent = open.at(-1) as Element;
    if (!found) return null;
    const [whole, closing, tag, list = ''] = found;
    if (tag === undefined) {
      const plain = plainText(whole);
      if (plain === null) return null;
      parent.children.push(plain);
      continue;
    }
    if (!TAGS.has(tag)) return null;
    if (closing) {
      if (list !== '' || open.length < 2 || open.pop()?.tag !== tag) return null;
      continue;
    }
    const element = elementOf(tag, list);
    if (element === null) return null;
    parent.children.push(element);
    if (VOID.has(tag)) continue;
    if (open.push(element) > DEEPEST) return null;
    // A browser drops a line feed at the start of a <pre>.
    if (tag === 'pre' && text[token.lastIndex] === '\n') token.lastIndex++;
  }
  const [only, ...more] = root.children;
  return open.length === 1 && more.length === 0 && typeof only === 'object' ? only : null;
}

function elementOf(tag: string, list: string): Element | null {
  const element: Element = { tag, classes: [], id: '', children: [] };
  for (const [, name = '', value = ''] of list.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
    if (!ATTRIBUTES.has(name)) return null;
    if (name === 'class') element.classes = value.split(' ');
    if (name === 'id') element.id = value;
  }
  return element;
}

/** Elements below one, in order, that meet the condition. */
export function* below(of: Element, meets: (one: Element) => boolean): Generator<Element> {
  for (const child of of.children) {
    if (typeof child === 'string') continue;
    if (meets(child)) yield child;
    yield* below(child, meets);
  }
}

export function textOf(of: Element): string {
  return of.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** The bytes that a record's text with its marks stands for, as report/html.ts `recordText` wrote it. */
export function restored(text: string): Buffer {
  const parts = text.split(/(⟦(?:U\+[0-9A-F]{4,6}|0x[0-9A-F]{2})⟧)/);
  return Buffer.concat(
    parts.map((part) => {
      const mark = /^⟦(U\+|0x)([0-9A-F]+)⟧$/.exec(part);
      const value = Number.parseInt(mark?.[2] ?? '', 16);
      if (!mark || value > 0x10ffff) return Buffer.from(part, 'utf8');
      return mark[1] === '0x' ? Buffer.from([value]) : Buffer.from(String.fromCodePoint(value), 'utf8');
    }),
  );
}
