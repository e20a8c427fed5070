// Where rows stand when there are more of them than a browser can scroll: pure arithmetic, tested.
// Chromium clamps an element's height near 2^24 px (about 645,000 rows of 26 px). Beyond a safe height the scroll bar moves
// through a compressed space, while wheel and keys still move by true pixels.

/** Heights up to this are laid out as they are. */
export const LONGEST_PX = 8_000_000;

export interface ScrollSpace {
  rows: number;
  rowHeight: number;
  /** Visible height for rows, px. */
  viewport: number;
  /** True height of all rows, px. */
  logical: number;
  /** Height given to the browser, px. */
  physical: number;
  compressed: boolean;
}

export function scrollSpace(rows: number, rowHeight: number, viewport: number): ScrollSpace {
  const logical = rows * rowHeight;
  const physical = Math.min(logical, LONGEST_PX);
  return { rows, rowHeight, viewport, logical, physical, compressed: physical < logical };
}

const spare = (height: number, viewport: number) => Math.max(0, height - viewport);

/** Keeps a true offset within the rows. */
export function clampTop(space: ScrollSpace, top: number): number {
  return Math.min(Math.max(0, top), spare(space.logical, space.viewport));
}

/** The browser's scrollTop → true offset. */
export function toLogical(space: ScrollSpace, scrollTop: number): number {
  const physical = spare(space.physical, space.viewport);
  if (!space.compressed || physical === 0) return clampTop(space, scrollTop);
  return clampTop(space, (scrollTop / physical) * spare(space.logical, space.viewport));
}

/** True offset → the browser's scrollTop. */
export function toPhysical(space: ScrollSpace, top: number): number {
  const logical = spare(space.logical, space.viewport);
  if (!space.compressed || logical === 0) return clampTop(space, top);
  return (clampTop(space, top) / logical) * spare(space.physical, space.viewport);
}

/** First and one past the last row to draw. */
export function rowsInView(space: ScrollSpace, top: number, overscan: number): { first: number; end: number } {
  const first = Math.max(0, Math.floor(top / space.rowHeight) - overscan);
  const end = Math.min(space.rows, Math.ceil((top + space.viewport) / space.rowHeight) + overscan);
  return { first, end: Math.max(first, end) };
}

/** The nearest offset at which a row is wholly in view. */
export function reveal(space: ScrollSpace, top: number, row: number): number {
  const start = row * space.rowHeight;
  const end = start + space.rowHeight;
  if (start < top) return clampTop(space, start);
  if (end > top + space.viewport) return clampTop(space, end - space.viewport);
  return top;
}

/** The offset at which a row is in the middle. */
export function centre(space: ScrollSpace, row: number): number {
  return clampTop(space, row * space.rowHeight - (space.viewport - space.rowHeight) / 2);
}
