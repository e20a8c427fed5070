// Lineage as a drawing: boxes and arrows with their places, from oldest at the left to newest at the right. Pure.
import { Graph, layout } from '@dagrejs/dagre';
import type { Lineage, LineageBranch, LineageEdge, LineageNode, LineageStep } from '../../../shared/lineage.ts';

export const BOX = { width: 236, height: 78 };

/** Children that are not drawn, as a box of their own. */
export interface More {
  kind: 'more';
  count: number;
  /** Whose children they are. */
  of: LineageNode;
}

export interface Box {
  id: string;
  at: { x: number; y: number };
  shows: LineageNode | More;
}

export interface Arrow {
  id: string;
  from: string;
  to: string;
  /** Null for an arrow to children that are not drawn. */
  edge: LineageEdge | null;
}

export interface Drawing {
  /** px. */
  width: number;
  height: number;
  boxes: Box[];
  arrows: Arrow[];
}

export function boxId({ kind, value }: LineageNode): string {
  return `${kind} ${value}`;
}

/** Every end once, however many ways lead to it. */
export function drawingOf(lineage: Lineage): Drawing {
  const shown = new Map<string, LineageNode | More>();
  const arrows = new Map<string, Arrow>();
  const box = (node: LineageNode): string => {
    const id = boxId(node);
    if (!shown.has(id)) shown.set(id, node);
    return id;
  };
  const arrow = (edge: LineageEdge): void => {
    const [from, to] = [box(edge.from), box(edge.to)];
    const id = `${from} → ${to}`;
    if (!arrows.has(id)) arrows.set(id, { id, from, to, edge });
  };
  const door = (of: LineageNode, count: number): void => {
    if (count === 0) return;
    const from = box(of);
    const to = `more ${from}`;
    shown.set(to, { kind: 'more', count, of });
    arrows.set(to, { id: to, from, to, edge: null });
  };
  const step = (one: LineageStep): void => {
    arrow(one);
    one.others.forEach(arrow);
    const untold = one.otherCount - one.others.length;
    if (untold === 0) return;
    const to = box(one.to);
    const from = `others ${to}`;
    shown.set(from, { kind: 'more', count: untold, of: one.to });
    arrows.set(from, { id: from, from, to, edge: null });
  };
  const grow = (branch: LineageBranch): void => {
    step(branch);
    branch.children.forEach(grow);
    door(branch.to, branch.more);
  };
  box(lineage.node);
  lineage.chain.forEach(step);
  lineage.children.forEach(grow);
  door(lineage.node, lineage.more);
  return { ...placed(shown, [...arrows.values()]), arrows: [...arrows.values()] };
}

function placed(shown: ReadonlyMap<string, LineageNode | More>, arrows: readonly Arrow[]): Pick<Drawing, 'boxes' | 'width' | 'height'> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', align: 'UL', nodesep: 10, ranksep: 150, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  // dagre stacks what is put in first at the bottom: the oldest is to stand on top.
  for (const id of [...shown.keys()].reverse()) graph.setNode(id, { ...BOX });
  for (const { from, to } of [...arrows].reverse()) graph.setEdge(from, to);
  layout(graph);
  const boxes = [...shown].map(([id, shows]) => {
    const { x, y } = graph.node(id) as { x: number; y: number };
    // dagre gives the middle of a box.
    return { id, at: { x: x - BOX.width / 2, y: y - BOX.height / 2 }, shows };
  });
  const width = Math.max(...boxes.map(({ at }) => at.x)) + BOX.width;
  return { boxes, width, height: Math.max(...boxes.map(({ at }) => at.y)) + BOX.height };
}
