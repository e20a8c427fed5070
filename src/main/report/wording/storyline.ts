// Findings, hypotheses and the storyline, as the examiner wrote them.
import { grouped } from '../../../shared/text.ts';

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

/** Of findings that rest on exhibits which are contradicted. */
export const FINDING_DOUBTS = {
  title: 'What it rests on',
  altered: 'rests on exhibits that the verification contradicts. What they state is not shown by the evidence any more:',
  conflict: 'rests on exhibits whose event was delivered with different contents. Which of them is true, nothing here shows:',
};
