// Sentences of the parts that people write or sign: executive summary, fact and opinion, expert statement. `…` is code and **…** bold where `prose` prints it.

import { grouped } from '../../shared/text.ts';
import type { ReportText } from '../case/report-texts.ts';
import { counted, TITLES } from './wording.ts';
import { FACT_TITLES } from './wording-facts.ts';

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
  differing: (n: number) => `${counted(n, 'event')} that differ from the evidence`,
  broken: (n: number) => `${counted(n, 'entry', 'entries')} of the custody log broken`,
  seals: (n: number) => `${counted(n, 'seal')} that do not hold`,
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
