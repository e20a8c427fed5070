// What a check of a report says: plain sentences, for a lawyer and for an expert.

import { grouped } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';

const count = (n: number, one: string, more = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : more}`;

export const ONE_BY_ONE = {
  exhibit: (number: number, what: string): string => `exhibit ${number}: ${what}`,
  entry: (number: number, what: string): string => `entry ${number}: ${what}`,
  notOurs: 'it is not written as a report writes it',
  otherNumber: 'it has another number',
  otherItem: 'its address and its evidence item contradict each other',
  noEvent: 'the case has no event at the address that it states',
  noBytes: 'it shows a record whose bytes the case does not hold',
  noRecord: 'its record, or the hash of it, is missing',
  otherHash: 'the record in the case has another SHA-256 than it states',
  otherRecord: 'it shows another record than the one in the case',
  alteredItem: 'its evidence item in the case no longer has its hash',
  noEntry: 'the case has no such entry',
  otherEntry: 'the case has another entry of this number',
};

export const QUESTIONS = {
  noted: 'Did the case note this file?',
  caseOf: 'Is it of this case?',
  entry: 'Does the case have the state that it tells?',
  keys: 'Are the public keys at hand with which it was written?',
  again: 'Does the case give the same report again?',
  exhibits: 'Are its exhibits those of the case?',
  entries: 'Are its custody entries those of the case?',
  roots: 'Is the evidence the one that it states?',
  events: 'Is the list of events the one that it states?',
  pages: 'Are the pages those that were printed?',
  signature: 'Is it signed?',
  case: 'Does the case itself hold?',
};

export const NOTED = {
  yes: (seq: number, at: number, zone: string): string =>
    `Entry ${seq} of the custody log, of ${formatTime(at, zone)}, notes a report with this SHA-256, and the log is unbroken up to it.`,
  broken: (seq: number): string => `Entry ${seq} of the custody log notes this SHA-256, but the log is broken before or at it.`,
  no: 'No entry of the custody log notes a report with this SHA-256: it was written without being noted, it was noted in another copy of the case, or the file was changed since.',
};

export const STATE = {
  sameCase: (caseId: string): string => `It says that it is of the case ${caseId}, and this is that case.`,
  otherCase: (theirs: string, ours: string): string => `It is of the case ${theirs}; this is the case ${ours}. Nothing else was compared.`,
  notEmpty: (last: number): string => `It tells an empty custody log; the log here has ${count(last, 'entry', 'entries')}.`,
  has: (entry: number): string =>
    entry === 0
      ? 'It tells an empty custody log.'
      : `It tells the case as of entry ${entry} of the custody log, and the case has that entry with the hash that it states.`,
  lacks: (entry: number, last: number): string =>
    `It tells the case as of entry ${entry}; the custody log here ends with ${last}. This is an earlier copy of the case, or entries were cut off.`,
  otherHead: (entry: number): string =>
    `The case has another entry ${entry} than the one that the report was written from: their hashes differ.`,
  noSalt: 'It is a redacted report, and this copy of the case has no secret for such reports: what it commits to cannot be compared.',
};

const difference = (place: string, offset: number): string => `The first difference is in ${place}, at byte ${grouped(offset)} of the file`;

export const KEYS = {
  wanted: (name: string, sha256: string): string => `“${name}”, SHA-256 ${sha256}`,
  unknown: 'a file that it names by a commitment only, since it is redacted; neither the files given nor the evidence have it',
  otherName: (sha256: string): string => `the file with the SHA-256 ${sha256}, under the name that it had then`,
  given: (name: string, sha256: string): string => `“${name}”, SHA-256 ${sha256}, as given`,
  fromEvidence: (name: string, sha256: string): string => `“${name}”, SHA-256 ${sha256}, which the case holds as evidence`,
  give: (wanting: readonly string[]): string =>
    `It was written with AWS’s public keys out of ${wanting.length === 1 ? 'a file that is' : 'files that are'} not at hand. Give --keys FILE with: ${wanting.join('; ')}.`,
  used: (used: readonly string[]): string => `It was written with AWS’s public keys out of: ${used.join('; ')}.`,
  aside: (hashes: readonly string[]): string =>
    `It was written without the keys in the ${hashes.length === 1 ? 'file' : 'files'} with the SHA-256 ${hashes.join(', ')}: they were left aside here.`,
};

export const AGAIN = {
  unsettled:
    'But at that entry an import had begun and not ended: what the case held then may have grown since, which alone may be the reason.',
  keysWanting: 'It was not written again: without the keys that it was written with, digests are judged otherwise.',
  same: (entry: number): string => `Written again as of entry ${entry}, with the same options, it is the same file, byte for byte.`,
  samePrinted: (entry: number): string =>
    `It says from which text it was printed; written again as of entry ${entry}, with the same options, that text is the same, byte for byte.`,
  otherPrinted: 'It says from which text it was printed, and the case gives another text.',
  differs: (place: string, offset: number, file: string, ours: string): string =>
    `${difference(place, offset)}: it says “${file}” where the case gives “${ours}”.`,
  cut: (place: string, offset: number): string => `The file ends after byte ${grouped(offset)}, in ${place}: up to there it is the same.`,
  more: (offset: number): string =>
    `Up to byte ${grouped(offset)} it is the whole report, byte for byte; then the file goes on with something else.`,
  otherTool: (theirs: string, ours: string): string =>
    `It was written by ${theirs}; this is ${ours}, which may word things otherwise. That alone may be the reason: check it with that version.`,
  neverHere: (theirs: string): string => `It says that ${theirs} wrote it, and no entry of the custody log was made by that version.`,
  onlyStatement: 'Beside what it says of itself in its head, it is the same, byte for byte.',
  gone: (why: string): string => `It cannot be written again: ${why}. Its parts are compared one by one instead.`,
  contradictory: 'What it says of its own options contradicts the rest of what it says of itself.',
  unknownOptions:
    'It is redacted, so it does not tell its options, the case did not note it, and none of the usual ones are those that it commits to. Give them by --options FILE, as they were when it was written.',
  otherOptions: 'The options that were given, or noted, are not those that it commits to.',
  failed: (why: string): string => `It could not be written again: ${why}.`,
};

export const PARTS = {
  exhibits: (n: number): string =>
    `${count(n, 'exhibit')}: each is an event of the case at the address that it states, shows that record byte for byte, and states its SHA-256. What is written around them was not compared.`,
  exhibitsWithin: (n: number): string =>
    `${count(n, 'exhibit')} could be read, and their records are those of the case. But the file is not the one that the case gives: what a reader sees of it may be something else.`,
  strange: (offset: number): string =>
    `At byte ${grouped(offset)} of the file there is something that no report has: a comment, a script, a style or an element of another kind. What a reader sees need not be what was compared.`,
  unreadable: (offset: number): string => `It could not be read from byte ${grouped(offset)} on.`,
  fewerEntries: (found: number, entry: number): string =>
    `It prints ${count(found, 'entry', 'entries')} of the custody log, and says that it tells entry ${grouped(entry)}.`,
  manyRoots: 'It prints its roots more than once.',
  noExhibits: 'It has none.',
  wrongExhibits: (wrong: readonly string[], cut: number): string => `${wrong.join('; ')}${cut > 0 ? `; and ${grouped(cut)} more` : ''}.`,
  otherCount: (found: number, stated: number): string =>
    `It has ${count(found, 'exhibit')}, and says of itself that it has ${grouped(stated)}.`,
  entries: (n: number): string => `The ${count(n, 'entry', 'entries')} that it prints are those of the case.`,
  root: 'The evidence root that it prints is the one that the custody log noted for that state.',
  otherRoot: 'The evidence root that it prints is not the one that the custody log noted for that state.',
  events: 'The events root that it prints is that of the events which the case held then.',
  otherEvents: 'The events root that it prints is not that of the events which the case held then.',
  eventsUnknown:
    'The events that the case held then cannot be listed again: no import up to that entry notes how many items it left, or they were derived anew since.',
  noRoot: 'The custody log notes no evidence root for that state.',
  redacted: 'Exhibits of a redacted report have no addresses: they cannot be compared one by one.',
  pages:
    'What the pages show cannot be read back and compared: who can write a file can keep what it says of itself and change a page. Only its own SHA-256 can speak for it, in the custody log or under a signature.',
  pagesNoted: 'The custody log notes the SHA-256 of this very file: its pages are those that were printed then.',
};

export const SIGNED = {
  holds: (fingerprint: string, seal: number | null, given: boolean): string =>
    `It was signed with the key ${fingerprint}. ${given ? 'That is the key whose fingerprint was given.' : seal !== null ? `The same key sealed this case (seal ${seal}).` : 'Whose key that is must be known from elsewhere: compare the fingerprint with the one that the examiner gave you.'}`,
  otherSeals: 'The seals of this case were made with another key.',
  none: 'The file that should hold the signature holds none.',
  missing: 'A fingerprint was given, and there is no signature beside the file.',
  forged: 'The signature does not fit its text and its key.',
  otherFile: 'The signature is of a file with another SHA-256.',
  otherCase: 'The signature names another case, or another custody entry, than the report.',
  otherKey: (fingerprint: string): string => `It was signed with the key ${fingerprint}, which is not the one whose fingerprint was given.`,
};

export const CASE = {
  holds: 'Every proof in the case was checked, and nothing is contradicted.',
  contradicted: (n: number, first: string): string =>
    `${count(n, 'contradiction')} found in the case itself: ${first}. See \`trailcase verify\`.`,
};
