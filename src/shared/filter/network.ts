// IP addresses and networks: `185.220.101.0/24`, `2001:db8::/32`. An IPv4 address written as IPv6 (::ffff:1.2.3.4) is that IPv4 address.

export interface Address {
  bits: 32 | 128;
  value: bigint;
}

export interface Network extends Address {
  prefix: number;
}

/** The address that a text is, or null: it may be a service's name. */
export function parseAddress(text: string): Address | null {
  const four = parseFour(text);
  if (four !== null) return { bits: 32, value: four };
  const six = parseSix(text);
  if (six === null) return null;
  return six >> 32n === 0xffffn ? { bits: 32, value: six & 0xffffffffn } : { bits: 128, value: six };
}

function parseFour(text: string): bigint | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return null;
  const parts = text.split('.').map(Number);
  if (parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseSix(text: string): bigint | null {
  if (!/^[0-9a-f:]+(:\d+\.\d+\.\d+\.\d+)?$/i.test(text) || !text.includes(':')) return null;
  let plain = text;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted) {
    const four = parseFour(dotted[2] as string);
    if (four === null) return null;
    plain = `${dotted[1]}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`;
  }
  const halves = plain.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** Whether a value asks for a network at all: digits or colons before a slash. */
export function looksLikeNetwork(text: string): boolean {
  return /^[0-9a-f]*[.:][0-9a-f.:]*\/[^*]*$/i.test(text);
}

/** The network, or in words what is wrong. */
export function parseNetwork(text: string): Network | string {
  const slash = text.indexOf('/');
  const base = text.slice(0, slash);
  const address = parseAddress(base);
  if (!address) return `"${base}" is no IP address`;
  // ::ffff:1.2.3.0/120 counts its prefix in IPv6.
  const mapped = address.bits === 32 && base.includes(':');
  const most = base.includes(':') ? 128 : 32;
  const digits = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(digits) || Number(digits) > most) return `a network ends with / and 0 to ${most}, not "/${digits}"`;
  const prefix = Number(digits);
  if (!mapped) return { ...address, prefix };
  if (prefix >= 96) return { ...address, prefix: prefix - 96 };
  return { bits: 128, value: (0xffffn << 32n) | address.value, prefix };
}

/** Whether a text is an address in a network. */
export function inNetwork(text: string, network: Network): boolean {
  const address = parseAddress(text);
  if (!address || address.bits !== network.bits) return false;
  const rest = BigInt(network.bits - network.prefix);
  return address.value >> rest === network.value >> rest;
}
