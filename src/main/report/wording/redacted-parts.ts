// What stands in a redacted copy in the place of what the full report has.
import { grouped } from '../../../shared/text.ts';

/** In the place of what the full report has. */
export const REDACTED = {
  exhibits:
    'Each exhibit is one event that the investigator bookmarked or cites, in order of time; those of one time may have other numbers than in the full report. Its fields and its record are shown with the rules of this copy applied. Where it stands in the evidence, and that it stands there unchanged, was tested on the original.',
  raw: 'Record, redacted rendering',
  rawText:
    'This is a redacted rendering, not the record’s bytes: what stands in ‹ › replaces something. Order and spacing are the record’s own.',
  rawReduced: 'The record is a row of a table or the like; what it says is shown here as JSON.',
  rawCommitment: 'Commitment to the SHA-256 of the record as it is in the evidence',
  item: 'Evidence item (commitment to its SHA-256)',
  hidden: 'hidden in this copy',
  place: 'Position and length in the item',
  address: 'Address of the event (commitment)',
  sizeUpTo: (bytes: number) => `at most ${grouped(bytes)} bytes`,
  check:
    'No command can check this exhibit against a redacted copy. Who holds the case file opens the commitments: `trailcase redaction CASE open COMMITMENT` prints the hash that it stands for and how anyone can test that; with the hash, the full report’s commands check item and record.',
  items: ['No.', 'Kind', 'Bytes, at most', 'Kept', 'Records', 'Problems'],
  itemsSecond: 'Commitment to the SHA-256, exhibits from it, and where it was found (source: path)',
  inventory:
    'An item is one file as it was delivered. Commitments stand in the place of the hashes, sizes are rounded up to a power of two, and names of folders and files are pseudonyms. The order is that of the commitments.',
  custody:
    'What was done to the case, by whom and with what. Entries are only ever added; each cites the hash of the one before it. Times are those of the computer on which it was done. Commitments stand in the place of the hashes, and details are shown with the rules of this copy applied: an entry’s hash cannot be computed from what is printed here. Trailcase computed every hash again from the original, with the result below.',
  roots:
    'Two hashes stand for the whole case: one for all evidence, one for all events. This copy has commitments to them. Who holds the case file can open them, and show with the commands of the full report that they are those of the case.',
  rootEvidence: 'Commitment to the evidence root',
  rootEvents: 'Commitment to the events root',
  byHand: 'The commands of the full report need hashes and positions, which this copy does not have. What can be checked on it is this:',
  steps: [
    [
      'That this file is the one that was written',
      'Compare its SHA-256 with the one that Trailcase stated when it was written, and that the custody log of the case records:',
    ],
    [
      'What a commitment or a pseudonym stands for',
      'Ask who holds the case file to open it: `trailcase redaction CASE open COMMITMENT`. It prints a value and a key. Then compute the HMAC-SHA-256 of the value with that key, with the free program openssl; the result must be the commitment printed here, and the digits of a pseudonym must be its first:',
    ],
    [
      'Anything else',
      'With the hash of an item or of a record opened, the item itself can be asked for and hashed. The full report of the same case has the commands for that, in the section of the same name.',
    ],
  ] as const,
};
