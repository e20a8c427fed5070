// What is fact and what is opinion.
import { grouped, plural } from '../../../shared/text.ts';
import { FACT_TITLES, TITLES } from './titles.ts';

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
    `${plural(groups, 'more kind')} of statement in ${plural(exhibits, 'exhibit')}: see the exhibits.`,
  derived: 'Derived: what Trailcase concluded, and by which rule',
  derivedHeads: ['What', 'Rule', 'Where'],
  derivedRows: (n: { records: number; events: number; sightings: number; conflicts: number; unread: number }) =>
    [
      ['Times in the zone of the case', 'From the UTC time that AWS wrote into the record; only shown otherwise.', 'case'],
      [
        'Events',
        `${plural(n.records, 'record')} in the evidence are ${plural(n.events, 'event')}, ${plural(n.sightings, 'sighting')} (same event, same content), ${plural(n.conflicts, 'conflict')} (same event, other content) and ${plural(n.unread, 'unreadable record')}. Records with one eventID are one event.`,
        'summary',
      ],
      ['Short names of credentials', 'From the identity in the record; a name in this report is never a person.', 'actors'],
      [
        'Which credentials came from which',
        '“Proven” where a record’s answer names the key that it issued; “inferred” otherwise, each with its reason.',
        'actors',
      ],
      [
        'Refused, failed, writes, reads',
        'From the error code, of failed sign-ins from other fields of the record, and from its own statement that it reads only.',
        'method',
      ],
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
  notes: (n: number) => `Notes on ${plural(n, 'exhibit')}`,
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
      [asserted, plural(asserted, 'asserted finding')],
      [drafts, plural(drafts, 'draft')],
      [hypotheses, plural(hypotheses, 'hypothesis', 'hypotheses')],
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
