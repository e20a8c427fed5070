// The source addresses of a case, parsed once: networks are then asked of numbers.
import { type Address, type Network, parseAddress } from '../../../shared/filter/network.ts';
import type { Dimension } from './dimension.ts';

/** What stands for a value that is no IPv4 address. */
const NOT_FOUR = -1;

export class Addresses {
  /** By number of the value: an IPv4 address as a number. */
  private readonly four: Float64Array;
  private readonly six = new Map<number, bigint>();

  /** @param dimension of sourceIPAddress */
  constructor(dimension: Dimension) {
    this.four = new Float64Array(dimension.size).fill(NOT_FOUR);
    for (let number = 1; number < dimension.size; number++) {
      const address: Address | null = parseAddress(dimension.text(number));
      if (address?.bits === 32) this.four[number] = Number(address.value);
      else if (address) this.six.set(number, address.value);
    }
  }

  /** For each number whether its address is in the network. */
  flagsOf({ bits, value, prefix }: Network): Uint8Array {
    const flags = new Uint8Array(this.four.length);
    const rest = BigInt(bits - prefix);
    if (bits === 128) {
      for (const [number, address] of this.six) if (address >> rest === value >> rest) flags[number] = 1;
      return flags;
    }
    const first = Number((value >> rest) << rest);
    const end = first + 2 ** Number(rest);
    for (let number = 0; number < flags.length; number++) {
      const address = this.four[number] as number;
      if (address >= first && address < end) flags[number] = 1;
    }
    return flags;
  }
}
