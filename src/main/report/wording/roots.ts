// The two fingerprints of the whole case.

export const ROOTS = {
  intro: [
    'Two values stand for two lists: of all items, by their hashes, and of all events, by their places in the items. Whoever notes the values today can tell at any later time whether the case still lists the same items and events. They do not depend on the order of importing, nor on who works in the case.',
    '**A root covers what is listed, not the bytes themselves.** The hashes in the list are those taken when the items were imported. If the bytes of an item were altered in the case file afterwards, its line in the list, and so the root, would stay the same. So two steps belong together: the root shows that the list is the one that was noted, and hashing the bytes shows that each item still has the hash that the list names.',
    '**Evidence root**: the SHA-256 of a list with one line per item, `HASH  evidence/HASH` for a kept item or `HASH  not-kept/HASH`, with two blanks between, sorted by hash, each line ended by a line feed. It is the form that `sha256sum --check` reads.',
    '**Events root**: the SHA-256 of a list with one line per record, `ITEMHASH OFFSET LENGTH RELATION`, with single blanks between, each line ended by a line feed. RELATION is `event`, `sighting` or `conflict`, or `unresolved` for a repeated delivery that has not been compared yet. Where the record is decoded by steps (“Decoded from there by” in an exhibit), they follow the length after a slash, without a blank: `ITEMHASH OFFSET LENGTH/STEPS RELATION`. The order is that of the item hash, then of offset and length as numbers, then of the steps byte by byte, a record without steps first.',
  ],
  evidence: 'Evidence root',
  events: 'Events root',
  commands:
    'Both can be computed from the case file with the free program sqlite3 (version 3.38 or newer). First the evidence root, then the events root:',
  bytes:
    'This takes every kept item out of the case file and hashes its bytes. It prints a line for each, `HASH ok` or `HASH DIFFERS`; an item that differs is not what was imported:',
};
