// Words that many parts of the report share.
import { grouped, plural } from '../../../shared/text.ts';
import type { ReportText } from '../../case/report-texts.ts';

export const COMMON = {
  shortened: (all: number) => `… (shortened by this report: ${grouped(all)} characters in all)`,
  none: 'not given',
  empty: '(empty)',
  undated: 'undated: the record has no readable time',
  noInstant: (ms: number) => `${ms} ms after 1970-01-01 UTC, beyond the calendar`,
  exhibit: (n: number) => `Exhibit ${n}`,
  entry: (n: number) => `entry ${n}`,
  more: (n: number, one: string, many?: string) => `${plural(n, one, many)} more, not listed here`,
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
  noCall: 'no call: it tells of calls',
  says: 'the record says',
  failure: 'Outcome, as the record says it',
  /** @param n deliveries that differ, the exhibit's own among them */
  conflict: (n: number) => `delivered with different contents (${grouped(n)} deliveries)`,
};

/** Beside every link to an exhibit of which it is true. */
export const FLAGS = {
  altered: '✖ contradicted',
  conflict: '≠ delivered with different contents',
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
