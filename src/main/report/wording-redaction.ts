// Wording of a redacted report: what stands in place of what is hidden, and what a reader may conclude from it.
import { grouped } from '../../shared/text.ts';
import { counted } from './wording.ts';

export const REDACTION = {
  title: 'What is hidden in this copy',
  about: 'Every rule and every replacement of a redacted copy.',
  intro: [
    'This is a redacted copy. Parts of the case are hidden in it, by the rules below. Nothing was taken out without a mark: whatever stands in `‹ ›` stands in the place of something else. The case file holds the whole, and who holds it can show what any mark stands for.',
    '**A pseudonym**, such as `‹user-1a2b3c4d›`, stands for one name or value, the same one wherever it occurs, here and in every other redacted report of this case. Two different pseudonyms stand for two different values. The word before the hyphen says what kind of thing it is, as far as the software could tell.',
    '**A commitment** stands in the place of a hash, or of the address of an event. The hash of a record of which little is hidden could be guessed back by trying; so could a hash of a hidden name. A commitment cannot: it is an HMAC-SHA-256 keyed with a secret that stays in the case file. It binds nevertheless: nobody can later name another value for it.',
    '**To open one**: who holds the case file runs `trailcase redaction CASE open ‹…›` with the text of the mark. It prints the value, and a key that belongs to this value alone. Anyone can then compute the commitment with common tools; it must be the one listed here. No other mark is opened by that. The digits of a pseudonym are the first of its commitment.',
  ],
  rules: 'Rules',
  ruleHeads: ['What', 'In this copy', 'Times'],
  always: 'always hidden',
  hidden: 'hidden',
  shown: 'shown by choice',
  groups: {
    secrets: 'Session tokens, passwords, private keys and other secrets, by the name of their field and by their form',
    hashes: 'Hashes and addresses of events: commitments in their place; positions and lengths of records; sizes, as a power of two',
    ids: 'Ids that AWS gives each record and request',
    accounts: 'Account numbers',
    keys: 'Ids of access keys (a key’s id holds the number of its account)',
    names: 'Names of users, roles and sessions; e-mail addresses; people who worked on the case',
    addresses: 'IP addresses and host names',
    resources: 'Names of buckets, instances and other resources; of folders and files',
    freeText:
      'What people wrote: title and number of the case, notes, findings, descriptions, messages, user agents, names that somebody gave to fields; and every value of a record that no rule knows',
  },
  fields: (n: number) => counted(n, 'field named by the author', 'fields named by the author'),
  patterns: (n: number) => counted(n, 'expression of the author', 'expressions of the author'),
  entities: (n: number) => counted(n, 'text named by the author', 'texts named by the author'),
  unnamed: 'What the author named is not repeated here: it would tell what is hidden.',
  list: 'Replacements',
  listText:
    'One line for each pseudonym, in order of kind. Hashes, ids, files, notes and secrets are only counted. “Elsewhere” counts places outside of the exhibits.',
  listHeads: ['In its place stands', 'Times', 'Exhibits', 'Elsewhere', 'Commitment'],
  allOf: (kind: string) => `all of kind “${kind}”`,
  kinds: {
    commitment: 'commitments to hashes and addresses',
    id: 'ids of records and requests',
    file: 'names of files',
    secret: 'secrets',
    note: 'notes',
  } as Record<string, string>,
  more: (n: number) => `${counted(n, 'more pseudonym')} not listed one by one, in`,
  moreExhibits: (n: number) => `and ${grouped(n)} more`,
  none: 'Nothing was hidden.',
  read: (read: number, all: number) =>
    read === all
      ? `Names of resources and people were gathered from all ${counted(all, 'record')} of the case.`
      : `Names of resources were gathered from the ${counted(read, 'record')} that this report cites, of ${grouped(all)} in the case; names of users, roles, keys and addresses from all of them.`,
  conclusions: 'What a reader may conclude',
  conclude: [
    'That something is hidden says nothing about it: a rule was applied to every text alike.',
    'Times, regions, services, names of calls, error codes and counts are shown as they are. Whoever has the same logs, or was there, may recognise an event by its time.',
    'A text may be hidden that need not be: rules that go by form take what looks like an account number or an address for one. A text may also stand open that should not: names that are ordinary words, or are spelled in a way that no rule foresees. Read the copy before it is given away.',
    'The raw records in this copy are renderings: they are not the bytes of the records, and no hash can be computed from them. What was verified was verified on the originals.',
    'Nothing in this copy can be recomputed from it alone. For that, the full report and the case file are needed, or single marks must be opened.',
  ],
};

/** In the place of what the full report has. */
export const REDACTED = {
  exhibits:
    'Each exhibit is one event that the investigator bookmarked or cites, in order of time. Its fields and its record are shown with the rules of this copy applied. Where it stands in the evidence, and that it stands there unchanged, was tested on the original.',
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
    'An item is one file as it was delivered. Commitments stand in the place of the hashes, sizes are rounded up to a power of two, and names of folders and files are pseudonyms. The order is that of the hashes.',
  custody:
    'What was done to the case, by whom and with what. Entries are only ever added; each cites the hash of the one before it. Times are those of the computer on which it was done. Commitments stand in the place of the hashes, and details are shown with the rules of this copy applied: an entry’s hash cannot be computed from what is printed here. Trailcase computed every hash again from the original, with the result below.',
  roots:
    'Two hashes stand for the whole case: one for all evidence, one for all events. This copy has commitments to them. Who holds the case file can open them, and show with the commands of the full report that they are those of the case.',
  rootEvidence: 'Commitment to the evidence root',
  rootEvents: 'Commitment to the events root',
  headCommitment: 'Commitment to the head of the custody log',
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

/** `trailcase redaction CASE open` */
export const OPENING = {
  check: 'printf %s VALUE | openssl dgst -sha256 -mac HMAC -macopt hexkey:KEY',
};
