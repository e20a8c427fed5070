// Lines that begin with an address or a network, as Tor's bulk exit list, Spamhaus' DROP and most block lists: what follows it is a remark.
import { type ListFormat, NO_FACTS, plainLines } from './format.ts';

export const plain: ListFormat = {
  id: 'plain',
  // What nothing else is: where it has no address either, it is refused.
  matches: () => true,
  read({ text }, entry) {
    for (const line of plainLines(text)) if (line !== '') entry(firstPart(line));
    return NO_FACTS;
  },
};

/** A range may be written with blanks around its hyphen. */
function firstPart(line: string): string {
  const [first = '', second, third] = line.split(/[\s,]+/);
  return second === '-' && third !== undefined ? `${first}-${third}` : first;
}
