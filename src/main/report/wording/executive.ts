// The executive summary: the examiner’s own, or a draft.
import { grouped, plural } from '../../../shared/text.ts';

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
  moreDrafts: (n: number) => `${plural(n, 'more draft')}`,
  moreFindings: (n: number) => `${plural(n, 'more finding')}`,
  when: 'When',
  whenText: (dated: number, undated: number) =>
    `First and last of the ${plural(dated, 'event')} with a time on which the findings rest.${
      undated === 0 ? '' : ` ${grouped(undated)} more ${undated === 1 ? 'is' : 'are'} undated.`
    }`,
  whenNone: 'No event with a time is cited for an asserted finding.',
  credentialsNone: 'No event is cited for an asserted finding: none can be named.',
  credentials: 'Credentials involved',
  credentialsText: 'Named by the events on which the findings rest. They are credentials: who held them, the records do not say.',
  noKey: 'no access key in the record',
  key: 'key',
  nameless: 'a record without a name of credentials',
  moreCredentials: (n: number) => `${plural(n, 'more set')} of credentials`,
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
      .join(', ')}, of ${plural(n, 'asserted finding')}.`,
  sureNone: 'No finding is asserted: there is none to be sure of.',
  doubtful: (n: number, of: number) =>
    `${grouped(n)} of ${plural(of, 'asserted finding')} ${n === 1 ? 'rests' : 'rest'} on exhibits that are contradicted, or were delivered with different contents:`,
  otherVersions: (n: number) => `Of ${plural(n, 'finding')} another copy of the case has a version that says something else:`,
  reviews: (reviewed: number, n: number) =>
    reviewed === 0
      ? 'No asserted finding was reviewed by a second examiner.'
      : `${grouped(reviewed)} of ${plural(n, 'asserted finding')} ${reviewed === 1 ? 'was' : 'were'} reviewed by somebody other than its author:`,
  verdicts: (agree: number, differ: number, needsWork: number) =>
    `${grouped(agree)} × agrees, ${grouped(differ)} × differs, ${grouped(needsWork)} × needs work.`,
  changed: (n: number) => `${plural(n, 'review')} ${n === 1 ? 'is' : 'are'} of an earlier version of the finding.`,
  against: (n: number) =>
    n === 0 ? 'No event is cited against any of them.' : `${plural(n, 'event')} ${n === 1 ? 'is' : 'are'} cited against them.`,
  verified: 'Verification:',
  unknown: 'What is not known',
  unknownPersons: 'Who held the credentials. Records name credentials, never persons.',
  unknownGaps: 'What was not recorded or not handed over',
  unreadable: (n: number) => `What ${plural(n, 'record')} that could not be read ${n === 1 ? 'says' : 'say'}.`,
  lost: (n: number) => `What ${plural(n, 'cited event')} that the case does not hold would say.`,
  open: 'Open hypotheses',
  openNone: 'None is recorded.',
  rejected: (n: number) => `${plural(n, 'hypothesis', 'hypotheses')} ${n === 1 ? 'was' : 'were'} rejected:`,
  takenAway: (n: number) => `${grouped(n)} taken away by the examiner, and told nowhere in this report:`,
  moreOpen: (n: number) => `${plural(n, 'more hypothesis', 'more hypotheses')}`,
};
