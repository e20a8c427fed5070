// Sentences of the report on what AWS's signed digests and the seals say. The rest stands in wording.ts.
import { grouped } from '../../shared/text.ts';
import { counted } from './wording.ts';

export const ATTESTATION = {
  title: 'Deliveries: what AWS’s signed digests say of which period',
  intro:
    'A digest speaks of the log files that one trail delivered in about one hour, for one account and region. Periods are those of delivery, not of the events: a log file arrives minutes after what it tells of. That nothing was delivered is no proof that nothing happened: a trail delivers what its selectors ask for. All of it holds on condition that the public keys below are AWS’s.',
  chainHeads: ['Account, region, trail', 'From, to', 'Digests', 'Log files named', 'Proven'],
  noTrail: '(no digest)',
  backfill: 'backfill',
  open: 'Periods that are not proven',
  nothingOpen: 'None: every period between the first and the last digest is attested, and every log file named is here.',
  openHeads: ['Verdict', 'From, to', 'Chain of digests', 'Meaning'],
  openCut: (n: number) => `${grouped(n)} more not listed here; \`trailcase verify CASE --details --json\` lists them.`,
  keys: 'Public keys',
  keysText:
    'A digest names its key by the MD5 of the key’s bytes. Where the keys came from is stated here; that AWS issued them is to be checked with AWS: `aws cloudtrail list-public-keys` prints them for a region and period.',
  keyHeads: ['Fingerprint', 'Where it came from', 'Digests that name it'],
  keyAbsent: 'not given: digests that name it cannot be verified',
  seals: 'Seals',
  sealsText:
    'A seal states what the case held at a moment, signed. A seal in the case proves that nothing sealed was changed since by anyone without its key. That a seal was removed, or that all was sealed anew with another key, only a copy kept elsewhere shows: `trailcase verify CASE --seal FILE --fingerprint HEX`.',
  sealHeads: ['No.', 'Made, by', 'Note', 'Key (SHA-256)', 'Verdict, and what was added since'],
  stamped: 'time stamp',
  oneTime: 'made for this seal only',
  holds: 'holds',
  since: ({ items, records, custodyEntries }: { items: number; records: number; custodyEntries: number }) =>
    items + records + custodyEntries === 0
      ? 'nothing was added since'
      : `since then ${counted(items, 'item')}, ${counted(records, 'record')}, ${counted(custodyEntries, 'custody entry', 'custody entries')}`,
  delivered: 'As delivered by AWS',
  unjudged: 'not judged',
};
