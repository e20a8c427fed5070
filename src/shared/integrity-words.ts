// What a verdict means and what follows from it, in plain words; for the window and the report alike. Pure.
// Rules: what is not here is "not in the case", never "deleted"; spans are of delivery, never of event time; a consequence says what
// may not be concluded, and never more than the digests prove. A signature fits a public key: that the key is AWS’s, only AWS can say, so every
// consequence of a valid one names that condition.
import type { Chain, ChainSpan, Judged, SpanState, Verdict } from './integrity.ts';
import { grouped, lengthWords, plural } from './text.ts';

export interface Meaning {
  /** One sentence: what is the case. */
  meaning: string;
  /** One sentence: what follows for whoever relies on it. */
  consequence: string;
}

/** Colours of verdicts by name: the same on every screen and in the report. */
export type Tone = 'valid' | 'unverifiable' | 'missing' | 'invalid';

/** Each state with a sign and a word: never colour alone. */
export const STATE_WORDS: Readonly<Record<SpanState, { sign: string; word: string; tone: Tone }>> = {
  invalid: { sign: '✖', word: 'contradicted', tone: 'invalid' },
  missing: { sign: '∅', word: 'digests missing', tone: 'missing' },
  incomplete: { sign: '◐', word: 'logs missing', tone: 'missing' },
  stopped: { sign: '‖', word: 'stopped', tone: 'unverifiable' },
  uncovered: { sign: '□', word: 'not covered', tone: 'unverifiable' },
  unverifiable: { sign: '?', word: 'unverifiable', tone: 'unverifiable' },
  empty: { sign: '○', word: 'attested, nothing delivered', tone: 'valid' },
  complete: { sign: '✓', word: 'attested, complete', tone: 'valid' },
};

export const VERDICT_SIGNS: Readonly<Record<Verdict, { sign: string; tone: Tone }>> = {
  valid: { sign: '✓', tone: 'valid' },
  invalid: { sign: '✖', tone: 'invalid' },
  missing: { sign: '∅', tone: 'missing' },
  unverifiable: { sign: '?', tone: 'unverifiable' },
  unattested: { sign: '?', tone: 'unverifiable' },
};

export const KIND_OF_JUDGED: Readonly<Record<Judged['kind'], string>> = {
  digest: 'digest',
  log: 'log file',
  sign: 'sign file',
  result: 'query result file',
};

/** Whether a span says that all is proven: attested, with everything here or nothing delivered. */
export const isProven = (state: SpanState): boolean => state === 'complete' || state === 'empty';

/** On this rests all that a valid signature shows. */
const IF_KEYS = 'If the public keys at hand are AWS’s';
const IF_KEY = 'if the public key that its signature fits is AWS’s';
const ABSENCE = 'Absence of an event there proves nothing.';

/** What a span of a chain means: `38 minutes of deliveries in ap-south-1 are unattested: 1 digest is not in the case.` */
export function spanMeaning(span: ChainSpan, chain: Pick<Chain, 'region'>): Meaning {
  const length = lengthWords(span.to - span.from);
  const are = /^1 \w+$/.test(length) || !/\d/.test(length) ? 'is' : 'are';
  const where = chain.region === '' ? '' : ` in ${chain.region}`;
  const deliveries = `${length} of deliveries${where} ${are}`;
  switch (span.state) {
    case 'complete':
      return {
        meaning: `${deliveries} attested: ${logsHere(span)} as ${plural(span.digests, 'digest')} of AWS ${span.digests === 1 ? 'names' : 'name'} ${span.logs === 1 ? 'it' : 'them'}.`,
        consequence: `${IF_KEYS}, this trail delivered these log files and no others; what its selectors leave out, it never delivers.`,
      };
    case 'empty':
      return {
        meaning: `${length}${where} ${are} attested: this trail delivered no log file.`,
        consequence: `${IF_KEYS}, that nothing was delivered is proven; that nothing happened is not: selectors leave events out.`,
      };
    case 'incomplete':
      return {
        meaning: `${deliveries} attested, but ${partOf(span.logsMissing, span.logs)} that the digests name ${isAre(span.logsMissing)} not in the case.`,
        consequence: `What ${span.logsMissing === 1 ? 'it holds' : 'they hold'} is not known here. ${ABSENCE}`,
      };
    case 'invalid':
      return {
        meaning:
          span.logsInvalid > 0
            ? `${deliveries} contradicted: ${partOf(span.logsInvalid, span.logs)} ${isAre(span.logsInvalid)} not as the digests name ${span.logsInvalid === 1 ? 'it' : 'them'}.`
            : `${deliveries} contradicted: ${plural(span.digests, 'digest')} ${isAre(span.digests)} not as AWS signed ${span.digests === 1 ? 'it' : 'them'}.`,
        consequence: 'Neither an event there nor its absence is proven by AWS’s digests.',
      };
    case 'missing':
      return {
        meaning: `${deliveries} unattested: ${plural(span.digests, 'digest')} that must have been written ${isAre(span.digests)} not in the case.`,
        consequence: ABSENCE,
      };
    case 'stopped':
      return {
        meaning: `${deliveries} unattested: logging, or its validation, was stopped and started again.`,
        consequence: `What happened meanwhile may never have been logged. ${ABSENCE}`,
      };
    case 'uncovered':
      return {
        meaning: `${deliveries} unattested: ${plural(span.logs, 'log file')} came, and no digest in the case ever covered ${span.logs === 1 ? 'it' : 'them'}.`,
        consequence: `Nothing here proves or contradicts that ${span.logs === 1 ? 'it is' : 'they are'} as delivered. ${ABSENCE}`,
      };
    case 'unverifiable':
      return {
        meaning: `${deliveries} unverifiable: ${plural(span.digests, 'digest')} ${isAre(span.digests)} here, and nothing proves or contradicts ${span.digests === 1 ? 'it' : 'them'}.`,
        consequence: `Until a public key and a signature are given, the log files are not proven to be as delivered. ${ABSENCE}`,
      };
  }
}

