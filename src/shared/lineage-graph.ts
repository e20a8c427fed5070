// Lineage as boxes and arrows before they have places: every end once, however many ways lead to it. For the window and for paper. Pure.
import type { Lineage, LineageBranch, LineageEdge, LineageNode, LineageStep } from './lineage.ts';

/** Ends that are not drawn, as a box of their own. */
export interface More {
  kind: 'more';
  count: number;
  /** Whose children they are, or to whom they lead. */
  of: LineageNode;
}

export interface Arrow {
  id: string;
  from: string;
  to: string;
  /** Null for an arrow to ends that are not drawn. */
  edge: LineageEdge | null;
}

export function boxId({ kind, value }: Pick<LineageNode, 'kind' | 'value'>): string {
  return `${kind} ${value}`;
}

export class LineageGraph {
  /** By id, in the order in which they came. */
  readonly shown = new Map<string, LineageNode | More>();
  private readonly byId = new Map<string, Arrow>();

  get arrows(): Arrow[] {
    return [...this.byId.values()];
  }

  /** @returns its id */
  box(node: LineageNode): string {
    const id = boxId(node);
    if (!this.shown.has(id)) this.shown.set(id, node);
    return id;
  }

  arrow(edge: LineageEdge): void {
    const [from, to] = [this.box(edge.from), this.box(edge.to)];
    const id = `${from} → ${to}`;
    if (!this.byId.has(id)) this.byId.set(id, { id, from, to, edge });
  }

  /** What an end issued beside what is drawn. */
  more(of: LineageNode, count: number): void {
    if (count === 0) return;
    const from = this.box(of);
    const to = `more ${from}`;
    this.shown.set(to, { kind: 'more', count, of });
    this.byId.set(to, { id: to, from, to, edge: null });
  }

  /** One step, and what else the logs say of the origin of its end. */
  step(one: LineageStep): void {
    this.arrow(one);
    for (const other of one.others) this.arrow(other);
    const untold = one.otherCount - one.others.length;
    if (untold === 0) return;
    const to = this.box(one.to);
    const from = `others ${to}`;
    this.shown.set(from, { kind: 'more', count: untold, of: one.to });
    this.byId.set(from, { id: from, from, to, edge: null });
  }
}

/** All that a lineage tells: whence its credentials came, and what they issued. */
export function graphOf({ node, chain, children, more }: Lineage): LineageGraph {
  const graph = new LineageGraph();
  const grow = (branch: LineageBranch): void => {
    graph.step(branch);
    branch.children.forEach(grow);
    graph.more(branch.to, branch.more);
  };
  graph.box(node);
  for (const step of chain) graph.step(step);
  children.forEach(grow);
  graph.more(node, more);
  return graph;
}
