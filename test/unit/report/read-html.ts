// Reads a report back as a browser would, strictly: whatever a report should never contain is an error here.
const TAGS = new Set(
  'html head meta title style body header nav section article h1 h2 h3 h4 p br a ul ol li dl dt dd table thead tbody tr th td pre code bdi span div strong em s blockquote hr img figure'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set([
  'id',
  'class',
  'href',
  'lang',
  'scope',
  'colspan',
  'content',
  'charset',
  'name',
  'http-equiv',
  'aria-labelledby',
  'start',
  'role',
]);
const VOID = new Set(['meta', 'br', 'hr', 'img']);
/** The one picture that is no drawing: the organisation's, whole in the file. */
const LOGO = /^<img class="logo" alt="" src="data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=]+">$/;

/** Elements of pictures, and what stands in them: nothing that runs, loads or styles. */
const SVG_TAGS = new Set('svg title desc clippath g rect path text a'.split(' '));
const SVG_ATTRIBUTES = new Set(
  `id class href role aria-labelledby viewbox x y width height rx d fill fill-opacity stroke stroke-width stroke-dasharray opacity paint-order
   font-size font-weight font-family text-anchor clip-path`.split(/\s+/),
);

export interface Element {
  tag: string;
  attributes: Record<string, string>;
  children: (Element | string)[];
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function decode(text: string): string {
  return text.replace(/&([^;\s]*;?)/g, (whole, name: string) => {
    const found = ENTITIES[name.replace(/;$/, '')];
    if (found === undefined || !name.endsWith(';')) throw new Error(`bad reference ${whole}`);
    return found;
  });
}

/** The document's elements. Throws for unknown tags and attributes, attributes not in double quotes, unbalanced nesting. */
export function readHtml(html: string): Element {
  if (!html.startsWith('<!DOCTYPE html>\n')) throw new Error('no doctype');
  const root: Element = { tag: '#document', attributes: {}, children: [] };
  const open: Element[] = [root];
  let at = '<!DOCTYPE html>\n'.length;
  while (at < html.length) {
    const parent = open.at(-1) as Element;
    const next = html.indexOf('<', at);
    const end = next < 0 ? html.length : next;
    if (end > at) parent.children.push(decode(html.slice(at, end)));
    at = end;
    if (next < 0) break;
    const token = /<(\/?)([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>/y;
    token.lastIndex = at;
    const found = token.exec(html);
    if (!found) throw new Error(`not a tag: ${html.slice(at, at + 80)}`);
    const [whole, closing, tag = '', list = ''] = found;
    at += whole.length;
    const isSvg = tag === 'svg' || open.some((one) => one.tag === 'svg');
    if (!(isSvg ? SVG_TAGS : TAGS).has(tag)) throw new Error(`unexpected <${tag}>`);
    if (tag === 'img' && !LOGO.test(whole)) throw new Error(`unexpected ${whole.slice(0, 80)}`);
    if (closing) {
      const closed = open.pop();
      if (closed?.tag !== tag) throw new Error(`</${tag}> closes <${closed?.tag}>`);
      continue;
    }
    const attributes: Record<string, string> = {};
    if (tag === 'img') {
      parent.children.push({ tag, attributes, children: [] });
      continue;
    }
    for (const [, name = '', value = ''] of list.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
      if (!(isSvg ? SVG_ATTRIBUTES : ATTRIBUTES).has(name)) throw new Error(`unexpected attribute ${name} of <${tag}>`);
      if (isSvg && /url\((?!#[a-z0-9-]+\)$)/.test(value)) throw new Error(`${name} of <${tag}> leads out: ${value}`);
      attributes[name] = decode(value);
    }
    const element: Element = { tag, attributes, children: [] };
    parent.children.push(element);
    if (VOID.has(tag)) continue;
    open.push(element);
    if (tag === 'style') {
      const close = html.indexOf('</style', at);
      element.children.push(html.slice(at, close));
      at = close;
    }
    // The parser drops a line feed at the start of a <pre>.
    if (tag === 'pre' && html[at] === '\n') at++;
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.tag}> is not closed`);
  return root;
}

/** All elements below one, in order, that meet the condition. */
export function all(of: Element, meets: (one: Element) => boolean): Element[] {
  return of.children.flatMap((child) => (typeof child === 'string' ? [] : [...(meets(child) ? [child] : []), ...all(child, meets)]));
}

export function byClass(of: Element, name: string): Element[] {
  return all(of, (one) => (one.attributes.class ?? '').split(' ').includes(name));
}

export function byId(of: Element, id: string): Element {
  const [found] = all(of, (one) => one.attributes.id === id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

export function textOf(of: Element | string): string {
  return typeof of === 'string' ? of : of.children.map(textOf).join('');
}

/** The bytes that a text with marks stands for. */
export function restored(text: string): Buffer {
  const parts = text.split(/(⟦(?:U\+[0-9A-F]{4,6}|0x[0-9A-F]{2})⟧)/);
  return Buffer.concat(
    parts.map((part) => {
      const mark = /^⟦(U\+|0x)([0-9A-F]+)⟧$/.exec(part);
      if (!mark) return Buffer.from(part);
      const value = Number.parseInt(mark[2] ?? '', 16);
      return mark[1] === '0x' ? Buffer.from([value]) : Buffer.from(String.fromCodePoint(value));
    }),
  );
}
