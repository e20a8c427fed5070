// Wording of the sections that are drawn or counted from the events: timeline, actors, resources, indicators, gaps, method, dossier.
// Readers: a lawyer, a board, an opposing expert. Credentials act here, never persons.

import type { Recorded } from '../../shared/empty.ts';
import { grouped, lengthWords, plural } from '../../shared/text.ts';

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
  inCase: 'Counts are of the whole case, not of the exhibits alone: they are the same that Trailcase shows in its lists and on its pages.',
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
    'The first picture shows the whole case, the second what the exhibits and findings span. Bars count **all** events of the case, by what they are; lanes show the actors of the exhibits; the numbers in the lanes are those of the exhibits, and lead to them. Times are those that AWS wrote, shown by the clock of the zone named.',
  none: 'No event of the case has a readable time: there is no timeline.',
  noPart: 'No exhibit and no finding has a time: only the whole case is shown.',
  stripTitle: 'All events of the case over time',
  partTitle: 'Events over time, with exhibits and lanes of their actors',
  zone: (zone: string) => `clock of ${zone}`,
  span: (text: string, utcFrom: string, utcTo: string) => `From ${text}. In UTC: ${utcFrom} to ${utcTo}.`,
  classes: (total: number, classes: string) => `${plural(total, 'event')} in the bars: ${classes}.`,
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
  changeHeads: ['When', 'Call', 'Outcome', 'Exhibit'],
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
    '**Actors.** Records that name the same user or role of the same account are one actor, whatever the session. Where a record has only a principal id, it is the actor that other records of the case give this id.',
    '**Lineage.** That a call issued a key is proven by a record whose answer names the key. What is concluded otherwise is called inferred, with its reason.',
    '**Classes of events.** Denied: AWS’s error code says that the caller was not allowed. Other error: any other error code. Privilege or logging change: a list of calls that change who may do what, or what is logged. Write: the record says that it is not read-only. Read: all others.',
    '**Resources.** Names in requests, answers and AWS’s own list of resources in a record; what a call did to each follows from a table of AWS’s calls.',
    '**Verified** means: the stored bytes have the hashes taken at import; the events, derived again from them, are those that the case lists; the custody log’s chain is whole; and, where digests of AWS are in the case, their signatures and the hashes that they state were checked with the keys named. It does not mean that what a record says is true.',
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
    'Write the report again with the same version of Trailcase, from the case as of the same custody entry and with the same options: it is the same file, byte for byte. Another version may word or arrange it differently.',
  ],
};

export const DOSSIER = {
  none: 'No credentials were chosen for this dossier. Choose an actor, a key or a session in the options of the report.',
  unknown: 'No event of the case is known of these credentials:',
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
  placesText: (accounts: number, regions: number) => `${plural(accounts, 'account')}, ${plural(regions, 'region')}`,
  filter: 'Filter that gives these events',
  exhibits: 'Exhibits',
  forms: 'Names under which records know them',
  formHeads: ['Field', 'Value', 'Events', 'First and last'],
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
  valueHeads: (what: string) => [what, 'Events', 'First and last'],
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
