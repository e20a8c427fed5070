// Length-limited Huffman codes for the gzip writer (RFC 1951, 3.2.2).

interface Packet {
  weight: number;
  symbols: number[];
}

/** Optimal code lengths, none above `limit`, by the package-merge method. Unused symbols get 0. */
export function codeLengths(counts: number[], limit: number): number[] {
  const lengths = new Array<number>(counts.length).fill(0);
  const leaves: Packet[] = counts
    .map((weight, symbol) => ({ weight, symbols: [symbol] }))
    .filter((leaf) => leaf.weight > 0)
    .sort(byWeight);
  const [only] = leaves;
  if (leaves.length === 1 && only) {
    lengths[only.symbols[0] ?? 0] = 1;
    return lengths;
  }
  let packets = leaves;
  for (let level = 1; level < limit; level += 1) {
    const pairs: Packet[] = [];
    for (let i = 0; i + 1 < packets.length; i += 2) {
      const [a, b] = [packets[i], packets[i + 1]];
      if (a && b) pairs.push({ weight: a.weight + b.weight, symbols: [...a.symbols, ...b.symbols] });
    }
    packets = [...leaves, ...pairs].sort(byWeight);
  }
  for (const packet of packets.slice(0, 2 * leaves.length - 2)) {
    for (const symbol of packet.symbols) lengths[symbol] = (lengths[symbol] ?? 0) + 1;
  }
  return lengths;
}

/** Lightest first; ties by first symbol, so that the order is total and the same everywhere. */
function byWeight(a: Packet, b: Packet): number {
  return a.weight - b.weight || a.symbols.length - b.symbols.length || (a.symbols[0] ?? 0) - (b.symbols[0] ?? 0);
}

/** Canonical codes for these lengths, bit-reversed as deflate writes them. */
export function codes(lengths: number[]): number[] {
  const next = new Array<number>(17).fill(0);
  let code = 0;
  for (let bits = 1; bits <= 15; bits += 1) {
    code = (code + (bits === 1 ? 0 : lengths.filter((length) => length === bits - 1).length)) << 1;
    next[bits] = code;
  }
  return lengths.map((length) => {
    if (length === 0) return 0;
    const value = next[length] ?? 0;
    next[length] = value + 1;
    let reversed = 0;
    for (let bit = 0; bit < length; bit += 1) reversed |= ((value >> bit) & 1) << (length - 1 - bit);
    return reversed;
  });
}
