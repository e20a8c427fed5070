// Filters that columns cannot answer: candidates are found by columns, their records are read once, and the answer is kept as a set of ids.
import type { FilterTree } from '../../../shared/filter.ts';
import { STEPS } from '../../case/event-rows.ts';
import { EvidenceReader, type Location } from '../../case/evidence.ts';
import { compileTree, needsRecord, type TermCompiler } from './compile.ts';
import { type Condition, negation, overRecords } from './condition.ts';
import { type FilterContext, type IdSet, keepSet, NOT_A_REPEAT, setsOf } from './context.ts';
import { recordPredicate } from './record-terms.ts';

/** Records read between two pauses. */
const PAUSE = 2000;

/** Answers of columns that one candidate carries along, one bit each. */
const MOST_BITS = 30;

/** A filter taken apart: what is asked of columns per candidate, and what then decides. */
interface Plan {
  bits: Condition[];
  decide: (bits: number, record: () => unknown) => boolean;
}

/** Number of the set of records for a tree that needs records, or undefined when it was not read yet. */
export function knownSet(context: FilterContext, key: string): number | undefined {
  return setsOf(context.db).numbers.get(versioned(context, key));
}

/** The case may have grown since a set was made. */
function versioned({ db, zone, firstEvent, lastEvent }: FilterContext, key: string): string {
  return `${db.pragma('data_version', { simple: true })} ${zone} ${firstEvent} ${lastEvent} ${key}`;
}

/**
 * Reads the records that columns leave and keeps which of them fit. Yields now and then, with how many of how many were read.
 * @returns the number of the set
 */
export function* readSet(
  context: FilterContext,
  tree: FilterTree,
  key: string,
  ofTerm: TermCompiler,
): Generator<{ read: number; of: number }, number> {
  const { db } = context;
  const own = setsOf(db);
  const name = versioned(context, key);
  const plan = planOf(tree, ofTerm);
  const candidates = candidatesOf(context, tree, plan, ofTerm);
  const evidence = new EvidenceReader(db);
  const place = db.prepare(`SELECT r.evidence, r.offset, r.length, ${STEPS} AS steps FROM records r WHERE r.id = ?`);
  const set: IdSet = new Uint8Array(((candidates.ids[candidates.count - 1] ?? 0) >> 3) + 1);
  for (let i = 0; i < candidates.count; i++) {
    if (i % PAUSE === PAUSE - 1) yield { read: i, of: candidates.count };
    const id = candidates.ids[i] as number;
    let value: unknown;
    let isRead = false;
    const record = (): unknown => {
      if (!isRead) {
        const at = place.get(id) as Location & { evidence: number };
        value = evidence.value(at.evidence, at);
        isRead = true;
      }
      return value;
    };
    if (plan.decide(candidates.bits[i] as number, record)) set[id >> 3] = (set[id >> 3] as number) | (1 << (id & 7));
  }
  return keepSet(own, name, set);
}

/** Ids in order, which is the order of the evidence, with their bits. */
function candidatesOf({ db }: FilterContext, tree: FilterTree, plan: Plan, ofTerm: TermCompiler): Candidates {
  const upper = overRecords(atMost(tree, ofTerm));
  const bits = plan.bits.map((condition, i) => `(((${condition.where}) IS 1) << ${i})`).join(' | ') || '0';
  const rows = db
    .prepare(`SELECT r.id, ${bits} FROM records r WHERE ${NOT_A_REPEAT} AND (${upper.where}) ORDER BY r.id`)
    .raw()
    .iterate(...plan.bits.flatMap(({ params }) => params), ...upper.params) as IterableIterator<[number, number]>;
  const found = new Candidates();
  for (const [id, bit] of rows) found.add(id, bit);
  return found;
}

class Candidates {
  count = 0;
  ids = new Uint32Array(1024);
  bits = new Uint32Array(1024);

  add(id: number, bits: number): void {
    if (this.count === this.ids.length) {
      this.ids = grown(this.ids);
      this.bits = grown(this.bits);
    }
    this.ids[this.count] = id;
    this.bits[this.count++] = bits;
  }
}

function grown(old: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(old.length * 2);
  larger.set(old);
  return larger;
}

/** A condition that every record fulfils which the filter leaves: what needs the record counts as yes, below a NOT as no. */
function atMost(tree: FilterTree, ofTerm: TermCompiler): Condition {
  let below = false;
  const widen = (node: FilterTree): Condition => {
    if (node.kind === 'term') return recordPredicate(node) ? { of: null, where: below ? '0' : '1', params: [] } : ofTerm(node);
    if (node.kind === 'not') {
      below = !below;
      const inner = widen(node.of);
      below = !below;
      return negation(inner);
    }
    // Compiled as a tree of its own, so that groups are joined as everywhere.
    const parts = node.of.map(widen);
    return compileTree(
      { kind: node.kind, of: parts.map((_, i) => ({ kind: 'term', field: 'is', value: String(i) })) },
      (term) => parts[Number(term.value)] as Condition,
    );
  };
  return widen(tree);
}

function planOf(tree: FilterTree, ofTerm: TermCompiler): Plan {
  const bits: Condition[] = [];
  const bit = (node: FilterTree): Plan['decide'] => {
    const place = 1 << bits.length;
    bits.push(overRecords(compileTree(node, ofTerm)));
    if (bits.length > MOST_BITS) throw new RangeError('too many alternatives beside terms that need the record');
    return (own) => (own & place) !== 0;
  };
  const plan = (node: FilterTree): Plan['decide'] => {
    if (!needsRecord(node)) return bit(node);
    if (node.kind === 'term') {
      const fits = recordPredicate(node) as (record: unknown) => boolean;
      return (_, record) => fits(record());
    }
    if (node.kind === 'not') {
      const inner = plan(node.of);
      return (own, record) => !inner(own, record);
    }
    // What columns answer is one bit, and comes first: often the record need not be read.
    const byColumns = node.of.filter((part) => !needsRecord(part));
    const parts = [...(byColumns.length > 0 ? [bit({ kind: node.kind, of: byColumns })] : []), ...node.of.filter(needsRecord).map(plan)];
    if (node.kind === 'and') return (own, record) => parts.every((part) => part(own, record));
    return (own, record) => parts.some((part) => part(own, record));
  };
  return { decide: plan(tree), bits };
}
