// How anyone checks the report with common tools.

export const BY_HAND = {
  exhibits: 'Each exhibit prints its own command ready to copy.',
  intro:
    'No part of Trailcase is needed for this: the tools are `sha256sum`, `gzip`, `tail`, `head`, `xxd` and `sqlite3`, which every Linux system has or offers. On macOS write `shasum -a 256` for `sha256sum`. On Windows use the Windows Subsystem for Linux. `case.trailcase` stands for the path of the case file.',
  steps: [
    ['An item against the original delivery', 'Hash every file of the delivery; the hashes must be those of the inventory of this case.'],
    [
      'An item out of the case file',
      'The case file is an SQLite database, and an item’s bytes lie in it as delivered. This writes one into a file named by its hash; put the item’s hash for `HASH`, three times. The last command must print the same hash.',
    ],
    [
      'A record in an item',
      'Cut the record out between its two positions (the first command is for gzip items, the second for others) and hash it. Put the item’s hash for `HASH`, the position plus 1 for `FIRST` (position 0 gives 1), and the length for `LENGTH`. The result must be the SHA-256 of the raw record.',
    ],
    ['An entry of the custody log', 'Put the entry’s number for `1`. The result must be the entry’s hash.'],
    ['The roots', 'The commands stand with the roots:'],
    ['This file', 'Compare its SHA-256 with the one that Trailcase stated when it was written.'],
  ] as const,
};

/** `trailcase redaction CASE open` */
export const OPENING = {
  check: 'printf %s VALUE | openssl dgst -sha256 -mac HMAC -macopt hexkey:KEY',
};
