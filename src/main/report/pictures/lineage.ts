// Lineage on paper: boxes and arrows from the oldest at the left to the newest at the right; whole lines are proven, dashed ones inferred.
import { Graph, layout } from '@dagrejs/dagre';
import type { LineageNode } from '../../../shared/lineage.ts';
import type { Arrow, LineageGraph, More } from '../../../shared/lineage-graph.ts';
import { type HtmlValue, html, type Markup, plainCaseText } from '../html.ts';
import { ACTORS } from '../wording/index.ts';
import { clip, INK, LINE, path, px, rect, SMALL, svg, text, WIDTH, widthOf } from './svg.ts';

/** px; a box is as high as its lines: three of its own, and one for each arrow that ends at it. `narrow`: so that four columns fit on a page. */
const BOX = { width: 168, narrow: 140, lines: 3, foot: 6 };
const WIDE_COLUMNS = 3;
/** Between columns: as wide as there is room for. */
const GAP = { least: 38, most: 104 };

/** px that one picture stacks, about: what is higher would be made smaller to fit on a page, and its letters with it. */
const TALLEST = 780;

interface Place {
  x: number;
  y: number;
}

interface Box extends Place {
  width: number;
  height: number;
}

interface LineagePictures {
  graph: LineageGraph;
  title: HtmlValue;
  /** Says what boxes and arrows are. */
  description: HtmlValue;
  /** Boxes that are marked, by id. */
  cited: ReadonlySet<string>;
  /** Begins the ids in them. */
  id: string;
}

type Shown = ReadonlyMap<string, LineageNode | More>;

/** One picture or several, each no higher than a page as far as what hangs together allows; none where they would be too wide to be read: the table tells it all. */
export function lineagePictures({ graph, title, description, cited, id }: LineagePictures): Markup[] {
  const { shown, arrows } = graph;
  if (arrows.length === 0) return [];
  return pages(shown, arrows).flatMap(({ boxes, own }, page) => {
    const into = intoOf(own);
    const found = placed(boxes, own, into);
    if (found === null) return [];
    const { places, ways, height } = found;
    const name = `${id}-${page + 1}`;
    const shapes = [
      ...arrowShapes(own, places, ways, into),
      ...[...boxes].map(([box, what], i) =>
        boxShape(what, places.get(box) as Box, `${name}-${i}`, cited.has(box), inOrder(into.get(box) ?? [], places)),
      ),
    ];
    return [svg({ id: name, width: WIDTH, height, title, description, shapes })];
  });
}

interface Page {
  boxes: Map<string, LineageNode | More>;
  own: Arrow[];
}

/** What hangs together stays together, as far as it is no higher than a page; small groups share one, in the order in which they came. */
function pages(shown: Shown, arrows: readonly Arrow[]): Page[] {
  const into = intoOf(arrows);
  const found: (Page & { tall: number })[] = [];
  for (const ids of groupsOf(shown, arrows).flatMap((group) => parts(group, arrows, into))) {
    const boxes = [...shown].filter(([id]) => ids.has(id));
    const own = arrows.filter(({ from, to }) => ids.has(from) && ids.has(to));
    const tall = tallOf(endsOf(ids, own), into);
    const last = found.at(-1);
    if (last && last.tall + tall <= TALLEST) {
      for (const [id, what] of boxes) last.boxes.set(id, what);
      last.own.push(...own.filter((arrow) => !last.own.includes(arrow)));
      last.tall += tall;
    } else found.push({ boxes: new Map(boxes), own, tall });
  }
  return found;
}

/** Boxes from which no arrow leads on: each takes a row. */
function endsOf(ids: ReadonlySet<string>, arrows: readonly Arrow[]): string[] {
  const sources = new Set(arrows.map(({ from }) => from));
  return [...ids].filter((id) => !sources.has(id));
}

const tallOf = (ids: readonly string[], into: Into): number => ids.reduce((sum, id) => sum + heightOf(into.get(id)) + APART, 0);

