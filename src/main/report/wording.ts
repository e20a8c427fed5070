// Every sentence of the report, in one place. `…` is shown as code and **…** as bold where `prose` prints it. Readers: a lawyer, and an opposing expert.
import { grouped } from '../../shared/text.ts';

/** `1 event`, `2 events` */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

export const COMMON = {
  none: 'not given',
  empty: '(empty)',
  undated: 'undated: the record has no readable time',
  noInstant: (ms: number) => `${ms} ms after 1970-01-01 UTC, beyond the calendar`,
  exhibit: (n: number) => `Exhibit ${n}`,
  entry: (n: number) => `entry ${n}`,
  more: (n: number, one: string, many?: string) => `${counted(n, one, many)} more, not listed here`,
};

export const DOCUMENT = {
  kicker: 'Incident report',
  untitled: 'Untitled case',
  title: (title: string) => `Incident report: ${title}`,
  contents: 'Contents',
};

export const TITLES = {
  cover: 'The case',
  limits: 'What this report can and cannot show',
  summary: 'Summary in numbers',
  storyline: 'Findings and storyline',
  glance: 'Exhibits at a glance',
  verification: 'What was verified, and how',
  exhibits: 'Exhibits',
  evidence: 'Evidence inventory',
  problems: 'Problems found in the evidence',
  custody: 'Custody log',
  roots: 'Roots: two fingerprints of the whole case',
  byHand: 'How to check this report by hand',
  glossary: 'Words used in this report',
};

export const COVER = {
  number: 'Case number',
  examiner: 'Examiner',
  organisation: 'Organisation',
  zone: 'Time zone of this report',
  zoneNamed: 'The case names the zone',
  zoneUnknown: ', which the computer that wrote this report does not know: times are shown in UTC.',
  created: 'Case created',
  caseId: 'Case identifier',
  tool: 'Written by',
  state: 'State of the case',
  stateAt: (entry: number) => `As of custody entry ${grouped(entry)}`,
  stateEmpty: 'The custody log is empty',
  head: 'Head of the custody log (SHA-256)',
  verification: 'Verification',
  clean: 'Nothing was contradicted.',
  found: 'Contradictions were found.',
  readMore: 'What was verified, and how',
  exhibits: 'Exhibits',
  template: 'Kind of report',
  classification: 'Classification',
  privilege: 'Privilege',
  noMark: 'none set by the examiner',
  redacted: 'Redaction',
  redactedYes: 'This is a redacted copy: parts are hidden, and hashes of the evidence are replaced by commitments.',
  stated: 'Time that this report states',
  findings: 'Findings',
  findingCounts: (n: { asserted: number; drafts: number; open: number; rejected: number; takenAway: number }) =>
    `${grouped(n.asserted)} asserted, ${counted(n.drafts, 'draft')} that nobody asserts, ${counted(n.open, 'open hypothesis', 'open hypotheses')}, ${grouped(n.rejected)} rejected, ${grouped(n.takenAway)} taken away by the examiner`,
  notHere: 'not in this report',
  leftOut: (n: number) =>
    `Only those that these credentials made, or that tell of how they were issued and used. ${counted(n, 'other exhibit')} ${n === 1 ? 'is' : 'are'} left out; numbers are those of the full report.`,
  fullReport: 'Full report',
  fullReportText: (entry: number) =>
    `This is a selection. The full report of the same state of the case, custody entry ${grouped(entry)} with the head above, holds findings with their reasons, exhibits with raw records, inventory and custody log. Trailcase writes it with`,
  times:
    'Times are shown in the zone of the case with its offset, and in UTC. This report holds no time of its own: written again by the same version of Trailcase from the same state of the case, the same verification and the same options, it is the same file, byte for byte. Another version may word or arrange it differently. No file can state its own SHA-256; Trailcase states that of this report when it is written.',
  selfContained:
    'This file is complete in itself. It contains no program, loads nothing from anywhere, and needs no Trailcase to be read or checked.',
};

