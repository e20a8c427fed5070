// The watch lists that an address is on, as the values of a field: one address may be on several.
import { DerivedDimension, type Dimension } from '../columns/dimension.ts';

/** Numbers 1… are the lists; those after them sets of several lists, which occur as they are combined by addresses. */
export class ListDimension extends DerivedDimension {
  private readonly sets: readonly (readonly number[])[];
  private readonly lists: number;
  private readonly numberOfAddress: Uint32Array;

  /**
   * @param names of the lists, each once, in their order
   * @param listsOn the indexes of the lists that an address is on, ascending
   */
  constructor(names: readonly string[], addresses: Dimension, listsOn: (address: string) => readonly number[]) {
    const sets: number[][] = [];
    const numberOfSet = new Map<string, number>();
    const numberOf = new Uint32Array(addresses.size);
    for (let number = 1; number < addresses.size; number++) {
      const on = listsOn(addresses.text(number)).map((index) => index + 1);
      if (on.length < 2) {
        numberOf[number] = on[0] ?? 0;
        continue;
      }
      const key = on.join();
      let set = numberOfSet.get(key);
      if (set === undefined) {
        set = names.length + 1 + sets.length;
        sets.push(on);
        numberOfSet.set(key, set);
      }
      numberOf[number] = set;
    }
    const texts = sets.map((on) => on.map((list) => names[list - 1]).join('\n'));
    super(
      addresses.numbers.map((number) => numberOf[number] as number),
      ['', ...names, ...texts],
    );
    this.sets = sets;
    this.lists = names.length;
    this.numberOfAddress = numberOf;
  }

  /** Numbers of the single lists that an address is on. @param address its number in the dimension of addresses */
  ofAddress(address: number): readonly number[] {
    const number = this.numberOfAddress[address] as number;
    return number === 0 ? [] : this.members(number);
  }

  members(number: number): readonly number[] {
    return this.sets[number - this.lists - 1] ?? [number];
  }
}
