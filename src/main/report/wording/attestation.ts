// What AWS’s signed digests and the seals say.
import { grouped, plural } from '../../../shared/text.ts';

export const ATTESTATION = {
  title: 'Deliveries: what AWS’s signed digests say of which period',
  intro:
    'A digest speaks of the log files that one trail delivered in about one hour, for one account and region. Periods are those of delivery, not of the events: a log file arrives minutes after what it tells of. That nothing was delivered is no proof that nothing happened: a trail delivers what its selectors ask for. All of it holds on condition that the public keys below are AWS’s.',
  chainHeads: ['Account, region, trail', 'From, to', 'Digests', 'Log files named', 'Proven'],
  noTrail: '(no digest)',
  backfill: 'backfill',
  /** @param files digests as files, @param periods as the table counts them */
  copies: (files: number, periods: number) =>
    `The case has ${plural(files, 'file')} of digests; the table counts ${grouped(periods)}, the digest of each period once. Of some periods there is more than one file: the same digest stored in two spellings (compressed and not, for instance), or one that fits no period. Verdicts, and the table of keys, count files.`,
  open: 'Periods that are not proven',
  openCounts: (all: number, states: string, gaps: number) =>
    `${plural(all, 'period')}: ${states}. ${
      gaps === all
        ? 'They are the gaps counted above.'
        : `Counted above as gaps ${gaps === 1 ? 'is' : 'are'} ${grouped(gaps)} of them: those of which the case has no digest (digests missing, stopped, not covered). For the others digests are here, and do not prove the period.`
    }`,
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
      : `since then ${plural(items, 'item')}, ${plural(records, 'record')}, ${plural(custodyEntries, 'custody entry', 'custody entries')}`,
  delivered: 'AWS’s signed digest',
  /** Of an item whose stored bytes are not those that were imported. */
  bytesDiffer:
    'The stored bytes of this item do not have the SHA-256 under which it was imported: what a digest says of the file as it was delivered does not hold for these bytes. A digest states the SHA-256 of the uncompressed content only, not that of the file with its compression. Of that content the verification says:',
  unjudged: 'not judged',
};
