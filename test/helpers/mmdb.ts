// Writes small databases in MaxMind's format, as an examiner may point at. Source: MaxMind, "MaxMind DB File Format Specification", version 2.0.
import { type Network, parseNetwork } from '../../src/shared/filter/network.ts';

type Value = string | number | { [name: string]: Value } | Value[];

/** Bytes of a database of IPv4 networks, which must not overlap. @param built ms UTC, whole seconds */
export function mmdb(type: string, entries: Readonly<Record<string, Value>>, built = Date.UTC(2026, 0, 15)): Buffer {
  const data: Buffer[] = [];
  const networks = Object.entries(entries).map(([text, value]) => {
    const place = data.reduce((sum, { length }) => sum + length, 0);
    data.push(encoded(value));
    return { network: parseNetwork(text) as Network, place };
  });
  const nodes = treeOf(networks);
  const tree = Buffer.alloc(nodes.length * 6);
  // A record is the next node, the number of nodes for nothing, or beyond that a place in the data behind 16 bytes of zeros.
  const record = (side: Side): number => (side === null ? nodes.length : 'place' in side ? nodes.length + 16 + side.place : side.node);
  nodes.forEach(([left, right], i) => {
    tree.writeUIntBE(record(left), i * 6, 3);
    tree.writeUIntBE(record(right), i * 6 + 3, 3);
  });
  const metadata = encoded({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: built / 1000,
    database_type: type,
    description: { en: 'for tests' },
    ip_version: 4,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  });
  return Buffer.concat([tree, Buffer.alloc(16), ...data, Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), metadata]);
}

type Side = { node: number } | { place: number } | null;
type Node = [Side, Side];

function treeOf(networks: readonly { network: Network; place: number }[]): Node[] {
  const nodes: Node[] = [[null, null]];
  for (const { network, place } of networks) {
    let at = nodes[0] as Node;
    for (let bit = 0; bit < network.prefix; bit++) {
      const side = Number((network.value >> BigInt(31 - bit)) & 1n);
      const next = at[side] as Side;
      if (bit === network.prefix - 1) at[side] = { place };
      else if (next !== null && 'node' in next) at = nodes[next.node] as Node;
      else {
        at[side] = { node: nodes.length };
        const made: Node = [null, null];
        nodes.push(made);
        at = made;
      }
    }
  }
  return nodes;
}

/** Types of the format: 2 text, 6 unsigned number of 32 bits, 7 map, 11 list; the last is one of the extended types, counted from 7. */
function encoded(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([head(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([head(6, 4), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map(encoded)]);
  const members = Object.entries(value);
  return Buffer.concat([head(7, members.length), ...members.flatMap(([name, one]) => [encoded(name), encoded(one)])]);
}

/** Sizes from 29 on stand in the next byte. */
function head(type: number, size: number): Buffer {
  return size < 29 ? Buffer.from([(type << 5) | size]) : Buffer.from([(type << 5) | 29, size - 29]);
}
