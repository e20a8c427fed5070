// Who issued the credentials of a report to whom: of each key the way back to where the logs first tell of it, all of them as one graph.
import type { LineageEdge, LineageNode, LineageStep } from '../../../shared/lineage.ts';
import { LineageGraph } from '../../../shared/lineage-graph.ts';
import type { CaseEvents } from '../../query/columns/case-events.ts';
import { lineageIndexOf } from '../../query/lineage/lineage-index.ts';
import { keyRef, type Ref, refId } from '../../query/lineage/link.ts';
import { Links } from '../../query/lineage/links.ts';
import { Shown } from '../../query/lineage/shown.ts';
import { chainOf } from '../../query/lineage/walk.ts';

/** Ends that pictures show. */
const MOST_BOXES = 48;
/** Steps that the table lists. */
const MOST_STEPS = 100;

export interface LineageFacts {
  /** Each step once, in order of time, then of their ends; `others` are further answers to where its end came from. */
  steps: LineageStep[];
  /** Steps that are not listed. */
  more: number;
  /** Of keys from which no way leads back: nothing in the logs tells who issued them. */
  rootless: string[];
  /** What the picture shows; with more boxes than MOST_BOXES, those of the first keys. */
  graph: LineageGraph;
  /** Keys whose way back is not in the picture. */
  undrawn: number;
  /** Keys whose way back ends in a circle, or is longer than is followed. */
  odd: { key: string; end: 'circle' | 'limit' }[];
  /** Calls that were not read for it, as texts. */
  unread: string[];
}

/** @param keys that the report is about, in its order */
/** @param orderOf by what steps of one time are sorted; they name hidden things in a redacted report */
export function lineageFacts(events: CaseEvents, keys: readonly string[], orderOf = (text: string): string => text): LineageFacts {
  const links = new Links(lineageIndexOf(events));
  const shown = new Shown(links);
  const byStep = new Map<string, LineageStep>();
  const graph = new LineageGraph();
  const found: LineageFacts = { steps: [], more: 0, rootless: [], graph, undrawn: 0, odd: [], unread: [] };
  for (const key of keys) {
    const ref: Ref = keyRef(key);
    const chain = chainOf({ parents: (to) => links.parentsRead(to) }, ref);
    if (chain.end !== 'root') found.odd.push({ key, end: chain.end });
    const steps = shown.steps(chain);
    if (steps.length === 0) found.rootless.push(key);
    for (const step of steps) byStep.set(`${refId(step.from)} → ${refId(step.to)}`, step);
    if (fits(graph, shown.node(ref), steps)) {
      graph.box(shown.node(ref));
      for (const step of steps) graph.step(step);
    } else found.undrawn++;
  }
  const all = [...byStep.values()].sort(byTime(orderOf));
  found.steps = all.slice(0, MOST_STEPS);
  found.more = all.length - found.steps.length;
  found.unread = links.unread.texts();
  return found;
}

function fits({ shown }: LineageGraph, node: LineageNode, steps: readonly LineageStep[]): boolean {
  const ends = new Set([
    refId(node),
    ...steps.flatMap(({ from, to, others }) => [from, to, ...others.map((other) => other.from)].map(refId)),
  ]);
  const added =
    [...ends].filter((id) => !shown.has(id)).length + steps.filter(({ others, otherCount }) => otherCount > others.length).length;
  return shown.size + added <= MOST_BOXES;
}

/** When an edge is: its event, or else the first use of what it led to. */
export function timeOf({ event, to }: Pick<LineageEdge, 'event' | 'to'>): number | null {
  return event?.time ?? to.first;
}

function byTime(orderOf: (text: string) => string): (a: LineageStep, b: LineageStep) => number {
  return (a, b) => {
    const [left, right] = [timeOf(a) ?? Number.POSITIVE_INFINITY, timeOf(b) ?? Number.POSITIVE_INFINITY];
    if (left !== right) return left < right ? -1 : 1;
    const [x, y] = [a, b].map(({ from, to }) => orderOf(`${refId(from)} ${refId(to)}`)) as [string, string];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}