export const LIMITS = [
  'CloudTrail is a service of Amazon Web Services (AWS). It writes a record when someone, or some program, asks AWS to do something. This report is drawn from files of such records; it shows what those files say.',
  '**Credentials, not persons.** A record names the credentials with which a call was signed. It does not know who held them. Where this report says “actor”, it means credentials: a user, a role’s session, an access key. It identifies nobody.',
  '**AWS’s clock, in whole seconds.** The time of an event is the one that AWS wrote, as a rule to the second. Events of one second have no order among themselves; the order in which they stand here is that of their addresses, so that it never varies.',
  '**Two clocks.** Times in the custody log, and those of notes, findings and reviews, are of the computer on which Trailcase ran. Nothing compares that clock with AWS’s.',
  '**Delivery windows.** A log file is delivered some minutes after what it tells of, as a rule within about 15, at times hours later; AWS promises no time. Digests follow about once an hour, and speak of times of delivery, not of events. Evidence collected soon after an event may not yet hold it.',
  '**Addresses on the Internet.** A source address is the one from which AWS received the call. It may be that of a proxy, a VPN, a shared network or another AWS service. It is no place of residence.',
  '**Absence proves little.** That an event is not in this report, or not in the case, does not prove that it did not happen: a trail may have been off, may not record that kind of event, may cover other accounts or regions, or its files may not be among those delivered. Absence carries weight only for a span whose complete delivery AWS’s signed digests attest, and then only for what that trail was set to record.',
  '**No error code.** AWS writes an error code into the record of a call that it refused or that failed. Its absence means, as a rule, that the call was carried out; a failed sign-in to the console has none, and says so in other fields of the record.',
  '**What the caller chose.** User agents, names, request parameters and tags are text that the caller wrote. They may be false, and they may be meant to mislead whoever reads them. They are shown here as inert text.',
  '**Exhibits are a selection.** The exhibits are the events that the investigator marked or cites. Other events in the case may weigh against them: the case file holds them all.',
  '**What is derived.** The raw record under each exhibit is evidence. The fields beside it are read from it; those marked “derived” are concluded: the instant in milliseconds and other zones, the short name of the actor, and which of several deliveries of one event is shown. Where a record names a field twice, the last one is read; the raw record shows both.',
  '**Marks in text.** Invisible characters, and those that change the direction of writing, could make a text appear to say something else. They are shown as marks: `⟦U+202E⟧` stands for the character with that Unicode number, `⟦0xFF⟧` for a byte that is no UTF-8 text. The character `⟦` itself is shown as `⟦U+27E6⟧`, so that no text can imitate a mark.',
];

export const SUMMARY = {
  items: 'Evidence items',
  bytes: 'Size as delivered',
  bytesValue: (n: number) => `${counted(n, 'byte')}`,
  unread: 'Files met that could not be read',
  records: 'Records in the evidence',
  sum: (records: number, events: number, sightings: number, conflicts: number, problems: number) =>
    `${grouped(records)} = ${counted(events, 'event')} + ${counted(sightings, 'sighting')} + ${counted(conflicts, 'conflict')} + ${counted(problems, 'unreadable record')}`,
  sumText:
    'Every record is counted once. A sighting is the same event delivered again; a conflict is an event delivered again with different content.',
  period: 'Period of the events',
  first: 'First event',
  last: 'Last event',
  undated: 'Events without a readable time',
  accounts: 'AWS accounts',
  regions: 'AWS regions',
  exhibits: 'Exhibits in this report',
  exhibitsElsewhere: 'Exhibits of the case; they are not in this report',
  lost: 'Bookmarks without an event',
  problems: 'Problems',
  custody: 'Entries in the custody log',
  periodText: 'From the first to the last event that the files contain. It does not follow that the files cover the whole of that period.',
  kinds: 'Items by kind',
  kindHeads: ['Recognised as', 'Items', 'Bytes'],
};

