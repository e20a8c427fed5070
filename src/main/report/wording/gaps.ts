// What the logs do not show.
import type { Recorded } from '../../../shared/empty.ts';
import { grouped, plural } from '../../../shared/text.ts';

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
