// How each access key is used in each lane, among any number of keys. Walks over columns: they count, so that those most used are found; and then find
// first and last of these. A key of a lane is an object only once it is listed.
import { IdBatches } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { DENIED } from '../columns/outcomes.ts';
import type { Selection } from '../columns/selections.ts';
import { type LaneAssignment, SEVERAL } from './lane-of.ts';

/** The keys that are used in a lane, each once, in no order. */
interface LaneUses {
  /** Numbers of the keys in the dimension accessKeyId. */
  keys: Uint32Array;
  /** Of each its events. */
  counts: Uint32Array;
  /** In all. */
  events: number;
}

interface Use {
  lane: number;
  /** Number of the key in the dimension accessKeyId. */
  key: number;
  count: number;
}

export interface Range extends Use {
  denied: number;
  /** ms UTC. */
  first: number;
  last: number;
}

/** @param selection of dated events; @returns by lane */
export function usesIn(events: CaseEvents, { bits }: Selection, assignment: LaneAssignment): LaneUses[] {
  const keys = keyNumbers(events);
  const { identity } = events.columns;
  const sorted = new ByLane(assignment.lanes);
  if (assignment.of === 'identity') {
    // Of identities there are fewer than events.
    const count = new Uint32Array(assignment.laneOfId.length);
    const batches = new IdBatches(bits);
    const { ids } = batches;
    for (let n = batches.next(); n > 0; n = batches.next())
      for (let i = 0; i < n; i++) {
        const id = identity[ids[i] as number] as number;
        count[id] = (count[id] as number) + 1;
      }
    sorted.visit((see) => {
      for (let id = 0; id < count.length; id++) {
        const [lane, key] = [assignment.laneOfId[id] as number, keys.of[id] as number];
        if (count[id] !== 0 && lane !== assignment.lanes && key !== 0) see(lane, key, count[id] as number);
      }
    });
  } else if (assignment.lanes * keys.size <= DENSE) {
    const count = new Uint32Array(assignment.lanes * keys.size);
    eachUse(bits, assignment, identity, keys.of, (lane, key) => {
      const at = lane * keys.size + key;
      count[at] = (count[at] as number) + 1;
    });
    return Array.from({ length: assignment.lanes }, (_, lane) => usedIn(count.subarray(lane * keys.size, (lane + 1) * keys.size)));
  } else sorted.visit((see) => eachUse(bits, assignment, identity, keys.of, (lane, key) => see(lane, key, 1)));
  return sorted.counted(keys.size);
}

/** Lanes × keys for which there is one table, so that one walk is enough. */
const DENSE = 4_000_000;

/** @param count by number of the key */
function usedIn(count: Uint32Array): LaneUses {
  const keys = new Uint32Array(count.reduce((distinct, own) => distinct + Number(own !== 0), 0));
  let found = 0;
  for (let key = 0; key < count.length; key++) if (count[key] !== 0) keys[found++] = key;
  return { keys, counts: keys.map((key) => count[key] as number), events: count.reduce((all, own) => all + own, 0) };
}

/** @param keyOf by row id of an identity, 0 for none */
function eachUse(
  bits: Selection['bits'],
  { ids: idOf, lanes, laneOfId, several }: LaneAssignment,
  identity: Uint32Array,
  keyOf: Uint32Array,
  visit: (lane: number, key: number, record: number) => void,
): void {
  const batches = new IdBatches(bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = ids[i] as number;
      const id = idOf[record] as number;
      const lane = laneOfId[id] as number;
      if (lane === lanes) continue;
      const key = keyOf[identity[record] as number] as number;
      if (key === 0) continue;
      if (lane !== SEVERAL) visit(lane, key, record);
      else for (const one of several.get(id) ?? []) visit(one, key, record);
    }
  }
}

type See = (lane: number, key: number, count: number) => void;

/** Keys put beside those of the same lane, so that one table of keys is enough to count any number of lanes. */
class ByLane {
  private readonly lanes: number;
  private keys = new Uint32Array();
  private counts = new Uint32Array();
  /** Where the keys of each lane end. */
  private ends: number[] = [];

  constructor(lanes: number) {
    this.lanes = lanes;
  }

  /** @param walk is asked twice for the same */
  visit(walk: (see: See) => void): void {
    const next = new Float64Array(this.lanes + 1);
    walk((lane) => {
      next[lane + 1] = (next[lane + 1] as number) + 1;
    });
    for (let lane = 0; lane < this.lanes; lane++) next[lane + 1] = (next[lane + 1] as number) + (next[lane] as number);
    this.ends = [...next.subarray(1)];
    const { keys, counts } = this.sized(next[this.lanes] as number);
    walk((lane, key, count) => {
      const at = next[lane] as number;
      keys[at] = key;
      counts[at] = count;
      next[lane] = at + 1;
    });
  }

  private sized(size: number) {
    this.keys = new Uint32Array(size);
    this.counts = new Uint32Array(size);
    return { keys: this.keys, counts: this.counts };
  }

