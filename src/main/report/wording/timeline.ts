// The timeline, and what stands in pictures.
import { grouped, lengthWords, plural } from '../../../shared/text.ts';

export const PICTURE = {
  shownBelow: 'shown below',
  wholeCase: 'The whole case',
  events: (n: number) => plural(n, 'event'),
  dated: (n: number) => `${plural(n, 'event')} with a time`,
  barEach: (ms: number) => `one bar: ${lengthWords(ms)}`,
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
    `Nothing is drawn singly but exhibits: each bar stands for all events of ${lengthWords(width)}, stacked from the foot as denied, other error, privilege or logging change, write, read. The bars in lanes grow with the square root of their events, so that few are seen beside many; their hatched foot is what was refused or failed.`,
  aggregatedShort: (width: number) =>
    `Each bar stands for all events of ${lengthWords(width)}, stacked from the foot as denied, other error, privilege or logging change, write, read.`,
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
      ? `A row for each bar (${lengthWords(width)}) that has an event.`
      : `A row for ${grouped(bars)} bars each (${lengthWords(bars * width)}), where there is an event.`,
  binHeads: ['From', 'Events', 'Read', 'Write', 'Privilege, logging', 'Denied', 'Other error'],
  lanesTitle: 'The lanes in words',
  laneHeads: ['Actor, and its keys', 'First in the picture', 'Last in the picture', 'Events', 'Exhibits'],
  findingsTitle: 'Findings in the picture (◇)',
  findingHeads: ['◇', 'Finding', 'First of its supporting events', 'Last'],
};