/** A group, or where it is higher than a page: some of its ends at a time, each with all that leads to it. */
function parts(group: ReadonlySet<string>, arrows: readonly Arrow[], into: Into): ReadonlySet<string>[] {
  const own = arrows.filter(({ from }) => group.has(from));
  const ends = endsOf(group, own);
  if (tallOf(ends, into) <= TALLEST) return [group];
  const chunks: string[][] = [];
  for (const end of ends) {
    const last = chunks.at(-1);
    if (last && tallOf([...last, end], into) <= TALLEST) last.push(end);
    else chunks.push([end]);
  }
  return chunks.map((chunk) => {
    const found = new Set(chunk);
    for (const id of found) for (const { from } of into.get(id) ?? []) found.add(from);
    return found;
  });
}

type Into = ReadonlyMap<string, readonly Arrow[]>;

function intoOf(arrows: readonly Arrow[]): Into {
  const into = new Map<string, Arrow[]>();
  for (const arrow of arrows) into.set(arrow.to, [...(into.get(arrow.to) ?? []), arrow]);
  return into;
}

function heightOf(into: readonly Arrow[] = []): number {
  return (BOX.lines + into.length) * LINE + BOX.foot;
}

function groupsOf(shown: Shown, arrows: readonly Arrow[]): Set<string>[] {
  const of = new Map<string, Set<string>>([...shown.keys()].map((id) => [id, new Set([id])]));
  for (const { from, to } of arrows) {
    const [a, b] = [of.get(from) as Set<string>, of.get(to) as Set<string>];
    if (a === b) continue;
    for (const id of b) {
      a.add(id);
      of.set(id, a);
    }
  }
  return [...new Set(of.values())];
}

interface Placed {
  places: Map<string, Box>;
  ways: Map<string, readonly Place[]>;
  height: number;
}

/** px between boxes of a column. */
const APART = 10;

/** Null: there are more columns than a page has room for. */
function placed(shown: Shown, arrows: readonly Arrow[], into: Into): Placed | null {
  const columns = new Set(
    [...laid(shown, arrows, into, { gap: GAP.least, width: BOX.narrow }).places.values()].map(({ x }) => Math.round(x)),
  ).size;
  const width = columns <= WIDE_COLUMNS ? BOX.width : BOX.narrow;
  const room = columns < 2 ? GAP.most : Math.floor((WIDTH - 6 - columns * width) / (columns - 1));
  return room < GAP.least ? null : laid(shown, arrows, into, { gap: Math.min(GAP.most, room), width });
}

function laid(shown: Shown, arrows: readonly Arrow[], into: Into, { gap, width }: { gap: number; width: number }): Placed {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', align: 'UL', nodesep: APART, ranksep: gap, marginx: 2, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  // dagre stacks what is put in first at the bottom: the oldest is to stand on top.
  for (const id of [...shown.keys()].reverse()) graph.setNode(id, { width, height: heightOf(into.get(id)) });
  for (const { from, to } of [...arrows].reverse()) graph.setEdge(from, to);
  layout(graph);
  const places = new Map(
    [...shown.keys()].map((id) => {
      const { x, y } = graph.node(id) as Place;
      const height = heightOf(into.get(id));
      return [id, { x: x - width / 2, y: y - height / 2, width, height }];
    }),
  );
  const ways = new Map(arrows.map(({ id, from, to }) => [id, (graph.edge(from, to) as { points: Place[] }).points]));
  return { places, ways, height: Math.max(...[...places.values()].map(({ y, height }) => y + height)) + 6 };
}

function arrowShapes(arrows: readonly Arrow[], places: Placed['places'], ways: Placed['ways'], into: Into): Markup[] {
  const sources = [...new Set(arrows.map(({ from }) => from))].sort((a, b) => (places.get(a) as Place).y - (places.get(b) as Place).y);
  return arrows.map((arrow) => {
    const way = { trunk: TRUNKS[sources.indexOf(arrow.from) % TRUNKS.length] as number, points: ways.get(arrow.id) ?? [] };
    return arrowShape(arrow, places, way, inOrder(into.get(arrow.to) ?? [], places).indexOf(arrow));
  });
}