/** What a verdict on one file means. */
export function verdictMeaning({ kind, verdict }: Pick<Judged, 'kind' | 'verdict'>): Meaning {
  return MEANINGS[kind][verdict];
}

const isAre = (n: number): string => (n === 1 ? 'is' : 'are');

function partOf(part: number, whole: number): string {
  return whole > part ? `${grouped(part)} of ${plural(whole, 'log file')}` : plural(part, 'log file');
}

function logsHere(span: ChainSpan): string {
  return span.logs === 1 ? 'its 1 log file is here,' : `its ${grouped(span.logs)} log files are here,`;
}

const NOT_PROVEN = 'Nothing here proves or contradicts that it is as delivered.';

const MEANINGS: Readonly<Record<Judged['kind'], Readonly<Record<Verdict, Meaning>>>> = {
  digest: {
    valid: {
      meaning: 'The signature of this digest fits a public key that is at hand.',
      consequence: `AWS signed it, ${IF_KEY}; the log files that it names can be tested against it.`,
    },
    invalid: {
      meaning: 'This digest is not as AWS signed it, or not where AWS wrote it.',
      consequence: 'What it says of log files proves nothing.',
    },
    missing: {
      meaning: 'This digest must have been written, and is not in the case.',
      consequence: `The deliveries of its span are unattested. ${ABSENCE}`,
    },
    unverifiable: {
      meaning: 'Nothing proves or contradicts this digest.',
      consequence: 'The log files that only it names are unverifiable too.',
    },
    unattested: { meaning: 'No later digest names this digest.', consequence: NOT_PROVEN },
  },
  log: {
    valid: {
      meaning:
        'A digest whose signature fits a public key at hand names this log file, and states the SHA-256 that its uncompressed content has.',
      consequence: 'That content is unchanged since it was delivered, if that key is AWS’s.',
    },
    invalid: {
      meaning: 'This log file is not what the digest of its delivery names.',
      consequence: 'That AWS delivered its events like this is not proven.',
    },
    missing: {
      meaning: 'A digest names this log file, and it is not in the case.',
      consequence: `What it holds is not known here. ${ABSENCE}`,
    },
    unverifiable: {
      meaning: 'A digest names this log file, but that digest itself is not proven.',
      consequence: NOT_PROVEN,
    },
    unattested: { meaning: 'No digest in the case names this log file.', consequence: NOT_PROVEN },
  },
  sign: {
    valid: {
      meaning: 'The signature of this sign file of CloudTrail Lake fits a public key that is at hand.',
      consequence: `AWS signed it, ${IF_KEY}; the query results that it names can be tested against it.`,
    },
    invalid: {
      meaning: 'This sign file of CloudTrail Lake is not as AWS signed it.',
      consequence: 'What it says of query results proves nothing.',
    },
    missing: {
      meaning: 'The sign file of this query result of CloudTrail Lake is not in the case.',
      consequence: 'Nothing attests the result.',
    },
    unverifiable: {
      meaning: 'Nothing proves or contradicts this sign file of CloudTrail Lake.',
      consequence: 'The query results that it names are unverifiable too.',
    },
    unattested: { meaning: 'Nothing attests this sign file of CloudTrail Lake.', consequence: NOT_PROVEN },
  },
  result: {
    valid: {
      meaning: 'A sign file of CloudTrail Lake whose signature fits a public key at hand names this query result with this hash.',
      consequence: 'It is unchanged since CloudTrail Lake wrote it, if that key is AWS’s; what the query left out it does not hold.',
    },
    invalid: {
      meaning: 'This query result is not what its sign file of CloudTrail Lake names.',
      consequence: 'That AWS delivered its rows like this is not proven.',
    },
    missing: {
      meaning: 'A sign file of CloudTrail Lake names this query result, and it is not in the case.',
      consequence: 'What it holds is not known here. Absence of a row proves nothing.',
    },
    unverifiable: {
      meaning: 'A sign file of CloudTrail Lake names this query result, but that file itself is not proven.',
      consequence: NOT_PROVEN,
    },
    unattested: { meaning: 'No sign file of CloudTrail Lake in the case names this query result.', consequence: NOT_PROVEN },
  },
};
