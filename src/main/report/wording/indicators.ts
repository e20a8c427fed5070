// What to look for elsewhere.
import { plural } from '../../../shared/text.ts';

export const INDICATORS = {
  intro:
    'What to look for elsewhere: addresses, keys, programs and session names of the exhibits, and keys that they hand out or are about. Each is counted in the whole case; what is frequent there is more likely to belong to normal work.',
  places:
    'Country and network say **where a network was registered** on the day of the data, not where anybody was. An address is no place of residence: proxies, VPNs, shared networks and cloud services stand between.',
  addresses: 'Public addresses',
  otherAddresses: 'Addresses that are not public',
  otherAddressesText:
    'Private and reserved addresses, and names of AWS services in place of an address: a service called on behalf of the credentials.',
  addressHeads: ['Address', 'Country and network', 'First and last in the case', 'Events', 'Exhibits'],
  otherHeads: ['Address', 'What it is', 'First and last in the case', 'Events', 'Exhibits'],
  placeHidden: 'hidden, as the address is',
  noCountry: 'no country known',
  noNetwork: 'no network known',
  data: 'Country and network by:',
  dataNone: 'no data',
  dataDiffer: 'They differ from the data that the case notes:',
  keys: 'Access keys',
  keyHeads: ['Access key', 'Kind', 'First and last in the case', 'Events', 'Exhibits'],
  agents: 'Programs, as they call themselves (user agents)',
  agentsText: 'The caller chooses this text; it may be false.',
  agentHeads: ['User agent', 'First and last in the case', 'Events', 'Exhibits'],
  sessions: 'Session names',
  sessionsText: 'Whoever takes on a role chooses the name of the session.',
  sessionHeads: ['Session name', 'First and last in the case', 'Events', 'Exhibits'],
  lists: 'Watch lists',
  listHeads: ['List', 'Addresses of exhibits on it', 'Events in the case', 'Exhibits'],
  noLists: 'The case has no watch lists.',
  noHits: (lists: number) => `No address of the exhibits is on any of the ${plural(lists, 'watch list')} of the case.`,
  undated: 'undated',
  handedOut: 'handed out by',
  keyNamed: 'named by',
  keyUnused: 'not used in the case',
  onlyOther: 'only in a delivery that contradicts the one that is counted',
};