export const KINDS: Record<string, string> = {
  log: 'CloudTrail log',
  insight: 'CloudTrail Insights log',
  digest: 'CloudTrail digest (AWS’s signed list of log files)',
  sidecar: 'S3 metadata of a file (.head.json)',
  keys: 'AWS public keys',
  config: 'Configuration of a trail',
  sign: 'Sign file of a query export',
  unknownJson: 'JSON that was not recognised',
  unknownCsv: 'CSV that was not recognised',
  notCloudTrail: 'Not CloudTrail',
  unreadable: 'Could not be read as what its name promises',
};

export const STORYLINE = {
  none: 'The examiner recorded no findings.',
  intro:
    'What follows is what the examiner concludes, in the order in which it tells the story. It is opinion: each finding names the events that it rests on and those that speak against it, so that it can be weighed. What is marked as a draft is asserted by nobody. Credentials are named, never the persons who held them.',
  further: 'Further findings',
  rejected: 'Hypotheses that were rejected',
  rejectedText: 'They were considered, and are shown with the reason for which they were given up.',
  gone: 'a finding that is no longer in the case',
  state: 'Status',
  reason: 'Reason',
  severity: 'Severity',
  confidence: (word: string) => `confidence ${word}`,
  techniques: 'MITRE ATT&CK techniques',
  author: 'Written by',
  takenOver: 'taken over from',
  entities: 'Entities',
  order: 'In the order in which it is told by',
  review: 'Review',
  reviewed: 'reviewed as it is written by',
  here: 'the examiner of this case',
  reviewedLost: 'what was reviewed is not in the case',
  byAuthor: 'its own author',
  changed: 'the finding was changed since it was reviewed',
  hypothesis: 'Hypothesis of the examiner: opinion, not evidence',
  claim: 'Conclusion of the examiner: opinion, not evidence',
  draft: 'Draft: not asserted by anybody. It is no conclusion, and no evidence',
  noNarrative: 'Without a text.',
  noEvents: 'No event is cited for it.',
  attack:
    'MITRE ATT&CK is a registered trademark of The MITRE Corporation. © The MITRE Corporation. Names of its techniques are reproduced and distributed with the permission of The MITRE Corporation.',
  lost: 'not in the case',
  side: { supporting: 'for', contradicting: 'against' },
  citedHeads: ['Speaks', 'Time', 'Event', 'Why'],
  aFinding: (letter: string) => `Finding ${letter}`,
  aDraft: (letter: string) => `Draft finding ${letter}`,
  aHypothesis: (letter: string) => `Hypothesis ${letter}`,
  dates: 'The story in dates',
  datesText: 'From the first to the last event that speaks for each finding, in the order in which the story is told.',
  datesAbout: 'Each finding with its time, state and confidence, in one table.',
  datesOpinion: 'Findings are opinion, not evidence; what each rests on stands in the full report.',
  dateHeads: ['Finding', 'From and to', 'Severity, status', 'Events'],
  from: 'from',
  to: 'to',
  span: 'Time of the events cited for it',
  spanNone: 'no event with a time is cited for it',
  sides: (supporting: number, contradicting: number) => `${grouped(supporting)} for, ${grouped(contradicting)} against`,
  tactics: 'tactics',
};

export const GLANCE = {
  heads: ['Exhibit', 'Time', 'What was called', 'With which credentials', 'From', 'Outcome'],
  none: 'The investigator bookmarked no event, and no finding or text cites one: this report has no exhibits.',
  ok: 'no error code',
  address: 'Address of the event:',
  record: 'SHA-256 of the raw record:',
};