  /** Each key of a lane once. @param size of numbers of keys */
  counted(size: number): LaneUses[] {
    const { keys, counts } = this;
    const total = new Uint32Array(size);
    return this.ends.map((end, lane) => {
      const begin = this.ends[lane - 1] ?? 0;
      let [distinct, events] = [begin, 0];
      for (let at = begin; at < end; at++) {
        const key = keys[at] as number;
        // What was read is written over by what is left of it.
        if (total[key] === 0) keys[distinct++] = key;
        total[key] = (total[key] as number) + (counts[at] as number);
        events += counts[at] as number;
      }
      const own = keys.subarray(begin, distinct);
      const found = own.map((key) => total[key] as number);
      for (let i = 0; i < own.length; i++) total[own[i] as number] = 0;
      return { keys: own, counts: found, events };
    });
  }
}

/** What the events of some uses tell. @param selection that they were counted in; @returns in the same order */
export function rangesOf(events: CaseEvents, { bits }: Selection, assignment: LaneAssignment, uses: readonly Use[]): Range[] {
  const ranges = uses.map((use): Range => ({ ...use, denied: 0, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY }));
  if (ranges.length === 0) return ranges;
  const { identity, time } = events.columns;
  const outcomes = events.outcomes();
  const keys = keyNumbers(events);
  // By number of a key its place among those that are asked for, from 1.
  const place = new Uint32Array(keys.size);
  let asked = 0;
  for (const { key } of uses) if (place[key] === 0) place[key] = ++asked;
  const rangeAt = new Uint32Array((asked + 1) * assignment.lanes);
  ranges.forEach(({ lane, key }, i) => {
    rangeAt[(place[key] as number) * assignment.lanes + lane] = i + 1;
  });
  const askedOf = keys.of.map((key) => place[key] as number);
  eachUse(bits, assignment, identity, askedOf, (lane, key, record) => {
    const range = ranges[(rangeAt[key * assignment.lanes + lane] as number) - 1];
    if (!range) return;
    const at = time[record] as number;
    if (at < range.first) range.first = at;
    if (at > range.last) range.last = at;
    if (outcomes.of(record) === DENIED) range.denied++;
  });
  return ranges;
}

/** By row id of an identity the number of its key; an empty one is none. */
function keyNumbers(events: CaseEvents): { of: Uint32Array; size: number } {
  const dimension = events.dimension('accessKeyId');
  const empty = dimension.numberOf('');
  return { of: empty === 0 ? dimension.numbers : dimension.numbers.map((number) => (number === empty ? 0 : number)), size: dimension.size };
}

/** Those with most events of each lane, taken in turns, so that a busy lane leaves room for the others; equal counts by the key's text. */
export function mostUsed(events: CaseEvents, uses: readonly LaneUses[], most: number): Use[] {
  const dimension = events.dimension('accessKeyId');
  // Ascending.
  const counts = uses.map((own) => own.counts.slice().sort());
  const shares = sharesOf(counts, most);
  return uses.flatMap((own, lane) => {
    const share = shares[lane] as number;
    if (share === 0) return [];
    const all = counts[lane] as Uint32Array;
    const least = all[all.length - share] as number;
    const found: Use[] = [];
    const equal = new FirstTexts((key) => dimension.text(key));
    for (let i = 0; i < own.keys.length; i++) {
      const [key, count] = [own.keys[i] as number, own.counts[i] as number];
      if (count > least) found.push({ lane, key, count });
    }
    const room = share - found.length;
    for (let i = 0; i < own.keys.length; i++) if (own.counts[i] === least) equal.add(own.keys[i] as number, room);
    return [...found, ...equal.found.map((key) => ({ lane, key, count: least }))];
  });
}

/** The first of any number of keys by their text, as a heap with the last of them at its top. */
class FirstTexts {
  readonly found: number[] = [];
  private readonly texts: string[] = [];
  private readonly text: (key: number) => string;

  constructor(text: (key: number) => string) {
    this.text = text;
  }

  /** @param most that are kept, at least 1 */
  add(key: number, most: number): void {
    const text = this.text(key);
    const { found, texts } = this;
    if (found.length < most) {
      found.push(key);
      texts.push(text);
      for (let at = found.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if ((texts[parent] as string) >= (texts[at] as string)) return;
        this.swap(at, parent);
        at = parent;
      }
    } else if (text < (texts[0] as string)) {
      found[0] = key;
      texts[0] = text;
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        let later = at;
        if (left < texts.length && (texts[left] as string) > (texts[later] as string)) later = left;
        if (right < texts.length && (texts[right] as string) > (texts[later] as string)) later = right;
        if (later === at) return;
        this.swap(at, later);
        at = later;
      }
    }
  }

  private swap(a: number, b: number): void {
    const { found, texts } = this;
    [found[a], found[b]] = [found[b] as number, found[a] as number];
    [texts[a], texts[b]] = [texts[b] as string, texts[a] as string];
  }
}

/** How many of each lane: one in turn, until there are enough; in the last turn the lanes whose next has most events. @param counts by lane, ascending */
function sharesOf(counts: readonly Uint32Array[], most: number): number[] {
  const shares = counts.map(() => 0);
  for (let left = most, turn = 0; left > 0; turn++) {
    const next = counts.flatMap((own, lane) => (turn < own.length ? [{ lane, count: own[own.length - 1 - turn] as number }] : []));
    if (next.length === 0) break;
    if (next.length > left) next.sort((a, b) => b.count - a.count || a.lane - b.lane);
    for (const { lane } of next.slice(0, left)) shares[lane] = (shares[lane] as number) + 1;
    left -= Math.min(left, next.length);
  }
  return shares;
}
