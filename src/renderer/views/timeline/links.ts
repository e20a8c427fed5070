// Lines of lineage over the lanes: from the event that issued credentials to their first use. They follow every move of the lanes.
import type { Result } from '../../../shared/channels.ts';
import { formatTime } from '../../../shared/time.ts';
import { oneLine } from '../../components/visible-text.ts';
import type { Span } from '../../state/view-state.ts';
import { laneId } from './lanes/rows.ts';
import { xOf } from './paint.ts';

export type Edge = Result<'timeline.sessions'>['edges'][number];

/** Drawn at most; the others are counted. */
export const MOST_LINKS = 40;

/** Within a lane a shorter one says nothing, px. */
const SHORTEST_ARC = 28;

const SVG = 'http://www.w3.org/2000/svg';

export function edgeWords(edge: Edge, zone: string): string {
  return [
    oneLine(`${edge.from.eventName ?? edge.how} issued ${edge.key}${edge.certainty === 'inferred' ? ' (inferred)' : ''}`),
    oneLine(edge.why),
    `issued ${formatTime(edge.from.time, zone)}`,
    `first used ${formatTime(edge.to.time, zone)}`,
    'click: the event that issued it',
  ].join('\n');
}

/** A curve from one lane to another; within a lane an arc over it. */
export function linkPath(from: { x: number; y: number }, to: { x: number; y: number }): string {
  if (Math.abs(from.y - to.y) < 1) {
    const middle = (from.x + to.x) / 2;
    return `M${round(from.x)} ${round(from.y)}Q${round(middle)} ${round(from.y - 18)} ${round(to.x)} ${round(to.y)}`;
  }
  const bend = (to.y - from.y) / 2;
  return `M${round(from.x)} ${round(from.y)}C${round(from.x)} ${round(from.y + bend)} ${round(to.x)} ${round(to.y - bend)} ${round(to.x)} ${round(to.y)}`;
}

const round = (n: number): string => n.toFixed(1);

export class LinkLines {
  readonly #svg: SVGSVGElement;
  #edges: { edge: Edge; from: string; to: string; line: SVGPathElement; touch: SVGPathElement; end: SVGCircleElement }[] = [];

  /** @param onEvent the event that issued was chosen */
  constructor(svg: SVGSVGElement, onEvent: (id: string) => void) {
    this.#svg = svg;
    svg.addEventListener('click', ({ target }) => {
      const id = target instanceof SVGElement ? target.dataset.link : undefined;
      if (id !== undefined) onEvent(id);
    });
  }

  /** @param lanes values of the lanes that the edges' places refer to */
  show(edges: readonly Edge[], lanes: readonly string[], zone: string): void {
    this.#svg.replaceChildren();
    this.#edges = edges.slice(0, MOST_LINKS).flatMap((edge) => {
      const [from, to] = [lanes[edge.fromLane], lanes[edge.toLane]];
      if (from === undefined || to === undefined) return [];
      const group = document.createElementNS(SVG, 'g');
      group.setAttribute('class', `tc-link-${edge.certainty}`);
      group.dataset.testid = 'timeline-link';
      const line = document.createElementNS(SVG, 'path');
      line.setAttribute('class', 'tc-link');
      // Wider than it looks, so that the pointer finds it.
      const touch = document.createElementNS(SVG, 'path');
      touch.setAttribute('class', 'tc-link-touch');
      touch.dataset.link = edge.from.id;
      const end = document.createElementNS(SVG, 'circle');
      end.setAttribute('class', 'tc-link-end');
      end.setAttribute('r', '3');
      const title = document.createElementNS(SVG, 'title');
      title.textContent = edgeWords(edge, zone);
      touch.append(title);
      group.append(line, touch, end);
      this.#svg.append(group);
      return [{ edge, from: laneId(from), to: laneId(to), line, touch, end }];
    });
  }

  /** @param laneAt where a lane lies, px; null where it is not there */
  place(span: Span, width: number, laneAt: (id: string) => { top: number; height: number } | null): void {
    const middle = (id: string) => {
      const lane = laneAt(id);
      return lane && lane.top + lane.height / 2;
    };
    for (const { edge, from, to, line, touch, end } of this.#edges) {
      const [fromY, toY] = [middle(from), middle(to)];
      const isArc = from === to;
      const isWide = !isArc || xOf(span, width, edge.to.time) - xOf(span, width, edge.from.time) > SHORTEST_ARC;
      const isSeen = isWide && fromY !== null && toY !== null && edge.to.time >= span.from && edge.from.time <= span.to;
      const path = isSeen
        ? linkPath({ x: xOf(span, width, edge.from.time), y: fromY }, { x: xOf(span, width, edge.to.time), y: toY })
        : 'M0 0';
      line.setAttribute('d', path);
      touch.setAttribute('d', path);
      end.setAttribute('cx', isSeen ? round(xOf(span, width, edge.to.time)) : '-10');
      end.setAttribute('cy', isSeen ? round(toY) : '-10');
    }
  }
}