export const FIELDS = {
  heads: ['Meaning', 'Value', 'Field in the record'],
  time: 'When',
  eventName: 'What was called',
  eventSource: 'Of which service',
  readOnly: 'Reads only',
  errorCode: 'Outcome',
  errorMessage: 'Error message',
  noErrorCode: 'the record has no error code',
  actor: 'Actor (credentials, not a person)',
  identityType: 'Kind of credentials',
  arn: 'Full name of the credentials (ARN)',
  identityAccount: 'Account of the credentials',
  accessKey: 'Access key',
  mfa: 'Second factor used for the session',
  sessionStart: 'Session issued at',
  invokedBy: 'Called on behalf of it by',
  sourceIp: 'From address',
  userAgent: 'With the program (as it calls itself)',
  region: 'In region',
  account: 'In account',
  eventId: 'AWS’s number of the event',
  requestId: 'AWS’s number of the request',
  derived: 'derived from',
  rest: 'All other fields of the record',
  restHeads: ['Field', 'Value'],
  restCut: (n: number) => `${counted(n, 'more field')}: see the raw record.`,
  nested: '(nested deeper than is listed: see the raw record)',
  cut: (n: number) => `… (${counted(n, 'more character')}: see the raw record)`,
};

export const EXHIBITS = {
  intro:
    'Each exhibit is one event that the investigator bookmarked, or cites in a finding or a text, in order of time. It says what cites it. Its fields are read from the raw record below them; the raw record is what the file contains, between two byte positions.',
  none: 'The investigator bookmarked no event, and no finding or text cites one.',
  note: 'Note of the examiner: opinion, not evidence',
  noNote: 'Bookmarked without a note.',
  tags: 'Tags',
  colour: (colour: string) => `Bookmark: ${colour}`,
  by: 'Written by',
  version: (n: number) => (n === 1 ? 'only version' : `version ${n}; the earlier ones stay in the case and in the custody log`),
  custody: 'Custody log',
  raw: 'Raw record',
  rawHash: 'SHA-256 of the raw record',
  rawMarked:
    'Some characters of this record are shown as marks such as `⟦U+202E⟧`. The SHA-256 is that of the original bytes; with every mark replaced by what it stands for, the text above has it.',
  rawMissing: 'The bytes of this record are not in the case. The fields above are those that the case lists.',
  altered: 'The stored bytes of this item no longer have the SHA-256 under which it was imported. Do not rely on this exhibit.',
  contradicted: 'The verification found this exhibit contradicted:',
  where: 'Where it is, and how to check it',
  address: 'Address of the event',
  item: 'Evidence item (SHA-256)',
  itemSize: 'Size of the item as delivered',
  intact: 'Stored bytes of the item',
  intactYes: 'have this SHA-256, computed again as this report was written',
  intactNo: 'do NOT have this SHA-256',
  notKept: 'not kept in the case',
  encoding: 'Encoding',
  gzip: 'gzip: positions count in the decompressed content',
  identity: 'none: positions count in the file itself',
  steps: 'Decoded from there by',
  offset: 'Position of the first byte, from 0',
  length: 'Length in bytes',
  found: 'Found at',
  check:
    'With the item in a file named by its SHA-256, the first command confirms the file, and the second must print the SHA-256 of the raw record:',
  deliveries: 'Other deliveries of the same event',
  delivery: {
    event: 'the delivery that stands for the event',
    sighting: 'same content as the delivery that stands for the event',
    conflict: 'content DIFFERENT from the delivery that stands for the event',
    unresolved: 'not compared yet',
  },
  own: {
    event: 'This exhibit is the delivery that stands for the event.',
    sighting: 'This exhibit is a repeated delivery; its content is the same as that of the delivery that stands for the event.',
    conflict: 'This exhibit is a repeated delivery; its content is DIFFERENT from that of the delivery that stands for the event.',
    unresolved: 'This exhibit is a repeated delivery that has not been compared yet.',
  },
  conflict: 'The same event was delivered with different content. Neither is corrected here: both are shown.',
  conflictRecord: 'Raw record of the differing delivery',
  problems: 'Problems of this record',
  lost: 'Bookmarks without an event',
  lostText:
    'These bookmarks cite an event that the case does not contain. They are listed so that none is passed over in silence; they are no exhibits.',
  lostHeads: ['Cited event', 'Why it is no exhibit', 'Note of the examiner: opinion', 'Written by'],
  missing: {
    address: 'What it cites is no address of an event.',
    item: 'The case has no evidence item with this SHA-256.',
    record: 'The case has the item, but no record at this place in it.',
  },
};

