// The list of Tor's exit addresses with the time at which each was seen (Tor directory protocol, TorDNSEL: "tordnsel" 1.0): ExitNode, Published,
// LastStatus and ExitAddress lines.
import { dayIn, type ListFormat } from './format.ts';

const ADDRESS = /^ExitAddress (\S+)(?: (\S+))?/;

export const torExitAddresses: ListFormat = {
  id: 'tor-exit-addresses',
  matches: ({ text }) => /^ExitAddress \S/m.test(text) && /^ExitNode [0-9A-Fa-f]{40}\s*$/m.test(text),
  read({ text }, entry) {
    let newest = '';
    for (const line of text.split(/\r?\n/)) {
      const [, address, time] = ADDRESS.exec(line) ?? [];
      if (address === undefined) continue;
      entry(address);
      const day = dayIn(time);
      if (day > newest) newest = day;
    }
    return { name: 'Tor exit addresses', date: newest, from: '' };
  },
};
