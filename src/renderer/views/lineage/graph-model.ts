// Lineage as a drawing: boxes and arrows with their places, from oldest at the left to newest at the right. Pure.
import { Graph, layout } from '@dagrejs/dagre';
import type { Lineage, LineageNode } from '../../../shared/lineage.ts';
import { type Arrow, graphOf, type More } from '../../../shared/lineage-graph.ts';

export const BOX = { width: 236, height: 78 };

interface Box {
  id: string;
  at: { x: number; y: number };
  shows: LineageNode | More;
}

export interface Drawing {
  /** px. */
  width: number;
  height: number;
  boxes: Box[];
  arrows: Arrow[];
}

/** Every end once, however many ways lead to it. */
export function drawingOf(lineage: Lineage): Drawing {
  const graph = graphOf(lineage);
  return { ...placed(graph.shown, graph.arrows), arrows: graph.arrows };
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
