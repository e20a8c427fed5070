// For each combination of a case whether it fulfils a condition.
import { parseNetwork } from '../../../shared/filter/network.ts';
import type { Condition, Test } from '../filter/condition.ts';
import type { CaseEvents } from './case-events.ts';
import type { Dimension } from './dimension.ts';

/** By row id of the combination: 1 where it fulfils the condition. */
export function flagsOf(events: CaseEvents, { test }: Condition): Uint8Array {
  return flags(events, test);
}

function flags(events: CaseEvents, test: Test): Uint8Array {
  switch (test.kind) {
    case 'values':
      return ofValues(events.dimension(test.field), test.values);
    case 'text':
      return ofTexts(events.dimension(test.field), test.fits);
    case 'any':
      return Uint8Array.from(events.dimension(test.field).numbers, (number) => (number === 0 ? 0 : 1));
    case 'network':
      return inNetwork(events, test.text);
    case 'not':
      return flags(events, test.of).map((flag) => 1 - flag);
    case 'and':
    case 'or':
      return joined(
        test.kind,
        test.of.map((part) => flags(events, part)),
      );
  }
}

function joined(kind: 'and' | 'or', [first, ...others]: readonly Uint8Array[]): Uint8Array {
  const all = first as Uint8Array;
  for (const other of others) {
    if (kind === 'and') for (let id = 0; id < all.length; id++) all[id] = (all[id] as number) & (other[id] as number);
    else for (let id = 0; id < all.length; id++) all[id] = (all[id] as number) | (other[id] as number);
  }
  return all;
}

/** From what holds of a value's number to what holds of the combinations. */
function byNumber(dimension: Dimension, ofSingle: Uint8Array): Uint8Array {
  const { numbers } = dimension;
  // Of several values, one that fits is enough.
  const holds = dimension.members ? ofSingle.map((_, number) => anyOf(dimension, number, ofSingle)) : ofSingle;
  const found = new Uint8Array(numbers.length);
  for (let id = 0; id < numbers.length; id++) found[id] = holds[numbers[id] as number] as number;
  return found;
}

function anyOf(dimension: Dimension, number: number, holds: Uint8Array): number {
  return dimension.members?.(number).some((member) => holds[member] === 1) ? 1 : 0;
}

function ofValues(dimension: Dimension, values: readonly string[]): Uint8Array {
  const holds = new Uint8Array(dimension.size);
  for (const value of values) {
    const number = dimension.numberOf(value);
    if (number !== 0) holds[number] = 1;
  }
  return byNumber(dimension, holds);
}

function ofTexts(dimension: Dimension, fits: (text: string) => boolean): Uint8Array {
  const holds = new Uint8Array(dimension.size);
  for (let number = 1; number < holds.length; number++) if (fits(dimension.text(number))) holds[number] = 1;
  return byNumber(dimension, holds);
}

/** A network that cannot be read has no address. */
function inNetwork(events: CaseEvents, text: string): Uint8Array {
  const dimension = events.dimension('sourceIPAddress');
  const network = parseNetwork(text);
  return byNumber(dimension, typeof network === 'string' ? new Uint8Array(dimension.size) : events.addresses().flagsOf(network));
}
