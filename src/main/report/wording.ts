// Every sentence of the report, in one place: to translate a report is to translate this file. `…` is shown as code and **…** as bold where `prose` prints it.
// Readers: a lawyer, a board, and an opposing expert. Words that the window shares with the report stand in src/shared.
import type { Recorded } from '../../shared/empty.ts';
import type { ReportTemplate } from '../../shared/report.ts';
import { grouped, lengthWords, plural } from '../../shared/text.ts';
import type { ReportText } from '../case/report-texts.ts';

/** `1 event`, `2 events` */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

export const COMMON = {
  shortened: (all: number) => `… (shortened by this report: ${grouped(all)} characters in all)`,
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
  headHidden: 'Head of the custody log (commitment to its SHA-256)',
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
    'Times are shown in the zone of the case with its offset, and in UTC. This report holds no time of its own: written again by the same version of Trailcase from the same state of the case, the same verification and the same options, it is as HTML the same file, byte for byte. Printed again as PDF it has the same content and the same dates; the bytes of a PDF may differ. Another version may word or arrange it differently. No file can state its own SHA-256; Trailcase states that of this report when it is written.',
  selfContained: ({ isVolume, isRedacted }: { isVolume: boolean; isRedacted: boolean }) =>
    `${isVolume ? 'This file is one volume of the report: only all volumes together are complete.' : 'This file is complete in itself.'} It contains no program, and loads nothing from anywhere. ${
      isRedacted
        ? 'No Trailcase is needed to read it. What is hidden in it can be checked only with the help of whoever holds the case.'
        : `It needs no Trailcase to be read or checked${isVolume ? ', together with the other volumes' : ''}.`
    }`,
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
  label: 'Label given by the examiner: opinion, not evidence',
  labelOnly: 'There is a label only, and no note.',
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

const it = (n: number): string => (n === 1 ? 'it' : 'them');

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
    'AWS can sign hourly digests that list the hashes of the log files that it delivered. Where a digest’s signature and a public key for it are at hand, the signature was checked; where a log file that such a digest names is in the case, the SHA-256 of its uncompressed content was compared with the one that the digest states. That all of it fits together shows who signed only as far as the public keys are known to be AWS’s: `aws cloudtrail list-public-keys` prints those of a region and period.',
  digestsLeft: (digests: number, logs: number, unattested: number) =>
    [
      ...(digests > 0 ? [`${counted(digests, 'digest')} could not be checked: a signature or a public key is absent.`] : []),
      ...(logs > 0 ? [`${counted(logs, 'log file')} could not be checked: the digest naming ${it(logs)} is not proven.`] : []),
      ...(unattested > 0
        ? [`${counted(unattested, 'log file')} could not be compared with anything: no digest here names ${it(unattested)}.`]
        : []),
    ].join(' '),
  keysFrom: (origins: readonly string[]) => `Public keys from: ${origins.join('; ')}`,
  digestsUnchecked: 'none could be checked',
  verdicts: (v: { valid: number; invalid: number; missing: number; unverifiable: number }) =>
    `digests: ${grouped(v.valid)} valid, ${grouped(v.invalid)} invalid, ${grouped(v.missing)} missing, ${grouped(v.unverifiable)} unverifiable`,
  logVerdicts: (v: { valid: number; invalid: number; missing: number; unverifiable: number; unattested: number }) =>
    `log files: ${grouped(v.valid)} valid, ${grouped(v.invalid)} invalid, ${grouped(v.missing)} missing, ${grouped(v.unverifiable)} unverifiable, ${grouped(v.unattested)} unattested`,
  gaps: (n: number) => `${counted(n, 'gap')} in the digests (${n === 1 ? 'a period' : 'periods'} of which the case has no digest)`,
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
  nothing: 'No contradiction was found.',
  openToo: 'Something is missing, or could not be checked. It contradicts nothing, and proves nothing:',
  openGaps: (n: number) =>
    `${counted(n, 'gap')} in the digests: ${n === 1 ? 'a period' : 'periods'} of delivery of which the case has no digest. ${n === 1 ? 'It is' : 'They are'} listed below, under “Periods that are not proven”.`,
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

// Wording of the templates and of what stands on every page.

export const TEMPLATES: Record<ReportTemplate, { title: string; about: string; kicker: string }> = {
  full: {
    title: 'Full incident report',
    about: 'Everything: findings, pictures, exhibits, inventory, proofs, custody log.',
    kicker: 'Incident report',
  },
  brief: {
    title: 'Executive brief',
    about: 'A few pages for a board: what happened, how sure that is, and what is not known.',
    kicker: 'Executive brief',
  },
  inventory: { title: 'Evidence inventory', about: 'What was received, with hashes, and what was verified.', kicker: 'Evidence inventory' },
  dossier: { title: 'Dossier of one actor', about: 'All that the logs show of one set of credentials.', kicker: 'Dossier' },
  expert: {
    title: 'Expert statement',
    about: 'Authority and instructions, qualifications, facts, opinion, second review.',
    kicker: 'Expert statement',
  },
  'bsa-63': {
    title: 'Certificate form, India',
    about: 'Bharatiya Sakshya Adhiniyam 2023, section 63(4), Parts A and B, for counsel to complete.',
    kicker: 'Certificate form',
  },
  'fre-902': {
    title: 'Certificate form, United States',
    about: 'Federal Rules of Evidence 902(13) and 902(14), for counsel to complete.',
    kicker: 'Certificate form',
  },
};

/** `items 1 to 1,107`, `item 1` */
function span(one: string, from: number, to: number, many = `${one}s`): string {
  return from === to ? `${one} ${grouped(from)}` : `${many} ${grouped(from)} to ${grouped(to)}`;
}

export const PAGES = {
  redacted: 'REDACTED COPY: parts of this report are hidden. What stands in ‹ › stands in the place of something else.',
  redactedShort: 'REDACTED COPY',
  asOf: (entry: number, time: string) => `as of custody entry ${entry}, ${time}`,
  volume: (number: number, of: number) => `Volume ${number} of ${of}`,
  volumeText: (number: number, of: number, parts: readonly string[]) =>
    number === 1
      ? `This is volume 1 of ${of}. Its long lists go on in the volumes after it: it holds ${parts.join(', ')}.`
      : `This is volume ${number} of ${of}. It holds ${parts.join(', ')}; all other parts of the report are in volume 1.`,
  stretch: {
    exhibits: (from: number, to: number) => (to === 0 ? 'no exhibits' : span('exhibit', from, to)),
    evidence: (from: number, to: number) => `${span('item', from, to)} of the evidence inventory`,
    custody: (from: number, to: number) => `${span('entry', from, to, 'entries')} of the custody log`,
  },
  contentsOfVolume: 'Contents of this volume',
  elsewhere: 'The rest of the report',
  volumeOne: 'Volume 1: the cover, with the result of the verification; the contents of the whole report; all parts but these:',
  volumeHolds: (number: number, parts: readonly string[]) => `Volume ${number}: ${parts.join(', ')}`,
  inVolume: (volume: number) => ` (volume ${volume})`,
};

/** Beside every link to an exhibit of which it is true. */
export const FLAGS = {
  altered: '✖ contradicted',
  conflict: '≠ delivered with different contents',
};

/** In the margins of a printed page. */
export const PRINTED = {
  volume: (number: number, of: number) => `Volume ${number} of ${of}`,
  page: 'page',
  of: 'of',
};

/** What each section holds, for whoever chooses them. */
export const ABOUT = {
  cover: 'Facts of the case, and exactly which state of it is told.',
  limits: 'Credentials, not persons; clocks; addresses; absence.',
  summary: 'Items, records, events, period, accounts, regions.',
  storyline: 'What the examiner concludes, with the events for and against it.',
  glance: 'A table of all exhibits.',
  verification: 'What was verified, how, and with what result; AWS’s signatures.',
  exhibits: 'Every cited event: fields, raw record, hashes, commands to check it.',
  evidence: 'Every file received, with its hash and where it was found.',
  problems: 'What could not be read, or reads oddly.',
  custody: 'Everything done to the case, in full.',
  roots: 'Two hashes for the whole case.',
  byHand: 'How anyone checks the report with common tools.',
  glossary: 'Words for readers who do not know AWS.',
};

// Sentences of the report on what AWS's signed digests and the seals say. The rest stands in wording.ts.

export const ATTESTATION = {
  title: 'Deliveries: what AWS’s signed digests say of which period',
  intro:
    'A digest speaks of the log files that one trail delivered in about one hour, for one account and region. Periods are those of delivery, not of the events: a log file arrives minutes after what it tells of. That nothing was delivered is no proof that nothing happened: a trail delivers what its selectors ask for. All of it holds on condition that the public keys below are AWS’s.',
  chainHeads: ['Account, region, trail', 'From, to', 'Digests', 'Log files named', 'Proven'],
  noTrail: '(no digest)',
  backfill: 'backfill',
  /** @param files digests as files, @param periods as the table counts them */
  copies: (files: number, periods: number) =>
    `The case has ${counted(files, 'file')} of digests; the table counts ${grouped(periods)}, the digest of each period once. Of some periods there is more than one file: the same digest stored in two spellings (compressed and not, for instance), or one that fits no period. Verdicts, and the table of keys, count files.`,
  open: 'Periods that are not proven',
  openCounts: (all: number, states: string, gaps: number) =>
    `${counted(all, 'period')}: ${states}. ${
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
      : `since then ${counted(items, 'item')}, ${counted(records, 'record')}, ${counted(custodyEntries, 'custody entry', 'custody entries')}`,
  delivered: 'AWS’s signed digest',
  /** Of an item whose stored bytes are not those that were imported. */
  bytesDiffer:
    'The stored bytes of this item do not have the SHA-256 under which it was imported: what a digest says of the file as it was delivered does not hold for these bytes. A digest states the SHA-256 of the uncompressed content only, not that of the file with its compression. Of that content the verification says:',
  unjudged: 'not judged',
};

// Wording of the sections that are drawn or counted from the events: timeline, actors, resources, indicators, gaps, method, dossier.
// Readers: a lawyer, a board, an opposing expert. Credentials act here, never persons.

/** `15 minutes`, `1 day`, `half a year`: width of a bar. */
function widthWords(ms: number): string {
  return lengthWords(ms);
}

export const FACT_TITLES = {
  timeline: 'Timeline',
  actors: 'Actors and credentials involved',
  resources: 'Affected resources',
  indicators: 'Indicators',
  gaps: 'What the logs do not show',
  method: 'Method',
  identity: 'The credentials of this dossier',
  activity: 'What was done with them',
  lineage: 'Where they came from, and what they issued',
  events: 'Their events',
};

export const FACT_ABOUT = {
  timeline: 'A picture of what exhibits and findings span, and of the whole case.',
  actors: 'Each actor and access key of the exhibits, with counts, addresses, and who issued what.',
  resources: 'What the exhibits created, changed, made accessible, deleted or read.',
  indicators: 'Addresses, keys, programs, session names and watch lists, as tables.',
  gaps: 'Coverage, gaps, unattested spans, kinds of events that were not or perhaps not recorded.',
  method: 'Tools, options, filters, databases with dates, and how to repeat it.',
  identity: 'Dossier: which credentials, how many events, since when.',
  activity: 'Dossier: calls by day and API, refused calls, addresses, programs.',
  lineage: 'Dossier: who issued them, and what they issued.',
  events: 'Dossier: its exhibits, and its writing and refused calls.',
};

export const FACT_COMMON = {
  /** Of exhibits that are not listed one by one. */
  moreExhibits: (n: number) => `and ${plural(n, 'more exhibit')}`,
  noExhibit: 'no exhibit',
  named: 'named by a finding',
  none: 'none',
  noneExhibits: 'This report has no exhibits, and no finding names an entity of this kind: there is nothing to list.',
  more: (n: number, one: string, many?: string) => `${plural(n, one, many)} more, not listed here`,
  events: (n: number) => plural(n, 'event'),
  conflicts:
    'Of these exhibits the same event was delivered with different contents. None of the deliveries is taken for the truth: what only some of them say is marked ≠. Counts of events take one delivery of each: the fullest and, of those, the first by hash and place.',
  disputed: 'another delivery of the event says otherwise:',
  inCase: 'Counts are of the whole case, not of the exhibits alone.',
};

/** How a call ended, by its records. */
export const OUTCOMES = {
  noCode: 'no error code',
  says: 'the record says',
  failure: 'Outcome, as the record says it',
  /** @param n deliveries that differ, the exhibit's own among them */
  conflict: (n: number) => `delivered with different contents (${grouped(n)} deliveries)`,
};

export const PICTURE = {
  shownBelow: 'shown below',
  wholeCase: 'The whole case',
  events: (n: number) => plural(n, 'event'),
  dated: (n: number) => `${plural(n, 'event')} with a time`,
  barEach: (ms: number) => `one bar: ${widthWords(ms)}`,
  tallest: (n: number) => `tallest ${grouped(n)}`,
  ticks: '| below: exhibits',
  nameless: 'no actor in the record',
  otherKeys: (n: number) => (n === 1 ? '1 further key' : `${grouped(n)} further keys`),
  noKey: 'no access key',
  exhibitsRow: 'Exhibits',
  hours: 'By hour of the day',
  exhibits: (numbers: readonly number[], all: number) =>
    `${all === 1 ? 'Exhibit' : 'Exhibits'} ${numbers.join(', ')}${all > numbers.length ? ` and ${grouped(all - numbers.length)} more` : ''}`,
};

export const TIMELINE = {
  intro:
    'The first picture shows the whole case, the second what the exhibits and findings span. Bars count **all** events of the case that have a readable time, by what they are; lanes show the actors of the exhibits; the numbers in the lanes are those of the exhibits, and lead to them. Times are those that AWS wrote, shown by the clock of the zone named.',
  none: 'No event of the case has a readable time: there is no timeline.',
  noPart: 'No exhibit and no finding has a time: only the whole case is shown.',
  stripTitle: 'All events of the case over time',
  partTitle: 'Events over time, with exhibits and lanes of their actors',
  zone: (zone: string) => `clock of ${zone}`,
  span: (text: string, utcFrom: string, utcTo: string) => `From ${text}. In UTC: ${utcFrom} to ${utcTo}.`,
  classes: (total: number, classes: string) => `${plural(total, 'event')} in the bars: ${classes}.`,
  /** Beside each picture. */
  timeless: (n: number) => `Not in the bars: ${plural(n, 'event')} without a readable time, which no picture holds.`,
  aggregated: (width: number) =>
    `Nothing is drawn singly but exhibits: each bar stands for all events of ${widthWords(width)}, stacked from the foot as denied, other error, privilege or logging change, write, read. The bars in lanes grow with the square root of their events, so that few are seen beside many; their hatched foot is what was refused or failed.`,
  aggregatedShort: (width: number) =>
    `Each bar stands for all events of ${widthWords(width)}, stacked from the foot as denied, other error, privilege or logging change, write, read.`,
  marks:
    'Exhibits that would lie upon each other are one mark with all their numbers; it leads to the first of them. The grey line beside a key reaches from its first to its last event in the picture.',
  unattested: (n: number, left: number) =>
    `Hatched (///) behind the bars: ${plural(n, 'span')} whose log files no signed digest of AWS attests in at least one account and region${left > 0 ? `; ${grouped(left)} shorter ones are not drawn` : ''}. Absence of an event there proves nothing.`,
  atEdges: (n: number, ends: readonly string[]) =>
    `${n === 1 ? '1 of them lies' : `${grouped(n)} of them lie`} before the first or after the last digest of an account and region: ${ends.join(', and ')}.`,
  altered: 'Marked ✖ in the picture: contradicted by the verification. They are drawn by what the case lists of them:',
  conflicts:
    'Marked ≠ in the picture: delivered with different contents. They are drawn by the delivery that stands for the event in counts:',
  allAttested: 'No span of the picture is without attestation by AWS’s signed digests, in the accounts and regions that the case knows.',
  noDigests: 'The case has no signed digests of AWS: nothing in these pictures is attested. Absence of an event proves nothing.',
  notJudged: 'The signed digests of AWS were not judged for this report: the pictures do not tell what is attested.',
  uncovered: (n: number, left: number) =>
    `Hatched (\\\\\\): ${plural(n, 'span')} before the first or after the last event or delivery of an account${left > 0 ? `; ${grouped(left)} shorter ones are not drawn` : ''}. The case has nothing of that account there.`,
  lanes: (lanes: number, inLanes: number, others: number) =>
    `${plural(lanes, 'lane')} with ${plural(inLanes, 'event')}; ${plural(others, 'further event')} of the span ${others === 1 ? 'is' : 'are'} in the bars only.`,
  moreLanes: (n: number) => `${plural(n, 'further actor')} of exhibits ${n === 1 ? 'has' : 'have'} no lane.`,
  moreFindings: (n: number) => `${plural(n, 'further finding')} ${n === 1 ? 'is' : 'are'} not drawn.`,
  moreKeys: (n: number) => `of ${plural(n, 'further key')}`,
  undated: (n: number) => `${plural(n, 'exhibit')} without a readable time ${n === 1 ? 'stands' : 'stand'} in no picture:`,
  notNothing: 'An empty stretch does not mean that nothing happened; the section “What the logs do not show” says what is known of that.',
  inFull: 'The full report has the lanes and the bars in words and numbers.',
  dashed: 'A dashed line is a finding that nobody asserts: a draft, or a hypothesis.',
  binsTitle: 'The bars in numbers',
  binsText: (bars: number, width: number) =>
    bars === 1
      ? `A row for each bar (${widthWords(width)}) that has an event.`
      : `A row for ${grouped(bars)} bars each (${widthWords(bars * width)}), where there is an event.`,
  binHeads: ['From', 'Events', 'Read', 'Write', 'Privilege, logging', 'Denied', 'Other error'],
  lanesTitle: 'The lanes in words',
  laneHeads: ['Actor, and its keys', 'First in the picture', 'Last in the picture', 'Events', 'Exhibits'],
  laneNoKey: 'without a key',
  findingsTitle: 'Findings in the picture (◇)',
  findingHeads: ['◇', 'Finding', 'First of its supporting events', 'Last'],
};

export const ACTORS = {
  intro:
    'An actor is a set of credentials: a user, a role, the root credentials of an account, a service. Listed are the actors whose credentials made the exhibits, and those that findings name. **The logs name credentials, never the person who used them.**',
  filters:
    'The filter under each name gives, in the lists of Trailcase, the events that are counted beside it. A filter by a part of a name (`actor:NAME`) may give others.',
  twoRecords:
    'One call can have a record in each of two accounts, that of the caller and that of the owner of what was called, each with an eventID of its own: both are counted, as two events.',
  filter: 'filter',
  heads: ['Actor', 'In the whole case', 'Source addresses', 'Sign-in and second factor', 'Exhibits'],
  account: 'account',
  keys: (n: number) => (n === 0 ? 'no access key in its events' : plural(n, 'access key')),
  counts: (events: number, writes: number, denied: number, errors: number) =>
    `${plural(events, 'event')}: ${grouped(writes)} that write, ${grouped(denied)} denied, ${grouped(errors - denied)} with another error`,
  times: (n: number) => `${plural(n, 'event')}`,
  moreAddresses: (n: number) => plural(n, 'more address', 'more addresses'),
  noAddress: 'no address in its events',
  otherDelivery: 'by another delivery of',
  signIns: (n: number) => (n === 0 ? 'No sign-in event in the case.' : `${plural(n, 'sign-in event')}:`),
  signInsUntold: (n: number) => `${plural(n, 'sign-in event')}, too many to list here.`,
  signInFailed: 'failed',
  mfa: (yes: number, no: number, silent: number) =>
    `Second factor in the session, by its events: yes ${grouped(yes)}, no ${grouped(no)}, not said ${grouped(silent)}.`,
  nameless: 'Exhibits whose record names no actor:',
  unknown: 'Findings name these actors, of which no event of the case is known:',
  keysTitle: 'Access keys',
  keysIntro:
    'Keys with which exhibits were made, keys that exhibits hand out or are about, and keys that findings name. A key that begins with AKIA is long-term, one that begins with ASIA is temporary: AWS issues it for a session.',
  keyHeads: ['Access key', 'Whose, as its events say', 'In the whole case', 'Source addresses', 'Exhibits'],
  longTerm: 'long-term',
  temporary: 'temporary',
  unknownType: 'of unknown kind',
  session: 'session',
  unused: 'no event of the case is made with it',
  others: (n: number) => `and ${plural(n, 'other actor')}`,
  made: 'made with it',
  issued: 'hands it out',
  about: 'about it',
  keyless: 'Exhibits whose record names no access key (as of sign-ins, and of calls by AWS’s services):',
  unknownKeys: 'Findings name these keys, which no event of the case has or names:',
  lineageTitle: 'Who issued which credentials',
  lineageIntro:
    '“Proven” means: a record in the case hands out exactly these credentials, or names both ends. “Inferred” means: no single record says so; the reason given is what it is concluded from, and other explanations are possible.',
  lineageNone: 'No record of the case tells who issued the keys of the exhibits.',
  lineagePicture: 'Who issued which credentials',
  lineageDescription: (boxes: number, arrows: number) =>
    `${plural(boxes, 'box', 'boxes')} for credentials, ${plural(arrows, 'arrow')} from the issuing to the issued ones, oldest at the left. Whole lines are proven, dashed lines are inferred. The table below tells each arrow.`,
  lineageHeads: ['From', 'To', 'How, and how certain', 'Event'],
  proven: 'proven',
  inferred: 'inferred',
  noEvent: 'no event tells of it',
  copies: (n: number) => `in ${grouped(n)} records`,
  other: 'The logs also allow:',
  rootless:
    'Of these keys no record of the case tells who issued them; they were issued before the logs begin, or where they do not reach:',
  undrawn: (n: number) => `${plural(n, 'key')} would not fit into the picture; the table has all.`,
  circle: 'These keys appear to have issued each other in a circle, as altered or anonymised records do:',
  limit: 'The way back is longer than is followed:',
  unread: 'Not read, so that what they tell of issuers is missing here:',
  moreSteps: (n: number) => `${plural(n, 'more step')}, not listed here`,
  boxEvents: (events: number, denied: number) => `${plural(events, 'event')}${denied > 0 ? `, ${grouped(denied)} denied` : ''}`,
  boxMore: (n: number) => `${grouped(n)} more, not drawn`,
  kinds: { key: 'access key', actor: 'actor', session: 'session', instance: 'EC2 instance', function: 'Lambda function' },
  cited: '■ used by exhibits',
};

export const RESOURCES = {
  intro:
    'What the calls of the exhibits did with the things that their records name: buckets, instances, users, policies. It is read from the records. Whether a call reached its aim stands beside it: a refused call changed nothing.',
  heads: ['Resource', 'What was done to it', 'Exhibits'],
  none: 'The exhibits name no resource.',
  outcome: { done: '', denied: 'tried, and denied', failed: 'tried, and failed' },
  done: 'done',
  disputed: 'so by one delivery of the event; another says otherwise',
  disputedOf: 'so by one delivery of the event; another says otherwise:',
  sharedOthers: 'by another delivery of the event:',
  sharedTitle: 'Made accessible to others',
  sharedText:
    'Exhibits whose call lets others reach data, or writes a copy for them. That data was in fact taken, such a call does not tell.',
  sharedMany: 'There are too many such exhibits to read their records here: see the exhibits.',
  sharedHeads: ['When', 'What the call does', 'Exhibits'],
  only: 'Only what exhibits did is listed. Other events of the case may have touched the same resources: “trailcase resources CASE NAME” lists them.',
  usedTitle: 'Named, but not themselves the aim',
  usedIntro:
    'These resources are named by exhibits as what was listed or used: the role that was taken on, the key pair of a new instance.',
  unnamed: 'Exhibits whose record names no resource:',
  unread: (n: number) => `The records of ${plural(n, 'file')} could not be read for it.`,
  namedTitle: 'Named by findings',
  namedNot: 'no exhibit names it',
  untold: 'other resources, too many to be told apart',
};

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

const RECORDED_SHORT: Record<Recorded, string> = {
  recorded: 'recorded',
  partly: 'partly recorded',
  notRecorded: 'not recorded',
  contradictory: 'contradictory',
  unknown: 'unknown',
};

export const GAPS = {
  intro:
    'CloudTrail shows only what a trail was set to record, where its files were delivered, and what was handed over. This section says what of the case’s time, places and kinds of events that is, and what follows.',
  proves:
    '**Absence of an event proves nothing** for time, places and kinds of events named here as unknown, not covered, not attested or not recorded.',
  places: 'Accounts and regions',
  wholeChains: (n: number, listed: number) =>
    `${plural(n, listed > 0 ? 'other chain' : 'chain')} of digests ${n === 1 ? 'is' : 'are'} attested from the first digest to the last.`,
  inAccounts: 'in',
  brieflyFollows:
    'What was not recorded, or is not known to have been, could not have been shown: its absence proves nothing. The full report says it of every trail.',
  placesText: (days: string) =>
    `Of each account and region that an event or the name of a log file speaks of. “Days without” counts days (${days}) between its first and last event or delivery on which there is neither.`,
  placeHeads: ['Account and region', 'Events', 'First and last event', 'Log files delivered', 'Days without'],
  placesNone: 'The case has no event that names an account or a region.',
  placeless: 'no account or region',
  noDeliveries: 'no file bears the name that AWS gives; when files were delivered is not known',
  daysOf: (without: number, days: number) => `${grouped(without)} of ${plural(days, 'day')}`,
  listedDays: (shown: string, more: number) => `${shown}${more > 0 ? ` and ${plural(more, 'more day')}` : ''}`,
  placesFollows:
    'Of accounts and regions that are not in this table the case has nothing at all. On a day without events and deliveries nothing may have happened, logging may have been off, or files may not have been handed over: **absence of an event there proves nothing**, unless signed digests attest that nothing was delivered.',
  lateTitle: 'Before the first and after the last',
  late: 'An event is delivered some minutes after it happened, as a rule within 15, and AWS does not promise it. Events of the last minutes before the last delivery may be missing.',
  attested: 'What AWS’s signed digests attest',
  noDigests:
    'The case has no signed digests. Nothing attests that the log files are complete or unchanged since AWS delivered them. **Absence of an event proves nothing**, anywhere in this report.',
  notJudged: 'The digests of the case were not judged for this report: what they attest is not known here.',
  attestedHeads: ['Chain of digests', 'From and to (delivery)', 'Attested', 'Not attested', 'Worst state'],
  attestedText:
    'Spans are of delivery time, and reach from the first to the last digest of a chain. Attested time is time of which valid digests say which files were delivered, or that none was. A digest is valid when its signature fits a public key at hand; whose the keys are is said under “What was verified, and how”.',
  edges: 'No digest attests log files of events before the first or after the last digest:',
  edgesFollow:
    '**Absence of an event there proves nothing.** The shares above are of the time between the first and the last digest of each chain.',
  placesOf: (places: number, of: number) =>
    `${grouped(places)} of the ${plural(of, 'account and region', 'accounts and regions')} that digests speak of`,
  from: 'from',
  to: 'to',
  until: 'until',
  missing: (digests: number, logs: number, unattested: number) =>
    [
      ...(digests > 0 ? [`${plural(digests, 'digest')} that must have been written ${digests === 1 ? 'is' : 'are'} not in the case.`] : []),
      ...(logs > 0 ? [`${plural(logs, 'log file')} that digests name ${logs === 1 ? 'is' : 'are'} not in the case.`] : []),
      ...(unattested > 0 ? [`${plural(unattested, 'log file')} of the case ${unattested === 1 ? 'is' : 'are'} named by no digest.`] : []),
      'What the missing ones hold is not known here.',
    ]
      .filter((_, i, all) => i < all.length - 1 || digests + logs > 0)
      .join(' '),
  chain: {
    account: 'account',
    region: 'region of the deliveries',
    trail: 'trail',
    home: 'home region of the trail',
    bucket: (n: number) => (n === 1 ? 'bucket' : 'buckets'),
  },
  spansTitle: 'Spans without attestation, longest first',
  spanHeads: ['From and to (delivery)', 'Minutes', 'Chain', 'What is the case, and what follows'],
  spansNone: 'Between the first and the last digest of each chain, no span is without attestation.',
  minutes: (n: number) => grouped(n),
  share: (part: number, whole: number) => (whole === 0 ? '–' : `${grouped(Math.floor((part / whole) * 1000) / 10)} %`),
  nothingOpen: 'nothing',
  noWorst: 'none',
  unchained: 'No digest speaks of these accounts and regions, of which the case has events:',
  unchainedFollows: 'Nothing attests their files. **Absence of an event there proves nothing.**',
  recording: 'Kinds of events',
  recordingText:
    'Whether trails were set to record a kind of events, as far as trail configuration is in the case, told of each account. Configuration is as of its capture, not of the time of the events: what was set then may have been another thing.',
  recordingHeads: ['Kind of events', 'Accounts', 'By configuration, as captured', 'What follows'],
  inCase: (n: number) => `${plural(n, 'event')} in the case`,
  noAccounts: 'the case has no account',
  noAccount: 'no account named',
  noTrail: 'no trail configuration of it is in the case',
  kinds: {
    Management: 'Management events (creating, changing, deleting, reading settings)',
    Data: 'Data events (reading and writing objects, rows, messages; calling functions)',
    NetworkActivity: 'Network activity events (calls through VPC endpoints)',
    Insight: 'Insights events (unusual numbers of calls)',
  },
  recorded: RECORDED_SHORT,
  kindless: (n: number) =>
    `${plural(n, 'event')} ${n === 1 ? 'does' : 'do'} not say of which kind ${n === 1 ? 'it is' : 'they are'}, as records of older versions do not; they are, as a rule, management events.`,
  moreSpans: (n: number, minutes: number) =>
    `${plural(n, 'shorter span')} of ${plural(minutes, 'minute')} in all, not listed here; the section “What was verified, and how” has more of them`,
  moreUnchained: (n: number) => `and ${plural(n, 'more place')}`,
  yes: 'yes',
  no: 'no',
  follows: (recorded: Recorded, count: number) => {
    switch (recorded) {
      case 'recorded':
        return 'By this configuration, as captured, such events could have been shown, for time and places that were delivered and while the trail was logging.';
      case 'partly':
        return 'By this configuration, as captured, only some such events could have been shown. Absence of another proves nothing.';
      case 'notRecorded':
        return count > 0
          ? 'Something recorded them at the time; how completely is not known. Absence of one proves nothing.'
          : 'By this configuration, as captured, such events could not have been shown. Absence of one proves nothing.';
      default:
        return 'Whether such events were recorded is not known. Absence of one proves nothing.';
    }
  },
  trails: 'Trails and event data stores whose configuration is in the case',
  trailHeads: [
    'Trail',
    'Account and home region',
    'Records',
    'Logging, as captured',
    'Logging over the time of the case',
    'Date of the newest file',
  ],
  logged: {
    recorded: 'on, as far as its captured status says',
    partly: 'off for a part of it:',
    notRecorded: 'off:',
    contradictory: 'captures differ',
    unknown: 'not known',
  },
  trailsDated: 'The date of a file may be that of a copy.',
  trailsNone:
    'The case has no trail configuration: which kinds of events were recorded is unknown, but for those that are there. Outputs of “aws cloudtrail describe-trails”, “get-event-selectors” and “get-trail-status” would tell.',
  allRegions: 'all regions',
  oneRegion: 'its home region only',
  regionsUnknown: 'which regions, it does not say',
  organization: 'an organization’s trail',
  selectors: {
    given: 'event selectors are in the case',
    default: 'no selectors of its own: all management events',
    unknown: 'event selectors are not in the case',
  },
  loggingYes: 'logging when captured',
  loggingNo: 'not logging when captured',
  loggingUnknown: 'not said',
  stoppedAt: 'last stopped',
  startedAt: 'last started',
  unassigned: (n: number) =>
    `${plural(n, 'document')} of configuration ${n === 1 ? 'does' : 'do'} not say which trail ${n === 1 ? 'it is' : 'they are'} about, or cannot be read.`,
  changes: (n: number) => `Calls in the logs that may have changed what is recorded: ${grouped(n)}.`,
  changeHeads: ['When', 'Call', 'Outcome', 'Exhibit, or eventID'],
  moreChanges: (n: number) => `${plural(n, 'more call')}, not listed here`,
  reduced:
    'Parts of the evidence are results of queries or exports. They hold only what the query selected, and sometimes only some fields:',
  reducedLine: (items: number, records: number) => `${plural(items, 'file')} with ${plural(records, 'record')}`,
  rest: 'What could not be placed or read',
  noEvents: 'The case has no event.',
  noEvidence: 'The case has no evidence: nothing was read.',
  undated: (n: number) =>
    n === 0
      ? 'Every event has a readable time.'
      : `${plural(n, 'event')} without a readable time: ${n === 1 ? 'it is' : 'they are'} in no picture and in no span of time.`,
  problems: (records: number, items: number) =>
    records + items === 0
      ? 'Every record and every file could be read.'
      : `${plural(records, 'record')} could not become an event, and ${plural(items, 'file')} could not be read: what they hold is not known here.`,
  notKept: (n: number) => `Of ${plural(n, 'file')} the bytes are not kept in the case: they can be named, not searched.`,
};

export const METHOD = {
  intro:
    'How the statements of this report were reached, so that a second examiner can reach them again. It names no computer and no time but those that the custody log names: the log is in this report.',
  tools: 'Tools',
  toolThis: 'This report was written by',
  toolsIn: 'Named in the custody log',
  toolEntries: (n: number, first: number, last: number) =>
    `${plural(n, 'entry', 'entries')}, from entry ${grouped(first)} to ${grouped(last)}`,
  sources: 'How evidence was taken in',
  sourcesText: 'Each act of importing, with its options and limits as the custody log has them.',
  sourceHeads: ['Custody entry', 'When', 'Outcome', 'Options and limits'],
  noSources: 'Nothing was imported.',
  noOptions: '–',
  option: {
    keepAll: (on: boolean) => (on ? 'bytes of all files kept' : 'bytes of files that are no logs are not kept'),
    ratio: (n: number) => `compression up to 1 : ${grouped(n)}`,
    depth: (n: number) => `containers within containers to a depth of ${grouped(n)}`,
    size: (n: number) => `${grouped(n)} bytes taken out of containers at most`,
    members: (n: number) => `${grouped(n)} members of containers at most`,
  },
  moreSources: (n: number) => `${plural(n, 'more import')}: see the custody log`,
  steps: 'From files to statements',
  stepsList: [
    '**Reading.** Every file is hashed (SHA-256) as it is delivered and stored byte for byte. Compression is taken off; records are found by their JSON; every record becomes an event or a listed problem, so that the counts add up.',
    '**Times.** AWS writes the time of an event in UTC, to the second. It is stored as such and only shown by the clock of the case’s zone. Events of one second have no order among themselves.',
    '**Repeats.** Records with the same eventID are one event. If their content is the same, the others are “sightings”; if it differs, they are “conflicts”: all are kept, none is corrected, and the first by fidelity and address stands for the event in counts.',
    '**Actors.** Records that name the same user or role of the same account are one actor, whatever the session. One call can have a record in each of two accounts (that of the caller, and that of the owner of what was called, as the role that was assumed), with an eventID each: they are two events, and both are counted. Where a record has only a principal id, it is the actor that other records of the case give this id.',
    '**Lineage.** That a call issued a key is proven by a record whose answer names the key. What is concluded otherwise is called inferred, with its reason.',
    '**Classes of events.** Denied: AWS’s error code says that the caller was not allowed. Other error: any other error code. Privilege or logging change: a list of calls that change who may do what, or what is logged. Write: the record says that it is not read-only. Read: all others.',
    '**Resources.** Names in requests, answers and AWS’s own list of resources in a record; what a call did to each follows from a table of AWS’s calls.',
    '**Verified** means: the stored bytes have the hashes taken at import; the events, derived again from them, are those that the case lists; the custody log’s chain is whole; and, where digests of AWS are in the case, their signatures and the hashes that they state were checked as far as signatures and keys are at hand. It does not mean that what a record says is true.',
  ],
  filters: 'Filters',
  filtersText: 'Filters that were saved in the case. A filter leaves out events; what it leaves out weighs nothing for or against.',
  filterHeads: ['Name', 'Filter'],
  noFilters: 'No filter was saved as a view. No filter narrows the counts in this report: exhibits and findings were chosen one by one.',
  filtersUsed: 'Filters named in the custody log (exports and other acts)',
  filterUsedHeads: ['Custody entry', 'Act', 'Filter'],
  moreFilters: (n: number) => `${plural(n, 'more filter')}: see the custody log`,
  databases: 'Databases',
  databasesText: 'Data from elsewhere that interpret what records say, with the day on which they were made.',
  databaseHeads: ['What it gives', 'Database', 'Made', 'Files (SHA-256)'],
  gives: { country: 'country of an address', network: 'network of an address' },
  attack: 'ATT&CK techniques',
  attackShipped: 'the small table that comes with Trailcase',
  attackUndated: 'the data do not say',
  attackLoaded: 'loaded',
  attackTable: (n: number) => `table of ${plural(n, 'technique')}:`,
  list: 'watch list',
  listUndated: 'no day stated',
  differences: 'What differs from what the case notes:',
  clocks: 'Clocks',
  clocksList: [
    'Times of events are AWS’s clock. Times in the custody log are those of the computer on which Trailcase ran; nothing compares the two.',
    'The time that the report states, and the custody entry as of which the case is told, stand on its first page.',
  ],
  repeat: 'How to repeat it',
  repeatList: [
    'Take the files by the hashes of the evidence inventory, make a new case, import them with the options above: the roots of evidence and events must be the same.',
    'Run `trailcase verify CASE --details` with the same keys: the verdicts must be the same.',
    'Write the report again with the same version of Trailcase, from the case as of the same custody entry and with the same options: as HTML it is the same file, byte for byte; as PDF it has the same content and dates. Another version may word or arrange it differently.',
  ],
};

export const DOSSIER = {
  none: 'No credentials were chosen for this dossier. Choose an actor, a key or a session in the options of the report.',
  unknown: 'No event of the case is known of these credentials:',
  missing: 'A dossier tells of one set of credentials, and none was chosen',
  choose: 'Choose an actor, a key or a session of the case, as actor:NAME, key:ID or session:NAME.',
  unreadable: 'What was chosen for this dossier is no actor, key or session:',
  intro: 'All that follows is about credentials. The logs do not say who held them.',
  kinds: { actor: 'Actor', key: 'Access key', session: 'Session' },
  asked: 'Chosen',
  whose: 'Actor',
  events: 'Events in the case',
  errors: 'Refused or failed',
  errorsText: (denied: number, errors: number) => `${grouped(denied)} denied, ${grouped(errors - denied)} with another error`,
  writes: 'Events that write',
  first: 'First event',
  last: 'Last event',
  days: 'Days with an event',
  places: 'Accounts and regions',
  wholeChains: (n: number, listed: number) =>
    `${plural(n, listed > 0 ? 'other chain' : 'chain')} of digests ${n === 1 ? 'is' : 'are'} attested from the first digest to the last.`,
  inAccounts: 'in',
  brieflyFollows:
    'What was not recorded, or is not known to have been, could not have been shown: its absence proves nothing. The full report says it of every trail.',
  placesText: (accounts: number, regions: number) => `${plural(accounts, 'account')}, ${plural(regions, 'region')}`,
  filter: 'Filter that gives these events',
  exhibits: 'Exhibits',
  forms: 'Names under which records know them',
  formHeads: ['Field', 'Value', 'Events', 'First', 'Last'],
  pictureTitle: 'Events of these credentials over time',
  pictureDescription: 'Bars of events by class; exhibits are numbered marks. The tables below tell the same in numbers.',
  hours: 'By hour of the day',
  hoursTitle: 'Events by hour of the day',
  hoursText: (zone: string) => `By the clock of ${zone}, all days together.`,
  daysTitle: 'By day',
  daysText: (zone: string) => `Days of ${zone}.`,
  dayHeads: ['Day', 'Events', 'Read', 'Write', 'Privilege, logging', 'Denied', 'Other error'],
  moreDays: (n: number, events: number) => `${plural(n, 'more day')} with ${plural(events, 'event')}, not listed here`,
  undated: (n: number) => `${plural(n, 'event')} without a readable time ${n === 1 ? 'is' : 'are'} in no day.`,
  apis: 'By call (API)',
  valueHeads: (what: string) => [what, 'Events', 'First', 'Last'],
  api: 'Call',
  denied: 'Refused and failed calls, by error code',
  error: 'Error code',
  addresses: 'Source addresses',
  address: 'Address',
  agents: 'Programs, as they call themselves',
  agent: 'User agent',
  resources: 'Resources that their records name',
  resource: 'Resource',
  resourcesTooMany: (n: number) => `More than ${grouped(n)} events: their records were not read for resources.`,
  more: (shown: number, all: number) => `The ${grouped(shown)} most frequent of ${grouped(all)}.`,
  pictureOwn: '■ the credentials of this dossier.',
  issuedBy: 'Issued by',
  issuedByNone: 'No record of the case tells who issued them.',
  issued: 'Issued by them, directly or by what they issued',
  issuedNone: 'No record of the case tells that they issued any credentials.',
  moreIssued: (n: number) => `${plural(n, 'more set')} of credentials, not listed here`,
  blast: (keys: number, events: number, writes: number, denied: number) =>
    `These credentials and all that came of them: ${plural(keys, 'access key')}, ${plural(events, 'event')}, of them ${grouped(writes)} that write and ${grouped(denied)} denied.`,
  life: 'Life of the key',
  lifeHeads: ['When', 'What', 'By', 'Event'],
  lifeWords: {
    created: 'created',
    issued: 'issued',
    'first-use': 'first use',
    activated: 'activated',
    deactivated: 'deactivated',
    deleted: 'deleted',
    'last-use': 'last use',
  },
  attemptFailed: 'attempt failed:',
  lineageSession: 'A session without an access key of its own in the logs has no lineage of keys.',
  cited: 'Exhibits made with these credentials',
  citedNone: 'No exhibit is made with these credentials.',
  writing: 'Calls that write, or were refused',
  writingText: (shown: number, all: number) =>
    shown === all
      ? `All ${plural(all, 'call')} that write or were refused, in order of time.`
      : `Of ${plural(all, 'call')} that write or were refused, the first ${grouped(Math.ceil(shown / 2))} and the last ${grouped(Math.floor(shown / 2))} in order of time; ${grouped(all - shown)} are not listed here. “trailcase events CASE FILTER” lists them all, with the filter:`,
  writingNone: 'No event of these credentials writes or was refused.',
  eventHeads: ['When', 'Call', 'Outcome', 'From', 'Exhibit'],
  leftOut: '… those between are not listed …',
  ok: 'no error code',
};

// Sentences of the parts that people write or sign: executive summary, fact and opinion, expert statement. `…` is code and **…** bold where `prose` prints it.

export const STATEMENT_TITLES = {
  executive: 'Executive summary',
  opinion: 'What is fact and what is opinion',
  authority: 'Authority and instructions',
  qualifications: 'Qualifications of the expert',
  declaration: 'Review, duties and statement of truth',
};

export const STATEMENT_ABOUT = {
  executive: 'One page for a board: the examiner’s own, or a marked draft from the findings.',
  opinion: 'What records state, what was derived, and what somebody concludes; alternatives and reviews.',
  authority: 'Who gave the expert which instructions, and under what privilege.',
  qualifications: 'What qualifies the expert, in the expert’s own words.',
  declaration: 'Reviews by a second examiner, and blanks for the expert’s duties, statement of truth and signature.',
};

/** The examiner's texts, as they are called in the report. */
export const TEXT_NAMES: Record<ReportText | 'storyline', string> = {
  storyline: 'Storyline',
  executiveSummary: 'Executive summary',
  authority: 'Authority',
  instructions: 'Instructions',
  qualifications: 'Qualifications',
  opinion: 'Opinion',
  alternatives: 'Alternatives considered',
  assumptions: 'Assumptions',
};

export const TEXTS = {
  byExaminer: 'The examiner’s own words: opinion, not evidence',
  written: 'Written by',
  blank: 'To be completed by the expert',
  blankText: 'The case holds no text for this. The software does not write it.',
};

export const CITED_BY = {
  title: 'Cited by',
  notBookmarked: 'Not bookmarked: it is an exhibit because it is cited.',
  side: { supporting: 'speaks for it', contradicting: 'speaks against it', mention: 'named in its text' },
  named: 'named there',
  note: (exhibit: string) => `the note on ${exhibit}`,
  lostNote: 'the note on a bookmark',
  more: (n: number) => `${counted(n, 'more finding')}`,
};

const are = (n: number): string => (n === 1 ? 'is' : 'are');

/** What a verification contradicts, and what it could not show. */
export const NOT_SHOWN = {
  title: 'What the verification could not show:',
  logsMissing: (n: number) => `${counted(n, 'log file')} that signed digests name ${are(n)} not in the case.`,
  digestsMissing: (n: number) => `${counted(n, 'signed digest')} that must have been written ${are(n)} not in the case.`,
  logsUnattested: (n: number) => `${counted(n, 'log file')} ${are(n)} named by no digest in the case.`,
  logsUnverifiable: (n: number) =>
    `${counted(n, 'log file')} could not be checked: the digest that names ${n === 1 ? 'it' : 'them'} is not proven.`,
  digestsUnverifiable: (n: number) => `${counted(n, 'digest')} could not be checked.`,
  lakeMissing: (n: number) => `${counted(n, 'file')} that CloudTrail Lake signed ${are(n)} not in the case.`,
  lakeUnproven: (n: number) => `${counted(n, 'file')} of CloudTrail Lake could not be checked, or ${are(n)} attested by nothing.`,
  unread: (n: number) => `${counted(n, 'file')} could not be read at all.`,
  notKept: (n: number) => `Of ${counted(n, 'item')} the case holds the hash only: the bytes cannot be checked here.`,
  altered: (n: number) => `${counted(n, 'evidence item')} altered since the import`,
  differing: (n: number) => `${counted(n, 'difference')} between the events that the case lists and what the evidence gives`,
  broken: (n: number) => `${counted(n, 'entry', 'entries')} of the custody log broken`,
  seals: (n: number) => `${counted(n, 'seal')} that ${n === 1 ? 'does' : 'do'} not hold`,
  digestsInvalid: (n: number) => `${counted(n, 'digest')} invalid`,
  logsInvalid: (n: number) => `${counted(n, 'log file')} not as its digest names it`,
  lakeInvalid: (n: number) => `${counted(n, 'file')} of CloudTrail Lake invalid`,
  schema: (n: number) => `${counted(n, 'difference')} in the structure of the case file`,
};

/** Of findings that rest on exhibits which are contradicted. */
export const FINDING_DOUBTS = {
  title: 'What it rests on',
  altered: 'rests on exhibits that the verification contradicts. What they state is not shown by the evidence any more:',
  conflict: 'rests on exhibits whose event was delivered with different contents. Which of them is true, nothing here shows:',
};

/** What is said of the versions of a finding. */
export const VERSIONS = {
  title: 'Versions',
  only: 'only version',
  of: (n: number, all: number) => `version ${grouped(n)} of ${grouped(all)}; first written`,
  changed: 'changed since the first version:',
  unchanged: 'the text is that of the first version',
  returned: 'it was taken away once, and put back',
  other: 'Version from another copy of the case',
  differs: 'It differs in:',
  removed: 'The finding was taken away there.',
  theirs: (name: string) => `${name} there`,
  citedThere: 'cited there only',
  citedHere: 'not cited there',
  otherReasons: 'the same events, with other reasons or in another order',
  names: {
    title: 'title',
    state: 'status',
    severity: 'severity',
    confidence: 'confidence',
    reason: 'reason',
    narrative: 'text',
    questions: 'answers to the questions',
    techniques: 'techniques',
    supporting: 'events for it',
    contradicting: 'events against it',
    entities: 'entities',
  },
  otherStory: 'Another copy of the case tells the story otherwise, with other texts or in another order:',
  takenAway: 'Findings and hypotheses that the examiner took away again',
  takenAwayText:
    'They are told nowhere in this report. What they said stays in the case, as versions with their entries in the custody log.',
  takenAwayHeads: ['What it was called', 'What it was, last', 'Taken away by, when'],
  stillHeld: 'still held by',
  moreTakenAway: (n: number) => `${grouped(n)} more not listed here.`,
};

export const EXECUTIVE = {
  draft: 'Draft put together by the software. The examiner has neither written nor confirmed it.',
  draftText:
    'It repeats what the findings and the records say, for the examiner to write a summary from. It is no summary, and nobody’s conclusion, until the examiner has written one.',
  what: 'What happened, as the findings say',
  whatNone: 'The case holds no finding that is put forward: nothing can be said here.',
  beside: 'What stands beside this text',
  besideText:
    'Put beside the examiner’s words by the software, whatever they say: how sure the findings are, what speaks against them, what is not known.',
  whatDrafts: 'The case holds no finding that anybody asserts. What is drafted stands below; it is nobody’s conclusion.',
  drafts: 'Drafts, asserted by nobody',
  moreDrafts: (n: number) => `${counted(n, 'more draft')}`,
  moreFindings: (n: number) => `${counted(n, 'more finding')}`,
  when: 'When',
  whenText: (dated: number, undated: number) =>
    `First and last of the ${counted(dated, 'event')} with a time on which the findings rest.${
      undated === 0 ? '' : ` ${grouped(undated)} more ${are(undated)} undated.`
    }`,
  whenNone: 'No event with a time is cited for an asserted finding.',
  credentialsNone: 'No event is cited for an asserted finding: none can be named.',
  credentials: 'Credentials involved',
  credentialsText: 'Named by the events on which the findings rest. They are credentials: who held them, the records do not say.',
  noKey: 'no access key in the record',
  key: 'key',
  nameless: 'a record without a name of credentials',
  moreCredentials: (n: number) => `${counted(n, 'more set')} of credentials`,
  places: 'Accounts and regions affected',
  account: 'account',
  regions: 'regions',
  region: 'region',
  placeNone: 'The events name no account.',
  notNamed: 'not named',
  sure: 'How sure this is',
  confidence: (n: number, high: number, medium: number, low: number) =>
    `Confidence that the examiner states: ${[
      [high, 'high'],
      [medium, 'medium'],
      [low, 'low'],
    ]
      .filter(([count]) => (count as number) > 0)
      .map(([count, word]) => `${word} in ${grouped(count as number)}`)
      .join(', ')}, of ${counted(n, 'asserted finding')}.`,
  sureNone: 'No finding is asserted: there is none to be sure of.',
  doubtful: (n: number, of: number) =>
    `${grouped(n)} of ${counted(of, 'asserted finding')} ${n === 1 ? 'rests' : 'rest'} on exhibits that are contradicted, or were delivered with different contents:`,
  otherVersions: (n: number) => `Of ${counted(n, 'finding')} another copy of the case has a version that says something else:`,
  reviews: (reviewed: number, n: number) =>
    reviewed === 0
      ? 'No asserted finding was reviewed by a second examiner.'
      : `${grouped(reviewed)} of ${counted(n, 'asserted finding')} ${reviewed === 1 ? 'was' : 'were'} reviewed by somebody other than its author:`,
  verdicts: (agree: number, differ: number, needsWork: number) =>
    `${grouped(agree)} × agrees, ${grouped(differ)} × differs, ${grouped(needsWork)} × needs work.`,
  changed: (n: number) => `${counted(n, 'review')} ${n === 1 ? 'is' : 'are'} of an earlier version of the finding.`,
  against: (n: number) =>
    n === 0 ? 'No event is cited against any of them.' : `${counted(n, 'event')} ${n === 1 ? 'is' : 'are'} cited against them.`,
  verified: 'Verification:',
  unknown: 'What is not known',
  unknownPersons: 'Who held the credentials. Records name credentials, never persons.',
  unknownGaps: 'What was not recorded or not handed over',
  unreadable: (n: number) => `What ${counted(n, 'record')} that could not be read ${n === 1 ? 'says' : 'say'}.`,
  lost: (n: number) => `What ${counted(n, 'cited event')} that the case does not hold would say.`,
  open: 'Open hypotheses',
  openNone: 'None is recorded.',
  rejected: (n: number) => `${counted(n, 'hypothesis', 'hypotheses')} ${n === 1 ? 'was' : 'were'} rejected:`,
  takenAway: (n: number) => `${grouped(n)} taken away by the examiner, and told nowhere in this report:`,
  moreOpen: (n: number) => `${counted(n, 'more hypothesis', 'more hypotheses')}`,
};

export const OPINION = {
  intro:
    'Three kinds of statement stand in this report, and they do not weigh the same. **Fact**: what a record states, as it lies in the evidence. **Derived**: what Trailcase concluded from records by rules that are written down. **Opinion**: what a person concludes. That a record states something is a fact; that it is true is not shown by the record alone.',
  facts: 'Fact: what the records state',
  factsText:
    'Each line is what exhibits state of themselves: a call of this name, with these credentials, with this outcome. It says nothing of why, or by whom.',
  factHeads: ['The records state a call of', 'With which credentials', 'Outcome', 'First and last', 'Exhibits'],
  undatedToo: (n: number) => `${grouped(n)} undated`,
  altered: 'Contradicted: no statement of the evidence',
  alteredText:
    'The verification contradicts these exhibits, as a rule because stored bytes no longer have the hash under which they were imported. What they say now is not shown to be what was delivered, and is left out above:',
  conflicting: 'Delivered with different contents',
  conflictingText:
    'Of each of these events the evidence holds deliveries that contradict each other. That each delivery states what it states is a fact; which is true, nothing here shows. All of it stands here, none of it above.',
  conflictHeads: ['The records state a call of', 'With which credentials', 'Outcomes', 'From', 'When, exhibit'],
  otherVersion: 'Version from another copy of the case, of',
  factsNone: 'No event is cited: this report rests on no record.',
  moreFacts: (groups: number, exhibits: number) =>
    `${counted(groups, 'more kind')} of statement in ${counted(exhibits, 'exhibit')}: see the exhibits.`,
  derived: 'Derived: what Trailcase concluded, and by which rule',
  derivedHeads: ['What', 'Rule', 'Where'],
  derivedRows: (n: { records: number; events: number; sightings: number; conflicts: number; unread: number }) =>
    [
      ['Times in the zone of the case', 'From the UTC time that AWS wrote into the record; only shown otherwise.', 'case'],
      [
        'Events',
        `${counted(n.records, 'record')} in the evidence are ${counted(n.events, 'event')}, ${counted(n.sightings, 'sighting')} (same event, same content), ${counted(n.conflicts, 'conflict')} (same event, other content) and ${counted(n.unread, 'unreadable record')}. Records with one eventID are one event.`,
        'summary',
      ],
      ['Short names of credentials', 'From the identity in the record; a name in this report is never a person.', 'actors'],
      [
        'Which credentials came from which',
        '“Proven” where a record’s answer names the key that it issued; “inferred” otherwise, each with its reason.',
        'actors',
      ],
      ['Refused, failed, writes, reads', 'From the error code and the record’s own statement that it reads only.', 'method'],
      ['Fields beside an exhibit', 'Read from its raw record; marked “derived” where they are concluded.', 'exhibits'],
      ['Verdicts on integrity', 'Hashes, signatures and the custody log computed again and compared.', 'verification'],
      ['Gaps', 'From times of deliveries and events, AWS’s signed digests, and trail configuration in the case.', 'gaps'],
    ] as const,
  places: {
    case: 'cover',
    summary: TITLES.summary,
    actors: FACT_TITLES.actors,
    method: FACT_TITLES.method,
    exhibits: TITLES.exhibits,
    verification: TITLES.verification,
    gaps: FACT_TITLES.gaps,
  },
  opinion: 'Opinion: who concludes what',
  opinionHeads: ['What', 'Whose, and when', 'Status'],
  opinionNone: 'Nobody’s opinion is recorded in the case.',
  story: 'Order and texts of the storyline',
  notes: (n: number) => `Notes on ${counted(n, 'exhibit')}`,
  notesWhen: 'each stands with its exhibit, with its time',
  confidence: (word: string) => `confidence ${word}`,
  severity: (word: string) => `severity ${word}`,
  version: (n: number, of: number) => (of === 1 ? 'only version' : `version ${grouped(n)} of ${grouped(of)}`),
  texts: 'Texts for this report',
  text: 'each stands in its section',
  own: 'The examiner’s opinion',
  alternatives: 'Alternatives considered',
  alternativesText:
    'Other explanations, as far as the case records that they were considered. What somebody thought of and did not write down is not here.',
  rejected: 'Rejected hypotheses',
  rejectedNone: 'No rejected hypothesis is recorded.',
  rejectedGone: 'None is told as rejected now. What was taken away is named below.',
  notHere: 'not in this report',
  open: 'Hypotheses still open',
  against: 'Events that speak against a finding',
  againstNone: 'No event is cited against a finding.',
  againstHeads: ['Finding', 'Against it', 'Why'],
  why: 'Reason',
  noReason: 'no reason was written',
  ownAlternatives: 'In the examiner’s words',
  ownNone: 'The examiner wrote no text on alternatives.',
  none: (n: number) =>
    `To ${n === 1 ? 'this finding' : `these ${grouped(n)} findings`} no alternative is linked: no event is cited against ${n === 1 ? 'it' : 'them'}, and no hypothesis or text on alternatives refers to ${n === 1 ? 'it' : 'them'}, or cites the same events.`,
  sameEvents: 'No alternative is linked to these findings, but hypotheses cite the same events:',
  noneMissing:
    'For every finding the case records an event against it, or a hypothesis or a text on alternatives that is referred to with it.',
  noFindings: 'No finding is put forward.',
  reviews: 'Reviews by a second examiner',
  reviewsNone: 'No review is recorded.',
  reviewHeads: ['Finding', 'Verdict', 'By, when', 'Of which version'],
  unreviewed: (asserted: number, drafts: number, hypotheses: number) =>
    `Without a review by somebody other than the author: ${[
      [asserted, counted(asserted, 'asserted finding')],
      [drafts, counted(drafts, 'draft')],
      [hypotheses, counted(hypotheses, 'hypothesis', 'hypotheses')],
    ]
      .flatMap(([n, words]) => (n === 0 ? [] : [words]))
      .join(', ')}.`,
  byAuthor: 'by its own author: no second opinion',
  changed: 'the finding was changed since',
  current: 'as the finding stands now',
  lostVersion: 'what was reviewed is not in the case',
  bodyHash: 'SHA-256 of what was reviewed:',
  writtenAt: 'written',
};

export const AUTHORITY = {
  intro:
    'Who asked for this statement, by what right the evidence was obtained, and what the expert was asked. All of it is the expert’s own word; the software knows nothing of it.',
  authority: 'Authority: by what right the evidence was obtained and examined',
  instructions: 'Instructions: who asked what, and what was handed over',
  privilege: 'Privilege',
  privilegeNone: 'No privilege is marked in the case.',
  privilegeText: 'This marking was set by the examiner. Whether it holds in law is for counsel to say.',
  evidence: 'What was handed over, as the case records it:',
  items: (n: number) => counted(n, 'evidence item'),
};

export const QUALIFICATIONS = {
  intro: 'The expert’s own word.',
  examiner: 'The case names as its examiner',
};

export const DECLARATION = {
  intro:
    'This part is a form. The software asserts nothing in it, and nothing in it is asserted by anybody until the expert has completed and signed it. The rules of the court may require other words, and go before these.',
  review: 'Review by a second examiner',
  reviewText: 'As recorded in the case: verdicts with the version that each is about. Whoever reviewed it signs for it below.',
  duties: 'Duties of the expert',
  dutiesText: 'The expert ticks what applies, strikes out what does not, and adds what the rules of the court require.',
  dutyLines: [
    'I know that my duty is to help the court on matters within my expertise, and that it goes before any duty to whoever instructs or pays me.',
    'I have stated where my opinion rests on facts that I know myself, and where on what I was told or assume.',
    'I have named what speaks against my opinion, and where there is a range of opinion, that range and my reasons.',
    'I have said where a question lies outside my expertise, and where my opinion is provisional because something is missing.',
    'I will say so without delay if I change my opinion.',
    'My fee does not depend on the outcome, and I know of no conflict of interest other than:',
  ],
  truth: 'Statement of truth',
  truthText: 'In the words that the rules of the court require:',
  sign: 'Signature of the expert',
  second: 'Signature of the second examiner',
  name: 'Name',
  role: 'Profession, office',
  place: 'Place',
  date: 'Date',
  signature: 'Signature',
  covers: 'What is signed is the state of the case that this report tells:',
  caseId: 'Case identifier',
  head: 'Head of the custody log (SHA-256)',
  evidenceRoot: 'Evidence root (SHA-256)',
  eventsRoot: 'Events root (SHA-256)',
  entry: 'Custody entry',
  verification: 'Verification of this state',
};

/** In place of LIMITS in a brief. */
export const LIMITS_SHORT = [
  'This report is drawn from records of AWS CloudTrail, the log of requests to Amazon Web Services (AWS). It shows what those records say.',
  '**Credentials, not persons.** A record names the credentials with which a call was signed, and not who held them. It identifies nobody.',
  '**Times** of events are those of AWS’s clock; times of notes, findings and reviews are those of the computer on which Trailcase ran.',
  '**Absence proves little.** That something is not in the logs does not prove that it did not happen.',
  '**A selection.** Exhibits are the events that the investigator marked or cites; other events of the case may weigh against them.',
  '**What the caller chose**, such as names and user agents, may be false. A source address may be a proxy’s; it is no place of residence.',
  'The full report says each of these at length.',
];

export const OWN_ASSUMPTIONS = {
  title: 'What the examiner assumes besides',
};

// The wording of certificate forms. The law's own words stand as published; all else says whose it is. `…` is code and **…** bold where `prose` prints it.

export const FORM_TITLES = {
  'bsa-63-a': 'Certificate under section 63(4)(c), Part A (form)',
  'bsa-63-b': 'Certificate under section 63(4)(c), Part B (form)',
  'fre-902-13': 'Certification under Rule 902(13) (form)',
  'fre-902-14': 'Certification under Rule 902(14) (form)',
};

export const FORM_ABOUT = {
  'bsa-63-a': 'India, Bharatiya Sakshya Adhiniyam 2023, the Schedule, Part A: for the party to complete.',
  'bsa-63-b': 'India, Bharatiya Sakshya Adhiniyam 2023, the Schedule, Part B: for the expert to complete.',
  'fre-902-13': 'United States, records generated by an electronic process or system: for a qualified person to complete.',
  'fre-902-14': 'United States, data copied and identified by hash value: for a qualified person to complete.',
};

export const FORM = {
  isForm: 'This is a form. It is not legal advice, and the software asserts nothing in it.',
  isFormText:
    'Only hashes and numbers of the case are filled in. No box is ticked. Whoever signs states what they know themselves, strikes out what does not apply, and answers for it. Counsel compares the wording with the law in force before it is used.',
  redacted:
    'This copy is redacted: in place of hashes of the evidence it shows commitments. It is not fit to be signed. Write the form from the case without redaction.',
  given: 'Filled in from the case',
  givenText: 'This is not part of the wording of the form. It says which state of the case the hashes below are of.',
  source: 'Where the wording is from',
  items: 'Hash report: the items',
  itemHeads: ['No.', 'Hash values', 'Bytes'],
  tickHeads: ['No.', 'Hash values in the case', 'Bytes', 'Identical to the original'],
  sha256: 'SHA-256:',
  algorithms: { md5: 'MD5:', sha1: 'SHA-1:' } as Record<string, string>,
  itemsText: (n: number) =>
    `${counted(n, 'evidence item')}, each as it was delivered, in order of the hash. The hashes were computed when the items were taken into the case. MD5 and SHA-1 stand where they were computed, too.`,
  cut: (shown: number, cited: number, all: number) =>
    `This form is about the ${shown === 1 ? 'one item' : `${grouped(shown)} items`} of its hash report and about no other: ${
      shown < cited
        ? `the first of the ${grouped(cited)} that exhibits are from`
        : shown === 1
          ? 'the one that exhibits are from'
          : 'those that exhibits are from'
    }, of ${counted(all, 'item')} in the case. For other items a form of their own is needed; their hashes stand in the inventory of the case.`,
  cutNone: (all: number) =>
    `No item is listed here: the case has ${counted(all, 'item')}, too many for a form, and no exhibits that would choose among them. Mark the events that matter as exhibits, and write the form again.`,
  notKeptItems: 'Items whose bytes are not in the case',
  notKeptText: (n: number) =>
    `Of ${n === 1 ? 'this item' : `these ${counted(n, 'item')}`} the case holds the hash only: there is no copy here that could be compared. The hash is that of the file as it was met.`,
  altered: 'The bytes that the case holds do NOT have this SHA-256 any more. Their SHA-256 now:',
  alteredMark: 'not as imported: not to be certified',
  unfit: 'The case fails its own verification. This form is not fit to be signed.',
  unfitText: 'What was contradicted:',
  alteredNow: (n: number) => `${counted(n, 'item')} of its hash report altered since the import, found as this report was written`,
  root: 'Evidence root (SHA-256):',
  rootText: (n: number) =>
    `One value for the list of the hashes of all ${counted(n, 'item')} in the case, whether listed here or not. It says nothing of their bytes.`,
  rootHow: 'How it is computed stands under',
  none: 'The case has no evidence item: there is nothing to certify.',
  identical: 'identical',
  section: (number: number, title: string) => `section ${number}, ${title}`,
  listedIn: (n: number) =>
    `The hash report of this form is printed once in this document, for both forms: ${counted(n, 'item')}, each as it was delivered, with its number, hash and size. ${n === 1 ? 'It stands' : `They stand as numbers 1 to ${grouped(n)}`} in`,
  listedInEnd: '. Whoever hands in this form alone encloses that list.',
  asListed: (n: number) => `as in the hash report enclosed (${counted(n, 'item')}`,
  asListedRoot: '; evidence root of all items of the case',
  asListedEnd: ')',
};

/** The Schedule to the Bharatiya Sakshya Adhiniyam, 2023 (Act 47 of 2023), in its own words. */
export const BSA = {
  act: 'The Bharatiya Sakshya Adhiniyam, 2023 (No. 47 of 2023)',
  schedule: 'The Schedule. [See section 63(4)(c)]',
  certificate: 'CERTIFICATE',
  partA: 'PART A',
  partAWho: '(To be filled by the Party)',
  partB: 'PART B',
  partBWho: '(To be filled by the Expert)',
  i: 'I,',
  name: '(Name), Son/daughter/spouse of',
  residing: 'residing/employed at',
  affirm: 'do hereby solemnly affirm and sincerely state and submit as follows:—',
  producedA:
    'I have produced electronic record/output of the digital record taken from the following device/digital record source (tick mark):—',
  producedB:
    'The produced electronic record/output of the digital record are obtained from the following device/digital record source (tick mark):—',
  devices: ['Computer / Storage Media', 'DVR', 'Mobile', 'Flash Drive', 'CD/DVD', 'Server', 'Cloud', 'Other'],
  other: 'Other:',
  make: 'Make & Model:',
  colour: 'Color:',
  serial: 'Serial Number:',
  imei: 'IMEI/UIN/UID/MAC/Cloud ID',
  applicable: '(as applicable)',
  further: 'and any other relevant information, if any, about the device/digital record',
  specify: '(specify).',
  control:
    'The digital device or the digital record source was under the lawful control for regularly creating, storing or processing information for the purposes of carrying out regular activities and during this period, the computer or the communication device was working properly and the relevant information was regularly fed into the computer during the ordinary course of business. If the computer/digital device at any point of time was not working properly or out of operation, then it has not affected the electronic/digital record or its accuracy.',
  is: 'The digital device or the source of the digital record is:—',
  holds: ['Owned', 'Maintained', 'Managed', 'Operated'],
  byMe: 'by me (select as applicable).',
  hash: 'I state that the HASH value/s of the electronic/digital record/s is',
  through: ', obtained through the following algorithm:—',
  algorithms: ['SHA1:', 'SHA256:', 'MD5:'],
  otherAlgorithm: 'Other',
  standard: '(Legally acceptable standard)',
  enclosed: '(Hash report to be enclosed with the certificate)',
  signA: '(Name and signature)',
  signB: '(Name, designation and signature)',
  date: 'Date (DD/MM/YYYY):',
  time: 'Time (IST):',
  hours: 'hours (In 24 hours format)',
  place: 'Place:',
  helpTitle: 'For whoever completes it',
  help: [
    'The values in the hash report are SHA-256, and MD5 and SHA-1 where they stand. The boxes of the algorithms are left open: tick those whose values you have computed or compared yourself.',
    'The record that is produced may be the log files (the items below), this report, or both. A certificate about this report needs the SHA-256 of its file, which Trailcase states when it is written.',
    'The “device/digital record source” of CloudTrail logs is as a rule a cloud service in the control of the account’s owner; who that is, and for what period, the records do not show.',
    'Section 63(4) asks for a certificate with the record “at each instance where it is being submitted for admission”, signed by a person in charge of the computer or communication device or of the management of the relevant activities, and by an expert.',
  ],
  source:
    'Section 63(4)(c) and the Schedule of the Bharatiya Sakshya Adhiniyam, 2023 (Act 47 of 2023), in force since 1 July 2024. The words were taken from published copies of the Act and not compared with the Gazette of India. Amendments and case law since then are not considered.',
};

/** Rule 902 of the Federal Rules of Evidence, in its own words where it is quoted. */
export const FRE = {
  title13: 'Certification of a qualified person: record generated by an electronic process or system',
  title14: 'Certification of a qualified person: data copied from an electronic device, storage medium, or file',
  rule13:
    '“(13) Certified Records Generated by an Electronic Process or System. A record generated by an electronic process or system that produces an accurate result, as shown by a certification of a qualified person that complies with the certification requirements of Rule 902(11) or (12). The proponent must also meet the notice requirements of Rule 902(11).”',
  rule14:
    '“(14) Certified Data Copied from an Electronic Device, Storage Medium, or File. Data copied from an electronic device, storage medium, or file, if authenticated by a process of digital identification, as shown by a certification of a qualified person that complies with the certification requirements of Rule 902(11) or (12). The proponent also must meet the notice requirements of Rule 902(11).”',
  court: 'In the',
  caption: 'Case name and number:',
  exhibit: 'Exhibit number in the proceeding:',
  i: 'I,',
  declare: ', declare:',
  who: '1. I am employed by, or act for',
  as: 'as',
  who2: '.',
  qualified: '2. I am a qualified person to make this certification by reason of (knowledge, training, experience):',
  records: '3. This certification is about the records listed in the hash report enclosed',
  records13: ', which are described as follows (what they are, which account, which period):',
  process:
    '4. They were generated by the following electronic process or system (what it is, who runs it, how it makes such records, how they were obtained from it):',
  accurate:
    '5. That process or system produces an accurate result. I know this because (tests, routine use and reliance, checks, documents):',
  business:
    '6. Only where Rule 803(6)(A)–(C) is relied on as well (the certification speaks to authenticity; hearsay is a question of its own). The records:',
  businessLines: [
    'were made at or near the time by, or from information transmitted by, someone with knowledge;',
    'were kept in the course of a regularly conducted activity of a business, organization, occupation, or calling;',
    'were made as a regular practice of that activity.',
  ],
  source14: '4. They were copied from the following device, storage medium, or file (what, where, when, by whom, with what):',
  identification:
    '5. They were identified by comparing hash values. I computed the hash values of the originals with the algorithm and tool, and on the date:',
  same14: '6. The hash values of the originals and of the copies listed below:',
  sameLines: [
    'are identical for every item listed in the table of the hash report below;',
    'are identical for the items ticked in the table only;',
    'differ, or could not be compared, for these items:',
  ],
  keeping: '7. Since the copy was made it was kept as follows (where, by whom, how changes were prevented):',
  penalty: 'Declaration in the form of 28 U.S.C. § 1746 (strike out what does not apply):',
  penaltyWithin: 'Executed within the United States: I declare under penalty of perjury that the foregoing is true and correct.',
  penaltyWithout:
    'Executed without the United States: I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and correct.',
  penaltyForeign:
    'Rule 902(12), foreign record, civil case: signed in a manner that, if falsely made, would subject the maker to a criminal penalty in the country where it is signed. Country and law:',
  executed: 'Executed on (date):',
  at: 'at:',
  name: 'Name:',
  sign: 'Signature:',
  notice: 'Notice under Rule 902(11): for the proponent',
  noticeRule:
    '“Before the trial or hearing, the proponent must give an adverse party reasonable written notice of the intent to offer the record — and must make the record and certification available for inspection — so that the party has a fair opportunity to challenge them.”',
  noticeLines: [
    'Written notice was given to:',
    'The record was made available for inspection, to whom and how:',
    'The certification was made available for inspection, to whom and how:',
  ],
  noticeDate: 'on:',
  helpTitle: 'For whoever completes it',
  help13: [
    'Two processes may be meant, and each needs a person who can speak to it: the service that generated the log records (AWS CloudTrail), and the program that read them and wrote this report. State which.',
    'What this report verified, and how, may help a qualified person to speak from their own checks. It does not replace them.',
  ],
  help14: [
    'The case holds the hashes of what was delivered to it. Whether these are the hashes of the originals only somebody can say who has hashed the originals.',
    'The comparison can be made with `sha256sum` on each original file, against the values of the hash report.',
  ],
  source:
    'Federal Rules of Evidence, Rule 902(11) to (14), as in the Appendix to Title 28 of the United States Code; (13) and (14) took effect on December 1, 2017. 28 U.S.C. § 1746 for the declaration. Only what stands in quotation marks is the rule’s own text; the form around it is not prescribed. Later amendments, local rules and case law are not considered.',
};

// Wording of a redacted report: what stands in place of what is hidden, and what a reader may conclude from it.

export const REDACTION = {
  title: 'What is hidden in this copy',
  about: 'Every rule and every replacement of a redacted copy.',
  intro: [
    'This is a redacted copy. Parts of the case are hidden in it, by the rules below. Nothing was taken out without a mark: whatever stands in `‹ ›` stands in the place of something else. The case file holds the whole, and who holds it can show what any mark stands for.',
    '**A pseudonym**, such as `‹user-1a2b3c4d›`, stands for one name or value, and its digits are the same wherever it occurs, here and in every other redacted report of this case. The word before the hyphen may differ between copies with different choices. Two different pseudonyms of one copy stand for two different values. The word before the hyphen says what kind of thing it is, as far as the software could tell.',
    '**A commitment** stands in the place of a hash, or of the address of an event. The hash of a record of which little is hidden could be guessed back by trying; so could a hash of a hidden name. A commitment cannot: it is an HMAC-SHA-256 keyed with a secret that stays in the case file. It binds nevertheless: nobody can later name another value for it.',
    '**To open one**: who holds the case file runs `trailcase redaction CASE open ‹…›` with the text of the mark. It prints the value, and a key that belongs to this value alone. Anyone can then compute the commitment with common tools; it must be the one listed here. No other mark is opened by that. The digits of a pseudonym are the first of its commitment.',
  ],
  rules: 'Rules',
  ruleHeads: ['What', 'In this copy', 'Times'],
  always: 'always hidden',
  hidden: 'hidden',
  shown: 'shown by choice',
  groups: {
    secrets:
      'Session tokens, passwords, private keys and other secrets: by the names of fields and by the forms that the software knows, and only by these. A secret in a form of its own, under a name that says nothing, is hidden as text, where text is hidden',
    hashes: 'Hashes and addresses of events: commitments in their place; positions and lengths of records; sizes, as a power of two',
    ids: 'Ids that AWS gives each record and request',
    accounts: 'Account numbers: twelve digits, also in groups of four; those of the case with any dividers',
    keys: 'Ids of access keys, and the ids that AWS gives users and roles (such an id holds the number of its account): shown only where account numbers and names both are',
    names: 'Names of users, roles and sessions; e-mail addresses; people who worked on the case',
    addresses: 'IP addresses and host names, also in addresses of pages',
    resources: 'Names of buckets, instances and other resources; of folders, files and objects',
    paths:
      'What stands behind the host in an address of a page or file: path and query. Shown only where names, resources and written text all are',
    freeText:
      'What people wrote: title and number of the case, the organisation and its picture, notes, findings, descriptions, messages, user agents, names that somebody gave to fields; every value of a record that no rule knows; and what stands in the place of the name of a call, service, region or error without being made of words that AWS uses for them',
  },
  fields: (n: number) => counted(n, 'field named by the author', 'fields named by the author'),
  patterns: (n: number) => counted(n, 'expression of the author', 'expressions of the author'),
  entities: (n: number) => counted(n, 'text named by the author', 'texts named by the author'),
  unnamed: 'What the author named is not repeated here: it would tell what is hidden.',
  ownWords:
    'Texts and expressions of the author are applied to what comes from the case: records, fields, names, texts, and paths of files, also where AWS’s own words stand in them. The report’s own words stay: headings, explanations, names of columns, of severities and of checks, “CloudTrail” or “Trailcase” in its sentences, the case’s identifier, times and the time zone.',
  options: 'What earlier copies were told to hide, where the custody log notes it',
  numbers:
    'Numbers that are no text: those of up to four digits are shown. Longer ones are hidden as text, but for those whose field says that they are a size or a length, those of up to six digits whose field says that they are a count, a port or a duration, and times. A number that stands in quotes is shown up to six digits where its field is not known to hold a name or a text.',
  spread: 'The values of the fields that the author named are hidden wherever else they stand as well, in every table and picture.',
  notSpread: (n: { trivial: number; common: number; short: number; long: number }): string => {
    const all: [number, string][] = [
      [n.trivial, 'because they are empty, true, false, or numbers of up to three digits'],
      [n.common, 'because they are words that AWS uses everywhere: states, types, times, regions, names of services and calls'],
      [n.long, 'because they are very long'],
    ];
    const told = all.filter(([count]) => count > 0).map(([count, why]) => `${counted(count, 'different value')} ${why}`);
    const whole =
      n.short > 0 ? ` ${counted(n.short, 'value')} of one or two characters: hidden elsewhere only where that is the whole text.` : '';
    return told.length === 0 ? whole.trim() : `Not looked for elsewhere: ${told.join('; ')}.${whole}`;
  },
  list: 'Replacements',
  listText:
    'One line for each pseudonym, in order of kind. Hashes, ids, files, notes, secrets, the picture and options of earlier copies are only counted. “Elsewhere” counts places outside of the exhibits.',
  listHeads: ['In its place stands', 'Times', 'Exhibits', 'Elsewhere', 'Commitment'],
  allOf: (kind: string) => `all of kind “${kind}”`,
  kinds: {
    commitment: 'commitments to hashes and addresses',
    id: 'ids of records and requests',
    file: 'names of files',
    secret: 'secrets',
    note: 'notes',
    options: 'options of earlier redacted copies',
    logo: 'the picture of the organisation',
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
    'Copies of one case with different choices can be laid side by side: what one of them shows, the others do not hide from whoever has both.',
    'Nothing in this copy can be recomputed from it alone. For that, the full report and the case file are needed, or single marks must be opened.',
  ],
};

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

// Wording of a preview: what it leaves out, and what is found only when the report is written.

export const PREVIEW = {
  box: (shown: number, all: number): string =>
    shown === all
      ? 'Preview. Nothing was verified for it.'
      : `Preview. Of ${plural(all, 'exhibit')} the first ${grouped(shown)} are shown, and nothing was verified for it.`,
  namesOf: (records: number): string =>
    `Names to be hidden were looked for in the records of the first ${grouped(records)} exhibits alone: the written report may hide more.`,
  cut: 'The preview ends this section here. The written report has all of it.',
  notVerified: 'Told when the report is written.',
  whenWritten: 'The case is verified when the report is written. What that finds stands here.',
  root: 'computed when the report is written',
  throwAwaySalt:
    'The case has no salt for redacted reports yet: it is made when the first one is written. What stands in ‹ › here will have other names there.',
};

// The words of a report for readers who know neither AWS nor forensics, in order of the alphabet. `…` is shown as code and **…** as bold.

export const GLOSSARY: readonly (readonly [word: string, meaning: string])[] = [
  [
    'Access key',
    'A name and a secret, with which programs sign calls to AWS. Records show the name only. Whoever has the secret can use it; a record does not say who that was.',
  ],
  ['Account', 'A customer’s separate area in AWS, named by twelve digits.'],
  ['Actor', 'The credentials that acted, by a short name: a user, a role with its session, the root user, or a service. Never a person.'],
  [
    'AKIA, ASIA',
    'How names of access keys begin. `AKIA…`: a lasting key of a user, good until it is switched off. `ASIA…`: a temporary key of a session, good for minutes or hours.',
  ],
  ['API call, event', 'One request to AWS, such as “delete this storage bucket”, and the record of it.'],
  ['ARN', 'Amazon Resource Name: the full, unambiguous name of something in AWS. It begins with `arn:`.'],
  ['AS number, ASN', 'The number of a network on the Internet, such as that of a provider. It says who runs the network, not who used it.'],
  [
    'Assume role',
    'To take on a role: credentials ask AWS for a session with the rights of the role, and get a temporary key. The record of that call links the one to the other.',
  ],
  [
    'ATT&CK, technique, tactic',
    'A public catalogue of what attackers do, kept by The MITRE Corporation. A technique, such as `T1078`, is a way of doing it; a tactic is what it is done for. That a finding names one is the examiner’s opinion.',
  ],
  [
    'Attestation',
    'What AWS’s signed digests say of the logs in a case. **Full**: all of them are attested. **Partial**: some are. **None**: nothing is, because digests are missing or could not be checked. It holds on condition that the public keys are AWS’s, which only AWS can say.',
  ],
  ['Attested', 'Listed, with its hash, in a digest that AWS signed.'],
  ['Bookmark', 'A mark that the examiner put on an event, with a colour and perhaps a note. A bookmarked event is an exhibit.'],
  ['Case file', 'The one file in which Trailcase keeps the evidence, what was read from it, and what the examiners wrote.'],
  ['CloudTrail', 'The AWS service that records requests to AWS in log files.'],
  [
    'Commitment',
    'In a redacted report: a value in place of a hash. It is computed from the hash and a secret of the case (the salt), so that nobody can guess back what is hidden, and whoever has the case can show that it belongs to it.',
  ],
  ['Confidence', 'How sure the examiner is of a finding: low, medium or high. It is a judgment, not a measurement.'],
  ['Conflict', 'The same event delivered more than once with different content.'],
  ['Credentials', 'What a call is signed with: a user’s key or password, or a session of a role. They can be lent, shared, stolen.'],
  [
    'Custody log',
    'The record, kept in the case file, of what was done to the case, by whom, when and with which program. Each entry holds the hash of the one before it; the hash of the last is its **head**.',
  ],
  ['Data event', 'An event about what is inside a resource, such as reading one stored file. Trails do not record these unless told to.'],
  ['Delivery', 'A log file as AWS put it into storage: some minutes after what it tells of, as a rule within 15, at times much later.'],
  ['Derived', 'Concluded by Trailcase from records by a fixed rule, as a short name or a time in another zone.'],
  ['Digest', 'A file, made about once an hour, in which AWS lists, with its signature, the hashes of the log files that it delivered.'],
  ['Error code', 'What AWS writes into the record of a call that it refused (`AccessDenied`) or that failed.'],
  [
    'Event categories',
    '**Management**: changing or reading settings. **Data**: what is inside resources. **Network activity**: calls through private connections. **Insights**: unusual numbers of calls. Only the first is recorded without being asked for.',
  ],
  ['Evidence item', 'One file as it was delivered.'],
  [
    'Evidence root, events root',
    'One hash for all items, and one for all records: whoever notes them today can tell later whether anything changed.',
  ],
  ['Exhibit', 'An event cited in this report, with a number, its raw record and its hash.'],
  ['Finding', 'What the examiner concludes, with the events that speak for it and against it. It is opinion.'],
  ['Gap', 'A time, place or kind of event of which the case has nothing, or cannot show that it has everything.'],
  ['gzip', 'A common form of compression. CloudTrail delivers its files so; what is inside is unchanged.'],
  [
    'Hash, SHA-256',
    'A number computed from bytes, written as 64 digits and letters from `0` to `f`. Equal bytes have equal hashes; no two different files with the same SHA-256 are known. It is the fingerprint of a file. MD5 and SHA-1 are older kinds, which can be deceived by whoever makes both files.',
  ],
  ['Hypothesis', 'An explanation that was considered: open, kept or rejected, with the reason.'],
  ['IAM', 'The part of AWS in which users, roles and their rights are kept.'],
  [
    'IP address',
    'The address on the Internet from which AWS received a call. It may be that of a go-between, and is no place of residence.',
  ],
  ['JSON', 'The notation in which records are written: names with their values.'],
  ['Lineage', 'Which credentials were got with which: a key makes a session, the session another key, and so on.'],
  [
    'MFA',
    'Multi-factor authentication: a second proof at sign-in, such as a code from a telephone. Records say whether the session had one.',
  ],
  ['Policy', 'A text in AWS that says who may do what.'],
  ['Principal id', 'AWS’s own lasting number of a user or role, as `AIDA…` or `AROA…`; it stays when the name is used anew.'],
  ['Pseudonym', 'In a redacted report: a made-up name that stands for the same hidden value wherever that stood.'],
  ['Record', 'The text of one event as AWS wrote it, in JSON.'],
  ['Redaction', 'Hiding parts of a report before it is shared. What is hidden is marked and listed; the case itself is unchanged.'],
  ['Region', 'One of the places in which AWS operates, such as `ap-south-1` (Mumbai).'],
  ['Resource', 'A thing in AWS: a storage bucket, a virtual computer, a user, a database.'],
  ['Review', 'What a second examiner says of a finding: agrees, differs, or needs work. It names the version that was read.'],
  ['Role', 'A set of rights without a password of its own, which credentials can take on for a time.'],
  ['Root user', 'The owner’s login of an account, which may do everything. Not to be mixed up with the roots, which are hashes.'],
  ['Salt', 'A secret number kept in the case, which makes commitments and pseudonyms impossible to guess.'],
  ['Seal', 'A signed statement of what the case held at a moment. What was changed after it is found out.'],
  ['Selectors', 'The part of a trail’s setting that says which kinds of events it records.'],
  ['Session', 'One taking-on of a role or one sign-in, with temporary credentials and a name that whoever asked for it chose.'],
  ['Severity', 'How grave the examiner holds a finding to be, from informational to critical.'],
  ['Sighting', 'The same event delivered again with the same content; it is counted as one event.'],
  ['Storyline', 'The order, with headings and short texts, in which the examiner tells the findings.'],
  ['Supporting, contradicting', 'Of events cited for a finding: they speak for it, or against it, in the examiner’s judgment.'],
  ['Trail', 'The setting in AWS that says which events are recorded and where the files go.'],
  ['Trailcase', 'The program that read the evidence, keeps the case and wrote this report.'],
  [
    'Unattested, unverifiable',
    'Not covered by a signature of AWS in this case, or covered by one that cannot be checked. Neither means that something is wrong.',
  ],
  ['User agent', 'What the calling program says of itself. It can say anything.'],
  ['UTC', 'The time standard from which all time zones are counted. AWS writes its times in it.'],
  ['Verification', 'Computing again the hashes of what the case holds, checking signatures, and comparing.'],
  ['Zone', 'The time zone of the case, such as `Asia/Kolkata`, with its distance from UTC, as `+05:30`.'],
];

/** What a brief needs of them. */
export const BRIEF_WORDS: ReadonlySet<string> = new Set([
  'Access key',
  'Account',
  'Actor',
  'API call, event',
  'Assume role',
  'Attestation',
  'CloudTrail',
  'Commitment',
  'Confidence',
  'Conflict',
  'Credentials',
  'Custody log',
  'Delivery',
  'Digest',
  'Exhibit',
  'Finding',
  'Gap',
  'Hash, SHA-256',
  'Hypothesis',
  'IP address',
  'Pseudonym',
  'Redaction',
  'Region',
  'Role',
  'Severity',
  'Trail',
  'Unattested, unverifiable',
]);
