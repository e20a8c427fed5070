// What stands in the margins of every printed page: texts, and the page's number. Chromium takes markup for it; texts become it by escaping alone.
import { html, type Markup } from '../report/html.ts';

export const PAGE: unique symbol = Symbol('the number of the page');
export const PAGES: unique symbol = Symbol('how many pages the volume has');

/** A line of text with numbers in it. No text can pose as a number. */
type MarginText = readonly (string | typeof PAGE | typeof PAGES)[];

export interface Margin {
  /** Shortened where there is no room: what must be read stands in `end`. */
  start: MarginText;
  end: MarginText;
}

/** As the page: `@page` of the report has 16 mm at both sides. */
const LINE =
  'box-sizing: border-box; width: 100%; padding: 0 16mm; display: flex; justify-content: space-between; gap: 6mm; ' +
  'font: 7.5pt system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif; color: #333';
const START = 'flex: 0 1 auto; min-width: 0; overflow: hidden; white-space: nowrap; text-overflow: ellipsis';
const END = 'flex: none; max-width: 75%; overflow: hidden; white-space: nowrap; text-overflow: ellipsis';

/** A template of Chromium for the margin above or below. */
export function marginTemplate(margin: Margin, language: string): string {
  return html`<div lang="${language}" style="${LINE}"><div style="${START}">${pieces(margin.start)}</div><div style="${END}">${pieces(margin.end)}</div></div>`
    .text;
}

function pieces(text: MarginText): Markup {
  return html`${text.map((piece) => {
    // Chromium fills these two.
    if (piece === PAGE) return html`<span class="pageNumber"></span>`;
    return piece === PAGES ? html`<span class="totalPages"></span>` : html`<bdi>${piece as string}</bdi>`;
  })}`;
}

const BOXES = [
  ...['top', 'bottom'].flatMap((edge) => ['left-corner', 'left', 'center', 'right', 'right-corner'].map((place) => `${edge}-${place}`)),
  ...['left', 'right'].flatMap((edge) => ['top', 'middle', 'bottom'].map((place) => `${edge}-${place}`)),
];

/**
 * Stands behind the page's own style. Its margin boxes are emptied, which Chromium from 131 on would print as well: a page has one number. And the
 * page is laid out for paper only: laying it out for a screen first takes 40 % more memory. Numbers of pages have their room whether they are there or
 * not: filling them in moves nothing.
 */
export const PRINT_STYLE = `<style>@page { ${BOXES.map((box) => `@${box} { content: none; }`).join(' ')} } @media screen { body { display: none; } }
.contents li { position: relative; padding-right: 4em; } .contents .page-number { position: absolute; right: 0; bottom: 0; }
.page-number { white-space: nowrap; font-variant-numeric: tabular-nums; color: #4a525b; font-size: .9em; line-height: 1.2; }
td > .page-number { display: block; height: 1.2em; overflow: hidden; }</style>`;

/**
 * Makes places of a page known to links from other documents (`report.pdf#exhibit-12`): Chromium names only those that a link in the page
 * itself leads to. These links are shown nowhere.
 */
export function namedPlaces(ids: readonly string[]): string {
  return html`<div hidden>${ids.map((id) => html`<a href="#${id}"></a>`)}</div>`.text;
}
