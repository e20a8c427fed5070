// What is said of the versions of a finding.
import { grouped } from '../../../shared/text.ts';

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
