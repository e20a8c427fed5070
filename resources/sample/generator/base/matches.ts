// Which repetitions a gzip writer should use: the cheapest parse under given code costs, found by dynamic programming.
// The sample holds thousands of near-equal records under a strict size limit, so a few percent matter.

const WINDOW = 32768;
const MAX_MATCH = 258;
const CHAIN = 400;
/** A repetition this long is taken as it is: weighing alternatives inside it costs time and gains nothing. */
const LONG = 80;

/** A literal byte (`distance` 0) or a copy of `value` bytes from `distance` back. */
export interface Token {
  value: number;
  distance: number;
}

/** A place in the data, with what could be copied there: each longer copy from further back than the one before. */
interface Place {
  at: number;
  copies: Token[];
}

/** Price of a token in bits. */
export type Price = (token: Token) => number;

/** All copies worth considering, found with hash chains over three bytes. */
export function places(data: Buffer): Place[] {
  const heads = new Int32Array(65536).fill(-1);
  const previous = new Int32Array(data.length).fill(-1);
  const slot = (i: number): number =>
    (Math.imul((data[i] ?? 0) | ((data[i + 1] ?? 0) << 8) | ((data[i + 2] ?? 0) << 16), 0x9e3779b1) >>> 16) & 0xffff;
  const list: Place[] = [];
  let i = 0;
  while (i < data.length) {
    const copies: Token[] = [];
    const limit = Math.min(MAX_MATCH, data.length - i);
    let best = 2;
    let at = heads[slot(i)] ?? -1;
    for (let tries = CHAIN; tries > 0 && at >= 0 && i - at <= WINDOW && best < limit; tries -= 1) {
      if (data[at + best] === data[i + best]) {
        let length = 0;
        while (length < limit && data[at + length] === data[i + length]) length += 1;
        if (length > best) {
          best = length;
          copies.push({ value: length, distance: i - at });
        }
      }
      at = previous[at] ?? -1;
    }
    const longest = copies.at(-1);
    const step = longest && longest.value >= LONG ? longest.value : 1;
    list.push({ at: i, copies: step > 1 && longest ? [longest] : copies });
    for (let k = 0; k < step; k += 1, i += 1) {
      previous[i] = heads[slot(i)] ?? -1;
      heads[slot(i)] = i;
    }
  }
  return list;
}

/** The cheapest tokens that spell the data. Whole bits only, so that every machine chooses alike. */
export function cheapest(data: Buffer, list: Place[], price: Price): Token[] {
  const cost = new Int32Array(data.length + 1).fill(0x7fffffff);
  const how: Token[] = new Array(data.length + 1);
  cost[0] = 0;
  const literals = Array.from({ length: 256 }, (_, value) => ({ value, distance: 0 }));
  const offer = (from: number, token: Token, size: number): void => {
    const total = (cost[from] ?? 0) + price(token);
    if (total >= (cost[from + size] ?? 0)) return;
    cost[from + size] = total;
    how[from + size] = token;
  };
  for (const { at, copies } of list) {
    const [first] = copies;
    if (first && first.value >= LONG) {
      offer(at, first, first.value);
      continue;
    }
    offer(at, literals[data[at] ?? 0] ?? { value: 0, distance: 0 }, 1);
    let length = 3;
    for (const { value, distance } of copies) {
      for (; length <= value; length += 1) offer(at, { value: length, distance }, length);
    }
  }
  const tokens: Token[] = [];
  for (let end = data.length; end > 0; ) {
    const token = how[end];
    if (token === undefined) throw new Error(`no token ends at ${end}`);
    tokens.push(token);
    end -= token.distance === 0 ? 1 : token.value;
  }
  return tokens.reverse();
}
