// Repeatable random numbers: every byte of the sample archive follows from names written in the source.

/** A named stream of numbers. Separate names keep the incident's ids stable while ordinary traffic is tuned. */
export interface Random {
  /** A number in [0, 1). */
  float(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** `length` characters drawn from `alphabet`. */
  text(alphabet: string, length: number): string;
  hex(length: number): string;
  /** An RFC 9562 version 4 shaped id, as CloudTrail uses for eventID and most request ids. */
  uuid(): string;
}

export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
export const MIXED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The stream of this name: same name, same numbers, on every machine. */
export function stream(name: string): Random {
  let state = fnv1a(`telugubites/${name}`);
  // mulberry32: 32-bit integer arithmetic only, so no platform can round it differently.
  const float = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (low: number, high: number): number => low + Math.floor(float() * (high - low + 1));
  const text = (alphabet: string, length: number): string => {
    let out = '';
    for (let i = 0; i < length; i += 1) out += alphabet.charAt(int(0, alphabet.length - 1));
    return out;
  };
  const hex = (length: number): string => text('0123456789abcdef', length);
  return {
    float,
    int,
    text,
    hex,
    pick: <T>(list: readonly T[]): T => {
      const chosen = list[int(0, list.length - 1)];
      if (chosen === undefined) throw new Error('cannot pick from an empty list');
      return chosen;
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${text('89ab', 1)}${hex(3)}-${hex(12)}`,
  };
}

function fnv1a(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}
