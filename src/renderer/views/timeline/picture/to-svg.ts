// A drawing as the text of an SVG file: no script, no style sheet, no reference out of it, generic fonts. The same drawing gives the same bytes.
import {
  type ClipShape,
  type Drawing,
  GROUND,
  type LineShape,
  type Pattern,
  type RectShape,
  type Shape,
  STROKE,
  type TextShape,
  TILE,
  TILES,
} from '../../../../shared/timeline-picture/drawing.ts';

const SANS = 'Inter, Helvetica, Arial, sans-serif';
const MONO = 'ui-monospace, Menlo, Consolas, monospace';

// What XML 1.0 does not allow at all, be it escaped; halves of surrogate pairs are not even text.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text for an element or an attribute. Log content is written by attackers: nothing of it becomes markup. */
export function xmlText(text: string): string {
  return text
    .replace(FORBIDDEN, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** At most two decimals, never `-0` or an exponent. */
const number = (n: number): string => {
  const rounded = Math.round(n * 100) / 100;
  return Number.isFinite(rounded) ? String(rounded === 0 ? 0 : rounded) : '0';
};

type Attributes = Record<string, string | number | undefined>;

function tag(name: string, attributes: Attributes, content: string | null = null): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? number(value) : xmlText(String(value))}"`)
    .join('');
  return content === null ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

class Definitions {
  readonly #patterns = new Map<string, string>();
  readonly #clips: string[] = [];

  fill(colour: string, pattern: Pattern): string {
    if (pattern === 'plain') return colour;
    const id = `${pattern}-${colour.replace('#', '')}`;
    if (!this.#patterns.has(id)) {
      const { rects, strokes } = TILES[pattern];
      const parts = [
        tag('rect', { width: TILE, height: TILE, fill: colour, 'fill-opacity': GROUND }),
        ...rects.map(([x, y, width, height]) => tag('rect', { x, y, width, height, fill: colour })),
        ...strokes.map(([x1, y1, x2, y2]) => tag('line', { x1, y1, x2, y2, stroke: colour, 'stroke-width': STROKE })),
      ];
      this.#patterns.set(id, tag('pattern', { id, width: TILE, height: TILE, patternUnits: 'userSpaceOnUse' }, parts.join('')));
    }
    return `url(#${id})`;
  }

  clip({ x, y, width, height }: ClipShape): string {
    const id = `clip-${this.#clips.length}`;
    this.#clips.push(tag('clipPath', { id }, tag('rect', { x, y, width, height })));
    return `url(#${id})`;
  }

  toString(): string {
    const all = [...this.#patterns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
    return tag('defs', {}, [...all, ...this.#clips].join(''));
  }
}

function rect(shape: RectShape, definitions: Definitions): string {
  const { x, y, width, height, colour, pattern = 'plain', opacity, radius, outline, dash } = shape;
  const paint: Attributes = outline
    ? { fill: 'none', stroke: colour, 'stroke-dasharray': dash ? '3 2' : undefined }
    : { fill: definitions.fill(colour, pattern) };
  return tag('rect', { x, y, width, height, rx: radius, ...paint, opacity });
}

function line({ d, colour, width, dash, opacity }: LineShape): string {
  return tag('path', { d, fill: 'none', stroke: colour, 'stroke-width': width, 'stroke-dasharray': dash ? '4 3' : undefined, opacity });
}

function text({ x, y, text: content, size, colour, anchor, bold, mono }: TextShape): string {
  const font = { 'font-family': mono ? MONO : SANS, 'font-size': size, 'font-weight': bold ? 'bold' : undefined };
  return tag('text', { x, y, fill: colour, 'text-anchor': anchor, ...font, 'xml:space': 'preserve' }, xmlText(content));
}

function shapeText(shape: Shape, definitions: Definitions): string {
  switch (shape.kind) {
    case 'rect':
      return rect(shape, definitions);
    case 'line':
      return line(shape);
    case 'text':
      return text(shape);
    case 'clip':
      return tag('g', { 'clip-path': definitions.clip(shape) }, `\n${shape.shapes.map((one) => shapeText(one, definitions)).join('\n')}\n`);
  }
}

export function svgText({ width, height, title, description, shapes }: Drawing): string {
  const definitions = new Definitions();
  const body = shapes.map((shape) => shapeText(shape, definitions));
  const content = [tag('title', {}, xmlText(title)), tag('desc', {}, xmlText(description)), String(definitions), ...body];
  const size = { width, height, viewBox: `0 0 ${number(width)} ${number(height)}` };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag('svg', { xmlns: 'http://www.w3.org/2000/svg', ...size, role: 'img' }, `\n${content.join('\n')}\n`)}\n`;
}