/** Arrows to one box from top to bottom, so that they do not cross. */
function inOrder(arrows: readonly Arrow[], places: Placed['places']): Arrow[] {
  return [...arrows].sort((a, b) => (places.get(a.from) as Place).y - (places.get(b.from) as Place).y);
}

/** Px behind a box where the arrows to its neighbours part, so that lines of several sources do not lie upon each other: each ends at the line that tells it. */
const TRUNKS = [6, 12, 18, 24];

interface Way {
  trunk: number;
  /** Around what stands between, where it leads further than to a neighbour. */
  points: readonly Place[];
}

/** @param nth of the arrows to its box: it ends at its own line there */
function arrowShape({ from, to, edge }: Arrow, places: Placed['places'], { trunk, points }: Way, nth: number): Markup {
  const [a, b] = [places.get(from) as Box, places.get(to) as Box];
  const start = { x: a.x + a.width, y: a.y + a.height / 2 };
  const end = { x: b.x, y: b.y + lineAt(BOX.lines + nth) - 3 };
  const isNeighbour = end.x > start.x && end.x - start.x < BOX.narrow;
  const through = isNeighbour ? [] : points.slice(1, -1).map(({ x, y }) => `L ${px(x)} ${px(y)}`);
  const line = isNeighbour
    ? `M ${px(start.x)} ${px(start.y)} H ${px(start.x + trunk)} V ${px(end.y)} H ${px(end.x - 5)}`
    : `M ${px(start.x)} ${px(start.y)} ${through.join(' ')} L ${px(end.x - 24)} ${px(end.y)} H ${px(end.x - 5)}`;
  const head = `M ${px(end.x - 6)} ${px(end.y - 3.5)} L ${px(end.x)} ${px(end.y)} L ${px(end.x - 6)} ${px(end.y + 3.5)} Z`;
  const isDashed = edge === null || edge.certainty === 'inferred';
  return html`${path(line, { colour: INK.dim, width: 1.2, dash: isDashed })}${path(head, { colour: INK.dim, fill: INK.dim })}\n`;
}

/** Of the foot of a box's letters, from its top. */
const lineAt = (n: number): number => LINE * (n + 1);

/** How an arrow's end was issued; the certainty where there is room: a dashed line says it, too. */
function howText({ edge }: Arrow, room: number): Markup {
  if (edge === null) return html``;
  const full = `${edge.how}, ${ACTORS[edge.certainty]}`;
  return html`${plainCaseText(edge.how)}${widthOf(full, SMALL) <= room ? `, ${ACTORS[edge.certainty]}` : null}`;
}

function boxShape(what: LineageNode | More, { x, y, width, height }: Box, id: string, isCited: boolean, into: readonly Arrow[]): Markup {
  const at = (n: number): number => y + lineAt(n);
  if (what.kind === 'more')
    return html`${rect(x, y, width, height, { colour: INK.dim, outline: true, dash: true })}${text(x + width / 2, at(1), ACTORS.boxMore(what.count), { anchor: 'middle' })}\n`;
  const { kind, value, who, events, denied } = what;
  const isKey = kind === 'key';
  const counts = kind === 'instance' || kind === 'function' ? '' : ACTORS.boxEvents(events, denied);
  const lines = html`${text(x + 7, at(0), value === '' ? '–' : plainCaseText(value), { mono: isKey, bold: true })}${text(
    x + 7,
    at(1),
    isKey && who !== null ? plainCaseText(who) : ACTORS.kinds[kind],
  )}${text(x + 7, at(2), counts, { colour: INK.dim })}${into.map((arrow, i) => text(x + 7, at(BOX.lines + i), howText(arrow, width - 10), { colour: INK.dim }))}`;
  return html`${rect(x, y, width, height, { colour: INK.dim, outline: true, radius: 3 })}${
    isCited ? rect(x, y, 3.5, height, { colour: INK.text }) : null
  }${clip(id, x, y, width - 3, height, lines)}`;
}
