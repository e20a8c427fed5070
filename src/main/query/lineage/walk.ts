// Ways through lineage: back to the root, and forward to everything that was spawned. Safe where edges form a circle.
import { type Link, type Ref, refId } from './link.ts';
import type { Links } from './links.ts';

/** Steps that are followed back. AWS ends role chaining after an hour but sets no number; this one says that something is wrong. */
export const LONGEST_CHAIN = 200;
/** Ends that are visited forward. */
export const MOST_SPAWNED = 20_000;

export interface Chain {
  /** From the end asked about to the root; `others` lead to the same end. */
  steps: { link: Link; others: Link[] }[];
  end: 'root' | 'circle' | 'limit';
}

export function chainOf(links: Pick<Links, 'parents'>, from: Ref): Chain {
  const steps: Chain['steps'] = [];
  const seen = new Set([refId(from)]);
  for (let at = from; ; ) {
    const parents = links.parents(at);
    const link = parents.find((one) => !seen.has(refId(one.from)));
    if (!link) return { steps, end: parents.length > 0 ? 'circle' : 'root' };
    if (steps.length === LONGEST_CHAIN) return { steps, end: 'limit' };
    steps.push({ link, others: parents.filter((one) => one !== link) });
    seen.add(refId(link.from));
    at = link.from;
  }
}

/** What an end issued: its children, and for an actor or a session the keys that it has itself. */
export type Forward = (ref: Ref) => readonly Link[];

/** All that came of an end, itself first, nearest first. @returns whether all of them were visited */
export function spawnedBy(forward: Forward, from: Ref): { refs: Ref[]; complete: boolean } {
  const refs = [from];
  const seen = new Set([refId(from)]);
  for (let i = 0; i < refs.length; i++) {
    for (const { to } of forward(refs[i] as Ref)) {
      if (seen.has(refId(to))) continue;
      if (refs.length === MOST_SPAWNED) return { refs, complete: false };
      seen.add(refId(to));
      refs.push(to);
    }
  }
  return { refs, complete: true };
}

export interface Branch {
  link: Link;
  children: Branch[];
  more: number;
  again: boolean;
}

interface Extent {
  /** Generations. */
  depth: number;
  /** Children of each. */
  width: number;
  /** Branches in all. */
  most: number;
}

/** The tree of what came of an end, generation by generation, so that a limit cuts off the farthest. */
export function treeOf(forward: Forward, from: Ref, { depth, width, most }: Extent): { children: Branch[]; more: number } {
  const root = { ref: from, children: [] as Branch[], more: 0 };
  const seen = new Set([refId(from)]);
  let generation: { ref: Ref; children: Branch[]; more: number }[] = [root];
  let count = 0;
  for (let level = 0; generation.length > 0; level++) {
    const next: typeof generation = [];
    for (const parent of generation) {
      const links = forward(parent.ref);
      const shown = level < depth ? Math.min(links.length, width, most - count) : 0;
      parent.more = links.length - shown;
      count += shown;
      for (const link of links.slice(0, shown)) {
        const again = seen.has(refId(link.to));
        const branch = { link, ref: link.to, children: [], more: 0, again };
        parent.children.push(branch);
        seen.add(refId(link.to));
        if (!again) next.push(branch);
      }
    }
    generation = next;
  }
  return { children: root.children, more: root.more };
}