export const VERIFICATION = {
  clean: 'Nothing was contradicted.',
  found: 'Contradictions were found. Read them before relying on this report.',
  heads: ['What', 'How', 'Result'],
  evidence: 'Evidence items',
  evidenceHow: 'The stored bytes of every kept item were hashed again (SHA-256) and compared with the hash taken when they were imported.',
  evidenceResult: (checked: number, altered: number, notKept: number) =>
    `${counted(checked, 'item')} checked, ${grouped(altered)} altered; ${grouped(notKept)} not kept, so that nothing can be checked`,
  events: 'Events',
  eventsHow: 'The events were derived again from the evidence and compared with those that the case lists.',
  eventsResult: (checked: number, differing: number) => `${counted(checked, 'event')} checked, ${grouped(differing)} differing`,
  custody: 'Custody log',
  custodyHow: 'The hash of every entry was computed again and compared with the one stored, and with the one that the next entry cites.',
  custodyResult: (entries: number, broken: number) => `${counted(entries, 'entry', 'entries')} checked, ${grouped(broken)} broken`,
  custodyMoved: (then: number, now: number) =>
    `At the verification the log had ${counted(then, 'entry', 'entries')}; this report states it with ${grouped(now)}.`,
  schema: 'Structure of the case file',
  schemaHow: 'Its tables, views and the rules that forbid changing them were compared with those that Trailcase makes.',
  schemaResult: (n: number) => (n === 0 ? 'as Trailcase made it' : `${counted(n, 'difference')}`),
  roots: 'Roots',
  rootsHow:
    'A root is the fingerprint of a list: of the hashes of all items, or of the places of all events. The lists at the verification are compared with those as this report was written. The bytes behind them are checked in the first line of this table, not here.',
  rootsSame: 'the same lists',
  rootsDiffer: 'NOT the same lists: the case changed between the verification and this report',
  seals: 'Seals',
  sealsHow: 'A seal is a signed statement of the case’s state at a moment.',
  sealsResult: (n: number) => (n === 0 ? 'the case has none' : counted(n, 'seal')),
  digests: 'AWS’s signed digests',
  digestsHow:
    'AWS can sign hourly digests that list the hashes of the log files that it delivered. The signature of every digest here was checked, and every log file compared with the hash that its digest states. That all of it fits together shows who signed only as far as the public keys are known to be AWS’s: `aws cloudtrail list-public-keys` prints those of a region and period.',
  keysFrom: (origins: readonly string[]) => `Public keys from: ${origins.join('; ')}`,
  digestsUnchecked: 'none could be checked',
  verdicts: (v: { valid: number; invalid: number; missing: number; unverifiable: number }) =>
    `digests: ${grouped(v.valid)} valid, ${grouped(v.invalid)} invalid, ${grouped(v.missing)} missing, ${grouped(v.unverifiable)} unverifiable`,
  logVerdicts: (v: { valid: number; invalid: number; missing: number; unverifiable: number; unattested: number }) =>
    `log files: ${grouped(v.valid)} valid, ${grouped(v.invalid)} invalid, ${grouped(v.missing)} missing, ${grouped(v.unverifiable)} unverifiable, ${grouped(v.unattested)} unattested`,
  gaps: (n: number) => `${counted(n, 'gap')} in the digests`,
  uncheckedText:
    'None of AWS’s signed digests could be checked: the case holds none, or no signature or public key for those that it holds. It is therefore not shown that the files are those that AWS delivered, nor that all of them are here. Unverifiable is not invalid: nothing in this speaks against the files either. What is shown is that nothing changed since they were imported into the case.',
  attestation: {
    none: 'No log file of this case is attested by a signed digest.',
    partial: (keys: string) => `A part of the log files is attested by digests whose signatures fit ${keys} For the rest nothing is shown.`,
    full: (keys: string) => `All log files are attested by digests whose signatures fit ${keys}`,
  },
  keyOrigins: {
    evidence:
      'public keys taken from the evidence itself. That AWS issued these keys was not checked: whoever made the evidence could make keys and digests, too.',
    given:
      'public keys from a file that the examiner named. That AWS issued these keys was not checked by Trailcase: it rests on how that file was obtained.',
    both: 'public keys, some taken from the evidence itself and some from a file that the examiner named. That AWS issued these keys was not checked by Trailcase.',
    unknown: 'the public keys at hand. That AWS issued these keys was not checked by Trailcase.',
  },
  findings: 'What was found',
  findingHeads: ['Concerns', 'Verdict', 'Reason'],
  findingsCut: (n: number) => `${grouped(n)} more not listed here; \`trailcase verify CASE --details\` lists them.`,
  findingsLimited: 'The verification itself listed only the worst; there are more.',
  findingsUnlisted:
    'The verification was made without details: what it found is counted above and not listed. `trailcase verify CASE --details` lists it.',
  nothing: 'Nothing.',
};

