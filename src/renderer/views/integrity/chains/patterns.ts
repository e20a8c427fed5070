// How each state of a span is filled on a canvas: a colour and a pattern of its own, so that a print without colours reads the same.
import type { SpanState } from '../../../../shared/integrity.ts';

export interface Colours {
  green: string;
  red: string;
  orange: string;
  grey: string;
  line: string;
  text: string;
  bg: string;
  sunken: string;
  accent: string;
}

/** The colours of the theme that is on, from the computed style of an element. */
export function coloursOf(style: CSSStyleDeclaration): Colours {
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    green: of('green'),
    red: of('red'),
    orange: of('orange'),
    grey: of('grey'),
    line: of('line'),
    text: of('text'),
    bg: of('bg'),
    sunken: of('sunken'),
    accent: of('accent'),
  };
}

type Draw = (context: CanvasRenderingContext2D, colours: Colours) => void;

const TILE = 8;

function hatch(context: CanvasRenderingContext2D, colour: string, width: number, both = false): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  // Three parallels, so that the tile joins its neighbours without a seam.
  for (const shift of [-TILE, 0, TILE]) {
    context.moveTo(shift - 1, TILE + 1);
    context.lineTo(shift + TILE + 1, -1);
    if (both) {
      context.moveTo(shift - 1, -1);
      context.lineTo(shift + TILE + 1, TILE + 1);
    }
  }
  context.stroke();
}

function fill(context: CanvasRenderingContext2D, colour: string, alpha = 1): void {
  context.globalAlpha = alpha;
  context.fillStyle = colour;
  context.fillRect(0, 0, TILE, TILE);
  context.globalAlpha = 1;
}

/** Eight by eight pixels of each state. */
const TILES: Readonly<Record<SpanState, Draw>> = {
  complete: (context, { green }) => fill(context, green),
  empty: (context, { green }) => {
    fill(context, green, 0.28);
    context.fillStyle = green;
    context.fillRect(0, 3, 2, 2);
  },
  unverifiable: (context, { grey, bg }) => {
    fill(context, grey, 0.75);
    context.fillStyle = bg;
    context.fillRect(1, 1, 2, 2);
    context.fillRect(5, 5, 2, 2);
  },
  stopped: (context, { grey, sunken }) => {
    fill(context, sunken);
    hatch(context, grey, 1.4);
  },
  uncovered: (context, { sunken }) => fill(context, sunken),
  missing: (context, { orange, bg }) => {
    fill(context, bg);
    context.fillStyle = orange;
    context.fillRect(0, 0, 5, TILE);
  },
  incomplete: (context, { orange, green }) => {
    fill(context, green, 0.28);
    hatch(context, orange, 2.4);
  },
  invalid: (context, { red, bg }) => {
    fill(context, red);
    hatch(context, bg, 1, true);
  },
};

/** Fills a rectangle (CSS px) with what a state looks like. The context is scaled by `scale` already. */
export class Patterns {
  readonly #colours: Colours;
  readonly #scale: number;
  readonly #made = new Map<SpanState, CanvasPattern | null>();

  constructor(colours: Colours, scale: number) {
    this.#colours = colours;
    this.#scale = scale;
  }

  draw(context: CanvasRenderingContext2D, state: SpanState, x: number, y: number, width: number, height: number): void {
    context.fillStyle = this.#pattern(context, state) ?? this.#colours.grey;
    context.fillRect(x, y, width, height);
    if (state !== 'uncovered' && state !== 'stopped') return;
    context.strokeStyle = this.#colours.grey;
    context.lineWidth = 1;
    context.setLineDash(state === 'uncovered' ? [3, 2] : []);
    context.strokeRect(x + 0.5, y + 0.5, Math.max(0, width - 1), height - 1);
    context.setLineDash([]);
  }

  #pattern(context: CanvasRenderingContext2D, state: SpanState): CanvasPattern | null {
    const known = this.#made.get(state);
    if (known !== undefined) return known;
    const tile = document.createElement('canvas');
    tile.width = tile.height = Math.round(TILE * this.#scale);
    const inTile = tile.getContext('2d');
    if (!inTile) return null;
    inTile.scale(tile.width / TILE, tile.width / TILE);
    TILES[state](inTile, this.#colours);
    const pattern = context.createPattern(tile, 'repeat');
    pattern?.setTransform(new DOMMatrix().scale(TILE / tile.width));
    this.#made.set(state, pattern);
    return pattern;
  }
}

/** States whose filling is so strong that a label on it takes the colour of the background. */
export const isSolid = (state: SpanState): boolean => state === 'complete';
