// Pieces of inline SVG: literal markup and escaped values only, as everywhere in a report. No script, no style sheet, nothing from outside; generic fonts.
// Names are in lower case and every element is closed, as of HTML: its parser gives viewbox and clippath the case that SVG has them in.
import { type Drawing, GROUND, type Pattern } from '../../../shared/timeline-picture/drawing.ts';
import { type HtmlValue, html, type Markup } from '../html.ts';

/** Ink of a picture on paper. */
export const INK = {
  text: '#1a1d21',
  dim: '#4a525b',
  line: '#c3cad3',
  soft: '#e6e9ee',
  bar: '#7d99bd',
  accent: '#0b4f8a',
  paper: '#ffffff',
} as const;

const SANS = 'Liberation Sans, Helvetica, Arial, sans-serif';
const MONO = 'Liberation Mono, Menlo, Consolas, monospace';

/** px of an A4 page between the margins of the report's sheet: letters come out in the size in which they are drawn. */
export const WIDTH = 680;

/** px: no letters are smaller. On paper 6.6 pt (0.75 pt a px, and the page is 673 px wide). */
export const SMALL = 8.9;
/** px between lines of them. */
export const LINE = 11;

/** At most two decimals, never `-0` or an exponent. */
export function px(n: number): string {
  const rounded = Math.round(n * 100) / 100;
  return Number.isFinite(rounded) ? String(rounded === 0 ? 0 : rounded) : '0';
}

/** About how wide a text is: a picture measures nothing, so that it is the same everywhere. */
export function widthOf(text: string, size: number): number {
  return [...text].length * size * 0.58;
}

interface TextStyle {
  size?: number;
  colour?: string;
  anchor?: 'start' | 'middle' | 'end';
  bold?: boolean;
  mono?: boolean;
  /** Paper around its letters, where lines run below them. */
  halo?: boolean;
  /** Upright, read from below, beginning at its place: where there is no room beside it. */
  upright?: boolean;
}

/** @param content of the case only as plainCaseText: no element may stand in it */
export function text(x: number, y: number, content: HtmlValue, style: TextStyle = {}): Markup {
  const { size = SMALL, colour = INK.text, anchor = 'start', bold = false, mono = false, halo = false, upright = false } = style;
  const turned = upright ? html` transform="rotate(-90 ${px(x)} ${px(y)})"` : null;
  const around = halo ? html` paint-order="stroke" stroke="${INK.paper}" stroke-width="3"` : null;
  return html`<text x="${px(x)}" y="${px(y)}" fill="${colour}" font-size="${px(size)}" font-weight="${bold ? '600' : '400'}" text-anchor="${anchor}" font-family="${mono ? MONO : SANS}"${around}${turned}>${content}</text>`;
}

interface Paint {
  colour?: string;
  opacity?: number;
  /** Only its edge. */
  outline?: boolean;
  dash?: boolean;
  radius?: number;
}

export function rect(x: number, y: number, width: number, height: number, paint: Paint = {}): Markup {
  const { colour = INK.text, opacity = 1, outline = false, dash = false, radius = 0 } = paint;
  return html`<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="${px(radius)}" fill="${outline ? INK.paper : colour}" stroke="${outline ? colour : 'none'}" stroke-dasharray="${dash ? '4 3' : 'none'}" opacity="${px(opacity)}"></rect>`;
}

export function path(d: string, paint: { colour?: string; width?: number; dash?: boolean; fill?: string } = {}): Markup {
  const { colour = INK.text, width = 1, dash = false, fill = 'none' } = paint;
  return html`<path d="${d}" fill="${fill}" stroke="${colour}" stroke-width="${px(width)}" stroke-dasharray="${dash ? '4 3' : 'none'}"></path>`;
}

/** px between the strokes of a pattern. */
const STEP = { hatch: 4, back: 4, dots: 4, bars: 4, lines: 4 } as const;
const DOT = 1.6;

interface Area {
  colour: string;
  pattern: Pattern;
  ground: string[];
  marks: string[];
}

interface AreaStyle {
  /** Of the ground below a pattern's strokes. */
  ground?: number;
  /** px between strokes. */
  step?: number;
  /** px */
  stroke?: number;
}

/**
 * Rectangles with the patterns of classes, all of a colour and pattern as two shapes. Patterns are strokes of their own: an SVG pattern becomes a picture of
 * dots in a PDF, blurred and a hundred times as large.
 */