export const EVIDENCE = {
  intro:
    'An item is one file as it was delivered, named by the SHA-256 of its bytes. Two files with the same bytes are one item found at two places. The list is in order of the hash.',
  notKept:
    'Of items marked “no” the bytes are not in the case file: they were hashed and listed only. Their hashes can be compared with the original files.',
  sources: 'Sources: where the evidence came from',
  sourceHeads: ['Source', 'Path as given', 'Acquired', 'By, with'],
  kinds: { folder: 'folder', file: 'file', s3: 'bucket', 's3-record': 'bucket record', 'aws-api': 'AWS service' } as Record<string, string>,
  items: 'Items',
  heads: ['No.', 'Kind', 'Bytes', 'Kept', 'Records', 'Problems'],
  secondHead: 'SHA-256, exhibits from it, and where it was found (source: path)',
  altered: (n: number) =>
    `Of ${counted(n, 'item')} the stored bytes no longer have the SHA-256 under which they were imported. They are marked ✖ below, with the hash that the bytes have now. The hash in the list is that of the import, not of these bytes.`,
  alteredItem: 'The stored bytes no longer have this SHA-256. They have now:',
  alteredHidden: 'The stored bytes no longer have the SHA-256 under which they were imported.',
  unreadableNow: 'they cannot be read',
  yes: 'yes',
  no: 'no',
  none: 'The case has no evidence.',
  unread: 'Files that were met and could not be read',
  unreadText: 'No bytes of these are in the case and no hash of them is known.',
  unreadHeads: ['Source', 'Path', 'Why'],
};

export const PROBLEMS_TEXT = {
  intro:
    'Nothing in the evidence is passed over in silence: what could not be read, or reads oddly, is listed here. A problem is no sign of manipulation by itself.',
  none: 'None.',
  heads: ['Problem', 'Times', 'Of these, records that became no event'],
  listHeads: ['Item or file', 'Bytes (position + length)', 'Exhibit', 'Detail'],
  cut: (n: number) => `${grouped(n)} more of this kind are not listed here; the case file has them.`,
};

export const CUSTODY = {
  intro:
    'What was done to the case, by whom and with what. Entries are only ever added; each cites the hash of the one before it, so that no entry can be changed or taken out without every later hash changing. Times are those of the computer on which it was done.',
  how: 'The hash of an entry is the SHA-256 of eight values joined by single line feeds, with none at the end, as UTF-8: number, time in milliseconds, who, action, tool, outcome, detail, previous hash. The first entry cites 64 zeros. All eight are printed here:',
  heads: ['No.', 'Time', 'Who, with what', 'Action: outcome'],
  ms: 'time in ms',
  detail: 'detail',
  previous: 'previous',
  hash: 'hash',
  holds: 'computed again: holds',
  broken: 'computed again: DOES NOT HOLD',
  concerns: 'concerns',
  none: 'The custody log is empty.',
};

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
