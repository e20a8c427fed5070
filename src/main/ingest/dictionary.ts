// Numbers for recurring combinations of terms. Most events repeat one seen before, and share most terms with the event just
// before: a tree with a level per term finds it by comparing strings, without building or hashing a key of all of them.
// Bounded: it forgets all when full.
import type { NewCombinations, Terms } from '../../shared/parsed-item.ts';

type Term = string | null;

/** The place of a complete combination. */
export interface Place {
  /** Its number, or -1 until it has one. */
  id: number;
}

/** A place in the tree: the terms on the way from the root to it, and what follows. */
interface Node extends Place {
  /** The last term on the way here. */
  readonly term: Term;
  /** The child met last: the next event most likely takes the same way. */
  child: Node | null;
  /** All children by term; made with the second one. */
  children: Map<Term, Node> | null;
}

/** Made here only, so that all have one hidden class. */
function newNode(term: Term): Node {
  return { term, child: null, children: null, id: -1 };
}

/**
 * The child with that term, made when there is none. A tree keeps the term of the child it made first, never the equal one
 * asked for: the garbage collector would have to follow, and keep, a string of nearly every event.
 */
function childOf(node: Node, term: Term): Node {
  const only = node.child;
  let child: Node | undefined;
  if (only === null) {
    child = newNode(term);
  } else {
    node.children ??= new Map([[only.term, only]]);
    child = node.children.get(term);
    if (child === undefined) {
      child = newNode(term);
      node.children.set(term, child);
    }
  }
  node.child = child;
  return child;
}

/** Combinations of a fixed number of terms, each with a number that whoever asks gives it. */
export class CombinationTree {
  /** Scratch: the caller fills it, then calls `find`. Avoids an array per event. */
  readonly probe: Term[];
  private readonly order: readonly number[];
  private root = newNode(null);

  /** @param order indexes of the terms as they are compared: constant ones first, then the most telling, then those that follow from it */
  constructor(order: readonly number[]) {
    this.order = order;
    this.probe = new Array(order.length).fill(null);
  }

  /** The place of the combination in `probe`, new or not; valid until `clear`. */
  find(): Place {
    const { probe, order } = this;
    let node = this.root;
    for (let i = 0; i < order.length; i++) {
      const term = probe[order[i] as number] as Term;
      const child = node.child;
      node = child !== null && child.term === term ? child : childOf(node, term);
    }
    return node;
  }

  clear(): void {
    this.root = newNode(null);
  }
}

/** A tree that numbers its combinations itself and tells which are new. */
export class CombinationDictionary {
  /** Scratch: the caller fills it, then calls `idOf`. */
  readonly probe: Term[];
  private readonly tree: CombinationTree;
  private readonly limit: number;
  private next = 0;
  private fresh: Terms[] = [];
  private freshFrom = 0;
  private forgottenBelow = 0;

  /**
   * @param order see CombinationTree
   * @param limit how many combinations are remembered at most
   */
  constructor(order: readonly number[], limit: number) {
    this.tree = new CombinationTree(order);
    this.probe = this.tree.probe;
    this.limit = limit;
  }

  /** Id of the combination in `probe`; a new one is noted for `takeNew`. */
  idOf(): number {
    const place = this.tree.find();
    if (place.id < 0) {
      place.id = this.next++;
      this.fresh.push(this.probe.slice());
    }
    return place.id;
  }

  /** Combinations met since the last call, for the one who stores them. */
  takeNew(): NewCombinations {
    const taken = { from: this.freshFrom, terms: this.fresh };
    this.freshFrom = this.next;
    this.fresh = [];
    return taken;
  }

  /** Forgets everything once it has grown beyond its limit. Ids go on counting, so old ones stay unambiguous. */
  trim(): void {
    if (this.next - this.forgottenBelow < this.limit) return;
    this.tree.clear();
    this.forgottenBelow = this.next;
  }
}
