// How much is asked for and drawn at most: the number of items is bounded whatever the case's size.
import { REACH } from '../spans.ts';

/** Lanes beside the pinned ones. */
export const BUSIEST = 12;
/** Marks in view, of all lanes together. */
const MOST_MARKS = 300;
/** Single events that an answer may have; it reaches a little beyond the view. */
export const MOST_EVENTS = 180;
/** Ranges that an answer may have. */
export const MOST_SESSIONS = 40;
/** Narrower than this a mark has no room for its count, px. */
const MARK_PX = 38;
/** As many items as there can be at most, also while one moves away from what was answered: tests hold the window to it. */
export const MOST_ITEMS = Math.ceil(MOST_MARKS * REACH) + MOST_EVENTS + MOST_SESSIONS;

/** Of how many marks one lane may consist in a view so wide. */
export function marksPerLane(lanes: number, widthPx: number): number {
  return Math.max(4, Math.min(Math.floor(widthPx / MARK_PX), Math.floor(MOST_MARKS / (lanes + 1))));
}