export class Areas {
  private readonly style: AreaStyle;
  private readonly areas = new Map<string, Area>();

  constructor(style: AreaStyle = {}) {
    this.style = style;
  }

  add(colour: string, pattern: Pattern, x: number, y: number, width: number, height: number): void {
    const key = `${colour} ${pattern}`;
    const area = this.areas.get(key) ?? { colour, pattern, ground: [], marks: [] };
    this.areas.set(key, area);
    area.ground.push(boxPath(x, y, width, height));
    if (pattern !== 'plain') area.marks.push(...marksOf(pattern, this.style.step ?? STEP[pattern], x, y, width, height));
  }

  /** In the order in which they came. */
  get shapes(): Markup[] {
    const { ground = GROUND, stroke = 1.2 } = this.style;
    return [...this.areas.values()].map(({ colour, pattern, ground: boxes, marks }) => {
      if (pattern === 'plain') return html`<path d="${boxes.join('')}" fill="${colour}"></path>`;
      const below = ground === 0 ? null : html`<path d="${boxes.join('')}" fill="${colour}" fill-opacity="${px(ground)}"></path>`;
      if (marks.length === 0) return html`${below}`;
      const isStroked = pattern === 'hatch' || pattern === 'back';
      return html`${below}${
        isStroked
          ? html`<path d="${marks.join('')}" fill="none" stroke="${colour}" stroke-width="${px(stroke)}"></path>`
          : html`<path d="${marks.join('')}" fill="${colour}"></path>`
      }`;
    });
  }
}

function boxPath(x: number, y: number, width: number, height: number): string {
  return `M${px(x)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}z`;
}

/** Strokes, strips or dots that lie on one grid in all of a picture, as far as they are within a rectangle. */
function marksOf(pattern: Exclude<Pattern, 'plain'>, step: number, x: number, y: number, width: number, height: number): string[] {
  const [right, foot] = [x + width, y + height];
  const multiples = (from: number, to: number): number[] => {
    const first = Math.ceil(from / step);
    return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step);
  };
  const strips = (from: number, to: number): [number, number][] =>
    multiples(from - step / 2, to).flatMap((at) => {
      const [start, end] = [Math.max(from, at), Math.min(to, at + step / 2)];
      return end > start ? [[start, end - start]] : [];
    });
  switch (pattern) {
    case 'hatch':
      return multiples(x + y, right + foot).map((c) => {
        const [from, to] = [Math.max(x, c - foot), Math.min(right, c - y)];
        return `M${px(from)} ${px(c - from)}L${px(to)} ${px(c - to)}`;
      });
    case 'back':
      return multiples(x - foot, right - y).map((c) => {
        const [from, to] = [Math.max(x, c + y), Math.min(right, c + foot)];
        return `M${px(from)} ${px(from - c)}L${px(to)} ${px(to - c)}`;
      });
    case 'bars':
      return strips(x, right).map(([at, wide]) => boxPath(at, y, wide, height));
    case 'lines':
      return strips(y, foot).map(([at, tall]) => boxPath(x, at, width, tall));
    case 'dots':
      return multiples(x, right - DOT).flatMap((left) => multiples(y, foot - DOT).map((top) => boxPath(left, top, DOT, DOT)));
  }
}

/** A link within the report. */
export function svgLink(to: string, title: HtmlValue, content: HtmlValue): Markup {
  return html`<a href="#${to}"><title>${title}</title>${content}</a>`;
}

/** Only what lies within is seen. @param id unique in the report */
export function clip(id: string, x: number, y: number, width: number, height: number, content: HtmlValue): Markup {
  return html`<clippath id="${id}"><rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"></rect></clippath><g clip-path="url(#${id})">${content}</g>\n`;
}

interface Picture extends Pick<Drawing, 'width' | 'height'> {
  /** Begins the ids in it: lower-case letters and hyphens. */
  id: string;
  title: HtmlValue;
  /** The same in words, for whoever cannot see it. */
  description: HtmlValue;
  shapes: readonly Markup[];
}

export function svg({ id, width, height, title, description, shapes }: Picture): Markup {
  return html`<figure class="picture"><svg class="picture" viewbox="0 0 ${px(width)} ${px(height)}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>
${shapes}</svg></figure>\n`;
}
