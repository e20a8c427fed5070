// What the timeline is put together from: its elements on the page, and the two that draw into them. All of them follow one window of time.
import { type RefObject, useRef } from 'react';
import type { VisLanes } from './lanes/vis-lanes.ts';
import type { LinkLines } from './links.ts';

export interface BoardParts {
  /** Chart, axis and strips of markers. */
  head: RefObject<HTMLDivElement | null>;
  headCanvas: RefObject<HTMLCanvasElement | null>;
  backCanvas: RefObject<HTMLCanvasElement | null>;
  /** What scrolls the lanes. */
  scroller: RefObject<HTMLDivElement | null>;
  /** Where the lanes are made. */
  host: RefObject<HTMLDivElement | null>;
  linkLayer: RefObject<SVGSVGElement | null>;
  /** Null before the lanes are made. */
  vis: RefObject<VisLanes | null>;
  links: RefObject<LinkLines | null>;
}

export function useBoardParts(): BoardParts {
  return {
    head: useRef(null),
    headCanvas: useRef(null),
    backCanvas: useRef(null),
    scroller: useRef(null),
    host: useRef(null),
    linkLayer: useRef(null),
    vis: useRef(null),
    links: useRef(null),
  };
}

/** Where the drawing area is within the board, px; 0 wide before it was measured. */
export interface Area {
  left: number;
  width: number;
}
